"""A plan as forms, a step at a time, and the forms as a plan again."""

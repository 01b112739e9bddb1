"""Sound plans of every kind, and sales of every kind, drawn for properties."""

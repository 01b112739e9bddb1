"""Says a plan back in plain words."""

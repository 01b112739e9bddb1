"""Files of each kind, real and hostile, and what is read of them."""

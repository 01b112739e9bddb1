"""Exchange rates, as finance talks about them."""

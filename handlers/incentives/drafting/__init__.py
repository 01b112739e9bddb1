"""Plans made by talking: sentences and forms read into a plan's document, and it said back."""

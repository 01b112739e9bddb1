"""Files of sales in chat."""

"""Files of sales: CSV and JSON Lines, row by row; pure, no row depends on another."""

"""Speed, beside a bare baseline in the same run: `make bench`."""

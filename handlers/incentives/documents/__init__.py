"""A statement as a file to keep: values in, bytes out."""

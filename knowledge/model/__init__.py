"""The language model: texts in, vectors and readings out. Without it search is by words alone."""

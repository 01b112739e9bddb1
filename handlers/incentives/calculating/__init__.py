"""From the store to what everybody earns, and to the books: evaluate, post, explain, close."""

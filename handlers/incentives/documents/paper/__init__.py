"""Words, boxes and tables on A4: knows how a page looks and nothing of what it says."""

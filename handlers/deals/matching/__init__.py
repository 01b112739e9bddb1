"""Whether two names mean the same company, and why."""

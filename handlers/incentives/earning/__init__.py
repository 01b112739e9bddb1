"""What somebody earned: how much, when it comes, why, how far it is, and what more would bring."""

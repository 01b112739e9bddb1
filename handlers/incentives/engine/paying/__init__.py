"""What each rule of a plan pays for the sales that it counts, and what its limits leave."""

"""The incentive engine: plans as values, and what they pay; pure, it reads and writes nothing."""

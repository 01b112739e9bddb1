"""The local page: anyone at this machine may be anyone in the demo world, and nobody else may."""

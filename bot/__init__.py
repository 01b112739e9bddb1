"""Connects people on Slack, Teams and the local page to the handlers."""

"""Microsoft Teams: activities in, Adaptive Cards out, the Bot Connector in between."""

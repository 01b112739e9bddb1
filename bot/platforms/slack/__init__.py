"""The Slack door: Bolt on our aiohttp server, Block Kit, and the Web API."""

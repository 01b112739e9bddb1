"""Connects people on Slack, Teams and the local page to the handlers."""

import zoneinfo

#: Time zones come from the tzdata wheel that we were tested with: a machine's may be years old.
zoneinfo.reset_tzpath(to=())

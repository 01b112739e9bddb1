"""`python -m bot` is `mitra`."""

import sys

from bot.cli import main

sys.exit(main())

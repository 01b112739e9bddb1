"""How large and how long a file may be before it is refused."""

from __future__ import annotations

LARGEST_FILE = 25_000_000  #: bytes
MEMORY = 448 * 2**20  #: bytes of the child, so that child and parent stay below 512 MB
SECONDS = 17  #: until an answer has to be there
CPU_SECONDS = 15
CHILDREN = 2  #: files that are read at the same time
MOST_OUTPUT = 32_000_000  #: bytes that a child may say

MOST_PAGES = 2_000
MOST_ROWS = 50_000
MOST_COLUMNS = 500
MOST_SECTIONS = 20_000
MOST_CHARACTERS = 4_000_000
MOST_DEPTH = 200  #: elements inside one another
LONGEST_SECTION = 2_400  #: characters; what is longer is cut between lines

MOST_MEMBERS = 5_000  #: files in an archive
MOST_UNPACKED = 200_000_000  #: bytes
MOST_RATIO = 100  #: of unpacked to packed, for what is large when unpacked
LARGE_UNPACKED = 20_000_000

QUICK_TEXT = 50_000  #: characters; the slowest known Markdown of that size takes a second

"""Caps on one file and on one article: what exceeds them is set aside with its reason, and the others are read.

They are far above what newswire has, and below what a machine cannot hold or finish.
"""

from __future__ import annotations

LARGEST_RECORD = 32 * 2**20
"""Characters of one record, bytes of one file that is read whole (a text, a page, a document)."""
LONGEST_TEXT = 2_000_000
"""Characters of the text of one article."""
LARGEST = 4 * 2**30
"""Bytes that one compressed file may expand to."""
RATIO = 200
"""Times that it may grow; Arabic JSON grows about four times."""
FREE = 16 * 2**20
"""Bytes for which the ratio does not count."""
MOST_MEMBERS = 10_000
"""Files in one archive."""
MOST_PAGES = 2000
"""Pages of one PDF file."""
MOST_ELEMENTS = 20_000
"""Elements of one web page; pages of newspapers have some hundreds to some thousands."""
MOST_ATTRIBUTES = 1000
"""Attributes of one element: parsers compare each with each."""
DEEPEST = 250
"""Elements of a web page within each other: from 256 on its parser drops what is inside, without a word."""
SLOWEST_RECORD = 30.0
"""Seconds for one article of a file, as a net below the other caps."""

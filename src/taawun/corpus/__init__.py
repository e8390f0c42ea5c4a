"""The article table: reading, cleaning, near-duplicates, selection, and the registry of public corpora."""

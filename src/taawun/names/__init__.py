"""Names of states and of persons: codes, offices, keys, spellings."""

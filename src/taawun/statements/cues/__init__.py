"""Words that report speech, with what they govern."""

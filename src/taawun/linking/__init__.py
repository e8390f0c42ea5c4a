"""Who is the same speaker across a corpus, and which side of a study a statement belongs to."""

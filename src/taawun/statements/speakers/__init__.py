"""Whom each candidate statement belongs to."""

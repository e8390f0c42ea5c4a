"""Noun phrases that can name a speaker."""

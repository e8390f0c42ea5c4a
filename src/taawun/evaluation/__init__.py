"""Extracted statements held against annotated ones: measures, intervals, baselines."""

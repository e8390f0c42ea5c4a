"""Candidate statements: how they nest, and where their content begins and ends."""

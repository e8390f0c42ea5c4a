"""Directed pairs of states: how the speakers of one state speak of another."""

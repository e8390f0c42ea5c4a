"""Statistics that both analyses share.

Statements of one article are not independent, so whatever is tested here is resampled by article. Formulas follow the
sources named in the docstrings; tests hold them to the values of the reference implementations. Everything takes and
returns numpy arrays, and randomness comes from a generator that the caller seeds.
"""

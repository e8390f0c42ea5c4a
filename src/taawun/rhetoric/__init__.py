"""The rhetoric of the sides compared: shares, keywords, alignment, human validity, robustness.

What is compared is what the press attributes to each side. Statements are the unit, articles are what varies: every
interval and test goes by article (`taawun.statistics`).
"""

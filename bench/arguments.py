"""What the options of the benchmarks have in common."""

from __future__ import annotations

import argparse


def count(text: str) -> int:
    """Read a number of things, at least one; argparse says what is wrong otherwise."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)

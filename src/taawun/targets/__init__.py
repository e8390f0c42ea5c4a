"""Whom a statement speaks of, and how its speaker stands to them."""

from taawun.targets.rows import find_targets

__all__ = ["find_targets"]

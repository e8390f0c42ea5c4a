"""Who met whom, where, as whose guest: the meetings that an article reports."""

from taawun.meetings.rows import find_meetings

__all__ = ["find_meetings"]

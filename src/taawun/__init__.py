"""taawun: reproducible research on bilateral cooperation rhetoric in Arabic newswire.

From articles in any form to tables: `read_articles`, `find_statements`, `find_codes`, `find_targets`, `find_meetings`,
`find_topics`, `find_speaker`, `compare_sides`, `show_words`, `show_article`, `plot_shares`; `open_study` opens the built
tables of a study. They are loaded when they are first used (docs/api-tour.md).

Examples
--------
>>> import taawun
>>> taawun.find_statements.__module__
'taawun.api'
"""

from __future__ import annotations

import sys

from taawun.start import PROGRAMS, prepare

TYPE_CHECKING = False
"""As `typing.TYPE_CHECKING`: loading typing here would leave time for a Ctrl-C that nobody explains."""
if TYPE_CHECKING:
    from taawun.api import (
        compare_sides,
        find_codes,
        find_meetings,
        find_speaker,
        find_statements,
        find_targets,
        find_topics,
        plot_shares,
        read_articles,
        show_article,
        show_words,
    )
    from taawun.errors import TaawunError
    from taawun.report.display import open_notebook as open_study

__version__ = "0.2.0"

__all__ = [
    "TaawunError",
    "__version__",
    "compare_sides",
    "find_codes",
    "find_meetings",
    "find_speaker",
    "find_statements",
    "find_targets",
    "find_topics",
    "open_study",
    "plot_shares",
    "read_articles",
    "show_article",
    "show_words",
]
_ELSEWHERE = {"TaawunError": ("taawun.errors", "TaawunError"), "open_study": ("taawun.report.display", "open_notebook")}


if sys.argv and sys.argv[0].rpartition("/")[2] in PROGRAMS:
    prepare()


def __getattr__(name: str) -> object:
    """Load a name of `__all__` when it is first asked for: importing taawun stays quick."""
    if name not in __all__:
        raise AttributeError(f"module 'taawun' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _ELSEWHERE.get(name, ("taawun.api", name))
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)

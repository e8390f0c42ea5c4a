"""Where files are kept that can be made or fetched again."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Return the folder that TAAWUN_CACHE names, or taawun in the user's cache.

    Examples
    --------
    >>> cache_folder() == Path(os.environ.get("TAAWUN_CACHE", cache_folder()))
    True
    """
    from platformdirs import user_cache_path

    return Path(os.environ.get("TAAWUN_CACHE") or user_cache_path("taawun"))

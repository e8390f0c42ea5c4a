"""The letters of the fonts that a page shows, inside of it, so that it looks the same where no Arabic font is."""

from __future__ import annotations

import base64
import io
from importlib.metadata import version
from pathlib import Path

from taawun.report.style import font_path
from taawun.user_cache import kept_content

WEIGHTS = {"regular": 400, "bold": 700}


def font_faces(letters: str) -> str:
    """Style rules with the letters that a page uses. They are kept: to cut a font takes a third of a report's time.

    Parameters
    ----------
    letters
        All of them, each once, in one order.

    Examples
    --------
    >>> font_faces("سلام").count("@font-face")
    2
    """
    fonts = (font_path(weight).read_bytes() for weight in WEIGHTS)
    made_from = (Path(__file__).read_bytes(), version("fonttools").encode(), letters.encode(), *fonts)
    return kept_content("fonts", "faces", made_from, lambda: _cut_fonts(letters).encode("ascii")).decode("ascii")


def _cut_fonts(letters: str) -> str:
    from fontTools import subset

    rules = []
    for weight, number in WEIGHTS.items():
        options = subset.Options()
        options.flavor, options.layout_features, options.hinting = "woff", ["*"], False
        options.recalc_timestamp, options.drop_tables = False, [*options.drop_tables, "meta", "DSIG", "name"]
        with subset.load_font(str(font_path(weight)), options) as font:
            subsetter = subset.Subsetter(options)
            subsetter.populate(text=letters)
            # Put back afterwards: fontTools would look through all tables for uses of names, which takes most of its time.
            names = font["name"]
            names.names = [name for name in names.names if name.nameID in options.name_IDs]
            subsetter.subset(font)
            font["name"] = names
            buffer = io.BytesIO()
            subset.save_font(font, buffer, options)
        data = base64.b64encode(buffer.getvalue()).decode("ascii")
        rules.append(
            f'@font-face {{ font-family: "Report Arabic"; font-weight: {number}; src: url(data:font/woff;base64,{data}); }}'
        )
    return "\n".join(rules)

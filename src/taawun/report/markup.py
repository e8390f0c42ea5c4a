"""Text as HTML: always escaped, with its direction and language said, and with invisible controls made visible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, partial
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from taawun.messages import say

ARABIC_RANGES = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
# A run starts and ends with an Arabic character and may hold spaces, marks and numbers in between, so that
# "مادة 3 من الدستور" is one run and the full stop of an English sentence is not part of it.
_RUN = re.compile(rf"[{ARABIC_RANGES}](?:[{ARABIC_RANGES}\u200c\u200d\s\d«»\"'()،؛:./%-]*[{ARABIC_RANGES}])?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
#: in an article also the marks that only steer direction, and line separators
_CONTROL_IN_ARTICLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SHORT_NAMES = {0x061C: "ALM", 0x200E: "LRM", 0x200F: "RLM"} | {
    first + place: name
    for first, names in ((0x202A, "LRE RLE PDF LRO RLO"), (0x2066, "LRI RLI FSI PDI"))
    for place, name in enumerate(names.split())
}


def direction(text: str) -> str:
    """`rtl` or `ltr`, by the first strong character; `ltr` when there is none.

    Examples
    --------
    >>> direction("2017: قال"), direction("(Mehr) قال"), direction("12 %")
    ('rtl', 'ltr', 'ltr')
    """
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def attributes(text: str) -> Markup:
    """`dir` and `lang` attributes of a block that holds this text.

    Examples
    --------
    >>> print(attributes("قال"))
    dir="rtl" lang="ar"
    """
    return Markup('dir="rtl" lang="ar"') if direction(text) == "rtl" else Markup('dir="ltr" lang="en"')


def inline(text: Any) -> Markup:
    """Text within a block: escaped, controls shown, runs of the other script isolated.

    Examples
    --------
    >>> print(inline("Rouhani (روحاني) <b>"))
    Rouhani (<bdi dir="rtl" lang="ar">روحاني</bdi>) &lt;b&gt;
    >>> print(inline("a\u202eb"))
    a<span class="control">U+202E</span>b
    """
    text = "" if text is None else str(text)
    return _show_controls(text) if direction(text) == "rtl" else isolate_runs(text)


def isolate_runs(text: str) -> Markup:
    """Text that may stand in a block of the other direction: every run of Arabic is isolated."""

    def isolated(run: str) -> Markup:
        return Markup('<bdi dir="rtl" lang="ar">{}</bdi>').format(_show_controls(run))

    return _escape_around(_RUN, text, isolated, _show_controls)


def block(text: str, tag: str = "p", class_: str = "") -> Markup:
    """One element that says its direction and language.

    Examples
    --------
    >>> print(block("قال: نعم"))
    <p dir="rtl" lang="ar">قال: نعم</p>
    """
    named = Markup(' class="{}"').format(class_) if class_ else ""
    return Markup("<{0}{1} {2}>{3}</{0}>").format(escape(tag), named, attributes(text), inline(text))


def statement_anchor(statement_id: str) -> str:
    """Id of the element that shows a statement in its article; a link to it is `statement_link`.

    Examples
    --------
    >>> statement_anchor("tehran-2017:43")
    's-tehran-2017:43'
    """
    return "s-" + re.sub(r"\s", "_", statement_id)


def statement_link(statement_id: str) -> str:
    """Link to the place of a statement in its article.

    Examples
    --------
    >>> statement_link("mine:43")
    '#s-mine:43'
    """
    return "#" + quote_anchor(statement_anchor(statement_id))


def quote_anchor(anchor: str) -> str:
    """Return the anchor as the fragment of a link."""
    return quote(anchor, safe=":-_.~")


def safe_url(url: object) -> str | None:
    r"""Return the address of an article when it is a web address, else None: metadata are untrusted.

    Examples
    --------
    >>> safe_url("https://example.org/a"), safe_url("javascript:alert(1)"), safe_url(None)
    ('https://example.org/a', None, None)
    >>> safe_url("https://example.org/a\u202etxt")
    'https://example.org/a%E2%80%AEtxt'
    """
    text = url.strip() if isinstance(url, str) else ""
    if not re.fullmatch(r"https?://[^\s\"'<>]+", text, re.IGNORECASE):
        return None
    # Marks that steer direction may show another address than the one that is opened.
    return _CONTROL_IN_ARTICLE.sub(lambda match: quote(match[0]), text)


@cache
def templates() -> Environment:
    """Templates of the report: autoescaping, and strict about names."""
    environment = Environment(
        loader=PackageLoader("taawun.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"inline": inline, "attributes": attributes, "block": block}
    return environment


def render(template: str, *, language: str = "en", **values: Any) -> Markup:
    """Fill a template of the report, which says its words in a language; every value is escaped unless it is markup already."""
    values["say"] = partial(say, language=language)
    return Markup(templates().get_template(template).render(values))  # noqa: S704  (the template escapes)


def name_controls(text: str) -> Markup:
    r"""Escape the text of an article and show control characters, bidirectional ones among them, by their short names.

    Examples
    --------
    >>> print(name_controls("<b>\u202eb"))
    &lt;b&gt;<span class="ta-control" title="RIGHT-TO-LEFT OVERRIDE">RLO</span>b
    """

    def shown(control: str) -> Markup:
        name, code = unicodedata.name(control, "control character"), ord(control)
        short = _SHORT_NAMES.get(code, f"U+{code:04X}")
        return Markup('<span class="ta-control" title="{}">{}</span>').format(name, short)

    return _escape_around(_CONTROL_IN_ARTICLE, text, shown)


def _show_controls(text: str) -> Markup:
    def shown(control: str) -> Markup:
        return Markup('<span class="control">U+{}</span>').format(f"{ord(control):04X}")

    return _escape_around(_CONTROL, text, shown)


def _escape_around(
    pattern: re.Pattern[str], text: str, shown: Callable[[str], Markup], escaped: Callable[[str], Markup] = escape
) -> Markup:
    """Escape a text, but show what matches the pattern in another way."""
    parts: list[Markup] = []
    end = 0
    for found in pattern.finditer(text):
        parts += (escaped(text[end : found.start()]), shown(found.group()))
        end = found.end()
    parts.append(escaped(text[end:]))
    return Markup("").join(parts)

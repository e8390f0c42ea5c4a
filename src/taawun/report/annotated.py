"""One article with its statements marked in the text: who is taken to say what, and by which rule.

The view needs the tables only (`taawun.tables.ARTICLES`, `STATEMENTS`), no script and no file beside it. Speakers are told
apart by a letter as well as by colour and kind of line, so that it can be read in print and by anyone.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from taawun.errors import TaawunError
from taawun.linking.sides import JOINT, SideLike, assign_sides
from taawun.names.persons import name_text
from taawun.report.markup import safe_url, statement_anchor

# White text on these, and these on white, have a contrast of 4.5 or more; line styles tell them apart in grey.
COLOURS = ("#00558b", "#a63a00", "#00664b", "#6a3d8f", "#7a4b2a", "#8a1c4a", "#1f5f6b", "#4a5560")
LINES = ("solid", "double", "dashed", "dotted")
LETTERS = "أبجدهوزحطيكلمنسعفصقر"
NOBODY = "؟"
#: signs in the badge of a statement that is so
SIGNS = {"joint": "+", "level2": "⟨2⟩", "negated": "✕", "irrealis": "؟"}
#: what the view says itself, Arabic and English
WORDS = {
    "cue": ("لفظ القول، وتحت المقول خطّ", "cue; what is said is underlined"),
    "cue_word": ("لفظ القول", "cue"),
    "mention": ("كما سُمّي المتحدث", "words that name the speaker"),
    "inherited": ("متحدث لم يُسمَّ عند لفظ القول، عُرف من السياق", "speaker not named there, carried over"),
    "level2": ("قول داخل قول", "statement inside a statement"),
    "joint": ("قول مشترك", "joint statement"),
    "negated": ("منفي", "negated"),
    "irrealis": ("غير واقع", "not (yet) said: future, conditional, asked for"),
    "nothing": ("لم يُعثر على أقوال في هذا النص", "no statements were found in this text"),
    "unknown": ("متحدث غير معروف", "speaker unknown"),
    "speaker": ("المتحدث", "speaker"),
    "said": ("المقول", "said"),
    "rules": ("القواعد", "rules"),
    "list": ("الأقوال والقواعد التي وجدتها", "statements and the rules that found them"),
    "source": ("الأصل", "source"),
    "of_them": ("منها من السياق", "carried over"),
    "joint_side": ("مشترك", "joint"),
}

CSS = """
.ta { color: #1b1f24; background: #fff; line-height: 2.1; max-width: 46rem; margin: 1rem auto; text-align: right;
  font-family: "Report Arabic", "IBM Plex Sans Arabic", "Noto Naskh Arabic", "Geeza Pro", "Segoe UI", "DejaVu Sans", sans-serif; }
.ta h3 { font-size: 1.2rem; line-height: 1.6; margin: 0; }
.ta .ta-meta { color: #4a5560; font-size: .85rem; margin: 0 0 .5rem; }
.ta .ta-legend { border: 1px solid #c9d0d8; border-radius: .3rem; padding: .3rem .8rem; margin: .5rem 0 1rem; font-size: .85rem; line-height: 1.9; }
.ta .ta-legend ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1.4rem; }
.ta .ta-legend ul + ul { border-top: 1px solid #e3e7ec; margin-top: .3rem; padding-top: .2rem; color: #3c4650; }
.ta .ta-legend li { margin: 0; }
.ta .ta-text p { margin: 0 0 .8rem; overflow-wrap: anywhere; }
.ta .ta-said { text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: .38em; text-decoration-skip-ink: none;
  text-decoration-color: var(--who); text-decoration-style: var(--line); -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.ta .ta-level2 { background: #f1ecf7; }
.ta .ta-cue { font-weight: 700; background: #fff1c2; border-radius: .2rem; padding: 0 .15em; }
.ta .ta-cue:target { outline: 3px solid #b35900; outline-offset: 2px; }
.ta .ta-mention { box-shadow: inset 0 -1.15em 0 #e6eef5; }
.ta .ta-who { unicode-bidi: isolate; display: inline-block; font-size: .68em; font-weight: 700; line-height: 1.5; color: #fff; background: var(--who);
  border: 2px solid var(--who); border-radius: .35em; padding: 0 .4em; margin: 0 .2em; vertical-align: .25em; white-space: nowrap; text-decoration: none; }
.ta .ta-inherited { background: #fff; color: var(--who); border-style: dashed; }
.ta .ta-removed { color: #6b7480; text-decoration: line-through; background: #f1f3f5; }
.ta .ta-control { unicode-bidi: isolate; direction: ltr; font: 700 .65em ui-monospace, "DejaVu Sans Mono", monospace; color: #8a1c1c; border: 1px solid #8a1c1c;
  border-radius: .2em; padding: 0 .2em; }
.ta .ta-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.ta details { font-size: .85rem; line-height: 1.7; border-top: 1px solid #c9d0d8; padding-top: .4rem; }
.ta summary { cursor: pointer; }
.ta .ta-scroll { overflow-x: auto; }
.ta table { border-collapse: collapse; width: 100%; }
.ta th, .ta td { text-align: right; vertical-align: top; padding: .2rem .5rem; border-bottom: 1px solid #e3e7ec; }
.ta .ta-rules { direction: ltr; text-align: left; font-size: .9em; color: #3c4650; unicode-bidi: isolate; }
@media (max-width: 30rem) { .ta { margin: .5rem 0; } .ta .ta-legend ul { gap: 0 1rem; } .ta th, .ta td { padding: .2rem .3rem; } }
@media print { .ta { max-width: none; line-height: 1.9; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .ta p, .ta tr { break-inside: avoid; } .ta details:not([open]) { display: none; } }
"""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_SHORT = {
    0x061C: "ALM",
    0x200E: "LRM",
    0x200F: "RLM",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
}


@dataclass(frozen=True)
class AnnotatedArticle:
    """An article that shows itself with its statements in a notebook.

    Parameters
    ----------
    article
        Row of `taawun.tables.ARTICLES`; ``id`` and ``text`` are enough.
    statements
        Its statements, rows of `taawun.tables.STATEMENTS`; rows of other articles are left out.
    sides
        The study's sides, to be named in the legend.

    Examples
    --------
    >>> AnnotatedArticle({"id": "a", "text": "أكد سالم"}, []).html.startswith("<style>")
    True
    """

    article: Mapping[str, Any]
    statements: Sequence[Mapping[str, Any]]
    sides: Sequence[SideLike] | None = None

    @property
    def html(self) -> str:
        """The view as HTML, with its style."""
        return render_article(self.article, self.statements, sides=self.sides)

    def _repr_html_(self) -> str:
        return self.html


class _Speaker(NamedTuple):
    letter: str
    name: str
    short: str
    style: Markup
    side: Markup | None


def render_article(
    article: Mapping[str, Any],
    statements: Iterable[Mapping[str, Any]],
    *,
    sides: Sequence[SideLike] | None = None,
    language: str = "ar",
    css: bool = True,
    anchors: bool = True,
) -> str:
    """Render an article with its statements marked, as a fragment of HTML.

    Parameters
    ----------
    article
        Row of `taawun.tables.ARTICLES`; ``id`` and ``text`` are enough.
    statements
        Rows of `taawun.tables.STATEMENTS`; those of other articles are left out.
    sides
        The study's sides, to be named in the legend.
    language
        Language of legend and headings: ``ar``, ``en`` or ``both``.
    css
        Put the style first; false when the page has it already (`CSS`).
    anchors
        Give each cue the id `taawun.report.markup.statement_anchor`; false for a second view on one page.

    Returns
    -------
    str
        HTML in which all text of the article is escaped and all control characters are visible.

    Raises
    ------
    TaawunError
        A span lies outside the text.

    Examples
    --------
    >>> row = {"article_id": "a", "statement_id": "a:0", "cue": [0, 3], "content": [[9, 23]], "speaker": "سالم"}
    >>> html = render_article({"id": "a", "text": "أكد سالم أن الميناء آمن"}, [row], css=False)
    >>> 'id="s-a:0"' in html, 'lang="ar"' in html
    (True, True)
    """
    rows = sorted(
        (_Row(article, row) for row in statements if row["article_id"] == article["id"]), key=lambda row: row.cue
    )
    speakers = _letter_speakers(rows, sides, language)
    body = _mark_text(article, rows, speakers, anchors)
    html = Markup('<section class="ta" dir="rtl" lang="ar">{}{}{}{}</section>').format(
        _header(article, language), legend(rows, speakers, language), body, _list(article, rows, speakers, language)
    )
    return (f"<style>{CSS}</style>" if css else "") + str(html)


class _Row:
    """A statement as the view needs it, from a dict or a pandas row: no NaN, plain lists, spans checked."""

    def __init__(self, article: Mapping[str, Any], row: Mapping[str, Any]) -> None:
        self.text: str = article["text"]
        self.id = str(row.get("statement_id") or f"{row['article_id']}:{row['cue'][0]}")
        self.cue = self._span(row["cue"])
        self.content = [self._span(span) for span in _listed(row.get("content"))]
        mention = _listed(row.get("mention"))
        self.mention = self._span(mention) if mention else None
        self.speaker = _plain(row.get("speaker"))
        self.members = [str(member) for member in _listed(row.get("speaker_ids"))]
        self.speaker_key = str(_plain(row.get("speaker_id")) or self.speaker or "")
        self.level = int(_plain(row.get("level")) or 1)
        self.relay = _plain(row.get("relay"))
        self.negated = row.get("polarity") == "negated"
        self.irrealis = row.get("factuality") == "irrealis"
        self.rules = {name: _plain(row.get(f"{name}_rule")) for name in ("cue", "speaker", "span")}
        self.confidence = _plain(row.get("confidence"))
        self.source = row

    @property
    def level2(self) -> bool:
        return self.level == 2

    @property
    def joint(self) -> bool:
        return len(self.members) > 1

    @property
    def inherited(self) -> bool:
        return self.mention is None and bool(self.speaker_key)

    def explanation(self) -> str:
        parts = [f"{name} {rule}" for name, rule in self.rules.items() if rule]
        if self.confidence is not None:
            parts.append(f"confidence {float(self.confidence):.2f}")
        return ", ".join(parts)

    def _span(self, span: Sequence[int]) -> tuple[int, int]:
        start, end = (int(place) for place in span)
        if not 0 <= start <= end <= len(self.text):
            raise TaawunError(
                f"the span {start}:{end} of statement {self.id!r} lies outside the text",
                "extract the statements again from this text",
            )
        return start, end


def legend(rows: Sequence[_Row], speakers: Mapping[str, _Speaker], language: str = "ar") -> Markup:
    """Explain the marks: each speaker with letter, statements and side, then the kinds of marks that occur."""
    items = []
    for key, speaker in speakers.items():
        own = [row for row in rows if row.speaker_key == key]
        carried = sum(row.inherited for row in own)
        note = escape(str(len(own)))
        if carried:
            note += Markup(", {} {}").format(carried, _say("of_them", language))
        side = Markup(" <bdi>[{}]</bdi>").format(speaker.side) if speaker.side else ""
        items.append(
            Markup('<li>{} <bdi class="ta-said" style="{}">{}</bdi>{} ({})</li>').format(
                _badge(speaker), speaker.style, show_controls(speaker.name), side, note
            )
        )
    sample = _Speaker(LETTERS[0], "", "", Markup("--who:{};--line:solid").format(COLOURS[0]), None)
    signs = {
        "cue": (bool(rows), Markup('<span class="ta-cue">قال</span>')),
        "mention": (any(row.mention for row in rows), Markup('<span class="ta-mention">الاسم</span>')),
        "inherited": (any(row.inherited for row in rows), _badge(sample, inherited=True)),
        "level2": (any(row.level == 2 for row in rows), Markup('<span class="ta-level2">⟨…⟩</span>')),
        "joint": (any(row.joint for row in rows), _badge(sample, extra=SIGNS["joint"])),
        "negated": (any(row.negated for row in rows), _badge(sample, extra=SIGNS["negated"])),
        "irrealis": (any(row.irrealis for row in rows), _badge(sample, extra=SIGNS["irrealis"])),
        "nothing": (not rows, Markup("")),
    }
    marks = [
        Markup("<li>{} {}</li>").format(sign, _say(name, language)) for name, (shown, sign) in signs.items() if shown
    ]
    lists = Markup("<ul>{}</ul>").format(Markup("").join(items)) if items else Markup("")
    return Markup('<div class="ta-legend" role="note">{}<ul>{}</ul></div>').format(lists, Markup("").join(marks))


def show_controls(text: str) -> Markup:
    r"""Escape text and show control characters, bidirectional ones among them, by their short names.

    Examples
    --------
    >>> print(show_controls("<b>\u202eb"))
    &lt;b&gt;<span class="ta-control" title="RIGHT-TO-LEFT OVERRIDE">RLO</span>b
    """
    parts: list[Markup] = []
    end = 0
    for control in _CONTROL.finditer(text):
        code = ord(control[0])
        parts.append(escape(text[end : control.start()]))
        parts.append(
            Markup('<span class="ta-control" title="{}">{}</span>').format(
                unicodedata.name(control[0], "control character"), _SHORT.get(code, f"U+{code:04X}")
            )
        )
        end = control.end()
    parts.append(escape(text[end:]))
    return Markup("").join(parts)


def _letter_speakers(rows: Sequence[_Row], sides: Sequence[SideLike] | None, language: str) -> dict[str, _Speaker]:
    """Give each speaker of the article a letter, a colour and a line, in order of first appearance."""
    names = {JOINT: _say("joint_side", language)} | {side.id: _side_label(side, language) for side in sides or ()}
    found = assign_sides([row.source for row in rows], sides) if sides else [None] * len(rows)
    speakers: dict[str, _Speaker] = {}
    for row, side in zip(rows, found, strict=True):
        if row.speaker_key in speakers:
            continue
        if not row.speaker_key:
            style = Markup("--who:#4a5560;--line:wavy")
            unknown = WORDS["unknown"][language == "en"]
            speakers[""] = _Speaker(NOBODY, unknown, unknown, style, None)
            continue
        number = len(speakers) - ("" in speakers)
        again, place = divmod(number, len(LETTERS))
        letter = LETTERS[place] + (str(again + 1) if again else "")
        style = Markup("--who:{};--line:{}").format(COLOURS[number % len(COLOURS)], LINES[number % len(LINES)])
        name = str(row.speaker or row.speaker_key)
        short = name_text(name) if row.source.get("speaker_type") == "person" else name
        speakers[row.speaker_key] = _Speaker(letter, name, short, style, names.get(side) if side else None)
    return speakers


def _say(name: str, language: str) -> Markup:
    """Words of the view itself in the language asked for."""
    arabic, english = WORDS[name]
    parts = [Markup('<bdi dir="rtl" lang="ar">{}</bdi>').format(arabic)] if language != "en" else []
    parts += [Markup('<bdi dir="ltr" lang="en">{}</bdi>').format(english)] if language != "ar" else []
    return Markup(" / ").join(parts)


def _side_label(side: SideLike, language: str) -> Markup:
    label = getattr(side, "label", None)
    return show_controls(str(getattr(label, "en" if language == "en" else "ar", None) or side.id))


def _badge(speaker: _Speaker, *, inherited: bool = False, extra: str = "") -> Markup:
    return Markup('<span class="ta-who{}" style="{}" aria-hidden="true">{}{}{}</span>').format(
        " ta-inherited" if inherited else "", speaker.style, speaker.letter, " ↩" if inherited else "", extra
    )


def _header(article: Mapping[str, Any], language: str) -> Markup:
    title, outlet, date = (_plain(article.get(name)) for name in ("title", "outlet", "date"))
    url = safe_url(_plain(article.get("url")))
    facts = [Markup("<bdi>{}</bdi>").format(show_controls(str(fact))) for fact in (outlet, date) if fact]
    if url:
        facts.append(Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, _say("source", language)))
    heading = Markup("<h3>{}</h3>").format(show_controls(str(title))) if title else Markup("")
    meta = Markup('<p class="ta-meta">{}</p>').format(Markup("، ").join(facts)) if facts else Markup("")
    return heading + meta


def _mark_text(
    article: Mapping[str, Any], rows: Sequence[_Row], speakers: Mapping[str, _Speaker], anchors: bool
) -> Markup:
    """Cut the text at every edge of a mark and wrap each piece in the marks that cover it."""
    text: str = article["text"]
    removed = [(int(span["start"]), int(span["end"]), span["rule"]) for span in _listed(article.get("removed"))]
    cues = {row.cue[0]: row for row in rows}
    edges = {0, len(text), *(place for start, end, _ in removed for place in (start, end))}
    for row in rows:
        for span in [row.cue, *row.content, *([row.mention] if row.mention else [])]:
            edges.update(span)
    edges.update(place for found in re.finditer(r"\n+", text) for place in found.span())
    covers = _Covers(rows, removed)
    paragraphs: list[list[Markup]] = [[]]
    places = sorted(place for place in edges if 0 <= place <= len(text))
    for start, end in itertools.pairwise(places):
        piece = text[start:end]
        if piece.startswith("\n"):
            paragraphs.append([])
            continue
        covers.move_to(start)
        paragraphs[-1].append(_mark_piece(piece, start, end, covers, cues, speakers, anchors))
    blocks = [Markup('<p dir="rtl" lang="ar">{}</p>').format(Markup("").join(parts)) for parts in paragraphs if parts]
    return Markup('<div class="ta-text">{}</div>').format(Markup("").join(blocks))


class _Covers:
    """Which marks cover a place, as the place moves on through the text."""

    def __init__(self, rows: Sequence[_Row], removed: Sequence[tuple[int, int, str]]) -> None:
        spans: list[tuple[int, int, str, Any]] = [(start, end, "removed", rule) for start, end, rule in removed]
        for row in rows:
            spans.append((*row.cue, "cue", row))
            spans += [(start, end, "content", row) for start, end in row.content]
            if row.mention:
                spans.append((*row.mention, "mention", row))
        self.waiting = sorted(spans, key=lambda span: span[:2], reverse=True)
        self.open: list[tuple[int, int, str, Any]] = []

    def move_to(self, place: int) -> None:
        while self.waiting and self.waiting[-1][0] <= place:
            self.open.append(self.waiting.pop())
        self.open = [span for span in self.open if span[1] > place]

    def of(self, kind: str) -> list[Any]:
        return [span[3] for span in self.open if span[2] == kind]


def _mark_piece(
    piece: str,
    start: int,
    end: int,
    covers: _Covers,
    cues: Mapping[int, _Row],
    speakers: Mapping[str, _Speaker],
    anchors: bool,
) -> Markup:
    html = show_controls(piece)
    if covers.of("mention"):
        html = Markup('<span class="ta-mention">{}</span>').format(html)
    for row in covers.of("cue"):
        speaker = speakers[row.speaker_key]
        first = cues.get(start) is row
        identity = Markup(' id="{}"').format(statement_anchor(row.id)) if anchors and first else Markup("")
        html = Markup('<b class="ta-cue"{} title="{}">{}</b>').format(identity, _title(row, speaker), html)
        if end == row.cue[1]:
            flags = "".join(sign for name, sign in SIGNS.items() if getattr(row, name))
            html += _badge(speaker, inherited=row.inherited, extra=flags) + _spoken(row, speaker)
    # the innermost statement underlines its words; the outer one is told by the brackets of the inner
    contents = covers.of("content")
    if contents and piece.strip():
        row = max(contents, key=lambda one: (one.level, one.cue))
        speaker = speakers[row.speaker_key]
        opens = row.level == 2 and start == row.content[0][0]
        closes = row.level == 2 and end == row.content[-1][1]
        html = Markup('<span class="ta-said{}" style="{}" title="{}">{}{}{}</span>').format(
            " ta-level2" if row.level == 2 else "",
            speaker.style,
            speaker.name,
            "⟨" if opens else "",
            html,
            "⟩" if closes else "",
        )
    for rule in covers.of("removed"):
        html = Markup('<span class="ta-removed" title="{}">{}</span>').format(f"set aside: {rule}", html)
    return html


def _title(row: _Row, speaker: _Speaker) -> str:
    relay = f" (عن {row.relay})" if row.relay else ""
    return f"{speaker.name}{relay} | {row.explanation()}"


def _spoken(row: _Row, speaker: _Speaker) -> Markup:
    """Say what the badge shows, for screen readers."""
    notes = [f"المتحدث: {speaker.short}"]
    notes += [WORDS["inherited"][0]] if row.inherited else []
    notes += [WORDS[name][0] for name in SIGNS if getattr(row, name)]
    return Markup('<span class="ta-hidden"> ({}) </span>').format(show_controls("، ".join(notes)))


def _list(article: Mapping[str, Any], rows: Sequence[_Row], speakers: Mapping[str, _Speaker], language: str) -> Markup:
    """All statements with the rules that found them: titles cannot be read on a touch screen or on paper."""
    if not rows:
        return Markup("")
    text = article["text"]
    lines = [
        Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            _badge(speakers[row.speaker_key], inherited=row.inherited) + show_controls(speakers[row.speaker_key].short),
            show_controls(text[slice(*row.cue)]),
            show_controls(" … ".join(text[start:end] for start, end in row.content)),
            Markup('<span class="ta-rules" dir="ltr" lang="en">{}</span>').format(row.explanation()),
        )
        for row in rows
    ]
    headings = [
        Markup('<th scope="col">{}</th>').format(_say(name, language))
        for name in ("speaker", "cue_word", "said", "rules")
    ]
    return Markup(
        '<details><summary>{} ({})</summary><div class="ta-scroll" tabindex="0" role="group" aria-label="{}"><table><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div></details>"
    ).format(
        _say("list", language),
        len(rows),
        _say("list", language).striptags(),
        Markup("").join(headings),
        Markup("").join(lines),
    )


def _plain(value: Any) -> Any:
    """Return the value, or None for None and for the NaN that pandas puts in its place."""
    return None if value is None or (isinstance(value, float) and value != value) else value


def _listed(value: Any) -> list[Any]:
    value = _plain(value)
    return [] if value is None else list(value)

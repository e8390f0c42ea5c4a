"""One article with its statements marked in the text: who is taken to say what, and by which rule.

The view needs the tables only (`taawun.tables.ARTICLES`, `STATEMENTS`), no script and no file beside it. Speakers are told
apart by a letter as well as by colour and kind of line, so that it can be read in print and by anyone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from taawun.linking.sides import SideLike
from taawun.messages import phrase
from taawun.report.annotated_rows import (
    LETTERS,
    SIGNS,
    WORDS,
    ShownRow,
    ShownSpeaker,
    letter_speakers,
    plain_list,
    plain_value,
    say_words,
    speaker_badge,
)
from taawun.report.markup import attributes, name_controls, safe_url, statement_anchor, templates
from taawun.report.style import MUTED
from taawun.report.table_words import value_in_arabic


def render_article(
    article: Mapping[str, Any],
    statements: Iterable[Mapping[str, Any]],
    *,
    sides: Sequence[SideLike] | None = None,
    language: str = "ar",
    css: bool = True,
    anchors: bool = True,
) -> Markup:
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
        Put the style first; false when the page has it already.
    anchors
        Give each cue the id `taawun.report.markup.statement_anchor`; false for a second view on one page.

    Returns
    -------
    Markup
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
    own = (row for row in statements if row["article_id"] == article["id"])
    rows = sorted((ShownRow(article, row) for row in own), key=lambda row: row.cue)
    view = _View(rows, letter_speakers(rows, sides, language), language, anchors)
    style = Markup("<style>{}</style>").format(Markup(templates().get_template("annotated.css").render()))  # noqa: S704
    html = Markup('<section class="ta" dir="rtl" lang="ar">{}{}{}{}</section>').format(
        _header(article, language), _legend(view), _mark_text(article, view), _list(article, view)
    )
    return style + html if css else html


class _View(NamedTuple):
    """What the parts of the view share: statements by place, their speakers by key, language, ids on cues or not."""

    rows: Sequence[ShownRow]
    speakers: Mapping[str, ShownSpeaker]
    language: str
    anchors: bool


def _legend(view: _View) -> Markup:
    """Explain the marks: each speaker with letter, statements and side, then the kinds of marks that occur."""
    rows, language = view.rows, view.language
    items = []
    for key, speaker in view.speakers.items():
        own = [row for row in rows if row.speaker_key == key]
        carried = sum(row.inherited for row in own)
        note = escape(str(len(own)))
        if carried:
            note += Markup(", {} {}").format(carried, say_words("of_them", language))
        side = Markup(" <bdi>[{}]</bdi>").format(speaker.side) if speaker.side else ""
        items.append(
            Markup('<li>{} <bdi class="ta-said" style="{}">{}</bdi>{} ({})</li>').format(
                speaker_badge(speaker), speaker.style, name_controls(speaker.name), side, note
            )
        )
    sample = ShownSpeaker(LETTERS[0], "", "", Markup("--who:{};--line:solid").format(MUTED), None)
    signs = {
        "cue": (bool(rows), Markup('<span class="ta-cue">قال</span>')),
        "mention": (any(row.mention for row in rows), Markup('<span class="ta-mention">الاسم</span>')),
        "inherited": (any(row.inherited for row in rows), speaker_badge(sample, inherited=True)),
        "level2": (any(row.level == 2 for row in rows), Markup('<span class="ta-level2">⟨…⟩</span>')),
        "joint": (any(row.joint for row in rows), speaker_badge(sample, extra=SIGNS["joint"])),
        "negated": (any(row.negated for row in rows), speaker_badge(sample, extra=SIGNS["negated"])),
        "irrealis": (any(row.irrealis for row in rows), speaker_badge(sample, extra=SIGNS["irrealis"])),
        "nothing": (not rows, Markup("")),
    }
    marks = [
        Markup("<li>{} {}</li>").format(sign, say_words(name, language))
        for name, (shown, sign) in signs.items()
        if shown
    ]
    lists = Markup("<ul>{}</ul>").format(Markup("").join(items)) if items else Markup("")
    return Markup('<div class="ta-legend" role="note">{}<ul>{}</ul></div>').format(lists, Markup("").join(marks))


def _header(article: Mapping[str, Any], language: str) -> Markup:
    title, outlet, date = (plain_value(article.get(name)) for name in ("title", "outlet", "date"))
    url = safe_url(plain_value(article.get("url")))
    facts = [Markup("<bdi>{}</bdi>").format(name_controls(str(fact))) for fact in (outlet, date) if fact]
    if url:
        facts.append(Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(url, say_words("source", language)))
    heading = Markup("<h3>{}</h3>").format(name_controls(str(title))) if title else Markup("")
    meta = Markup('<p class="ta-meta">{}</p>').format(Markup("، ").join(facts)) if facts else Markup("")
    return heading + meta


def _mark_text(article: Mapping[str, Any], view: _View) -> Markup:
    """Cut the text at every edge of a mark and wrap each piece in the marks that cover it."""
    text: str = article["text"]
    removed = [(int(span["start"]), int(span["end"]), span["rule"]) for span in plain_list(article.get("removed"))]
    edges = {0, len(text), *(place for start, end, _ in removed for place in (start, end))}
    for row in view.rows:
        for span in [row.cue, *row.content, *([row.mention] if row.mention else [])]:
            edges.update(span)
    edges.update(place for found in re.finditer(r"\n+", text) for place in found.span())
    covers = _Covers(view.rows, removed)
    paragraphs: list[list[Markup]] = [[]]
    places = sorted(place for place in edges if 0 <= place <= len(text))
    for start, end in itertools.pairwise(places):
        piece = text[start:end]
        if piece.startswith("\n"):
            paragraphs.append([])
            continue
        covers.move_to(start)
        paragraphs[-1].append(_mark_piece(piece, start, end, covers, view))
    blocks = [Markup('<p dir="rtl" lang="ar">{}</p>').format(Markup("").join(parts)) for parts in paragraphs if parts]
    return Markup('<div class="ta-text">{}</div>').format(Markup("").join(blocks))


class _Covers:
    """Which marks cover a place, as the place moves on through the text."""

    def __init__(self, rows: Sequence[ShownRow], removed: Sequence[tuple[int, int, str]]) -> None:
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


def _mark_piece(piece: str, start: int, end: int, covers: _Covers, view: _View) -> Markup:
    html = name_controls(piece)
    if covers.of("mention"):
        html = Markup('<span class="ta-mention">{}</span>').format(html)
    for row in covers.of("cue"):
        html = _mark_cue(html, row, view, begins=start == row.cue[0], ends=end == row.cue[1])
    # the innermost statement underlines its words; the outer one is told by the brackets of the inner
    contents = covers.of("content")
    if contents and piece.strip():
        row = max(contents, key=lambda one: (one.level, one.cue))
        speaker = view.speakers[row.speaker_key]
        html = Markup('<span class="ta-said{}" style="{}" title="{}">{}{}{}</span>').format(
            " ta-level2" if row.level2 else "",
            speaker.style,
            speaker.name,
            "⟨" if row.level2 and start == row.content[0][0] else "",
            html,
            "⟩" if row.level2 and end == row.content[-1][1] else "",
        )
    for rule in covers.of("removed"):
        name = value_in_arabic(rule) if view.language == "ar" else rule
        why = phrase("set aside: {rule}", view.language, rule=name)
        html = Markup('<span class="ta-removed" title="{}">{}</span>').format(why, html)
    return html


def _mark_cue(html: Markup, row: ShownRow, view: _View, *, begins: bool, ends: bool) -> Markup:
    """Mark a piece of a cue: its beginning has the statement's id, its end the speaker's badge."""
    speaker = view.speakers[row.speaker_key]
    identity = Markup(' id="{}"').format(statement_anchor(row.id)) if view.anchors and begins else Markup("")
    html = Markup('<b class="ta-cue"{} title="{}">{}</b>').format(identity, _title(row, speaker, view.language), html)
    if ends:
        flags = "".join(sign for name, sign in SIGNS.items() if getattr(row, name))
        html += speaker_badge(speaker, inherited=row.inherited, extra=flags) + _spoken(row, speaker)
    return html


def _title(row: ShownRow, speaker: ShownSpeaker, language: str) -> str:
    relay = f" (عن {row.relay})" if row.relay else ""
    return f"{speaker.name}{relay} | {row.explanation(language)}"


def _spoken(row: ShownRow, speaker: ShownSpeaker) -> Markup:
    """Say what the badge shows, for screen readers."""
    notes = [f"المتحدث: {speaker.short}"]
    notes += [WORDS["inherited"][0]] if row.inherited else []
    notes += [WORDS[name][0] for name in SIGNS if getattr(row, name)]
    return Markup('<span class="ta-hidden"> ({}) </span>').format(name_controls("، ".join(notes)))


def _list(article: Mapping[str, Any], view: _View) -> Markup:
    """All statements with the rules that found them: titles cannot be read on a touch screen or on paper."""
    if not view.rows:
        return Markup("")
    text, language = article["text"], view.language
    lines = [
        Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            speaker_badge(speaker, inherited=row.inherited) + name_controls(speaker.short),
            name_controls(text[slice(*row.cue)]),
            name_controls(" … ".join(text[start:end] for start, end in row.content)),
            Markup('<span class="ta-rules" {}>{}</span>').format(attributes(rules), rules),
        )
        for row, speaker, rules in (
            (row, view.speakers[row.speaker_key], row.explanation(language)) for row in view.rows
        )
    ]
    headings = [
        Markup('<th scope="col">{}</th>').format(say_words(name, language))
        for name in ("speaker", "cue_word", "said", "rules")
    ]
    return Markup(
        '<details><summary>{} ({})</summary><div class="ta-scroll" tabindex="0" role="group" aria-label="{}"><table><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div></details>"
    ).format(
        say_words("list", language),
        len(view.rows),
        say_words("list", language).striptags(),
        Markup("").join(headings),
        Markup("").join(lines),
    )

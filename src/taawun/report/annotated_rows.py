"""The statements of an article and their speakers, as its annotated view shows them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from taawun.errors import TaawunError
from taawun.linking.sides import JOINT, SideLike, assign_sides
from taawun.messages import list_words, phrase
from taawun.names.persons import name_text
from taawun.report.markup import name_controls
from taawun.report.style import COLOURS

# Line styles tell speakers of one colour apart, and all of them in grey.
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


class ShownSpeaker(NamedTuple):
    """A speaker of the article: letter, name in full and without title, style of the line, side."""

    letter: str
    name: str
    short: str
    style: Markup
    side: Markup | None


class ShownRow:
    """A statement as the view needs it, from a dict or a pandas row: no NaN, plain lists, spans checked."""

    def __init__(self, article: Mapping[str, Any], row: Mapping[str, Any]) -> None:
        self.text: str = article["text"]
        self.id = str(row.get("statement_id") or f"{row['article_id']}:{row['cue'][0]}")
        self.cue = self._span(row["cue"])
        self.content = [self._span(span) for span in plain_list(row.get("content"))]
        mention = plain_list(row.get("mention"))
        self.mention = self._span(mention) if mention else None
        self.speaker = plain_value(row.get("speaker"))
        self.members = [str(member) for member in plain_list(row.get("speaker_ids"))]
        self.speaker_key = str(plain_value(row.get("speaker_id")) or self.speaker or "")
        self.level = int(plain_value(row.get("level")) or 1)
        self.relay = plain_value(row.get("relay"))
        self.negated = row.get("polarity") == "negated"
        self.irrealis = row.get("factuality") == "irrealis"
        self.rules = {name: plain_value(row.get(f"{name}_rule")) for name in ("cue", "speaker", "span")}
        self.confidence = plain_value(row.get("confidence"))
        self.source = row

    @property
    def level2(self) -> bool:
        """Whether it stands inside another statement."""
        return self.level == 2

    @property
    def joint(self) -> bool:
        """Whether several speakers make it together."""
        return len(self.members) > 1

    @property
    def inherited(self) -> bool:
        """Whether its speaker is not named at the cue."""
        return self.mention is None and bool(self.speaker_key)

    def explanation(self, language: str = "en") -> str:
        """Rules that found it, and how sure they are."""
        parts = [f"{phrase(name, language)} {rule}" for name, rule in self.rules.items() if rule]
        if self.confidence is not None:
            parts.append(f"{phrase('confidence', language)} {float(self.confidence):.2f}")
        return list_words(parts, language)

    def _span(self, span: Sequence[int]) -> tuple[int, int]:
        start, end = (int(place) for place in span)
        if not 0 <= start <= end <= len(self.text):
            raise TaawunError(
                f"the span {start}:{end} of statement {self.id!r} lies outside the text",
                "extract the statements again from this text",
            )
        return start, end


def letter_speakers(
    rows: Sequence[ShownRow], sides: Sequence[SideLike] | None, language: str
) -> dict[str, ShownSpeaker]:
    """Give each speaker of the article a letter and a line, in order of first appearance, and a colour: that of the side."""
    places = {side.id: place for place, side in enumerate(sides or ())}
    sideless = itertools.count(len(places))
    names = {JOINT: say_words("joint_side", language)} | {side.id: _side_label(side, language) for side in sides or ()}
    found = assign_sides([row.source for row in rows], sides) if sides else [None] * len(rows)
    speakers: dict[str, ShownSpeaker] = {}
    for row, side in zip(rows, found, strict=True):
        if row.speaker_key in speakers:
            continue
        if not row.speaker_key:
            style = Markup("--who:#4a5560;--line:wavy")
            unknown = WORDS["unknown"][language == "en"]
            speakers[""] = ShownSpeaker(NOBODY, unknown, unknown, style, None)
            continue
        number = len(speakers) - ("" in speakers)
        again, place = divmod(number, len(LETTERS))
        letter = LETTERS[place] + (str(again + 1) if again else "")
        colour = places[side] if side in places else next(sideless)
        style = Markup("--who:{};--line:{}").format(COLOURS[colour % len(COLOURS)], LINES[number % len(LINES)])
        name = str(row.speaker or row.speaker_key)
        short = name_text(name) if row.source.get("speaker_type") == "person" else name
        speakers[row.speaker_key] = ShownSpeaker(letter, name, short, style, names.get(side) if side else None)
    return speakers


def say_words(name: str, language: str) -> Markup:
    """Words of the view itself in the language asked for."""
    arabic, english = WORDS[name]
    parts = [Markup('<bdi dir="rtl" lang="ar">{}</bdi>').format(arabic)] if language != "en" else []
    parts += [Markup('<bdi dir="ltr" lang="en">{}</bdi>').format(english)] if language != "ar" else []
    return Markup(" / ").join(parts)


def _side_label(side: SideLike, language: str) -> Markup:
    label = getattr(side, "label", None)
    return name_controls(str(getattr(label, "en" if language == "en" else "ar", None) or side.id))


def speaker_badge(speaker: ShownSpeaker, *, inherited: bool = False, extra: str = "") -> Markup:
    """Letter of a speaker in colour, with an arrow where the speaker is carried over."""
    return Markup('<span class="ta-who{}" style="{}" aria-hidden="true">{}{}{}</span>').format(
        " ta-inherited" if inherited else "", speaker.style, speaker.letter, " ↩" if inherited else "", extra
    )


def plain_value(value: Any) -> Any:
    """Return the value, or None for None and for the NaN that pandas puts in its place."""
    return None if value is None or (isinstance(value, float) and value != value) else value


def plain_list(value: Any) -> list[Any]:
    """Return a list for a list, an array, None or NaN."""
    value = plain_value(value)
    return [] if value is None else list(value)

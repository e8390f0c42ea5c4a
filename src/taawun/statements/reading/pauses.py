"""Two dots and the ellipsis: where they are a pause inside a sentence and not its end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.reading.features import COLON, COMMA, COMP, PRON, QUOTE, STOP, WORD

if TYPE_CHECKING:
    from taawun.statements.reading.tokens import Tokens

#: ranks of risk of lemmas that mostly report, see `lexicons/cues.yaml`
_REPORTING = ("L", "M")
_SUBJECT_WITHIN = setting("subject_before_dots")
_LOST_COMMAS = setting("lost_commas")


def mark_pauses(tokens: Tokens, marks: Iterable[int]) -> None:
    """Give dots among the marks that are a pause the features of a comma, or of a colon where they open what is said."""
    flags, paragraph, begin = tokens.flags, tokens.paragraph, 0
    if "?" in tokens.text:
        _mark_lost_commas(tokens)
    for k in marks:
        i = k + 1
        if not flags[k] & STOP or i == len(tokens) or not flags[i] & WORD or paragraph[i] != paragraph[k]:
            continue
        begin = max(begin, bisect_left(paragraph, paragraph[i]))
        first = _first_dot(tokens, i)
        if (dots := _are_several(tokens, first, i)) and dots_before_clause(tokens, i):
            flags[first:i] = [COMMA] * (i - first)
        elif dots and dots_open_speech(tokens, first, begin):
            flags[first:i] = [COLON] * (i - first)
        else:
            begin = i


def _mark_lost_commas(tokens: Tokens) -> None:
    inside = [
        i
        for i in range(1, len(tokens) - 1)
        if tokens.plain[i] == "?" and tokens.paragraph[i] == tokens.paragraph[i + 1] and tokens.flags[i + 1] & WORD
    ]
    if inside and stands_for_comma(tokens, len(inside)):
        for i in inside:
            tokens.flags[i] = COMMA


@rule
def stands_for_comma(tokens: Tokens, count: int) -> bool:
    """Where a text has no Arabic comma and many Latin question marks inside its sentences, its commas were lost.

    + وأوضح سامي حداد? مدير المرصد? أن النهر? وهو أطول الأنهار? في خطر. => وأوضح (سامي حداد? مدير المرصد) النهر? وهو أطول
      الأنهار? في خطر
    - وقال سامي حداد، مدير المرصد: هل النهر في خطر? وقال إن السد آمن. => وقال (سامي حداد، مدير المرصد) هل النهر في خطر? ;
      وقال (سامي حداد، مدير المرصد) السد آمن
    """
    return count >= _LOST_COMMAS and "،" not in tokens.text


def _first_dot(tokens: Tokens, i: int) -> int:
    """First of the dots right before a word."""
    first = i
    while first > 0 and tokens.plain[first - 1] in (".", "…"):
        first -= 1
    return first


def _are_several(tokens: Tokens, first: int, i: int) -> bool:
    return i - first > 1 or (first < i and tokens.plain[first] == "…")


@rule
def dots_before_clause(tokens: Tokens, i: int) -> bool:
    """Before إن, وأن or a participle of reporting dots are a pause.

    + وقال العمدة سامي حداد .. إن الجسر آمن. => وقال (العمدة سامي حداد) الجسر آمن
    + وقال العمدة إن الجسر آمن .. وإن السوق مفتوح. => وقال (العمدة) الجسر آمن .. وإن السوق مفتوح
    + وأكد العمدة أن الجسر آمن… مشيرا إلى أن السوق مفتوح. => وأكد (العمدة) الجسر آمن ; مشيرا (العمدة) السوق مفتوح
    - وقال العمدة إن الجسر آمن .. وغادر القاعة. => وقال (العمدة) الجسر آمن
    """
    if tokens.flags[i] & (COMP | PRON):
        return True
    return any(cue.kind == "participle" and cue.lemma.risk in _REPORTING for cue in tokens.forms[i].cues)


@rule
def dots_open_speech(tokens: Tokens, first: int, begin: int) -> bool:
    """Behind a verb of saying and its subject dots open what is said, as a colon does.

    + وقال العمدة سامي حداد.. الجسر آمن ولن نغلقه. => وقال (العمدة سامي حداد) الجسر آمن ولن نغلقه
    - ونام العمدة سامي حداد.. الجسر آمن ولن نغلقه. => none
    - وقال العمدة إن الجسر آمن.. السوق مفتوح. => وقال (العمدة) الجسر آمن
    """
    opens = any(
        cue.kind == "past" and cue.lemma.risk == "L" and "أن" in cue.lemma.takes for cue in tokens.forms[begin].cues
    )
    if not opens or first - begin > _SUBJECT_WITHIN:
        return False
    return not any(bits & (COMP | PRON | QUOTE | COLON) for bits in tokens.flags[begin + 1 : first])

"""Numbers of speakers behind a reporting word."""

from __future__ import annotations

from taawun.rules import rule
from taawun.statements.cues.preverbal import about_so_many
from taawun.statements.cues.walk import Step, Walk
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import NUMBER, QUANT
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_COMPARED, _PERCENT = word_group("compared"), word_group("percent")


@rule(silence=None)
def approximate_number(walk: Walk, j: int) -> Step | None:
    """A number of speakers that was not counted: نحو 20 نائبا، أكثر من 20 نائبا.

    + وأكد أكثر من 20 نائبا أن اللقاح فعال. => وأكد (أكثر من 20 نائبا) اللقاح فعال
    + وأكد نحو 20 نائبا أن اللقاح فعال. => وأكد (20 نائبا) اللقاح فعال
    - وأكد الوزير أكثر من مرة أن اللقاح فعال. => وأكد (الوزير) اللقاح فعال
    - وأكد الوزير نحو الساعة 20 أن اللقاح فعال. => وأكد (الوزير) اللقاح فعال
    """
    if walk.phrases:
        return None
    tokens, compared = walk.tokens, walk.tokens.plain[j] in _COMPARED
    if not compared and not about_so_many(j, tokens):
        return None
    start = j if compared else j + 1
    stop = phrase_end(tokens, start, walk.end, splitting=walk.splitting)
    counted = any(can_speak(tokens.flags[k] & ~QUANT) for k in range(start + 1, stop))
    return Step(stop, phrase=(start, stop)) if counted else None


@rule
def counts_nobody(tokens: Tokens, j: int, stop: int) -> bool:
    """A number says something only where it counts those who can speak: a date or a sum is no subject.

    + وصل الوزير. وأشار في بيان نشر الأربعاء 18-7-2012، إلى أن الجسر آمن. => وأشار (الوزير) الجسر آمن
    - وأكد 3 وزراء أن الجسر آمن. => وأكد (3 وزراء) الجسر آمن
    - وقال 30% إن الجسر آمن. => وقال (30) الجسر آمن
    """
    if not tokens.flags[j] & NUMBER or any(can_speak(tokens.flags[k]) for k in range(j, stop)):
        return False
    return tokens.plain[stop] not in _PERCENT

"""Councils of organisations: what is called after one or held by one, and who takes part there."""

from __future__ import annotations

from taawun.lexicons import load_lexicon
from taawun.meetings.clues import marker
from taawun.meetings.subjects import carries
from taawun.meetings.surroundings import NOBODY, Figures, Surroundings
from taawun.meetings.words import event_words
from taawun.rules import rule


@rule(silence=NOBODY)
def council_meets(around: Surroundings) -> Figures:
    """A body of an organisation, or the ministers of its states, that holds a meeting is its council.

    + وبدأ وزراء الخارجية العرب اجتماعهم الطارئ في بغداد برئاسة الوزير العراقي. => summit IQ + AL
    + وعقد مجلس جامعة الدول العربية اجتماعا في القاهرة برئاسة العراق. => summit IQ + AL
    + واجتمع قادة حلف شمال الأطلسي في بغداد بمشاركة الرئيس التركي. => summit TR + NATO
    - وعقد المجلس اجتماعا في القاهرة برئاسة العراق. => -
    """
    if around.word.takes != "partner" or around.word.kind not in ("talks", "summit"):
        return NOBODY
    behind = around.bare[0] if around.bare else NOBODY
    leaders = carries(around, NOBODY) if around.word.is_noun else around.antecedent or behind
    return leaders if is_body(leaders) else NOBODY


@rule(silence=NOBODY)
def present_there(around: Surroundings, partner: Figures) -> Figures:
    """Who presides over a council, or attends it, takes part in it.

    + وافتتح الرئيس العراقي القمة العربية بحضور الرئيس التركي. => summit TR + AL
    - وافتتحت القمة العربية بفضل الرئيس التركي. => -
    """
    if not is_body(partner):
        return NOBODY
    return tuple(one for found in around.marked("chaired", "attending") for one in found if one.parties)


def is_body(figures: Figures) -> bool:
    """Whether figures are one body of one organisation, or those who meet in its council."""
    organisations = load_lexicon("actors")["organisations"]
    if len(figures) != 1 or len(figures[0].parties) != 1 or figures[0].parties[0] not in organisations:
        return False
    first = figures[0]
    return first.kind == "institution" or first.head in event_words("councils") | event_words("countries")


@rule
def is_council(around: Surroundings, partner: Figures) -> bool:
    """A meeting that is called after an organisation is its council: who speaks there takes part, and is nobody's guest.

    + قال الوزير التركي أمام قمة منظمة التعاون الإسلامي في جدة إن الجسر آمن. => summit TR + OIC
    + قال الوزير التركي خلال جلسة مجلس الأمن الدولي إن الجسر آمن. => summit TR + UN
    + قال الوزير التركي أمام القمة العربية الطارئة في بغداد إن الجسر آمن. => summit TR + AL
    - وقال الوزير المصري خلال قمة الاتحاد الأوروبي والولايات المتحدة إن الجسر آمن. => talks EU + US
    - قال الوزير التركي خلال اجتماع مع وزراء الاتحاد الأوروبي إن الجسر آمن. => talks TR + EU
    - قال الوزير التركي بعد لقاء الأمين العام لمنظمة التعاون الإسلامي إن الجسر آمن. => talks TR + OIC
    """
    if not around.word.is_noun or around.word.pronoun or around.word.kind not in ("talks", "summit"):
        return False
    if not is_body(partner):
        return False
    first = partner[0]
    return marker(around.scene, first) in ("", "to") and first.start <= around.clue.at + 2

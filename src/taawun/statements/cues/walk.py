"""The walk from a reporting word to what is said: its state, and the steps that rules decide on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.adjuncts import begins_clause
from taawun.statements.cues.clause import tells_of_letter
from taawun.statements.mentions.noun_phrases import phrase_end
from taawun.statements.reading.cue_forms import CueForm, Lemma
from taawun.statements.reading.features import (
    ADJUNCT,
    AND,
    ATTITUDE,
    COLON,
    COMMA,
    COMMON,
    COMP,
    GROUP,
    MASDAR,
    NAME,
    OBJECT,
    PREP,
    PRON,
    QUOTE,
    SAYING,
    SEMI,
    STATE,
    STOP,
    SUFFIX,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_FARTHEST_COMPLEMENT = setting("farthest_complement")
_FARTHEST_CLAUSE = setting("farthest_clause")
_ENDS_CLAUSE, _OPENS_REPORT = STOP | SEMI, COMP | PRON
_DECIDES = _ENDS_CLAUSE | _OPENS_REPORT | COLON | QUOTE
#: a word of these features is no verb, whatever it begins with
_PLAINLY_NOUNS = NAME | STATE | OBJECT | MASDAR | SAYING | COMMON | GROUP | SUFFIX
_BEFORE_ADVERBIAL_CLAUSE = word_group("before_adverbial_clause")
_FURTHER = word_group("adversatives") | word_group("further_clauses")
_ALA, _PRESENT = word_group("ali"), tuple(sorted(word_group("present_prefixes")))
_REMINDING, _BY_THAT = word_group("reminding"), tuple(sorted(word_group("by_that")))
_LONGEST_NAME = setting("longest_quoted_name")
_PLAIN_SAYING = word_group("plain_saying")


@dataclass(frozen=True, slots=True)
class Step:
    """What a rule decides at a token of the walk.

    `to` is where the walk goes on, or, with a `complement`, where what is said begins; `LEAVE` ends the walk without
    one. `clausal` says that a clause follows, `joint` where the word stands that joins it. `phrase` is a noun phrase
    that was passed over, `saying` a participle that belongs to the reporting word.
    """

    to: int
    complement: str = ""
    clausal: bool = False
    joint: int = -1
    phrase: tuple[int, int] | None = None
    saying: int = -1


LEAVE = "leave"


@dataclass(slots=True)
class Walk:
    """State of the walk from one reporting word; what is fixed for its lemma is worked out once.

    Attributes
    ----------
    end
        Where the walk ends at the latest.
    takes
        Complements that the lemma governs, as in `lexicons/cues.yaml`.
    participle, takes_noun, takes_act, takes_person, describes
        Whether the cue is a participle, or has its subject before a letter, and what objects its lemma has.
    clause_ahead
        Whether أن or a quotation comes, so that nothing else is what is said.
    phrases
        Noun phrases passed over.
    reached
        Token whose noun phrase was asked for last, and the end of that.
    """

    tokens: Tokens
    cue: int
    form: CueForm
    end: int
    takes: frozenset[str]
    participle: bool
    takes_noun: bool
    takes_act: bool
    takes_person: bool
    describes: bool
    clause_ahead: bool
    phrases: list[tuple[int, int]] = field(default_factory=list)
    reached: tuple[int, int] = (-1, -1)

    @property
    def near(self) -> bool:
        """Whether an object may follow: behind the subject or a participle."""
        return bool(self.phrases) or self.participle

    @property
    def splitting(self) -> bool:
        """Whether a second noun phrase may follow the first one."""
        return self.takes_person or (self.takes_noun and not self.clause_ahead)

    @property
    def governs_only_bi(self) -> bool:
        """Whether the verb governs ب and no noun without it: أشاد، ندد."""
        return "ب" in self.takes and not (self.takes_noun or self.takes_person or self.clause_ahead)

    def add(self, phrase: tuple[int, int]) -> None:
        """Take note of a noun phrase, or of more of the one before."""
        if self.phrases and self.phrases[-1][0] == phrase[0]:
            self.phrases.pop()
        self.phrases.append(phrase)

    def phrase_end(self, j: int) -> int:
        """Index after the noun phrase that begins at a token; the rules for one token ask for it one after the other."""
        if self.reached[0] != j:
            self.reached = j, phrase_end(self.tokens, j, self.end, splitting=self.splitting)
        return self.reached[1]

    def bits(self, k: int) -> int:
        """Features of a token, none behind the end of the walk."""
        return self.tokens.flags[k] if k < self.end else 0

    def form_at(self, k: int) -> str:
        """Form of a token, empty behind the end of the walk."""
        return self.tokens.plain[k] if k < self.end else ""


def begin_walk(tokens: Tokens, i: int, cue: CueForm) -> Walk:
    """Start from a reporting word."""
    lemma = cue.lemma
    end = min(tokens.sentence_end[i], i + _FARTHEST_COMPLEMENT)
    return Walk(
        tokens=tokens,
        cue=i,
        form=cue,
        end=end,
        takes=lemma.takes,
        participle=cue.kind == "participle" or tells_of_letter(tokens, i),
        takes_noun="اسم" in lemma.takes,
        takes_act="مصدر" in lemma.takes,
        takes_person=lemma.person is not None or reminds(tokens, i, cue),
        describes=lemma.person == "موصوف",
        clause_ahead="أن" in lemma.takes and _clause_ahead(tokens, i + 1, min(end, i + _FARTHEST_CLAUSE), lemma),
    )


@rule
def reminds(tokens: Tokens, i: int, cue: CueForm) -> bool:
    """ذكر with بأن behind it reminds somebody, who stands between speaker and clause.

    + وذكر الوزير نظيره الكيني بأن السد آمن. => وذكر (الوزير) السد آمن
    + وذكرت كينيا المجلس بأن السد آمن. => وذكرت (كينيا) السد آمن
    - وذكر المتحدث باسم المجلس أن السد آمن. => وذكر (المتحدث باسم المجلس) السد آمن
    """
    if cue.lemma.lemma not in _REMINDING:
        return False
    reach = range(i + 1, min(i + _FARTHEST_CLAUSE, tokens.sentence_end[i]))
    that = next((k for k in reach if tokens.flags[k] & COMP), i)
    return tokens.plain[that].startswith(_BY_THAT)


def _clause_ahead(tokens: Tokens, j: int, end: int, lemma: Lemma) -> bool:
    """Whether أن or its like comes before any other verb of saying or clause end, not behind a noun that governs it."""
    flags = tokens.flags
    while j < end:
        bits = flags[j]
        if bits & _DECIDES:
            if bits & _ENDS_CLAUSE and len(tokens.plain[j - 1]) > 1 and not stands_for_comma(tokens, j):
                return False
            if bits & COLON:
                return True
            if bits & COMP and tells_when(tokens, j):
                j = past_adverbial_clause(tokens, j, end)
                continue
            if bits & _OPENS_REPORT and not tokens.plain[j].startswith("و") and not opens_proviso(tokens, j, lemma):
                return not contrasts(tokens, j) and not _belongs_to_noun(flags, j) and not said_beside(tokens, j)
            if bits & QUOTE and (closed := tokens.partner.get(j)) is not None:
                if closed - j > _LONGEST_NAME:
                    # اعتبر القرار «...»: what it is called
                    return lemma.person != "موصوف"
                j = closed
        if begins_clause(tokens, j):
            return False
        j += 1
    return False


def _belongs_to_noun(flags: Sequence[int], j: int) -> bool:
    """Whether a noun governs أن, also through a preposition: أنباء أن، أنباء عن أنها."""
    through = flags[j - 1] & PREP and flags[j - 2] & OBJECT
    return bool(through or flags[j - 1] & (OBJECT | ATTITUDE))


@rule
def said_beside(tokens: Tokens, j: int) -> bool:
    """What stands behind a participle of speech is said in that, unless it only says قائلا: كشف عن خطة مشيرا إلى أن.

    + وكشفت مصادر محلية عن اتفاق جديد مشيرة إلى أن السوق مفتوح.
      => وكشفت (مصادر محلية) اتفاق جديد ; مشيرة (مصادر محلية) السوق مفتوح
    + وكشفت مصادر محلية عن اتفاق جديد مؤكدة أن السوق مفتوح.
      => وكشفت (مصادر محلية) اتفاق جديد ; مؤكدة (مصادر محلية) السوق مفتوح
    - وكشف العمدة أن السوق مفتوح. => وكشف (العمدة) السوق مفتوح
    """
    before = j - 2 if tokens.flags[j - 1] & PREP else j - 1
    return any(cue.kind == "participle" and cue.lemma.lemma not in _PLAIN_SAYING for cue in tokens.forms[before].cues)


@rule
def opens_proviso(tokens: Tokens, j: int, lemma: Lemma) -> bool:
    """على أن with a verb is a proviso behind a verb that does not govern على; with a noun it is what is said.

    + وأعلن العمدة فتح السوق على أن يغلق مساء. => وأعلن (العمدة) فتح السوق على أن يغلق مساء
    - وأكد العمدة على أن السوق مفتوح. => وأكد (العمدة) السوق مفتوح
    - وأوضح العمدة على أن السوق مفتوح. => وأوضح (العمدة) السوق مفتوح
    """
    if tokens.plain[j - 1] not in _ALA:
        return False
    following = tokens.flags[j + 1]
    return not following & _PLAINLY_NOUNS and tokens.plain[j + 1].startswith(_PRESENT)


@rule
def tells_when(tokens: Tokens, j: int) -> bool:
    """بعد أن and its like tell when or how something is said, not what.

    + وأكد العمدة بعد أن زار السوق أن الطريق مفتوح. => وأكد (العمدة) الطريق مفتوح
    + وأعلن العمدة قبل أن يغادر السوق. => none
    - وأكد العمدة أن السوق مفتوح. => وأكد (العمدة) السوق مفتوح
    """
    return tokens.plain[j - 1] in _BEFORE_ADVERBIAL_CLAUSE


def past_adverbial_clause(tokens: Tokens, j: int, end: int) -> int:
    """Past a clause with بعد أن: to its comma, or to the next أن."""
    for k in range(j + 1, end):
        if tokens.flags[k] & (COMMA | COMP | PRON | COLON | QUOTE):
            return k
    return end


@rule
def contrasts(tokens: Tokens, j: int) -> bool:
    """غير أن and إلا أن open another clause, and so do كما أن and أو أن.

    + وذكر الوزير التجار غير أن السوق مغلق. => وذكر (الوزير) التجار غير أن السوق مغلق
    + وأظهر الحارس جرحا على يده، كما أن ثوبه ممزق. => none
    - وذكر الوزير أن السوق مفتوح. => وذكر (الوزير) السوق مفتوح
    """
    return tokens.plain[j - 1] in _FURTHER


@rule
def stands_for_comma(tokens: Tokens, j: int) -> bool:
    """Some outlets set a semicolon where a comma stands before an adverbial.

    + وقال الناطق أمس؛ عقب عودته من عمان، إن الميناء مغلق. => وقال (الناطق) الميناء مغلق
    - وحذر الناطق؛ وفي عمان علم السكان أن الميناء مغلق. => none
    - وحذر الناطق؛ السكان أكدوا أن الميناء مغلق. => أكدوا (السكان) الميناء مغلق
    - وحذر الناطق. أمس علم السكان أن الميناء مغلق. => none
    """
    following = tokens.flags[j + 1]
    return bool(tokens.flags[j] & SEMI and following & ADJUNCT) and not following & AND


def found(start: int, complement: str, *, clausal: bool = False) -> Step:
    """End the walk: what is said begins at a token."""
    return Step(start, complement, clausal)


def found_clause(start: int, complement: str) -> Step:
    """End the walk at أن, its like, a colon or a quotation."""
    return Step(start, complement, True, start if complement == "pronoun" else start - 1)

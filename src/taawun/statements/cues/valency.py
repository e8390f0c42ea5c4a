"""Whether the complement that was found is one that the reporting word takes."""

from __future__ import annotations

from functools import cache

from taawun.lexicons import setting
from taawun.rules import Rule, first_verdict, rule
from taawun.statements.cues.bare_speech import added_outright, bare_speech, said_outright, said_somehow, unmarked_speech
from taawun.statements.cues.clause import Clause, Fit, says_plainly
from taawun.statements.cues.doing import carried_noun, directed, liability, noun_of_speech
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import (
    ADJUNCT,
    ANONYMOUS,
    BI,
    COMMA,
    DASH,
    DEFINITE,
    MASDAR,
    MEDIA,
    OBJECT,
    OCCASION,
    PREP,
    PRON,
    QUOTE,
    SUFFIX,
    TIME,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.silent_nouns import noun_group
from taawun.statements.reading.tokens import Tokens

#: complements that are a clause or a quotation, and those that are a prepositional phrase
CLAUSAL = frozenset(("an", "pronoun", "colon", "quote"))
PREPOSITIONAL = frozenset(("على", "إلى", "عن", "من", "في"))
_WITH_NOUN = PREPOSITIONAL | {"ب", "ل"}

_PASSED_ON = "عن+أن"
_FORMS_OF_AN = word_group("forms_of_an")
_ASCRIBES, _TO_WHOM, _LEARNT_FROM = (word_group(name) for name in ("ascribing", "relayed_to", "learnt_from"))
#: behind what the one stands whose words a verb passes on
_THROUGH = {**dict.fromkeys(_ASCRIBES, _TO_WHOM), **dict.fromkeys(word_group("learning"), _LEARNT_FROM)}
_TONGUES = word_group("tongues")
_FROM_WHOM, _ACCOUNTS = word_group("relayed_from"), word_group("accounts")
_LIKE = word_group("likening")
_TO_WHAT = word_group("naming_prepositions")
_SHORTEST_TOLD = setting("shortest_told")
_CALLED_WITHIN = setting("called_within")
_AFTER_CLOSING, _ADVERBIALS_AFTER = setting("after_closing_clause"), setting("adverbials_after_closing")
_AFTER_QUOTED = setting("after_quoted_subject")
_CLAUSE, _PREPOSITION, _NOUN = Fit("clause"), Fit("preposition"), Fit("noun")
_Rule = Rule[[Tokens, Clause, frozenset[str]], Fit | None]


def match_valency(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> str:
    """Name of the complement's class when the lemma allows it, else an empty string.

    `needs` are the complements that the lemma must have for the kind of the form; see `lexicons/cues.yaml`. Where a
    rule finds another speaker than the subject, or where bare speech begins, the clause is told.
    """
    fit = first_verdict(_rules_for(needs), tokens, clause, needs)
    if fit is None:
        return ""
    if fit.relayed:
        clause.relay = clause.subject
        clause.subject, clause.subject_rule = fit.speaker, "relayed-by" if fit.speaker else "dropped"
    elif fit.speaker is not None:
        clause.subject, clause.subject_rule = fit.speaker, "after"
    if fit.content >= 0:
        clause.begin_bare(fit.content)
    return fit.name


@cache
def _rules_for(needs: frozenset[str]) -> list[_Rule]:
    """Rules for a lemma with these needs, in the order in which they are asked."""
    return _ALWAYS + ([one for need, one in _BY_NEED if need in needs or not need] if needs else _WITHOUT_NEEDS)


# --- whatever the lemma needs -----------------------------------------------------------------------------------------


@rule(silence=None)
def merged_saying(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A clause behind قائلا or القول belongs to the verb that قائلا goes with.

    + ومضى السفير الأردني قائلا إن الحدود مفتوحة. => ومضى (السفير الأردني) الحدود مفتوحة
    - وفي الختام مضى السفير الأردني قائلا كلمتين. => none
    - ومضى السفير الأردني إلى أن بلغ الحدود. => none
    """
    return Fit("merged") if clause.saying >= 0 and clause.complement in CLAUSAL else None


@rule(silence=None)
def closing_clause(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A short clause with كما behind a comma or a closing mark tells who said the sentence before it.

    + سيفتح المعبر غدا، كما أعلنت الحكومة اللبنانية. => أعلنت (الحكومة اللبنانية) سيفتح المعبر غدا
    + سيفتح المعبر غدا للمسافرين كما أعلنت الحكومة اللبنانية. => أعلنت (الحكومة اللبنانية) سيفتح المعبر غدا للمسافرين
    - وقال الوزير إن المعبر سيفتح كما أعلنت الحكومة. => وقال (الوزير) المعبر سيفتح كما أعلنت الحكومة
    + سيفتح المعبر غدا، كما أعلنت الحكومة اللبنانية، أمس، في بيروت بعد جلسة طويلة عقدتها في القصر.
      => أعلنت (الحكومة اللبنانية) سيفتح المعبر غدا
    - سيفتح المعبر غدا، كما أعلنت الحكومة اللبنانية التي زارت سكان القرى كلها مرات كثيرة هذا العام. => none
    - سيفتح المعبر غدا، كما وصفت الحكومة اللبنانية. => none
    - وقال الوزير إن المعبر سيفتح غدا، كما نقلت وكالة النهر. => وقال (الوزير) المعبر سيفتح غدا {relay
      وكالة النهر}
    - غادر الوفد، كما كرر الوزير زيارته. => none
    - بدأت الرحلات إلى عمان، كما زادت الشاحنات إلى بيروت. => none
    """
    i = clause.cue
    if (
        clause.complement != "none"
        or "أن" not in clause.form.lemma.takes
        or clause.subject is None
        or _PASSED_ON in needs
    ):
        return None
    start = tokens.sentence_start[i]
    head = tokens.flags[clause.subject[0]]
    marks = bool(tokens.flags[i - 2] & (COMMA | DASH | QUOTE))
    # الرحلات: things, not who tells
    marks = marks and not tokens.plain[clause.subject[0]].endswith("ات")
    if i - 2 > start + _SHORTEST_TOLD and can_speak(head):
        # without a mark, where nobody else is reported
        marks = marks or not any(tokens.forms[k].cues for k in range(start, i))
    rest = clause.subject[1]
    adverbial = tokens.flags[rest] & (COMMA | PREP | ADJUNCT | TIME)
    closing = tokens.sentence_end[i] - rest <= (_ADVERBIALS_AFTER if adverbial else _AFTER_CLOSING)
    return Fit("before") if marks and closing and tokens.plain[i - 1] in _LIKE else None


# --- lemmas that need nothing in particular ---------------------------------------------------------------------------


@rule(silence=None)
def any_complement(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A word that does little else than report may have any complement it governs.

    + وأكدت المديرة سلمى حداد أهمية التدريب. => وأكدت (المديرة سلمى حداد) أهمية التدريب
    + وحذر البطريرك من الفوضى. => وحذر (البطريرك) الفوضى
    + وأعلنت البلدية عن أن الجسر مغلق. => وأعلنت (البلدية) الجسر مغلق
    - وأكدت المديرة سلمى حداد. => none
    """
    if clause.clausal:
        return _CLAUSE
    if clause.complement in _WITH_NOUN:
        return _PREPOSITION
    return _NOUN if clause.complement == "noun" else None


@rule(silence=None)
def quoted_before(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A verb of saying behind a comma or a closing mark, with its subject and nothing else, closes what it reports.

    + «لن نغادر قبل نهاية الموسم»، قال المدرب سامي حداد. => قال (المدرب سامي حداد) «لن نغادر قبل نهاية الموسم»
    - «لن نغادر قبل نهاية الموسم»، قال أمس. => none
    - «لن نغادر قبل نهاية الموسم»، قال المدرب سامي حداد في حديث طويل عن الموسم المقبل مع لاعبي الفريق الأول كلهم وهم
      يستعدون لسفر. => قال (المدرب سامي حداد) يستعدون لسفر
    - «لن نغادر قبل نهاية الموسم»، رفض المدرب سامي حداد. => none
    - لن نغادر قبل نهاية الموسم قال المدرب سامي حداد. => none
    - «لن نغادر قبل نهاية الموسم»، وقال المدرب سامي حداد. => none
    """
    i = clause.cue
    if not says_plainly(clause) or clause.subject is None or clause.form.proclitic:
        return None
    marked = tokens.flags[i - 1] & (COMMA | QUOTE | DASH)
    return Fit("before") if marked and tokens.sentence_end[i] - clause.subject[1] <= _AFTER_QUOTED else None


# --- what a lemma can need --------------------------------------------------------------------------------------------


@rule(silence=None)
def medium_of_its_own(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A medium that passes on a clause without عن speaks for itself.

    + ونقلت صحيفة الجسر أن الميناء أغلق. => ونقلت (صحيفة الجسر) الميناء أغلق
    - ونقلت صحيفة الجسر عن صيادين أن الميناء أغلق. => ونقلت (صيادين) الميناء أغلق {relay صحيفة الجسر}
    - ونقل الحارس أن الميناء أغلق. => none
    - ونقلوا أن الميناء أغلق. => none
    - ونقلت صحيفة الجسر جرحى الحادث. => none
    """
    if clause.complement not in CLAUSAL or clause.subject is None or not tokens.flags[clause.subject[0]] & MEDIA:
        return None
    if clause.form.lemma.lemma in _ASCRIBES:
        return None
    through = _THROUGH.get(clause.form.lemma.lemma, _FORMS_OF_AN)
    return None if any(tokens.plain[j] in through for j in range(clause.cue, clause.content)) else _CLAUSE


@rule(silence=None)
def relayed_source(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """Who stands behind عن speaks, the subject only passes it on.

    With قوله behind عن it is that word which reports.

    + ونقلت وكالة النهر عن صيادين أن الميناء أغلق. => ونقلت (صيادين) الميناء أغلق {relay وكالة النهر}
    - ونقلت وكالة النهر عن صيادين قولهم إن الميناء أغلق. => قولهم (صيادين) الميناء أغلق {relay وكالة النهر}
    - ونقلت وكالة النهر عن صيادين القول إن الميناء أغلق. => القول (صيادين) الميناء أغلق {relay وكالة النهر}
    + وعلمت وكالة النهر من صيادين أن الميناء أغلق. => وعلمت (صيادين) الميناء أغلق {relay وكالة النهر}
    - وعلمت الحارسة من صيادين أن الميناء أغلق. => none
    + وعلمت «النهر» من مصدر مطلع أن الميناء أغلق. => وعلمت (مصدر مطلع) الميناء أغلق {relay النهر}
    + ونسبت وكالة النهر إلى صيادين أن الميناء أغلق. => ونسبت (صيادين) الميناء أغلق {relay وكالة النهر}
    - ونقلت وكالة النهر عن قرب أن الميناء أغلق. => none
    - ونقل الحارس أن الميناء أغلق. => none
    + وصل الوزير. ونقلت وكالة النهر عنه أن الميناء أغلق. => ونقلت (الوزير) الميناء أغلق {relay وكالة النهر}
    """
    if clause.complement not in CLAUSAL:
        return None
    through = _THROUGH.get(clause.form.lemma.lemma, _FORMS_OF_AN)
    begin = next((j + 1 for j in range(clause.cue + 1, clause.content) if tokens.plain[j] in through), 0)
    if not begin or any(_is_quoting_noun(tokens, j) for j in range(begin, clause.content)):
        return None
    learns = through is _LEARNT_FROM and not tokens.flags[begin] & ANONYMOUS
    if learns and clause.subject and not tokens.flags[clause.subject[0]] & MEDIA:
        # علم الوزير من السفير أن
        return None
    if tokens.plain[begin - 1] not in _FROM_WHOM | _LEARNT_FROM:
        # نقلت الصحيفة عنه أن: whoever the pronoun stands for
        return Fit("relay", relayed=True) if clause.subject is not None else None
    end = phrase_end(tokens, begin, clause.content)
    return Fit("relay", (begin, end), relayed=True) if end > begin else None


def _is_quoting_noun(tokens: Tokens, j: int) -> bool:
    """Whether a verbal noun reports by itself: القول، تأكيدها."""
    form = tokens.forms[j]
    return any(cue.kind == "noun" for cue in form.cues)


@rule(silence=None)
def needed_clause(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A word that also means something else reports only with a clause or a quotation.

    + وأورد الباحث سمير عطية أن المخطوط أصلي. => وأورد (الباحث سمير عطية) المخطوط أصلي
    - وأورد الباحث سمير عطية أمثلة كثيرة. => none
    """
    return _CLAUSE if clause.clausal else None


@rule(silence=None)
def clause_with_bi(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A verb that needs ب also has it joined to أن: بأن، بأنه.

    + وعن القانون قالت النقابة الفرنسية إنها ترفضه ووصفته بأنه ظالم. => قالت (النقابة الفرنسية) إنها ترفضه ; ووصفته
      (النقابة الفرنسية) بأنه ظالم
    - وقالت النقابة الفرنسية إنها ترفضه، واصفة أن ما جرى ظلم. => وقالت (النقابة الفرنسية) إنها ترفضه، واصفة أن ما جرى
      ظلم
    """
    joined = tokens.plain[clause.joint].startswith("با")
    return _PREPOSITION if joined else None


@rule(silence=None)
def needed_preposition(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A verb that needs a preposition reports with it, or only with أن or a noun of speech behind it, as its entry says.

    + وأثنت وزيرة الثقافة التونسية على العازفين. => وأثنت (وزيرة الثقافة التونسية) العازفين
    + وشجعت وزيرة الثقافة التونسية على أن يشارك الجميع. => وشجعت (وزيرة الثقافة التونسية) يشارك الجميع
    + وقللت وزيرة الثقافة التونسية من أهمية الحكم. => وقللت (وزيرة الثقافة التونسية) أهمية الحكم
    + وتحدثت وزيرة الثقافة التونسية عن سقوط جرحى. => وتحدثت (وزيرة الثقافة التونسية) سقوط جرحى
    - وشجعت وزيرة الثقافة التونسية على المشاركة. => none
    - وتحدثت وزيرة الثقافة التونسية عن أهمية المسرح. => none
    - وتحدثت وزيرة الثقافة التونسية عن تجربتها. => none
    - وقللت وزيرة الثقافة التونسية من الرحلات. => none
    """
    complement = clause.complement
    if complement in needs:
        return _PREPOSITION
    if clause.clausal and complement + "+أن" in needs:
        return _PREPOSITION
    of_speech = complement + "+لفظ" in needs and tokens.flags[clause.content] & OBJECT
    happened = complement + "+حدث" in needs and _tells_event(tokens, clause.content)
    return _PREPOSITION if of_speech or happened else None


def _tells_event(tokens: Tokens, k: int) -> bool:
    """Whether a noun tells what happened, and is no topic (تحدث عن سقوط قتلى، عن أهمية الحوار)."""
    bits, group = tokens.flags[k], noun_group(tokens.plain[k])
    if bits & (SUFFIX | DEFINITE | OCCASION):
        return False
    return group == "verbal_nouns" or (bool(bits & (OBJECT | MASDAR | QUOTE)) and not group)


def _names_matter(tokens: Tokens, k: int) -> bool:
    """Whether a noun is a verbal noun, one of speech, or a matter (مهلة، خطوات)."""
    return noun_group(tokens.plain[k]) in ("verbal_nouns", "matters") or bool(tokens.flags[k] & (OBJECT | MASDAR))


@rule(silence=None)
def needed_noun(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A verb that needs an object reports with a bare noun phrase, or with a quotation in its place.

    + وشكر الحارس زملاءه. => وشكر (الحارس) زملاءه
    + وشكر الحارس «كل الزملاء في الفريق الأول». => وشكر (الحارس) «كل الزملاء في الفريق الأول»
    - وشكر الحارس. => none
    """
    return _NOUN if clause.complement in ("noun", "quote") else None


@rule(silence=None)
def needed_action(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A verb that asks for what is to be done reports with the noun of it.

    + وطلبت كينيا عقد اجتماع طارئ. => وطلبت (كينيا) عقد اجتماع طارئ
    + وطلبت كينيا مهلة جديدة. => وطلبت (كينيا) مهلة جديدة
    - وطلبت كينيا الماء. => none
    """
    return _NOUN if clause.complement == "noun" and _names_matter(tokens, clause.content) else None


@rule(silence=None)
def on_account(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """A verb of publishing reports where the account is named before the text: نشر فلان على صفحته.

    + ونشر الوزير الكيني على صفحته أن الجسر مفتوح. => ونشر (الوزير الكيني) الجسر مفتوح
    - ونشر الوزير الكيني أن الجسر مفتوح. => none
    """
    between = range(clause.cue + 1, clause.content)
    return _CLAUSE if clause.complement in CLAUSAL and any(tokens.plain[j] in _ACCOUNTS for j in between) else None


@rule(silence=None)
def in_document(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """What stands in a document (جاء في البيان أن) is said by the document.

    + وجاء في بيان الوزارة أن الرحلات توقفت. => وجاء (الوزارة) الرحلات توقفت
    + وجاء على لسان الوزير أن الرحلات توقفت. => وجاء (الوزير) الرحلات توقفت
    - وجاء في الموعد أن الرحلات توقفت. => none
    - وجاء الخبر عن الوزارة أن الرحلات توقفت. => none
    - توقفت الرحلات، كما جاء في البيان. => none
    """
    start = clause.cue + 2
    if tokens.plain[start] in _TONGUES:
        start += 1
    elif tokens.plain[clause.cue + 1] != "في":
        return None
    if clause.complement not in CLAUSAL:
        return None
    end = phrase_end(tokens, start, clause.content)
    return Fit("document", (start, end)) if can_speak(tokens.flags[start]) else None


@rule(silence=None)
def called_to(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """With a verb that calls somebody to something, an object and إلى behind it belong together.

    + وعزت السفيرة النرويجية التأخير إلى الثلوج. => وعزت (السفيرة النرويجية) التأخير إلى الثلوج
    - وعزت السفيرة النرويجية التأخير. => none
    """
    called = any(tokens.plain[j] in _TO_WHAT for j in _called(tokens, clause))
    return _NOUN if called else None


@rule(silence=None)
def called_with_bi(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """With a verb that describes, an object and what it is called with ب belong together: وصف الخطة بالجيدة.

    + ووصف الناقد الإيطالي الفيلم بالممل. => ووصف (الناقد الإيطالي) الفيلم بالممل
    + وعزى الناقد الإيطالي المخرج في وفاة والده. => وعزى (الناقد الإيطالي) المخرج في وفاة والده
    - ووصف الناقد الإيطالي الفيلم. => none
    """
    words = _called(tokens, clause)
    called = any(tokens.flags[j] & (BI | PRON) or tokens.plain[j] == "ب" for j in words)
    if "في" in needs:
        # عزى الرئيس في ضحايا الزلزال
        called = called or any(tokens.plain[j] == "في" for j in words)
    return _NOUN if called else None


def _called(tokens: Tokens, clause: Clause) -> range:
    """Tokens in which what somebody is called must stand; empty when the lemma describes nobody."""
    if clause.complement != "noun" or clause.form.lemma.person != "موصوف":
        return range(0)
    return range(clause.content, min(clause.content + _CALLED_WITHIN, tokens.sentence_end[clause.cue]))


#: asked first whatever the lemma needs, and what is asked of a lemma that needs nothing in particular
_ALWAYS: list[_Rule] = [merged_saying, said_outright, added_outright, closing_clause, bare_speech]
_WITHOUT_NEEDS: list[_Rule] = [unmarked_speech, any_complement, quoted_before, said_somehow]
#: what the lemma needs (empty: anything), and the rule that knows it; the first that fits counts
_BY_NEED: list[tuple[str, _Rule]] = [
    (_PASSED_ON, medium_of_its_own),
    (_PASSED_ON, relayed_source),
    ("أن", needed_clause),
    ("ب", clause_with_bi),
    ("", needed_preposition),
    ("اسم", needed_noun),
    ("لفظ", noun_of_speech),
    ("مصدر", needed_action),
    ("مسؤولية", liability),
    ("جاء", in_document),
    ("نواة", carried_noun),
    ("توجيه", directed),
    ("حساب", on_account),
    ("إلى", called_to),
    ("ب", called_with_bi),
]

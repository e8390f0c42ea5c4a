"""Rules that end the walk from a reporting word: here what is said begins."""

from __future__ import annotations

from taawun.rules import rule
from taawun.statements.cues.adjuncts import stands_before_clause
from taawun.statements.cues.clause import is_feminine, is_object_noun
from taawun.statements.cues.fixed_prepositions import governs_more, is_fixed
from taawun.statements.cues.walk import (
    LEAVE,
    Step,
    Walk,
    contrasts,
    found,
    found_clause,
    opens_proviso,
    past_adverbial_clause,
    tells_when,
)
from taawun.statements.mentions.non_speakers import (
    is_adverbial,
    is_listed_adverb,
    is_object_accusative,
    is_participle,
)
from taawun.statements.mentions.phrase import SPEAKERS
from taawun.statements.reading.features import (
    ADVERB,
    ATTITUDE,
    BI,
    COMMA,
    COMP,
    DEFINITE,
    HE,
    HONORIFIC,
    JOINT,
    LI,
    MEDIA,
    NAME,
    NEG,
    NUMBER,
    OFFICE,
    OPEN,
    ORGAN,
    PLACE,
    PREP,
    PRON,
    QUOTE,
    RANK,
    SAYING,
    STATE,
    SUFFIX,
    TIME,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import given_forms, word_group
from taawun.statements.reading.tokens import Tokens

#: ب with these is an adverbial of its own (بوضوح، بدوره، ببيروت)
_NOT_GOVERNED = PLACE | TIME | TURN_WORD | ADVERB | STATE | SAYING
#: a verb before these agrees with them, so that they are no object
_AGREEING = OFFICE | HONORIFIC | NAME | RANK | HE | JOINT | MEDIA
_OPENS_CONTENT = WORD | NUMBER | QUOTE | OPEN
#: prepositions that reporting words take, by their matching form
_PREPOSITIONS = {"عما": "عن", "مما": "من", "ممن": "من", "علي": "على", "الي": "إلى", "عن": "عن", "من": "من", "في": "في"}
#: prepositions written with a relative pronoun that belongs to what is said
_WITH_RELATIVE = frozenset(("عما", "مما", "ممن"))
#: no such word is what a thing is called
_SPEAKS_OR_TELLS = SPEAKERS | TIME | ADVERB | PREP | TURN_WORD | BI | LI
_DESCRIBING, _WITH_BI = word_group("describing"), word_group("written_bi")
_QUESTIONS = word_group("question_words")

# --- clauses and prepositions -----------------------------------------------------------------------------------------


@rule(silence=None)
def second_clause(walk: Walk, j: int) -> Step | None:
    """A clause with وأن goes on with what was said before, so that this verb has none.

    + وقال الملحق إن الوفد غادر، كما ذكر السائق، وأن السيارة عادت. => وقال (الملحق) الوفد غادر ; ذكر (السائق) وقال
      الملحق إن الوفد غادر
    - وقال الملحق إن الوفد غادر، كما ذكر السائق أن السيارة عادت. => وقال (الملحق) الوفد غادر ; ذكر (السائق) السيارة عادت
    """
    return Step(j, LEAVE) if walk.tokens.plain[j].startswith("و") else None


@rule(silence=None)
def complementizer(walk: Walk, j: int) -> Step | None:
    """Behind أن begins what is said; a pronoun joined to it (أنه) belongs to the clause.

    + ورأى القاضي أن الشاهد صادق. => ورأى (القاضي) الشاهد صادق
    + ورأى القاضي أنه صادق. => ورأى (القاضي) أنه صادق
    + ورأى القاضي بعد أن سمع الشاهد أن المتهم بريء. => ورأى (القاضي) المتهم بريء
    - ورأى القاضي من نافذته مظاهرة. => none
    """
    if contrasts(walk.tokens, j):
        return Step(j, LEAVE)
    if walk.tokens.flags[j] & COMP and tells_when(walk.tokens, j):
        return Step(past_adverbial_clause(walk.tokens, j, walk.end))
    if opens_proviso(walk.tokens, j, walk.form.lemma):
        return None
    if walk.tokens.flags[j] & PRON:
        return found_clause(j, "pronoun")
    return found_clause(j + 1, "an") if walk.tokens.flags[j] & COMP else None


@rule(silence=None)
def question_word(walk: Walk, j: int) -> Step | None:
    """Behind a verb of asking the question word opens what is asked, and belongs to it.

    + وتساءل القاضي هل الشاهد صادق. => وتساءل (القاضي) هل الشاهد صادق
    + وتساءل القاضي ما إذا كان الشاهد صادقا. => وتساءل (القاضي) ما إذا كان الشاهد صادقا
    - وتساءل القاضي أمس عن الشاهد. => وتساءل (القاضي) الشاهد
    """
    if walk.form.lemma.act != "ask":
        return None
    form = walk.tokens.plain[j]
    return found_clause(j, "pronoun") if form == "ما" or form in _QUESTIONS else None


@rule(silence=None)
def governed_preposition(walk: Walk, j: int) -> Step | None:
    """A preposition that the reporting word governs opens what is said.

    + وشدد الأمين العام على ضرورة الهدنة. => وشدد (الأمين العام) ضرورة الهدنة
    + وشدد الأمين العام على أن الهدنة ضرورية. => وشدد (الأمين العام) الهدنة ضرورية
    + وكشف الأمين العام عما دار في الجلسة. => وكشف (الأمين العام) عما دار في الجلسة
    + وحذر الأمين العام ممن يعرقلون الهدنة. => وحذر (الأمين العام) ممن يعرقلون الهدنة
    + وحذر الأمين العام، مما وصفه بالخطر. => وحذر (الأمين العام) مما وصفه بالخطر
    - وحذر الأمين العام، مما أثار الغضب. => none
    - وشدد الأمين العام من لهجته. => none
    - وأعلنت النائبة منى خليل عن الكتلة الشعبية، أن الجلسة مغلقة. => وأعلنت (النائبة منى خليل) الجلسة مغلقة
    - وشدد الأمين العام على، ثم سكت. => none
    """
    word = walk.tokens.plain[j]
    preposition = _PREPOSITIONS.get(word)
    if preposition not in walk.takes or is_fixed(walk, j):
        return None
    following = walk.bits(j + 1)
    if preposition == "عن" and walk.clause_ahead and walk.phrases and not following & (COMP | ATTITUDE | SUFFIX):
        # النائبة فلانة عن حزب ...، أن
        return None
    if following & COMP:
        return found(j + 2, preposition, clausal=True)
    if word in _WITH_RELATIVE:
        # ، مما أثار الغضب: the reporter goes on
        goes_on = word == "مما" and walk.tokens.flags[j - 1] & COMMA and not walk.tokens.forms[j + 1].cues
        return None if goes_on else found(j, preposition)
    return found(j + 1, preposition) if following & _OPENS_CONTENT else None


@rule(silence=None)
def governed_bi(walk: Walk, j: int) -> Step | None:
    """The preposition ب, written alone or with its word, opens what is said; with a time, a place or a manner it does not.

    + وأشادت السفيرة بالمتطوعين. => وأشادت (السفيرة) بالمتطوعين
    + وأشادت السفيرة بكينيا. => وأشادت (السفيرة) بكينيا
    + وأشادت السفيرة بمجلس الأمن. => وأشادت (السفيرة) بمجلس الأمن
    + وأشادت السفيرة أمس بكينيا بالمتطوعين. => وأشادت (السفيرة) بالمتطوعين
    + وأشادت السفيرة بـ«شجاعة المتطوعين». => وأشادت (السفيرة) بـ«شجاعة المتطوعين»
    - وقالت السفيرة بصوت هادئ إن المتطوعين وصلوا. => وقالت (السفيرة) المتطوعين وصلوا
    - وقالت، بالمناسبة، إن المتطوعين وصلوا. => وقالت (?) المتطوعين وصلوا
    """
    bits = walk.tokens.flags[j]
    if (not bits & BI and walk.tokens.plain[j] not in _WITH_BI) or "ب" not in walk.takes:
        return None
    if bits & _NOT_GOVERNED:
        praised = bits & (STATE | ORGAN) and walk.governs_only_bi
        if not praised or governs_more(walk, j + 1):
            return None
    after_subject = walk.phrases
    before = after_subject and stands_before_clause(walk.tokens, j, walk.end, walk.takes)
    return None if before else found(j, "ب")


@rule(silence=None)
def own_role(walk: Walk, j: int) -> Step | None:
    """Behind a verb that governs ب a role in something, or the strength of something, is what is said: مشيدا بدورها في.

    + وأشاد المدير بدورها في إنقاذ الجرحى. => وأشاد (المدير) بدورها في إنقاذ الجرحى
    + وأشاد المدير، خلال الحفل، بقوة الفريق. => وأشاد (المدير) بقوة الفريق
    - وأشاد المدير بقوة بالفريق. => وأشاد (المدير) بالفريق
    - وأشادت المديرة بدورها بالمسعفين. => وأشادت (المديرة) بالمسعفين
    - وقالت المديرة بدورها في الحفل إن المسعفين وصلوا. => وقالت (المديرة) المسعفين وصلوا
    """
    if not walk.form_at(j).startswith("ب"):
        return None
    role = walk.form_at(j + 1) == "في" and "ب" in walk.takes
    strength = walk.governs_only_bi and walk.bits(j + 1) & DEFINITE and not walk.bits(j + 1) & BI
    return found(j, "ب") if role or strength else None


@rule(silence=None)
def governed_li(walk: Walk, j: int) -> Step | None:
    """The preposition ل opens what is said where the verb governs it and no clause follows.

    + وتمنى لجميع المشاركين التوفيق. => وتمنى (?) لجميع المشاركين التوفيق
    - وتمنى لجميع المشاركين أن يوفقوا. => وتمنى (?) يوفقوا
    - وقال لجميع المشاركين إن الحفل تأخر. => وقال (?) الحفل تأخر
    """
    governed = "ل" in walk.takes
    return found(j, "ل") if governed and not walk.clause_ahead else None


# --- objects ----------------------------------------------------------------------------------------------------------


@rule(silence=None)
def relative_object(walk: Walk, j: int) -> Step | None:
    """A relative ما behind the subject, or right behind the verb, is what is said: نفى الوزير ما نشر.

    + ونفى الناطق ما نشرته الصحف. => ونفى (الناطق) ما نشرته الصحف
    + ونفى ما نشرته الصحف. => ونفى (?) ما نشرته الصحف
    - ونفى الناطق ما إذا ثبت أن الصحف نشرته. => ونفى (الناطق) الصحف نشرته
    - وأكد الناطق ما قالت الصحف أن الخبر صحيح. => وأكد (الناطق) الخبر صحيح
    - وقال ما نشرته الصحف. => none
    """
    if walk.tokens.plain[j] != "ما" or not walk.takes_noun or walk.clause_ahead:
        return None
    return found(j, "noun") if walk.near or j == walk.cue + 1 else None


@rule(silence=None)
def this_object(walk: Walk, j: int) -> Step | None:
    """A demonstrative behind the subject of a verb that takes an object is what is said; behind one that describes, at once.

    + ونفى الوزير هذا الأمر. => ونفى (الوزير) هذا الأمر
    + واعتبر هذا الأمر مهما. => واعتبر (?) هذا الأمر مهما
    - وأبلغ الوزير هذا السفير أن الجسر آمن. => وأبلغ (الوزير) الجسر آمن
    """
    if not walk.takes_noun or walk.clause_ahead:
        return None
    said = walk.form.lemma.lemma in _DESCRIBING if walk.takes_person else walk.near
    return found(j, "noun") if said else None


@rule(silence=None)
def predicate(walk: Walk, j: int) -> Step | None:
    """What the thing is called that the pronoun of a verb of calling stands for: اعتبرته كينيا غير كاف، اعتبره خطأ.

    + بدأ أمس تطبيق القرار الذي اعتبرته كينيا غير كاف. => اعتبرته (كينيا) غير كاف
    + وانتقد الوزير القرار واعتبره خطأ كبيرا. => وانتقد (الوزير) القرار ; واعتبره (الوزير) خطأ كبيرا
    - وانتقد الوزير القرار ووصفه بأنه خطأ كبير. => وانتقد (الوزير) القرار ; ووصفه (الوزير) بأنه خطأ كبير
    """
    if not walk.form.suffix or walk.form.lemma.lemma not in _DESCRIBING or walk.clause_ahead or "ب" in walk.takes:
        return None
    bits = walk.tokens.flags[j]
    behind = walk.phrases and walk.phrases[-1][1] == j
    alone = j == walk.cue + 1 and (bits & NEG or not bits & (_SPEAKS_OR_TELLS | DEFINITE))
    return found(j, "noun") if behind or alone else None


@rule(silence=None)
def accusative_object(walk: Walk, j: int) -> Step | None:
    """An indefinite accusative is the object of a verb that takes one, unless it is an adverb or a participle.

    + وشنت الوزيرة السويدية هجوما عنيفا على خصومها. => وشنت (الوزيرة السويدية) هجوما عنيفا على خصومها
    + ورفضت اتهامًا بأنها تأخرت. => ورفضت (?) اتهامًا بأنها تأخرت
    - وأعلن متحدثًا في القاعة انسحابه. => وأعلن (?) انسحابه
    - ونفى آنفًا الانسحاب. => ونفى (?) الانسحاب
    - وقال ضاحكًا إن الفريق انسحب. => وقال (?) الفريق انسحب
    """
    tokens = walk.tokens
    if not walk.takes_noun or not is_adverbial(tokens, j) or _is_manner(tokens, j):
        return None
    return found(j, "noun") if not walk.clause_ahead or is_object_accusative(tokens, j) else None


def _is_manner(tokens: Tokens, j: int) -> bool:
    """Whether an accusative tells how: a participle or an adverb."""
    return is_participle(tokens, j) or is_listed_adverb(tokens, j)


@rule(silence=None)
def noun_behind_subject(walk: Walk, j: int) -> Step | None:
    """A noun phrase behind the subject, which a verb of saying takes, is what is said; behind a comma it is an apposition.

    + ورفضت إيران حظرا فرضه الاتحاد الأوروبي. => ورفضت (إيران) حظرا فرضه الاتحاد الأوروبي
    - ورفضت إيران، الدولة المنتجة، أن تنسحب. => ورفضت (إيران) تنسحب
    - ورفضت إيران. => none
    """
    tokens, phrases = walk.tokens, walk.phrases
    if not walk.takes_noun or walk.clause_ahead or walk.takes_person or not walk.near:
        return None
    apposition = phrases and phrases[-1][1] == j and tokens.flags[j - 1] & COMMA
    return None if apposition else found(j, "noun")


@rule(silence=None)
def object_noun(walk: Walk, j: int) -> Step | None:
    """A noun of what can be said, asked or shown (أهمية، ضرورة، a verbal noun) is the object of a verb that takes one.

    + ونفى امتلاك الجيش الكندي أرضا أو أن للشركة قاعدة. => ونفى (?) امتلاك الجيش الكندي أرضا أو أن للشركة قاعدة
    + وقال الوزير إن الجسر آمن. ورفض الإعلان الدستوري وما فرضه من شروط.
      => وقال (الوزير) الجسر آمن ; ورفض (الوزير) الإعلان الدستوري وما فرضه من شروط
    + وتعهد الجيش الكندي احترام الهدنة. => وتعهد (الجيش الكندي) احترام الهدنة
    - وتعهد الجيش الكندي باحترام الهدنة. => وتعهد (الجيش الكندي) باحترام الهدنة
    - ونفى الجيش الكندي أن للشركة قاعدة. => ونفى (الجيش الكندي) للشركة قاعدة
    """
    if walk.takes_act:
        behind = walk.phrases[-1][1] if walk.phrases else walk.cue + 1
        said = behind == j and not walk.clause_ahead and is_object_noun(walk.tokens.flags[j])
        return found(j, "noun") if said else None
    reported = not walk.clause_ahead and any(cue.kind == "noun" for cue in walk.tokens.forms[j].cues)
    return found(j, "noun") if walk.takes_noun and (reported or is_object_noun(walk.tokens.flags[j])) else None


@rule(silence=None)
def object_of_other_gender(walk: Walk, j: int) -> Step | None:
    """A feminine noun behind a masculine verb is the object, and the subject is left out.

    + وأكد الدولة المضيفة. => وأكد (?) الدولة المضيفة
    - وأكد حمزة خالد استعداده للقمة. => وأكد (حمزة خالد) استعداده للقمة
    - ورفض مئات المزارعين القانون. => ورفض (مئات المزارعين) القانون
    """
    cue, bits = walk.form, walk.tokens.flags[j]
    if not walk.takes_noun or walk.clause_ahead or walk.takes_person or cue.gender != "m" or cue.number != "s":
        return None
    form = walk.tokens.plain[j]
    feminine = is_feminine(form, bits) and not bits & _AGREEING and form not in given_forms()
    return found(j, "noun") if feminine else None


@rule(silence=None)
def noun_that_cannot_speak(walk: Walk, j: int) -> Step | None:
    """A noun that heads no phrase of a speaker is the object of a verb that takes one.

    + وقالت النائبة منى خليل إن خصومها ضعفاء، متهمة إياهم بالتقصير. => وقالت (النائبة منى خليل) خصومها ضعفاء ; متهمة
      (النائبة منى خليل) إياهم بالتقصير
    - وقالت النائبة منى خليل إن خصومها ضعفاء، متهمة الحكومة بالتقصير. => وقالت (النائبة منى خليل) خصومها ضعفاء ; متهمة
      (النائبة منى خليل) الحكومة بالتقصير
    """
    if not walk.takes_noun or walk.phrase_end(j) > j:
        return None
    return found(j, "noun")


@rule(silence=None)
def last_phrase(walk: Walk, j: int) -> Step | None:
    """Where no complement was found the last of two noun phrases, or that behind a participle, is what is said.

    + واتهمت فرنسا ألمانيا بالتقصير. => واتهمت (فرنسا) ألمانيا بالتقصير
    - ووصفت فرنسا في المؤتمر. => none
    """
    if not walk.takes_noun or len(walk.phrases) + walk.participle < 2:
        return None
    return found(walk.phrases[-1][0], "noun")

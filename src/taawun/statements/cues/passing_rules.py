"""Rules of what the walk from a reporting word passes over, and of what ends it without a content."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.adjuncts import (
    skip_addressee,
    skip_adverbial,
    skip_relative,
)
from taawun.statements.cues.clause import is_object_noun
from taawun.statements.cues.counted import counts_nobody
from taawun.statements.cues.fixed_prepositions import LINKING, before_governed, before_governed_bi, is_called_ali
from taawun.statements.cues.objects import title_behind_name
from taawun.statements.cues.walk import LEAVE, Step, Walk, stands_for_comma
from taawun.statements.mentions.non_speakers import is_adverbial, is_no_noun
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.mentions.phrase import BODY
from taawun.statements.mentions.phrase_marks import quotes_object
from taawun.statements.reading.features import (
    ADVERB,
    AND,
    BI,
    COMMA,
    COMP,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    HE_VERB,
    HONORIFIC,
    LI,
    MEDIA,
    NAME,
    OBJECT,
    OCCASION,
    OFFICE,
    OPENER,
    PREP,
    PRON,
    QUOTE,
    RELATIVE,
    SEMI,
    STATE,
    STOP,
    THIS,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.silent_nouns import non_speaker_words

_TURN = TURN | TURN_WORD | ADVERB
_SO_CALLED = word_group("so_called")
_EVEN, _WITH_BI, _THIS = word_group("even"), word_group("written_bi"), word_group("this")
#: behind these no genitive follows (في شأن هذا)
_WHOLE_BEFORE = DEFINITE | NAME | STATE | MEDIA | DEMONYM
_ISSUED_BY, _ENDS_OF_THINGS = word_group("issued_by"), word_group("ends_of_things")
_THESE, _FEMININE_THIS, ANAPHORS = word_group("these"), word_group("this_feminine"), word_group("anaphors")
_LONGEST_NAME, _LONGEST_NAME_WITH_CLAUSE = map(setting, ("longest_quoted_name", "longest_quoted_name_with_clause"))
_APPOSITIONS, _LIKE, _PUBLISHED = word_group("appositions"), word_group("likening"), word_group("published")
_BARE_NOUN, _PLAIN_SPEECH = frozenset({"اسم"}), word_group("plain_speech")
_ALL_OF_THEM, _WHOLLY = word_group("all_of_them"), word_group("absolute_objects")

# --- marks ------------------------------------------------------------------------------------------------------------


@rule(silence=None)
def quoted_name(walk: Walk, j: int) -> Step | None:
    """A few words in quotation marks, with which the sentence goes on, are a name: of the phrase before, or the subject.

    + وأوضح "الدكتور نزار حداد سالم" أن المؤتمر نجح. => وأوضح (الدكتور نزار حداد سالم) المؤتمر نجح
    + وذكرت «الجسر» أن المؤتمر نجح. => وذكرت (الجسر) المؤتمر نجح
    + وأكد «حزب الجسر»، أحد أكبر الأحزاب، أن المؤتمر نجح. => وأكد (حزب الجسر) المؤتمر نجح
    + وأكد «نزار حداد»، نائب المدير، أن المؤتمر نجح. => وأكد (نزار حداد) المؤتمر نجح
    + وأشادت «منى حداد» بالعمل الذي نجح. => وأشادت (منى حداد) بالعمل الذي نجح
    + وقالت «لجنة شؤون المدن والقرى» التابعة للوزارة، إن المؤتمر نجح. => وقالت (لجنة شؤون المدن والقرى) المؤتمر نجح
    + وأدانت «الجسر» «كل الهجمات». => وأدانت (الجسر) «كل الهجمات»
    + ونجح المؤتمر في المدينة، كما ذكرت «الجسر». => ذكرت (الجسر) ونجح المؤتمر في المدينة
    + وأوضح زعيم الحركة «للجسر» أن المؤتمر نجح. => وأوضح (زعيم الحركة) المؤتمر نجح
    - وقال زعيم الحركة «المؤتمر نجح رغم كل المصاعب». => وقال (زعيم الحركة) «المؤتمر نجح رغم كل المصاعب»
    - وذكرت أمس «الجسر مغلق». => وذكرت (?) «الجسر مغلق»
    - وذكرت «الجسر»، المؤتمر نجح. => وذكرت (?) «الجسر»، المؤتمر نجح
    """
    closed = walk.tokens.partner.get(j, walk.end)
    if j == walk.cue + 1 and closed - j <= _LONGEST_NAME and walk.form_at(walk.cue - 1) in _LIKE:
        # كما ذكرت «الجسر»
        return Step(closed + 1, phrase=(j, closed + 1))
    if walk.bits(j + 1) & BI and "ب" in walk.takes:
        return None
    if walk.phrases and walk.bits(j + 1) & LI and walk.clause_ahead and closed - j <= _LONGEST_NAME:
        # أكد الوزير «للنهر» أن
        return Step(closed + 1)
    behind = walk.tokens.flags[closed + 1]
    body = walk.bits(j + 1) & BODY and behind & (COMP | PRON | WORD)
    titled = body or walk.bits(j + 1) & (HONORIFIC | OFFICE)
    longest = _LONGEST_NAME_WITH_CLAUSE if "أن" in walk.takes and not titled else _LONGEST_NAME
    if closed - j > longest or closed + 2 >= walk.end:
        return None
    if walk.phrases:
        object_ = not walk.takes_person and quotes_object(walk.tokens, j, closed)
        return Step(closed + 1) if walk.phrases[-1][1] == j and not object_ else None
    if behind & COMMA and (walk.form_at(closed + 2) in _APPOSITIONS or walk.bits(closed + 2) & (OFFICE | HONORIFIC)):
        past = next((k + 1 for k in range(closed + 2, walk.end) if walk.bits(k) & COMMA), walk.end)
        return Step(past, phrase=(j, closed + 1)) if past < walk.end else None
    return Step(closed + 1, phrase=(j, closed + 1)) if behind & (COMP | PRON | WORD | QUOTE) else None


@rule(silence=None)
def abbreviation(walk: Walk, j: int) -> Step | None:
    """A full stop behind a single letter shortens a title: د. فلان.

    + وقال وزير لوكالة أ.ف.ب. إن الميناء مغلق. => وقال (وزير) الميناء مغلق
    - وقال وزير الوكالة. إن الميناء مغلق. => none
    """
    return Step(j + 1) if len(walk.tokens.plain[j - 1]) == 1 else None


@rule(silence=None)
def end_of_clause(walk: Walk, j: int) -> Step | None:
    """Behind a full stop nothing belongs to the reporting word, nor behind a semicolon.

    + وغضب الناخبون وقالوا؛ وفي المساء أعلن المتحدث أن الفرز انتهى. => أعلن (المتحدث) الفرز انتهى
    - وقال المتحدث، بعد صمت، إن الميناء مغلق. => وقال (المتحدث) الميناء مغلق
    """
    ends = walk.tokens.flags[j] & (STOP | SEMI) and not stands_for_comma(walk.tokens, j)
    return Step(j, LEAVE) if ends else None


# --- what is passed over ----------------------------------------------------------------------------------------------


@rule(silence=None)
def addressee(walk: Walk, j: int) -> Step | None:
    """Who is addressed stands behind ل: قال للصحفيين.

    + وأكد لجميع القوى الإقليمية أن السلام ممكن. => وأكد (?) السلام ممكن
    + وقالت وزيرة الطاقة لموقع "النهر الآن" الإخباري إن النفط يكفي. => وقالت (وزيرة الطاقة) النفط يكفي
    + وكشفت لـ«صوت الجبل» مصادر مطلعة أن النفط يكفي. => وكشفت (مصادر مطلعة) النفط يكفي
    - وقالت الممرضة إلى جانب المدير إن الجرحى بخير. => وقالت (الممرضة) الجرحى بخير
    """
    addressed = walk.tokens.flags[j] & LI or walk.tokens.plain[j] == "ل"
    return Step(skip_addressee(walk.tokens, j, walk.end)) if addressed else None


@rule(silence=None)
def turn(walk: Walk, j: int) -> Step | None:
    """A word that marks a turn (بدوره، من جانبه) or an adverb stands between a verb and its subject.

    + وأكدت بدورها وزيرة الصحة الكندية أن اللقاح فعال. => وأكدت (وزيرة الصحة الكندية) اللقاح فعال
    + وأكدت أيضا وزيرة الصحة الكندية أن اللقاح فعال. => وأكدت (وزيرة الصحة الكندية) اللقاح فعال
    - وأكدت في أوتاوا وزيرة الصحة الكندية أن اللقاح فعال. => وأكدت (?) اللقاح فعال
    """
    return Step(j + 1) if walk.tokens.flags[j] & _TURN else None


@rule(silence=None)
def this_time(walk: Walk, j: int) -> Step | None:
    """A demonstrative with a time tells when, and is no object: هذا الأسبوع، ذلك لاحقا.

    + وافتتح الجسر، وأعلن ذلك لاحقا. => none
    - وافتتح الجسر، وأعلن ذلك في بيان. => وأعلن (?) ذلك في بيان
    """
    return Step(j + 2) if walk.bits(j + 1) & TIME else None


@rule(silence=None)
def so_called(walk: Walk, j: int) -> Step | None:
    """ما يسمى stands before the name of a body that others do not recognise.

    + وأعلن ما يسمى المجلس الوطني أن القتال انتهى. => وأعلن (المجلس الوطني) القتال انتهى
    + وحذرت ما تسمى بلجنة الأهالي من أن القتال يقترب. => وحذرت (لجنة الأهالي) القتال يقترب
    - وأعلن ما حدث. => وأعلن (?) ما حدث
    """
    if walk.form_at(j + 1) not in _SO_CALLED:
        return None
    k = j + 3 if walk.form_at(j + 2) in _WITH_BI else j + 2
    if not walk.bits(k) & BI and k == j + 2:
        return Step(k)
    quoted = walk.tokens.partner.get(k, walk.end)
    stop = quoted + 1 if quoted < walk.end else phrase_end(walk.tokens, k, walk.end, bare=True)
    return Step(stop, phrase=(k, stop)) if stop > k else Step(k)


@rule(silence=None)
def this_speaker(walk: Walk, j: int) -> Step | None:
    """A demonstrative that agrees with the verb opens its subject (قالت هذه المنظمة); هؤلاء may be it, ذلك the object.

    + وأكد ذلك الوزير السابق أن المنجم سيغلق. => وأكد (الوزير السابق) المنجم سيغلق
    + قال خبراء إن المنجم مربح. وشدد هؤلاء على أهميته. => قال (خبراء) المنجم مربح ; وشدد (خبراء) أهميته
    + وأكد ذلك وزير الطاقة. => وأكد (وزير الطاقة) ذلك وزير الطاقة
    + وأكد ذلك المدير في بيان. => وأكد (المدير) ذلك المدير في بيان
    - وأكد هذه الوزارة. => وأكد (?) هذه الوزارة
    - وأكد الرئيس هذا الخبر. => وأكد (الرئيس) هذا الخبر
    """
    unlike = walk.form.gender == "m" and walk.tokens.plain[j] in _FEMININE_THIS
    if j == walk.cue + 1 and walk.form_at(j) in _THESE and not walk.bits(j + 1) & DEFINITE:
        return Step(j + 1)
    if walk.phrases or unlike or not can_speak(walk.bits(j + 1)):
        return None
    stop = max(phrase_end(walk.tokens, j + 1, walk.end, splitting=walk.takes_noun), j + 2)
    whole = not walk.bits(stop) & WORD or walk.bits(stop) & (PREP | TIME)
    if walk.takes_noun and not walk.clause_ahead and (whole or not walk.bits(j + 1) & (DEFINITE | STATE)):
        # أعلن ذلك وزير الخارجية: that is what he announced
        return Step(j, "noun") if walk.form_at(j) in ANAPHORS else None
    return Step(stop, phrase=(j + 1, stop))


@rule(silence=None)
def speech_opener(walk: Walk, j: int) -> Step | None:
    """A word that only opens a clause (لقد، سنعمل), or هذه behind قال, ends the search: what follows is bare speech.

    + وقال النقيب هذه خطوة جيدة نحو السلام. => وقال (النقيب) هذه خطوة جيدة نحو السلام
    + وقال النقيب نحن نعرف أن العمال سيغادرون. => وقال (النقيب) نحن نعرف أن العمال سيغادرون
    - ونفى النقيب هذه الأنباء. => ونفى (النقيب) هذه الأنباء
    """
    if walk.tokens.flags[j] & OPENER:
        return Step(j, LEAVE)
    whole = j == walk.cue + 1 or walk.tokens.flags[j - 1] & _WHOLE_BEFORE
    this = whole and walk.form.lemma.lemma in _PLAIN_SPEECH and walk.form_at(j) in _THIS
    return Step(j, LEAVE) if this else None


@rule(silence=None)
def relative_clause(walk: Walk, j: int) -> Step | None:
    """A relative clause belongs to the subject, to the comma that closes it.

    + وقال الصياد الذي ذكر أن القارب غرق، إن البحر هادئ. => وقال (الصياد) البحر هادئ ; ذكر (الصياد) القارب غرق {level 2}
    + وقالت المعلمة التي تدرس في «مدرسة النور» منذ سنوات إن الطلاب نجحوا. => وقالت (المعلمة) الطلاب نجحوا
    - وقال الصياد في الميناء إن البحر هادئ. => وقال (الصياد) البحر هادئ
    """
    if not walk.tokens.flags[j] & RELATIVE:
        return None
    # only of the subject, with a verb that has no object
    plain = walk.phrases and walk.phrases[-1][1] == j and not walk.takes_noun and not walk.clause_ahead
    governs = walk.takes & (walk.form.lemma.needs or walk.takes) if plain else frozenset[str]()
    return Step(skip_relative(walk.tokens, j, walk.end, governs))


@rule(silence=None)
def issued_clause(walk: Walk, j: int) -> Step | None:
    """Who issued a text stands behind it without a relative pronoun; the object pronoun says that nothing else is said.

    + وأكد بيان أصدرته النقابة أن البحر هادئ. => وأكد (النقابة) البحر هادئ
    + وأكد تقرير صدر أمس أن البحر هادئ. => وأكد (تقرير) البحر هادئ
    - أصدرته النقابة وأكد الصياد أن البحر هادئ. => وأكد (الصياد) البحر هادئ
    """
    form = walk.tokens.plain[j]
    if not walk.phrases or not (form in _PUBLISHED or form in _ISSUED_BY):
        return None
    if form in _ISSUED_BY:
        return Step(skip_relative(walk.tokens, j - 1, walk.end))
    text = walk.bits(walk.phrases[-1][0]) | walk.bits(j - 1)
    return Step(skip_adverbial(walk.tokens, j, walk.end, walk.takes - _BARE_NOUN)) if text & DOCUMENT else None


@rule(silence=None)
def even(walk: Walk, j: int) -> Step | None:
    """Before the object of a verb that describes, حتى says "even" and is no preposition.

    + ووصفت الوزارة حتى الترجمة بالخاطئة. => ووصفت (الوزارة) الترجمة بالخاطئة
    - ووصفت الوزارة حتى أمس الترجمة بالخاطئة. => ووصفت (الوزارة) الترجمة بالخاطئة
    """
    described = walk.tokens.plain[j] in _EVEN
    return Step(j + 1) if described and walk.bits(j + 1) & DEFINITE else None


@rule(silence=None)
def adverbial(walk: Walk, j: int) -> Step | None:
    """A preposition, a conjunction or a time opens an adverbial, unless it is the name علي.

    + وقال أمس رئيس الاتحاد الأرجنتيني إن المباراة صعبة. => وقال (رئيس الاتحاد الأرجنتيني) المباراة صعبة
    + وقال خلال الحفل رجل إن المباراة صعبة. => وقال (?) المباراة صعبة
    - وقال علي ناصر إن المباراة صعبة، على ما يبدو. => وقال (علي ناصر) المباراة صعبة، على ما يبدو
    - وأعلن الوزير نهاية الحرب. => وأعلن (الوزير) نهاية الحرب
    """
    if is_called_ali(walk.tokens, j) or _is_end_of_thing(walk, j):
        return None
    return Step(skip_adverbial(walk.tokens, j, walk.end, walk.takes))


def _is_end_of_thing(walk: Walk, j: int) -> bool:
    opens = walk.near or walk.form.proclitic
    if walk.form_at(j) not in _ENDS_OF_THINGS or not (opens and walk.takes_noun) or walk.clause_ahead:
        return False
    following = walk.bits(j + 1)
    return bool(following & DEFINITE) and not following & TIME


@rule(silence=None)
def second_conjunct(walk: Walk, j: int) -> Step | None:
    """A word with و opens no subject or object of its own; a reporting verb behind a comma opens another clause.

    + ورفض بشدة، وطلب المغادرة. => وطلب (?) المغادرة
    + وقال الحارس، وهو من الجنوب، وتابع العرض، إن الباب مفتوح.
      => وقال (الحارس) الباب مفتوح ; وتابع (العرض) الباب مفتوح {level 2}
    - وأعلن الحارس أن العرض تأخر. => وأعلن (الحارس) العرض تأخر
    """
    tokens = walk.tokens
    if not tokens.flags[j] & AND:
        return None
    verb = tokens.flags[j - 1] & COMMA and any(cue.proclitic == "و" for cue in tokens.forms[j].cues)
    inserted = any(bits & HE_VERB for bits in tokens.flags[walk.cue + 1 : j])
    return Step(j, LEAVE) if verb and not inserted else Step(j + 1)


@rule(silence=None)
def particle(walk: Walk, j: int) -> Step | None:
    """Particles and plain verbs head no noun phrase; one that contrasts behind a comma begins another clause.

    + وغضب الوزير وأكد، بل المدير أن المنجم سيغلق. => none
    - وقال الحارس إن الباب مفتوح. => وقال (الحارس) الباب مفتوح
    """
    tokens = walk.tokens
    if tokens.flags[j] & NAME or not is_no_noun(tokens, j):
        return None
    contrast = tokens.plain[j] in non_speaker_words("contrasts")
    return Step(j, LEAVE) if contrast else Step(j + 1)


@rule(silence=None)
def accusative(walk: Walk, j: int) -> Step | None:
    """An indefinite accusative, with its adjective, is no subject.

    + وقال غاضبا مدرب المنتخب الغاني إن الحكم ظالم. => وقال (مدرب المنتخب الغاني) الحكم ظالم
    + ونفى المدرب نفيا قاطعا وجود خلاف. => ونفى (المدرب) وجود خلاف
    - وقال مدرب المنتخب الغاني إن الحكم ظالم. => وقال (مدرب المنتخب الغاني) الحكم ظالم
    """
    if not is_adverbial(walk.tokens, j):
        return None
    # نفيا قاطعا: its adjective
    described = walk.form_at(j) in _WHOLLY and walk.form_at(j + 1).endswith("ا") and not walk.bits(j + 1) & OBJECT
    return Step(j + 2 if described else j + 1)


@rule(silence=None)
def own_speech(walk: Walk, j: int) -> Step | None:
    """The occasion that a verb of beginning or ending takes does not speak: اختتم تصريحه بالقول.

    + واختتم مدير المهرجان كلمته بالقول إن الجوائز جاهزة. => واختتم (مدير المهرجان) الجوائز جاهزة
    + وألقى المدير كلمة، واختتم حديثه بالقول إن الجوائز جاهزة. => واختتم (المدير) الجوائز جاهزة
    - واختتم مدير المهرجان قائلا إن الجوائز جاهزة. => واختتم (مدير المهرجان) الجوائز جاهزة
    - وأشاد مدير المهرجان بكلمته. => وأشاد (مدير المهرجان) بكلمته
    """
    return Step(j + 1) if walk.tokens.flags[j] & OCCASION and "بقول" in walk.form.lemma.needs else None


@rule(silence=None)
def thing_that_tells(walk: Walk, j: int) -> Step | None:
    """A noun of what is said that heads no phrase of a speaker stands where the subject does: تقول تفاصيل الحادث.

    + ونصت مقترحات المؤتمر على أن الرسوم تلغى. => ونصت (مقترحات) الرسوم تلغى
    - ونص قانون العمل على أن الرسوم تلغى. => ونص (قانون العمل) الرسوم تلغى
    """
    bits = walk.tokens.flags[j]
    if not bits & OBJECT or bits & THIS or walk.phrase_end(j) > j:
        return None
    return Step(j + 1, phrase=(j, j + 1))


@rule(silence=None)
def noun_phrase(walk: Walk, j: int) -> Step | None:
    """A noun phrase that can speak is the subject, the one addressed, or who is described.

    + وأيد النائب مقترح اللجنة، وطالب الحكومة بالاستقالة.
      => وأيد (النائب) مقترح اللجنة ; وطالب (النائب) بالاستقالة
    + وأكدت رئيسة بلدية باريس أن المعرض مفتوح. => وأكدت (رئيسة بلدية باريس) المعرض مفتوح
    + وصل النائب. وحث الأطراف كافة على الصبر. => وحث (النائب) الصبر
    + ويأمل عضو المكتب التنفيذي في الحزب سامي حداد أن يصمد الجسر. => ويأمل (عضو المكتب التنفيذي في الحزب سامي حداد) يصمد
      الجسر
    + وحذر النائب الغرب من اللعب بالنار. => وحذر (النائب) اللعب بالنار
    + وحذر خبراء نيباليون من انهيار الجسر. => وحذر (خبراء نيباليون) انهيار الجسر
    + وأعرب مسؤولون عن قلقهم من أن الجسر ينهار. => وأعرب (مسؤولون) قلقهم من أن الجسر ينهار
    + وحذر خبراء من الوزارة من انهيار الجسر. => وحذر (خبراء من الوزارة) انهيار الجسر
    + وحذر عدد من الخبراء من انهيار الجسر. => وحذر (عدد من الخبراء) انهيار الجسر
    - وقال ذلك قبل الرحيل إن الجسر آمن. => وقال (?) الجسر آمن
    """
    tokens = walk.tokens
    stop = walk.phrase_end(j)
    if walk.takes_act and not walk.clause_ahead:
        split = phrase_end(tokens, j, walk.end, splitting=True)
        stop = split if is_object_noun(tokens.flags[split]) else stop
    if tokens.flags[stop] & OFFICE and title_behind_name(tokens, stop, walk.form):
        stop = phrase_end(tokens, stop, walk.end, splitting=True)
    if "في" in walk.takes and not walk.clause_ahead:
        stop = next((k for k in range(j + 1, stop) if tokens.plain[k] == "في"), stop)
    if not walk.takes.isdisjoint(LINKING):
        stop = before_governed(walk, j, stop)
    if walk.governs_only_bi:
        stop = before_governed_bi(walk, j, stop)
    if stop == j or counts_nobody(tokens, j, stop):
        return None
    # what is described and what it is called: nothing else can follow
    if tokens.plain[j] in _ALL_OF_THEM:
        # الأطراف كافة
        return Step(stop)
    full = walk.phrases and walk.describes and walk.takes_noun and not walk.clause_ahead
    return Step(stop, LEAVE if full else "", phrase=(j, stop))

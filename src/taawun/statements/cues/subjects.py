"""Who a finite verb says speaks: what stands behind it, else before it, and what only seems to be a subject."""

from __future__ import annotations

from taawun.arabic import lemma_of
from taawun.lexicons import setting
from taawun.rules import first_verdict, rule
from taawun.statements.cues.antecedents import antecedent, person_before
from taawun.statements.cues.clause import Clause, is_feminine
from taawun.statements.cues.homographs import describes_it
from taawun.statements.cues.objects import calls_god, make_object
from taawun.statements.cues.passing_rules import ANAPHORS
from taawun.statements.cues.preverbal import directly_before, subject_before
from taawun.statements.cues.valency import CLAUSAL
from taawun.statements.cues.verb import Verb
from taawun.statements.mentions.non_speakers import is_accusative_plural, is_adverbial, is_no_noun, is_saying, is_thing
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import (
    ANONYMOUS,
    COLON,
    COMMA,
    COMP,
    CONJ,
    DEFINITE,
    DOCUMENT,
    HE_VERB,
    HONORIFIC,
    JOINT,
    MASDAR,
    MEDIA,
    NAME,
    OFFICE,
    PLACE,
    PLURAL,
    PREP,
    PRON,
    QUANT,
    STATE,
    TIME,
)
from taawun.statements.reading.matching import matching_form, word_group
from taawun.statements.reading.shapes import is_verb, rarity
from taawun.statements.reading.tokens import Tokens

Span = tuple[int, int]

#: acts that nothing but a person does to a thing
_DONE_TO_THINGS = ("condemn", "criticise", "deny", "reject", "welcome", "praise")
_PLAIN = word_group("plain_speech")
_SAYING = _PLAIN | word_group("announcing")
_SAYS_AS_PERSON = word_group("plain_speech") - {"أوضح"} | {"أعلن"}
_ONLY_PEOPLE = word_group("done_only_by_people")
_OWN_CLAUSES = frozenset(("an", "pronoun", "colon"))
#: what may stand between the speaker and أن
_BEHIND_SPEAKER = COMP | PRON | COLON | COMMA | PREP | TIME
_RARE_VERB = setting("rare_name")
_OF_ONE_NOUN = word_group("relatives_and_their_objects")
#: who is named may be of either gender
_NAMED = NAME | OFFICE | HONORIFIC | STATE | ANONYMOUS | JOINT | QUANT


def settle_subject(verb: Verb, clause: Clause) -> bool:
    """Settle who speaks; False when the verb has a subject that cannot, so that it reports nothing."""
    if calls_god(verb.tokens, clause):
        assert clause.subject is not None
        if not verb.cue.lemma.person:
            return False
        make_object(verb.tokens, clause, clause.subject)
        clause.subject, clause.subject_rule = None, "dropped"
    elif pronoun_is_subject(verb, clause):
        clause.person, clause.subject, clause.subject_rule = clause.subject, None, "dropped"
    if clause.subject is None and verb.tokens.plain[clause.content] in ANAPHORS:
        named = named_behind_this(verb, clause)
        clause.subject, clause.subject_rule = (named, "after") if named else (None, "dropped")
    shows = _judge_behind(verb, clause)
    if clause.position == "relative":
        if clause.subject is None and not describes_antecedent(verb):
            clause.subject, clause.subject_rule = antecedent(verb), "antecedent"
    elif not _look_before(verb, clause):
        return False
    return not shows or (clause.subject is not None and can_speak(verb.tokens.flags[clause.subject[0]]))


@rule
def describes_antecedent(verb: Verb) -> bool:
    """In a relative clause a verb says what somebody calls the noun before, which its pronoun can stand for.

    + وانتقد الوزير السفير سامي حداد الذي وصفه بالعدو.
      => وانتقد (الوزير) السفير سامي حداد الذي وصفه بالعدو ; وصفه (الوزير) بالعدو {level 2}
    - وأثار الاتفاق غضب الحركة التي اعتبرته خيانة. => اعتبرته (الحركة) خيانة
    - وأثار الاتفاق غضب التجار الذين وصفوه بالخيانة. => وصفوه (التجار) بالخيانة
    """
    return describes_it(verb.cue) and verb.previous.lstrip("وف") + verb.cue.suffix in _OF_ONE_NOUN


def _judge_behind(verb: Verb, clause: Clause) -> bool:
    """Make what stands behind the verb and cannot speak no subject; True when it is a thing that shows something."""
    span, tokens = clause.subject, verb.tokens
    if span is None:
        return False
    shows = False
    if begins_speech(verb, clause):
        clause.begin_bare(span[0])
        clause.saying = -1
    elif is_accusative_object(verb, clause):
        make_object(tokens, clause, span)
    elif tokens.plain[span[0]] in verb.cue.lemma.nouns:
        # أطلق نداء: what he uttered
        clause.content, clause.complement = span[0], "noun"
    elif not is_thing(tokens, span[0]) or speaks_itself(verb, clause):
        return False
    elif stands_for_content(verb, clause):
        pass
    elif is_thing_said(verb, clause):
        clause.content, clause.complement, clause.clausal = span[0], "bare", True
    elif is_whole_object(verb, clause):
        clause.content, clause.complement = span[0], "noun"
    else:
        shows = True
    clause.subject, clause.subject_rule = None, "dropped"
    return shows


def _look_before(verb: Verb, clause: Clause) -> bool:
    """Look for the subject before the verb; False when what is found cannot speak, so that the verb reports nothing."""
    tokens, i = verb.tokens, verb.i
    found = subject_before(tokens, i, clause)
    if found is not None and first_verdict(_NO_SUBJECTS, found[0], tokens):
        found = None
    if found is None or (clause.subject is not None and not belongs_before(found[0], verb, clause)):
        near = None if clause.subject else person_before(verb)
        if near:
            clause.subject, clause.subject_rule = near, "antecedent"
        return True
    if is_thing(tokens, found[0][0]):
        # a thing that shows something, unless it belongs to a clause before
        return clause.clausal if clause.subject is not None else _comma_between(tokens, found[0][1], i)
    if is_of_other_gender(found[0], verb):
        return _comma_between(tokens, found[0][1], i)
    behind = clause.subject
    clause.subject, clause.left = found
    clause.subject_rule, clause.position = "before", "sv"
    if behind is not None:
        make_object(tokens, clause, behind)
    return True


def _comma_between(tokens: Tokens, start: int, end: int) -> bool:
    return any(tokens.flags[k] & COMMA for k in range(start, end))


# --- what stands behind the verb --------------------------------------------------------------------------------------


@rule
def pronoun_is_subject(verb: Verb, clause: Clause) -> bool:
    """A pronoun before a verb that takes a person is its subject (إنه طالب الحكومة): what follows is the object.

    + قالت الوزيرة إنها طالبت سويسرا بفتح الحدود.
      => قالت (الوزيرة) إنها طالبت سويسرا بفتح الحدود ; طالبت (الوزيرة) بفتح الحدود {level 2}
    - قال الوزير إنه دعا أمس إلى فتح الحدود.
      => قال (الوزير) إنه دعا أمس إلى فتح الحدود ; دعا (الوزير) فتح الحدود {level 2}
    - قالت الوزيرة إنها طالبت بفتح الحدود.
      => قالت (الوزيرة) إنها طالبت بفتح الحدود ; طالبت (الوزيرة) بفتح الحدود {level 2}
    """
    pronoun = verb.before & (PRON | HE_VERB) and verb.cue.lemma.person
    return bool(pronoun) and clause.subject is not None and clause.person is None


@rule(silence=None)
def named_behind_this(verb: Verb, clause: Clause) -> Span | None:
    """Behind a pronoun that stands for what was reported (صرح بذلك) follows who says it.

    + ستفتح الحدود غدا. وصرح بذلك وزير النقل. => وصرح (وزير النقل) بذلك وزير النقل
    - ستفتح الحدود غدا. وصرح بذلك في بيان. => وصرح (?) بذلك في بيان
    """
    k = clause.content + 1
    end = phrase_end(verb.tokens, k, verb.tokens.sentence_end[verb.i])
    return (k, end) if end > k and can_speak(verb.tokens.flags[k]) else None


@rule
def is_accusative_object(verb: Verb, clause: Clause) -> bool:
    """A definite plural in ين behind the verb is its object.

    + ورفضت المهاجرين. => ورفضت (?) المهاجرين
    - ورفض المحتجون القرار. => ورفض (المحتجون) القرار
    """
    assert clause.subject is not None
    return is_accusative_plural(verb.tokens, clause.subject[0])


@rule
def begins_speech(verb: Verb, clause: Clause) -> bool:
    """What cannot be the subject of a verb that opens its sentence begins speech without marks (وقالت سعينا إلى، وأكدت القرار هو).

    So do a word of ours, behind a feminine verb a masculine noun with the article, behind a masculine one a plural in ات.

    + قالت ليلى حداد إن الهدنة صعبة. وقالت سعينا إلى أن يتراجع الجيش.
      => قالت (ليلى حداد) الهدنة صعبة ; وقالت (ليلى حداد) سعينا إلى أن يتراجع الجيش
    + قالت ليلى حداد إن الهدنة صعبة. وأكدت نود أن يعود السلام. => قالت (ليلى حداد) الهدنة صعبة ; وأكدت (ليلى حداد) نود أن يعود السلام
    + قالت ليلى حداد إن الهدنة صعبة. وأكدت الاتفاق هو الحل الذي يحتاج إليه السكان.
      => قالت (ليلى حداد) الهدنة صعبة ; وأكدت (ليلى حداد) الاتفاق هو الحل الذي يحتاج إليه السكان
    + قال سامي حداد إن الهدنة صعبة. وقال المؤامرات كلها لن تنجح في شيء.
      => قال (سامي حداد) الهدنة صعبة ; وقال (سامي حداد) المؤامرات كلها لن تنجح في شيء
    + قال سامي حداد إن الهدنة صعبة. وأضاف البعض يقول إن الحدود آمنة.
      => قال (سامي حداد) الهدنة صعبة ; وأضاف (سامي حداد) البعض يقول إن الحدود آمنة
    - وأكدت النقابات أن الاتفاق هو الحل. => وأكدت (النقابات) الاتفاق هو الحل
    - وأكد الاتفاق أن الهدنة صعبة. => وأكد (الاتفاق) الهدنة صعبة
    """
    assert clause.subject is not None
    k, cue, tokens = clause.subject[0], verb.cue, verb.tokens
    opens = verb.i == verb.start or cue.proclitic
    if k != verb.i + 1 or not opens or cue.kind != "past" or cue.lemma.lemma not in _SAYING:
        return False
    bits, form = tokens.flags[k], tokens.plain[k]
    some = bits & (QUANT | PLURAL) or form in word_group("some_of_them")
    if cue.lemma.continues and some and _acts(tokens, clause.subject[1]):
        # وأضاف البعض يقول إن
        return True
    if bits & _NAMED:
        return False
    if form in word_group("verbs_of_us"):
        return True
    if len(form) > 4 and form.endswith("نا") and not bits & (DEFINITE | MEDIA):
        return rarity(form[:-2]) < _RARE_VERB and not tokens.flags[k + 1] & (COMMA | COMP | OFFICE | NAME)
    if clause.complement in CLAUSAL or not bits & DEFINITE:
        return False
    if cue.gender != "f":
        return form.endswith("ات")
    if bits & (PLURAL | MEDIA) or rarity(form) >= _RARE_VERB or form.endswith(("ه", "ي", "ات", "ين", "ون")):
        return False
    return matching_form(lemma_of(form)) == form[2:]


def _acts(tokens: Tokens, k: int) -> bool:
    """Whether a verb in the present stands at a token."""
    form = tokens.forms[k]
    return form.form[0] in "يت" and (is_verb(form.form) or any(cue.kind == "present" for cue in form.cues))


@rule
def speaks_itself(verb: Verb, clause: Clause) -> bool:
    """Right behind قال or أعلن and before أن even the noun of a thing is who speaks, often a family name.

    + وقال بحر إن الحدود آمنة. => وقال (بحر) الحدود آمنة
    + وأضاف القدرة: «الحدود آمنة». => وأضاف (القدرة) «الحدود آمنة»
    + وأشادت الندوة بالمتطوعين. => وأشادت (الندوة) بالمتطوعين
    + وقالت محافظة الساحل في بيان إن الحدود آمنة. => وقالت (محافظة الساحل) الحدود آمنة
    - وأكدت الأزمة أن الحدود آمنة. => none
    - وتقول الأزمة إن الحدود آمنة. => none
    - وأضاف التصنيع في المدن معروف أنه قديم. => none
    - وقال هدف الوفد فتح الحدود. => وقال (?) هدف الوفد فتح الحدود
    """
    assert clause.subject is not None
    (head, end), tokens, cue = clause.subject, verb.tokens, verb.cue
    if cue.lemma.lemma in _ONLY_PEOPLE and tokens.flags[head] & DEFINITE and clause.complement != "none":
        # أشادت الندوة بـ: who took part in it
        return head == verb.i + 1
    says = cue.kind == "past" and cue.lemma.lemma in _SAYS_AS_PERSON
    if not says or head != verb.i + 1 or is_saying(tokens, head):
        return False
    if tokens.flags[head] & MASDAR and not tokens.flags[head] & PLACE:
        # قال حفظه الله
        return False
    if clause.complement not in _OWN_CLAUSES or (clause.complement == "pronoun" and end - head > 1):
        return False
    return end == clause.content or bool(tokens.flags[end] & _BEHIND_SPEAKER)


@rule
def is_thing_said(verb: Verb, clause: Clause) -> bool:
    """Behind قال a thing that nothing joins begins speech without marks (وقال هدف الوفد واضح).

    + وقال هدف الوفد فتح الحدود. => وقال (?) هدف الوفد فتح الحدود
    - وأكد هدف الوفد فتح الحدود. => وأكد (?) هدف الوفد فتح الحدود
    """
    opens = verb.i == verb.start or (verb.cue.proclitic and verb.before & COMMA)
    return verb.cue.lemma.lemma in _PLAIN and clause.complement == "none" and bool(opens)


@rule
def is_whole_object(verb: Verb, clause: Clause) -> bool:
    """A thing behind a verb is what is said: alone, with its genitive, or of another gender than the verb.

    With a verb that calls somebody something it is who is called so (اعتبرت التوافق مهما).

    + البعض يعتبر الوصول إلى النهائي إنجازا. => يعتبر (البعض) الوصول إلى النهائي إنجازا
    + السفير رفض لقاء الوزير. => رفض (السفير) لقاء الوزير
    + وقد أعلنت الفوز. => أعلنت (?) الفوز
    + وصل الوزيران، كما أدانت كينيا الحرب. وأدانت الانتهاكات بحق الأهالي.
      => أدانت (كينيا) الحرب ; وأدانت (كينيا) الانتهاكات بحق الأهالي
    + واعتبرت التوافق مهما. => واعتبرت (?) التوافق مهما
    + وأكد المسألة أن الحدود آمنة. => وأكد (?) المسألة أن الحدود آمنة
    - وأكدت الأزمة أن الحدود آمنة. => none
    """
    assert clause.subject is not None
    lemma, tokens = verb.cue.lemma, verb.tokens
    if "اسم" not in lemma.takes:
        return False
    head, end = clause.subject
    refused = lemma.act in _DONE_TO_THINGS and clause.complement not in CLAUSAL
    if (
        clause.complement == "none"
        or refused
        or (verb.cue.gender == "m" and is_feminine(tokens.plain[head], tokens.flags[head]))
    ):
        return True
    whole = lemma.person == "موصوف" or not tokens.flags[head] & DEFINITE
    return clause.content == end and whole


@rule
def stands_for_content(verb: Verb, clause: Clause) -> bool:
    """A word like قوله only stands for the clause that follows (كرر قوله بأن).

    + وكرر قوله بأن الحدود آمنة. => وكرر (?) الحدود آمنة ; قوله (?) الحدود آمنة {level 2}
    - وكررت الضغوط أن الحدود آمنة. => none
    """
    assert clause.subject is not None
    return clause.clausal and is_saying(verb.tokens, clause.subject[0])


# --- what stands before the verb --------------------------------------------------------------------------------------


@rule
def is_governed(span: Span, tokens: Tokens) -> bool:
    """What a preposition governs is no subject (من جهة أخرى).

    + من جهة أخرى أكد أن الحدود آمنة. => أكد (?) الحدود آمنة
    - الوزير أكد أن الحدود آمنة. => أكد (الوزير) الحدود آمنة
    - وقال إن السفير أكد أن الحدود آمنة. => وقال (?) السفير أكد أن الحدود آمنة ; أكد (السفير) الحدود آمنة {level 2}
    """
    return tokens.plain[span[0] - 1] in ("من", "ومن")


@rule
def is_adverbial_before(span: Span, tokens: Tokens) -> bool:
    """An indefinite accusative is no subject, unless أن or a conjunction governs it (أن وفدا).

    + نشرت الوزارة أمس، بيانا أكدت أن الحدود آمنة. => أكدت (الوزارة) الحدود آمنة
    - وذكرت الصحيفة أن وفدا دبلوماسيا أكد أن الحدود آمنة. => أكد (وفدا دبلوماسيا) الحدود آمنة {relay الصحيفة}
    - الوفد أكد أن الحدود آمنة. => أكد (الوفد) الحدود آمنة
    """
    return not tokens.flags[span[0] - 1] & (COMP | CONJ) and is_adverbial(tokens, span[0])


@rule
def heads_no_phrase(span: Span, tokens: Tokens) -> bool:
    """A particle or a verb heads no noun phrase (لذا، يجب).

    + هكذا أكد أن الحدود آمنة. => أكد (?) الحدود آمنة
    - الوفد أكد أن الحدود آمنة. => أكد (الوفد) الحدود آمنة
    """
    return is_no_noun(tokens, span[0])


_NO_SUBJECTS = (is_governed, is_adverbial_before, heads_no_phrase)


@rule
def belongs_before(span: Span, verb: Verb, clause: Clause) -> bool:
    """A subject before the verb counts more than one behind it where it stands right beside it (أن الوزير قال للوفد).

    So does one that is named where behind a verb with an object stands a text or the like (الوزير، أمس، انتقد القرار).

    + وذكرت الصحيفة أن الوزير أبلغ السفير أن الحدود آمنة. => أبلغ (الوزير) الحدود آمنة {relay الصحيفة}
    + وكان الوزير، وهو من أقدم الوزراء، قد أبلغ السفير أن الحدود آمنة. => أبلغ (الوزير) الحدود آمنة
    + وكان الوزير، في ختام اللقاء، انتقد قرار السفير. => انتقد (الوزير) قرار السفير
    - وفي الختام، السفارة، أبلغ الوزير السفير أن الحدود آمنة. => أبلغ (الوزير) الحدود آمنة
    - وفي الختام، السفارة، وقد أبلغ الوزير السفير أن الحدود آمنة. => أبلغ (الوزير) الحدود آمنة
    """
    if verb.previous == "قد" or directly_before(verb.tokens, span, verb.i):
        return True
    flags = verb.tokens.flags
    text = clause.subject is not None and flags[clause.subject[0]] & DOCUMENT
    return bool(text and flags[span[0]] & _NAMED) and "اسم" in verb.cue.lemma.takes


@rule
def is_of_other_gender(span: Span, verb: Verb) -> bool:
    """A feminine state is no subject of a masculine past tense (إيران توقع اتفاقا).

    + إيران توقع اتفاقا مع الصين. => none
    + أما إيران، توقع أن ترتفع الأسعار. => توقع (?) ترتفع الأسعار
    - إيران تتوقع أن ترتفع الأسعار. => تتوقع (إيران) ترتفع الأسعار
    - العراق توقع أن ترتفع الأسعار. => توقع (العراق) ترتفع الأسعار
    - البنك توقع أن ترتفع الأسعار. => توقع (البنك) ترتفع الأسعار
    """
    head, cue = verb.tokens.flags[span[0]], verb.cue
    masculine = (cue.kind, cue.gender, cue.number) == ("past", "m", "s")
    return masculine and bool(head & STATE) and is_feminine(verb.tokens.plain[span[0]], head)

"""Which words of an article report speech: form, complement, and guards against homographs."""

from __future__ import annotations

from taawun.statements.clauses import Clause
from taawun.statements.complements import read_complement
from taawun.statements.lexical import BITS, CueForm, has_rare_bi, word_group
from taawun.statements.phrases import can_speak, phrase_end
from taawun.statements.subjects import directly_before, phrase_before, subject_before
from taawun.statements.tokens import Tokens

_B = BITS
_COMP, _PRON, _PREP, _REL, _AND, _NEG = (_B[n] for n in ["COMP", "PRON", "PREP", "RELATIVE", "AND", "NEG"])
_BACKGROUND, _SAYING, _COMMA, _STOP, _QUOTE = (_B[n] for n in ["BACKGROUND", "SAYING", "COMMA", "STOP", "QUOTE"])
_ATTITUDE, _OBJECT, _WORD, _LI, _OFFICE, _NAME = (_B[n] for n in ["ATTITUDE", "OBJECT", "WORD", "LI", "OFFICE", "NAME"])
_HONORIFIC, _ADJUNCT, _TIME, _MEDIA, _DEFINITE, _ORGAN = (
    _B[n] for n in ["HONORIFIC", "ADJUNCT", "TIME", "MEDIA", "DEFINITE", "ORGAN"]
)
_CONJ, _BREAK, _IRREALIS, _COLON, _DASH, _BI = (_B[n] for n in ["CONJ", "BREAK", "IRREALIS", "COLON", "DASH", "BI"])

_FROM = word_group("forms_of_an")
_PREPOSITIONAL = frozenset(("على", "إلى", "عن", "من", "في"))
_CLAUSAL = frozenset(("an", "pronoun", "colon", "quote"))
_RESUMING = word_group("resuming")
_NOT_AFTER = word_group("relative_particles")


_CLAUSE_OPENERS = word_group("clause_openers")
_AGENTLESS = word_group("agentless")
_BEFORE_IRREALIS = word_group("before_irrealis")


def find_clauses(tokens: Tokens) -> list[Clause]:
    """All reporting words of an article with their clauses, in text order.

    Examples
    --------
    >>> from taawun.statements.tokens import read_tokens
    >>> tokens = read_tokens("وأكد الوزير بين الوفدين أن التعاون قائم، مشيرا إلى اتفاق.")
    >>> [(tokens.forms[clause.cue].form, clause.rule) for clause in find_clauses(tokens)]
    [('واكد', 'finite:clause'), ('مشيرا', 'participle:preposition')]
    """
    clauses: list[Clause] = []
    used: set[int] = set()
    for i, form in enumerate(tokens.forms):
        if not form.cues or i in used:
            continue
        for cue in form.cues:
            clause = _judge(tokens, i, cue)
            if clause is None:
                continue
            if clause.saying >= 0:
                used.add(clause.saying)
            if clause.complement in ("ب", "noun"):
                used.add(clause.content)
            light = _light_noun(tokens, clause)
            if light is not None:
                used.add(light)
            clauses.append(clause)
            break
    return clauses


def _judge(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    if cue.kind in ("past", "present"):
        return _judge_finite(tokens, i, cue)
    if cue.kind == "participle":
        return _judge_participle(tokens, i, cue)
    if cue.kind == "noun":
        return _judge_noun(tokens, i, cue)
    return None


def _judge_finite(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    flags, forms = tokens.flags, tokens.forms
    bits = flags[i]
    start = tokens.sentence_start[i]
    before = flags[i - 1] if i > start else 0
    previous = forms[i - 1].form if i > start else ""
    if (bits & (_NAME | _OFFICE | _HONORIFIC | _DEFINITE) and not cue.proclitic) and (
        before & (_OFFICE | _NAME | _HONORIFIC | _ORGAN | _PREP)
    ):
        return None
    if previous in _NOT_AFTER and not cue.proclitic:
        return _judge_anaphoric(tokens, i, cue)
    if (
        tokens.dotless and cue.lemma.lemma.endswith("ى") and cue.gender == "m" and cue.kind == "past" and not cue.suffix
    ) and (tokens.text[tokens.ends[i] - 1] == "ي"):
        # where على is written with its dotless ya, نفي is the noun and نفى the verb
        return None
    if cue.kind == "past" and cue.number == "d" and bits & _ADJUNCT:
        return None
    if (cue.kind == "past" and bits & (_PREP | _ADJUNCT) and not cue.proclitic and i > start) and (
        not before & (_CONJ | _COMMA | _DASH | _B["TURN"] | _B["TURN_WORD"] | _B["BE"])
    ):
        return None
    if previous == "و":
        cue = cue._replace(proclitic="و")
        before = 0
    if (
        before & _PREP
        and not before & (_CONJ | _NEG | _IRREALIS)
        and not cue.proclitic
        and previous not in _CLAUSE_OPENERS
    ):
        return None
    resumed = cue.kind == "present" and _resumes(tokens, i, cue)
    if before & _COMP and not before & _PRON and not cue.proclitic and cue.kind == "present" and not resumed:
        return None
    if cue.lemma.act == "write" and i == 0 and cue.kind == "past":
        # كتب - فلان: a byline
        return None
    irrealis = False
    if resumed:
        pass
    elif cue.future or (previous in _BEFORE_IRREALIS and cue.kind == "present"):
        irrealis = True
    if previous in ("لو", "اذا") and cue.kind == "past" and not cue.proclitic:
        irrealis = True
    negated = bool(before & _NEG) and previous not in ("ما", "غير", "دون", "عدم") and not cue.proclitic
    if cue.proclitic and i > start and previous in ("لا", "لم"):
        negated = True
    if (
        not cue.lemma.bare
        and not cue.proclitic
        and not before & (_B["TURN"] | _B["TURN_WORD"] | _COMMA)
        and cue.kind == "past"
    ):
        return None
    if (
        cue.kind == "past"
        and not cue.proclitic
        and i > start
        and any(c.kind != "noun" or not before & _DEFINITE for c in forms[i - 1].cues)
        and not before & (_B["CONJ"] | _OFFICE | _NAME)
    ):
        return None
    if cue.lemma.like_noun and cue.kind == "past" and cue.gender == "m" and cue.number == "s":
        if before & _BACKGROUND:
            return None
        if (
            not cue.proclitic
            and i > start
            and not before
            & (
                _CONJ
                | _PRON
                | _B["HE_VERB"]
                | _COMMA
                | _DASH
                | _B["TURN"]
                | _B["TURN_WORD"]
                | _TIME
                | _B["STATE"]
                | _NAME
                | _B["DEMONYM"]
                | _DEFINITE
                | _QUOTE
                | _COLON
            )
        ):
            named = not before & _B["COMMON"] and bool(before & _WORD) and not before & (_OBJECT | _PREP)
            if not named and not any(flags[k] & _B["BE"] for k in range(max(start, i - 5), i)):
                return None
    clause = read_complement(tokens, i, cue)
    if clause.complement == "none" and "ب" in cue.lemma.needs and _rare_object(tokens, i):
        clause = read_complement(tokens, i, cue)
    if bits & _BACKGROUND and clause.subject is None and clause.content - i <= 3 and cue.kind == "present":
        return None
    if negated:
        named = clause.subject is not None and can_speak(flags[clause.subject[0]]) and clause.complement == "noun"
        if not _names_who_says_what(tokens, clause) and (
            cue.lemma.act not in ("deny", "reject", "concede")
            or not (clause.clausal or (named and cue.lemma.act == "deny"))
        ):
            return None
        clause.polarity = "negated"
    if irrealis:
        if not _names_who_says_what(tokens, clause):
            return None
        clause.factuality = "irrealis"
    following = flags[i + 1] if i + 1 < tokens.sentence_end[i] else 0
    if cue.lemma.lemma == "أطلع" and following & (_PREP | _B["PREP_PRONOUN"]):
        # اطلعت عليه الصحيفة: to see something
        return None
    if before & _B["OCCASION"] and following & _B["PREP_PRONOUN"] and clause.complement not in ("an", "pronoun"):
        # في بيان أعلن فيه التغييرات: no statement of its own
        return None
    if before & _REL:
        clause.position = "relative"
        near = clause.content - (clause.subject[1] if clause.subject else i + 1)
        aside = i - 2 > start and bool(flags[i - 2] & _COMMA) and clause.complement in _PREPOSITIONAL | {"ب"}
        if (
            not (clause.complement in _CLAUSAL or clause.clausal or aside)
            or near > 4
            or (clause.complement in ("quote", "colon") and near > 2)
        ):
            return None
    if (cue.lemma.act in ("reject", "demand") or cue.lemma.lemma == "تحدث") and any(
        flags[k] & _B["IDENTITY"] for k in range(i + 1, min(i + 6, tokens.sentence_end[i]))
    ):
        return None
    if before & (_PRON | _B["HE_VERB"]) and clause.subject is not None and cue.lemma.person and clause.person is None:
        clause.person, clause.subject, clause.subject_rule = clause.subject, None, "dropped"
    _find_subject(tokens, clause)
    if tokens.quoted_from[i] >= 0 and (clause.subject is None or clause.complement not in ("an", "pronoun")):
        return None
    ok = _complement_fits(tokens, clause, cue.lemma.needs)
    if not ok:
        return None
    named = clause.subject is not None and bool(
        flags[clause.subject[0]] & (_OFFICE | _NAME | _HONORIFIC | _B["DOCUMENT"])
    )
    if clause.content - i > cue.lemma.reach and clause.saying < 0 and not (named and cue.proclitic):
        return None
    if resumed:
        if clause.subject is not None and clause.subject_rule == "before":
            clause.subject, clause.subject_rule = None, "dropped"
        clause.position, clause.left = "resumed", i - 2 if previous == "ان" else i
    elif cue.proclitic == "ل":
        return None
    clause.rule = "finite:" + ok
    return clause


def _resumes(tokens: Tokens, i: int, cue: CueForm) -> bool:
    """عاد الوزير ليؤكد، قبل أن يضيف: a verb in the subjunctive that tells what was said."""
    start, forms = tokens.sentence_start[i], tokens.forms
    if i - start < 2:
        return False
    if forms[i - 1].form == "ان" and not cue.proclitic:
        return forms[i - 2].form == "قبل"
    if cue.proclitic not in ("ل", "ف"):
        return False
    return any(forms[j].form.lstrip("وف") in _RESUMING for j in range(max(start, i - 9), i))


def _judge_anaphoric(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    """وهو ما نفاه الوزير: the object pronoun stands for what was reported before; the speaker follows the verb."""
    forms, start = tokens.forms, tokens.sentence_start[i]
    opened = i - 2 > start and forms[i - 1].form == "ما" and forms[i - 2].form in ("وهو", "هو", "الامر")
    if not opened or not cue.suffix or cue.kind not in ("past", "present") or tokens.quoted_from[i] >= 0:
        return None
    k, end = i + 1, tokens.sentence_end[i]
    while k < end and tokens.flags[k] & (_B["ADVERB"] | _TIME) and not tokens.flags[k] & _PREP:
        k += 1
    stop = phrase_end(tokens, k, end) if k < end and can_speak(tokens.flags[k]) else k
    if stop == k:
        return None
    return Clause(
        i, cue, stop, "none", (k, stop), "after", rule="finite:anaphoric", left=i - 2 - (forms[i - 2].form == "الامر")
    )


def _rare_object(tokens: Tokens, i: int) -> bool:
    """Mark a rare noun with ب (بهدنة) as such behind a verb that has no other complement."""
    for k in range(i + 1, min(i + 14, tokens.sentence_end[i])):
        bits = tokens.flags[k]
        if bits & (_COMMA | _STOP | _COMP | _PRON | _COLON | _QUOTE):
            return False
        if (
            k > i + 1
            and not tokens.forms[k].flags & (_NAME | _PREP | _OFFICE | _BI | _DEFINITE)
            and has_rare_bi(tokens.forms[k].form)
        ):
            tokens.flags[k] = (tokens.flags[k] & ~_NAME) | _BI | _OBJECT
            return True
    return False


def _names_who_says_what(tokens: Tokens, clause: Clause) -> bool:
    """Whether a negated, future or conditional verb still has its speaker and a clause beside it."""
    if clause.subject is None or clause.complement not in ("an", "pronoun"):
        return False
    return can_speak(tokens.flags[clause.subject[0]]) and clause.content - clause.cue <= 20


def _find_subject(tokens: Tokens, clause: Clause) -> None:
    """Look for the subject before the verb: the antecedent of a relative, or a phrase that opens the clause."""
    i = clause.cue
    if clause.position == "relative":
        if clause.subject is None:
            clause.subject, clause.subject_rule = phrase_before(tokens, i - 1), "antecedent"
        return
    found = subject_before(tokens, i, clause)
    told = i > 1 and tokens.forms[i - 1].form == "قد" and bool(tokens.flags[i - 2] & _COMMA)
    if found is None or (clause.subject is not None and not told and not directly_before(tokens, found[0], i)):
        if (
            clause.subject is None
            and not clause.form.proclitic
            and clause.form.kind == "past"
            and i > tokens.sentence_start[i]
        ):
            near = phrase_before(tokens, i) if tokens.flags[i - 1] & (_NAME | _B["DEMONYM"]) else None
            if near is not None and tokens.flags[near[0]] & (_OFFICE | _HONORIFIC | _NAME):
                clause.subject, clause.subject_rule = near, "antecedent"
        return
    after = clause.subject
    clause.subject, clause.left = found
    clause.subject_rule, clause.position = "before", "sv"
    if after is None:
        return
    lemma = clause.form.lemma
    if lemma.person and clause.person is None and clause.complement != "none":
        clause.person = after
        if lemma.person == "موصوف":
            clause.content = min(clause.content, after[0])
    elif "اسم" in lemma.takes and clause.complement == "none":
        clause.content, clause.complement = after[0], "noun"


def _judge_participle(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    flags, forms = tokens.flags, tokens.forms
    bits = flags[i]
    start = tokens.sentence_start[i]
    before = flags[i - 1] if i > start else 0
    previous = forms[i - 1].form if i > start else ""
    exhorting = bool(before & _COMMA) and cue.lemma.act == "call"
    if (bits & (_OFFICE | _NAME) and not bits & _SAYING and not exhorting) or previous in ("هناك", "ثمه", "هنالك"):
        return None
    if (before & (_PREP | _REL | _NEG) and not before & (_TIME | _CONJ)) or (
        before & (_OFFICE | _HONORIFIC) and not before & _DEFINITE
    ):
        return None
    if tokens.quoted_from[i] >= 0:
        return None
    clause = read_complement(tokens, i, cue)
    needs = cue.lemma.needs_participle
    if bits & _B["ADVERB"] and clause.content - i > 2:
        return None
    if cue.gender == "f" or cue.number != "s":
        if clause.content - i > (8 if before & _COMMA else 4) and clause.complement not in _CLAUSAL:
            return None
        if clause.complement == "colon" and not flags[min(clause.content, len(flags) - 1)] & _QUOTE:
            return None
        if cue.gender == "f" and clause.complement not in _CLAUSAL and before & _WORD and before & _DEFINITE:
            return None
        if (
            clause.complement not in _CLAUSAL
            and before & _WORD
            and not before & (_DEFINITE | _TIME | _B["STATE"] | _NAME | _B["DEMONYM"] | _B["ADVERB"])
        ):
            return None
    if (
        clause.complement not in _CLAUSAL
        and before & _WORD
        and not before & _TIME
        and len(previous) > 3
        and previous.endswith("ا")
        and not previous.endswith(("ها", "هما"))
        and not flags[i - 1] & (_DEFINITE | _NAME | _B["STATE"])
        and not before & _B["ADVERB"]
        and not clause.clausal
        and cue.gender == "m"
        and not _is_name_like(tokens, i - 1)
    ):
        return None
    ok = _complement_fits(tokens, clause, needs)
    if not ok:
        return None
    clause.rule = "participle:" + ok
    return clause


def _is_name_like(tokens: Tokens, i: int) -> bool:
    return not tokens.text[tokens.starts[i] : tokens.ends[i]].endswith(("ًا", "اً", "ا"))


_NOUN_CONTEXT = word_group("noun_context")


def _judge_noun(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    _flags, forms = tokens.flags, tokens.forms
    start = tokens.sentence_start[i]
    previous = forms[i - 1].form if i > start else ""
    form = forms[i].form
    if tokens.quoted_from[i] >= 0 and cue.proclitic != "ب":
        return None
    clause = read_complement(tokens, i, cue)
    near = clause.content - i
    if cue.proclitic == "ب":
        if form == "بالتاكيد" and clause.complement not in ("على", "an", "pronoun"):
            return None
        if cue.suffix and cue.lemma.lemma != "قال":
            return None
        if (clause.complement in _CLAUSAL and near <= 2) or (clause.complement in _PREPOSITIONAL and near == 2):
            clause.rule = "nominal:means"
            clause.subject, clause.subject_rule = None, "dropped"
            return clause
        return None
    if (cue.suffix or form == "القول") and _relayed(tokens, i):
        if clause.complement in _CLAUSAL or clause.complement in _PREPOSITIONAL | {"ب", "noun"}:
            clause.rule = "nominal:relayed"
            clause.subject, clause.subject_rule = None, "relayed"
            return clause
        return None
    if cue.suffix:
        if (
            previous in ("مع", "ومع")
            and near <= 2
            and (
                (clause.complement in _PREPOSITIONAL | {"ب"} and clause.complement in cue.lemma.takes)
                or clause.complement == "an"
            )
        ):
            clause.rule = "nominal:with"
            clause.subject = None
            return clause
        if cue.lemma.lemma == "قال" and clause.complement in _CLAUSAL and near <= 2:
            clause.rule = "nominal:suffix"
            clause.subject = None
            return clause
        return None
    if previous in _AGENTLESS and form.startswith("ال") and near <= 6 and clause.complement in _PREPOSITIONAL | {"an"}:
        clause.rule = "nominal:agentless"
        clause.subject, clause.subject_rule = None, "joint"
        return clause
    if (
        previous in ("مع", "ومع")
        and form.startswith("ال")
        and near == 2
        and clause.complement in _PREPOSITIONAL | {"an"}
    ):
        clause.rule = "nominal:with"
        clause.subject = None
        return clause
    if form.startswith("ال") or previous not in _NOUN_CONTEXT:
        return None
    if (
        clause.clausal
        and clause.subject is not None
        and near <= 16
        and clause.complement in ("an", "pronoun", "من", "على", "إلى")
    ):
        clause.rule = "nominal:genitive"
        clause.subject_rule = "genitive"
        return clause
    return None


def _relayed(tokens: Tokens, i: int) -> bool:
    """نقلت ... عن X قوله: the verbal noun with its pronoun after عن."""
    start = max(tokens.sentence_start[i], i - 18)
    seen_from = False
    attributed = False
    for j in range(i - 1, start - 1, -1):
        form = tokens.forms[j].form
        if form in _FROM:
            seen_from = True
        if form == "الي":
            attributed = True
        if attributed and form.lstrip("وف").startswith(("نسب", "ينسب", "تنسب")):
            return True
        if seen_from and (form.lstrip("وف").startswith(("نقل", "تنقل", "ينقل")) or form in ("نقلا", "ونقلا")):
            return True
        if tokens.flags[j] & _COMP:
            return False
    return False


def _complement_fits(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> str:
    """Name of the complement's class when the lemma allows it, else an empty string."""
    lemma = clause.form.lemma
    complement = clause.complement
    if clause.saying >= 0 and complement in _CLAUSAL:
        return "merged"
    if "عن+أن" in needs and complement in _CLAUSAL and clause.subject is not None:
        between = {tokens.forms[j].form for j in range(clause.cue, clause.content)}
        if tokens.flags[clause.subject[0]] & _MEDIA and not between & _FROM:
            return "clause"
    if "عن+أن" in needs:
        return "relay" if complement in _CLAUSAL and _from_source(tokens, clause) else ""
    if complement == "none" and clause.subject is not None and "أن" in lemma.takes and _after_kama(tokens, clause):
        return "before"
    if not needs:
        if complement in _CLAUSAL or clause.clausal:
            return "clause"
        if complement in _PREPOSITIONAL or complement in ("ب", "ل"):
            return "preposition"
        if complement == "noun":
            return "noun"
        if lemma.risk == "L" and "أن" in lemma.takes and _content_before(tokens, clause):
            return "before"
        if lemma.risk == "L" and "أن" in lemma.takes and _bare_speech(tokens, clause):
            return "bare"
        return ""
    if "أن" in needs and (clause.complement in _CLAUSAL or clause.clausal):
        return "clause"
    if "ب" in needs and complement in ("an", "pronoun") and tokens.forms[clause.joint].form.startswith("با"):
        return "preposition"
    if "اسم" in needs and complement == "quote":
        return "noun"
    if complement in needs and complement in _PREPOSITIONAL | {"ب", "ل"}:
        return "preposition"
    if complement in _PREPOSITIONAL and clause.clausal and complement + "+أن" in needs:
        return "preposition"
    if complement + "+لفظ" in needs and tokens.flags[clause.content] & _OBJECT:
        return "preposition"
    if clause.saying >= 0 and "قائلا" in needs:
        return "merged"
    if "بقول" in needs and clause.saying >= 0:
        return "merged"
    if "اسم" in needs and complement == "noun":
        return "noun"
    if "لفظ" in needs and complement in ("noun", "ل", "ب") and tokens.flags[clause.content] & _ATTITUDE:
        return "noun"
    if "وصف" in needs and complement == "quote" and clause.content - clause.cue <= 2:
        return "naming"
    if "مسؤولية" in needs and complement in ("noun", "quote"):
        for j in range(clause.content, min(clause.content + 12, tokens.sentence_end[clause.cue])):
            if tokens.forms[j].form.lstrip("ال").startswith(("مسؤولي", "مسووليه", "مسئولي")):
                return "noun"
    if "جاء" in needs and complement in _CLAUSAL and tokens.forms[clause.cue + 1].form in ("في", "فيه", "فيها"):
        start = clause.cue + 2
        end = phrase_end(tokens, start, clause.content)
        if end > start and tokens.forms[clause.cue + 1].form == "في" and can_speak(tokens.flags[start]):
            clause.subject, clause.subject_rule = (start, end), "after"
            return "document"
        return ""
    if "نواة" in needs and _light_noun(tokens, clause) is not None:
        return "light"
    if "إلى" in needs and complement == "noun" and lemma.person == "موصوف":
        for j in range(clause.content, min(clause.content + 14, tokens.sentence_end[clause.cue])):
            if tokens.forms[j].form == "الي":
                return "noun"
    if "ب" in needs and complement == "noun" and lemma.person == "موصوف":
        for j in range(clause.content, min(clause.content + 14, tokens.sentence_end[clause.cue])):
            if tokens.flags[j] & _BI or tokens.flags[j] & _PRON or tokens.forms[j].form == "ب":
                return "noun"
    return ""


def _light_noun(tokens: Tokens, clause: Clause) -> int | None:
    """Find the noun of speech that a light verb carries, within a few words."""
    nouns = clause.form.lemma.nouns
    if not nouns:
        return None
    end = min(tokens.sentence_end[clause.cue], clause.cue + 16)
    for j in range(clause.cue + 1, end):
        if tokens.forms[j].form in nouns:
            return j
        if tokens.flags[j] & (_COMP | _STOP | _COLON):
            return None
    return None


def _from_source(tokens: Tokens, clause: Clause) -> bool:
    """نقلت الوكالة عن مصادر أن: the one quoted stands after عن, and no قوله follows."""
    begin = 0
    for j in range(clause.cue + 1, clause.content):
        if tokens.forms[j].form == "عن":
            begin = j + 1
        if begin and any(c.kind == "noun" and (c.suffix or c.lemma.lemma == "قال") for c in tokens.forms[j].cues):
            return False
    if not begin:
        return False
    end = phrase_end(tokens, begin, clause.content)
    if end == begin:
        return False
    clause.relay = clause.subject
    clause.subject, clause.subject_rule = (begin, end), "relayed-by"
    return True


def _bare_speech(tokens: Tokens, clause: Clause) -> bool:
    """وقال الوزير لقد نجحنا: speech without أن or marks, where a word follows that only opens a clause."""
    start, end = clause.cue + 1, tokens.sentence_end[clause.cue]
    if clause.form.kind != "past":
        return False
    for j in range(start, min(end - 2, start + 14)):
        bits = tokens.flags[j]
        if bits & _B["OPENER"] and not bits & (_OFFICE | _NAME | _ORGAN):
            if tokens.flags[j - 1] & _PREP:
                return False
            clause.content, clause.complement, clause.clausal = j, "bare", True
            if clause.subject is not None and clause.subject[1] > j:
                clause.subject = (clause.subject[0], j) if clause.subject[0] < j else None
            if clause.subject is None:
                clause.subject_rule = "dropped"
            return True
        if bits & (_COMMA | _COLON | _COMP):
            return False
    return False


def _after_kama(tokens: Tokens, clause: Clause) -> bool:
    """... ، كما ذكرت السلطات: the clause closes the sentence it reports."""
    i = clause.cue
    if clause.subject is None or i - 2 <= tokens.sentence_start[i] or clause.form.proclitic:
        return False
    marks = bool(tokens.flags[i - 2] & (_COMMA | _DASH | _QUOTE))
    return tokens.forms[i - 1].form == "كما" and marks and tokens.sentence_end[i] - clause.subject[1] <= 8


def _content_before(tokens: Tokens, clause: Clause) -> bool:
    """«...»، قال الوزير: a subject, nothing after it, and a comma or closing mark before."""
    i = clause.cue
    if clause.subject is None or clause.form.proclitic or i == tokens.sentence_start[i]:
        return False
    before = tokens.flags[i - 1]
    return bool(before & (_COMMA | _QUOTE | _DASH)) and tokens.sentence_end[i] - clause.subject[1] <= 12

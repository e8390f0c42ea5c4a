"""Places in which a form that looks like a reporting verb is another word, or no report."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.verb import Verb
from taawun.statements.mentions.non_speakers import is_adverbial, is_thing
from taawun.statements.reading.features import (
    ADJUNCT,
    BACKGROUND,
    BE,
    COLON,
    COMMA,
    COMMON,
    COMP,
    CONJ,
    DASH,
    DEFINITE,
    DEMONYM,
    HE_VERB,
    HONORIFIC,
    IRREALIS,
    NAME,
    NEG,
    OBJECT,
    OCCASION,
    OFFICE,
    ORGAN,
    PREP,
    PRON,
    QUOTE,
    STATE,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group

_TURNED = TURN | TURN_WORD
_TITLE = OFFICE | NAME | HONORIFIC
#: a verb may stand right behind these, a noun that looks like it less likely
_BEFORE_VERB = CONJ | PRON | HE_VERB | COMMA | DASH | _TURNED | TIME | STATE | NAME | DEMONYM | DEFINITE
_BEFORE_VERB |= QUOTE | COLON
_AGENTLESS = word_group("agentless")
_RESUMING = word_group("resuming")
_RELATIVE_MA = word_group("relative_particles")
_AUXILIARY_BEFORE = setting("auxiliary_before")
_RESUMED_WITHIN = setting("resumed_within")


@rule
def resumes(verb: Verb) -> bool:
    """عاد الوزير ليؤكد، قبل أن يضيف: a verb in the subjunctive tells what was said."""
    if verb.cue.kind != "present":
        return False
    forms = verb.tokens.forms
    if verb.previous == "ان":
        return verb.i - verb.start > 1 and forms[verb.i - 2].form == "قبل"
    first = max(verb.start, verb.i - _RESUMED_WITHIN)
    taken_up = verb.cue.proclitic in ("ل", "ف")
    return taken_up and any(forms[j].form.lstrip("وف") in _RESUMING for j in range(first, verb.i))


@rule
def follows_verb(verb: Verb) -> bool:
    """A form with ف right behind a verb is a name (قال فالح): no verb follows another one without a mark."""
    return verb.cue.proclitic == "ف" and any(cue.kind == "past" for cue in verb.behind)


@rule
def is_titled(verb: Verb) -> bool:
    """A form that can be a name or a title is one behind a title, a name or a preposition."""
    own = verb.bits & (_TITLE | DEFINITE) and not verb.cue.proclitic
    return bool(own and verb.before & (_TITLE | ORGAN | PREP))


@rule
def is_in_relative(verb: Verb) -> bool:
    """What somebody said is the topic of another sentence (ما قاله الوزير), no statement of its own."""
    return verb.previous in _RELATIVE_MA and not verb.cue.proclitic


@rule
def is_dotless_noun(verb: Verb) -> bool:
    """An outlet that writes على with its dotless ya writes نفى so too: نفي is the noun."""
    cue, tokens = verb.cue, verb.tokens
    weak = cue.lemma.lemma.endswith("ى") and cue.kind == "past" and cue.gender == "m" and not cue.suffix
    return weak and tokens.dotless and tokens.text[tokens.ends[verb.i] - 1] == "ي"


@rule
def is_accusative(verb: Verb) -> bool:
    """A form that could be a dual (عرضا، أيضا) is an indefinite accusative."""
    adverbial = verb.bits & ADJUNCT or is_adverbial(verb.tokens, verb.i)
    return verb.cue.number == "d" and bool(adverbial)


@rule
def is_preposition(verb: Verb) -> bool:
    """عقب and عبر are prepositions before a thing or an occasion, and where no clause begins."""
    if not (verb.bare and verb.bits & (PREP | ADJUNCT)):
        return False
    opened = not verb.before or verb.before & (CONJ | COMMA | DASH | _TURNED | BE)
    noun = verb.following and (verb.following & OCCASION or is_thing(verb.tokens, verb.i + 1))
    return not opened or bool(noun)


@rule
def is_governed(verb: Verb) -> bool:
    """Behind a preposition stands a noun."""
    return bool(verb.before & PREP) and not verb.before & (CONJ | NEG | IRREALIS) and not verb.cue.proclitic


@rule
def is_subjunctive(verb: Verb) -> bool:
    """Behind أن a present tense is a subjunctive: what is wanted, not what was said."""
    return bool(verb.before & COMP) and verb.cue.kind == "present"


@rule
def is_byline(verb: Verb) -> bool:
    """كتب at the very beginning signs the article."""
    return verb.i == 0 and verb.cue.lemma.act == "write"


@rule
def lacks_conjunction(verb: Verb) -> bool:
    """Some forms (بين، ثمن) are another word unless و, a turn or a comma stands before them."""
    return verb.bare and not verb.cue.lemma.bare and not verb.before & (_TURNED | COMMA)


@rule
def follows_report(verb: Verb) -> bool:
    """A past tense right behind another reporting word is its subject or object."""
    reported = any(cue.kind != "noun" or not verb.before & DEFINITE for cue in verb.behind)
    return verb.bare and reported and not verb.before & (CONJ | OFFICE | NAME)


@rule
def is_noun(verb: Verb) -> bool:
    """A form that is verb or noun (ذكر، طلب) is a noun unless a verb must stand in its place."""
    cue, before, tokens = verb.cue, verb.before, verb.tokens
    if not cue.lemma.like_noun or (cue.kind, cue.gender, cue.number) != ("past", "m", "s"):
        return False
    if before & BACKGROUND or verb.previous in _AGENTLESS:
        return True
    if cue.proclitic or not before or before & _BEFORE_VERB:
        return False
    named = before & WORD and not before & (COMMON | OBJECT | PREP)
    near = range(max(verb.start, verb.i - _AUXILIARY_BEFORE), verb.i)
    return not named and not any(tokens.flags[k] & BE for k in near)


#: what is asked of every verb; of one that takes speech up again (عاد ليؤكد) only what stands before is_subjunctive
NO_REPORTS = (
    follows_verb,
    is_titled,
    is_in_relative,
    is_dotless_noun,
    is_accusative,
    is_preposition,
    is_governed,
    is_byline,
    lacks_conjunction,
    follows_report,
    is_noun,
)

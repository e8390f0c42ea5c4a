"""Which names are one person.

A node is a full name in a state. Each node gets a root, the longest name that it is a form of; family names and offices
then look for the one root that fits them by state, office and date. Whatever fits two stays apart from both.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from taawun.lexicons import load_lexicon
from taawun.linking.profiles import NameCounts, Profile, lexicon_words
from taawun.names.persons import PATRONYMS, Key, folded_words, given_names, is_part_of, parse_speaker

#: days before and after the first and last dated mention that somebody is taken to be in office, or in the news
DAYS_IN_OFFICE = 31
DAYS_IN_NEWS = 92
#: words of a name that do not tell one person from another
_NOT_TELLING = PATRONYMS | {"ال", "دي", "فان", "ابو"}

Node = tuple[Key, str]


class Group(NamedTuple):
    """What the profiles of one person share: a label, and the article if the person is known in that one only."""

    label: tuple[str, ...]
    article: str


class _Root(NamedTuple):
    state: str
    offices: frozenset[str]
    first: str
    last: str


def group_people(counts: NameCounts) -> dict[Profile, Group]:
    """Group the profiles of persons; profiles of one group are one person.

    Parameters
    ----------
    counts
        Profiles of kind ``person`` only.
    """
    people = _People(counts)
    groups = {p: Group(("person", *root[0], root[1]), "") for p, root in people.full.items()}
    loose: dict[Key, list[Profile]] = defaultdict(list)
    for p in counts:
        if p in groups:
            continue
        if len(p.key) == 1 and not p.office and p.key[0] in given_names():
            groups[p] = Group(("one of several", *p.key, p.office, p.state), p.article)
            continue
        fitting = people.fitting(p) if p.key else people.holders(p)
        if len(fitting) == 1:
            root = next(iter(fitting))
            groups[p] = Group(("person", *root[0], root[1]), "")
        elif fitting:
            groups[p] = Group(("one of several", *p.key, p.office, p.state), p.article)
        elif p.key:
            loose[p.key].append(p)
        else:
            known = p.state and one_holder(p.office)
            groups[p] = Group(("office", p.office, p.state), "" if known else p.article)
    for key, profiles in loose.items():
        # nobody's full name fits: the family name is a person of its own in each state
        states = {p.state for p in profiles} - {""}
        only = min(states) if len(states) == 1 else ""
        groups |= {p: Group(("name", *key, p.state or only), "") for p in profiles}
    return groups


def one_holder(office: str) -> bool:
    """Whether one person at a time holds an office in a state."""
    head, _, rest = office.partition(" ")
    return office in lexicon_words("one_holder") or (bool(rest) and head in lexicon_words("one_holder_heads"))


def has_office(office: str, held: Collection[str]) -> bool:
    """Whether an office is among those held, or is one of them without its field: of what he is minister was said.

    Examples
    --------
    >>> has_office("وزير", {"وزير الخارجية"})
    True
    >>> has_office("رئيس", {"رئيس الاركان"})
    False
    >>> has_office("وزير النفط", {"وزير الخارجية"})
    False
    """
    bare = " " not in office and not one_holder(office)
    return office in held or (bare and any(other.startswith(f"{office} ") for other in held))


def is_of_home(row: Mapping[str, Any], home: str | None) -> bool:
    """Whether a speaker of no known state is one whom an outlet of a state names so when he is of its own.

    A head of state or crown prince is so only where there is one; a minister of nothing (الوزير) and the government of
    somebody (حكومة فلان) go back to what the article said of them.

    Examples
    --------
    >>> is_of_home({"speaker": "وزير النقل سالم الراشدي", "speaker_type": "person"}, "SA")
    True
    >>> is_of_home({"speaker": "وزارة النقل", "speaker_type": "institution"}, "SA")
    True
    >>> is_of_home({"speaker": "مصدر في وزارة النقل", "speaker_type": "anonymous"}, "SA")
    True
    >>> is_of_home({"speaker": "الرئيس سالم الراشدي", "speaker_type": "person"}, "SA")
    False
    >>> names = "الوزير الراشدي", "السفير الراشدي", "وزير خارجيتها", "وزيرة خارجية الاتحاد الأوروبي"
    >>> [is_of_home({"speaker": name, "speaker_type": "person"}, "SA") for name in names]
    [False, True, False, False]
    >>> [is_of_home({"speaker": "رئيس الجمهورية", "speaker_type": "person"}, home) for home in ("SA", "TN")]
    [False, True]
    >>> [is_of_home({"speaker": name, "speaker_type": "institution"}, "TN") for name in ("الحكومة", "حكومة الرئيس سالم")]
    [True, False]
    """
    kind, speaker = row.get("speaker_type"), row.get("speaker")
    if not home or row.get("speaker_state") or not speaker or kind in ("media", "document"):
        return False
    written = folded_words(speaker)
    words = [word.removeprefix("ال") for word in written]
    if not words or not lexicon_words("governments").isdisjoint(written):
        return False
    if not lexicon_words("of_organisations").isdisjoint(words) or any(word.endswith("تها") for word in words[1:]):
        # وزيرة خارجية الاتحاد; وزير خارجيتها is of the state that was named before
        return False
    if kind == "state":
        return home in load_lexicon("offices")["home_states"].get(" ".join(words), ())
    title = f" {' '.join(words)} "
    form = "monarchies" if home in load_lexicon("offices")["monarchies"] else "republics"
    if any(f" {phrase} " in title for phrase in lexicon_words("home_phrases") | lexicon_words(f"home_of_{form}")):
        return True
    if any(word.lstrip("بل") in lexicon_words("home_words") for word in words):
        return True
    if kind == "institution":
        return " ".join(words) in lexicon_words("home_bodies") or words[0] in lexicon_words("home_body_heads")
    name = parse_speaker(speaker, row.get("speaker_office"), None) if kind == "person" else None
    return name is not None and _has_home_office(name.office, named=bool(name.key) and words[0] == name.office)


def _has_home_office(office: str, *, named: bool) -> bool:
    """Whether an office is one of those; of what he is minister is said, an ambassador may have his name alone."""
    head, _, field = office.partition(" ")
    if office in lexicon_words("home_offices") or (head in lexicon_words("home_office_heads") and field):
        return True
    return named and office in lexicon_words("home_envoys")


class _People:
    def __init__(self, counts: NameCounts) -> None:
        self.counts = counts
        nodes = _make_nodes(counts)
        by_node: dict[Node, list[Profile]] = defaultdict(list)
        for p, node in nodes.items():
            by_node[node].append(p)
        parents = _join_longer({node: _NodeFacts.of(profiles) for node, profiles in by_node.items()})
        self.full: dict[Profile, Node] = {p: parents[node] for p, node in nodes.items()}
        self.roots = self._describe_roots()
        self.by_family_name: dict[str, set[Node]] = defaultdict(set)
        self.by_office: dict[tuple[str, str], set[Node]] = defaultdict(set)
        for node, root in parents.items():
            self.by_family_name[node[0][-1]].add(root)
        for root, facts in self.roots.items():
            for office in facts.offices:
                self.by_office[office, facts.state].add(root)

    def fitting(self, p: Profile) -> set[Node]:
        """Full names that a family name can stand for."""
        carriers = self.by_family_name[p.key[0]]
        fitting = {root for root in carriers if not p.state or self.roots[root].state in ("", p.state)}
        if p.state:
            fitting = self._narrow(fitting, lambda root: root.state == p.state)
        if p.office:
            fitting = self._narrow(fitting, lambda root: p.office in root.offices)
        if len(fitting) > 1 and fitting != carriers:
            # of all who carry the name a date alone chooses none
            date = self.counts[p].first
            fitting = self._narrow(fitting, lambda root: _near(root, date, DAYS_IN_NEWS))
        if len(fitting) == 1:
            (facts,) = (self.roots[root] for root in fitting)
            same_state = bool(p.state) and p.state == facts.state
            if p.office and facts.offices and not same_state and not has_office(p.office, facts.offices):
                return set()
        return fitting

    def _narrow(self, nodes: set[Node], test: Callable[[_Root], bool]) -> set[Node]:
        """Keep those that pass a test; all when none does."""
        return {node for node in nodes if test(self.roots[node])} or nodes

    def holders(self, p: Profile) -> set[Node]:
        """Find the only person seen in an office around the date of an article; several count as nobody."""
        date = self.counts[p].first
        if not (p.state and date and one_holder(p.office)):
            return set()
        near = {
            root
            for root in self.by_office.get((p.office, p.state), ())
            if _near(self.roots[root], date, DAYS_IN_OFFICE)
        }
        return near if len(near) == 1 else set()

    def _describe_roots(self) -> dict[Node, _Root]:
        members: dict[Node, list[Profile]] = defaultdict(list)
        for p, root in self.full.items():
            members[root].append(p)
        out = {}
        for root, profiles in members.items():
            dates = [date for p in profiles for date in (self.counts[p].first, self.counts[p].last) if date]
            out[root] = _Root(
                state=commonest_state(profiles, self.counts),
                offices=frozenset(p.office for p in profiles if p.office),
                first=min(dates, default=""),
                last=max(dates, default=""),
            )
        return out


def commonest_state(profiles: list[Profile], counts: NameCounts) -> str:
    """State that the own words of most statements give; failing that, the one concluded most often."""
    if len(profiles) == 1:  # as of most speakers, of a million of which this is asked
        return profiles[0].state
    weight: Counter[tuple[bool, str]] = Counter()
    for p in profiles:
        if p.state:
            weight[p.sure, p.state] += counts[p].statements
    best = min(weight, key=lambda item: (not item[0], -weight[item], item[1]), default=(False, ""))
    return best[1]


class _NodeFacts(NamedTuple):
    offices: frozenset[str]
    sure: bool

    @classmethod
    def of(cls, profiles: list[Profile]) -> _NodeFacts:
        return cls(frozenset(p.office for p in profiles if p.office), any(p.sure for p in profiles))


def _make_nodes(counts: NameCounts) -> dict[Profile, Node]:
    """Put the profiles of each full name into states."""
    by_key: dict[Key, list[Profile]] = defaultdict(list)
    for p in counts:
        if len(p.key) >= 2:
            by_key[p.key].append(p)
    nodes: dict[Profile, Node] = {}
    for key, profiles in by_key.items():
        states = sorted({p.state for p in profiles} - {""})
        if len(states) > 1 and len([word for word in key if word not in _NOT_TELLING]) >= 3:
            # three names in common are one person, whose state was read wrongly somewhere
            states = [commonest_state(profiles, counts)]
            nodes |= dict.fromkeys(profiles, (key, states[0]))
            continue
        sure = {p.state for p in profiles if p.sure}
        offices = {state: {p.office for p in profiles if p.state == state and p.office} for state in states}
        for p in profiles:
            # a state that only the article suggests, or none, gives way to the state of the same name and office
            options = [state for state in (sure or states) if p.office and p.office in offices[state]]
            if p.sure or (p.state and p.state in options):
                state = p.state
            elif len(options) == 1:
                state = options[0]
            else:
                state = p.state or (states[0] if len(states) == 1 else "")
            nodes[p] = (key, state)
    return nodes


def _join_longer(nodes: Mapping[Node, _NodeFacts]) -> dict[Node, Node]:
    """Give each node its root: the one longer name that it is a form of, or itself."""
    ordered = sorted(nodes, key=lambda node: (-len(node[0]), node))
    index = _index_by_words(ordered)
    wanted: dict[Node, Node] = {}
    for node in ordered:
        key, state = node
        longer = {
            wanted.get(other, other)
            for other in index[key[-1], key[0]] + index["begins", " ".join(key)]
            if is_part_of(key, other[0]) and _may_be_one(node, other, nodes)
        }
        if len(longer) > 1 and state:
            longer = {other for other in longer if other[1] == state} or longer
        if len(longer) == 1:
            wanted[node] = next(iter(longer))
    return _refuse_two_states(ordered, wanted, nodes)


def _index_by_words(ordered: list[Node]) -> dict[tuple[str, str], list[Node]]:
    """Nodes by family name and each word, and by the words before a patronym that a shorter form may end at."""
    index: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in ordered:
        key = node[0]
        for word in set(key):
            index[key[-1], word].append(node)
        for n in range(3, len(key)):
            if key[n] in PATRONYMS:
                index["begins", " ".join(key[:n])].append(node)
    return index


def _may_be_one(short: Node, long: Node, nodes: Mapping[Node, _NodeFacts]) -> bool:
    """Whether the states of two nodes allow them to be one person."""
    if not short[1] or not long[1] or short[1] == long[1]:
        return True
    # of two states one of which is only concluded, a common office decides
    one, other = nodes[short], nodes[long]
    return one.sure != other.sure and bool(one.offices & other.offices)


def _refuse_two_states(
    ordered: list[Node], wanted: Mapping[Node, Node], nodes: Mapping[Node, _NodeFacts]
) -> dict[Node, Node]:
    """Roots of all nodes: a longer name cannot be shorter ones of two states, unless its office says so."""
    claims: dict[Node, set[str]] = defaultdict(set)
    for node, longer in wanted.items():
        claims[longer].add(node[1])
    roots = {}
    for node in ordered:
        target = wanted.get(node, node)
        clash = len(claims[target] - {""}) > 1 and not nodes[node].offices & nodes[target].offices
        roots[node] = node if clash else target
    return roots


def _near(root: _Root, date: str, days: int) -> bool:
    if not (root.first and date):
        return False
    span = datetime.timedelta(days=days)
    day = datetime.date.fromisoformat
    return day(root.first) - span <= day(date) <= day(root.last) + span

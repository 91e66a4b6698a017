"""Actors: armed forces, armed groups, governments, observers and news outlets named in a text, known and unknown."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from dateline.recognition.demonyms import demonym_at, may_open_demonym
from dateline.recognition.organizations import find_organizations
from dateline.recognition.tokens import ARTICLES, Tokens, key, tokenize, without_clitic


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An entry of the actor table."""

    id: str
    """`actor:hayat-tahrir-al-sham`; the forces, police and government of any state are `actor:forces-of-fr` and so on."""
    name: str
    kind: str
    """`government`, `forces`, `police`, `armed_group`, `party`, `coalition`, `organization`, `monitor` or `outlet`."""
    country: str | None
    """Where it belongs or mostly acts: ISO 3166-1 alpha-2; None when it is of no one country."""
    aliases: tuple[str, ...] = ()
    """Other names, spellings and acronyms, in any script."""
    active_from: int | None = None
    """First year; None when not known."""
    active_to: int | None = None
    """Last year; None when it still acts or that is not known."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """The name of an actor as written: `text[start:end] == text` of the mention, end exclusive."""

    start: int
    end: int
    text: str
    actor: KnownActor | None
    """None for an organization that is not in the table but is named like one: "Sham Falcons Brigade"."""
    local: bool = False
    """Whether it is the authority or institution of a place named in it, which stays a place: "Homs police", "Riverton High School"."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a name asks of the text besides its words."""

    actor: KnownActor
    exact: str | None
    """An acronym must be written just so."""
    capital: bool
    """The first word must be capitalized."""
    article: bool
    """A single word that is a name only with its article: "Al Jazeera"."""
    plural: bool
    """A single word that ends in an s, without which it may be a place: "Hamas", "Hama"."""


@dataclass(slots=True)
class _Node:
    children: "dict[str, _Node]" = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)


_JOINTS = frozenset(" -–‑'’/&()\n\u00a0\u200c")
_FORCES = "army military force troop soldier servicemen warplane jet navy artillery gendarmerie commando helicopter paratrooper marine"
_POLICE = "police policeman policemen"
_GOVERNMENT = "government regime authority ministry minister president parliament presidency official intelligence"
_HEADS = {
    **dict.fromkeys(_FORCES.split(), "forces"),
    **dict.fromkeys(_POLICE.split(), "police"),
    **dict.fromkeys(_GOVERNMENT.split(), "government"),
}
_BETWEEN = frozenset(
    {
        "armed",
        "air",
        "special",
        "ground",
        "security",
        "government",
        "occupation",
        "regime",
        "naval",
        "border",
        "federal",
        "national",
        "defense",
        "defence",
        "prime",
        "foreign",
        "interior",
    }
)


class ActorTable:
    """Known actors by all their names. Immutable once made; safe to share between threads."""

    def __init__(self, actors: Iterable[KnownActor]) -> None:
        self.actors = tuple(actors)
        self._by_id = {actor.id: actor for actor in self.actors}
        self._root = _Node()
        for actor in self.actors:
            for name in (actor.name, *actor.aliases):
                self._enter(name, actor)
        self._last: tuple[Tokens | None, tuple[ActorMention, ...]] = (None, ())
        self._opening = lru_cache(maxsize=1 << 15)(self._opens)

    @classmethod
    @cache
    def default(cls) -> "ActorTable":
        """The table that comes with Dateline, read once."""
        return cls(_read_table())

    def get(self, actor_id: str) -> KnownActor | None:
        """The actor with this id; None when it is not in the table."""
        return self._by_id.get(actor_id)

    def find(self, text: str) -> tuple[ActorMention, ...]:
        """The actors and organizations named in a text: sorted, not overlapping, the longest reading of the same words."""
        return self.find_in(tokenize(text))

    def find_in(self, tokens: Tokens) -> tuple[ActorMention, ...]:
        """The same for a text that is already cut into tokens; recognition and extraction ask it of the same text one after the other."""
        last, answer = self._last
        if last is tokens:
            return answer
        answer = self._found_in(tokens)
        self._last = (tokens, answer)  # in one step, for other threads do the same
        return answer

    def _found_in(self, tokens: Tokens) -> tuple[ActorMention, ...]:
        known = list(self._known(tokens))
        organizations = find_organizations(tokens)
        found: list[ActorMention] = []
        position = 0
        for first, last, local in organizations:
            start, end = tokens.starts[first], tokens.ends[last]
            inside = []
            while position < len(known) and known[position].start < end:
                inside.append(known[position])
                position += 1
            crossing = [mention for mention in inside if mention.end > start]
            if any(mention.start <= start and mention.end >= end for mention in crossing) or any(
                mention.end > end or mention.start < start for mention in crossing
            ):
                found.extend(inside)
                continue
            found.extend(mention for mention in inside if mention.end <= start)
            named = [mention for mention in crossing if mention.actor is not None and mention.start == start]
            if named and named[0].end - start > 6 and not local:
                # "Hezbollah Brigade": more words of a known name are still that actor's.
                found.append(ActorMention(start, end, tokens.text[start:end], named[0].actor))
            else:
                found.append(ActorMention(start, end, tokens.text[start:end], None, local))
        found.extend(known[position:])
        return tuple(found)

    def _enter(self, name: str, actor: KnownActor) -> None:
        plain = name.split(" (")[0] if name == actor.name else name
        words = tokenize(plain).words
        kept = [word for word in words if word.lower() not in ARTICLES] or words
        node = self._root
        for word in kept:
            node = node.children.setdefault(key(word), _Node())
        joined = "".join(word.replace(".", "") for word in words)
        capitals = sum(1 for char in joined if char.isupper())
        acronym = len(kept) <= 2 and len(joined) <= 8 and (joined.upper() == joined or len(joined) <= 5) and capitals >= 2
        node.entries.append(
            _Entry(
                actor,
                joined if acronym else None,
                kept[0][0].isupper(),
                len(kept) == 1 and words[0] != kept[0] and words[0].lower() != "the",
                len(kept) == 1 and kept[0].isascii() and len(key(kept[0])) < len(kept[0]) and kept[0][-1] in "sS",
            )
        )

    def _known(self, tokens: Tokens) -> Iterator[ActorMention]:
        words = tokens.words
        past = 0
        for index, opening in [(at, opening) for at, opening in enumerate(map(self._opening, words)) if opening is not None]:
            if index < past:
                continue
            node, first_word, adjective = opening
            match = self._longest(tokens, index, node, first_word) if node is not None else None
            if match is None and adjective:
                match = self._of_a_state(tokens, index)
            if match is None:
                continue
            last, actor, with_article = match
            first = index - 1 if with_article else index
            start = tokens.starts[first] + (len(words[index]) - len(first_word) if first == index else 0)
            end = tokens.ends[last]
            yield ActorMention(start, end, tokens.text[start:end], actor)
            past = last + 1

    def _opens(self, word: str) -> tuple[_Node | None, str, bool] | None:
        """The known names that a word begins, itself as it stands in them, and whether a people's adjective does; None for neither."""
        root = self._root.children
        node, first_word = root.get(key(word)), word
        if node is None and (bare := without_clitic(word)) is not None:
            node, first_word = root.get(key(bare)), bare
        adjective = may_open_demonym(word)
        return (node, first_word, adjective) if node is not None or adjective else None

    def _longest(self, tokens: Tokens, index: int, node: _Node, first_word: str) -> tuple[int, KnownActor, bool] | None:
        best: tuple[int, KnownActor, bool] | None = None
        at = index
        while True:
            for entry in node.entries:
                article = index > 0 and tokens.words[index - 1].lower() in ARTICLES - {"the"} and tokens.gap(index - 1) in ("-", " ", "‑")
                if _fits(entry, tokens, index, at, first_word, article):
                    best = (at, entry.actor, article)
                    break
            following = at + 1
            while following < len(tokens) and _joined(tokens.gap(following - 1)):
                child = node.children.get(key(tokens.words[following]))
                if child is not None or tokens.words[following].lower() not in ARTICLES:
                    break
                following += 1
            else:
                return best
            if child is None:
                return best
            node, at = child, following

    def _of_a_state(self, tokens: Tokens, index: int) -> tuple[int, KnownActor, bool] | None:
        """A state's own, named by the people's adjective: "French special forces"."""
        demonym = demonym_at(tokens, index)
        if demonym is None or demonym.country is None:
            return None
        at = demonym.last + 1
        for _ in range(3):
            if at >= len(tokens) or tokens.gap(at - 1) != " ":
                return None
            word = key(tokens.words[at])
            role = _HEADS.get(word)
            follows = key(tokens.words[at + 1]) if at + 1 < len(tokens) and tokens.gap(at) == " " else ""
            if role is not None and not (word in _BETWEEN and follows in _HEADS):
                return at, self._state_actor(demonym.country, demonym.adjective, role), False
            if word not in _BETWEEN:
                return None
            at += 1
        return None

    def _state_actor(self, country: str, adjective: str, role: str) -> KnownActor:
        node = self._root.children.get(key(adjective))
        usual = {"forces": "army", "police": "police", "government": "government"}[role]
        child = node.children.get(key(usual)) if node is not None else None
        if child is not None and child.entries:
            return child.entries[0].actor
        return KnownActor(f"actor:{role}-of-{country.lower()}", f"{adjective} {role}", role, country)


def _joined(gap: str) -> bool:
    return len(gap) <= 3 and all(char in _JOINTS or char == "s" for char in gap) and gap.count("\n") < 2


def _fits(entry: _Entry, tokens: Tokens, first: int, last: int, first_word: str, article: bool) -> bool:
    if (entry.article and not article) or (entry.plural and first_word[-1] not in "sS"):
        return False
    if entry.exact is not None:
        written = "".join(word.replace(".", "") for word in tokens.words[first : last + 1])
        return written == entry.exact and not _shouted(tokens, first, last)
    return not entry.capital or not first_word[0].islower()


def _shouted(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the words around are all capitals too, so that capitals tell nothing: "WHO IS NEXT"."""
    around = [tokens.words[i] for i in (first - 2, first - 1, last + 1, last + 2) if 0 <= i < len(tokens)]
    return sum(1 for word in around if len(word) > 1 and word.isupper() and word.isalpha()) >= 2


def _read_table() -> Iterator[KnownActor]:
    table = files("dateline_gazetteer").joinpath("actors", "actors.csv").read_text("utf-8")
    for row in csv.DictReader(table.splitlines()):
        yield KnownActor(
            row["id"],
            row["name"],
            row["kind"],
            row["country"] or None,
            tuple(alias for alias in row["aliases"].split("|") if alias),
            int(row["active_from"]) if row["active_from"] else None,
            int(row["active_to"]) if row["active_to"] else None,
        )

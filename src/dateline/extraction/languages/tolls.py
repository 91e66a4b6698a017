"""The dead and the wounded in the languages besides English: every number with the word of harm that it stands by."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dateline.extraction.dates.language_tables import LANGUAGES
from dateline.extraction.dates.tokens import Tokens
from dateline.extraction.languages.cardinals import Cardinals, Word
from dateline.extraction.languages.glossary import fold, glossary
from dateline.extraction.languages.tables import sections_of
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.no_casualties import Found, Harm

VAGUE = {"tens": (20, 99), "hundreds": (200, 999), "thousands": (2000, 9999), "several": (3, 9)}
_BREAKS = frozenset({".", ";", ":", "؛", "(", ")", "!", "?", "«", "»", '"', "“", "”", "–", "—"})
_COMMAS = frozenset({",", "،"})
_NOT_COUNTED = re.compile(
    r"км|km$|кілометр|километр|kilomet|كيلومتر|كلم|мм$|mm$|%|час|годин|heures?$|horas?$|stunden?$|saat|год|рік|рок|летн|річн|лет$|ans?$|años?$"
    r"|anos?$|jahre?|yaş|عاما$|سنة|سنوات|أشهر|شهر|процент|відсотк|por$|pour$|prozent|метр|mètres?$|metros?$|metre|درجة|в?раз|dólar|доллар|euro"
)
_THINGS = frozenset().union(
    *(CLASSES[name] for name in ("drone", "aircraft", "rocket", "shell", "mine", "vehicle", "building")),
    {
        "gunfire",
        "shooting",
        "strike",
        "airstrikes",
        "rebels",
        "weapons",
        "position",
        "explosives",
        "protest",
        "clashes",
        "attack",
        "arrested",
        "detained",
        "abducted",
        "airstrike",
        "explosion",
    },
)
_REACH = 9
_ACROSS_AND = 4
"""How much farther a word of harm seems behind a word for "and"."""
_CHAIN = 5
_ASIDE = 9
"""So many words may stand between commas in the middle of a count."""
_TOTAL_REACH = 25
_SENTENCE = 4_000
_SINCE_REACH = 4
_DIGIT_SUFFIX = frozenset({"'", "’"})


class TollFinder:
    """Finds the counts of one language; made once a language and shared."""

    def __init__(self, code: str) -> None:
        self._code = code
        table = sections_of("tolls.txt")[code]

        def wordings(key: str) -> list[tuple[str, ...]]:
            listed = " ".join(words for name, words in table if name == key)
            return [tuple(_folded(code, part) for part in wording.split("_")) for wording in listed.split()]

        def words(key: str) -> frozenset[str]:
            return frozenset(wording[0] for wording in wordings(key))

        numbers = {tuple(_cut(code, name)): int(key) for key, listed in table if key.isdecimal() for name in listed.split()}
        self._and = words("and")
        self._cardinals = Cardinals(code, numbers, self._and)
        self._vague = {word: VAGUE[key] for key in VAGUE for word in words(key)}
        self._harms = {harm: wordings(harm.value) for harm in Harm}
        self._bodies, self._people, self._one, self._singular = words("bodies"), words("people"), words("one"), words("singular")
        self._none, self._empty, self._nobody, self._part = words("none"), words("empty"), words("nobody"), words("part")
        self._totals, self._to, self._more = wordings("total"), words("to"), wordings("more")
        self._of_them, self._from_them = wordings("of them"), wordings("from them")
        self._since, self._long = words("since"), words("long")
        self._units = LANGUAGES[code].units if code in LANGUAGES else {}

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Found, bool]]:
        """Each count in `text[start:end]` with its span in the text, and whether it sums up a war or a year."""
        words = _words(self._code, text, start, min(end, start + _SENTENCE))
        harms = self._harm_words(words)
        if not harms and (self._nobody | self._empty | self._bodies).isdisjoint(word.word for word in words):
            return
        cumulative = self._spans_long(words)
        for found in self._counts(text, words, harms):
            yield words[found.first].start, words[found.end - 1].end, found, cumulative and (found.low > 1 or found.total)

    def _counts(self, text: str, words: Sequence[Word], harms: dict[int, Harm]) -> Iterator[Found]:
        told: set[Harm] = set()
        total = self._total(text, words, harms)
        if total is not None:
            told.add(Harm.KILLED)
            yield total
        nobody = self._nobody_harmed(words, harms)
        numbers = self._numbers(text, words, harms)
        if total is not None:
            numbers = [number for number in numbers if not total.first <= number.first < total.end]
        nobody_at = {place for one in nobody for place in range(one.first, one.end)}
        assigned = self._assigned(words, numbers, {at: harm for at, harm in harms.items() if at not in nobody_at})
        for number, at in zip(numbers, assigned, strict=True):
            if at is not None and not (total is not None and harms[at] is Harm.KILLED):
                told.add(harms[at])
                yield Found(harms[at], number.low, number.high, min(number.first, at), max(number.end, at + 1))
        bodies = next((number for number in numbers if number.end < len(words) and words[number.end].word in self._bodies), None)
        if bodies is not None and Harm.KILLED not in told:
            told.add(Harm.KILLED)
            yield Found(Harm.KILLED, bodies.low, bodies.high, bodies.first, bodies.end + 1)
        for one in nobody:
            if one.harm not in told:
                told.add(one.harm)
                yield one
        for at, harm in harms.items():
            if harm not in told and (person := self._somebody(words, at, harms)) is not None:
                told.add(harm)
                yield Found(harm, 1, 1, min(at, person), max(at, person) + 1)

    def _harm_words(self, words: Sequence[Word]) -> dict[int, Harm]:
        found: dict[int, Harm] = {}
        for at, one in enumerate(words):
            harm = self._harm(words, at, one.word)
            if harm is None and self._code == "ar":
                harm = next((said for lead in "وفبل" if one.word.startswith(lead) and (said := self._harm(words, at, one.word[1:]))), None)
            if harm is not None:
                found[at] = harm
        return found

    def _harm(self, words: Sequence[Word], at: int, word: str) -> Harm | None:
        for harm, wordings in self._harms.items():
            for wording in wordings:
                if _is(word, wording[0]) and all(
                    at + step < len(words) and _is(words[at + step].word, part) for step, part in enumerate(wording[1:], 1)
                ):
                    return harm
        return None

    def _numbers(self, text: str, words: Sequence[Word], harms: dict[int, Harm]) -> list[Found]:
        """The numbers that may count people; `harm` means nothing in them yet."""
        found: list[Found] = []
        at, part_until = 0, -1
        while at < len(words):
            word = words[at].word
            if word in self._part and not (word == "entre" and self._code in ("es", "pt") and not _ahead(words, at, self._part)):
                part_until = next((place for place in range(at, len(words)) if words[place].word in _COMMAS | _BREAKS), len(words))
                if self._code == "tr":
                    part_until = min(part_until, at + 4)
            vague = self._vague.get(word)
            bare = word[1:] if self._code == "ar" and word[:1] in ("و", "ف", "ب") else word
            number = self._cardinals.read(text, words, at)
            if number is None and bare != word:
                cut = [*words[:at], Word(bare, words[at].start, words[at].end), *words[at + 1 :]]
                number, vague = self._cardinals.read(text, cut, at), vague or self._vague.get(bare)
            if number is None and vague is None:
                at += 1
                continue
            low, high, end = (*vague, at + 1) if vague is not None else (number[0], number[0], number[1]) if number else (0, 0, at + 1)
            if end < len(words) and words[end].word in self._vague and vague is not None:
                low, high, end = low * 100, high * 100, end + 1
            if _spells_any(words, end, self._of_them) or _spells_any(words, at - 2, self._from_them):
                # "trece agentes, ocho de ellos de la Policía y cinco de la Fiscalía"
                part_until = next((place for place in range(end, len(words)) if words[place].word in _BREAKS), len(words))
            if at >= part_until and self._counts_people(words, at, end, low, harms):
                if low == high and any(_spells(words, at - len(more), more) for more in self._more):
                    high += 1
                found.append(Found(Harm.KILLED, low, high, at, end))
            at = end
        return found

    def _counts_people(self, words: Sequence[Word], at: int, end: int, value: int, harms: dict[int, Harm]) -> bool:
        following = words[end].word if end < len(words) else ""
        if words[at].word.isdecimal() and 1900 <= value <= 2099 and len(words[at].word) == 4:
            return False
        behind = end + 1 if following in ("-", "‑") or following in _DIGIT_SUFFIX else end
        noun = words[behind].word if behind < len(words) else ""
        if following in _DIGIT_SUFFIX and self._code == "tr":
            # "3'ü çocuk 8 kişi": a part of those counted behind.
            return False
        if _NOT_COUNTED.match(noun) or noun in self._units or self._is_thing(following) or self._is_date(words, at, end):
            return False
        if value == 0:
            return False
        if value == 1:
            return end in harms or any(following.startswith(person) for person in self._people)
        return True

    def _is_date(self, words: Sequence[Word], at: int, end: int) -> bool:
        language = LANGUAGES.get(self._code)
        if language is None or end >= len(words):
            return False
        following = {_plain(word.word) for word in words[end : end + (2 if words[end].word in ("de", ".") else 1)]}
        return words[at].word.isdecimal() and not following.isdisjoint(language.months)

    def _is_thing(self, word: str) -> bool:
        meaning = glossary(self._code).meaning(word)
        return bool(meaning) and (meaning[0] in _THINGS or meaning[-1] in _THINGS)

    def _assigned(self, words: Sequence[Word], numbers: Sequence[Found], harms: dict[int, Harm]) -> list[int | None]:
        assigned = [self._nearest(words, number, harms) for number in numbers]
        for step in (1, -1):
            order = range(len(numbers)) if step < 0 else range(len(numbers) - 1, -1, -1)
            for index in order:
                other = index + step
                if assigned[index] is not None or not 0 <= other < len(numbers) or assigned[other] is None:
                    continue
                first, second = (numbers[index], numbers[other]) if step > 0 else (numbers[other], numbers[index])
                between = [word.word for word in words[first.end : second.first]]
                listed = len(between) <= _CHAIN and any(word in _COMMAS or word in self._and or word == "و" for word in between)
                at = assigned[other]
                side = at is not None and (at >= second.end if step > 0 else at < first.first)
                if listed and side and _BREAKS.isdisjoint(between) and not any(first.end <= place < second.first for place in harms):
                    assigned[index] = at
        return assigned

    def _nearest(self, words: Sequence[Word], number: Found, harms: dict[int, Harm]) -> int | None:
        """The word of harm in the number's clause that costs least to reach; Turkish says it behind, other numbers stop the way."""
        best: tuple[float, int] | None = None
        for step in (1,) if self._code == "tr" else (-1, 1):
            cost, place = 0.0, (number.end if step > 0 else number.first - 1)
            walked = 0
            while 0 <= place < len(words) and walked <= _REACH:
                word = words[place].word
                if word in _COMMAS and step > 0 and (skipped := self._past_aside(words, place)):
                    place = skipped
                    continue
                if word in _BREAKS or word in _COMMAS:
                    break
                if place in harms:
                    lead = _ACROSS_AND if self._code == "ar" and word.startswith("و") and step > 0 else 0
                    if best is None or cost + lead < best[0]:
                        best = (cost + lead, place)
                    break
                if self._cardinal_at(words, place):
                    break
                joins = word in self._and or word == "و" or (self._code == "ar" and step < 0 and words[place + 1].word.startswith("و"))
                cost += _ACROSS_AND if joins else 1.0
                place += step
                walked += 1
            if step < 0 and self._code == "ar" and best is not None and words[number.first].word.startswith("و"):
                best = (best[0] + 2.0, best[1])
        return best[1] if best is not None else None

    def _cardinal_at(self, words: Sequence[Word], at: int) -> bool:
        return words[at].word.isdecimal() or (self._cardinals.read("", [words[at]], 0) or (1, 0))[0] > 1

    def _past_aside(self, words: Sequence[Word], at: int) -> int | None:
        """Behind the second comma of "once personas, entre ellas un menor, fueron asesinadas"."""
        return next((place + 1 for place in range(at + 1, min(at + _ASIDE, len(words))) if words[place].word in _COMMAS), None)

    def _total(self, text: str, words: Sequence[Word], harms: dict[int, Harm]) -> Found | None:
        """A whole toll: the first number behind "the number of dead", that behind "to" before others."""
        for at in range(len(words)):
            phrase = next((one for one in self._totals if _spells(words, at, one)), None)
            if phrase is None:
                continue
            first: Found | None = None
            for place in range(at + len(phrase), min(at + _TOTAL_REACH, len(words))):
                number = self._cardinals.read(text, words, place)
                if number is None or not self._counts_people(words, place, number[1], max(number[0], 2), harms):
                    continue
                if any(harms.get(number[1] + step) is Harm.WOUNDED for step in (0, 1)):
                    continue
                found = Found(Harm.KILLED, number[0], number[0], at, number[1], total=True)
                if words[place - 1].word in self._to or self._code == "tr":
                    return found
                first = first or found
            if first is not None:
                return first
        return None

    def _nobody_harmed(self, words: Sequence[Word], harms: dict[int, Harm]) -> list[Found]:
        found: list[Found] = []
        for at, one in enumerate(words):
            bare = one.word[1:] if self._code == "ar" and one.word[:1] in ("و", "ف", "ب") else one.word
            if bare in self._empty and self._beside_none(words, at):
                found += [Found(Harm.KILLED, 0, 0, at, at + 1), Found(Harm.WOUNDED, 0, 0, at, at + 1)]
            elif one.word in self._nobody:
                for place in range(at + 1, min(at + 6, len(words))):
                    if place in harms:
                        found += [Found(harm, 0, 0, at, place + 1) for harm in Harm if harm is harms[place] or harm is Harm.KILLED]
                        break
        return found

    def _beside_none(self, words: Sequence[Word], at: int) -> bool:
        for step in (-1, 1):
            place = at + step
            while 0 <= place < len(words) and abs(place - at) <= 5:
                word = words[place].word
                if word in _BREAKS or word in _COMMAS or word.isdecimal():
                    break
                if word in self._none:
                    return True
                place += step
        return False

    def _somebody(self, words: Sequence[Word], at: int, harms: dict[int, Harm]) -> int | None:
        """One person beside a word of harm: "погибла женщина", "un hombre murió"; or a verb that only one person takes."""
        for place in (at + 1, at - 1, at - 2, at + 2, at - 3, at + 3, at + 4, at - 4, at + 5, at + 6):
            if not 0 <= place < len(words):
                continue
            low, high = sorted((at, place))
            if any(one.word in _BREAKS | _COMMAS for one in words[low:high]):
                continue
            word = words[place].word
            bare = word[1:] if self._code == "ar" and word[:1] in ("و", "ل", "ب") else word
            if bare in self._people and (abs(place - at) == 1 or (place and words[place - 1].word in self._one)):
                return place
            if self._code == "ar" and place == at + 1 and word.endswith("ي") and len(word) > 4 and words[at].word.endswith("مقتل"):
                # "مقتل إسرائيلي": one man, named by his nation.
                return place
            if word in self._one and place + 1 < len(words) and place not in harms and abs(place - at) <= 2:
                return place
        if words[at].word in self._singular and not self._beside_none(words, at):
            return at
        return None

    def _spans_long(self, words: Sequence[Word]) -> bool:
        """Whether the sentence counts over a war or a year: "depuis 2015", "منذ بداية الحرب"."""
        for at, one in enumerate(words):
            if one.word not in self._since:
                continue
            for other in words[at + 1 : at + 1 + _SINCE_REACH]:
                year = other.word.isdecimal() and len(other.word) == 4 and other.word[:2] in ("19", "20")
                if year or other.word in self._long:
                    return True
        return False


def _folded(code: str, part: str) -> str:
    return f"{fold(code, part[:-1])}-" if part.endswith("-") and len(part) > 1 else fold(code, part)


def _cut(code: str, name: str) -> list[str]:
    return [fold(code, piece) for piece in Tokens(name.replace("_", " ")).text_of_each()]


def _words(code: str, text: str, start: int, end: int) -> list[Word]:
    tokens = Tokens(text[start:end])
    return [
        Word(fold(code, written), first + start, last + start)
        for written, first, last in zip(tokens.text_of_each(), tokens.starts, tokens.ends, strict=True)
    ]


def _plain(word: str) -> str:
    return Tokens(word).at(0)


def _is(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("-") and len(part) > 1 else word == part


def _spells(words: Sequence[Word], at: int, wording: Sequence[str]) -> bool:
    return at >= 0 and at + len(wording) <= len(words) and all(_is(words[at + step].word, part) for step, part in enumerate(wording))


def _spells_any(words: Sequence[Word], at: int, wordings: Sequence[Sequence[str]]) -> bool:
    return any(_spells(words, at, wording) for wording in wordings)


def _ahead(words: Sequence[Word], at: int, listed: frozenset[str]) -> bool:
    return at + 1 < len(words) and words[at + 1].word in listed


@cache
def toll_finder(code: str) -> TollFinder:
    """The finder of a language, made at its first use."""
    return TollFinder(code)

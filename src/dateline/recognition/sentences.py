"""Text to sentences: where each begins and ends, and in which paragraph it stands. Linear in the length of the text."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from dateline.recognition.abbreviations import BEFORE_NAME, BEFORE_NUMBER, INNER
from dateline.recognition.words import words


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text[start:end]`, in code points, end exclusive, without white space around it."""

    start: int
    end: int
    paragraph: int
    """Counted from 0 over the paragraphs that hold any sentence."""


@lru_cache(maxsize=2)
def split(text: str) -> tuple[Sentence, ...]:
    r"""The sentences of a text in its order; they never overlap and together hold every character that is not white space.

    >>> [(s.start, s.end, s.paragraph) for s in split("Maj. Gen. Ali spoke. It rained.\n\nLater")]
    [(0, 20, 0), (21, 31, 0), (33, 38, 1)]
    >>> split("  ")
    ()
    """
    sentences: list[Sentence] = []
    paragraph = -1
    for start, end in _blocks(text):
        paragraph += 1
        for first, last in _in_block(text, start, end):
            sentences.append(Sentence(first, last, paragraph))
    return tuple(sentences)


def sentence_at(sentences: tuple[Sentence, ...], position: int) -> int:
    """The index of the sentence that holds the position or, between two, of the one before; 0 before the first."""
    return max(0, bisect_right(sentences, position, key=lambda sentence: sentence.start) - 1)


_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_TERMINATED = re.compile(r"[.!?…؟۔。！？:][\"'”’»)\]]*\Z")
_WRAP_MIN, _WRAP_MAX = 45, 110
"""Line lengths, in characters, that mail programs and wire services wrap at."""


def _blocks(text: str) -> list[tuple[int, int]]:
    """The paragraphs, as runs of lines. A single line break ends one unless the text is wrapped at a fixed width."""
    lines: list[tuple[int, int, bool]] = []
    previous_end = None
    for match in _LINE.finditer(text):
        if not match.group().strip():
            continue
        gap = text[previous_end : match.start()] if previous_end is not None else ""
        blank = previous_end is None or gap.count("\n") > 1 or (gap.count("\r") > 1 and "\n" not in gap) or not gap.strip("\u2029\x0c")
        lines.append((match.start(), match.end(), blank))
        previous_end = match.end()
    followed = [i for i in range(len(lines) - 1) if not lines[i + 1][2]]
    broken = [i for i in followed if _WRAP_MIN <= lines[i][1] - lines[i][0] <= _WRAP_MAX and not _ends(text, *lines[i][:2])]
    # Where a width breaks sentences, many lines begin in the middle of one; those of a list all begin anew.
    resumed = sum(1 for i in broken if not _begins(text, lines[i + 1][0]))
    wrapped = len(followed) >= 2 and len(broken) * 2 > len(followed) and resumed * 4 > len(broken)
    blocks: list[tuple[int, int]] = []
    for index, (start, end, blank) in enumerate(lines):
        joined = False
        if wrapped and index and not blank:
            above_start, above_end, _ = lines[index - 1]
            joined = above_end - above_start >= _WRAP_MIN or text[start].islower()
        if joined:
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return blocks


def _begins(text: str, start: int) -> bool:
    """Whether a line looks like the beginning of something: a capital letter, a number or a mark."""
    head = text[start : start + 8].lstrip()[:1]
    return head.isupper() or not head.isalpha()


def _ends(text: str, start: int, end: int) -> bool:
    return _TERMINATED.search(text[max(start, end - 8) : end].rstrip()) is not None


# A stop, what closes behind it, and the white space that follows; the classes do not overlap, so that a match is linear.
_STOP = re.compile(r"(?P<stop>[.!?…؟۔。！？]+)(?P<close>[\"'”’»)\]]*)(?P<space>\s*)")
_WORD_BEFORE = re.compile(r"[\w.&'’-]*\Z")
_OPENING = "\"'“‘«([¿¡–—-*•"
_LOOK_BACK = 24


def _in_block(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.end() >= end:
            break
        if match.start() > begin - 1 and _is_boundary(text, begin, match, end):
            cut = match.end("close")
            spans.append((begin, cut))
            begin = cut
    spans.append((begin, end))
    return [trimmed for span in spans if (trimmed := _trim(text, *span)) is not None]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if right > left else None


def _is_boundary(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    stop, close, space = match.group("stop"), match.group("close"), match.group("space")
    after = match.end()
    following = text[after]
    if stop[-1] in "؟۔。！？":
        return True
    if not space:
        # "one.As": a space was lost; but not "U.S.A", "3.5", "example.Com", nor a quotation's "Stop!" she said.
        return (
            stop == "."
            and following.isupper()
            and after + 1 < end
            and text[after + 1].islower()
            and match.start() - begin >= 2
            and text[match.start() - 2 : match.start()].islower()
            and not _in_address(text, match.start(), begin)
        )
    opener = following in _OPENING
    head = following
    if opener:
        rest = text[after : after + 4].lstrip(_OPENING + " ")
        head = rest[:1]
    if head.islower():
        return False
    if stop != ".":
        # "Stop!" He ... and "Why? ..." end; an ellipsis before a capital letter ends too.
        return True
    word = _word_before(text, begin, match.start())
    lowered = word.lower()
    if lowered in BEFORE_NAME:
        return False
    if lowered in BEFORE_NUMBER and head.isdigit():
        return False
    if len(word) == 1 and word.isalpha() and word.isupper() and not close:
        # An initial ("John F. Kennedy"); "Vitamin C. It" is rarer than initials.
        return False
    if "." in word and word.replace(".", "").isalpha() and all(len(part) <= 2 for part in word.split(".")):
        # "U.S. forces" goes on in lower case and was refused above; "U.S. President" goes on, "the U.S. The" ends.
        return _starts_sentence(text, after, end)
    if lowered in INNER:
        return _starts_sentence(text, after, end)
    return not (word.isdigit() and len(word) <= 3 and not text[begin : match.start() - len(word)].strip())


def _word_before(text: str, begin: int, stop: int) -> str:
    found = _WORD_BEFORE.search(text[max(begin, stop - _LOOK_BACK) : stop])
    return found.group().lstrip("'’-.") if found else ""


def _in_address(text: str, stop: int, begin: int) -> bool:
    """Whether the full stop stands inside a web or mail address."""
    word = text[max(begin, stop - 60) : stop].rsplit(None, 1)[-1:]
    return bool(word) and ("://" in word[0] or "@" in word[0] or "www." in word[0].lower())


_STARTERS = words(
    """the a an this that these those it its he she his her they their we our you i in on at by for from with after before during since
    while when as if but and or so yet however meanwhile there here what who why how no not one two three some many most all both each
    according"""
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def _starts_sentence(text: str, after: int, end: int) -> bool:
    """Whether the words after an abbreviation look like the head of a new sentence rather than a name that goes on."""
    found = _FIRST_WORD.search(text, after, min(end, after + 24))
    return found is not None and found.group().lower() in _STARTERS

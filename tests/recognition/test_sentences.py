from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.recognition.sentences import sentence_at, split


def told(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maj. Gen. Ali Haddad spoke. It rained.", ["Maj. Gen. Ali Haddad spoke.", "It rained."]),
        ("U.S. forces left. The U.S. The rest stayed.", ["U.S. forces left.", "The U.S.", "The rest stayed."]),
        ("Checkpoint No. 4 fell on Nov. 4. Nobody died.", ["Checkpoint No. 4 fell on Nov. 4.", "Nobody died."]),
        ("In St. Albans, J. F. Stone wept. He left.", ["In St. Albans, J. F. Stone wept.", "He left."]),
        ("It flew 3.5 km. Then it fell.", ["It flew 3.5 km.", "Then it fell."]),
        ("He shot down one.As they ran, it fell.", ["He shot down one.", "As they ran, it fell."]),
        ('"Stop!" she said. “No.” He left.', ['"Stop!" she said.', "“No.”", "He left."]),
        ("قال ذلك؟ نعم۔ ثم ذهب. عاد", ["قال ذلك؟", "نعم۔", "ثم ذهب.", "عاد"]),
        ("Он жил в г. Краматорске. Его убили.", ["Он жил в г. Краматорске.", "Его убили."]),
        ("See www.example.Com today. Bye.", ["See www.example.Com today.", "Bye."]),
        ("He came at 5 p.m. The car left at 6 p.m. on Friday.", ["He came at 5 p.m.", "The car left at 6 p.m. on Friday."]),
    ],
)
def test_a_stop_ends_a_sentence_only_where_it_does(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_headline_is_a_paragraph_but_a_wrapped_line_is_not() -> None:
    wrapped = (
        "An air strike hit the market in the northern town on Monday and\n"
        "Kilis hospital took in the wounded, a doctor who works there\nsaid. More\nfollowed."
    )
    assert [s.paragraph for s in split("Market hit\nAn air strike hit it.\n\nTen died.")] == [0, 1, 2]
    assert len({s.paragraph for s in split(wrapped)}) == 1


@given(st.text(alphabet=st.sampled_from(list("aAبЖ1 .!?…\"”'\n\r\t۔-")), max_size=200))
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    sentences = split(text)
    assert "".join("".join(text[s.start : s.end].split()) for s in sentences) == "".join(text.split())
    assert all(a.end <= b.start and a.paragraph <= b.paragraph for a, b in pairwise(sentences))
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in sentences)
    assert all(sentence_at(sentences, position) == i for i, s in enumerate(sentences) for position in range(s.start, s.end))

"""Copies of an agency's text count once; daily reports after one template are no copies."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.merging.copies import Sketch, are_copies, groups_of_copies, sketch_of
from dateline.merging.deriving import derive
from dateline.merging.telling import Telling
from tests.builders import an_account

BODY = [
    "MIRNA (Wire) – At least nine people were killed on Thursday when shells hit a crowded market in Mirna, the mayor said.",
    "Residents told the agency that the first shell fell shortly after dawn while traders were setting up their stalls in the square.",
    "The army denied that its guns had fired, and blamed rebels who hold the hills between Mirna and Tolka for what it called provocation.",
    "Hospital staff in Daro said that 23 wounded had been brought in by noon and that they were running out of blood and bandages.",
    "It was the deadliest day in the district since the truce of May collapsed amid mutual accusations over the fate of prisoners.",
]
WIRE = "\n".join(["Shells kill nine at Mirna market", "By A. Writer", *BODY, "(Reporting by A. Writer; editing by B. Reader)"])
COPIES = {
    "another headline": "\n".join(["Carnage at a market", *BODY]),
    "no headline": "\n".join(BODY),
    "another agency's name": WIRE.replace("(Wire)", "(Daily/Wire)"),
    "last paragraph cut": "\n".join(["Shells hit market", *BODY[:-1]]),
    "small edits": WIRE.replace("crowded market", "busy market")
    .replace("shortly after dawn", "soon after dawn")
    .replace("running out", "short"),
    "spacing and case of the headline": "SHELLS KILL NINE\n\n" + "\n\n".join(BODY),
}
OTHERS = {
    "another day": WIRE.replace("Thursday", "Friday"),
    "another number": WIRE.replace("23", "24"),
    "another number in words": WIRE.replace("least nine", "least eight"),
    "another place": WIRE.replace("Tolka", "Selm"),
    "another month": WIRE.replace("May", "June"),
    "one more sentence in the middle": "\n".join([*BODY[:2], "Two more shells fell on Selm.", *BODY[2:]]),
    "another number in brackets": WIRE.replace("mayor said", "mayor said (two of them children)"),
    "a beginning only": "\n".join(BODY[:1]),
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_copies(text):
    assert are_copies(sketch_of(WIRE), sketch_of(text))
    assert are_copies(sketch_of(text), sketch_of(WIRE))


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_other_reports(text):
    assert not are_copies(sketch_of(WIRE), sketch_of(text))


_TOWNS = st.frozensets(st.sampled_from(["Mirna", "Tolka", "Selm", "Daro", "Brod"]), min_size=1)
_DAILY = (
    "Daily report of {day} May\nIn the past day the enemy shelled {towns} and other settlements along the line of contact with mortars. "
    "Air defense units shot down {drones} drones over the region, according to the command. "
    "The situation along the rest of the front remained tense but under control, and there were no losses among the defenders. "
    "Residents of settlements near the line of contact were asked to stay in shelters and to follow the orders of the authorities. "
)


@given(
    st.lists(
        st.tuples(st.integers(1, 31), _TOWNS, st.integers(0, 40)),
        unique=True,
    )
)
def test_daily_reports_after_one_template_are_never_copies(days):
    sketches = [sketch_of(_DAILY.format(day=day, towns=", ".join(sorted(towns)), drones=drones)) for day, towns, drones in days]
    assert not any(are_copies(a, b) for a, b in combinations(sketches, 2))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("قصفت المدفعية بلدة سراقب يوم الخميس وقتل خمسة مدنيين. ", ("خمسة", "ستة")),
        ("Обстрел города в четверг унёс жизни пяти человек. ", ("пяти", "семи")),
    ],
)
def test_in_other_languages_every_word_counts(text, other):
    told = "".join(text.replace(".", f" {number}.") for number in "абвгдежзик")
    assert are_copies(sketch_of(told), sketch_of(f"Заголовок\n{told}"))
    assert not are_copies(sketch_of(told), sketch_of(told.replace(*other)))


@given(st.text(max_size=300))
def test_any_text_has_a_sketch_that_comes_back_from_its_line(text):
    sketch = sketch_of(text)
    assert Sketch.read(sketch.written()) == sketch
    assert max(len(sketch.least), len(sketch.facts)) <= 129


@given(st.permutations(["wire", *COPIES, "another day"]))
def test_groups_do_not_depend_on_the_order(keys):
    texts = {"wire": WIRE, **COPIES, "another day": OTHERS["another day"]}
    groups = groups_of_copies((key, sketch_of(texts[key])) for key in keys)
    assert {groups[key] for key in ("wire", *COPIES)} == {min("wire", *COPIES)}
    assert groups["another day"] == "another day"


def test_near_copies_are_one_report_of_an_incident():
    tellings = [
        replace(Telling.of(account), sketch=sketch_of(account.report.text))
        for account in (an_account(text, source=name) for name, text in {"wire": WIRE, **COPIES, "own words": "Shells hit Mirna."}.items())
    ]
    incident = derive(tellings)
    assert (incident.report_count, len(incident.sources)) == (2, len(tellings))
    assert incident.confidence < derive([replace(telling, sketch=None) for telling in tellings]).confidence

from collections import Counter

import pytest

from dateline.evaluation.headlines import Agreement, compare, names_place
from dateline.pipeline import Pipeline
from dateline.reading.event_tables import coded_rows

HEADER = (
    "id,type_of_violence,date_start,date_end,latitude,longitude,where_prec,best,where_coordinates,country,source_headline,source_date\n"
)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    rows = [
        ("10", "14", "Shelling hits Elmwick, killing three", "Elmwick town"),
        ("10", "11", "Shelling hits Elmwick, killing three", "Elmwick town"),
        ("10", "14", "Elmwick holds its flower show", "Elmwick town"),
        ("10", "14", "Shelling hits Sundby, killing three", "Elmwick town"),
        ("10", "14", "", "Elmwick town"),
    ]
    file = tmp_path_factory.mktemp("ged") / "ged.csv"
    told = '{},1,2023-05-11,2023-05-11,{},{},1,3,{},Borland,"{}",2023-05-12'
    lines = [told.format(number, lat, lon, place, words) for number, (lat, lon, words, place) in enumerate(rows)]
    file.write_text(HEADER + "\n".join(lines) + "\n")
    return file


def test_headlines_that_name_the_coded_place_are_told_apart_by_what_came_of_them(table, gazetteer):
    counts = Counter()
    found = [one.agreement for one in compare(Pipeline(gazetteer), coded_rows(table), counts)]
    assert found == [Agreement.PLACED, Agreement.FOUND_ELSEWHERE, Agreement.NO_INCIDENT]
    assert counts == {"rows": 5, "headlines": 4}


@pytest.mark.parametrize(
    ("words", "place", "expected"),
    [
        ("Air strikes on Saraqib and Idlib", "Saraqib town", True),
        ("Air strikes on saraqib's market", "Saraqib", True),
        ("Air strikes on Saraqibiya", "Saraqib", False),
        ("A town was hit", "town", False),
    ],
)
def test_a_headline_names_a_place_by_its_whole_name(words, place, expected):
    assert names_place(words, place) is expected

"""What is read in a report does not depend on what was read before it."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.pipeline import Pipeline
from dateline.reading.report import Report

TEXTS = (
    "Shelling hit Qalmar on Friday, killing two people.",
    "Clashes in Borstad and Elmwick. Residents of Sundby fled to Nordhaven.",
    "Tripol was quiet; a convoy from Deir Zahran reached Tell Sawwan.",
    "Grenz, Borland: police arrested three men near Kestrel Point.",
    "The army of Aqqaristan left Al Noor for Marsa Qadim.",
)
REPORTS = [Report.of(text, published=date(2023, 5, 12), source="Courier") for text in TEXTS]


@given(st.permutations(REPORTS))
@settings(max_examples=10, deadline=None)
def test_the_order_of_reports_does_not_matter(gazetteer, reports):
    pipeline, other = Pipeline(gazetteer), Pipeline(gazetteer)
    before = {report.id: pipeline.geoparse(report) for report in REPORTS}
    assert {report.id: other.geoparse(report) for report in reports} == before
    assert any(resolutions for resolutions in before.values())

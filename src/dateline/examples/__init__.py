"""Example reports: short accounts, in our own words, of incidents that are publicly documented. Their sources are invented."""

from pathlib import Path

from dateline.errors import UnreadableReport
from dateline.reading.read import read_sources
from dateline.reading.report import Report

REPORTS = Path(__file__).with_name("reports.jsonl")


def load() -> tuple[Report, ...]:
    """All example reports, by day of publication."""
    return tuple(_readable(answer) for answer in read_sources([REPORTS]))


def _readable(answer: Report | UnreadableReport) -> Report:
    if isinstance(answer, UnreadableReport):
        raise answer
    return answer

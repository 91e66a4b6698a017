"""Days in reports: the words that tell them, and the days they mean."""

from dateline.extraction.dates.finder import find_dates
from dateline.extraction.dates.mention import DateMention, Relation

__all__ = ["DateMention", "Relation", "find_dates"]

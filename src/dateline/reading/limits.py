"""How much is read, and what is taken for granted where a source does not say."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class ReadDefaults:
    """What holds for every report that does not say it itself."""

    published: date | None = None
    source: str | None = None
    language: str | None = None
    """ISO 639-1 code."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may take."""

    seconds: float = 20.0
    """For the whole fetch: every redirect, the connection and the body."""
    bytes: int = 10_000_000
    """Of the body, unpacked."""
    redirects: int = 5
    ratio: int = 100
    """How many times larger the body may get by unpacking."""
    allow_private: bool = False
    """Whether private, loopback and link-local addresses may be fetched."""


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How large one report may be, and what a fetch may take."""

    report_bytes: int = 2_000_000
    fetch: FetchLimits = field(default_factory=FetchLimits)

    def too_large(self, found: str) -> str:
        """The cause to give for a report of more than `report_bytes`; `found` is its size or where the limit was met."""
        return f"is larger than one report may be ({found}; the limit is {self.report_bytes:,} bytes, set by DATELINE_MAX_REPORT_BYTES)"

"""The errors Dateline raises on purpose; each is also the built-in error a caller would expect.

DatelineError
├── BadInput (ValueError)             what was given cannot be used, and why
│   ├── BadCoordinate                 a longitude or latitude out of range
│   ├── BadParameter                  a named parameter of a command or a request
│   └── UnreadableReport              one report, row or file that cannot be read
│       └── NotAnswered               a server answered with an error
├── NotFound (LookupError)            no such incident, report or place
├── GazetteerMissing (RuntimeError)   the index has not been compiled, or by another version
├── FetchRefused (PermissionError)    an address that must not be fetched
├── DownloadFailed (ConnectionError)  a file of a source cannot be fetched now
│   └── NotThere                      the server has no such file
├── Conflict (RuntimeError)           an incident was changed by somebody else meanwhile
└── StoreError (RuntimeError)         the store cannot be opened or is of another version
"""


class DatelineError(Exception):
    """Any error that Dateline raises on purpose."""


class BadInput(DatelineError, ValueError):
    """What was given cannot be used; the message says why and what would do."""


class BadCoordinate(BadInput):
    """A longitude outside -180…180 or a latitude outside -90…90."""


class BadParameter(BadInput):
    """A named parameter of a command or a request has a value that cannot be used."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"{parameter}: {message}")
        self.parameter = parameter
        self.message = message


class UnreadableReport(BadInput):
    """One report, row or file that cannot be read; the rest of its batch goes on.

    `origin` says where it stood (a path, an address, a row); `cause` says what is wrong with it.
    """

    def __init__(self, origin: str, cause: str) -> None:
        super().__init__(f"{origin}: {cause}")
        self.origin = origin
        self.cause = cause


class NotAnswered(UnreadableReport):
    """A server answered with another status than success; `retry_after_s`, if told, is how long it asks to be left alone."""

    def __init__(self, origin: str, status: int, retry_after_s: float | None = None) -> None:
        super().__init__(origin, f"answered with status {status}")
        self.status = status
        self.retry_after_s = retry_after_s


class NotFound(DatelineError, LookupError):
    """No incident, event, report or place has this id."""


class GazetteerMissing(DatelineError, RuntimeError):
    """The compiled gazetteer is absent or was compiled by another version."""


class FetchRefused(DatelineError, PermissionError):
    """An address that must not be fetched: not http(s), or private, loopback or link-local."""


class Conflict(DatelineError, RuntimeError):
    """An incident has another revision than the one that was to be changed."""

    def __init__(self, incident_id: str, revision: int) -> None:
        super().__init__(f"incident {incident_id} was changed meanwhile: it has revision {revision} now")
        self.incident_id = incident_id
        self.revision = revision


class DownloadFailed(DatelineError, ConnectionError):
    """A file of a source cannot be fetched; what has come of it is kept, and the next attempt goes on from there."""


class NotThere(DownloadFailed):
    """The server has no such file."""


class StoreError(DatelineError, RuntimeError):
    """The store cannot be opened, or its schema is newer than this Dateline knows."""

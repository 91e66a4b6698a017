"""All incidents that match by column, as the map reads them."""

from collections.abc import AsyncIterator, Iterator
from http import HTTPStatus

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from dateline.errors import BadInput
from dateline.publishing.columnar import MEDIA, NAMES, columnar
from dateline.storage.query import Query
from dateline_api.compression import compressed, encoding_of
from dateline_api.context import Context, Here
from dateline_api.freshness import check_fresh
from dateline_api.parameter_values import read_names
from dateline_api.parameters import FILTERS, Parameter, query_of, values
from dateline_api.snapshots import Snapshot

_PIECE = 1 << 18
"""Bytes that are sent at a time."""


def _read_columns(text: str) -> tuple[str, ...]:
    names = read_names(text)
    for name in names:
        if name not in NAMES:
            raise BadInput(f"{name[:60]!r} is none of {', '.join(NAMES)}")
    return names


COLUMNS = Parameter(
    "columns",
    "Only these columns, separated by commas.",
    {"type": "array", "items": {"type": "string", "enum": list(NAMES)}, "minItems": 1},
    _read_columns,
    listed=True,
)
PARAMETERS = (*FILTERS, COLUMNS)

router = APIRouter()


@router.api_route("/incidents.bin", methods=["GET", "HEAD"])
async def incidents_by_column(request: Request, here: Here) -> Response:
    """Every incident that matches, however many, in a compact form for programs that draw them."""
    found = values(request, PARAMETERS)
    query, names = query_of(found), found.get("columns", NAMES)
    # Tagged first: what is written meanwhile may be in the answer already, never missing from it.
    await to_thread.run_sync(check_fresh, request, here)
    if request.method == "HEAD":
        return Response(media_type=MEDIA)
    snapshot = await to_thread.run_sync(here.snapshots.latest, limiter=here.snapshots.limiter)
    encoding = encoding_of(request.headers.get("accept-encoding", ""))
    if encoding is None:
        pieces = await to_thread.run_sync(lambda: _pieces(here, snapshot, query, names), limiter=here.snapshots.limiter)
        return StreamingResponse(pieces, media_type=MEDIA)

    def made() -> bytes:
        return here.snapshots.answer(
            (snapshot.sequence, query, names, encoding), lambda: compressed(list(_pieces(here, snapshot, query, names)), encoding)
        )

    body = await to_thread.run_sync(made, limiter=here.snapshots.limiter)
    headers = {"Content-Encoding": encoding, "Content-Length": str(len(body))}
    return StreamingResponse(_sent(body), HTTPStatus.OK, headers, MEDIA)


async def _sent(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]


def _pieces(here: Context, snapshot: Snapshot, query: Query, names: tuple[str, ...]) -> Iterator[bytes]:
    rows = here.snapshots.picked(snapshot, query)
    columns = snapshot.columns if rows is None else snapshot.columns.at(rows)
    return columnar(columns, sequence=snapshot.sequence, names=names)

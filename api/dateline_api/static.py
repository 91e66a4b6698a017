"""The map page and its files, as Vite built them."""

import re
from http import HTTPStatus
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

from dateline.errors import NotFound
from dateline_api.context import Here
from dateline_api.links import base
from dateline_api.pages import page

router = APIRouter()

_HASHED = re.compile(r"assets/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9]+")
"""Vite names files by their content: such a file never changes."""

_NOT_SERVED = re.compile(r"single\.html$|notebook/")
"""What the command line and notebooks make files of lies beside the page."""


@router.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
def static(request: Request, path: str, here: Here) -> Response:
    """A file of the page; `/` is the page itself."""
    if allowed := request.app.state.methods.at(request.scope["path"]):
        headers = {"Allow": ", ".join([*allowed, "OPTIONS"])}
        raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED, f"takes {', '.join(allowed)} only", headers)
    if path == "api" or path.startswith("api/"):
        raise NotFound(f"there is nothing at /{path[:200]}; /api lists what there is")
    if path == "" and (here.static is None or not (here.static / "index.html").is_file()):
        return page("not_built.html", title="The map is not built", root=base(request), status=HTTPStatus.NOT_FOUND)
    file = file_of(here.static, path or "index.html") if here.static and not _NOT_SERVED.match(path) else None
    if file is None:
        raise NotFound(f"there is nothing at /{path[:200]}")
    if not path and here.basemap:
        headers = {"Cache-Control": "no-cache"}
        return Response(here.basemap.page(file.read_text("utf-8")), media_type="text/html; charset=utf-8", headers=headers)
    stat = file.stat()
    # Weak, because the same file may go out compressed.
    etag = f'W/"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = {"ETag": etag, "Cache-Control": "public, max-age=31536000, immutable" if _HASHED.fullmatch(path) else "no-cache"}
    if etag in (known.strip() for known in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return FileResponse(file, headers=headers)


def file_of(folder: Path, path: str) -> Path | None:
    """The file at a path that came from outside; None when there is none or it is not inside the folder."""
    if any(part in ("", ".", "..") or part.startswith(".") for part in path.split("/")) or not path.isprintable() or "\\" in path:
        return None
    try:
        file = (folder / path).resolve()
        return file if file.is_relative_to(folder.resolve()) and file.is_file() else None
    except (OSError, ValueError):
        return None

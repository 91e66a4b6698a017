"""Pages to read: plain HTML without scripts, every value escaped."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dateline import __version__
from dateline.publishing.encoding import printable
from dateline_api.negotiation import HTML

_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = (_TEMPLATES / "pages.css").read_bytes()

_environment = Environment(
    loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
)

router = APIRouter()


def page(template: str, *, title: str, root: str, status: int = 200, **values: Any) -> Response:
    """A page from a template; `root` is the API's address."""
    html = _environment.get_template(template).render(title=title, root=root, version=__version__, **values)
    return Response(printable(html), status, media_type=f"{HTML}; charset=utf-8")


def _web_address(value: Any) -> bool:
    """Whether it may be a link: report addresses are hostile, and `javascript:` is an address too."""
    try:
        return isinstance(value, str) and urlsplit(value).scheme in ("http", "https")
    except ValueError:
        return False


_environment.tests["web_address"] = _web_address


@router.api_route("/pages.css", methods=["GET", "HEAD"])
def style() -> Response:
    """The style of the pages."""
    return Response(_STYLE, media_type="text/css; charset=utf-8", headers={"Cache-Control": "public, max-age=3600"})

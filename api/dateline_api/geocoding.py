"""What the doors for other geocoders' clients share: forgiving parameters, and the languages that are asked for."""

from collections.abc import Callable, Iterable
from typing import Any

from starlette.requests import Request

from dateline.errors import BadInput, BadParameter
from dateline.geography import LonLat
from dateline.resolution.address import preferred
from dateline_api.parameter_values import MAX_TEXT, read_text
from dateline_api.parameters import Parameter, given


def known_values(request: Request, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """The values of the parameters that were sent, by name.

    Unlike the rest of the API, these doors pass over unknown parameters and take the first of repeated ones, as the services do that
    clients were written for. One that is sent empty counts as not sent. Raises `BadParameter` for a value that cannot be read.
    """
    known = {parameter.name: parameter for parameter in parameters}
    found: dict[str, Any] = {}
    for name, text in given(request):
        if name not in known or name in found or not text.strip():
            continue
        try:
            found[name] = known[name].read(text)
        except BadParameter:
            raise
        except BadInput as error:
            raise BadParameter(name, str(error)) from None
    return found


def point_of(found: dict[str, Any], *, required: bool) -> LonLat | None:
    """The point that `lat` and `lon` tell; raises `BadParameter` for the one that is missing."""
    for name, other in (("lat", "lon"), ("lon", "lat")):
        if name not in found and (required or other in found):
            raise BadParameter(name, "is needed: degrees, WGS 84")
    return LonLat(found["lon"], found["lat"]) if "lat" in found else None


def languages_of(request: Request, told: tuple[str, ...] | None) -> tuple[str, ...]:
    """The languages that a parameter tells, else the Accept-Language header."""
    return told if told is not None else preferred(request.headers.get("accept-language", ""))


def read_number(least: float, most: float) -> Callable[[str], float]:
    """A reader of a number within bounds, both included."""

    def read(text: str) -> float:
        try:
            number = float(text) if len(text) <= 60 else float("nan")
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            raise BadInput(f"{text[:40]!r} is not a number from {least:g} to {most:g}")
        return number

    return read


def read_whole(least: int, most: int, *, clamped: bool = False) -> Callable[[str], int]:
    """A reader of a whole number within bounds; `clamped` takes what lies beyond as the bound."""

    def read(text: str) -> int:
        try:
            number = int(text) if len(text) <= 30 else None
        except ValueError:
            number = None
        if number is None or not (clamped or least <= number <= most):
            raise BadInput(f"{text[:40]!r} is not a whole number from {least} to {most}")
        return min(max(number, least), most)

    return read


def read_switch(text: str) -> bool:
    """Whether something is wanted; 0 says no."""
    return text.strip().lower() not in ("0", "false", "no", "off")


def read_choice(*choices: str) -> Callable[[str], str]:
    """A reader of one of some words."""

    def read(text: str) -> str:
        if text not in choices:
            raise BadInput(f"{text[:40]!r} is none of {', '.join(choices)}")
        return text

    return read


def text_parameter(name: str, meaning: str, example: str | None = None) -> Parameter:
    """A parameter that takes words."""
    schema: dict[str, Any] = {"type": "string", "maxLength": MAX_TEXT}
    return Parameter(name, meaning, schema | ({"example": example} if example else {}), lambda text: read_text(text) or "")


def switch_parameter(name: str, meaning: str) -> Parameter:
    """A parameter that takes 0 or 1."""
    return Parameter(name, meaning, {"type": "integer", "enum": [0, 1], "default": 0}, read_switch)


def degrees_parameter(name: str, most: int, meaning: str, example: float | None = None) -> Parameter:
    """A parameter that takes degrees."""
    schema: dict[str, Any] = {"type": "number", "minimum": -most, "maximum": most}
    return Parameter(name, meaning, schema | ({} if example is None else {"example": example}), read_number(-most, most))

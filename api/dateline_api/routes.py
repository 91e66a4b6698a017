"""Which methods a path takes."""

from collections.abc import Iterable

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import compile_path


class Methods:
    """The methods of every path of some routers, each with the prefix that it is included under."""

    def __init__(self, routers: Iterable[tuple[APIRouter, str]]) -> None:
        self._known = [
            (compile_path(prefix + route.path)[0], (route.methods or set()) - {"OPTIONS"})
            for router, prefix in routers
            for route in router.routes
            if isinstance(route, APIRoute)
        ]

    def at(self, path: str) -> tuple[str, ...]:
        """Those that the path takes beside OPTIONS; none where there is nothing."""
        return tuple(sorted({method for regex, methods in self._known if regex.fullmatch(path) for method in methods}))

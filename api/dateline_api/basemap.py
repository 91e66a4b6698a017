"""Another ground under the map than the one that comes with the page: only where somebody sets it does the page ask other hosts."""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from dateline.errors import BadParameter

KNOWN = {
    "osm": ("https://tile.openstreetmap.org/{z}/{x}/{y}.png", "© OpenStreetMap contributors"),
    "openfreemap": ("https://tiles.openfreemap.org/styles/liberty", "OpenFreeMap © OpenMapTiles, data from OpenStreetMap"),
}
"""Names for grounds that many use; their hosts have terms of use of their own."""
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Basemap:
    """A raster template with `{z}/{x}/{y}`, a `.pmtiles` file or a MapLibre style, and whom it takes data from."""

    address: str
    attribution: str
    origins: tuple[str, ...]
    """What the page's content security policy lets it ask, sorted."""

    @classmethod
    def of(cls, name: str, attribution: str = "", hosts: tuple[str, ...] = ()) -> "Basemap":
        """By an address, or a name of `KNOWN`; `hosts` are further ones that a style names. Raises `BadParameter`."""
        address, told = KNOWN.get(name, (name, ""))
        try:
            split = urlsplit(address)
            host = split.netloc
        except ValueError as error:
            raise BadParameter("basemap", f"{name!r} is no address: {error}") from error
        own = address.startswith("/") and not address.startswith("//")
        if not own and (split.scheme not in ("http", "https") or not _HOST.fullmatch(host)):
            raise BadParameter("basemap", f"{name!r} is neither http(s) nor a path of this server, nor one of {', '.join(KNOWN)}")
        for one in hosts:
            if not _HOST.fullmatch(one):
                raise BadParameter("basemap_hosts", f"{one!r} is no host name")
        origins = {f"https://{one}" for one in hosts} | (set() if own else {f"{split.scheme}://{host}"})
        return cls(address, attribution or told, tuple(sorted(origins)))

    def page(self, html: str) -> str:
        """The page, told of it."""
        told = (
            f'<meta name="dateline-basemap" content="{escape(self.address)}">'
            f'<meta name="dateline-basemap-attribution" content="{escape(self.attribution)}">'
        )
        return html.replace("<head>", f"<head>\n    {told}", 1)

    def policy(self, policy: str) -> str:
        """A content security policy that lets the page ask these hosts for data and pictures, and for nothing else."""
        hosts = " ".join(self.origins)
        if not hosts:
            return policy
        for directive in ("img-src 'self'", "connect-src 'self'"):
            policy = policy.replace(directive, f"{directive} {hosts}", 1)
        return policy

"""Relations of links that several parts of the API have."""

TILESETS = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
SCHEMES = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"

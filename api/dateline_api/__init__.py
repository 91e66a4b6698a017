"""The HTTP API of Dateline: OGC API – Features over the store, and the map page."""

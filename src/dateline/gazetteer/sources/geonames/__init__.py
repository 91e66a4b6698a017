"""The full GeoNames: country dumps, other names, codes of units and kinds, and the daily changes, as download.geonames.org has them."""

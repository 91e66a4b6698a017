"""The collections and their features, as the description of the API tells them."""

from dateline.storage.fields import FIELDS
from dateline_api.collections import COLLECTIONS, SCHEMA
from dateline_api.exports import BY_MEDIA, FORMAT_OR_EXPORT
from dateline_api.negotiation import GEOJSON
from dateline_api.openapi_parts import operation
from dateline_api.parameters import CRS, FORMAT
from dateline_api.schemas import Schema


def paths() -> Schema:
    """The paths and what may be asked of them."""
    paths: Schema = {"/api/collections": {"get": operation("collections", "The collections", "Collections")}}
    for collection in COLLECTIONS.values():
        here = f"/api/collections/{collection.id}"
        name = collection.id.capitalize()
        paths[here] = {"get": operation(f"describe_{collection.id}", f"{collection.title}: the collection", "Collection", absent=True)}
        paths[f"{here}/schema"] = {
            "get": operation(
                f"schema_{collection.id}",
                f"{collection.title}: the schema",
                None,
                parameters=(),
                json_media=SCHEMA,
                html=False,
                absent=True,
            )
        }
        if collection.id in FIELDS:
            paths[f"{here}/queryables"] = {
                "get": operation(
                    f"queryables_{collection.id}",
                    f"{collection.title}: what may be filtered by",
                    None,
                    parameters=(),
                    json_media=SCHEMA,
                    html=False,
                    absent=True,
                )
            }
        paths[f"{here}/items"] = {
            "get": operation(
                f"find_{collection.id}",
                f"{collection.title} that match",
                f"{name}Page",
                parameters=collection.parameters,
                json_media=GEOJSON,
            )
        }
        if FORMAT_OR_EXPORT in collection.parameters:
            content = paths[f"{here}/items"]["get"]["responses"]["200"]["content"]
            content |= {export.media: {"schema": {"type": "string", "format": "binary"}} for export in BY_MEDIA.values()}
        one = operation(
            f"get_{collection.id}",
            f"One of the {collection.id}",
            f"{name}Feature",
            parameters=(FORMAT, CRS),
            json_media=GEOJSON,
            absent=True,
        )
        one["parameters"].insert(0, {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}})
        paths[f"{here}/items/{{id}}"] = {"get": one}
    return paths

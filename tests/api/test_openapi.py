"""The description of the API: valid, complete, and true of the answers."""

import re
from pathlib import Path

import pytest
import schemathesis

from tests.api.schemas import check, json_schema


@pytest.fixture(scope="module")
def described(client):
    return client.json("/api/openapi.json")


def walk(value, path=""):
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walk(inner, f"{path}/{number}")


def test_req_oas30_oas_definition_1(described):
    assert re.fullmatch(r"3\.0\.\d+", described["openapi"])
    assert described["info"]["title"]
    assert described["info"]["version"]
    seen = set()
    for path, methods in described["paths"].items():
        for operation in methods.values():
            assert operation["operationId"] not in seen
            seen.add(operation["operationId"])
            told = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"}
            assert told == set(re.findall(r"{(\w+)}", path))
            assert all(answer["description"] for answer in operation["responses"].values())


def test_req_oas30_oas_definition_2(client):
    """The document that the landing page links to is of the type that it says, and one that others can read too."""
    [link] = [link for link in client.json("/api")["links"] if link["rel"] == "service-desc"]
    answer = client.get(link["href"])
    assert answer.headers["content-type"] == link["type"] == "application/vnd.oai.openapi+json;version=3.0"
    schema = schemathesis.openapi.from_dict(answer.json())
    operations = [operation.ok() for operation in schema.get_all_operations()]
    assert len(operations) == sum(len(methods) for methods in answer.json()["paths"].values())


def test_req_oas30_security(described):
    """Keys and sessions are described, and every operation takes one or, where the server asks for none, none."""
    schemes = described["components"]["securitySchemes"]
    assert {one["type"] for one in schemes.values()} == {"http", "apiKey"}
    assert described["security"] == [{}, *({name: []} for name in schemes)]


def test_every_conformance_class_has_tests_of_its_name(client):
    """A class that is claimed and not tested is a promise that nobody looks after."""
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    for uri in client.json("/api/conformance")["conformsTo"]:
        _, standard, _, _, name = uri.removeprefix("http://www.opengis.net/").split("/")
        tested = name.replace("-", "_")
        if standard == "ogcapi-tiles-1" and name in ("datetime", "mvt", "oas30"):
            tested = f"tiles_{name}"
        assert re.search(rf"def test_req_{tested}(_|\()", tests), uri


def test_it_uses_only_what_openapi_3_0_knows(described):
    for path, value in walk(described):
        if not isinstance(value, dict):
            continue
        if "$ref" in value:
            assert value["$ref"].rsplit("/", 1)[1] in described["components"]["schemas"], path
        if "/properties/" not in path.rsplit("/", 1)[0][-12:] and not path.endswith("/properties"):
            assert not {"const", "prefixItems", "examples", "exclusiveMinimum", "$defs"} & value.keys(), path
            assert not isinstance(value.get("type"), list), path
            assert value.get("type") != "null", path


def test_req_oas30_oas_impl(client, described, app):
    """Every described operation answers, and answers as described."""
    for path, methods in described["paths"].items():
        if "get" not in methods:
            continue
        url = path
        if path.endswith("/stream"):
            continue  # it has no end
        if "{id}" in path:
            listed = path.removesuffix("/{id}") if path.endswith("{id}") else "/api/collections/incidents/items"
            url = path.replace("{id}", client.json(listed)["features"][0]["id"])
        told = {}
        for one in methods["get"]["parameters"]:
            example = one["schema"].get("example", next(iter(one["schema"].get("enum", ())), None))
            if one["in"] == "path" and example is not None:
                url = url.replace(f"{{{one['name']}}}", str(example))
            elif "example" in one["schema"]:
                told[one["name"]] = example
        answer = client.get(url, params=told)
        assert answer.status_code == 200
        content = methods["get"]["responses"]["200"]["content"]
        media = answer.headers["content-type"]
        if content.get(media, {}).get("schema", {}).get("format") == "binary":
            assert answer.content
        elif media in content:
            check(json_schema(described, content[media]["schema"]), answer.json())
        else:
            assert media.split(";")[0] in content


def test_req_oas30_completeness(described):
    """A parameter can be wrong everywhere, and a feature absent wherever one is asked for."""
    for path, methods in described["paths"].items():
        for operation in methods.values():
            assert {"400", "500"} <= operation["responses"].keys()
            assert {"200", "201", "204"} & operation["responses"].keys()
            if "{" in path or (path.startswith("/api/collections/") and not path.endswith("/items")):
                assert "404" in operation["responses"], path


def test_req_oas30_exception_codes(described):
    for path, methods in described["paths"].items():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if status not in ("200", "201", "204", "304"):
                    # The doors for other geocoders' clients tell their errors as those clients know them.
                    media = "application/problem+json" if path.startswith("/api") or status == "500" else "application/json"
                    assert media in answer["content"]


def test_every_property_of_a_feature_is_described(client, described):
    for name in ("Incidents", "Events", "Reports", "Places"):
        told = described["components"]["schemas"][f"{name}Properties"]["properties"]
        feature = client.json(f"/api/collections/{name.lower()}/items")["features"][0]
        assert list(feature["properties"]) == list(told)


def test_geoparse_answers_as_described(client, described):
    operation = described["paths"]["/api/geoparse"]["post"]
    answer = client.request("POST", "/api/geoparse", json={"text": "Shells hit Qalmar on Monday.", "published": "2023-05-12"})
    assert answer.status_code == 200, answer.text
    check(json_schema(described, operation["responses"]["200"]["content"]["application/json"]["schema"]), answer.json())


@pytest.mark.parametrize("name", ["incidents", "events", "reports", "places"])
def test_the_schema_of_a_collection_describes_its_features(client, name):
    [link] = [link for link in client.json(f"/api/collections/{name}")["links"] if link["rel"] == "describedby"]
    answer = client.get(link["href"])
    assert answer.headers["content-type"] == "application/schema+json"
    columns = answer.json()["properties"]["properties"]["properties"]
    for feature in client.json(f"/api/collections/{name}/items")["features"]:
        assert list(feature["properties"]) == list(columns)
        for column, value in feature["properties"].items():
            if value is not None:
                check(columns[column], value)

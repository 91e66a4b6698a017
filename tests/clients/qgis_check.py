"""QGIS reads the API: python -m tests.clients.qgis_check

Starts a server, then asks it with the system's PyQGIS, without a screen: all incidents as a layer of OGC API – Features, those in a box and
those of some days, one by its properties, and a vector tile. Ends with status 77 where there is no PyQGIS. (QGIS brings a Python of its
own, in which this file runs again, with the server's address; there it imports nothing of Dateline.)
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

NO_QGIS = 77


def main():
    """Start a server and ask it with QGIS."""
    python = next((path for path in ("/usr/bin/python3", shutil.which("python3")) if path and _has_qgis(path)), None)
    if python is None:
        print("there is no PyQGIS here; on Debian: apt install python3-qgis", file=sys.stderr)
        return NO_QGIS
    from dateline.storage.sql import open_store
    from tests.api.conftest import filled
    from tests.builders import store_url
    from tests.clients.conftest import serving

    with tempfile.TemporaryDirectory() as folder:
        url = store_url(folder)
        filled(open_store(url)).close()
        with serving(url, Path(folder) / "gazetteer") as address:
            environment = {**_plain(), "QT_QPA_PLATFORM": "offscreen", "HOME": folder, "XDG_RUNTIME_DIR": folder}
            return subprocess.run([python, __file__, address], env=environment, cwd=folder).returncode


def _plain():
    """The environment without what points Python to another's packages."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def _has_qgis(python):
    return subprocess.run([python, "-c", "import qgis.core"], env=_plain(), capture_output=True).returncode == 0


def inside(address):
    """What QGIS must find."""
    from qgis.core import Qgis, QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer, QgsVectorTileLayer

    application = QgsApplication([], False)
    application.initQgis()
    with urllib.request.urlopen(f"{address}/api/collections/incidents/items?limit=1000") as answer:
        told = {feature["id"]: feature for feature in json.load(answer)["features"]}
    layer = QgsVectorLayer(f"url='{address}/api' typename='incidents' pageSize='5'", "incidents", "OAPIF")
    assert layer.isValid(), layer.error().message()
    assert layer.crs().authid() in ("OGC:CRS84", "EPSG:4326")
    every = {feature["id"]: feature for feature in layer.getFeatures()}
    # Read in pages of five.
    assert every.keys() == told.keys(), (sorted(every), sorted(told))
    for name, feature in every.items():
        properties = told[name]["properties"]
        assert feature["title"] == properties["title"]
        assert feature["number"] == properties["number"]
        assert feature.hasGeometry() == (told[name]["geometry"] is not None)
        if feature.hasGeometry():
            point = feature.geometry().asPoint()
            assert [round(point.x(), 5), round(point.y(), 5)] == told[name]["geometry"]["coordinates"]
    box = QgsRectangle(29.5, 29.5, 33.5, 33.5)
    inside_box = {feature["id"] for feature in layer.getFeatures(QgsFeatureRequest().setFilterRect(box))}
    placed = {name: one["geometry"]["coordinates"] for name, one in told.items() if one["geometry"]}
    assert inside_box == {name for name, (lon, lat) in placed.items() if 29.5 <= lon <= 33.5 and 29.5 <= lat <= 33.5} != set()
    some = layer.getFeatures(QgsFeatureRequest().setFilterExpression("\"status\" = 'planned'"))
    assert {feature["id"] for feature in some} == {name for name, one in told.items() if one["properties"]["status"] == "planned"}
    tiles = QgsVectorTileLayer(f"type=xyz&url={address}/api/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}&zmin=0&zmax=14", "tiles")
    assert tiles.isValid()
    drawn = _drawn(tiles)
    assert drawn > 50, drawn
    print(
        f"QGIS {Qgis.QGIS_VERSION} read {len(every)} incidents, {len(inside_box)} of them in a box, and drew {drawn} pixels of tiles",
        flush=True,
    )


def _drawn(layer):
    """How many pixels of a picture of the world the layer colors."""
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsMapRendererSequentialJob,
        QgsMapSettings,
        QgsRectangle,
        QgsVectorTileBasicRenderer,
    )
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor

    renderer = QgsVectorTileBasicRenderer()
    renderer.setStyles(QgsVectorTileBasicRenderer.simpleStyleWithRandomColors())
    layer.setRenderer(renderer)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    half = 20_037_508.0
    settings.setExtent(QgsRectangle(-half, -half, half, half))
    settings.setOutputSize(QSize(256, 256))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    return sum(picture.pixelColor(x, y) != QColor("white") for x in range(256) for y in range(256))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(main())
    inside(sys.argv[1])
    # QGIS falls over its own objects when Python takes them down one by one.
    os._exit(0)

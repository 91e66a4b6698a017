"""The API against its own description: requests right and wrong, none answered with 5xx or otherwise than described.

`schemathesis run` asks a server of its own, because it also changes things.
"""

import re
import subprocess
import sys
from pathlib import Path

from dateline.storage.sql import open_store
from tests.api.conftest import filled
from tests.builders import store_url
from tests.clients.conftest import serving

CHECKS = (
    *("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance"),
    *("response_schema_conformance", "unsupported_method", "allow_header_conformance", "missing_required_header"),
)
"""Not whether every wrong value is refused: a limit above the most is taken as the most, as the standard wants it."""


def asked(address, examples, phases, folder):
    """What schemathesis says at its end."""
    return subprocess.run(
        [
            *(str(Path(sys.executable).with_name("schemathesis")), "run", f"{address}/api/openapi.json"),
            *("--max-examples", str(examples), "--phases", phases, "--seed", "1", "--checks", ",".join(CHECKS)),
            # It has no end.
            *("--exclude-path", "/api/changes/stream"),
            *("--generation-deterministic", "--no-shrink", "--continue-on-failure", "--no-color"),
        ],
        capture_output=True,
        text=True,
        cwd=folder,
    )


def test_every_answer_is_as_described(tmp_path):
    url = store_url(tmp_path)
    filled(open_store(url)).close()
    with serving(url, tmp_path / "gazetteer") as address:
        told = asked(address, 6, "examples,coverage,fuzzing", tmp_path)
    assert told.returncode == 0, told.stdout[-8_000:] + told.stderr[-2_000:]
    # It did ask.
    assert int(re.search(r"(\d+) generated", told.stdout)[1]) > 1_000

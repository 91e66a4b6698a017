"""Build hook: a wheel or an sdist of Dateline contains the built web page.

An sdist carries the built page, so that a wheel made from it needs no Node. A checkout builds the page when it is absent;
`make web` renews it. An editable install serves whatever `make web` built and builds nothing.
"""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs `npm ci` and `npm run build` in `web/` when the built page is absent."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Called by hatchling before it collects files."""
        web = Path(self.root) / "web"
        if version == "editable" or (web / "dateline_web" / "static" / "index.html").exists():
            return
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError("the web page is not built, and npm was not found: install Node 20 or later, or build from an sdist")
        # The npm that was found on the path, with fixed arguments.
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=web, check=True)  # noqa: S603
        subprocess.run([npm, "run", "build"], cwd=web, check=True)  # noqa: S603

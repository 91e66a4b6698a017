"""The documents say what is there: every command, setting, endpoint and dependency."""

import re
import tomllib
from pathlib import Path

import typer.main

from dateline.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_command_is_in_the_readme() -> None:
    from dateline.cli.main import app

    command = typer.main.get_command(app)
    for name, sub in command.commands.items():  # type: ignore[attr-defined]
        assert re.search(rf"`{name}\b", README), f"README does not name the command {name}"
        for word in getattr(sub, "commands", {}):
            assert re.search(rf"`{name} [^`]*\b{word}\b", README), f"README does not name {name} {word}"


def test_every_setting_is_in_the_readme() -> None:
    for name in Settings.model_fields:
        assert f"`DATELINE_{name.upper()}`" in README, f"README does not name the setting {name}"


def test_every_endpoint_is_in_the_readme() -> None:
    from dateline_api.openapi import document

    for path in document("http://127.0.0.1/api")["paths"]:
        if not path.startswith("/api/collections/"):
            assert re.search(rf"`(POST )?{re.escape(path)}[`/]", README), f"README does not name {path}"


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    table = README.split("each with its reason", 1)[1]
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=\[]", requirement)[0]
        assert re.search(rf"\b{re.escape(name)}\b", table), f"README does not say why {name} is there"


def test_lock_files_name_no_registry() -> None:
    for name in ("constraints.txt", "web/package-lock.json"):
        assert not re.search(r"https?://(registry|files|pypi)", (ROOT / name).read_text("utf-8")), name


def test_links_between_documents_lead_somewhere() -> None:
    for document in ROOT.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8")):
            assert (ROOT / target).exists(), f"{document.name} links to {target}"


def test_no_source_file_needs_a_map() -> None:
    folders = ("src", "api", "web/src", "gazetteer")
    files = [path for folder in folders for suffix in ("py", "ts", "tsx") for path in (ROOT / folder).rglob(f"*.{suffix}")]
    assert files
    long = {str(path.relative_to(ROOT)): lines for path in files if (lines := path.read_text("utf-8").count("\n")) > 450}
    assert not long, "split by meaning"

"""The optional coder of `dateline extract`: a language model behind an OpenAI-compatible server, and the rules where it fails."""

import os
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli.console import one_line, say
from dateline.errors import BadParameter
from dateline.extraction.llm import LanguageModelCoder, NoAnswer

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline, Reading
    from dateline.reading.report import Report

KEY = "DATELINE_CODER_KEY"
"""The variable that holds the server's key; a key on a command line would stand in everybody's list of processes."""
_LONGEST_ANSWER = 400_000
"""In bytes: a longer answer is none."""


class Answers(MutableMapping[str, str]):
    """Answers of a model kept as files, so that no report is asked about twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, key: str) -> str:
        try:
            return self._file(key).read_text("utf-8")
        except OSError as error:
            raise KeyError(key) from error

    def __setitem__(self, key: str, answer: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = self._folder / f".{key}.{os.getpid()}"
        draft.write_text(answer, "utf-8")
        draft.replace(self._file(key))

    def __delitem__(self, key: str) -> None:
        self._file(key).unlink()

    def __iter__(self) -> Iterator[str]:
        return (path.stem for path in sorted(self._folder.glob("*.txt")))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.txt"


def completing(url: str, model: str, timeout_s: float) -> Callable[[str], str]:
    """Asks the server's chat completions; raises `NoAnswer` when none comes in time or what comes is no such answer."""
    import httpx

    if not url.startswith(("http://", "https://")):
        raise BadParameter("--coder", f"{url!r} is no address; an example is http://127.0.0.1:11434/v1")
    key = os.environ.get(KEY)
    headers = {"Authorization": f"Bearer {key}"} if key else {}

    def complete(prompt: str) -> str:
        body = {"model": model, "temperature": 0, "messages": [{"role": "user", "content": prompt}]}
        try:
            with httpx.stream("POST", f"{url.rstrip('/')}/chat/completions", json=body, headers=headers, timeout=timeout_s) as response:
                response.raise_for_status()
                received = bytearray()
                for piece in response.iter_bytes():
                    received += piece
                    if len(received) > _LONGEST_ANSWER:
                        raise NoAnswer("it answers at too great a length")
            answer = httpx.Response(200, content=bytes(received)).json()["choices"][0]["message"]["content"]
        except (httpx.HTTPError, ValueError, KeyError, IndexError, TypeError) as error:
            raise NoAnswer(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__) from error
        if not isinstance(answer, str):
            raise NoAnswer("its answer holds no text")
        return answer

    return complete


def reading_with(pipeline: "Pipeline", coder: LanguageModelCoder) -> "Callable[[Report], Reading]":
    """Reads a report with the model; where that gives no answer, with the rules, and says so."""
    from dateline.merging.within import fold
    from dateline.pipeline import Reading

    def read(report: "Report") -> "Reading":
        resolutions = pipeline.geoparse(report)
        try:
            return Reading(report, resolutions, fold(report, coder.extract(report, resolutions)))
        except NoAnswer as error:
            say(f"{one_line(report.name)}: the model gave no answer ({one_line(str(error), 200)}); the rules were used.")
            return pipeline.read(report)

    return read

"""`python -m dateline.evaluation.train GOLD… `: learns the weights of recognition and resolution from annotated reports.

What generalizes is estimated twice, both times on reports that had no part in the learning: with each corpus left out in turn, and by
folds of reports. The confidence of resolutions is learned from the answers to the left out folds. What is written holds weights only, with
their provenance.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from dateline.errors import DatelineError
from dateline.evaluation import rank_training, span_training
from dateline.evaluation.gold import GoldReport, read_gold
from dateline.evaluation.rank_training import Choices
from dateline.evaluation.scoring import ReportScore
from dateline.evaluation.summary import Summary, summarize
from dateline.evaluation.toponyms import scored
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.recognition.actors import ActorTable
from dateline.recognition.model import FILE, HAND_SET, SpanModel, arrays_of
from dateline.recognition.recognizer import Recognizer
from dateline.recognition.toponym import Toponym
from dateline.resolution.resolver import Resolver
from dateline.resolution.weights import HAND_SET as HAND_SET_RANKING
from dateline.resolution.weights import LEARNED, Ranking, default_ranking

FOLDS = 4
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus to learn from."""

    name: str
    sha256: str
    gold: tuple[GoldReport, ...]


Found = Sequence[Sequence[Toponym]]


class Trainer:
    """Learns from corpora with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer, *, ranking: bool) -> None:
        """Without `ranking` candidates keep their hand-set weights, and only the confidence of answers is learned."""
        self._gazetteer = gazetteer
        self._ranking = ranking
        self._actors = ActorTable.default()
        self._candidates = Recognizer(gazetteer, self._actors, model=HAND_SET)

    def spans(self, parts: Sequence[Sequence[GoldReport]]) -> SpanModel:
        """The span model learned from some reports of each corpus."""
        return span_training.fit([self.examples(part) for part in parts if part])

    def examples(self, part: Sequence[GoldReport]) -> span_training.Examples:
        """What recognition learns from some reports."""
        return span_training.examples_of(part, self._candidates)

    def found(self, gold: Sequence[GoldReport], model: SpanModel) -> Found:
        """The toponyms that a model finds."""
        recognizer = Recognizer(self._gazetteer, self._actors, model=model)
        return [recognizer.recognize(entry.report) for entry in gold]

    def ranking(self, parts: Sequence[Sequence[GoldReport]], model: SpanModel) -> Ranking:
        """The ranking learned from some reports of each corpus, with the toponyms found in them."""
        if not self._ranking:
            return HAND_SET_RANKING
        return rank_training.learn([(part, self.found(part, model)) for part in parts if part], self._gazetteer)

    def choices(self, gold: Sequence[GoldReport], model: SpanModel, ranking: Ranking) -> Choices:
        """The answers to reports kept apart."""
        return rank_training.choices_of(gold, self.found(gold, model), ranking, self._gazetteer)

    def scored(self, gold: Sequence[GoldReport], model: SpanModel, ranking: Ranking) -> list[ReportScore]:
        """How a model and a ranking do on each of some reports; demonyms are not judged."""
        resolver = Resolver(self._gazetteer, ranking)
        answers = [resolver.resolve(entry.report, found) for entry, found in zip(gold, self.found(gold, model), strict=True)]
        return scored(zip(gold, answers, strict=True), self._gazetteer, demonyms=False)


def train(corpora: Sequence[Corpus], gazetteer: Gazetteer, *, ranking: bool = False) -> tuple[SpanModel, Ranking, dict[str, object]]:
    """The weights learned from all corpora, and how well such weights do on reports that they were not learned from."""
    trainer = Trainer(gazetteer, ranking=ranking)
    told: dict[str, object] = {}
    told["hand-set"] = {corpus.name: _figures(summarize(trainer.scored(corpus.gold, HAND_SET, HAND_SET_RANKING))) for corpus in corpora}
    folds = [[corpus.gold[start::FOLDS] for start in range(FOLDS)] for corpus in corpora]
    apart: list[Choices] = []
    held: list[tuple[SpanModel, Ranking]] = []
    for fold in range(FOLDS):
        rest = [[entry for at, part in enumerate(parts) if at != fold for entry in part] for parts in folds]
        model = trainer.spans(rest)
        ranker = trainer.ranking(rest, model)
        held.append((model, ranker))
        apart.append(_joined([trainer.choices(parts[fold], model, ranker) for parts in folds]))
        _say(f"fold {fold + 1} of {FOLDS} learned")
    by_fold: dict[str, list[ReportScore]] = {}
    for fold, (model, ranker) in enumerate(held):
        sure = rank_training.calibrated(ranker, [choices for at, choices in enumerate(apart) if at != fold])
        for corpus, parts in zip(corpora, folds, strict=True):
            by_fold.setdefault(corpus.name, []).extend(trainer.scored(parts[fold], model, sure))
    told["by folds of reports"] = {name: _figures(summarize(scores)) for name, scores in by_fold.items()}
    if len(corpora) > 1:
        told["corpus left out"] = {}
        for left in corpora:
            rest = [list(corpus.gold) for corpus in corpora if corpus is not left]
            model = trainer.spans(rest)
            ranker = trainer.ranking(rest, model)
            told["corpus left out"][left.name] = _figures(summarize(trainer.scored(left.gold, model, ranker)))  # type: ignore[index]
            _say(f"{left.name} left out")
    whole = [list(corpus.gold) for corpus in corpora]
    model = trainer.spans(whole)
    return model, rank_training.calibrated(trainer.ranking(whole, model), apart), told


def train_spans(corpora: Sequence[Corpus], gazetteer: Gazetteer) -> tuple[SpanModel, dict[str, object]]:
    """The weights of recognition alone, learned from all corpora, and how such weights do on other reports; resolution stays as it is."""
    trainer, ranking = Trainer(gazetteer, ranking=False), default_ranking()
    folds = [[corpus.gold[start::FOLDS] for start in range(FOLDS)] for corpus in corpora]
    examples = [[trainer.examples(part) for part in parts] for parts in folds]
    by_fold: dict[str, list[ReportScore]] = {}
    for fold in range(FOLDS):
        model = span_training.fit([span_training.joined([part for at, part in enumerate(parts) if at != fold]) for parts in examples])
        for corpus, parts in zip(corpora, folds, strict=True):
            by_fold.setdefault(corpus.name, []).extend(trainer.scored(parts[fold], model, ranking))
        _say(f"fold {fold + 1} of {FOLDS} learned")
    whole = [span_training.joined(parts) for parts in examples]
    left_out = {
        left.name: trainer.scored(left.gold, span_training.fit([part for at, part in enumerate(whole) if at != which]), ranking)
        for which, left in enumerate(corpora)
        if len(corpora) > 1
    }
    told: dict[str, object] = {
        "hand-set": {corpus.name: _figures(summarize(trainer.scored(corpus.gold, HAND_SET, ranking))) for corpus in corpora},
        "by folds of reports": {name: _figures(summarize(scores)) for name, scores in by_fold.items()},
        "corpus left out": {name: _figures(summarize(scores)) for name, scores in left_out.items()},
    }
    return span_training.fit(whole), told


def _joined(parts: Sequence[Choices]) -> Choices:
    return Choices(np.concatenate([part.features for part in parts]), np.concatenate([part.right for part in parts]))


def _figures(summary: Summary) -> dict[str, float]:
    return {
        "exact F1": summary.exact_f1.value,
        "overlap F1": summary.overlap_f1.value,
        "end to end": summary.end_to_end.value,
        "right of those answered": summary.resolved.value,
        "calibration error": summary.calibration_error,
        "sure answers": summary.sure,
        "right of the sure": summary.sure_right,
    }


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    return round(value, _PLACES) if isinstance(value, float) else value


def write(folder: Path, model: SpanModel, ranking: Ranking | None, corpora: Sequence[Corpus], told: dict[str, object]) -> None:
    """Write the weights into the source tree or a folder that mirrors it, with their provenance; without a ranking only those of spans."""
    provenance = {
        "learned": datetime.now(UTC).date().isoformat(),
        "data": [{"name": corpus.name, "sha256": corpus.sha256, "reports": len(corpus.gold)} for corpus in corpora],
        "procedure": "dateline.evaluation.train; demonyms and spans that the gold does not judge left out",
        "span weights held": asdict(span_training.Holds()),
        "ranking weights held": rank_training.HOLD,
        "scores on reports apart": _rounded(told),
    }
    recognition = folder / "recognition"
    recognition.mkdir(parents=True, exist_ok=True)
    save: Any = np.savez_compressed
    save(recognition / FILE, **arrays_of(model))
    (recognition / "weights.json").write_text(json.dumps(provenance, indent=1) + "\n", "utf-8")
    if ranking is not None:
        resolution = folder / "resolution"
        resolution.mkdir(parents=True, exist_ok=True)
        learned = {"weights": ranking.weights, "nothing": ranking.nothing, "confidence": ranking.confidence, "provenance": provenance}
        (resolution / LEARNED).write_text(json.dumps(_rounded(learned), indent=1) + "\n", "utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """The entry point; the exit status is 0 when weights were written, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m dateline.evaluation.train", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path, help="annotated corpora in any form that `dateline evaluate toponyms` reads")
    parser.add_argument("--gazetteer", type=Path, required=True, help="the folder of the compiled gazetteer")
    parser.add_argument("--into", type=Path, default=Path(__file__).parents[1], help="where to write recognition/ and resolution/ weights")
    parser.add_argument("--ranking", action="store_true", help="learn the weights of candidates too, not only the confidence of answers")
    parser.add_argument("--recognition", action="store_true", help="learn the weights of recognition alone and leave resolution as it is")
    asked = parser.parse_args(arguments)
    ranking: Ranking | None = None
    try:
        gazetteer = Gazetteer.open(asked.gazetteer)
        corpora = [Corpus(path.stem, hashlib.sha256(path.read_bytes()).hexdigest(), read_gold(path)) for path in asked.gold]
        if asked.recognition:
            model, told = train_spans(corpora, gazetteer)
        else:
            model, ranking, told = train(corpora, gazetteer, ranking=asked.ranking)
    except (DatelineError, OSError) as error:
        _say(f"train: {error}")
        return 1
    write(asked.into, model, ranking, corpora, told)
    print(json.dumps(_rounded(told), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())

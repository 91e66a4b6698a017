import numpy as np
import pytest

from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.extractor import Extractor
from dateline.extraction.kind_features import BUCKETS, features, plain_words, tags
from dateline.extraction.kind_model import LABELS, KindModel, kind_model, provenance
from dateline.extraction.kinds import KindFinder
from dateline.extraction.tokens import tokenize
from dateline.extraction.train import Labelled, corpus, digest, macro_f1, matrix, train
from dateline.extraction.weighing import weigh
from dateline.recognition.actors import ActorTable
from tests.conftest import a_report
from tests.extraction.conftest import resolutions_of

FINDER = KindFinder()


def told(text, model):
    tokens = tokenize(text, 0, len(text))
    return [trigger.kind for trigger in weigh(model, text, tokens, FINDER.find(tokens), FINDER.heads)]


def test_the_corpus_holds_every_kind_and_as_many_sentences_that_tell_nothing():
    sentences = corpus()
    kinds = [one.kind for one in sentences]
    assert len(sentences) >= 1200
    assert kinds.count(None) >= 400
    assert all(kinds.count(kind) >= 20 for kind in Kind)
    assert len({one.text for one in sentences}) == len(sentences)


def test_the_model_was_trained_on_this_corpus_and_scored():
    told = provenance()
    assert told["sha256 of the corpus"] == digest(), "train the model anew: python -m dateline.extraction.train"
    assert told["bytes"] <= 1 << 20
    scores = told["scores"]
    assert scores["five folds, macro F1"] > scores["rules alone, macro F1"]
    assert scores["sittings apart, macro F1"] > scores["rules alone, macro F1"]


def test_probabilities_add_up_and_names_and_numbers_do_not_matter():
    first, second = "Gunmen killed 12 people in Mirna on Monday.", "Gunmen killed 7 people in Velgrad on Sunday."
    answers = []
    for text in (first, second):
        tokens = tokenize(text, 0, len(text))
        words = plain_words(text, tokens, FINDER.heads)
        answers.append(kind_model().probabilities(words, tags(tokens.words, FINDER.find(tokens))))
    assert answers[0] == pytest.approx(answers[1])
    assert float(answers[0].sum()) == pytest.approx(1, abs=1e-5)
    assert LABELS[int(answers[0].argmax())] is Kind.ATTACK


def test_training_learns_and_a_model_survives_packing():
    sample = [
        Labelled(kind, text.format(name), "x")
        for name in ("Mirna", "Dorvel")
        for kind, text in (
            (None, "Prices of bread rose in {}."),
            (Kind.GRENADE, "A grenade was thrown in {}."),
            (Kind.ARRESTS, "Police arrested two men in {}."),
        )
    ]
    rows = matrix(sample, FINDER)
    labels = np.array([LABELS.index(one.kind) for one in sample])
    model = KindModel.unpacked(train(rows, labels).packed())
    assert [int(model.of_row(row).argmax()) for row in rows] == labels.tolist()
    assert macro_f1([0, 1, 1], [0, 1, 0]) == pytest.approx((2 / 3 + 2 / 3) / len(LABELS))
    with pytest.raises(ValueError, match="train it anew"):
        KindModel.unpacked(KindModel(np.zeros((3, 2), np.float32), np.zeros(2, np.float32)).packed())


def sure_of(kind):
    """A model that always answers with one label."""
    bias = np.zeros(len(LABELS), np.float32)
    bias[LABELS.index(kind)] = 20
    return KindModel(np.zeros((BUCKETS, len(LABELS)), np.float32), bias)


def test_a_model_drops_triggers_and_decides_open_kinds_but_not_named_ones():
    assert told("An attack killed two men in Mirna.", sure_of(None)) == []
    assert set(told("An attack killed two men in Mirna.", sure_of(Kind.SUICIDE_BOMB))) == {Kind.SUICIDE_BOMB}
    assert told("Artillery shelled Mirna.", sure_of(Kind.GRENADE)) == [Kind.SHELLING_ARTILLERY_MISSILE]


def test_an_extractor_weighs_only_when_it_is_given_a_model(gazetteer):
    text = "Gunmen attacked a village near Mirna on Monday, killing two farmers."
    report, places = a_report(text), resolutions_of(text)
    rules = Extractor(gazetteer, ActorTable.default())
    assert [event.sub_event_type for event in rules.extract(report, places)] == [Kind.ATTACK]
    assert Extractor(gazetteer, ActorTable.default(), model=sure_of(None)).extract(report, places) == ()


def test_a_sentence_without_words_has_only_its_tags():
    buckets, values = features([], tags([], ()))
    assert len(buckets) == len(values) == 1

from dateline.merging.across import merge
from tests.merging.hard_pairs import PAIRS


def joined(pair):
    there = len(merge([pair.left, pair.right]).incidents) == 1
    assert there == (len(merge([pair.right, pair.left]).incidents) == 1), f"{pair.name}: the order decides"
    return there


def test_precision_and_recall_on_hard_pairs():
    wrong = [pair.name for pair in PAIRS if joined(pair) and not pair.same]
    missed = [pair.name for pair in PAIRS if not joined(pair) and pair.same]
    right = sum(joined(pair) and pair.same for pair in PAIRS)
    assert len(PAIRS) >= 40
    assert right / (right + len(wrong)) >= 0.95, f"joined, though different: {wrong}"
    assert right / (right + len(missed)) >= 0.85, f"not joined, though the same: {missed}"

import pytest

from dateline.merging.across import merge
from tests.merging.hard_pairs import PAIRS
from tests.merging.hard_pairs_held import HELD
from tests.merging.hard_pairs_more import MORE
from tests.merging.hard_pairs_world import KEPT, LEARNED

LEARNED_FROM = (*PAIRS, *MORE, *HELD, *LEARNED)


def joined(pair):
    there = len(merge([pair.left, pair.right]).incidents) == 1
    assert there == (len(merge([pair.right, pair.left]).incidents) == 1), f"{pair.name}: the order decides"
    return there


@pytest.mark.parametrize(
    ("pairs", "precision"), [(LEARNED_FROM, 0.95), (KEPT, 0.85), ((*LEARNED_FROM, *KEPT), 0.95)], ids=["learned", "kept", "all"]
)
def test_precision_and_recall_on_hard_pairs(pairs, precision):
    wrong = [pair.name for pair in pairs if joined(pair) and not pair.same]
    missed = [pair.name for pair in pairs if not joined(pair) and pair.same]
    right = sum(joined(pair) and pair.same for pair in pairs)
    assert len(pairs) >= 50
    assert right / (right + len(wrong)) >= precision, f"joined, though different: {wrong}"
    assert right / (right + len(missed)) >= 0.85, f"not joined, though the same: {missed}"

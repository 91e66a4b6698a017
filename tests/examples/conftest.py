import pytest

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline(real_gazetteer: Gazetteer) -> Pipeline:
    return Pipeline(real_gazetteer)

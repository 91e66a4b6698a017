"""The grid of settlements: what it finds is what going through all of them finds."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.gazetteer.grid import COLUMNS, GRID_ROWS, Grid, cell_of
from dateline.geography import LonLat, distance_km

LONS, LATS = st.floats(-180, 180), st.floats(-90, 90)


def a_grid(points):
    cells = np.array([cell_of(point.lon, point.lat) for point in points], dtype=np.int64)
    order = np.argsort(cells, kind="stable")
    starts = np.searchsorted(cells[order], np.arange(GRID_ROWS * COLUMNS + 1)).astype("<u4")
    return Grid(starts, order.astype("<u4"), np.array([point.lon for point in points]), np.array([point.lat for point in points]))


@given(st.lists(st.builds(LonLat, LONS, LATS), min_size=1, max_size=40), st.builds(LonLat, LONS, LATS), st.integers(1, 6))
@example([LonLat(179.9, 10), LonLat(-179.9, 10.4), LonLat(178, 10)], LonLat(-180, 10), 1)
@example([LonLat(lon, 89.6) for lon in range(-170, 180, 20)] + [LonLat(0, -90)], LonLat(35, 90), 3)
def test_the_nearest_are_those_that_a_look_at_all_finds(points, here, limit):
    found = a_grid(points).nearest(here, limit)
    truth = sorted(distance_km(here, point) for point in points)[:limit]
    assert len(found) == len(truth)
    assert np.allclose([km for _, km in found], truth, rtol=1e-6, atol=1e-3)
    assert all(abs(distance_km(here, points[row]) - km) < 1e-3 + 1e-6 * km for row, km in found)


def test_nothing_is_near_where_nothing_is():
    assert a_grid([]).nearest(LonLat(0, 0), 3) == []

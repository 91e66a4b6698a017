"""A minimizer of smooth functions: limited-memory BFGS with a backtracking line search."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_REMEMBERED = 8
_STEPS = 200


def minimize(function: Callable[[Floats], tuple[float, Floats]], start: Floats, *, steps: int = _STEPS, tolerance: float = 1e-5) -> Floats:
    """Where a function is least; `function` gives its value and its gradient.

    >>> minimize(lambda x: (float(((x - 3) ** 2).sum()), 2 * (x - 3)), np.zeros(2)).round(3).tolist()
    [3.0, 3.0]
    """
    at = start.astype(np.float64)
    value, gradient = function(at)
    history: deque[tuple[Floats, Floats, float]] = deque(maxlen=_REMEMBERED)
    for _ in range(steps):
        if float(np.abs(gradient).max(initial=0.0)) < tolerance:
            break
        direction = -_applied(history, gradient)
        slope = float(gradient @ direction)
        if slope >= 0:
            history.clear()
            direction, slope = -gradient, -float(gradient @ gradient)
        step = 1.0 if history else min(1.0, 1.0 / (float(np.abs(gradient).sum()) + 1e-12))
        for _ in range(30):
            tried = at + step * direction
            tried_value, tried_gradient = function(tried)
            if tried_value <= value + 1e-4 * step * slope:
                break
            step *= 0.5
        else:
            break
        moved, turned = tried - at, tried_gradient - gradient
        curve = float(moved @ turned)
        if curve > 1e-10:
            history.append((moved, turned, 1.0 / curve))
        at, value, gradient = tried, tried_value, tried_gradient
    return at


def _applied(history: "deque[tuple[Floats, Floats, float]]", gradient: Floats) -> Floats:
    """The inverse curvature as remembered, applied to the gradient."""
    vector = gradient.copy()
    shares: list[float] = []
    for moved, turned, inverse in reversed(history):
        share = inverse * float(moved @ vector)
        vector -= share * turned
        shares.append(share)
    if history:
        moved, turned, inverse = history[-1]
        vector *= 1.0 / (inverse * float(turned @ turned))
    for (moved, turned, inverse), share in zip(history, reversed(shares), strict=True):
        vector += moved * (share - inverse * float(turned @ vector))
    return vector

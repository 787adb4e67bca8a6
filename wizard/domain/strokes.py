"""Signatures drawn by hand: the shape of their field, and the smooth line through the points of a stroke.

No plan model here: what prints a dossier draws strokes without it.
"""

from collections.abc import Sequence

# Width to height of the field that is signed in: a point's 1 is the whole width, or the whole height.
FIELD_ASPECT = 3.5
_STEPS = 6
Point = tuple[float, float]
Stroke = Sequence[Point]


def smooth_stroke(stroke: Stroke) -> list[Point]:
    """Return the points of a smooth line through a stroke's points (Catmull-Rom): window and print draw the same."""
    if len(stroke) < 3:  # noqa: PLR2004 - two points make a straight line
        return list(stroke)
    padded = (stroke[0], *stroke, stroke[-1])
    line = [stroke[0]]
    for place in range(len(stroke) - 1):
        line += (_bend(padded[place : place + 4], step / _STEPS) for step in range(1, _STEPS + 1))
    return line


def _bend(points: Sequence[Point], at: float) -> Point:
    """Return a point of the curve between the second and the third of four points."""
    x, y = ([point[axis] for point in points] for axis in (0, 1))
    return _mix(x, at), _mix(y, at)


def _mix(values: Sequence[float], at: float) -> float:
    before, start, end, after = values
    return 0.5 * (
        2 * start
        + (end - before) * at
        + (2 * before - 5 * start + 4 * end - after) * at**2
        + (3 * start - before - 3 * end + after) * at**3
    )

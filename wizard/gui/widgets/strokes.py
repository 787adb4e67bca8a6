"""A hand's movement made short: few points that keep its shape, as the plan stores them (no Qt here)."""

from wizard.domain.plan.acceptance import MOST_POINTS, MOST_STROKES
from wizard.domain.strokes import FIELD_ASPECT, Point

Strokes = tuple[tuple[Point, ...], ...]
# A five-hundredth of the field's width: less than the pen is wide, on the screen and on paper.
_TOLERANCE = 0.002
_DIGITS = 4


def simplify_stroke(points: list[Point]) -> list[Point]:
    """Return the points without those that lie on the line between their neighbours (Ramer, Douglas and Peucker)."""
    kept = {0, len(points) - 1}
    open_spans = [(0, len(points) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        away, place = max(
            (
                (_measure_distance(points[place], points[first], points[last]), place)
                for place in range(first + 1, last)
            ),
            default=(0.0, first),
        )
        if away > _TOLERANCE:
            kept.add(place)
            open_spans += [(first, place), (place, last)]
    return [points[place] for place in sorted(kept)]


def _measure_distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from the line between two others, in widths of the field."""
    (x, y), (left, top), (right, bottom) = ((each[0], each[1] / FIELD_ASPECT) for each in (point, start, end))
    across, down = right - left, bottom - top
    length = across * across + down * down
    along = 0.0 if length == 0 else min(max(((x - left) * across + (y - top) * down) / length, 0.0), 1.0)
    near_x, near_y = left + along * across, top + along * down
    return float(((x - near_x) ** 2 + (y - near_y) ** 2) ** 0.5)


def pack_strokes(strokes: list[list[Point]]) -> list[list[list[float]]]:
    """Return strokes as a plan file holds them: simplified, rounded, and within its bounds."""
    packed: list[list[list[float]]] = []
    for stroke in strokes:
        points = [[round(x, _DIGITS), round(y, _DIGITS)] for x, y in simplify_stroke(stroke)]
        # A longer stroke goes on in another one, which begins where this one ends.
        step = MOST_POINTS - 1
        packed += [points[start : start + MOST_POINTS] for start in range(0, max(len(points) - 1, 1), step)]
    return packed[:MOST_STROKES]


def keep_within(x: float, y: float) -> Point:
    """Return a point within the field, for a hand that slips over its edge."""
    return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

"""Diagram geometry: what stands where, and that nothing lies on anything else."""

import random
from itertools import combinations

import pytest

from wizard.dossier.blocks import Diagram, Machine, Wire
from wizard.dossier.diagram import layout_diagram
from wizard.dossier.placed_diagram import PlacedBox, PlacedDiagram, PlacedLabel, PlacedWire, Point

WIDTH = 493.0
STATION, PHONE, ADMIN = (
    Machine("st", "Stations", "420", 0),
    Machine("ph", "Phones", "", 0),
    Machine("ad", "Admin", "", 0),
)
SERVER = Machine("srv", "TWS server", "10.20.0.15", 1)
PABX, LDAP, PROXY = Machine("px", "PABX", "R6.1", 2), Machine("ld", "LDAP", "", 2), Machine("sip", "SIP proxy", "", 2)
TYPICAL = Diagram(
    (STATION, ADMIN, PHONE, SERVER, PABX, LDAP, PROXY),
    (
        Wire("st", "srv", ("TCP 443", "TCP 9011, 9015", "UDP 40000–41000"), both_ways=False),
        Wire("ph", "srv", ("TCP 7010",), both_ways=False),
        Wire("ad", "srv", ("TCP 9020",), both_ways=False),
        Wire("st", "ph", ("TCP 80",), both_ways=False),
        Wire("srv", "px", ("TCP 4211", "UDP 40000–40027"), both_ways=True),
        Wire("srv", "ld", ("TCP 389, 443",), both_ways=False),
        Wire("st", "px", ("UDP 5060",), both_ways=True),
        Wire("sip", "st", ("UDP 5061",), both_ways=False),
        Wire("st", "st", ("UDP 5062",), both_ways=True),
    ),
    "",
)


def measure(text: str, size: float) -> float:
    """Return a width near to that of a sans serif face."""
    return len(text) * size * 0.55


def lay(diagram: Diagram) -> PlacedDiagram:
    """Return a diagram as wide as a page."""
    return layout_diagram(diagram, WIDTH, measure)


def make_random(seed: int) -> Diagram:
    """Return a diagram of one server with wires at random."""
    chance = random.Random(seed)  # noqa: S311 - the same diagrams at each run are what is wanted
    sides = [
        Machine(f"m{at}", f"Machine number {at}", "detail " * chance.randint(0, 4), chance.choice((0, 2)))
        for at in range(chance.randint(1, 9))
    ]
    wires = [
        Wire(side.id, "srv", tuple(f"TCP {port}" for port in range(chance.randint(1, 6))), chance.random() < 0.5)
        for side in sides
    ]
    for _ in range(chance.randint(0, 4)):
        first, second = chance.choices(sides, k=2)
        wires.append(Wire(first.id, second.id, ("UDP 5060", "UDP 40000"), both_ways=True))
    return Diagram((*sides, SERVER), tuple({(wire.source, wire.target): wire for wire in wires}.values()), "")


def overlap(first: PlacedBox | PlacedLabel, second: PlacedBox | PlacedLabel) -> bool:
    """Tell whether two rectangles have an area in common."""
    wide = min(first.left + first.width, second.left + second.width) - max(first.left, second.left)
    high = min(first.top + first.height, second.top + second.height) - max(first.top, second.top)
    return wide > 0.01 and high > 0.01


def segments(wire: PlacedWire) -> list[tuple[Point, Point]]:
    """Return the parts of a wire."""
    return list(zip(wire.points, wire.points[1:], strict=False))


def cross(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    """Tell whether a horizontal and a vertical segment cross."""
    for (a, b), (c, d) in ((first, second), (second, first)):
        if a[1] == b[1] and c[0] == d[0]:
            return min(a[0], b[0]) < c[0] < max(a[0], b[0]) and min(c[1], d[1]) < a[1] < max(c[1], d[1])
    return False


def runs_through(segment: tuple[Point, Point], box: PlacedBox) -> bool:
    """Tell whether a segment has a part inside a box."""
    (x1, y1), (x2, y2) = segment
    right, bottom = box.left + box.width, box.top + box.height
    wide = min(max(x1, x2), right - 0.01) - max(min(x1, x2), box.left + 0.01)
    high = min(max(y1, y2), bottom - 0.01) - max(min(y1, y2), box.top + 0.01)
    return wide >= 0 and high >= 0


def check(placed: PlacedDiagram) -> None:
    """Fail where something lies on something else, or outside."""
    items: list[PlacedBox | PlacedLabel] = [*placed.boxes, *(wire.label for wire in placed.wires)]
    for first, second in combinations(items, 2):
        assert not overlap(first, second), (first, second)
    for wire in placed.wires:
        for segment in segments(wire):
            (x1, y1), (x2, y2) = segment
            assert x1 == pytest.approx(x2) or y1 == pytest.approx(y2), "lines are horizontal or vertical"
            assert not any(runs_through(segment, box) for box in placed.boxes), wire
    for item in items:
        assert item.left > -0.01
        assert item.top > -0.01
        assert item.left + item.width < placed.width + 0.01
        assert item.top + item.height < placed.height + 0.01


def test_typical() -> None:
    """Nothing overlaps, lines end at their boxes, and no two cross."""
    placed = lay(TYPICAL)
    check(placed)
    assert len(placed.wires) == len(TYPICAL.wires)
    for first, second in combinations(placed.wires, 2):
        assert not any(cross(a, b) for a in segments(first) for b in segments(second)), (first, second)


def test_width() -> None:
    """The drawing takes the width it is given where its labels leave enough for the boxes."""
    flows = (Wire("st", "srv", ("TCP 443",), both_ways=False), Wire("st", "px", ("UDP 5060",), both_ways=True))
    assert lay(Diagram((STATION, SERVER, PABX), flows, "")).width == pytest.approx(WIDTH)


def test_columns_and_server() -> None:
    """Three columns from left to right; the server is as tall as its neighbours, so that lines to it are straight."""
    placed = lay(TYPICAL)
    lefts = {box.machine.column: box.left for box in placed.boxes}
    assert lefts[0] < lefts[1] < lefts[2]
    server = next(box for box in placed.boxes if box.machine is SERVER)
    assert server.top == min(box.top for box in placed.boxes)
    straight = [wire for wire in placed.wires if len(wire.points) == 2 and wire.points[0][1] == wire.points[1][1]]
    assert len(straight) == 5


def test_direction() -> None:
    """A line runs from its source to its target, whichever stands further left; both ways is told."""
    placed = lay(TYPICAL)
    by_label = {wire.label.lines[0]: wire for wire in placed.wires}
    boxes = {box.machine.id: box for box in placed.boxes}
    start, end = by_label["UDP 5061"].points[0], by_label["UDP 5061"].points[-1]
    assert boxes["sip"].left <= start[0] <= boxes["sip"].left + boxes["sip"].width
    assert boxes["st"].left <= end[0] <= boxes["st"].left + boxes["st"].width
    assert by_label["TCP 4211"].both_ways
    assert not by_label["TCP 443"].both_ways


def test_talkers_stand_together() -> None:
    """Stations and their phones stand next to each other, though another machine was named between them."""
    order = [box.machine.id for box in sorted(lay(TYPICAL).boxes, key=lambda box: box.top) if box.machine.column == 0]
    assert abs(order.index("st") - order.index("ph")) == 1


@pytest.mark.parametrize("seed", range(60))
def test_nothing_overlaps_whatever_the_wires(seed: int) -> None:
    """Labels lie on no box and no other label, lines run through no box, all of it inside the drawing."""
    diagram = make_random(seed)
    placed = lay(diagram)
    check(placed)
    assert len(placed.wires) == len(diagram.wires)


def test_several_servers() -> None:
    """Two machines in the middle: nothing overlaps."""
    second = Machine("s2", "Second server", "", 1)
    wires = [
        Wire(side, server, ("TCP 1",), both_ways=False) for side in ("st", "ph", "px", "ld") for server in ("srv", "s2")
    ]
    check(lay(Diagram((STATION, PHONE, SERVER, second, PABX, LDAP), tuple(wires), "")))


def test_all_text_is_kept() -> None:
    """Titles, details and labels are broken over lines, never cut."""
    machine = Machine("m", "A title of many words " * 5, "and details " * 9, 0)
    placed = lay(Diagram((machine, SERVER), (Wire("m", "srv", ("TCP 9000-9099 " * 6,), both_ways=False),), ""))
    check(placed)
    assert " ".join(placed.boxes[0].title).split() == machine.title.split()
    assert " ".join(placed.boxes[0].detail).split() == machine.detail.split()
    assert " ".join(placed.wires[0].label.lines).split() == ["TCP", "9000-9099"] * 6


@pytest.mark.parametrize(
    "diagram",
    [
        Diagram((), (), ""),
        Diagram((PABX,), (), ""),
        Diagram((STATION, PABX), (Wire("st", "px", (), both_ways=False),), ""),
        Diagram((STATION, STATION), (Wire("st", "gone", ("TCP 1",), both_ways=False),), ""),
    ],
    ids=["nothing", "one box", "no server", "unknown end"],
)
def test_incomplete(diagram: Diagram) -> None:
    """A diagram of an unfinished plan is laid out; a wire to a machine that is not there is left out."""
    placed = lay(diagram)
    check(placed)
    assert len(placed.boxes) == len(diagram.machines)


def test_knows_no_renderer() -> None:
    """The geometry needs no PDF library: the window draws it too."""
    import subprocess  # noqa: PLC0415 - needed here only
    import sys  # noqa: PLC0415 - as above

    script = "import sys; import wizard.dossier.diagram; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]

"""The drawing surface: text, rules, tints, shapes, anchors and links on the pages of one PDF."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from reportlab.pdfgen.canvas import Canvas

from wizard.dossier.pdf.lettering import Lettering, Placed
from wizard.dossier.pdf.shapes import Shape, draw_shape
from wizard.dossier.pdf.styles import HAIRLINE, HAIRLINE_COLOUR, Style


class Sheet:
    """What pieces draw on; lengths are points, y grows upwards, ``top`` is where a thing begins."""

    def __init__(self, canvas: Canvas, anchors: AbstractSet[str]) -> None:
        self._canvas = canvas
        self._lettering = Lettering(canvas)
        # Anchors may hold anything a plan says: inside the file they have numbers.
        self._keys = {anchor: f"a{number}" for number, anchor in enumerate(sorted(anchors))}
        self._marked: set[str] = set()
        self._outlined = 0

    def write(self, style: Style, placed: Iterable[Placed]) -> None:
        """Set cleaned lines, given as (left, baseline, text)."""
        self._canvas.addLiteral(self._lettering.write(style, placed))

    def write_lines(self, style: Style, lines: Sequence[str], left: float, top: float) -> None:
        """Set cleaned lines one below the other."""
        baseline = top - style.drop
        self.write(style, [(left, baseline - at * style.leading, line) for at, line in enumerate(lines)])

    def tint(self, colour: str, left: float, top: float, width: float, height: float) -> None:
        """Fill a rectangle."""
        self._canvas.addLiteral(f"{colour} rg {left:.2f} {top - height:.2f} {width:.2f} {height:.2f} re f")

    def frame(self, left: float, top: float, width: float, height: float, colour: str = HAIRLINE_COLOUR) -> None:
        """Draw a rectangle's outline as a hairline."""
        box = f"{left:.2f} {top - height:.2f} {width:.2f} {height:.2f} re S"
        self._canvas.addLiteral(f"{HAIRLINE} w {colour} RG {box}")

    def rule(
        self, left: float, y: float, width: float, colour: str = HAIRLINE_COLOUR, thickness: float = HAIRLINE
    ) -> None:
        """Draw a horizontal line."""
        self._canvas.addLiteral(f"{thickness} w {colour} RG {left:.2f} {y:.2f} m {left + width:.2f} {y:.2f} l S")

    def draw_path(self, points: Sequence[tuple[float, float]], colour: str, thickness: float) -> None:
        """Draw a line through some points."""
        first, *rest = (f"{x:.2f} {y:.2f}" for x, y in points)
        steps = " ".join(f"{point} l" for point in rest)
        self._canvas.addLiteral(f"{thickness} w {colour} RG {first} m {steps} S")

    def fill_path(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """Fill the area between some points."""
        first, *rest = (f"{x:.2f} {y:.2f}" for x, y in points)
        steps = " ".join(f"{point} l" for point in rest)
        self._canvas.addLiteral(f"{colour} rg {first} m {steps} f")

    def fill_squares(self, corners: Iterable[tuple[float, float]], side: float, colour: str) -> None:
        """Fill equal squares, given by their lower left corners."""
        squares = " ".join(f"{x:.2f} {y:.2f} {side:.3f} {side:.3f} re" for x, y in corners)
        self._canvas.addLiteral(f"{colour} rg {squares} f")

    def stamp(self, shape: Shape, left: float, top: float, size: float) -> None:
        """Draw a status shape or a box into a square; each shape is stored once in the file."""
        if not self._canvas.hasForm(shape):
            draw_shape(self._canvas, shape)
        scale = size / 10
        self._canvas.addLiteral(f"q {scale:.3f} 0 0 {scale:.3f} {left:.2f} {top - size:.2f} cm")
        self._canvas.doForm(shape)
        self._canvas.addLiteral("Q")

    def mark(self, anchor: str, top: float) -> None:
        """Make this place the target of the links to an anchor; of two places the first counts."""
        if anchor not in self._marked:
            self._marked.add(anchor)
            self._canvas.bookmarkPage(self._keys[anchor], fit="XYZ", left=0, top=round(top, 2))

    def link(self, anchor: str, left: float, top: float, width: float, height: float) -> None:
        """Make a rectangle jump to an anchor; nothing where the dossier has no such anchor."""
        if anchor in self._keys:
            box = tuple(round(edge, 2) for edge in (left, top - height, left + width, top))
            self._canvas.linkRect("", self._keys[anchor], box, relative=0, thickness=0)

    def list_in_outline(self, title: str, level: int, top: float) -> None:
        """Add this place to the outline; ``level`` is 0 for chapters, 1 for headings."""
        key = f"o{self._outlined}"
        self._outlined += 1
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(top, 2))
        self._canvas.addOutlineEntry(title, key, level)

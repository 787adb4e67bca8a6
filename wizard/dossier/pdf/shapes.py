"""The drawn signs of the dossier: one shape for each status, one box for each state of a checklist line.

Each is drawn once on a field of 10 by 10 units and stored as a form, so that it can be used at any size. Shapes are
told apart by outline and filling, not by colour alone.
"""

from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from wizard.domain.levels import Basis, Level
from wizard.dossier.pdf.styles import INK, STATUS_COLOURS, WHITE

# A status, or "box-" with the state of a checklist line.
Shape = str

_FIELD = 10


def box_of(state: str) -> Shape:
    """Return the shape of a checklist line's box: open, done (tick), failed (cross) or not_applicable (dash)."""
    return f"box-{state}"


def draw_shape(canvas: Canvas, shape: Shape) -> None:
    """Store a shape as a form of the document under its own name."""
    canvas.beginForm(shape, 0, 0, _FIELD, _FIELD)
    canvas.addLiteral(_PICTURES[shape]())
    canvas.endForm()


def _circle(radius: float) -> str:
    """Return the path of a circle about the middle of the field."""
    near, far, bend = 5 - radius, 5 + radius, radius * 0.5523
    low, high = 5 - bend, 5 + bend
    return (
        f"{far} 5 m {far} {high} {high} {far} 5 {far} c {low} {far} {near} {high} {near} 5 c "
        f"{near} {low} {low} {near} 5 {near} c {high} {near} {far} {low} {far} 5 c h"
    )


def _draw_blocker() -> str:
    octagon = "3.1 .4 m 6.9 .4 l 9.6 3.1 l 9.6 6.9 l 6.9 9.6 l 3.1 9.6 l .4 6.9 l .4 3.1 l f"
    return f"{STATUS_COLOURS[Level.BLOCKER]} rg {octagon} {WHITE} rg 2.2 4.1 5.6 1.8 re f"


def _draw_missing() -> str:
    colour = STATUS_COLOURS[Level.MISSING]
    hook = "3.5 6.3 m 3.5 8.2 6.5 8.2 6.5 6.3 c 6.5 5.1 5 5.2 5 3.8 c"
    dashes = f"[1.75 1.045] 0 d 1 w {_circle(4.45)} S [] 0 d"
    return f"{colour} RG {colour} rg {dashes} 1.15 w 1 J {hook} S 4.35 1.85 1.3 1.2 re f"


def _draw_consult() -> str:
    bubble = (
        "2 9.2 m 8 9.2 l 9 9.2 9.6 8.6 9.6 7.7 c 9.6 4.7 l 9.6 3.8 9 3.2 8 3.2 c 5.2 3.2 l 2.6 .7 l 2.9 3.2 l "
        "2 3.2 l 1 3.2 .4 3.8 .4 4.7 c .4 7.7 l .4 8.6 1 9.2 2 9.2 c f"
    )
    dots = " ".join(f"{x} 5.55 1.3 1.3 re" for x in (2.1, 4.35, 6.6))
    return f"{STATUS_COLOURS[Level.CONSULT]} rg {bubble} {WHITE} rg {dots} f"


def _draw_warning() -> str:
    colour = STATUS_COLOURS[Level.WARNING]
    triangle = "1 j 1.1 w 5 9.2 m 9.4 1.1 l .6 1.1 l h S"
    return f"{colour} RG {colour} rg {triangle} 4.4 3.6 1.2 3 re 4.4 1.9 1.2 1.1 re f"


def _draw_info() -> str:
    colour = STATUS_COLOURS[Level.INFO]
    return f"{colour} RG {colour} rg .9 w {_circle(4.45)} S 4.35 2.3 1.3 3.5 re 4.35 6.5 1.3 1.3 re f"


_TICK = "2.7 5 m 4.4 3.2 l 7.5 6.8 l S"


def _draw_said() -> str:
    """Return the hollow tick of what the plan says or what is computed from it: nothing was measured."""
    return f"{STATUS_COLOURS[Basis.ANSWERED]} RG .9 w {_circle(4.45)} S 1.1 w 1 J 1 j {_TICK}"


def _draw_to_do() -> str:
    """Return the empty ring of what is still to be done."""
    return f"{STATUS_COLOURS[Basis.TO_DO]} RG 1.1 w {_circle(4.2)} S"


def _draw_ok() -> str:
    return f"{STATUS_COLOURS[Level.OK]} rg {_circle(4.8)} f {WHITE} RG 1.35 w 1 J 1 j {_TICK}"


def _draw_box(sign: str) -> str:
    return f"{INK} RG .7 w .8 .8 8.4 8.4 re S 1.3 w 1 J 1 j {sign}"


_PICTURES: dict[Shape, Callable[[], str]] = {
    Level.BLOCKER: _draw_blocker,
    Level.MISSING: _draw_missing,
    Level.CONSULT: _draw_consult,
    Level.WARNING: _draw_warning,
    Level.INFO: _draw_info,
    Level.OK: _draw_ok,
    Basis.ANSWERED: _draw_said,
    Basis.DERIVED: _draw_said,
    Basis.MEASURED: _draw_ok,
    Basis.TO_DO: _draw_to_do,
    box_of("open"): lambda: _draw_box(""),
    box_of("done"): lambda: _draw_box("2.5 5 m 4.3 2.9 l 7.7 7.3 l S"),
    box_of("failed"): lambda: _draw_box("2.7 2.7 m 7.3 7.3 l S 2.7 7.3 m 7.3 2.7 l S"),
    box_of("not_applicable"): lambda: _draw_box("2.6 5 m 7.4 5 l S"),
}

"""Rows of large figures with a caption each."""

from collections.abc import Iterator, Sequence

from wizard.dossier.blocks import Figures
from wizard.dossier.pdf.panels import Ground, Panel, SideBySide, stack_lines
from wizard.dossier.pdf.paragraphs import AccentRule, Gap
from wizard.dossier.pdf.styles import GUTTER, NOTE, WIDTH, Style, Weight
from wizard.dossier.pdf.typesetter import Typesetter

_MOST_BESIDE = 4
_LEAST_BESIDE = 3
# The largest size at which a value stays on one line is taken; the last is broken over lines if it must.
_VALUE_STYLES = tuple(Style(Weight.BOLD, size, leading) for size, leading in ((22, 28), (16, 21), (12, 16)))


def lay_figures(figures: Figures, typesetter: Typesetter) -> Iterator[SideBySide]:
    """Yield the figures in rows of up to four, in equal columns."""
    for start in range(0, len(figures.items), _MOST_BESIDE):
        items = figures.items[start : start + _MOST_BESIDE]
        beside = max(len(items), _LEAST_BESIDE) if start == 0 else _MOST_BESIDE
        width = (WIDTH - (beside - 1) * GUTTER) / beside
        yield SideBySide(_lay_row(items, typesetter, width), width + GUTTER, above=6, below=14)


def _lay_row(items: Sequence[tuple[str, str]], typesetter: Typesetter, width: float) -> list[Panel]:
    style = _choose_style([value for value, _ in items], typesetter, width)
    return [
        Panel(
            [
                AccentRule(width),
                Gap(6),
                *stack_lines(typesetter.break_text(value, style, width), style),
                *stack_lines(typesetter.break_text(caption, NOTE, width), NOTE),
            ],
            Ground(width, 0, tint=None),
        )
        for value, caption in items
    ]


def _choose_style(values: Sequence[str], typesetter: Typesetter, width: float) -> Style:
    for style in _VALUE_STYLES:
        if all(typesetter.measure(typesetter.clean(value, style.weight), style) <= width for value in values):
            return style
    return _VALUE_STYLES[-1]

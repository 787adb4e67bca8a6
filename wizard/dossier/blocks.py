"""The dossier as plain values: what every printed output is made of, already in one language.

Nothing here knows a file format. All texts are plain text: a renderer escapes them, it never interprets them.
"""

from dataclasses import dataclass, field
from typing import Literal

from wizard.domain.levels import Status

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; ``status`` draws its shape before the text, ``link`` jumps to an anchor."""

    text: str
    status: Status | None = None
    link: str | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; ``share`` is its part of the width relative to the other columns."""

    title: str
    share: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row, one cell per column; ``anchor`` names it as the target of links."""

    cells: tuple[str | Cell, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A tinted row across the table that names the rows below it."""

    title: str
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row that is repeated on each page."""

    columns: tuple[Column, ...]
    rows: tuple[Row | GroupRow, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter (level 2)."""

    text: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``note`` is set smaller and weaker."""

    text: str
    style: Literal["body", "note", "strong"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short sentences, each with its status where it has one."""

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of large figures with a caption each, as (value, caption)."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VerdictPanel:
    """The verdict: its sign and word, one sentence, the next step, and the counts as (status, word, number).

    ``remaining`` is what the verdict leaves out: work that nobody has shown done.
    """

    status: Status
    title: str
    sentence: str
    next_step: str
    counts: tuple[tuple[Status, str, int], ...]
    remaining: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A checklist line: drawn box, id, text, and who must do it; ``state`` is open, done, failed or not_applicable."""

    id: str
    text: str
    responsible: str
    facts: str
    state: Literal["open", "done", "failed", "not_applicable"] = "open"
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """Checklist lines; ``comment_label`` and ``state_labels`` are the printed words, ``has_key`` explains the boxes."""

    items: tuple[CheckItem, ...]
    comment_label: str
    state_labels: dict[str, str] = field(default_factory=dict)
    has_key: bool = True


@dataclass(frozen=True, slots=True)
class SignaturePanel:
    """One role's panel of the sign-off page; ``lines`` are labels of lines to fill in, with what is known.

    A signature that was given has its ``state`` told by a ``note``, its drawing (``strokes`` of points from 0 to 1 of
    the box, from its upper left corner), and a ``stamp``: the word across a lapsed one, or that there is no drawing.
    """

    role: str
    lines: tuple[tuple[str, str], ...]
    statement: str
    signature_label: str
    state: Literal["unsigned", "holds", "lapsed"] = "unsigned"
    note: str = ""
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """The sign-off panels, and what is being signed."""

    subject: tuple[str, ...]
    panels: tuple[SignaturePanel, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """A box of the diagram; ``column`` 0: stations and phones, 1: the TWS server, 2: PABX and other servers."""

    id: str
    title: str
    detail: str
    column: Literal[0, 1, 2]


@dataclass(frozen=True, slots=True)
class Wire:
    """The bundled flows between two machines, from ``source`` to ``target``; ``labels`` are lines such as "TCP 443"."""

    source: str
    target: str
    labels: tuple[str, ...]
    both_ways: bool


@dataclass(frozen=True, slots=True)
class Diagram:
    """Machines and flows, to be drawn."""

    machines: tuple[Machine, ...]
    wires: tuple[Wire, ...]
    caption: str


Block = Heading | Text | Bullets | Figures | VerdictPanel | Table | Checklist | SignOff | Diagram


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: it starts a page where ``new_page``; ``summary`` (two lines) can be read alone."""

    anchor: str
    title: str
    summary: str
    blocks: tuple[Block, ...]
    new_page: bool = True


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page; ``details`` are (label, value) lines, ``code`` is the text of the QR code."""

    kind: str
    customer: str
    site: str
    verdict: VerdictPanel
    details: tuple[tuple[str, str], ...]
    warning: str
    code: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The few words that a renderer itself prints, in the dossier's language, with named placeholders."""

    contents: str
    page_of: str
    continued: str
    replaced_note: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A whole dossier in one language (``language`` is "fr" or "en")."""

    language: str
    title: str
    author: str
    subject: str
    footer: str
    cover: Cover
    chapters: tuple[Chapter, ...]
    wording: Wording

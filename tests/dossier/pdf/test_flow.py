"""Flow: what stands on which page."""

from wizard.dossier.pdf.flow import Flow
from wizard.dossier.pdf.panels import Ground, Panel
from wizard.dossier.pdf.paragraphs import Gap, Paragraph
from wizard.dossier.pdf.styles import BODY, HEIGHT, SUBTITLE


def fill(height: float) -> Panel:
    """Return something that takes a height and is not cut."""
    return Panel((Gap(height),), Ground(100, 0, tint=None), above=0, below=0)


def counts(flow: Flow) -> list[int]:
    """Return how many things stand on each page."""
    return [len(page.items) for page in flow.pages]


def test_heading_stays_with_what_follows() -> None:
    """A heading, and a heading over a heading, goes to the next page where the text under it would not begin."""
    flow = Flow()
    flow.begin_page("")
    heading = Paragraph(("Heading",), SUBTITLE, keeps_next=True)
    began = flow.add([fill(HEIGHT - 45), heading, heading, Paragraph(("text",) * 3, BODY)], "")
    assert began == 1
    assert counts(flow) == [1, 3]


def test_paragraph_is_cut_but_not_for_one_line() -> None:
    """Two lines at least stand on each side of a page's end."""
    flow = Flow()
    flow.begin_page("")
    flow.add([fill(HEIGHT - 4.5 * BODY.leading), Paragraph(("line",) * 5, BODY)], "")
    parts = [page.items[-1][0] for page in flow.pages]
    assert [len(part.lines) for part in parts if isinstance(part, Paragraph)] == [3, 2]


def test_page_number_of_what_begins() -> None:
    """The page on which the first thing begins is returned, even where that is a new one."""
    flow = Flow()
    flow.begin_page("")
    flow.add([fill(HEIGHT)], "")
    assert flow.add([fill(10)], "next") == 2
    assert flow.pages[1].header == "next"


def test_spaces_do_not_add_up() -> None:
    """Of two meeting spaces the larger counts, and none stands at the head of a page."""
    flow = Flow()
    flow.begin_page("")
    flow.add([Paragraph(("a",), BODY, above=50, below=10), Paragraph(("b",), BODY, above=30)], "")
    (_, first), (_, second) = flow.pages[0].items
    assert first - second == BODY.leading + 30


def test_panel_taller_than_a_page_is_cut() -> None:
    """A panel stays whole where a page can hold it, and only else is cut."""
    flow = Flow()
    flow.begin_page("")
    ground = Ground(100, 10)
    flow.add([fill(HEIGHT / 2), Panel([Gap(40)] * 15, ground), Panel([Gap(40)] * 40, ground)], "")
    panels = [[item for item, _ in page.items if isinstance(item, Panel)] for page in flow.pages]
    assert [sum(len(panel.rows) for panel in page if panel.ground is ground) for page in panels] == [0, 15, 17, 17, 6]

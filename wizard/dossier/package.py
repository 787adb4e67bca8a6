"""The dossier's files: which there are, what they are called and what they hold; the same for every way to export."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock

from wizard.domain.plan import Plan
from wizard.domain.plan.order import Project
from wizard.domain.plan.writing import write_plan
from wizard.dossier.content.report import Report
from wizard.i18n import Message, Translator

RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789")]
)
_LONGEST_SLUG = 60
# The fonts of the PDF writer are shared by all documents being made, so that only one is made at a time.
_ONE_PDF = Lock()


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the dossier: the format that asks for it, what it is, and how it is made."""

    format: str
    what: Message
    make: Callable[[Report], bytes]

    def name(self, slug: str, say: Translator) -> str:
        """Return the file's name: the project's, what it is, its language and its ending."""
        return f"{slug}-{make_slug(say(self.what))}-{say.language}.{self.format}"


def make_pdf(report: Report) -> bytes:
    """Return the dossier as a PDF, with the plan that it was made from inside: whoever has the one has the other."""
    from wizard.dossier.content.dossier import make_dossier  # noqa: PLC0415 - only where a PDF is wanted
    from wizard.dossier.pdf.attachment import Attached  # noqa: PLC0415 - as above
    from wizard.dossier.pdf.document import render_pdf  # noqa: PLC0415 - as above

    name = f"{name_project(report.plan, '')}.twsplan"
    with _ONE_PDF:
        return render_pdf(make_dossier(report), Attached(name, "application/json", write_plan(report.plan)))


def _make_findings(report: Report) -> bytes:
    from wizard.dossier.spreadsheet import write_findings  # noqa: PLC0415 - only where a CSV is wanted

    return write_findings(report.assessment, report.say)


def _make_flows(report: Report) -> bytes:
    from wizard.dossier.spreadsheet import write_flows  # noqa: PLC0415 - as above

    return write_flows(report.assessment, report.say)


def _make_assessment(report: Report) -> bytes:
    from wizard.dossier.record import describe_assessment  # noqa: PLC0415 - only where a JSON is wanted

    text = json.dumps(describe_assessment(report.assessment, report.say), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


PARTS = (
    Part("pdf", Message("dossier"), make_pdf),
    Part("csv", Message("findings"), _make_findings),
    Part("csv", Message("flows"), _make_flows),
    Part("json", Message("assessment"), _make_assessment),
)
FORMATS = tuple(dict.fromkeys(part.format for part in PARTS))


def make_slug(*candidates: str | None) -> str:
    """Return the first candidate that leaves something, as a file name that every system takes.

    ASCII letters, digits and hyphens; no reserved Windows name; at most 60 characters.
    """
    for candidate in candidates:
        # An apostrophe parts two words, in whatever form it is typed.
        text = unicodedata.normalize("NFKD", (candidate or "").replace("\u2019", "'"))
        plain = text.encode("ascii", "ignore").decode()
        slug = re.sub(r"[^A-Za-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-")
        if slug and slug.lower() not in RESERVED:
            return slug
    return "tws"


def name_project(plan: Plan, stem: str) -> str:
    """Return what the names of a plan's files begin with; ``stem`` is that of the plan's own file."""
    project = plan.project or Project()
    return make_slug(project.reference, project.customer, stem)


def list_parts(formats: tuple[str, ...]) -> tuple[Part, ...]:
    """Return the files that some formats ask for, in their usual order."""
    return tuple(part for part in PARTS if part.format in formats)


def make_files(report: Report, formats: tuple[str, ...], slug: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one language as (name, content)."""
    for part in list_parts(formats):
        yield part.name(slug, report.say), part.make(report)

"""``export``: write the dossier's files."""

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from wizard.cli.arguments import add_language, add_plan, read_inputs, split_list
from wizard.cli.files import make_slug, write_all
from wizard.cli.language import guess_language
from wizard.domain.plan.order import Project
from wizard.dossier.content.report import Report
from wizard.errors import UsageError
from wizard.i18n import LANGUAGES, Message, Translator, get_translator

FORMATS = ("pdf", "csv", "json")
DOSSIER, FINDINGS, FLOWS, ASSESSMENT = (
    Message("dossier"),
    Message("findings"),
    Message("flows"),
    Message("assessment"),
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    add_plan(parser, say)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help=say(Message("folder to write to")))
    add_language(parser, say, "both")
    parser.add_argument(
        "--formats", default=",".join(FORMATS), help=say(Message("formats, separated by commas (default: all)"))
    )
    parser.add_argument(
        "--date", metavar="YYYY-MM-DD", help=say(Message("date printed on the dossier (default: today)"))
    )


def read_day(text: str | None) -> date:
    """Return the date of an option; today without one.

    Raises:
        UsageError: it is no date.

    """
    if text is None:
        return date.today()  # noqa: DTZ011 - the user's own day is what is printed
    try:
        # Python reads other forms too, such as a year with its week.
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as error:
        raise UsageError("--date: “{value}” is no date; expected YYYY-MM-DD.", value=text[:40]) from error


def name_file(what: Message, say: Translator, ending: str) -> str:
    """Return a file's name after the project's: what it is, its language and its ending."""
    return f"{make_slug(say(what))}-{say.language}.{ending}"


def make_files(report: Report, formats: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one language as (what and ending, content)."""
    say, assessment = report.say, report.assessment
    if "pdf" in formats:
        from wizard.dossier.content.dossier import make_dossier
        from wizard.dossier.pdf.document import render_pdf

        yield name_file(DOSSIER, say, "pdf"), render_pdf(make_dossier(report))
    if "csv" in formats:
        from wizard.dossier.spreadsheet import write_findings, write_flows

        yield name_file(FINDINGS, say, "csv"), write_findings(assessment, say)
        yield name_file(FLOWS, say, "csv"), write_flows(assessment, say)
    if "json" in formats:
        import json

        from wizard.dossier.record import describe_assessment

        text = json.dumps(describe_assessment(assessment, say), ensure_ascii=False, indent=1)
        yield name_file(ASSESSMENT, say, "json"), f"{text}\n".encode()


def carry_out(options: argparse.Namespace) -> int:
    """Write all files, or none, and print their names on stdout."""
    formats = split_list(options.formats, FORMATS, "--formats")
    today = read_day(options.date)
    plan, edition, assessment = read_inputs(options)
    language = options.language or guess_language()
    project = plan.project or Project()
    slug = make_slug(project.reference, project.customer, options.plan.stem)
    files: dict[str, bytes] = {}
    for each in LANGUAGES if language == "both" else (language,):
        report = Report(plan, edition, assessment, get_translator(each), today)
        files.update((f"{slug}-{name}", content) for name, content in make_files(report, formats))
    paths = write_all(options.out, files)
    sys.stdout.write("".join(f"{path}\n" for path in paths))
    return 0

"""``export``: write the dossier's files."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from wizard.assessment.evaluate import assess
from wizard.catalogue.edition import LoadedEdition
from wizard.cli.arguments import add_language, add_plan, read_inputs, split_list
from wizard.cli.files import make_slug, write_all
from wizard.domain.assessment import Assessment
from wizard.domain.plan import Plan
from wizard.errors import UsageError
from wizard.i18n import LANGUAGES, Message, Translator, get_translator, guess_language

FORMATS = ("pdf", "csv", "json")
DOSSIER, FINDINGS, FLOWS, ASSESSMENT = (
    Message("dossier"),
    Message("findings"),
    Message("flows"),
    Message("assessment"),
)


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
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("--date: “{value}” is no date; expected YYYY-MM-DD.", value=text[:40]) from error


def make_files(
    plan: Plan, edition: LoadedEdition, assessment: Assessment, say: Translator, formats: tuple[str, ...], today: date
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one language as (what and ending, content)."""
    if "pdf" in formats:
        from wizard.dossier.content.dossier import make_dossier
        from wizard.dossier.pdf.document import render_pdf

        yield f"{say(DOSSIER)}-{say.language}.pdf", render_pdf(make_dossier(plan, edition, assessment, say, today))
    if "csv" in formats:
        from wizard.dossier.spreadsheet import write_findings, write_flows

        yield f"{say(FINDINGS)}-{say.language}.csv", write_findings(assessment, say)
        yield f"{say(FLOWS)}-{say.language}.csv", write_flows(assessment, say)
    if "json" in formats:
        import json

        from wizard.dossier.record import describe_assessment

        text = json.dumps(describe_assessment(assessment, say), ensure_ascii=False, indent=1)
        yield f"{say(ASSESSMENT)}-{say.language}.json", f"{text}\n".encode()


def carry_out(options: argparse.Namespace) -> int:
    """Write all files, or none, and print their names on stdout."""
    formats = split_list(options.formats, FORMATS, "--formats")
    today = read_day(options.date)
    plan, edition = read_inputs(options)
    assessment = assess(plan, edition)
    language = options.language or guess_language()
    project = plan.project
    slug = make_slug(project and project.reference, project and project.customer, options.plan.stem)
    files: dict[str, bytes] = {}
    for each in LANGUAGES if language == "both" else (language,):
        made = make_files(plan, edition, assessment, get_translator(each), formats, today)
        files.update((f"{slug}-{make_slug(name.partition('.')[0])}.{name.partition('.')[2]}", content) for name, content in made)
    paths = write_all(options.out, files)
    sys.stdout.write("".join(f"{path}\n" for path in paths))
    return 0

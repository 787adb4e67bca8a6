"""``export``: write the dossier's files."""

import argparse
import re
import sys
from datetime import UTC, date, datetime, time

from wizard.cli.arguments import add_language, add_plan, read_inputs, split_list
from wizard.cli.targets import add_out
from wizard.dossier.content.report import Report
from wizard.dossier.package import FORMATS, make_files, name_project
from wizard.errors import UsageError
from wizard.i18n import LANGUAGES, Message, Translator, get_translator, guess_language
from wizard.storage.folder import write_all

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    add_plan(parser, say)
    add_out(parser, "DIR", say(Message("folder to write to")), required=True)
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


def carry_out(options: argparse.Namespace) -> int:
    """Write all files, or none, and print their names on stdout."""
    formats = split_list(options.formats, FORMATS, "--formats")
    today = read_day(options.date)
    # The day's end, so that the same date gives the same dossier whatever the hour.
    at = datetime.combine(today, time.max, UTC) if options.date else None
    plan, edition, assessment = read_inputs(options, at)
    language = options.language or guess_language()
    slug = name_project(plan, options.plan.stem)
    files: dict[str, bytes] = {}
    for each in LANGUAGES if language == "both" else (language,):
        report = Report(plan, edition, assessment, get_translator(each), today)
        files.update(make_files(report, formats, slug))
    paths = write_all(options.out, files)
    sys.stdout.write("".join(f"{path}\n" for path in paths))
    return 0

"""Arguments that several commands share."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from wizard.assessment.evaluate import assess
from wizard.catalogue.edition import LoadedEdition
from wizard.catalogue.shelf import find_edition, find_edition_or_file
from wizard.domain.assessment import Assessment
from wizard.domain.plan import Plan
from wizard.errors import PlanError, UsageError, WizardError
from wizard.i18n import LANGUAGES, Message, Translator, get_translator, guess_language
from wizard.storage.plan_files import open_plan


def add_plan(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the plan file and the vendor edition."""
    parser.add_argument("plan", metavar="PLAN", type=Path, help=say(Message("plan file (.twsplan)")))
    parser.add_argument(
        "--catalogue", metavar="ID|FILE", help=say(Message("vendor edition to assess against (default: the plan's)"))
    )


def add_language(parser: argparse.ArgumentParser, say: Translator, *more: str) -> None:
    """Add the language of the output."""
    parser.add_argument(
        "--language",
        choices=(*LANGUAGES, *more),
        help=say(Message("language of the output (default: the system's, else French)")),
    )


def read_inputs(options: argparse.Namespace, at: datetime | None = None) -> tuple[Plan, LoadedEdition, Assessment]:
    """Return the plan and the edition that a call names, and what comes of them; its evidence as of now, or ``at``.

    Raises:
        WizardError: one of them cannot be used.

    """
    plan = open_plan(options.plan)
    named = None if options.catalogue is None else find_edition_or_file(options.catalogue)
    try:
        edition = named or find_edition(plan.catalogue)
        return plan, edition, assess(plan, edition, at or datetime.now(UTC))
    except WizardError as error:
        # These name the field; the file is known only here.
        fault = Message(error.text, error.params)
        raise PlanError("{field}: {fault}", field=str(options.plan), fault=fault) from error


def read_translator(options: argparse.Namespace) -> Translator:
    """Return the translator of a call's language."""
    return get_translator(options.language or guess_language())


def split_list(text: str, allowed: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Return the values of a comma-separated option, each once.

    Raises:
        UsageError: one is not allowed, or there is none.

    """
    values = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [value for value in values if value not in allowed]
    if unknown or not values:
        raise UsageError("{name}: “{value}” is not available; expected some of {allowed}.",
                         name=name, value=unknown[0][:80] if unknown else text, allowed=", ".join(allowed))  # fmt: skip
    return values

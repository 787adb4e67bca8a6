"""``catalogue``: list, show or validate vendor editions."""

import argparse
import sys
from pathlib import Path

from wizard.catalogue.loader import FaultyCatalogueError, load_edition
from wizard.catalogue.shelf import find_edition_or_file, list_editions
from wizard.dossier.content.cover import show_month
from wizard.dossier.hidden import spell_hidden
from wizard.errors import CatalogueError
from wizard.i18n import Message, Translator, get_translator, guess_language

DONE, UNUSABLE = 0, 2
LINE = Message("{id} · {product} · edition {month} · {facts} facts · {origin}")
UNUSABLE_LINE = Message("{origin}: cannot be used ({count} fault(s)); see “catalogue validate”")
MORE = Message("{file}: and {count} more fault(s)")
VALID = Message("{origin}: valid, {facts} facts, {flows} flows")
FACT = Message("{id} · {page} · {title}")
PAGE, OWN = Message("p. {page}"), Message("our own")


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    parser.add_argument("action", choices=("list", "show", "validate"), help=say(Message("what to do")))
    parser.add_argument(
        "edition", nargs="?", metavar="ID|FILE", help=say(Message("edition to show or file to validate"))
    )
    parser.add_argument("--language", choices=("fr", "en"), help=say(Message("language of the output")))


def carry_out(options: argparse.Namespace) -> int:
    """Print what is asked on stdout."""
    say = get_translator(options.language or guess_language())
    if options.action == "list":
        return list_known(say)
    if options.edition is None:
        raise CatalogueError("catalogue {action}: expected an edition's id or a file.", action=options.action)
    if options.action == "show":
        return show(options.edition, say)
    return validate(Path(options.edition), say)


def list_known(say: Translator) -> int:
    """Print a line for each known edition; one with faults is named, not hidden."""
    for path in list_editions():
        try:
            edition = load_edition(path)
        except CatalogueError as error:
            line = UNUSABLE_LINE.fill(origin=str(path), count=getattr(error, "total", 1))
            sys.stdout.write(spell_hidden(say(line)) + "\n")
            continue
        about = edition.catalogue.edition
        line = LINE.fill(
            id=about.id,
            product=about.product,
            month=show_month(about.published),
            facts=len(edition.facts),
            origin=path.name,
        )
        sys.stdout.write(spell_hidden(say(line)) + "\n")
    return DONE


def show(wanted: str, say: Translator) -> int:
    """Print every fact of an edition: id, page, title, requirement."""
    for fact in find_edition_or_file(wanted).catalogue.facts:
        page = OWN if fact.page is None else PAGE.fill(page=fact.page)
        sys.stdout.write(spell_hidden(say(FACT.fill(id=fact.id, page=page, title=fact.title.text))) + "\n")
        sys.stdout.write(f"    {spell_hidden(say(fact.requirement.text))}\n")
    return DONE


def validate(path: Path, say: Translator) -> int:
    """Print that a file is valid, or its faults on stderr, a line each, and how many there are beyond these."""
    try:
        edition = load_edition(path)
    except FaultyCatalogueError as error:
        for fault in error.faults:
            print(spell_hidden(" ".join(f"{path}: {say(fault)}".split())), file=sys.stderr)
        if error.total > len(error.faults):
            more = MORE.fill(file=str(path), count=error.total - len(error.faults))
            print(spell_hidden(say(more)), file=sys.stderr)
        return UNUSABLE
    flows = len(edition.catalogue.flows)
    line = VALID.fill(origin=str(path), facts=len(edition.facts), flows=flows)
    sys.stdout.write(spell_hidden(say(line)) + "\n")
    return DONE

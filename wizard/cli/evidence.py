"""``evidence``: list what was measured for a plan, remove some of it, or have what is kept apart count."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wizard.assessment.measurements import weigh_all
from wizard.cli.arguments import add_language, read_translator
from wizard.domain.evidence.apart import find_mismatch
from wizard.domain.evidence.deciding import count_evidence, remove_evidence
from wizard.domain.plan import Plan
from wizard.domain.proofs import Weighed
from wizard.dossier.evidence_wording import tell_evidence
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.json_text import write_json
from wizard.errors import UsageError
from wizard.i18n import Message, Translator
from wizard.storage.plan_files import open_plan
from wizard.storage.saving import change_plan

LINE = Message("{facts} · {check}: {result} · {where} · {when}")
NOTHING = Message("Nothing has been measured for this plan.")
REMOVED = Message("Measurements removed from {file}: {count}.")
COUNTED = Message("Measurements in {file} that count from now on: {count}.")
NOT_NARROWED = Message("{option}: expected --machine or --probe too, to say which measurements are meant.")
NOT_THERE = Message("{option}: “{name}” measured nothing for this plan; expected one of {known}.")
NO_FACT = "–"


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    parser.add_argument("plan", metavar="PLAN", type=Path, help=say(Message("plan file (.twsplan)")))
    add_language(parser, say)
    parser.add_argument("--machine", metavar="NAME", help=say(Message("only what this machine measured")))
    parser.add_argument("--probe", metavar="ID", help=say(Message("only what this check measured (server.memory, …)")))
    deciding = parser.add_mutually_exclusive_group()
    deciding.add_argument("--remove", action="store_true", help=say(Message("remove these measurements from the plan")))
    deciding.add_argument(
        "--count", action="store_true", help=say(Message("have those of these that are kept apart count"))
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help=say(Message("form of the output")))


def carry_out(options: argparse.Namespace) -> int:
    """List the measurements that are meant, or decide on them and say how many there were."""
    say = read_translator(options)
    plan = open_plan(options.plan)
    if not (options.remove or options.count):
        _print(_find_meant(plan, options), options.format, say)
        return 0
    if options.machine is None and options.probe is None:
        raise UsageError(NOT_NARROWED.text, option="--remove" if options.remove else "--count")
    count = _decide(plan, options)
    if options.format == "json":
        sys.stdout.write(write_json({"removed" if options.remove else "counted": count}) + "\n")
        return 0
    told = (REMOVED if options.remove else COUNTED).fill(count=count, file=str(options.plan))
    sys.stdout.write(spell_hidden(say(told)) + "\n")
    return 0


def _find_meant(plan: Plan, options: argparse.Namespace) -> list[Weighed]:
    """Return the measurements that a call means.

    Raises:
        UsageError: no machine of that name, or no such check, measured anything.

    """
    found = list(weigh_all(plan, plan.evidence or (), datetime.now(UTC)))
    for option, name, part in (("--machine", options.machine, "machine"), ("--probe", options.probe, "probe")):
        known = dict.fromkeys(getattr(each.evidence, part) for each in found)
        if name is not None and name not in known:
            raise UsageError(NOT_THERE.text, option=option, name=name[:80], known=", ".join(known)[:400] or NO_FACT)
        found = [each for each in found if name in (None, getattr(each.evidence, part))]
    return found


def _decide(plan: Plan, options: argparse.Namespace) -> int:
    """Remove measurements from the plan's file, or have them count; return how many there were."""
    decided = 0

    def decide(present: Plan) -> Plan:
        nonlocal decided
        meant = [each.evidence for each in _find_meant(present, options)]
        if options.count:
            meant = [each for each in meant if each.apart and find_mismatch((each,)) is None]
        change = count_evidence if options.count else remove_evidence
        decided = len(meant)
        left = change(present.evidence or (), meant, present.server.address if present.server else None)
        return present.model_copy(update={"evidence": left}) if meant else present

    decide(plan)
    # What others wrote into the file since stays, and they wait meanwhile; without a decision nothing is written.
    if decided:
        change_plan(options.plan, decide)
    return decided


def _print(found: Sequence[Weighed], form: str, say: Translator) -> None:
    if form == "json":
        sys.stdout.write(write_json({"evidence": [_describe(each, say) for each in found]}) + "\n")
        return
    if not found:
        sys.stdout.write(say(NOTHING) + "\n")
    for each in found:
        told = tell_evidence(each, say)
        facts = ", ".join(each.evidence.facts) or NO_FACT
        line = LINE.fill(facts=facts, check=told.check, result=told.result, where=told.where, when=told.when)
        sys.stdout.write(spell_hidden(say(line)) + "\n")


def _describe(weighed: Weighed, say: Translator) -> dict[str, Any]:
    kept = weighed.evidence.model_dump(mode="json", exclude_none=True)
    return kept | {"currency": weighed.currency.value, "result": tell_evidence(weighed, say).result}

"""``check``: run the local checks and keep what they measure in the plan."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wizard.checks.manifest import KIND_WORDS, list_touches
from wizard.checks.peers import Peers
from wizard.checks.probe import Probe
from wizard.checks.runner import Origin, Progress, Run
from wizard.checks.selection import Wanted, find_group, limit_time, select_probes
from wizard.checks.tls.file_probe import make_certificate_file_probe
from wizard.cli.arguments import add_language, add_plan, read_inputs, read_translator
from wizard.cli.role import NOT_SAID, ROLE_CHOICES, Role, take_role
from wizard.cli.targets import add_out
from wizard.domain.certificates import read_installation_day
from wizard.domain.evidence.apart import keep_run_apart
from wizard.domain.evidence.collection import add_run, aggregate_evidence
from wizard.domain.evidence.fullness import MOST_KEPT, measure_fullness
from wizard.domain.evidence.record import Evidence
from wizard.domain.evidence.wording import name_apart, name_probe
from wizard.domain.plan import Plan
from wizard.domain.plan.fullness import is_overfilled, tell_fullness
from wizard.domain.plan.writing import LARGEST_FILE
from wizard.domain.proofs import Currency, Weighed
from wizard.dossier.evidence_wording import tell_evidence
from wizard.dossier.hidden import spell_hidden
from wizard.dossier.json_text import write_json
from wizard.errors import ExportError, UsageError
from wizard.i18n import Message, Translator
from wizard.storage.saving import change_or_make_plan, change_plan, is_same_file

LONGEST_TIMEOUT = 600.0
TOUCHES = Message("{kind}: {what} ({purpose})")
NOTHING = Message("With this role and this plan there is nothing to check.")
STEP = Message("{done} of {total}: {probe}")
KEPT = Message("{count} measurements kept in {file}.")
REPLACED = Message("{file} held another plan; that one is kept as {backup}.")
FULL = Message(
    "{file}: full; a plan holds at most {count} measurements and {size} MB. This run’s are printed, not kept; --out "
    "FILE keeps them in another file."
)
APART = Message("{plan} is full: {file} gets this run’s measurements alone.")
RESULT = Message("{facts} · {check}: {result}")
KEPT_APART = Message(
    "This is not known to be the planned server ({reason}): its measurements are kept apart and do not count until "
    "“evidence {plan} --machine {machine} --count” says so."
)
FAIL_ON = {"failed": frozenset({"failed"}), "unknown": frozenset({"failed", "unknown"})}
DONE, FOUND = 0, 1


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    add_plan(parser, say)
    add_language(parser, say)
    parser.add_argument(
        "--role", choices=ROLE_CHOICES, help=say(Message("what this machine is (default: asked for at a terminal)"))
    )
    parser.add_argument("--group", metavar="NAME", help=say(Message("station group that this PC belongs to")))
    parser.add_argument("--drive", metavar="D:", help=say(Message("drive that TWS will be installed on (role server)")))
    parser.add_argument(
        "--only", metavar="ID,…", help=say(Message("checks or facts to look at, separated by commas (default: all)"))
    )
    parser.add_argument(
        "--timeout", metavar="S", type=float, help=say(Message("longest time for each check, in seconds"))
    )
    _add_certificate(parser, say)
    parser.add_argument("--local", action="store_true", help=say(Message("read this machine only; send nothing")))
    parser.add_argument(
        "--manifest", action="store_true", help=say(Message("list everything that would be touched, and touch nothing"))
    )
    add_out(parser, "FILE", say(Message("plan file to write with the measurements (default: PLAN)")))
    parser.add_argument("--format", choices=("text", "json"), default="text", help=say(Message("form of the output")))
    add_fail_on(parser, say)


def add_fail_on(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add which results of a run make its exit code 1."""
    parser.add_argument(
        "--fail-on",
        choices=tuple(FAIL_ON),
        help=say(Message("exit with 1 when a measurement of this run failed, or is not even known")),
    )


def decide_exit(found: Sequence[Evidence], options: argparse.Namespace) -> int:
    """Return the exit code of a run: 1 where a measurement is at or above ``--fail-on``.

    What is kept apart is not known of the machine that the plan means, even where it is met.
    """
    wanted = FAIL_ON.get(options.fail_on, frozenset())
    states = {"unknown" if each.apart and each.state == "ok" else each.state for each in found}
    return DONE if wanted.isdisjoint(states) else FOUND


def _add_certificate(parser: argparse.ArgumentParser, say: Translator) -> None:
    parser.add_argument(
        "--certificate", metavar="FILE", type=Path,
        help=say(Message("judge the certificate of this file for the server’s name, and run nothing else")),
    )  # fmt: skip
    parser.add_argument(
        "--roots", metavar="FILE", type=Path,
        help=say(Message("with --certificate: the authorities to trust (PEM; default: this machine’s)")),
    )  # fmt: skip


def carry_out(options: argparse.Namespace) -> int:
    """Run the checks, keep the evidence in the plan, and print it."""
    plan, edition, assessment = read_inputs(options)
    say = read_translator(options)
    # Nobody is asked in vain.
    check_wanted(options, plan)
    _check_files(options)
    # A certificate's file is the same on whatever machine.
    role = Role(options.role or "station", is_said=True) if options.certificate else take_role(options.role, say)
    wanted = read_wanted(options, plan, role)
    probes = _find_certificate(options, plan, wanted) or select_probes(plan, edition, assessment, wanted)
    if options.manifest:
        _print_manifest(probes, say, options.format)
        return DONE
    if not probes:
        print(say(NOTHING), file=sys.stderr)
    return decide_exit(run_and_keep(probes, role, plan, options), options)


def _check_files(options: argparse.Namespace) -> None:
    if options.certificate is None and options.roots is not None:
        raise UsageError("--roots: goes with --certificate.")
    for option, file in (("--certificate", options.certificate), ("--roots", options.roots)):
        # Not for the manifest, which touches nothing.
        if file is not None and not options.manifest and not file.is_file():
            raise UsageError("{option}: {file} is no file.", option=option, file=str(file))


def _find_certificate(options: argparse.Namespace, plan: Plan, wanted: Wanted) -> tuple[Probe, ...]:
    """Return the probe of the certificate file that a call names; none where it names none."""
    if options.certificate is None:
        return ()
    day = read_installation_day(plan)
    probe = make_certificate_file_probe(options.certificate, Peers(plan).server_name, options.roots, day)
    return (limit_time(probe, wanted.seconds),)


def run_and_keep(probes: Sequence[Probe], role: Role, plan: Plan, options: argparse.Namespace) -> tuple[Evidence, ...]:
    """Run some probes with progress on stderr; keep their evidence in a plan file, print it and return it.

    It is kept apart where nobody said what this machine is, or where it is not the planned server.
    """
    say = read_translator(options)

    def tell(progress: Progress) -> None:
        step = STEP.fill(done=progress.done, total=progress.total, probe=name_probe(progress.probe.id))
        print(spell_hidden(say(step)), file=sys.stderr)

    if measure_fullness(plan.evidence).is_over:
        warn_of_fullness(plan, say)
    measured = Run(probes, Origin.of_this_machine(role.role)).carry_out(tell)
    found = keep_run_apart(measured, role_said=role.is_said)
    _tell_apart(found, role, options, say)
    base = find_base(plan, found, options, say)
    keep(base, found, options, say)
    return found


def _tell_apart(found: tuple[Evidence, ...], role: Role, options: argparse.Namespace, say: Translator) -> None:
    """Say on stderr, in one line, that a run's measurements do not count, why, and how they can."""
    apart = next((each for each in found if each.apart), None)
    if apart is None or apart.apart is None:
        return
    told = KEPT_APART.fill(reason=name_apart(apart.apart)) if role.is_said else NOT_SAID
    ends = {"plan": str(options.out or options.plan), "machine": apart.machine}
    print(spell_hidden(say(told.fill(**told.params, **ends))), file=sys.stderr)


def find_base(plan: Plan, found: tuple[Evidence, ...], options: argparse.Namespace, say: Translator) -> Plan:
    """Return the plan that a run's measurements are added to.

    A file of their own takes them where the plan has no room left: it then holds none of the earlier ones.
    """
    if options.out is None or not is_overfilled(plan, add_found(plan, found)):
        return plan
    print(spell_hidden(say(APART.fill(plan=str(options.plan), file=str(options.out)))), file=sys.stderr)
    return plan.model_copy(update={"evidence": None})


def add_found(plan: Plan, found: tuple[Evidence, ...]) -> Plan:
    """Return a plan with a run's measurements."""
    return plan.model_copy(update={"evidence": add_run(plan.evidence or (), found)})


def check_room(plan: Plan, filled: Plan, file: Path) -> None:
    """Refuse to write a plan with more measurements than it may hold.

    Raises:
        ExportError: one line says what a plan holds at most, and what can be done.

    """
    if is_overfilled(plan, filled):
        raise ExportError(FULL.text, file=str(file), count=MOST_KEPT, size=LARGEST_FILE // 1_000_000)


def warn_of_fullness(plan: Plan, say: Translator) -> None:
    """Say on stderr that a plan is nearly full."""
    told = tell_fullness(plan)
    if told is not None:
        print(say(told), file=sys.stderr)


def check_wanted(options: argparse.Namespace, plan: Plan) -> None:
    """Refuse a call that cannot be carried out.

    Raises:
        UsageError: the group is not in the plan, or the time is out of its bounds.

    """
    seconds = options.timeout
    # Written this way round so that "not a number" is refused too.
    if seconds is not None and not 0 < seconds <= LONGEST_TIMEOUT:
        raise UsageError("--timeout: expected a number of seconds above 0 and at most {most}.", most=LONGEST_TIMEOUT)
    if options.group is not None:
        find_group(plan, options.group)


def read_wanted(options: argparse.Namespace, plan: Plan, role: Role) -> Wanted:
    """Return what a call that can be carried out wants to be checked."""
    only = frozenset(part.strip() for part in (options.only or "").split(",") if part.strip())
    group = None if options.group is None else find_group(plan, options.group)
    return Wanted(role.role, group, options.drive, local_only=options.local, only=only, seconds=options.timeout)


def keep(plan: Plan, found: tuple[Evidence, ...], options: argparse.Namespace, say: Translator) -> None:
    """Print new measurements, whatever becomes of the file, and add them to a plan file."""
    print_found(found, options.format, say)
    if found:
        _write(plan, found, options, say)


def _write(plan: Plan, found: tuple[Evidence, ...], options: argparse.Namespace, say: Translator) -> None:
    file = options.out or options.plan

    def add(present: Plan) -> Plan:
        filled = add_found(present, found)
        check_room(present, filled, file)
        return filled

    # What others wrote into the plan since it was read stays: the measurements are added to that.
    saved = change_plan(file, add) if is_same_file(file, options.plan) else change_or_make_plan(file, plan, add)
    print(spell_hidden(say(KEPT.fill(count=len(found), file=str(file)))), file=sys.stderr)
    if saved.is_foreign:
        print(spell_hidden(say(REPLACED.fill(file=str(file), backup=str(saved.backup)))), file=sys.stderr)
    warn_of_fullness(saved.plan, say)


def print_found(found: tuple[Evidence, ...], form: str, say: Translator) -> None:
    """Print measurements on stdout, as text or as JSON."""
    if form == "json":
        content = [each.model_dump(mode="json", exclude_none=True) for each in found]
        sys.stdout.write(write_json({"taken_at": _now(), "evidence": content}) + "\n")
        return
    # A thousand ports found alike are one line.
    for each in aggregate_evidence(found):
        told = tell_evidence(Weighed(each, Currency.APART if each.apart else Currency.FRESH), say)
        line = RESULT.fill(facts=", ".join(each.facts) or "–", check=told.check, result=told.result)
        values = f" ({told.values})" if told.values else ""
        sys.stdout.write(spell_hidden(f"{say(line)}{values}") + "\n")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _print_manifest(probes: tuple[Probe, ...], say: Translator, form: str) -> None:
    lines = list_touches(probes)
    if form == "json":
        content: list[dict[str, Any]] = [
            {"kind": line.kind.value, "what": line.what, "purpose": say(line.purpose), "probes": list(line.probes)}
            for line in lines
        ]
        sys.stdout.write(write_json(content) + "\n")
        return
    for line in lines:
        told = TOUCHES.fill(kind=KIND_WORDS[line.kind], what=line.what, purpose=line.purpose)
        sys.stdout.write(spell_hidden(say(told)) + "\n")

"""The whole assessment of a plan against an edition: one pure function."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from itertools import chain

from wizard.assessment.bandwidth import find_bandwidth, measure_sites, measure_total
from wizard.assessment.basis import count_bases, tell_bases
from wizard.assessment.checklist import make_checklist
from wizard.assessment.confirmations import find_confirmations
from wizard.assessment.confronting import confront, index_evidence
from wizard.assessment.flows import find_flows
from wizard.assessment.machines import let_worst_decide, widen
from wizard.assessment.measurements import Measured, find_for_flow, index_flows, weigh_evidence
from wizard.assessment.media import size_media
from wizard.assessment.proving import prove_flow
from wizard.assessment.rules.clients import find_clients
from wizard.assessment.rules.consistency import find_disagreements
from wizard.assessment.rules.document import find_document
from wizard.assessment.rules.media import find_media
from wizard.assessment.rules.rights import find_rights
from wizard.assessment.rules.server import find_security, find_server
from wizard.assessment.rules.sessions import need_session_ram
from wizard.assessment.rules.sizing import find_sizing
from wizard.assessment.rules.telephony import find_telephony, need_on_links
from wizard.assessment.situation import Situation, name_sites
from wizard.assessment.sizing import RowChoice, choose_row, size_server
from wizard.assessment.truth import join_fields
from wizard.catalogue.edition import LoadedEdition
from wizard.domain.assessment import Assessment, Flow, Unread
from wizard.domain.findings import Finding
from wizard.domain.levels import WORST_FIRST, Level, conclude
from wizard.domain.plan import Plan
from wizard.domain.proofs import Weighed
from wizard.errors import PlanError

_ID = re.compile(r"([A-Z]+)-([0-9]+)([a-z]?)")
_PORTS = "ports."
_FAMILIES = ("DOC", "SRV", "SEC", "HW", "MED", "CLI", "AUT", "NET", "BW", "TEL")


@cache
def order_fact(fact: str) -> tuple[int, str, int, str]:
    """Return a sort key: families as in the fact sheet, unknown ones next, PLAN last; then by number."""
    family, number, letter = _ID.fullmatch(fact).groups()  # type: ignore[union-attr]
    rank = _FAMILIES.index(family) if family in _FAMILIES else len(_FAMILIES) + (family == "PLAN")
    return rank, family, int(number), letter


def check_ports(plan: Plan, edition: LoadedEdition) -> None:
    """Refuse a port set for a flow whose port cannot be changed.

    Raises:
        PlanError: it names the entry and the flows that can be changed.

    """
    unread = (field.removeprefix(_PORTS) for field in plan.unread or {} if field.startswith(_PORTS))
    for fact in (*(plan.ports or {}), *unread):
        if fact not in edition.changeable_ports:
            allowed = ", ".join(sorted(edition.changeable_ports, key=order_fact))
            raise PlanError("ports.{fact}: the port of this flow cannot be set; expected one of {allowed}.",
                            fact=fact, allowed=allowed)  # fmt: skip


def assess(plan: Plan, edition: LoadedEdition, at: datetime | None = None) -> Assessment:
    """Hold a plan against a vendor edition.

    Pure and deterministic: nothing but the values given is read. ``at`` is the moment at which the plan's evidence is
    weighed: what is fresh then beats the plan's own answers. Without it the evidence is left out, and the answers alone
    are judged.

    Raises:
        PlanError: the plan sets a port that the edition does not allow to be set.

    """
    check_ports(plan, edition)
    if at is None or not plan.evidence:
        return _conclude(Situation(plan, edition))
    measured = weigh_evidence(plan, at)
    return _conclude(Situation(measured.plan, edition), measured, plan)


def _conclude(situation: Situation, measured: Measured | None = None, planned: Plan | None = None) -> Assessment:
    """Return the whole assessment of a situation; of a measured one with what was planned beside it."""
    edition, choice = situation.edition, choose_row(situation)
    findings, flows = _collect(situation, choice)
    if measured is not None and planned is not None:
        findings, flows = _judge_machines(findings, flows, measured, edition)
        by_flow = index_flows(measured.counting)
        tried = [find_for_flow(by_flow, flow) for flow in flows]
        sites = name_sites(situation.plan)
        flows = tuple(prove_flow(flow, found, sites) for flow, found in zip(flows, tried, strict=True))
        findings = _confront_all(findings, chain.from_iterable(tried), measured, Situation(planned, edition))
    findings = tell_bases(findings, flows)
    levels = [finding.level for finding in findings]
    missing = (finding.fields for finding in findings if finding.level is Level.MISSING)
    unread = tuple(Unread(field, text) for field, text in (situation.plan.unread or {}).items())
    # Nobody knows what was meant: an answer is missing, whether or not a fact asks for it.
    told = [*levels, Level.MISSING] if unread else levels
    server = size_server(situation, choice)
    return Assessment(
        catalogue=edition.id,
        verdict=conclude(told),
        counts={level: levels.count(level) for level in WORST_FIRST},
        counts_by_basis=count_bases(findings),
        unanswered=join_fields((*missing, tuple(each.field for each in unread))),
        server=server,
        media=size_media(situation),
        session_hosts=need_session_ram(situation),
        telephony=need_on_links(situation),
        findings=findings,
        flows=flows,
        traffic=measure_total(situation),
        sites=measure_sites(situation),
        checklist=make_checklist(situation, findings),
        to_confirm=find_confirmations(situation, findings, server),
        evidence=measured.weighed if measured else (),
        unread=unread,
    )


def _judge_machines(
    findings: tuple[Finding, ...], flows: tuple[Flow, ...], measured: Measured, edition: LoadedEdition
) -> tuple[tuple[Finding, ...], tuple[Flow, ...]]:
    """Return findings and flows with each machine that was measured judged by itself."""
    decided = let_worst_decide(findings, measured, edition)
    decided, flows = widen(decided, flows, measured, edition, lambda each: _collect(each, choose_row(each)))
    return _order(decided.values(), flows)


def _confront_all(
    findings: tuple[Finding, ...], flowing: Iterable[Weighed], measured: Measured, planned: Situation
) -> tuple[Finding, ...]:
    before: dict[tuple[str, str], Finding] = {}
    if measured.fields:
        own, _ = _collect(planned, choose_row(planned))
        before = {(finding.fact, finding.subject): finding for finding in own}
    # Of a flow that changed only what was measured of the ports it has now.
    told = (*(each for each in measured.counting if each.evidence.flow is None), *flowing)
    index = index_evidence(told, planned.group_names)
    return tuple(
        confront(finding, before.get((finding.fact, finding.subject)), measured.fields, index, planned.edition)
        for finding in findings
    )


def _collect(situation: Situation, choice: RowChoice) -> tuple[tuple[Finding, ...], tuple[Flow, ...]]:
    """Return all findings and flows by family, number and subject (contract, "Assessment")."""
    flows: list[Flow] = []
    # Finding all fills the flows.
    findings = tuple(_find_all(situation, choice, flows))
    return _order(findings, flows)


def _order(findings: Iterable[Finding], flows: Iterable[Flow]) -> tuple[tuple[Finding, ...], tuple[Flow, ...]]:
    ordered = sorted(findings, key=lambda each: (order_fact(each.fact), each.subject))
    return tuple(ordered), tuple(sorted(flows, key=lambda flow: (order_fact(flow.fact), flow.subject)))


def _find_all(situation: Situation, choice: RowChoice, flows: list[Flow]) -> Iterator[Finding]:
    topics = (
        find_document(situation),
        find_server(situation),
        find_security(situation),
        find_sizing(situation, choice),
        find_media(situation),
        find_clients(situation),
        find_rights(situation),
        find_bandwidth(situation),
        find_telephony(situation),
        find_disagreements(situation),
    )
    for topic in topics:
        yield from (finding for finding in topic if finding is not None)
    for found, flow in find_flows(situation):
        if found is not None:
            yield found
        if flow is not None:
            flows.append(flow)

"""The assessment as JSON (contract, "Assessment"): names and figures for programs, sentences in one language."""

from typing import Any

from wizard.domain.assessment import Assessment, Flow, ServerNeed
from wizard.domain.evidence.record import write_moment
from wizard.domain.findings import Finding
from wizard.domain.levels import Basis, Level
from wizard.domain.proofs import Proof, Weighed
from wizard.domain.remaining import count_remaining
from wizard.dossier.evidence_wording import tell_evidence
from wizard.dossier.wording import describe
from wizard.i18n import Translator


def describe_assessment(assessment: Assessment, say: Translator) -> dict[str, Any]:
    """Return an assessment as JSON values, in the contract's order."""
    return {
        "catalogue": assessment.catalogue,
        "verdict": assessment.verdict.value,
        "counts": {level.value: assessment.counts[level] for level in Level},
        "counts_by_basis": {basis.value: assessment.counts_by_basis[basis] for basis in Basis},
        "unanswered": list(assessment.unanswered),
        **({"unread": [each._asdict() for each in assessment.unread]} if assessment.unread else {}),
        "remaining": _describe_remaining(assessment),
        "server": None if assessment.server is None else _describe_server(assessment.server),
        "media": assessment.media._asdict(),
        "session_hosts": [host._asdict() for host in assessment.session_hosts],
        "telephony": [link._asdict() for link in assessment.telephony],
        "findings": [_describe_finding(finding, say) for finding in assessment.findings],
        "flows": [_describe_flow(flow, say) for flow in assessment.flows],
        "bandwidth": {
            **assessment.traffic._asdict(),
            "sites": [{"name": site.name, **site.traffic._asdict()} for site in assessment.sites],
        },
        "checklist": [
            {
                "id": item.id,
                "text": say(item.text),
                "responsible": item.responsible,
                "facts": list(item.facts),
                "state": item.state,
            }
            for item in assessment.checklist
        ],
        "to_confirm": [{"fact": each.fact, "message": say(each.message)} for each in assessment.to_confirm],
    }


def _describe_remaining(assessment: Assessment) -> dict[str, int]:
    # What cannot be read has a list of its own.
    return {name: count for name, count in count_remaining(assessment)._asdict().items() if name != "unread"}


def _describe_server(need: ServerNeed) -> dict[str, Any]:
    return {
        "row_users": need.row_users,
        "row_calls_per_hour": need.row_calls_per_hour,
        "cores_row": need.cores_row,
        "cores_media": need.cores_media,
        "cores_required": need.cores_required,
        "clock_ghz": need.clock_ghz,
        "variants": [
            {"family": each.family, "clock_ghz": each.clock_ghz, "cores": each.cores} for each in need.variants
        ],
        "ram_gb": need.ram_gb,
        "disk": need.disk,
        "tws_disk_gb": need.tws_disk_gb,
        "headroom": need.headroom._asdict(),
    }


def _describe_finding(finding: Finding, say: Translator) -> dict[str, Any]:
    told = describe(finding, say)
    return {
        "fact": finding.fact,
        "level": finding.level.value,
        "basis": finding.basis.value,
        "subject": finding.subject,
        "message": told.message,
        "action": told.action,
        "page": finding.page,
        "fields": list(finding.fields),
        "title": say(finding.title),
        "required": told.required,
        "planned": told.planned,
        "responsible": finding.responsible,
        "changes": [{"field": change.field, "value": _plain(change.value)} for change in finding.changes],
        **({"evidence": [_describe_evidence(each, say) for each in finding.evidence]} if finding.evidence else {}),
    }


def _describe_evidence(weighed: Weighed, say: Translator) -> dict[str, Any]:
    evidence, told = weighed.evidence, tell_evidence(weighed, say)
    return {
        "probe": evidence.probe,
        "target": evidence.target,
        "state": evidence.state,
        "currency": weighed.currency.value,
        "reason": evidence.reason,
        "result": told.result,
        "measured": told.values,
        "where": told.where,
        "taken_at": evidence.taken_at,
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _describe_flow(flow: Flow, say: Translator) -> dict[str, Any]:
    return {
        "fact": flow.fact,
        "subject": flow.subject,
        "source": flow.source,
        "destination": flow.destination,
        "both_ways": flow.both_ways,
        "protocol": flow.protocol,
        "ports": flow.ports,
        "purpose": say(flow.purpose),
        **({"proof": _describe_proof(flow.proof)} if flow.proof else {}),
    }


def _describe_proof(proof: Proof) -> dict[str, Any]:
    return {
        "state": proof.state.value,
        "proven": list(proof.proven),
        "blocked": list(proof.blocked),
        "reasons": list(proof.reasons),
        "source": proof.source,
        "destination": proof.destination,
        "taken_at": write_moment(proof.taken_at),
        "ways": _describe_ways(proof.ways),
        "ways_left": _describe_ways(proof.ways_left),
        "sites_left": list(proof.sites_left),
        "ports": proof.ports,
    }


def _describe_ways(ways: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"source": source, "destination": destination} for source, destination in ways]

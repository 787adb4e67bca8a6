"""What certificates that were measured say of the TWS server's: never more than was seen, whenever it is read (SEC-3).

A reading is weighed by what the plan says today: an old one counts no more than a new one, and nothing is ever lifted.
"""

from collections.abc import Iterable
from datetime import datetime

from wizard.domain.certificates import FEWEST_DAYS_LEFT, count_days, judge_for, read_installation_day
from wizard.domain.evidence.record import Evidence, parse_moment
from wizard.domain.evidence.words.tls import ANOTHER, EXPIRES_SOON, NOT_PLANNED, TOO_EARLY
from wizard.domain.plan import Plan

FILE_PROBE = "tls.certificate_file"
_LIVE_PROBE = "tls.certificate"
_ANSWER, _NAME = "security.certificate", "security.dns_name"


def weigh_certificates(evidence: tuple[Evidence, ...], plan: Plan, at: datetime) -> tuple[Evidence, ...]:
    """Return a plan's measurements, the newest first, those of certificates as what they amount to at a moment."""
    return tuple(_weigh(each, evidence, plan, at) if _tells_certificate(each) else each for each in evidence)


def doubt_reading(plan: Plan, evidence: Iterable[Evidence], taken_at: datetime, fingerprint: object) -> str | None:
    """Return why a good certificate that answered over the network is not known to be the TWS server's; None if it is.

    ``evidence`` is the newest first; ``fingerprint`` is the certificate's SHA-256. A certificate that is on no server
    yet cannot be met; one that was judged as a file is the one to be met; and before the installation whatever
    answers is something else, be it a proxy that looks into the connection.
    """
    security = plan.security
    if security is not None and security.certificate == "none":
        return NOT_PLANNED
    judged = _find_fingerprint(plan, evidence)
    if judged is not None:
        return None if fingerprint == judged else ANOTHER
    day = read_installation_day(plan)
    return TOO_EARLY if day is None or taken_at.date() < day else None


def _find_fingerprint(plan: Plan, evidence: Iterable[Evidence]) -> object:
    """Return the SHA-256 of the certificate that was judged last as a file, for the name that the plan gives."""
    name = plan.security.dns_name if plan.security else None
    for each in evidence:
        found = (each.values or {}).get("sha256")
        if each.probe == FILE_PROBE and found and (each.basis or {}).get(_NAME, name) == name:
            return found
    return None


def _tells_certificate(evidence: Evidence) -> bool:
    told = evidence.probe in (FILE_PROBE, _LIVE_PROBE) or _ANSWER in (evidence.answers or {})
    return told and evidence.state == "ok"


def _weigh(found: Evidence, evidence: Iterable[Evidence], plan: Plan, at: datetime) -> Evidence:
    reason = _find_date_fault(found, plan, at)
    if reason is not None and reason != EXPIRES_SOON:
        return found.model_copy(update={"state": "failed", "reason": reason, "answers": None})
    if found.probe != FILE_PROBE:
        doubt = doubt_reading(plan, evidence, parse_moment(found.taken_at), (found.values or {}).get("sha256"))
        if doubt is not None:
            return found.model_copy(update={"state": "unknown", "reason": doubt, "answers": None})
    return found.model_copy(update={"reason": reason})


def _find_date_fault(found: Evidence, plan: Plan, at: datetime) -> str | None:
    """Return what is wrong with the end of a certificate's validity; None where it is far, or was not read."""
    try:
        end = parse_moment(str((found.values or {}).get("not_after")))
    except ValueError:
        return found.reason
    judged = judge_for(read_installation_day(plan), at)
    if end < judged.at:
        return "expired" if end < judged.now else "expires_before_installation"
    return EXPIRES_SOON if count_days(judged.at, end) < FEWEST_DAYS_LEFT else None

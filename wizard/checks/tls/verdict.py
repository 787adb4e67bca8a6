"""The verdict on a server certificate for a name: every fault found, and the certificate's facts (SEC-2, SEC-3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from wizard.checks.probe import Measurement, Value
from wizard.checks.tls.certificate import CertificateFacts, parse_certificate, parse_certificates, read_facts
from wizard.checks.tls.chain import Path, find_path_faults, verify_path
from wizard.checks.tls.constraints import may_hold_by_leading_dot
from wizard.checks.tls.faults import ALIKE, UNDECIDED, sort_faults
from wizard.checks.tls.findings import find_faults, is_covered
from wizard.checks.tls.names import normalise_name, read_address
from wizard.domain.certificates import FEWEST_DAYS_LEFT, Judged, count_days, judge_for
from wizard.domain.evidence.record import State, write_moment
from wizard.domain.evidence.words.tls import EXPIRES_SOON


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: ``faults`` are codes of ``faults.ORDER``, ``certificate`` a value of security.certificate.

    ``certificate`` is given only where the verdict is good for a DNS name. ``values`` are the certificate's facts
    under the names of ``words.tls``; ``detail`` is what the verifier objected to; ``advice`` is a reason to do
    something although nothing is wrong.
    """

    faults: tuple[str, ...]
    certificate: str | None
    values: Mapping[str, Value]
    detail: str | None
    advice: str | None = None

    @property
    def state(self) -> State:
        """Return ok without faults; unknown where a certificate or a name cannot be judged at all."""
        if not self.faults:
            return "ok"
        return "unknown" if UNDECIDED.issuperset(self.faults) else "failed"

    def add(self, faults: Iterable[str], detail: str | None = None, **values: Value) -> "Verdict":
        """Return this verdict with what was found elsewhere."""
        every = sort_faults((*self.faults, *faults))
        certificate = None if every else self.certificate
        return replace(
            self, faults=every, certificate=certificate, values={**self.values, **values}, detail=self.detail or detail
        )

    def add_openssl(self, fault: str, detail: str | None) -> "Verdict":
        """Return this verdict with the one fault that OpenSSL reports, unless it is known in finer words."""
        groups = (group for group in ALIKE if fault in group)
        is_known = any(set(group) & set(self.faults) for group in groups)
        return self.add(() if is_known else (fault,), detail)

    def to_measurement(self) -> Measurement:
        """Return the verdict as a measurement: its first fault as reason, and each one first among the values."""
        return Measurement(
            self.state,
            reason=self.faults[0] if self.faults else self.advice,
            detail=self.detail,
            values={**{f"fault.{fault}": True for fault in self.faults}, **self.values},
            answers=None if self.certificate is None else {"security.certificate": self.certificate},
        )


def judge_chain(  # noqa: PLR0913 - a chain, a name, whom to trust and when: each on its own
    leaf_der: bytes,
    intermediates_der: Sequence[bytes],
    name: str,
    now: datetime,
    roots: Sequence[bytes],
    *,
    installation: date | None = None,
) -> Verdict:
    """Judge a server certificate for a DNS name or IP address, for now or a later day of the installation, offline.

    All certificates are DER; ``roots`` are the trusted ones, ``intermediates_der`` what came along, in any order.
    As for OpenSSL, a chain ends at an authority that is its own issuer; other trusted ones only help there.
    Revocation is not checked: that would mean asking the issuer.
    """
    leaf = parse_certificate(leaf_der)
    if leaf is None:
        return Verdict(("unreadable_certificate",), None, {}, None)
    facts, wanted, judged = read_facts(leaf), normalise_name(name), judge_for(installation, now)
    faults = set(find_faults(leaf, facts, wanted, judged))
    path = verify_path(leaf, parse_certificates(intermediates_der), parse_certificates(roots), wanted, judged.at)
    faults.update(find_path_faults(path, judged))
    if not path.is_accepted and UNDECIDED.issuperset(faults) and wanted is not None:
        faults.add(_name_objection(path, facts))
    values = {**_list_values(facts, judged), "chain_length": 1 + len(intermediates_der)}
    verdict = Verdict(sort_faults(faults), None, values, path.objection)
    if wanted is None:
        return verdict
    wildcard = is_covered(facts, wanted)[1]
    is_for_dns_name = not faults and read_address(wanted) is None
    certificate = ("wildcard" if wildcard else "server") if is_for_dns_name else None
    advice = EXPIRES_SOON if count_days(judged.at, facts.not_after) < FEWEST_DAYS_LEFT else None
    return replace(verdict, certificate=certificate, values={**values, "wildcard": wildcard}, advice=advice)


def _name_objection(path: Path, facts: CertificateFacts) -> str:
    """Return the fault that a verifier's objection is where nothing else is wrong."""
    dotted = may_hold_by_leading_dot(path.certificates[1:], facts.dns_names)
    return "leading_dot_constraint" if dotted else "nonconforming"


def _list_values(facts: CertificateFacts, judged: Judged) -> dict[str, Value]:
    names = (*facts.dns_names, *map(str, facts.addresses))
    return {
        # What is told of them is cut where it grows long: what decides comes first.
        "not_before": write_moment(facts.not_before),
        "not_after": write_moment(facts.not_after),
        **_list_days(facts, judged),
        "issuer": facts.issuer,
        "names": ", ".join(names),
        "subject": facts.subject,
        "key": facts.key,
        "signature_hash": facts.signature_hash,
        "sha256": facts.fingerprint,
        "revocation_checked": False,
    }


def _list_days(facts: CertificateFacts, judged: Judged) -> dict[str, Value]:
    """Return for which day the validity is judged, and how many days are left from now and from then."""
    left = count_days(judged.now, facts.not_after)
    days: dict[str, Value] = {"judged_for": f"{judged.at:%Y-%m-%d}", "days_left": left}
    if judged.installation is None:
        days["installation_known"] = False
    elif judged.is_ahead:
        days["days_left_then"] = count_days(judged.at, facts.not_after)
    return days

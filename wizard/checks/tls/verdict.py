"""The verdict on a server certificate for a name: every fault found, and the certificate's facts (SEC-2, SEC-3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from wizard.checks.probe import Measurement, Value
from wizard.checks.tls.certificate import CertificateFacts, parse_certificate, parse_certificates, read_facts
from wizard.checks.tls.chain import find_path_faults, verify_path
from wizard.checks.tls.faults import ALIKE, sort_faults
from wizard.checks.tls.findings import find_faults, is_covered
from wizard.checks.tls.names import normalise_name, read_address
from wizard.domain.evidence.record import State, write_moment

# What cannot be decided is neither accepted nor refused.
_UNDECIDED = {"unreadable_certificate", "unusable_name"}
_SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: ``faults`` are codes of ``faults.ORDER``, ``certificate`` a value of security.certificate.

    ``certificate`` is given only where the verdict is good for a DNS name. ``values`` are the certificate's facts
    under the names of ``words.tls``; ``detail`` is what the verifier objected to.
    """

    faults: tuple[str, ...]
    certificate: str | None
    values: Mapping[str, Value]
    detail: str | None

    @property
    def state(self) -> State:
        """Return ok without faults; unknown where a certificate or a name cannot be judged at all."""
        if not self.faults:
            return "ok"
        return "unknown" if _UNDECIDED.issuperset(self.faults) else "failed"

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
            reason=self.faults[0] if self.faults else None,
            detail=self.detail,
            values={**{f"fault.{fault}": True for fault in self.faults}, **self.values},
            answers=None if self.certificate is None else {"security.certificate": self.certificate},
        )


def judge_chain(
    leaf_der: bytes, intermediates_der: Sequence[bytes], name: str, at: datetime, roots: Sequence[bytes]
) -> Verdict:
    """Judge a server certificate for a DNS name or IP address at a moment, offline.

    All certificates are DER; ``roots`` are the trusted ones, ``intermediates_der`` what came along, in any order.
    As for OpenSSL, a chain ends at an authority that is its own issuer; other trusted ones only help there.
    Revocation is not checked: that would mean asking the issuer.
    """
    leaf = parse_certificate(leaf_der)
    if leaf is None:
        return Verdict(("unreadable_certificate",), None, {}, None)
    facts, wanted = read_facts(leaf), normalise_name(name)
    faults = set(find_faults(leaf, facts, wanted, at))
    path = verify_path(leaf, parse_certificates(intermediates_der), parse_certificates(roots), wanted, at)
    faults.update(find_path_faults(path, at))
    if not path.is_accepted and not faults:
        faults.add("nonconforming")
    values = {**_list_values(facts, at), "chain_length": 1 + len(intermediates_der)}
    if wanted is None:
        return Verdict(sort_faults(faults), None, values, path.objection)
    wildcard = is_covered(facts, wanted)[1]
    is_for_dns_name = not faults and read_address(wanted) is None
    certificate = ("wildcard" if wildcard else "server") if is_for_dns_name else None
    return Verdict(sort_faults(faults), certificate, {**values, "wildcard": wildcard}, path.objection)


def _list_values(facts: CertificateFacts, at: datetime) -> dict[str, Value]:
    names = (*facts.dns_names, *map(str, facts.addresses))
    return {
        "names": ", ".join(names),
        "subject": facts.subject,
        "issuer": facts.issuer,
        "not_before": write_moment(facts.not_before),
        "not_after": write_moment(facts.not_after),
        "days_left": int((facts.not_after - at).total_seconds() // _SECONDS_PER_DAY),
        "key": facts.key,
        "signature_hash": facts.signature_hash,
        "sha256": facts.fingerprint,
        "revocation_checked": False,
    }

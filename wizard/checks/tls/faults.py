"""What can be wrong with a certificate: the reason codes of a verdict, in the order in which people read them."""

from collections.abc import Iterable

# The first one found is the evidence's reason; what each means stands in ``words.tls``.
ORDER = (
    "unreadable_certificate",
    "unusable_name",
    "self_signed",
    "expired",
    "expires_before_installation",
    "not_yet_valid",
    "common_name_only",
    "wrong_name",
    "is_authority",
    "wrong_purpose",
    "weak_key",
    "unusual_key",
    "curve_not_enabled",
    "weak_signature",
    "revoked",
    "authority_expired",
    "authority_expires_before_installation",
    "incomplete_chain",
    "unknown_issuer",
    "old_protocol",
    "nonconforming",
    "authority_curve",
    "leading_dot_constraint",
    "other_fault",
)
# What cannot be decided from here is neither accepted nor refused.
UNDECIDED = frozenset({"unreadable_certificate", "unusable_name", "authority_curve", "leading_dot_constraint"})
# OpenSSL tells these apart less finely: one of a group says what the others of it do.
ALIKE = (
    ("self_signed", "incomplete_chain", "unknown_issuer"),
    ("expired", "not_yet_valid", "authority_expired"),
    ("wrong_name", "common_name_only"),
)


def sort_faults(faults: Iterable[str]) -> tuple[str, ...]:
    """Return each fault once, the one to read first in front."""
    return tuple(sorted(set(faults), key=ORDER.index))

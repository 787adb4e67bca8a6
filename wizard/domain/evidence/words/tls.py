"""Certificates and TLS: names of probes, reasons and measured values."""

from wizard.domain.certificates import FEWEST_DAYS_LEFT
from wizard.domain.questions import Question
from wizard.i18n import Message

PROBES: dict[str, Message] = {
    "tls.certificate": Message("Certificate the server shows"),
    "tls.certificate_file": Message("Certificate file, judged before it is used"),
    "port.https": Message("Answer over HTTPS"),
}
_FAULTS = {
    "unreadable_certificate": Message("the certificate cannot be decoded"),
    "unusable_name": Message("the name to check is neither a DNS name nor an IP address"),
    "self_signed": Message("the certificate is signed by nobody but itself"),
    "expired": Message("the certificate has expired"),
    "expires_before_installation": Message(
        "the certificate is valid today, and expires before the installation day is over"
    ),
    "not_yet_valid": Message("the certificate is not valid yet"),
    "common_name_only": Message("the name stands in the common name only, which browsers ignore"),
    "wrong_name": Message("the certificate is not for this name"),
    "is_authority": Message("the certificate is an authority’s, not a server’s"),
    "wrong_purpose": Message("the certificate is not meant for servers"),
    "weak_key": Message("a key in the chain is too short"),
    "unusual_key": Message("a key in the chain is of a kind that browsers do not accept"),
    "curve_not_enabled": Message("the key lies on the curve P-521, which Windows does not enable for TLS by default"),
    "weak_signature": Message("a signature in the chain uses a broken hash function"),
    "revoked": Message("the certificate has been revoked"),
    "authority_expired": Message("an authority’s certificate in the chain is out of its validity"),
    "authority_expires_before_installation": Message(
        "an authority’s certificate in the chain expires before the installation day is over"
    ),
    "incomplete_chain": Message("the issuing authority’s certificate is neither sent along nor known here"),
    "unknown_issuer": Message(
        "the chain ends at an authority unknown to this machine (Windows fetches public ones once it meets them)"
    ),
    "old_protocol": Message("the server offers only TLS versions that are no longer accepted"),
    "nonconforming": Message("the certificate or its chain breaks a rule of RFC 5280"),
    "authority_curve": Message(
        "an authority in the chain signs on the curve P-521: whether PCs with Windows accept that is not known"
    ),
    "leading_dot_constraint": Message(
        "an authority limits the names by a leading dot, which not every program takes: whether PCs do is not known"
    ),
    "other_fault": Message("the certificate is refused for another reason"),
}
EXPIRES_SOON = "expires_soon"
ADVICE = frozenset({EXPIRES_SOON})
"""Reasons of measurements that are ok and yet call for something to be done."""
NOT_PLANNED, TOO_EARLY, ANOTHER = "no_certificate_planned", "before_installation", "another_certificate"
"""Why what a server shows over the network is not known to be the TWS server's certificate."""
REASONS: dict[str, Message] = {
    **_FAULTS,
    EXPIRES_SOON: Message("valid, but for less than {days} days more after the day it is judged for").fill(
        days=FEWEST_DAYS_LEFT
    ),
    NOT_PLANNED: Message(
        "the plan says that there is no certificate: nothing shows that what answers is the TWS server"
    ),
    TOO_EARLY: Message("before the installation nothing shows that what answers is the TWS server"),
    ANOTHER: Message("another certificate than the file that was judged: the connection may be inspected on its way"),
    "not_an_address": Message("no IP address is known"),
    "no_trusted_authority": Message("the trusted authorities given cannot be read"),
    "no_server_name": Message("the plan does not give the DNS name of the server that it is to be judged for"),
    "file_not_readable": Message("the file cannot be read"),
    "file_too_large": Message("the file is too large for a certificate"),
    "file_is_pkcs12": Message(
        "this is a PKCS#12 file, which holds the private key: export the certificate alone, as PEM, DER or PKCS#7"
    ),
    "file_without_certificate": Message(
        "the file holds no certificate that can be read (PEM, DER or PKCS#7 is expected)"
    ),
    "no_certificate": Message("the server showed no certificate"),
    "changing_certificate": Message("the server showed two different certificates in a row"),
    "silent": Message("connected, but no complete answer within the time allowed"),
    "too_much": Message("the peer sent more than is sensible"),
    "not_tls": Message("the peer does not speak TLS on this port"),
    "tls_failed": Message("the TLS negotiation failed"),
    "not_http": Message("the peer speaks TLS, but not HTTP"),
}
MEASURES: dict[str, Question] = {
    "file": Question(Message("File")),
    "names": Question(Message("Names in the certificate")),
    "subject": Question(Message("Issued to")),
    "issuer": Question(Message("Issued by")),
    "not_before": Question(Message("Valid from")),
    "not_after": Question(Message("Valid until")),
    "judged_for": Question(Message("Validity judged for")),
    "installation_known": Question(Message("Installation day known")),
    "days_left": Question(Message("Days of validity left")),
    "days_left_then": Question(Message("Days of validity left after the installation day")),
    "key": Question(Message("Key")),
    "signature_hash": Question(Message("Hash function of the signature")),
    "sha256": Question(Message("SHA-256 fingerprint")),
    "chain_length": Question(Message("Certificates sent")),
    "holds_key": Question(Message("Private key in the file")),
    "wildcard": Question(Message("Covered by a wildcard")),
    "revocation_checked": Question(Message("Revocation checked")),
    "tls_version": Question(Message("TLS version")),
    "http_status": Question(Message("HTTP status"), plain=True),
    # Every fault found stands among the values; the reason is the first.
    **{f"fault.{fault}": Question(message) for fault, message in _FAULTS.items()},
}

"""What OpenSSL's verify codes mean (x509_vfy.h, OpenSSL 3): it reports only the first fault it meets."""

_FAULTS = {
    2: "unknown_issuer",
    9: "not_yet_valid",
    10: "expired",
    18: "self_signed",
    19: "unknown_issuer",
    20: "unknown_issuer",
    21: "unknown_issuer",
    23: "revoked",
    26: "wrong_purpose",
    27: "unknown_issuer",
    62: "wrong_name",
    64: "wrong_name",
    66: "weak_key",
    67: "weak_key",
    68: "weak_signature",
}
# Broken encodings and signatures, path lengths, name constraints, extensions, and what VERIFY_X509_STRICT adds.
_NONCONFORMING = {4, 6, 7, 13, 14, 24, 25, 32, 34, 37, 39, 41, 42, 45, 47, 48, 49, 51, 52, 53, *range(76, 95)}
# X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER and X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER: VERIFY_X509_STRICT alone.
NO_KEY_IDENTIFIER = frozenset({85, 86})


def name_openssl_fault(verify_code: int) -> str:
    """Return the fault that a verify code stands for."""
    fault = _FAULTS.get(verify_code)
    if fault is None:
        fault = "nonconforming" if verify_code in _NONCONFORMING else "other_fault"
    return fault

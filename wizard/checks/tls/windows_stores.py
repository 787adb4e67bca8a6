"""The authorities that Windows trusts for servers, out of its certificate stores.

Python's own loading makes an authority of whatever lies among the intermediate ones (python/cpython #130304). Windows
does not: there a chain has to end in ROOT, what lies in CA only completes it, and what is disallowed is refused.
"""

import ssl
from collections.abc import Callable, Iterable

ROOT, INTERMEDIATE, DISALLOWED = "ROOT", "CA", "Disallowed"
STORES = (ROOT, INTERMEDIATE, DISALLOWED)
StoreEntry = tuple[bytes, str, bool | frozenset[str] | set[str]]
"""A certificate, its encoding, and what for it is trusted: True for everything, else the purposes' OIDs."""
_DER = "x509_asn"


def read_windows_stores(enumerate_store: Callable[[str], Iterable[StoreEntry]] | None = None) -> tuple[bytes, ...]:
    """Return the trusted authorities as DER, and the intermediate ones that may lead to them.

    ``enumerate_store`` lists a store's entries; None: those of this system.
    """
    listed = enumerate_store or ssl.enum_certificates  # type: ignore[attr-defined,unused-ignore]  # Windows has it
    refused = {der for der, _, _ in _list_entries(listed, DISALLOWED)}
    roots = _keep(_list_entries(listed, ROOT))
    helping = (der for der in _keep(_list_entries(listed, INTERMEDIATE)) if not _is_its_own_issuer(der))
    return tuple(der for der in (*roots, *helping) if der not in refused)


def _list_entries(listed: Callable[[str], Iterable[StoreEntry]], store: str) -> Iterable[StoreEntry]:
    try:
        return tuple(listed(store))
    except OSError:
        # A store that this user may not read holds nothing for this user's programs either.
        return ()


def _keep(entries: Iterable[StoreEntry]) -> Iterable[bytes]:
    for der, encoding, trust in entries:
        for_servers = trust is True or (not isinstance(trust, bool) and ssl.Purpose.SERVER_AUTH.oid in trust)
        if encoding == _DER and for_servers:
            yield der


def _is_its_own_issuer(der: bytes) -> bool:
    # cryptography takes a while to load: only once there is something to read.
    from wizard.checks.tls.certificate import parse_certificate  # noqa: PLC0415 - see above

    certificate = parse_certificate(der)
    return certificate is None or certificate.issuer == certificate.subject

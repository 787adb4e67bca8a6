"""What Windows takes and what it does not: curves, weak signatures, key identifiers, constraints, and its stores."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from tests.checks.tls.making import (
    DAY,
    NAME,
    NOW,
    Made,
    Wish,
    make_authority,
    make_certificate,
    make_family,
    sign_weakly,
)
from wizard.checks.tls.verdict import Verdict, judge_chain
from wizard.checks.tls.windows_stores import StoreEntry, read_windows_stores

SERVERS = frozenset({"1.3.6.1.5.5.7.3.1"})


def make_special_authority(issuer: Made, key: ec.EllipticCurvePrivateKey | None = None, **wishes: object) -> Made:
    """Return an authority with something special about it."""
    wish = Wish("Special", (), is_authority=True, purpose=None, not_before=NOW - 90 * DAY, key=key, **wishes)  # type: ignore[arg-type]
    return make_certificate(wish, issuer)


def judge(server: Made, *chain: Made) -> Verdict:
    """Judge a chain whose last is the trusted root."""
    return judge_chain(server.der, [each.der for each in chain[:-1]], NAME, NOW, [chain[-1].der])


@pytest.mark.parametrize(("curve", "faults"), [(ec.SECP521R1(), ("curve_not_enabled",)), (ec.SECP384R1(), ())])
def test_curve_that_windows_does_not_enable(curve: ec.EllipticCurve, faults: tuple[str, ...]) -> None:
    """A server's key on P-521 is refused, on P-384 it is good."""
    family = make_family(Wish(key=ec.generate_private_key(curve)))
    assert judge(family.server, family.authority, family.root).faults == faults


def test_authority_on_that_curve_is_left_open() -> None:
    """Where only an authority signs on P-521 nobody knows here what the PCs do: it is neither good nor refused."""
    root = make_authority("Root")
    special = make_special_authority(root, ec.generate_private_key(ec.SECP521R1()))
    verdict = judge(make_certificate(Wish(), special), special, root)
    assert (verdict.state, verdict.faults, verdict.certificate) == ("unknown", ("authority_curve",), None)
    expired = judge(make_certificate(Wish(not_after=NOW - DAY), special), special, root)
    assert expired.state == "failed"


def test_weak_signature_is_the_only_fault() -> None:
    """SHA-1 is told alone where the chain is complete; where the issuer is another one that is told too."""
    keys = [rsa.generate_private_key(65_537, 2_048) for _ in range(2)]
    wish = Wish("Root", (), is_authority=True, purpose=None, not_before=NOW - 90 * DAY)
    root, other = (make_certificate(Wish(**{**vars(wish), "key": key})) for key in keys)
    weak = sign_weakly(make_certificate(Wish(), root), root)
    der = weak.public_bytes(Encoding.DER)
    assert judge_chain(der, [], NAME, NOW, [root.der]).faults == ("weak_signature",)
    assert judge_chain(der, [], NAME, NOW, [other.der]).faults == ("weak_signature", "incomplete_chain")


def test_weak_signature_of_an_authority_is_told_alone_too() -> None:
    """SHA-1 one step higher reads the same."""
    key = rsa.generate_private_key(65_537, 2_048)
    root = make_certificate(Wish("Root", (), is_authority=True, purpose=None, not_before=NOW - 90 * DAY, key=key))
    middle = make_authority("Middle", root)
    weak = Made(sign_weakly(middle, root), middle.key)
    assert judge(make_certificate(Wish(), weak), weak, root).faults == ("weak_signature",)


def test_issuer_may_be_told_by_name_alone() -> None:
    """A certificate of an old private authority without its key's identifier is good; its other faults still count."""
    root = make_authority("Root")
    assert judge(make_certificate(Wish(names_issuer_key=False), root), root).state == "ok"
    foreign = make_certificate(Wish(names_issuer_key=False), make_authority("Root"))
    assert judge(foreign, root).faults == ("incomplete_chain",)


@pytest.mark.parametrize(
    ("constraint", "state", "reason"),
    [
        (".example.com", "unknown", "leading_dot_constraint"),
        (".tws.example.com", "failed", "nonconforming"),
        (".example.org", "failed", "nonconforming"),
        ("example.com", "ok", None),
        ("example.org", "failed", "nonconforming"),
    ],
)
def test_constraint_with_a_leading_dot_is_left_open(constraint: str, state: str, reason: str | None) -> None:
    """Names within a constraint that only some programs read are neither good nor refused; outside they are refused."""
    root = make_authority("Root")
    special = make_special_authority(root, constraint=constraint)
    found = judge(make_certificate(Wish(), special), special, root).to_measurement()
    assert (found.state, found.reason) == (state, reason)


def list_store(**stores: list[StoreEntry]) -> tuple[bytes, ...]:
    """Return what is read from some stores; the others are empty."""
    return read_windows_stores(lambda store: stores.get(store, []))


def test_root_among_the_intermediate_ones_is_not_trusted() -> None:
    """A self-signed certificate counts in ROOT alone; in CA only what another authority has issued helps."""
    family = make_family()
    root, middle = family.root.der, family.authority.der
    every: list[StoreEntry] = [(root, "x509_asn", True), (middle, "x509_asn", True)]
    assert list_store(CA=every) == (middle,)
    assert judge_chain(family.server.der, [middle], NAME, NOW, list_store(CA=every)).faults == ("unknown_issuer",)
    assert list_store(ROOT=every[:1], CA=every) == (root, middle)
    assert judge_chain(family.server.der, [], NAME, NOW, list_store(ROOT=every[:1], CA=every)).state == "ok"


def test_purpose_and_distrust_are_heeded() -> None:
    """Who is trusted for mail only, stands in another encoding, or was disallowed, is not trusted for servers."""
    root = make_authority("Root").der
    assert list_store(ROOT=[(root, "x509_asn", SERVERS)]) == (root,)
    assert list_store(ROOT=[(root, "x509_asn", frozenset({"1.3.6.1.5.5.7.3.4"}))]) == ()
    assert list_store(ROOT=[(root, "x509_asn", False)]) == ()
    assert list_store(ROOT=[(root, "pkcs_7_asn", True)]) == ()
    assert list_store(ROOT=[(root, "x509_asn", True)], Disallowed=[(root, "x509_asn", True)]) == ()


def test_store_that_may_not_be_read_is_empty() -> None:
    """A store that is closed to this user trusts nobody, and ends nothing."""
    root = make_authority("Root").der

    def enumerate_store(store: str) -> list[StoreEntry]:
        if store != "ROOT":
            raise PermissionError(store)
        return [(root, "x509_asn", True)]

    assert read_windows_stores(enumerate_store) == (root,)

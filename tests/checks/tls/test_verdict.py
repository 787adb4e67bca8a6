"""The offline verdict: bounds of dates and keys, several faults at once, and what stands among the values."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from tests.checks.tls.making import DAY, NAME, NOW, Family, Key, Wish, make_authority, make_certificate, make_family
from wizard.checks.tls.faults import ORDER
from wizard.checks.tls.openssl_faults import name_openssl_fault
from wizard.checks.tls.verdict import Verdict, judge_chain
from wizard.domain.evidence.words import tls

SECOND = timedelta(seconds=1)


def judge(family: Family, name: str = NAME, at: timedelta = timedelta()) -> Verdict:
    """Judge a family's server certificate."""
    return judge_chain(family.server.der, [family.authority.der], name, NOW + at, [family.root.der])


@pytest.mark.parametrize(
    ("at", "faults"),
    [
        (-30 * DAY - SECOND, ("not_yet_valid",)),
        (-30 * DAY, ()),
        (300 * DAY, ()),
        (300 * DAY + SECOND, ("expired",)),
    ],
)
def test_both_ends_belong_to_the_validity(family: Family, at: timedelta, faults: tuple[str, ...]) -> None:
    """The first and the last second are valid, those beside them are not."""
    assert judge(family, at=at).faults == faults


@pytest.mark.parametrize(
    ("key", "faults"),
    [
        (rsa.generate_private_key(65_537, 2_047), ("weak_key",)),  # noqa: S505 - to be refused
        (rsa.generate_private_key(65_537, 2_048), ()),
        (ec.generate_private_key(ec.SECP384R1()), ()),
        (ec.generate_private_key(ec.SECP256K1()), ("unusual_key",)),
        (ed25519.Ed25519PrivateKey.generate(), ("unusual_key",)),
    ],
    ids=["rsa2047", "rsa2048", "p384", "k256", "ed25519"],
)
def test_keys(key: Key, faults: tuple[str, ...]) -> None:
    """RSA counts from 2048 bits, of the curves those of the NIST."""
    assert judge(make_family(Wish(key=key))).faults == faults


def test_every_fault_is_told() -> None:
    """A certificate that is expired, for another name and another purpose is all three."""
    wish = Wish(names=("www.example.com",), not_after=NOW - DAY, purpose=None)
    verdict = judge(make_family(wish))
    assert verdict.faults == ("expired", "wrong_name")
    measurement = verdict.to_measurement()
    assert (measurement.state, measurement.reason, measurement.answers) == ("failed", "expired", None)
    assert {"fault.expired", "fault.wrong_name"} <= set(measurement.values or {})


def test_good_certificate_answers_the_plan(family: Family) -> None:
    """A good certificate says which kind it is, and its facts stand among the values."""
    measurement = judge(family).to_measurement()
    assert (measurement.state, measurement.reason) == ("ok", None)
    assert measurement.answers == {"security.certificate": "server"}
    values = dict(measurement.values or {})
    assert (values["names"], values["issuer"], values["key"]) == (NAME, "CN=Authority", "EC secp256r1")
    assert (values["days_left"], values["chain_length"], values["wildcard"]) == (300, 2, False)
    assert values["revocation_checked"] is False
    assert set(values) <= set(tls.MEASURES)


def test_address_is_no_dns_name() -> None:
    """A certificate for an address may be good, but the plan needs one for a DNS name."""
    verdict = judge(make_family(Wish(names=("10.20.0.15", "2001:db8::1"))), "2001:DB8::1")
    assert (verdict.state, verdict.certificate) == ("ok", None)


def test_exact_name_beside_a_wildcard_is_a_server_certificate() -> None:
    """The wildcard counts only where nothing else covers the name."""
    assert judge(make_family(Wish(names=("*.example.com", NAME)))).certificate == "server"
    assert judge(make_family(Wish(names=("*.example.com",)))).certificate == "wildcard"


@pytest.mark.parametrize("name", ["", "tws example.com", "a..b"])
def test_unusable_name_is_not_judged(family: Family, name: str) -> None:
    """Without a name nothing is known of a good certificate; an expired one is refused all the same."""
    assert (judge(family, name).state, judge(family, name).faults) == ("unknown", ("unusable_name",))
    assert judge(family, name, 400 * DAY).state == "failed"


@pytest.mark.parametrize("der", [b"", b"0", b"\x30\x03\x02\x01\x03", b"\xff" * 5_000])
def test_what_is_no_certificate_is_unknown(family: Family, der: bytes) -> None:
    """Bytes that cannot be decoded are neither accepted nor refused, and beside the chain they do no harm."""
    assert judge_chain(der, [], NAME, NOW, [family.root.der]).state == "unknown"
    good = judge_chain(family.server.der, [der, family.authority.der], NAME, NOW, [der, family.root.der])
    assert good.state == "ok"


def test_flipped_byte_is_never_good(family: Family) -> None:
    """Whichever byte of the certificate is changed, it is not accepted any more."""
    der = family.server.der
    for position in range(0, len(der), 3):
        changed = der[:position] + bytes([der[position] ^ 0x40]) + der[position + 1 :]
        verdict = judge_chain(changed, [family.authority.der], NAME, NOW, [family.root.der])
        assert verdict.state != "ok", position


def test_certificate_that_is_trusted_by_itself() -> None:
    """A self-signed certificate among the trusted authorities is still nobody's but its maker's."""
    alone = make_certificate(Wish())
    assert judge_chain(alone.der, [], NAME, NOW, [alone.der]).faults == ("self_signed",)


def test_trusted_intermediate_is_no_root(family: Family) -> None:
    """As for OpenSSL, trusting an authority in the middle is not enough, but it completes a chain."""
    assert judge_chain(family.server.der, [], NAME, NOW, [family.authority.der]).state == "failed"
    both = judge_chain(family.server.der, [], NAME, NOW, [family.authority.der, family.root.der])
    assert both.state == "ok"


def test_many_authorities_of_one_name_end_soon() -> None:
    """A hostile chain of authorities that all might have issued each other takes no time."""
    authorities = [make_authority("Authority") for _ in range(40)]
    server = make_certificate(Wish(), authorities[-1])
    verdict = judge_chain(server.der, [each.der for each in authorities], NAME, NOW, [make_authority("Root").der])
    assert verdict.state == "failed"


def test_openssl_adds_only_what_is_new() -> None:
    """OpenSSL's one fault is added unless it is known in finer words; it takes a good verdict back."""
    expired = Verdict(("authority_expired",), None, {}, None)
    assert expired.add_openssl(name_openssl_fault(10), "x").faults == ("authority_expired",)
    assert expired.add_openssl(name_openssl_fault(62), "x").faults == ("wrong_name", "authority_expired")
    refused = Verdict((), "server", {}, None).add_openssl(name_openssl_fault(20), "x")
    assert (refused.faults, refused.certificate, refused.state) == (("unknown_issuer",), None, "failed")


@pytest.mark.parametrize(
    ("code", "fault"), [(23, "revoked"), (89, "nonconforming"), (1, "other_fault"), (999, "other_fault")]
)
def test_openssl_codes(code: int, fault: str) -> None:
    """Every code stands for something, known or not."""
    assert name_openssl_fault(code) == fault


def test_every_fault_has_words() -> None:
    """What a verdict may say is worded, as a reason and as a value."""
    assert set(ORDER) <= set(tls.REASONS)
    assert {f"fault.{fault}" for fault in ORDER} <= set(tls.MEASURES)

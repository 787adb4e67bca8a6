"""The agreed X.509 cases and the TWS cases: the offline verdict is the expected one on every one of them."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.checks.tls.conftest import TwsCases
from tests.checks.tls.making import NOW
from wizard.checks.tls.verdict import judge_chain

TWS_FAULTS = {
    "wildcard_not_apex": ("wrong_name",),
    "wildcard_two_labels": ("wrong_name",),
    "wildcard_partial": ("wrong_name",),
    "wildcard_other_domain": ("wrong_name",),
    "name_mismatch": ("wrong_name",),
    "short_name": ("wrong_name",),
    "cn_only": ("common_name_only",),
    "ip_only": ("wrong_name",),
    "expired": ("expired",),
    "not_yet_valid": ("not_yet_valid",),
    "wrong_eku_client": ("wrong_purpose",),
    "self_signed": ("self_signed",),
    "untrusted_root": ("unknown_issuer",),
    "incomplete_chain": ("incomplete_chain",),
    "expired_intermediate": ("authority_expired",),
    "ca_as_leaf": ("is_authority",),
    "rsa1024": ("weak_key",),
}
TWS_ANSWERS = {"wildcard": "wildcard", "ip_san_by_ip": None}


def read_chain(path: Path) -> list[bytes]:
    """Return the certificates of a PEM file as DER; none where there is no file."""
    if not path.is_file():
        return []
    return [each.public_bytes(Encoding.DER) for each in x509.load_pem_x509_certificates(path.read_bytes())]


def test_agreed_cases(core_cases: Path) -> None:
    """All 54 chains on which the suite, OpenSSL and cryptography agree get the suite's verdict."""
    cases = json.loads((core_cases / "index.json").read_text(encoding="utf-8"))["cases"]
    wrong = []
    for case in cases:
        leaf, intermediates, roots = (
            read_chain(core_cases / case["dir"] / f"{part}.pem") for part in ("leaf", "intermediates", "roots")
        )
        at = datetime.fromisoformat(case["validation_time"]) if case["validation_time"] else NOW
        verdict = judge_chain(leaf[0], intermediates, case["peer_name"], at, roots)
        if verdict.state != {"SUCCESS": "ok", "FAILURE": "failed"}[case["expected"]]:
            wrong.append((case["id"], verdict))
    assert len(cases) == 54
    assert wrong == []


def test_tws_cases(tws_cases: TwsCases) -> None:
    """All 25 TWS chains get the expected verdict, and each refusal its one reason."""
    found = {}
    for case in tws_cases.cases:
        leaf, *intermediates = read_chain(tws_cases.folder / case["chain"])
        verdict = judge_chain(leaf, intermediates, case["connect_name"], NOW, read_chain(tws_cases.folder / "root.pem"))
        found[case["id"]] = (verdict.faults, verdict.certificate)
        assert case["expected"] in {"EITHER", "SUCCESS" if verdict.state == "ok" else "FAILURE"}, case["id"]
    assert len(found) == 25
    good = {name for name, (faults, _) in found.items() if not faults}
    assert {name: faults for name, (faults, _) in found.items() if faults} == TWS_FAULTS
    assert {name: found[name][1] for name in good} == {name: TWS_ANSWERS.get(name, "server") for name in good}


@pytest.mark.parametrize("dropped", ["roots", "intermediates"])
def test_a_case_can_fail(tws_cases: TwsCases, dropped: str) -> None:
    """The control: the good chain without its root, or without what leads to it, is refused."""
    leaf, *intermediates = read_chain(tws_cases.folder / "exact.chain.pem")
    roots = read_chain(tws_cases.folder / "root.pem")
    given = ([], roots) if dropped == "intermediates" else (intermediates, [])
    assert judge_chain(leaf, given[0], "tws.example.com", NOW, given[1]).state == "failed"

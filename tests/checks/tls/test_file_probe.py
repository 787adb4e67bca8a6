"""A certificate's file judged before the installation: what is touched, what is found, and files that are none."""

import os
from pathlib import Path

import pytest

from tests.checks.network.peers import run_probe
from tests.checks.tls.making import DAY, NAME, NOW, Family, Wish, make_certificate
from wizard.checks.peers import Peer
from wizard.checks.probe import TouchKind
from wizard.checks.tls.certificate_file import LARGEST_FILE
from wizard.checks.tls.file_probe import make_certificate_file_probe
from wizard.domain.evidence.collection import add_run
from wizard.domain.evidence.freshness import find_validity
from wizard.domain.evidence.record import Evidence
from wizard.domain.evidence.wording import name_probe, name_reason

SERVER_NAME = Peer(NAME, "security.dns_name")


def write(folder: Path, data: bytes, name: str = "tws.pem") -> Path:
    """Write a file."""
    file = folder / name
    file.write_bytes(data)
    return file


def judge(file: Path, family: Family, folder: Path, name: Peer | None = SERVER_NAME) -> Evidence:
    """Return the evidence on a file, with the family's root as the trusted one."""
    roots = write(folder, family.root.pem, "roots.pem")
    (found,) = run_probe(make_certificate_file_probe(file, name, roots))
    return found


def test_good_certificate_answers_the_plan(family: Family, tmp_path: Path) -> None:
    """It is evidence of SEC-3 for the server's name, for 30 days, and names the file without its folder."""
    found = judge(write(tmp_path, family.server.pem + family.authority.pem), family, tmp_path)
    assert (found.probe, found.facts, found.subject) == ("tls.certificate_file", ("SEC-3",), "server")
    assert (found.state, found.reason) == ("ok", None)
    assert found.answers == {"security.certificate": "server"}
    assert found.basis == {"security.dns_name": NAME}
    assert found.values is not None
    assert "holds_key" not in found.values
    assert found.values["file"] == "tws.pem"
    assert find_validity(found.probe).days == 30
    assert str(tmp_path) not in found.model_dump_json()


def test_der_is_read_and_a_key_is_told_of(family: Family, tmp_path: Path) -> None:
    """DER lacks the chain, which is a fault; a private key beside the certificate is named and goes nowhere."""
    assert judge(write(tmp_path, family.server.der), family, tmp_path).reason == "incomplete_chain"
    secret = family.server.key_pem
    found = judge(write(tmp_path, secret + family.server.pem + family.authority.pem), family, tmp_path)
    assert (found.state, found.values and found.values["holds_key"]) == ("ok", True)
    assert secret.splitlines()[1].decode() not in found.model_dump_json()


def test_file_judged_last_counts(family: Family, tmp_path: Path) -> None:
    """The right file takes the place of a wrong one, whatever it is called: no fault of the other stays."""
    wrong = judge(write(tmp_path, family.authority.pem, "wrong.pem"), family, tmp_path)
    right = judge(write(tmp_path, family.server.pem + family.authority.pem), family, tmp_path)
    assert add_run((wrong,), (right,)) == (right,)


def test_faults_are_named(family: Family, tmp_path: Path) -> None:
    """An expired certificate, and one for another name, are not met, each with its reason."""
    made = make_certificate(Wish(not_before=NOW - 30 * DAY, not_after=NOW - DAY), family.authority)
    found = judge(write(tmp_path, made.pem + family.authority.pem), family, tmp_path)
    assert (found.state, found.reason) == ("failed", "expired")
    good = write(tmp_path, family.server.pem + family.authority.pem)
    other = judge(good, family, tmp_path, Peer("other.example", "security.dns_name"))
    assert other.reason == "wrong_name"
    # Among the first, so that no cut of a long line takes them away.
    assert list(other.values or ())[:2] == ["file", "fault.wrong_name"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "file_without_certificate"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "file_without_certificate"),
        (b"\x30\x82\x01\x00\x02\x01\x03" + b"\0" * 64, "file_is_pkcs12"),
        (b"#" * LARGEST_FILE, "file_without_certificate"),
        (b"#" * (LARGEST_FILE + 1), "file_too_large"),
    ],
    ids=["empty", "broken", "pkcs12", "largest", "larger"],
)
def test_file_that_cannot_be_judged_is_unknown(family: Family, tmp_path: Path, data: bytes, reason: str) -> None:
    """What holds no certificate, or the key beside it, is unknown with its reason: neither met nor failed."""
    found = judge(write(tmp_path, data), family, tmp_path)
    assert (found.state, found.reason) == ("unknown", reason)
    assert name_reason(reason).text != reason


def test_file_that_is_not_there_and_roots_that_are_none(family: Family, tmp_path: Path) -> None:
    """Neither is a traceback; nor is a plan that does not name the server."""
    gone = judge(tmp_path / "gone.pem", family, tmp_path)
    assert (gone.state, gone.reason, gone.detail) == ("unknown", "file_not_readable", "No such file or directory")
    file = write(tmp_path, family.server.pem)
    nothing = write(tmp_path, b"nothing", "none.pem")
    (found,) = run_probe(make_certificate_file_probe(file, SERVER_NAME, nothing))
    assert (found.state, found.reason) == ("unknown", "no_trusted_authority")
    nameless = judge(file, family, tmp_path, None)
    assert (nameless.state, nameless.reason) == ("unknown", "no_server_name")
    assert name_probe(found.probe).text != found.probe


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_pipe_is_no_certificate(family: Family, tmp_path: Path) -> None:
    """A pipe into which nobody writes is refused, as the certificate and as the authorities."""
    pipe, file = tmp_path / "pipe.pem", write(tmp_path, family.server.pem)
    os.mkfifo(pipe)
    for probe in (
        make_certificate_file_probe(pipe, SERVER_NAME),
        make_certificate_file_probe(file, SERVER_NAME, pipe),
    ):
        (found,) = run_probe(probe)
        assert (found.state, found.reason, found.detail) == ("unknown", "file_not_readable", "no ordinary file")


def test_everything_that_is_read_stands_in_the_manifest(family: Family, tmp_path: Path) -> None:
    """The two files and nothing else, or this machine's own authorities; no packet."""
    file, roots = write(tmp_path, family.server.pem), write(tmp_path, family.root.pem, "roots.pem")
    probe = make_certificate_file_probe(file, SERVER_NAME, roots)
    assert [(touch.kind, touch.what) for touch in probe.touches] == [
        (TouchKind.FILE, str(file)),
        (TouchKind.FILE, str(roots)),
    ]
    assert make_certificate_file_probe(file, SERVER_NAME).is_local


@pytest.mark.parametrize(("days", "reason"), [(10, "expires_before_installation"), (40, "expires_soon"), (60, None)])
def test_file_is_judged_for_the_installation_day(family: Family, tmp_path: Path, days: int, reason: str | None) -> None:
    """The planned day decides and is what the measurement went by; without one, nothing of the kind is held."""
    made = make_certificate(Wish(not_after=NOW + days * DAY), family.authority)
    file, roots = write(tmp_path, made.pem + family.authority.pem), write(tmp_path, family.root.pem, "roots.pem")
    day = (NOW + 20 * DAY).date()
    (found,) = run_probe(make_certificate_file_probe(file, SERVER_NAME, roots, day))
    assert (found.reason, found.answers is None) == (reason, reason == "expires_before_installation")
    assert found.basis == {"security.dns_name": NAME, "project.installation_date": day.isoformat()}
    (today,) = run_probe(make_certificate_file_probe(file, SERVER_NAME, roots))
    assert (today.values or {})["installation_known"] is False

"""The token that tells one machine from another, to holders of the code alone."""

import sys
from pathlib import Path

import pytest

from tests.checks.namespaces import enter, make_lab
from wizard.checks.proof import machine_token
from wizard.checks.proof.machine_token import TOKEN_BYTES, list_token_touches, make_token

KEY, OTHER = bytes(32), bytes([1]) * 32


def test_token_is_the_machines_and_the_keys() -> None:
    """Made twice it is the same; with another code it is another, so that nobody follows a machine by it."""
    token = make_token(KEY)
    assert token is not None
    assert (len(token), make_token(KEY)) == (TOKEN_BYTES, token)
    assert make_token(OTHER) != token


def test_two_networks_are_two_machines() -> None:
    """A container or a namespace with a network of its own is another machine to whoever sends to it."""
    with make_lab() as lab, enter(lab.server):
        server = make_token(KEY)
        with enter(lab.station):
            station = make_token(KEY)
        assert make_token(KEY) == server
    assert len({make_token(KEY), server, station}) == 3


def test_machine_that_cannot_be_told_has_no_token(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the system hides what it is made of there is none: nothing is guessed."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(machine_token, "_BOOT", str(tmp_path / "hidden"))
    assert make_token(KEY) is None


def test_what_it_is_made_of_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The manifest names the files of Linux, the registry value of Windows."""
    monkeypatch.setattr(sys, "platform", "linux")
    assert next(touch.what for touch in list_token_touches()) == "/proc/sys/kernel/random/boot_id"
    monkeypatch.setattr(sys, "platform", "win32")
    assert [touch.what for touch in list_token_touches()] == [r"HKLM\SOFTWARE\Microsoft\Cryptography\MachineGuid"]

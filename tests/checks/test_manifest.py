"""The manifest: each thing once, with all the probes that touch it."""

from collections.abc import Sequence

from wizard.checks.manifest import KIND_WORDS, list_touches
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind
from wizard.i18n import Message

DNS = Touch(TouchKind.PACKET, "udp 10.0.0.53:53", Message("name"))
KEY = Touch(TouchKind.REGISTRY, r"HKLM\SOFTWARE\Key", Message("edition"))


async def _measure() -> Sequence[Measurement]:
    return ()


def make_probe(probe: str, *touches: Touch) -> Probe:
    """Return a probe that touches some things."""
    return Probe(probe, (), touches, _measure, 1)


def test_each_thing_is_listed_once_with_its_probes() -> None:
    """Two probes that ask the same server are one line; a probe that is there twice is named once."""
    lines = list_touches([make_probe("a.one", DNS), make_probe("b.two", KEY, DNS), make_probe("a.one", DNS)])
    assert [(line.kind, line.what, line.probes) for line in lines] == [
        (TouchKind.PACKET, "udp 10.0.0.53:53", ("a.one", "b.two")),
        (TouchKind.REGISTRY, r"HKLM\SOFTWARE\Key", ("b.two",)),
    ]


def test_nothing_to_run_nothing_to_touch() -> None:
    """No probes, no lines."""
    assert list_touches([]) == ()


def test_only_packets_leave_the_machine() -> None:
    """A probe that sends a packet is no local one; every kind has a word."""
    assert make_probe("a.one", KEY).is_local
    assert not make_probe("a.one", KEY, DNS).is_local
    assert set(KIND_WORDS) == set(TouchKind)

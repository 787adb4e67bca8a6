"""What the probes touch is what the manifest says: no other peer, no name asked for, nothing written."""

import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.checks.tls.making import NAME, Family
from tests.checks.tls.serving import HOME, answer_with, make_server_context, run_probe, serving
from wizard.checks.network.hosts import write_end
from wizard.checks.tls.certificate_probe import make_tls_probe
from wizard.checks.tls.https_probe import make_https_probe

_WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "open", "subprocess.Popen")
_seen: list[tuple[str, tuple[object, ...]]] | None = None


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    # A hook stays for good: outside of this test it does nothing.
    if _seen is not None and event in _WATCHED:
        _seen.append((event, arguments))


@contextmanager
def watching() -> Iterator[list[tuple[str, tuple[object, ...]]]]:
    """Give the list of what is opened and connected to meanwhile."""
    global _seen  # noqa: PLW0603 - an audit hook has no other way to be told
    sys.addaudithook(_hook)
    seen: list[tuple[str, tuple[object, ...]]] = []
    _seen = seen
    try:
        yield seen
    finally:
        _seen = None


@pytest.mark.skipif(sys.platform == "win32", reason="the loop of Windows connects past Python's audit")
def test_nothing_but_the_manifest_is_touched(family: Family, tmp_path: Path) -> None:
    """Both probes connect to the manifest's address and port alone, ask for no name, and open no file to write."""
    context: ssl.SSLContext = make_server_context(tmp_path, family.server, family.authority)
    with serving(answer_with(b"HTTP/1.1 200 OK\r\n\r\n"), context) as port:
        probes = (
            make_tls_probe(HOME, port, NAME, facts=("SEC-3",), subject="server", roots=family.root.pem),
            make_https_probe(HOME, port, NAME, ("NET-38",), "server", None, roots=family.root.pem),
        )
        with watching() as seen:
            assert [run_probe(probe).state for probe in probes] == ["ok", "ok"]
    allowed = {touch.what for probe in probes for touch in probe.touches}
    ends = [arguments[1] for event, arguments in seen if event == "socket.connect"]
    assert len(ends) == 3
    assert {f"tcp {write_end(*end[:2])}" for end in ends if isinstance(end, tuple)} == allowed
    assert [event for event, _ in seen if event not in {"socket.connect", "open"}] == []
    modes = [arguments[1] for event, arguments in seen if event == "open"]
    assert [mode for mode in modes if isinstance(mode, str) and set(mode) & set("wax+")] == []

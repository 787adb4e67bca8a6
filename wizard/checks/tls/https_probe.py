"""The probe that asks an HTTPS peer for one status line: TCP, TLS and HTTP answer, or which of them does not."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass

from wizard.checks.network.hosts import write_end
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind
from wizard.checks.tls.connection import Connection, PeerError
from wizard.checks.tls.names import normalise_name, read_address
from wizard.checks.tls.trust import make_reading_context
from wizard.domain.evidence.record import FlowEnd
from wizard.i18n import Message

SECONDS = 10.0
LONGEST_STATUS_LINE = 4_096
_SHARE_OF_TIME = 0.9
_SHARE_TO_CONNECT = 0.6
# RFC 9112, section 4: the reason phrase may be missing.
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})( [^\r\n]*)?\r?\n")
_PURPOSE = Message("Open a TLS connection and ask for the headers of the start page; redirects are not followed")


def make_https_probe(  # noqa: PLR0913, PLR0917 - a place, a name and what it is for: each on its own
    address: str,
    port: int,
    name: str,
    facts: tuple[str, ...],
    subject: str,
    flow: FlowEnd | None,
    *,
    seconds: float = SECONDS,
) -> Probe:
    """Return the probe that sends HEAD / to an IP address and TCP port under a host name.

    Ok where a status line of HTTP/1.1 comes back, whatever the status. The certificate is not judged here.
    """
    peer = _Peer(address, port, name, flow, seconds)
    touches = (Touch(TouchKind.PACKET, f"tcp {peer.end}", _PURPOSE),) if read_address(address) is not None else ()
    return Probe("port.https", facts, touches, peer.measure, seconds, subject, peer.end)


@dataclass(frozen=True, slots=True)
class _Peer:
    address: str
    port: int
    name: str
    flow: FlowEnd | None
    seconds: float

    @property
    def end(self) -> str:
        return write_end(self.address, self.port)

    async def measure(self) -> Sequence[Measurement]:
        if read_address(self.address) is None:
            return (Measurement("unknown", "not_an_address", detail=self.address, flow=self.flow),)
        host = normalise_name(self.name)
        if host is None:
            return (Measurement("unknown", "unusable_name", detail=self.name, flow=self.flow),)
        try:
            async with asyncio.timeout(_SHARE_OF_TIME * self.seconds):
                found = await self._ask(host)
        except TimeoutError:
            # A slow peer may yet answer: that it does not was not measured.
            found = Measurement("unknown", "silent")
        except PeerError as error:
            found = Measurement("failed", error.reason, detail=error.detail)
        return (found._replace(flow=self.flow),)

    async def _ask(self, host: str) -> Measurement:
        async with await Connection.open(self.address, self.port, _SHARE_TO_CONNECT * self.seconds) as connection:
            source = connection.source
            tls = await connection.shake_hands(make_reading_context(), host)
            line = await connection.ask(_write_request(host, self.port), LONGEST_STATUS_LINE)
            version = tls.version() or "?"
        status = _STATUS_LINE.match(line)
        found = Measurement("failed", "not_http", detail=line[:80].decode("latin-1"), values={"tls_version": version})
        if status is not None:
            found = Measurement("ok", values={"tls_version": version, "http_status": int(status[1])})
        return found._replace(source=source, destination=self.end)


def _write_request(host: str, port: int) -> bytes:
    address = read_address(host)
    bracketed = f"[{host}]" if address is not None and address.version == 6 else host  # noqa: PLR2004 - the protocol's own number
    authority = bracketed if port == 443 else f"{bracketed}:{port}"  # noqa: PLR2004 - HTTPS's own port
    lines = ("HEAD / HTTP/1.1", f"Host: {authority}", "Accept: */*", "Connection: close", "", "")
    return "\r\n".join(lines).encode("ascii")

"""The probe that asks an HTTPS peer for its start page's head: who answers, and whether it is the one asked.

A captive portal, a proxy or whatever else stands in the way may answer in a peer's place. So the certificate has to be
trusted and the host's own, and what only such a device says (407, 511, a redirect to another host) is none of the peer.
"""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wizard.checks.blocking import read_aside
from wizard.checks.network.hosts import write_end
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind, Value
from wizard.checks.tls.connection import Connection, PeerError
from wizard.checks.tls.http_answer import Answer, NotHttpError, is_answered, read_answer
from wizard.checks.tls.names import normalise_name, read_address
from wizard.checks.tls.openssl_faults import name_openssl_fault
from wizard.checks.tls.trust import list_trust_touches, make_reading_context, make_verifying_context
from wizard.domain.evidence.record import FlowEnd
from wizard.errors import CertificateError
from wizard.i18n import Message

SECONDS = 10.0
_SHARE_OF_TIME = 0.9
_SHARE_TO_CONNECT = 0.4
_PURPOSE = Message(
    "Open a TLS connection and ask for the headers of the start page, on a second one where the certificate does not"
    " hold; redirects are not followed"
)
# RFC 9110, 15.5.8: a proxy asks who is there; RFC 6585, 6: the network itself does.
_ANSWERED_BY_OTHERS = {407: "proxy_answers", 511: "portal_answers"}
_NO_TLS, _OLD_PROTOCOL, _WRONG_NAME = "tls_failed", "old_protocol", "wrong_name"
# How a handshake ends where both sides have nothing in common: told, or just cut.
_NO_HANDSHAKE = frozenset({_NO_TLS, "closed", "reset"})
# What a verifying context offers.
_RECENT_PROTOCOLS = ("TLSv1.2", "TLSv1.3")


def make_https_probe(  # noqa: PLR0913, PLR0917 - a place, a name and what it is for: each on its own
    address: str,
    port: int,
    name: str,
    facts: tuple[str, ...],
    subject: str,
    flow: FlowEnd | None,
    *,
    roots: bytes | None = None,
    seconds: float = SECONDS,
) -> Probe:
    """Return the probe that sends HEAD / to an IP address and TCP port under a host name.

    Ok where a final HTTP answer comes back, whatever its status, under a trusted certificate of that name; ``roots``
    are the trusted authorities as PEM, without them this machine's own. failed: no connection, no TLS or no HTTP;
    unknown: nobody answers in time, or what answers is not shown to be that host: its certificate does not hold, it
    asks for a log-in to the network or a proxy, or sends on to another host.
    """
    peer = _Peer(address, port, name, flow, roots, seconds)
    packet = Touch(TouchKind.PACKET, f"tcp {peer.end}", _PURPOSE)
    touches = (packet, *list_trust_touches(roots)) if read_address(address) is not None else ()
    return Probe("port.https", facts, touches, peer.measure, seconds, subject, peer.end)


@dataclass(frozen=True, slots=True)
class _Peer:
    address: str
    port: int
    name: str
    flow: FlowEnd | None
    roots: bytes | None
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
        except CertificateError:
            found = Measurement("unknown", "no_trusted_authority")
        except PeerError as error:
            found = Measurement("failed", error.reason, detail=error.detail)
        return (found._replace(flow=self.flow),)

    async def _ask(self, host: str) -> Measurement:
        context = await read_aside(lambda: make_verifying_context(self.roots))
        try:
            return await self._talk(context, host)
        except _UnverifiedError as end:
            # Whoever it is: what it says may tell.
            found = await self._talk(make_reading_context(), host, end.fault)
            return found._replace(detail=found.detail or end.detail)

    async def _talk(self, context: ssl.SSLContext, host: str, fault: str | None = None) -> Measurement:
        async with await Connection.open(self.address, self.port, _SHARE_TO_CONNECT * self.seconds) as connection:
            source = connection.source
            try:
                tls = await connection.shake_hands(context, host)
            except PeerError as error:
                if fault is None and (error.verify_code is not None or error.reason in _NO_HANDSHAKE):
                    raise _UnverifiedError(error) from error
                raise
            said = await connection.ask(_write_request(host, self.port), is_answered)
            version = tls.version() or "?"
            values: dict[str, Value] = {"tls_version": version, **_name_issuer(tls)}
        if fault == _NO_TLS and version not in _RECENT_PROTOCOLS:
            fault = _OLD_PROTOCOL
        try:
            found = judge_answer(read_answer(said, is_whole=True), host, fault)
        except NotHttpError as error:
            found = Measurement("failed", "not_http", detail=str(error))
        return found._replace(values={**values, **(found.values or {})}, source=source, destination=self.end)


class _UnverifiedError(Exception):
    """A connection that verifies comes to nothing; one that trusts nobody may not."""

    def __init__(self, error: PeerError) -> None:
        super().__init__(error.reason)
        self.fault = _NO_TLS if error.verify_code is None else name_openssl_fault(error.verify_code)
        self.detail = error.detail


def judge_answer(answer: Answer | None, host: str, fault: str | None) -> Measurement:
    """Return what an answer shows of a (normalised) host; ``fault``: what its certificate or TLS fails at."""
    if answer is None:
        return Measurement("unknown", "no_final_answer")
    values: dict[str, Value] = {"http_status": answer.status}
    if fault not in {None, _NO_TLS}:
        values[f"fault.{fault}"] = True
    other = answer.find_other_host(host)
    if other is not None:
        values["redirected_to"] = other
    reason = _ANSWERED_BY_OTHERS.get(answer.status) or (other and "redirected_elsewhere") or fault
    if reason == _WRONG_NAME and read_address(host) is not None:
        # Certificates are made for names: the plan has to give it.
        reason = "name_not_known"
    return Measurement("ok" if reason is None else "unknown", reason, values=values)


def _name_issuer(tls: ssl.SSLObject) -> dict[str, Value]:
    """Return who vouches for a verified certificate: an inspecting proxy has an authority of its own."""
    issuer: Any = (tls.getpeercert() or {}).get("issuer", ())
    names = {kind: value for part in issuer for kind, value in part}
    told = [str(names[kind]) for kind in ("organizationName", "commonName") if kind in names]
    return {"issuer": ", ".join(told)} if told else {}


def _write_request(host: str, port: int) -> bytes:
    address = read_address(host)
    bracketed = f"[{host}]" if address is not None and address.version == 6 else host  # noqa: PLR2004 - the protocol's own number
    authority = bracketed if port == 443 else f"{bracketed}:{port}"  # noqa: PLR2004 - HTTPS's own port
    lines = ("HEAD / HTTP/1.1", f"Host: {authority}", "Accept: */*", "Connection: close", "", "")
    return "\r\n".join(lines).encode("ascii")

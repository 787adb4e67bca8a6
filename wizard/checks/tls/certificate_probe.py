"""The probe that judges the certificate an HTTPS server shows (SEC-2, SEC-3, and other HTTPS peers)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wizard.checks.blocking import read_aside
from wizard.checks.network.hosts import write_end
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind
from wizard.checks.tls.connection import Connection, PeerError, read_chain
from wizard.checks.tls.names import normalise_name, read_address
from wizard.checks.tls.openssl_faults import name_openssl_fault
from wizard.checks.tls.trust import (
    list_trust_touches,
    make_reading_context,
    make_verifying_context,
    read_trusted,
)
from wizard.errors import CertificateError
from wizard.i18n import Message

if TYPE_CHECKING:
    from wizard.checks.tls.verdict import Verdict

SECONDS = 12.0
# What remains is for closing and for telling why.
_SHARE_OF_TIME = 0.9
_SHARE_TO_CONNECT = 0.4
_OLD_PROTOCOLS = ("SSLv3", "TLSv1", "TLSv1.1")
_PURPOSE = Message("Read the certificate the server shows, then verify its chain on a second connection")


def make_tls_probe(  # noqa: PLR0913 - a place, a name and what it is for: each on its own
    address: str,
    port: int,
    name: str,
    *,
    facts: tuple[str, ...],
    subject: str,
    roots: bytes | None = None,
    seconds: float = SECONDS,
) -> Probe:
    """Return the probe for the certificate at an IP address and TCP port, to be valid for a name.

    ``roots`` are the trusted authorities as PEM; without them this machine's own are trusted. The verdict answers
    security.certificate where it is good for a DNS name. Two connections are made; no data is sent but TLS's own.
    """
    server = _Server(address, port, name, roots, seconds)
    packets = Touch(TouchKind.PACKET, f"tcp {server.end}", _PURPOSE)
    touches = (packets, *list_trust_touches(roots)) if read_address(address) is not None else ()
    return Probe("tls.certificate", facts, touches, server.measure, seconds, subject, server.end)


@dataclass(frozen=True, slots=True)
class _Server:
    address: str
    port: int
    name: str
    roots: bytes | None
    seconds: float

    @property
    def end(self) -> str:
        return write_end(self.address, self.port)

    async def measure(self) -> Sequence[Measurement]:
        if read_address(self.address) is None:
            return (Measurement("unknown", "not_an_address", detail=self.address),)
        if normalise_name(self.name) is None:
            return (Measurement("unknown", "unusable_name", detail=self.name),)
        deadline = asyncio.get_running_loop().time() + _SHARE_OF_TIME * self.seconds
        try:
            return (await self._judge(deadline),)
        except TimeoutError:
            return (Measurement("unknown", "silent"),)
        except PeerError as error:
            return (Measurement("unknown", error.reason, detail=error.detail),)
        except CertificateError:
            return (Measurement("unknown", "no_trusted_authority"),)

    async def _judge(self, deadline: float) -> Measurement:
        async with asyncio.timeout_at(deadline):
            trusted = await read_aside(lambda: read_trusted(self.roots))
            chain, version, source = await self._read()
        verdict = self._judge_offline(chain, trusted, version)
        try:
            async with asyncio.timeout_at(deadline):
                verdict = await self._verify(verdict, chain[0])
        except (PeerError, TimeoutError) as error:
            if verdict.state == "ok":
                reason = error.reason if isinstance(error, PeerError) else "silent"
                return Measurement("unknown", reason, values=verdict.values, source=source, destination=self.end)
        return verdict.to_measurement()._replace(source=source, destination=self.end)

    async def _read(self) -> tuple[tuple[bytes, ...], str, str | None]:
        async with await self._open() as connection:
            tls = await connection.shake_hands(make_reading_context(), normalise_name(self.name))
            chain = read_chain(tls)
            if not chain:
                raise PeerError("no_certificate")
            return chain, tls.version() or "?", connection.source

    def _judge_offline(self, chain: tuple[bytes, ...], trusted: tuple[bytes, ...], version: str) -> "Verdict":
        # cryptography takes a while to load: only once there is a certificate.
        from wizard.checks.tls.verdict import judge_chain  # noqa: PLC0415 - see above

        verdict = judge_chain(chain[0], chain[1:], self.name, datetime.now(UTC), trusted)
        return verdict.add(("old_protocol",) if version in _OLD_PROTOCOLS else (), tls_version=version)

    async def _verify(self, verdict: "Verdict", shown: bytes) -> "Verdict":
        async with await self._open() as connection:
            try:
                tls = await connection.shake_hands(make_verifying_context(self.roots), normalise_name(self.name))
            except PeerError as error:
                if error.verify_code is None:
                    raise
                return verdict.add_openssl(name_openssl_fault(error.verify_code), error.detail)
            if tls.getpeercert(binary_form=True) != shown:
                raise PeerError("changing_certificate")
        return verdict

    async def _open(self) -> Connection:
        return await Connection.open(self.address, self.port, _SHARE_TO_CONNECT * self.seconds)

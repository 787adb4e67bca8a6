"""The probe that judges the certificate an HTTPS server shows (SEC-2, SEC-3, and other HTTPS peers)."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from wizard.checks.blocking import read_aside
from wizard.checks.network.hosts import write_end
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind
from wizard.checks.tls.connection import Connection, PeerError, read_chain
from wizard.checks.tls.names import normalise_name, read_address
from wizard.checks.tls.openssl_faults import NO_KEY_IDENTIFIER, name_openssl_fault
from wizard.checks.tls.trust import (
    list_trust_touches,
    make_reading_context,
    make_verifying_context,
    read_trusted,
)
from wizard.domain.certificates import judge_for
from wizard.errors import CertificateError
from wizard.i18n import Message

if TYPE_CHECKING:
    from wizard.checks.tls.verdict import Verdict

SECONDS = 12.0
# What remains is for closing and for telling why.
_SHARE_OF_TIME = 0.9
_SHARE_TO_CONNECT = 0.4
_OLD_PROTOCOLS = ("SSLv3", "TLSv1", "TLSv1.1")
Doubt = Callable[[object], str | None]
"""Returns why a good certificate, told by its SHA-256, is not known to be the planned server's; None if it is."""
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
    installation: date | None = None,
    doubt: Doubt | None = None,
) -> Probe:
    """Return the probe for the certificate at an IP address and TCP port, to be valid for a name on a planned day.

    ``roots`` are the trusted authorities as PEM; without them this machine's own are trusted. The verdict answers
    security.certificate where it is good for a DNS name and nothing casts doubt on it: a doubt makes it unknown. Two
    connections are made, a third where an old authority leaves key identifiers out; only TLS's own data is sent.
    """
    server = _Server(address, port, name, roots, seconds, installation, doubt)
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
    installation: date | None
    doubt: Doubt | None

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
        return self._weigh(verdict.to_measurement())._replace(source=source, destination=self.end)

    def _weigh(self, found: Measurement) -> Measurement:
        doubted = self.doubt((found.values or {}).get("sha256")) if self.doubt and found.state == "ok" else None
        return found if doubted is None else found._replace(state="unknown", reason=doubted, answers=None)

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

        verdict = judge_chain(
            chain[0], chain[1:], self.name, datetime.now(UTC), trusted, installation=self.installation
        )
        return verdict.add(("old_protocol",) if version in _OLD_PROTOCOLS else (), tls_version=version)

    async def _verify(self, verdict: "Verdict", shown: bytes, *, strict: bool = True) -> "Verdict":
        async with await self._open() as connection:
            try:
                context = make_verifying_context(self.roots, strict=strict)
                tls = await connection.shake_hands(context, normalise_name(self.name))
            except PeerError as error:
                if error.verify_code is None:
                    raise
                refused = error
            else:
                if tls.getpeercert(binary_form=True) != shown:
                    raise PeerError("changing_certificate")
                return verdict
        if strict and refused.verify_code in NO_KEY_IDENTIFIER:
            return await self._verify(verdict, shown, strict=False)
        return self._add_refusal(verdict, refused)

    def _add_refusal(self, verdict: "Verdict", refused: PeerError) -> "Verdict":
        fault = name_openssl_fault(refused.verify_code or 0)
        # OpenSSL knows no day but today: what begins by the installation is judged for that.
        if fault == "not_yet_valid" and judge_for(self.installation, datetime.now(UTC)).is_ahead:
            return verdict
        return verdict.add_openssl(fault, refused.detail)

    async def _open(self) -> Connection:
        return await Connection.open(self.address, self.port, _SHARE_TO_CONNECT * self.seconds)

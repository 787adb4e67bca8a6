"""TCP and TLS to one peer, step by step, so that each cause of failure can be told from the others."""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self, TypeVar

from wizard.checks.network.hosts import write_end
from wizard.checks.network.sockets import refuse_itself, tell_cause

T = TypeVar("T")

# A handshake with a long chain takes some 10 kB; OpenSSL refuses more than 100 kB of certificates.
MOST_BYTES = 256 * 1024
_CHUNK = 16 * 1024
_TLS_RECORDS = (0x14, 0x15, 0x16)
_LONGEST_QUOTATION = 80


class PeerError(Exception):
    """Why a peer could not be talked to: a reason's code, what it or the system said, and OpenSSL's verify code."""

    def __init__(self, reason: str, detail: str | None = None, verify_code: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.detail, self.verify_code = reason, detail, verify_code

    @classmethod
    def of_system(cls, error: OSError) -> Self:
        """Return the cause that the system gives for a connection's failure."""
        return cls(tell_cause(error), error.strerror)


class Connection:
    """One TCP connection with TLS over it, read up to ``MOST_BYTES``; closed at once on leaving.

    Every call may raise ``PeerError``, and is to be cancelled at a deadline.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls: ssl.SSLObject | None = None
        self._received = 0

    @classmethod
    async def open(cls, address: str, port: int, seconds: float) -> Self:
        """Connect; "filtered" where there is no answer of any kind within the seconds."""
        try:
            async with asyncio.timeout(seconds):
                reader, writer = await asyncio.open_connection(address, port)
        except OSError as error:
            raise PeerError.of_system(error) from error
        try:
            refuse_itself(writer.get_extra_info("sockname"), address, port)
        except OSError as error:
            writer.transport.abort()
            raise PeerError.of_system(error) from error
        return cls(reader, writer)

    async def __aenter__(self) -> Self:
        """Return the connection itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close without a farewell: a peer that does not answer must not hold anybody."""
        self._writer.transport.abort()
        # The transport closes at the loop's next turn.
        await asyncio.sleep(0)

    @property
    def source(self) -> str | None:
        """Return this end; None where the peer has cut the connection already, and the system has forgotten it."""
        own = self._writer.get_extra_info("sockname")
        return write_end(own[0], own[1]) if own else None

    async def shake_hands(self, context: ssl.SSLContext, name: str | None) -> ssl.SSLObject:
        """Negotiate TLS for a name, which the server is told (SNI) unless it is an address."""
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=name)
        await self._drive(self._tls.do_handshake)
        return self._tls

    async def ask(self, request: bytes, is_answered: Callable[[bytes], bool]) -> bytes:
        """Send a request and return what comes until it is an answer, or until the peer ends it."""
        tls = self._tls
        if tls is None:
            raise PeerError("tls_failed")
        await self._drive(lambda: tls.write(request))
        answer = b""
        while not is_answered(answer):
            more = await self._drive(lambda: tls.read(_CHUNK))
            if not more:
                break
            answer += more
        return answer

    async def _drive(self, step: Callable[[], T]) -> T:
        while True:
            try:
                result = step()
            except ssl.SSLWantReadError:
                await self._flush()
                await self._receive()
            except ssl.SSLCertVerificationError as error:
                await self._flush()
                raise PeerError("refused_certificate", error.verify_message, error.verify_code) from error
            except ssl.SSLError as error:
                raise PeerError("tls_failed", (error.reason or str(error)).replace("_", " ").lower()) from error
            else:
                await self._flush()
                return result

    async def _flush(self) -> None:
        self._writer.write(self._outgoing.read())
        try:
            await self._writer.drain()
        except OSError as error:
            raise PeerError.of_system(error) from error

    async def _receive(self) -> None:
        try:
            data = await self._reader.read(_CHUNK)
        except OSError as error:
            raise PeerError.of_system(error) from error
        if not data:
            raise PeerError("closed")
        # The first record tells a peer that speaks something else, without waiting for the rest of it.
        if self._received == 0 and data[0] not in _TLS_RECORDS:
            raise PeerError("not_tls", data[:_LONGEST_QUOTATION].decode("latin-1"))
        self._received += len(data)
        if self._received > MOST_BYTES:
            raise PeerError("too_much")
        self._incoming.write(data)


def read_chain(tls: ssl.SSLObject) -> tuple[bytes, ...]:
    """Return the certificates a server has shown, its own first, as DER; its own alone where Python hides the rest."""
    own = tls.getpeercert(binary_form=True)
    if own is None:
        return ()
    # Public from Python 3.13 on; before that the object behind has it.
    chain: tuple[bytes, ...] = ()
    with suppress(AttributeError, ValueError):
        read = getattr(tls, "get_unverified_chain", None)
        if read is not None:
            chain = tuple(read())
        else:
            inner = tls._sslobj  # type: ignore[attr-defined] # noqa: SLF001 - the only way up to 3.12
            chain = tuple(ssl.PEM_cert_to_DER_cert(each.public_bytes()) for each in inner.get_unverified_chain())
    return chain if chain[:1] == (own,) else (own,)

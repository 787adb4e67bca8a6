"""The probe that judges a certificate file for the server's name, before anything serves it (SEC-3)."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from wizard.checks.blocking import read_aside
from wizard.checks.peers import Peer
from wizard.checks.probe import Measurement, Probe, Touch, TouchKind
from wizard.checks.tls.trust import list_trust_touches
from wizard.domain.certificates import write_installation
from wizard.errors import CertificateError
from wizard.foreign_files import NoOrdinaryFileError, read_foreign
from wizard.i18n import Message

SECONDS = 12.0
CERTIFICATE_ID, FACT, SUBJECT = "tls.certificate_file", "SEC-3", "server"
# One byte more than a certificate's largest file shows that it is too large; the rest is left alone.
_MOST_BYTES = 1024 * 1024 + 1
_CERTIFICATE = Message("read the certificate to be judged; a private key in it is left alone")
_ROOTS = Message("read which certificate authorities are to be trusted")


def make_certificate_file_probe(
    file: Path, name: Peer | None, roots: Path | None = None, installation: date | None = None
) -> Probe:
    """Return the probe "tls.certificate_file": the certificate of a file, judged for the server's name; offline.

    It has to be valid on the day of the ``installation``; without one, today.
    ``roots`` is a file of trusted authorities (PEM); without it those of this machine are trusted. Neither path ever
    comes from a plan, and evidence keeps the file's own name alone. It has no target: the file that is judged last
    takes the place of the one before. unknown: it cannot be read, holds no certificate, or the plan does not name the
    server.
    """

    async def measure() -> Sequence[Measurement]:
        if name is None:
            found = Measurement("unknown", "no_server_name")
        else:
            found = await read_aside(lambda: _judge(file, name.host, roots, installation))
        return [found._replace(values={"file": file.name, **(found.values or {})})]

    touches = [Touch(TouchKind.FILE, str(file), _CERTIFICATE)]
    touches += list_trust_touches(None) if roots is None else [Touch(TouchKind.FILE, str(roots), _ROOTS)]
    basis = None if name is None else {name.field: name.host, **write_installation(installation)}
    return Probe(CERTIFICATE_ID, (FACT,), tuple(touches), measure, SECONDS, SUBJECT, basis=basis)


def _judge(file: Path, name: str, roots: Path | None, installation: date | None) -> Measurement:
    # cryptography takes a while to load: only once there is something to judge.
    from wizard.checks.tls.certificate_file import (  # noqa: PLC0415 - see above
        CertificateFileError,
        judge_certificate_file,
    )

    try:
        data = read_foreign(file, _MOST_BYTES)
        trusted = None if roots is None else read_foreign(roots, _MOST_BYTES)
        now = datetime.now(UTC)
        return judge_certificate_file(data, name, now, trusted, installation=installation).to_measurement()
    except CertificateFileError as error:
        return Measurement("unknown", error.reason)
    except CertificateError:
        return Measurement("unknown", "no_trusted_authority")
    except NoOrdinaryFileError as error:
        return Measurement("unknown", "file_not_readable", detail=error.strerror)
    except OSError as error:
        # In the same words on every system.
        return Measurement("unknown", "file_not_readable", detail=os.strerror(error.errno or 0))

"""Code signing, where the user has a certificate for it; the build works without."""

import argparse
import os
import shutil
import subprocess
from pathlib import Path

from winbuild.places import CONSOLE, PROGRAM, WINDOW

_PASSPHRASE = "TWS_SIGNING_PASSPHRASE"  # noqa: S105 - the variable's name, no passphrase


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of signing."""
    parser.add_argument("--certificate", type=Path, metavar="FILE.p12", help=f"sign; passphrase in ${_PASSPHRASE}")
    parser.add_argument("--timestamp", metavar="URL", help="time stamp server (without one the signature lapses)")


def sign_programs(options: argparse.Namespace) -> None:
    """Sign both programs of the folder."""
    for name in (WINDOW, CONSOLE):
        sign_file(PROGRAM / name, options)


def sign_file(file: Path, options: argparse.Namespace) -> None:
    """Sign one program in place; end the script where that fails."""
    tool = shutil.which("osslsigncode")
    if tool is None:
        raise SystemExit("The signing tool is needed: Debian package osslsigncode.")
    signed = file.with_suffix(".signed")
    signed.unlink(missing_ok=True)
    stamp = ("-ts", options.timestamp) if options.timestamp else ()
    about = ("-n", "TWS pre-installation", "-h", "sha256", *stamp)
    reader, writer = os.pipe()
    # Through a pipe: an argument could be read in the list of processes, a file could stay behind.
    os.write(writer, os.environ.get(_PASSPHRASE, "").encode())
    os.close(writer)
    words = (tool, "sign", "-pkcs12", options.certificate, "-readpass", f"/dev/fd/{reader}", *about)
    done = subprocess.run((*words, "-in", file, "-out", signed), pass_fds=(reader,), capture_output=True, check=False)
    os.close(reader)
    if done.returncode:
        signed.unlink(missing_ok=True)
        raise SystemExit(f"{file.name} could not be signed: {done.stderr.decode(errors='replace').strip()[-300:]}")
    signed.replace(file)
    print(f"{file.name}: signed")

"""A real web server with one certificate case per port: the live verdict is the offline one."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.checks.tls.conftest import TwsCases
from tests.checks.tls.making import NOW
from tests.checks.tls.serving import HOME, list_faults, run_probe
from tests.checks.tls.test_x509_cases import read_chain
from wizard.checks.tls.certificate_probe import make_tls_probe
from wizard.checks.tls.https_probe import make_https_probe
from wizard.checks.tls.verdict import judge_chain

_CONFIGURATION = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  ssl_ciphers DEFAULT@SECLEVEL=0;
{servers}}}
"""
_SERVER = """  server {{ listen {home}:{port} ssl; ssl_certificate {folder}/{chain}; ssl_certificate_key {folder}/{key};
    return 302 https://{home}:1/; }}
"""


@pytest.fixture(scope="module")
def ports(tws_cases: TwsCases) -> Iterator[dict[str, int]]:
    """Start nginx and return the port of each case."""
    nginx = shutil.which("nginx")
    if nginx is None:
        pytest.skip("nginx is not installed")
    chosen = dict(zip((case["id"] for case in tws_cases.cases), _find_ports(len(tws_cases.cases)), strict=True))
    servers = "".join(
        _SERVER.format(
            home=HOME, port=chosen[case["id"]], folder=tws_cases.folder, chain=case["chain"], key=case["key"]
        )
        for case in tws_cases.cases
    )
    configuration = tws_cases.folder / "nginx.conf"
    configuration.write_text(_CONFIGURATION.format(folder=tws_cases.folder, servers=servers), encoding="utf-8")
    command = (nginx, "-p", str(tws_cases.folder), "-e", str(tws_cases.folder / "error.log"), "-c", str(configuration))
    with subprocess.Popen(command) as process:
        try:
            _wait_for(next(iter(chosen.values())), tws_cases.folder)
            yield chosen
        finally:
            process.terminate()


def _find_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind((HOME, 0))
        return [each.getsockname()[1] for each in sockets]


def _wait_for(port: int, folder: Path) -> None:
    for _ in range(100):
        try:
            socket.create_connection((HOME, port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail((folder / "error.log").read_text(encoding="utf-8"))


def test_live_and_offline_verdicts_agree(tws_cases: TwsCases, ports: dict[str, int]) -> None:
    """Every case as nginx serves it gets the expected verdict, for the reasons that were found offline."""
    roots = read_chain(tws_cases.folder / "root.pem")
    for case in tws_cases.cases:
        name, port = case["connect_name"], ports[case["id"]]
        evidence = run_probe(
            make_tls_probe(HOME, port, name, facts=("SEC-2", "SEC-3"), subject="server", roots=tws_cases.root)
        )
        leaf, *intermediates = read_chain(tws_cases.folder / case["chain"])
        offline = judge_chain(leaf, intermediates, name, NOW, roots).to_measurement()
        assert case["expected"] in {"EITHER", "SUCCESS" if evidence.state == "ok" else "FAILURE"}, case["id"]
        assert (evidence.state, evidence.reason) == (offline.state, offline.reason), case["id"]
        assert (evidence.answers, list_faults(evidence)) == (
            offline.answers,
            {key.removeprefix("fault.") for key in offline.values or {} if key.startswith("fault.")},
        ), case["id"]
        assert (evidence.values or {})["chain_length"] == 1 + len(intermediates), case["id"]


def test_https_answers_without_being_shown_to_be_the_host(ports: dict[str, int], tws_cases: TwsCases) -> None:
    """A server whose certificate has expired sends on to another host: neither shows who answers, and both are told."""
    name, roots = "tws.example.com", tws_cases.root
    evidence = run_probe(make_https_probe(HOME, ports["expired"], name, ("NET-38",), "server", None, roots=roots))
    assert (evidence.state, evidence.reason) == ("unknown", "redirected_elsewhere")
    told = {"http_status": 302, "redirected_to": HOME, "fault.expired": True}
    assert told.items() <= (evidence.values or {}).items()

"""The peers of these tests."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.checks.network.peers import HOSTILE, accepts, find_free_port, find_tool, need_root, run_tool, start

FAR = "10.213.77.2"


@pytest.fixture(scope="session")
def hostile() -> Iterator[dict[str, int]]:
    """Start the hostile servers and return their ports by name."""
    if not HOSTILE.is_file():
        pytest.skip(f"{HOSTILE} is not there: the cases do not come with the checkout")
    base = find_free_port() // 200 * 200 - 10_000
    command = [sys.executable, str(HOSTILE), str(base)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        ports: dict[str, int] = {}
        assert process.stdout is not None
        for line in process.stdout:
            port, _, name = line.split()
            ports[name] = int(port)
            if name == "udp_flood_100":
                break
        try:
            yield ports
        finally:
            process.kill()


@pytest.fixture(scope="session")
def sip_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Start kamailio and return its port, UDP and TCP."""
    program, folder = find_tool("kamailio", "kamailio"), tmp_path_factory.mktemp("kamailio")
    port = find_free_port()
    config = folder / "kamailio.cfg"
    config.write_text(
        "#!KAMAILIO\nlog_stderror=yes\nfork=yes\nchildren=1\ndisable_tcp=no\n"
        f'listen=udp:127.0.0.1:{port}\nlisten=tcp:127.0.0.1:{port}\nloadmodule "sl.so"\n'
        'loadmodule "textops.so"\n'
        'request_route {\n if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }\n'
        ' sl_send_reply("404", "Not Found");\n}\n',
        encoding="ascii",
    )
    with start(
        [program, "-f", config, "-DD", "-E", "-Y", folder, "-m", "16", "-M", "4"], accepts(port), folder / "log"
    ):
        yield port


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Start OpenLDAP and return its port."""
    program, folder = find_tool("slapd", "slapd"), tmp_path_factory.mktemp("slapd")
    (folder / "db").mkdir()
    config, port = folder / "slapd.conf", find_free_port()
    config.write_text(
        "include /etc/ldap/schema/core.schema\nmodulepath /usr/lib/ldap\nmoduleload back_mdb\n"
        f'pidfile {folder}/pid\ndatabase mdb\nmaxsize 10485760\nsuffix "dc=example,dc=com"\ndirectory {folder}/db\n',
        encoding="ascii",
    )
    address = f"ldap://127.0.0.1:{port}"
    with start([program, "-f", config, "-h", address, "-d", "0"], accepts(port), folder / "log"):
        yield port


@pytest.fixture(scope="session")
def dns_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start dnsmasq on port 53 of a loopback address of its own and return that."""
    need_root()
    program, folder = find_tool("dnsmasq", "dnsmasq-base"), tmp_path_factory.mktemp("dnsmasq")
    address = "127.0.77.53"
    records = (
        "--host-record=tws.example.com,10.0.0.1",
        "--host-record=both.example.com,10.0.0.2,fd00::2",
        "--cname=www.example.com,tws.example.com",
        "--txt-record=text.example.com,only text",
        *(f"--host-record=many.example.com,10.1.{host // 250}.{host % 250 + 1}" for host in range(200)),
    )
    options = (
        "--keep-in-foreground", "--no-resolv", "--no-hosts", "--no-daemon", "--bind-interfaces", "--user=root",
        f"--listen-address={address}", "--local=/example.com/", "--conf-file=/dev/null", f"--pid-file={folder}/pid",
        "--except-interface=nothing", "--local=/10.in-addr.arpa/",
    )  # fmt: skip
    with start([program, *options, *records], accepts(53, address), folder / "log"):
        yield address


@pytest.fixture(scope="session")
def far_host() -> Iterator[str]:
    """Make a host behind a packet filter: TCP 7000 open, 7001 dropped, 7002 reset, 7003 rejected by ICMP."""
    need_root()
    ip, nft = find_tool("ip", "iproute2"), find_tool("nft", "nftables")
    # Names of this run's own: several may go on at once.
    name, near, far = (f"{part}{os.getpid()}" for part in ("twspeer", "twsn", "twsf"))
    run_tool(ip, "netns", "add", name)
    try:
        run_tool(ip, "link", "add", near, "type", "veth", "peer", "name", far, "netns", name)
        run_tool(ip, "addr", "add", "10.213.77.1/24", "dev", near)
        run_tool(ip, "link", "set", near, "up")
        for command in (
            ("addr", "add", f"{FAR}/24", "dev", far),
            ("link", "set", far, "up"),
            ("link", "set", "lo", "up"),
        ):
            run_tool(ip, "-n", name, *command)
        for rule in (
            "add table inet t",
            "add chain inet t in { type filter hook input priority 0; }",
            "add rule inet t in tcp dport 7001 drop",
            "add rule inet t in tcp dport 7002 reject with tcp reset",
            "add rule inet t in tcp dport 7003 reject with icmp type admin-prohibited",
            "add rule inet t in udp dport 7001 drop",
        ):
            run_tool(ip, "netns", "exec", name, nft, *rule.split())
        serve = "import socket,time; s=socket.socket(); s.bind(('',7000)); s.listen(9); time.sleep(9999)"
        with subprocess.Popen([ip, "netns", "exec", name, sys.executable, "-c", serve]) as process:
            try:
                while not accepts(7000, FAR)():
                    assert process.poll() is None
                yield FAR
            finally:
                process.kill()
    finally:
        run_tool(ip, "netns", "del", name)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Return a UDP port that takes everything and answers nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", 0))
        yield int(made.getsockname()[1])

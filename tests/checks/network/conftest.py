"""What the tests of the network probes share."""

from collections.abc import Iterator

import pytest

from tests.checks.namespaces import Lab, make_lab

# Ports of the server as the station finds them through the firewall.
OPEN, CLOSED, DROPPED, RESET, ADMIN, HOST = 20_000, 20_001, 20_002, 20_003, 20_004, 20_005
# What the firewall does with them.
RULES = f"""table inet f {{ chain c {{ type filter hook forward priority 0; policy accept;
tcp dport {DROPPED} drop
tcp dport {RESET} reject with tcp reset
tcp dport {ADMIN} reject with icmp type admin-prohibited
tcp dport {HOST} reject with icmp type host-unreachable
udp dport {DROPPED} drop
}}
}}
"""


@pytest.fixture(scope="session")
def lab() -> Iterator[Lab]:
    """Give a server behind a firewall that drops and rejects, and a station before it."""
    with make_lab() as made:
        made.set_ruleset(RULES)
        yield made

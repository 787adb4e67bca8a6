"""What every test shares: which ones may not run beside each other."""

import pytest

# They open ports, some of them by number, and some measure a pace or count what this machine sends: one worker takes
# them, one after the other.
_ON_THE_NETWORK = (
    "tests/checks/",
    "tests/cli/test_check.py",
    "tests/cli/test_prove",
    "tests/gui/test_checks_page.py",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of the network together where several workers run (``--dist loadgroup``)."""
    for item in items:
        if item.nodeid.startswith(_ON_THE_NETWORK):
            item.add_marker(pytest.mark.xdist_group("network"))

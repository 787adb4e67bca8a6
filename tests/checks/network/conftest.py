"""Fixtures that several tests of network probes share."""

from collections.abc import Iterator

import pytest

from tests.checks.network.namespaces import Cable, lay_cable


@pytest.fixture(scope="session")
def cable() -> Iterator[Cable]:
    """Give two namespaces joined by a cable."""
    with lay_cable() as laid:
        yield laid

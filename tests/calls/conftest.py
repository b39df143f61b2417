"""A private exchange for the call tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange import Exchange, running_exchange
from tests.exchange_fixtures import caller, carrier, exchange, phones  # noqa: F401 - fixtures of the tests beside this file
from tests.parts import private_config


@pytest.fixture
def own_exchange(tmp_path: Path) -> Iterator[Exchange]:
    """One that a test may break."""
    with running_exchange(private_config(tmp_path)) as started:
        yield started


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    with running_exchange(private_config(tmp_path_factory.mktemp("exchange"))) as started:
        yield started

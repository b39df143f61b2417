"""A private exchange for the call tests."""

from collections.abc import Iterator

import pytest

from tests.exchange import Exchange, running_exchange
from tests.exchange_fixtures import caller, exchange, phones  # noqa: F401 - fixtures of the tests beside this file
from tests.parts import private_config


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    with running_exchange(private_config(tmp_path_factory.mktemp("exchange"))) as started:
        yield started

"""A running exchange and its phones for the call tests."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from app import create_app
from app.db import db
from app.softphone.agent import UserAgent
from tests.exchange import Exchange
from tests.parts import Parts, private_config


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    config = private_config(tmp_path_factory.mktemp("exchange"))
    app = create_app(config, testing=True)
    parts = Parts(config)
    exchange = Exchange(app, parts)
    exchange.set_up()
    try:
        parts.start()
        yield exchange
    finally:
        parts.stop()
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def exchange(running: Exchange) -> Iterator[Exchange]:
    """The running exchange, with nothing of an earlier test left in it."""
    yield running
    log = running.parts.log("kamailio")
    assert "ERROR" not in log, log[-3000:]


@pytest.fixture
def phones(exchange: Exchange) -> Iterator[Callable[..., UserAgent]]:
    """Phones by extension, registered; they are unregistered and closed after the test."""
    made: list[UserAgent] = []

    def phone(extension: str, **how: Any) -> UserAgent:
        made.append(exchange.phone(extension, **how))
        return made[-1]

    yield phone
    for agent in made:
        agent.hang_up_all()
        agent.register(expires_s=0)
        agent.close()


@pytest.fixture
def caller(exchange: Exchange) -> Iterator[UserAgent]:
    agent = exchange.caller()
    yield agent
    agent.hang_up_all()
    agent.close()

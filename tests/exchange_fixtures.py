"""Fixtures around a running exchange: it is the fixture `running` of whoever imports these."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from testphone.agent import UserAgent
from tests.exchange import Exchange
from tests.left_behind import as_it_is, put_back

GOOD_BYE = ("websocket [ws_frame.c", "<core> [core/tcp_main.c")
"""Who writes that a browser did not stay for the end of its WebSocket."""


@pytest.fixture
def exchange(running: Exchange) -> Iterator[Exchange]:
    """The running exchange. No phone of this test is left in it for the next one, where it would ring, too; and people
    are as free as they were before it."""
    before = len(running.parts.log("kamailio"))
    people = as_it_is(running)
    yield running
    running.forget()
    put_back(running, people)
    log = running.parts.log("kamailio")[before:]
    errors = [line for line in log.splitlines() if "ERROR" in line and not any(map(line.__contains__, GOOD_BYE))]
    assert errors == [], log[-3000:]


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


@pytest.fixture
def carrier(exchange: Exchange) -> Iterator[UserAgent]:
    """Whoever is reached by the trunk: answers as soon as it is called."""
    agent = exchange.carrier(answer_after_s=0.0)
    yield agent
    agent.hang_up_all()
    agent.close()

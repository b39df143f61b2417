"""Several processes change one company at the same time, and no call notices."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.company.service import own_company
from app.exchange import service
from app.gateways.kamailio import switch_table
from app.settings.directory import compile_directory
from config import Config
from designer.runtime.program import canonical, sha256
from tests.calls.drawings import hello
from tests.exchange import Exchange, running_exchange
from tests.parts import private_environment
from tests.postgres import running_postgres

TOP = Path(__file__).parents[2]
TIMES = 6
BUSY = 503
"""Admission control refuses a caller with it while the machine has no time; so would a call without a directory be."""

CHANGERS = (("import", "1"), ("import", "2"), ("change", "3"), ("change", "4"))


class Changers:
    """Processes of ``tests.calls.changing`` beside a running exchange."""

    def __init__(self, environment: dict[str, str], times: int) -> None:
        env = {**os.environ, **environment, "PYTHONPATH": str(TOP)}
        command = [sys.executable, "-W", "error", "-m", "tests.calls.changing"]
        self._processes = [
            subprocess.Popen(
                [*command, kind, str(times), name],
                cwd=TOP,
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for kind, name in CHANGERS
        ]

    @property
    def are_running(self) -> bool:
        return any(process.poll() is None for process in self._processes)

    def results(self) -> list[tuple[int, str]]:
        """(exit code, the end of what was said) of each."""
        return [(process.wait(60), "".join(process.communicate())[-2_000:]) for process in self._processes]


def faults(exchange: Exchange) -> list[dict[str, Any]]:
    return [line for line in exchange.journal() if line["event"]["type"] == "fault"]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.proof)])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield private_environment(tmp_path)
    else:
        with running_postgres() as postgres:
            yield private_environment(tmp_path, database_url=postgres.new_database())


def call(exchange: Exchange, number: str) -> int:
    with exchange.caller() as caller:
        made = caller.call(number)
        made.wait("answered", 10)
        made.hang_up()
        return made.status


def test_calls_go_on_while_others_import_and_change(environment):
    with running_exchange(Config.from_env(environment)) as exchange:
        number = exchange.draw(*hello("welcome"))
        changers = Changers(environment, TIMES)
        statuses = []
        while changers.are_running:
            statuses.append(call(exchange, number))
        for code, said in changers.results():
            assert code == 0, said
        assert "NotPublished" not in exchange.parts.log("kamailio")
        assert faults(exchange) == []
        assert 200 in statuses
        assert set(statuses) <= {200, BUSY}
        with exchange.in_company():
            in_force = service.entry("c:1001")["directory"]
            assert in_force == sha256(canonical(compile_directory(own_company())))
            assert json.loads(switch_table().get("c:1001"))["directory"] == in_force
            people = service.directory_of("1001")["employees"]
            assert len(people) == 3 + 10 * TIMES * 2

"""Options of the whole test run."""

from collections import defaultdict
from contextlib import ExitStack

import pytest
from hypothesis import settings

from tests.run_folder import run_folder_made

WAITING = ("integration", "peers", "calls")
"""The folders of tests that wait more than they work: phones ring, prompts end. The longest files come first."""

settings.register_profile("same each time", derandomize=True)
settings.load_profile("same each time")
"""A test that draws examples draws the same ones until it is changed; `--hypothesis-profile default` draws others."""


def pytest_configure(config: pytest.Config) -> None:
    stack = ExitStack()
    stack.enter_context(run_folder_made())
    config.add_cleanup(stack.close)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proof-calls", type=int, default=30, help="real calls that the simulator is compared with")
    parser.addoption("--soak-hours", type=float, default=6.0, help="hours that a screen stays on, in tests marked soak")
    parser.addoption("--backwards", action="store_true", help="the last test first: none needs what another one left")
    parser.addoption("--postgres", action="store_true", help="the portal's tests on PostgreSQL instead of SQLite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mix the files of the tests that wait with the others, so that the cores have something to do at all times."""
    if config.getoption("--backwards"):
        items.reverse()
        return
    files: dict[bool, dict[str, list[pytest.Item]]] = {True: defaultdict(list), False: defaultdict(list)}
    for item in sorted(items, key=_turn):
        files[_turn(item) < len(WAITING)][item.nodeid.partition("::")[0]].append(item)
    placed = [(place / len(some), tests) for some in files.values() for place, tests in enumerate(some.values())]
    items[:] = [item for _, tests in sorted(placed, key=lambda each: each[0]) for item in tests]


def _turn(item: pytest.Item) -> int:
    folder = item.path.relative_to(item.config.rootpath / "tests").parts[0]
    return WAITING.index(folder) if folder in WAITING else len(WAITING)

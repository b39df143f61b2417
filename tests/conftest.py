"""Options of the whole test run."""

import pytest
from hypothesis import settings

settings.register_profile("same each time", derandomize=True)
settings.load_profile("same each time")
"""A test that draws examples draws the same ones until it is changed; `--hypothesis-profile default` draws others."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proof-calls", type=int, default=30, help="real calls that the simulator is compared with")
    parser.addoption("--postgres", action="store_true", help="the portal's tests on PostgreSQL instead of SQLite")

"""Options of the whole test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proof-calls", type=int, default=30, help="real calls that the simulator is compared with")

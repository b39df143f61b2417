"""Registers the employee's account, with its password, to where sipp answers for it."""

from bench.scenarios import EMPLOYEE
from testphone.agent import UserAgent

COMPANY = "1001"
ACCOUNT = f"{COMPANY}-{EMPLOYEE}"
PASSWORD = "bench"
EXPIRES_S = 3_600


def register(exchange: tuple[str, int], address: tuple[str, int]) -> None:
    """Register from *address*, because phones are rung where they are seen; sipp must not be there yet.

    Raise Refused or NoReply, like ``UserAgent.register``.
    """
    with UserAgent(ACCOUNT, exchange, PASSWORD, address[0], port=address[1]) as phone:
        phone.register(EXPIRES_S)

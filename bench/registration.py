"""The employee's account is registered to where sipp answers for it, with its password, over SIP."""

from bench.scenarios import EMPLOYEE
from testphone.agent import UserAgent

COMPANY = "1001"
ACCOUNT = f"{COMPANY}-{EMPLOYEE}"
PASSWORD = "bench"
EXPIRES_S = 3_600


def register(exchange: tuple[str, int], address: tuple[str, int]) -> None:
    """From that very address, as phones are rung where they are seen: sipp must not be there yet.

    Raises Refused or NoReply, as ``UserAgent.register`` does."""
    with UserAgent(ACCOUNT, exchange, PASSWORD, address[0], port=address[1]) as phone:
        phone.register(EXPIRES_S)

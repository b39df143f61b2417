"""The employee's account is registered to where sipp answers for it, with its password, over SIP."""

from app.softphone.agent import UserAgent
from bench.scenarios import EMPLOYEE

COMPANY = "1001"
ACCOUNT = f"{COMPANY}-{EMPLOYEE}"
PASSWORD = "bench"
EXPIRES_S = 3_600


class _ForSipp(UserAgent):
    """Registers another address than its own."""

    def __init__(self, exchange: tuple[str, int], address: tuple[str, int]) -> None:
        super().__init__(ACCOUNT, exchange, PASSWORD)
        self._address = address

    @property
    def contact(self) -> str:
        return f"<sip:{ACCOUNT}@{self._address[0]}:{self._address[1]}>"


def register(exchange: tuple[str, int], address: tuple[str, int]) -> None:
    """Raises Refused or NoReply, as ``UserAgent.register`` does."""
    with _ForSipp(exchange, address) as phone:
        phone.register(EXPIRES_S)

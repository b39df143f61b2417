"""Reads what the switch was started with: a JSON file beside the rendered kamailio.cfg, written at start."""

import json
from dataclasses import dataclass
from ipaddress import IPv4Network, ip_address
from pathlib import Path

from designer.runtime.numbers import NumberingPlan

BROWSER_SUFFIX = "-web"
"""The end of a browser's SIP account: it registers by WebSocket only, and no other phone does."""

RPC_SOCKET = "rpc.sock"
"""Kamailio's JSON-RPC by datagrams, in the folder in which it runs, which nobody else can enter."""

GUEST_S = 10
"""How long a guest's connection may be silent, in s."""


@dataclass(frozen=True)
class Settings:
    """Holds the settings. *sip_address* is "host:port"; *trunks* are the networks whose calls to our numbers are taken,
    which they write by *trunk_plan*, and *trunk*, "host:port" or "", is where calls to the outside go. The voice of
    calls with a carrier may also come from *trunk_media*. Browsers come to *phone_port*, only from pages of
    *phone_origins*, and through so many *trusted_proxies*. *calls_per_second* is 0 if nobody has measured it. *secret*,
    in hex, signs what the parts of the exchange tell each other. Programs and directories are in *published_dir*, and
    the entries to start from in the file *snapshot*. *reachable* is the file of the phones that were registered
    last, *locations* Kamailio's database of where they are."""

    switch: str
    sip_address: str
    event_port: int
    rpc_port: int
    ng_port: int
    realm: str
    leg_secret: str
    trunks: tuple[IPv4Network, ...]
    max_calls: int
    calls_per_second: int
    longest_wait_ms: int
    longest_unanswered_s: int
    trunk: str
    trunk_media: tuple[IPv4Network, ...]
    trunk_plan: NumberingPlan | None
    web_port: int
    phone_port: int
    phone_origins: tuple[str, ...]
    trusted_proxies: int
    prompts_dir: str
    published_dir: str
    snapshot: str
    reachable: str
    locations: str
    journal_dir: str
    secret: str
    spool_dir: str
    disk_reserve_mb: int

    @classmethod
    def read(cls, path: Path) -> "Settings":
        """Return the settings in the file."""
        data = json.loads(path.read_text())
        data["trunks"] = tuple(IPv4Network(network) for network in data["trunks"])
        data["trunk_media"] = tuple(IPv4Network(network) for network in data["trunk_media"])
        data["phone_origins"] = tuple(data["phone_origins"])
        return cls(**data)

    @property
    def inner_ports(self) -> frozenset[int]:
        """Ports of 127.0.0.1 that are only for the parts of the exchange."""
        return frozenset((self.event_port, self.rpc_port, self.ng_port, self.web_port))

    def is_ours(self, host: str, port: str) -> bool:
        """Return whether the exchange itself listens there."""
        sip_host, _, sip_port = self.sip_address.partition(":")
        at_sip_host = host == sip_host and port in (sip_port, str(self.phone_port))
        return at_sip_host or (host == "127.0.0.1" and port in map(str, self.inner_ports))

    def is_trunk(self, host: str) -> bool:
        """Return whether calls from *host* are a carrier's."""
        return any(ip_address(host) in network for network in self.trunks)

"""Reads the settings of an installation from environment variables, once, at start.

Nothing else reads the environment. Each variable is called `ZENTRALE_` plus the field's name in capitals.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from itertools import combinations
from pathlib import Path
from typing import Any

import config_values as value

PREFIX = "ZENTRALE_"
MEASURED = "calls_per_second"
"""The file in the home folder in which `flask exchange measure` stores its result."""

PORTS_PER_CALL = 4
"""The caller and the other side each need one port for voice (RTP) and one for its reports (RTCP)."""


class ConfigError(Exception):
    """Says that a variable's value cannot be used. The message begins with the variable's name."""

    def __init__(self, name: str, problem: str) -> None:
        """*name* is the field; *problem* completes a sentence that begins with the variable's name."""
        super().__init__(f"{variable(name)} {problem}")


def variable(name: str) -> str:
    """Return the environment variable of the field *name*."""
    return PREFIX + name.upper()


def _setting(default: str | None, read: Callable[[str], Any], meaning: str, hidden: bool = False) -> Any:
    """Declare a field. *default* is written as in the environment; `{home}` in it stands for the home folder."""
    return field(repr=not hidden, metadata={"default": default, "read": read, "meaning": meaning})


@dataclass(frozen=True)
class LocalPort:
    """Describes a port at which a part of the exchange listens.

    *what* names that part for people; *kinds* are of "tcp" and "udp"; *host* is the setting that has the address,
    "" for 127.0.0.1.
    """

    what: str
    kinds: tuple[str, ...]
    host: str = ""


def _port(default: str, meaning: str, what: str, *kinds: str, host: str = "") -> Any:
    """Declare a field with a ``LocalPort``."""
    listens = LocalPort(what, kinds, host)
    return field(metadata={"default": default, "read": value.port, "meaning": meaning, "listens": listens})


@dataclass(frozen=True, kw_only=True)
class Config:
    """Holds every setting of an installation, checked and converted."""

    home: Path = _setting("./data", value.folder, "Folder that holds everything the installation writes.")
    database_url: str = _setting(
        "sqlite:///{home}/zentrale.db",
        value.database,
        "Database: `sqlite:////absolute/path` or `postgresql://user:password@host/name`.",
        hidden=True,
    )
    secret_key: str = _setting(
        None,
        value.secret,
        "Signs sessions and encrypts secrets in the database. If it is not set, the first start creates one in "
        "`{home}/secret_key`. With another key, authenticator apps must be set up again ([accounts.md](accounts.md)).",
        hidden=True,
    )
    http_host: str = _setting("127.0.0.1", value.listen_address, "Address on which the portal listens.")
    http_port: int = _port("8080", "Port of the portal (TCP).", "the portal", "tcp", host="http_host")
    sip_host: str = _setting("127.0.0.1", value.address, "The IPv4 address at which phones and trunks reach us.")
    sip_port: int = _port("5070", "Port for SIP (UDP and TCP).", "SIP", "udp", "tcp", host="sip_host")
    rpc_port: int = _port("5071", "Port of Kamailio's JSON-RPC (TCP, on 127.0.0.1 only).", "Kamailio's JSON-RPC", "tcp")
    event_port: int = _port(
        "5072", "Port at which digits and timers arrive (UDP, on 127.0.0.1 only).", "digits and timers", "udp"
    )
    ng_port: int = _port(
        "5073", "Port of rtpengine's control protocol (UDP, on 127.0.0.1 only).", "rtpengine's control", "udp"
    )
    web_port: int = _port(
        "5074", "Port at which web requests of calls arrive (UDP, on 127.0.0.1 only).", "web requests", "udp"
    )
    phone_port: int = _port(
        "5075",
        "Port for phones in browsers (WebSocket, TCP), at `sip_host`.",
        "phones in browsers",
        "tcp",
        host="sip_host",
    )
    phone_url: str = _setting(
        "",
        value.websocket,
        "Where browsers find that port, such as `wss://example.com/phone-line`, if a web server with TLS is in front "
        "of it. Browsers allow a page to use the microphone only over https, or on the machine itself.",
    )
    rtp_host: str = _setting(
        "127.0.0.1", value.address, "The IPv4 address at which phones and trunks send their voice."
    )
    rtp_port_min: int = _setting("30000", value.number(1024, 65534), "First port for voice (UDP).")
    rtp_port_max: int = _setting("39999", value.number(1025, 65535), "Last port for voice (UDP).")
    sip_realm: str = _setting(
        "zentrale",
        value.name,
        "Realm of the phones' SIP passwords. Changing it makes every phone's password invalid.",
    )
    acrobits_cloud_id: str = _setting(
        "",
        value.host,
        "Cloud ID of an app made with Acrobits Cloud Softphone for this exchange. New phones then have a QR code.",
    )
    sessiontalk_provider_id: str = _setting(
        "",
        value.host,
        "Provider ID at SessionTalk, set up there with this exchange's address. New phones then have a QR code.",
    )
    sip_workers: int = _setting("4", value.number(1, 64), "Kamailio's worker processes for each SIP transport.")
    switch_memory_mb: int = _setting(
        "512",
        value.number(256, 64_000),
        "Most memory that Kamailio's processes share, in MB, allocated as needed. Status says when it should be more "
        "([operations.md](operations.md#memory-and-connections)).",
    )
    max_calls: int = _setting("400", value.number(1, 100_000), "Most calls at one time; further ones get 503.")
    calls_per_second: int | None = _setting(
        "",
        value.number_if_any(1, 10_000),
        "New calls admitted per second; further ones get 503. `flask exchange measure` finds out what this machine "
        "carries and stores it in `{home}/calls_per_second`. Without a measurement, the exchange admits fewer calls as "
        "soon as they have to wait.",
    )
    longest_wait_ms: int = _setting(
        "250",
        value.number(1, 60_000),
        "Milliseconds that SIP messages may wait in the socket's buffer; beyond that, new calls get 503.",
    )
    longest_unanswered_s: int = _setting(
        "1800", value.number(5, 3600), "Seconds that a call may ring or wait before anything answers it."
    )
    disk_reserve_mb: int = _setting(
        "500",
        value.number(0, 1_000_000),
        "Megabytes kept free on the disk for calls in progress; with less, new calls get 503.",
    )
    trunks: tuple[ipaddress.IPv4Network, ...] = _setting(
        "127.0.0.0/8", value.networks, "Networks, separated by commas, from which calls to our numbers are accepted."
    )
    trunk: str = _setting(
        "", value.host_and_port, "The carrier for outside calls, `host:port`; without one, they fail at once."
    )
    trunk_country: str = _setting(
        "DE",
        value.country,
        "The country, as in ISO 3166 (`AT`), in which carriers write the numbers that they bring calls for; it matters "
        "for those who write them without a country code, such as `030555010`.",
    )
    trunk_media: tuple[ipaddress.IPv4Network, ...] = _setting(
        "",
        value.networks,
        "Networks, separated by commas, from which carriers send voice, if not from the address that they name in the "
        "call ([operations.md](operations.md)). Not set: from that address only.",
    )
    web_allowed: tuple[value.IPNetwork, ...] = _setting(
        "",
        value.any_networks,
        "Private networks, separated by commas, whose web servers flows may reach; public ones are always allowed.",
    )
    speech_command: tuple[str, ...] = _setting(
        "",
        value.command,
        "Command that speaks instead of espeak-ng: text on stdin, 16-bit WAV on stdout; `{language}` is `en` or `de`.",
    )
    public_url: str = _setting(
        "",
        value.origin,
        "Where people reach the portal, such as `https://phone.example.com`, for links in mails and for passkeys. "
        "Not set: where it listens.",
    )
    trusted_proxies: int = _setting(
        "0",
        value.number(0, 9),
        "How many reverse proxies a request passes, such as 1 for an nginx ([operations.md](operations.md)). So many "
        "values of `X-Forwarded-For` and `X-Forwarded-Proto` are trusted.",
    )
    smtp_host: str = _setting("", value.host, "The mail server. Without one, mails wait on the page *Outgoing mail*.")
    smtp_port: int = _setting("587", value.port, "Its port (TCP).")
    smtp_tls: str = _setting(
        "starttls",
        value.one_of("none", "starttls", "tls"),
        "Its encryption: `starttls`, `tls` (port 465) or `none`.",
    )
    smtp_user: str = _setting("", str, "User name at the mail server; not set: no authentication.")
    smtp_password: str = _setting("", str, "Password at the mail server.", hidden=True)
    mail_from: str = _setting("", value.mail_address, "Sender of all mails; required with a mail server.")
    metrics_token: str = _setting(
        "", value.token, "Opens `/metrics` to Prometheus with this bearer token ([monitoring.md](monitoring.md)).", True
    )
    journal_plain_days: int = _setting(
        "4", value.number(4, 36_500), "Days after which files of the journal are packed, to a twelfth of their size."
    )
    node_name: str = _setting("node1", value.name, "Name of this switch in the journal, different on each machine.")
    redis_url: str | None = _setting(
        "",
        value.redis,
        "Redis that connects several portals, `redis://host:6379/0`; a single portal needs none.",
        hidden=True,
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Config:
        """Read the settings from *environ*.

        Raise ConfigError for a bad value and for a `ZENTRALE_` variable that does not exist. Create the home
        folder and, the first time, the secret key in it.
        """
        _refuse_unknown(environ)
        home = _read(_by_name["home"], environ, Path())
        values = {item.name: _read(item, environ, home) for item in fields(cls) if item.name != "secret_key"}
        _check_ports(values)
        if values["calls_per_second"] is None:
            values["calls_per_second"] = _measured(home)
        if values["smtp_host"] and not values["mail_from"]:
            raise ConfigError("mail_from", f"must be set, as {variable('smtp_host')} is")
        key = environ.get(variable("secret_key"))
        secret_key = _kept_secret(home) if key is None else _read(_by_name["secret_key"], environ, home)
        return cls(secret_key=secret_key, **values)

    @property
    def phone_line(self) -> str:
        """Return the WebSocket that phones in browsers open."""
        return self.phone_url or f"ws://{self.sip_host}:{self.phone_port}"

    @property
    def portal_origins(self) -> tuple[str, ...]:
        """Return the origins of the portal's pages, as browsers name them (RFC 6454)."""
        here = tuple(f"http://{host}:{self.http_port}" for host in ("127.0.0.1", "localhost", self.sip_host))
        return (self.public_url, *here) if self.public_url else here

    @property
    def portal_url(self) -> str:
        """Return the address at which people reach the portal, without a slash at the end."""
        host = "127.0.0.1" if self.http_host == "0.0.0.0" else self.http_host
        return self.public_url or f"http://{host}:{self.http_port}"

    @property
    def run_dir(self) -> Path:
        """Return the folder of sockets, sockets' secrets and other files of the running exchange."""
        return self.home / "run"

    @property
    def snapshot(self) -> Path:
        """Return the database of routing entries from which the switch starts."""
        return self.run_dir / "entries.db"

    @property
    def prompts_dir(self) -> Path:
        """Return the folder of the sounds that the switch plays."""
        return self.home / "prompts"

    @property
    def originals_dir(self) -> Path:
        """Return the folder of the sounds that people recorded or uploaded, as they sent them."""
        return self.home / "originals"

    @property
    def spool_dir(self) -> Path:
        """Return the folder into which rtpengine writes captures of calls in progress."""
        return self.home / "spool"

    @property
    def recordings_dir(self) -> Path:
        """Return the folder of finished recordings."""
        return self.home / "recordings"

    @property
    def exports_dir(self) -> Path:
        """Return the folder of files that people ordered, such as Excel files of calls."""
        return self.home / "exports"

    @property
    def journal_dir(self) -> Path:
        """Return the folder of the switch's journal."""
        return self.home / "journal"

    @property
    def logs_dir(self) -> Path:
        """Return the folder of the logs of the exchange's processes."""
        return self.home / "logs"


_by_name: dict[str, Field[Any]] = {item.name: item for item in fields(Config)}

LOCAL_PORTS: dict[str, LocalPort] = {
    name: item.metadata["listens"] for name, item in _by_name.items() if "listens" in item.metadata
}
"""The settings that name a port of this machine, except the range for voice."""


def _read(item: Field[Any], environ: Mapping[str, str], home: Path) -> Any:
    default = (item.metadata["default"] or "").replace("{home}", str(home))
    text = environ.get(variable(item.name), default)
    try:
        return item.metadata["read"](text)
    except ValueError as problem:
        raise ConfigError(item.name, str(problem)) from problem


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for name in environ:
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() not in _by_name:
            raise ConfigError(name.removeprefix(PREFIX), "is not a setting; docs/configuration.md lists them all")


def _check_ports(values: Mapping[str, Any]) -> None:
    first, last = values["rtp_port_min"], values["rtp_port_max"]
    if first >= last:
        raise ConfigError("rtp_port_max", f"must be greater than {variable('rtp_port_min')}, {first}")
    wanted = PORTS_PER_CALL * values["max_calls"]
    if last - first + 1 < wanted:
        raise ConfigError(
            "max_calls",
            f"is {values['max_calls']}, which takes {wanted} ports for voice ({variable('rtp_port_min')} to "
            f"{variable('rtp_port_max')}), and there are {last - first + 1}",
        )
    for one, other in combinations(LOCAL_PORTS, 2):
        if values[one] == values[other]:
            raise ConfigError(other, f"is {values[other]}, which {variable(one)} has already")
    for name in LOCAL_PORTS:
        if first <= values[name] <= last:
            raise ConfigError(name, f"is {values[name]}, which lies among the ports for voice, {first} to {last}")


def _measured(home: Path) -> int | None:
    """Return the result of `flask exchange measure`, or None if nobody has measured yet."""
    path = home / MEASURED
    try:
        return value.number(1, 10_000)(path.read_text("ascii").strip()) if path.exists() else None
    except (OSError, ValueError) as problem:
        raise ConfigError("calls_per_second", f"can't be read from {path}: {problem}") from problem


def _kept_secret(home: Path) -> str:
    """Return the key in {home}/secret_key. Several processes that start at once all get the same one."""
    path = home / "secret_key"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make_secret(path)
        return value.secret(path.read_text("ascii").strip())
    except (OSError, ValueError) as problem:
        raise ConfigError("home", f"can't be used: {path}: {problem}") from problem


def _make_secret(path: Path) -> None:
    draft = path.with_name(f"secret_key.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first; its key is the key
    finally:
        draft.unlink()


_REFERENCE_HEAD = """# Configuration

Zentrale reads environment variables, once, when it starts. All have defaults that work on one machine.
A value that can't be used, or a `ZENTRALE_` variable that is not in this list, stops the start with the
variable's name. `make docs` writes this page from `config.py`.

| variable | default | meaning |
| --- | --- | --- |
"""


def reference() -> str:
    """Return the text of docs/configuration.md, generated from the fields above."""
    rows = "".join(
        f"| `{variable(item.name)}` | {_shown_default(item)} | {item.metadata['meaning']} |\n"
        for item in fields(Config)
    )
    return _REFERENCE_HEAD + rows


def _shown_default(item: Field[Any]) -> str:
    default = item.metadata["default"]
    return "made at first start" if default is None else f"`{default}`" if default else "not set"

"""Converts settings: each reader returns the value of a variable's text, or raises ValueError with the reason."""

from __future__ import annotations

import ipaddress
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

from email_validator import SPECIAL_USE_DOMAIN_NAMES, ValidatedEmail, validate_email
from phonenumbers import SUPPORTED_REGIONS

for own_domain in ("local", "localhost"):
    SPECIAL_USE_DOMAIN_NAMES.remove(own_domain)  # companies use them for mail of their own

IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network


def folder(text: str) -> Path:
    """Return *text* as an absolute path; `~` stands for the user's home."""
    if not text:
        raise ValueError("must name a folder")
    return Path(text).expanduser().resolve()


def address(text: str) -> str:
    """Return *text* if it is the IPv4 address of one interface."""
    address = ipaddress.IPv4Address(text)
    if address.is_unspecified:
        raise ValueError("must be one address of this machine, not 0.0.0.0")
    return str(address)


def listen_address(text: str) -> str:
    """Return *text* if it is an IPv4 address; 0.0.0.0 stands for all interfaces."""
    return str(ipaddress.IPv4Address(text))


def number(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from *low* to *high*."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}, not {text!r}")
        return int(text)

    return read


def number_if_any(low: int, high: int) -> Callable[[str], int | None]:
    """Return a reader of whole numbers from *low* to *high* that reads an empty text as None."""
    read = number(low, high)
    return lambda text: read(text) if text else None


def name(text: str) -> str:
    """Return *text* if it consists of letters, digits, dots and hyphens."""
    if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?", text):
        raise ValueError(f"must be letters, digits, dots and hyphens, not {text!r}")
    return text


def networks(text: str) -> tuple[ipaddress.IPv4Network, ...]:
    """Return the IPv4 networks in *text*, which separates them by commas."""
    return tuple(ipaddress.IPv4Network(part.strip()) for part in text.split(",") if part.strip())


def any_networks(text: str) -> tuple[IPNetwork, ...]:
    """Return the IPv4 and IPv6 networks in *text*, which separates them by commas."""
    return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())


def host_and_port(text: str) -> str:
    """Return *text* if it is empty or has the form `host:port`."""
    named, colon, number_of_port = text.rpartition(":")
    if text and not (colon and re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?", named)):
        raise ValueError(f"must be a host and a port, such as sip.example.com:5060, not {text!r}")
    if text:
        port(number_of_port)
    return text


def command(text: str) -> tuple[str, ...]:
    """Return the words of a shell command, whose program must exist. An empty text has none."""
    words = tuple(shlex.split(text))
    if words and shutil.which(words[0]) is None:
        raise ValueError(f"must begin with a program that is there, not {words[0]!r}")
    return words


def database(text: str) -> str:
    """Return *text* if it is the URL of an SQLite or a PostgreSQL database."""
    if not re.match(r"sqlite:////|postgresql(\+psycopg)?://", text):
        raise ValueError("must begin with sqlite://// (and an absolute path) or postgresql://")
    return text


def redis(text: str) -> str | None:
    """Return *text* if it is the URL of a Redis server, or None if it is empty."""
    if text and not re.match(r"rediss?://", text):
        raise ValueError("must begin with redis:// or rediss://")
    return text or None


def websocket(text: str) -> str:
    """Return *text* if it is empty or the URL of a WebSocket."""
    if text and not re.fullmatch(r"wss?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?", text):
        raise ValueError("must begin with wss:// or ws:// and a host")
    return text


def host(text: str) -> str:
    """Return *text* if it is empty or a host name."""
    return name(text) if text else text


def one_of(*words: str) -> Callable[[str], str]:
    """Return a reader that accepts only *words*."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"must be one of {', '.join(words)}, not {text!r}")
        return text

    return read


def country(text: str) -> str:
    """Return *text* if it is the ISO 3166 code of a country."""
    if text not in SUPPORTED_REGIONS:
        raise ValueError(f"must be the code of a country, such as DE, not {text!r}")
    return text


def parsed_address(text: str) -> ValidatedEmail:
    """Return an e-mail address in its parts; whether its domain takes mail is not asked. Raise ValueError if it is
    none."""
    return validate_email(text, check_deliverability=False, globally_deliverable=False)


def mail_address(text: str) -> str:
    """Return an e-mail address, or "" if there is none."""
    try:
        return text and parsed_address(text).normalized
    except ValueError as problem:
        raise ValueError(f"must be an e-mail address, not {text!r}") from problem


def origin(text: str) -> str:
    """Return *text* if it is empty or an http(s) origin, without a slash at the end."""
    if text and not re.fullmatch(r"https?://[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:[0-9]{1,5})?/?", text):
        raise ValueError(f"must be like https://phone.example.com, without a path, not {text!r}")
    return text.rstrip("/")


def secret(text: str) -> str:
    """Return *text* if it is long enough for a secret key."""
    if len(text) < 32:
        raise ValueError("must be at least 32 characters")
    return text


def token(text: str) -> str:
    """Return *text* if it is empty, or long enough that nobody guesses it."""
    if text and not re.fullmatch(r"[A-Za-z0-9._~+/=-]{20,200}", text):
        raise ValueError("must be 20 to 200 letters, digits or . _ ~ + / = -")
    return text


port = number(1, 65535)

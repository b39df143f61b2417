"""Reads and writes Kamailio's shared table "routing" over JSON-RPC, with a twin in memory for tests."""

import json
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

import requests

from app.gateways import run_secret
from app.port import Port
from config import Config
from switch import signed
from switch.act_orders import ACTS, ActOrder

TABLE = "routing"
CONNECT_S = 0.5
ANSWER_S = 3.0
NOT_THERE = "Key name doesn't exist in htable."
LOCATION = "location"
NOT_REGISTERED = ("AOR not found in location table", "AOR has no contacts")


class KamailioDown(Exception):
    """Says that Kamailio does not answer, or not in time."""


class KamailioRefused(Exception):
    """Says that Kamailio answered with an error."""


@dataclass(frozen=True)
class Registration:
    """Describes a phone that can be rung now. *user_agent* is its User-Agent header, or ""."""

    user_agent: str
    address: str
    expires_s: int


@dataclass(frozen=True)
class Memory:
    """Describes the memory that Kamailio's processes share, which holds calls and what is published."""

    size_bytes: int
    used_bytes: int


class SwitchTable(Protocol):
    """Declares what the switch routes by at this moment, and which phones are registered.

    All methods raise KamailioDown or KamailioRefused.
    """

    def get(self, key: str) -> str | None:
        """Return an entry's value, or None."""

    def put(self, key: str, value: str) -> None:
        """Set an entry."""

    def put_all(self, values: Mapping[str, str]) -> None:
        """Set entries in order. If one fails, those before it are set."""

    def delete(self, key: str) -> None:
        """Delete an entry, if it exists."""

    def all_keys(self) -> list[str]:
        """Return the keys of all entries, sorted."""

    def started(self) -> str:
        """Return a value that identifies this run of Kamailio and changes when it restarts."""

    def memory(self) -> Memory:
        """Return the shared memory."""

    def unwritten(self) -> int:
        """Return how many lines of the journal wait for room on the disk."""

    def refused_lately(self) -> int:
        """Return how many new calls were refused within the last hour."""

    def registrations(self, account: str) -> list[Registration]:
        """Return the registered phones of a SIP account."""

    def unregister(self, account: str) -> None:
        """Remove an account's phones until they register again. Their calls go on."""

    def act(self, act: ActOrder) -> str:
        """Do something to live calls. Return "", or why it can't be done: a word of ``designer.runtime.queue_acts``,
        perhaps with ":" and an extension."""


switch_table: Port[SwitchTable] = Port("the switch")


class Kamailio:
    """Reads and writes the tables of the running Kamailio."""

    def __init__(self, config: Config) -> None:
        """Connect to nothing yet; every request opens a connection."""
        self._config = config
        self._url = f"http://127.0.0.1:{config.rpc_port}"

    def get(self, key: str) -> str | None:
        """Return an entry's value, or None. Raise KamailioDown or KamailioRefused if Kamailio does not give it."""
        answer = self._ask("htable.get", TABLE, key)
        if "error" in answer:
            if answer["error"].get("message") == NOT_THERE:
                return None
            raise KamailioRefused(f"htable.get {key}: {answer['error'].get('message')}")
        return answer["result"]["item"]["value"] or None  # loaded from the database, "" stands for nothing

    def put(self, key: str, value: str) -> None:
        """Set an entry."""
        self._do("htable.sets", TABLE, key, value)

    def put_all(self, values: Mapping[str, str]) -> None:
        """Set entries in order, over one connection."""
        with requests.Session() as session:
            for key, value in values.items():
                self._do("htable.sets", TABLE, key, value, session=session)

    def delete(self, key: str) -> None:
        """Delete an entry, if it exists. Raise KamailioDown or KamailioRefused if Kamailio does not do so."""
        answer = self._ask("htable.delete", TABLE, key)
        if "error" in answer and answer["error"].get("code") != requests.codes.not_found:
            raise KamailioRefused(f"htable.delete {key}: {answer['error'].get('message')}")

    def all_keys(self) -> list[str]:
        """Return the keys of all entries, sorted."""
        found: list[str] = []
        with requests.Session() as session:
            while more := self._post("/keys", signed.KEYS, found[-1] if found else "", session):
                found += more
        return found

    def started(self) -> str:
        """Return when Kamailio started, as it says."""
        return str(self._do("core.uptime").get("up_since"))

    def unwritten(self) -> int:
        """Return how many lines of the journal wait for room on the disk."""
        came, went = (self._number("unwritten", name) for name in ("in", "out"))
        return came - went

    def refused_lately(self) -> int:
        """Return how many new calls were refused within the last hour."""
        return self._number("counters", "refused_lately")

    def _number(self, table: str, name: str) -> int:
        answer = self._ask("htable.get", table, name)
        if "error" in answer and answer["error"].get("message") != NOT_THERE:
            raise KamailioRefused(f"htable.get {table} {name}: {answer['error'].get('message')}")
        return int(answer["result"]["item"]["value"]) if "result" in answer else 0

    def memory(self) -> Memory:
        """Return the shared memory."""
        found = self._do("core.shmmem")
        return Memory(int(found["total"]), int(found["real_used"]))

    def registrations(self, account: str) -> list[Registration]:
        """Return the registered phones of a SIP account. Raise KamailioDown or KamailioRefused without an answer."""
        answer = self._ask("ul.lookup", LOCATION, account)
        if "error" in answer:
            if answer["error"].get("message") in NOT_REGISTERED:
                return []
            raise KamailioRefused(f"ul.lookup {account}: {answer['error'].get('message')}")
        return [_registration(each["Contact"]) for each in answer["result"]["Contacts"]]

    def unregister(self, account: str) -> None:
        """Remove an account's phones until they register again."""
        self._do("ul.rm", LOCATION, account)

    def act(self, act: ActOrder) -> str:
        """Do something to live calls. Raise KamailioDown or KamailioRefused without an answer."""
        with requests.Session() as session:
            answer = self._post("/act", signed.ACT, json.dumps(ACTS.to_json(act)), session)
        return str(answer["why"])

    def run(self, method: str, *params: object) -> Any:
        """Run any command of Kamailio's and return its result. Raise KamailioDown or KamailioRefused without one."""
        return self._do(method, *params)

    def _do(self, method: str, *params: object, session: requests.Session | None = None) -> Any:
        answer = self._ask(method, *params, session=session)
        if "error" in answer:
            raise KamailioRefused(f"{method} {' '.join(map(str, params[1:2]))}: {answer['error'].get('message')}")
        return answer.get("result")

    def _ask(self, method: str, *params: object, session: requests.Session | None = None) -> dict[str, Any]:
        """Return the response, which contains "error" if Kamailio refuses.

        Several requests in a row share a *session*, which keeps its connection.
        """
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}
        text = json.dumps(request, ensure_ascii=False)  # escaped, a large value would outgrow the buffer
        with nullcontext(session) if session else requests.Session() as asking:
            content: dict[str, Any] = self._post("/RPC", signed.RPC, text, asking)
        return content

    def _post(self, path: str, receiver: str, text: str, session: requests.Session) -> Any:
        """Return the JSON of the response."""
        body = text.encode()
        try:
            headers = {signed.HEADER: signed.signature(run_secret.current(self._config), receiver, body)}
            answer = session.post(self._url + path, body, headers=headers, timeout=(CONNECT_S, ANSWER_S))
            return answer.json()
        except requests.JSONDecodeError as problem:
            raise KamailioRefused(f"{text[:80]}: no JSON but {answer.text[:80]!r}") from problem
        except OSError as problem:  # of requests, or no secret to sign with
            raise KamailioDown(f"no answer from {self._url}: {type(problem).__name__}") from problem


def _registration(contact: dict[str, Any]) -> Registration:
    """Return a registration. For a phone behind a router, *Received* is the address that its request came from."""
    known = {name: str(contact[name]) for name in ("Received", "Address", "User-Agent")}
    address = known["Address"] if known["Received"].startswith("[") else known["Received"]
    host = address.partition("@")[2] or address.removeprefix("sip:")
    agent = "" if known["User-Agent"] in ("n/a", "[not set]") else known["User-Agent"]
    return Registration(agent, host.partition(";")[0], int(contact["Expires"]))


class MemoryTable:
    """Stands in for Kamailio with a dict; ``is_down`` makes it fail like a Kamailio that is not running."""

    def __init__(self) -> None:
        """Start without entries."""
        self.entries: dict[str, str] = {}
        self.registered: dict[str, list[Registration]] = {}
        self.is_down = False
        self.starts = 1
        self.shared = Memory(512_000_000, 16_000_000)
        self.lines_that_wait = 0
        self.turned_away = 0
        self.acts: list[ActOrder] = []
        self.refusal = ""

    def get(self, key: str) -> str | None:
        """Return an entry's value, or None."""
        self._check()
        return self.entries.get(key) or None

    def put(self, key: str, value: str) -> None:
        """Set an entry."""
        self._check()
        self.entries[key] = value

    def put_all(self, values: Mapping[str, str]) -> None:
        """Set entries."""
        self._check()
        self.entries.update(values)

    def delete(self, key: str) -> None:
        """Delete an entry, if it exists."""
        self._check()
        self.entries.pop(key, None)

    def all_keys(self) -> list[str]:
        """Return the keys of all entries, sorted."""
        self._check()
        return sorted(self.entries)

    def started(self) -> str:
        """Return the number of starts."""
        self._check()
        return str(self.starts)

    def memory(self) -> Memory:
        """Return the memory that the test has set."""
        self._check()
        return self.shared

    def unwritten(self) -> int:
        """Return the number that the test has set."""
        self._check()
        return self.lines_that_wait

    def refused_lately(self) -> int:
        """Return the number that the test has set."""
        self._check()
        return self.turned_away

    def registrations(self, account: str) -> list[Registration]:
        """Return the registered phones of a SIP account."""
        self._check()
        return list(self.registered.get(account, ()))

    def unregister(self, account: str) -> None:
        """Remove an account's phones."""
        self._check()
        self.registered.pop(account, None)

    def act(self, act: ActOrder) -> str:
        """Note the act, and return the refusal that the test has set."""
        self._check()
        self.acts.append(act)
        return self.refusal

    def restart(self, entries: dict[str, str]) -> None:
        """Start again with the entries that were loaded from the snapshot."""
        self.entries = dict(entries)
        self.starts += 1

    def _check(self) -> None:
        if self.is_down:
            raise KamailioDown("the twin is down")

"""Kamailio's shared table "routing", over its JSON-RPC; and a twin in memory."""

import json
from typing import Any, Protocol

import requests

TABLE = "routing"
CONNECT_S = 0.5
ANSWER_S = 3.0
NOT_THERE = "Key name doesn't exist in htable."


class KamailioDown(Exception):
    """It doesn't answer, or not in time."""


class KamailioRefused(Exception):
    """It answers, but not with what was asked for."""


class SwitchTable(Protocol):
    """What the switch routes by at this moment. All methods raise KamailioDown and KamailioRefused."""

    def get(self, key: str) -> str | None: ...

    def put(self, key: str, value: str) -> None: ...

    def delete(self, key: str) -> None:
        """To delete what isn't there is no error."""

    def started(self) -> str:
        """Names this run of Kamailio: another value than before means that it was restarted."""

    def is_registered(self, account: str) -> bool:
        """Whether a phone with this SIP account could be rung."""


class Kamailio:
    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/RPC"

    def get(self, key: str) -> str | None:
        answer = self._ask("htable.get", TABLE, key)
        if "error" in answer:
            if answer["error"].get("message") == NOT_THERE:
                return None
            raise KamailioRefused(f"htable.get {key}: {answer['error'].get('message')}")
        return answer["result"]["item"]["value"] or None  # loaded from the database, "" stands for nothing

    def put(self, key: str, value: str) -> None:
        self._do("htable.sets", TABLE, key, value)

    def delete(self, key: str) -> None:
        answer = self._ask("htable.delete", TABLE, key)
        if "error" in answer and answer["error"].get("code") != requests.codes.not_found:
            raise KamailioRefused(f"htable.delete {key}: {answer['error'].get('message')}")

    def started(self) -> str:
        return str(self._do("core.uptime").get("up_since"))

    def is_registered(self, account: str) -> bool:
        return "error" not in self._ask("ul.lookup", "location", account)

    def _do(self, method: str, *params: str) -> Any:
        answer = self._ask(method, *params)
        if "error" in answer:
            raise KamailioRefused(f"{method} {' '.join(params[1:2])}: {answer['error'].get('message')}")
        return answer.get("result")

    def _ask(self, method: str, *params: str) -> dict[str, Any]:
        """The answer; with "error" in it when Kamailio refuses. A restart of Kamailio costs one reconnection."""
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}
        body = json.dumps(request, ensure_ascii=False).encode()  # escaped, a large value would outgrow the buffer
        try:
            with requests.Session() as session:
                answer = session.post(self._url, data=body, timeout=(CONNECT_S, ANSWER_S))
            content: dict[str, Any] = answer.json()
        except requests.JSONDecodeError as problem:
            raise KamailioRefused(f"{method}: no JSON but {answer.text[:80]!r}") from problem
        except requests.RequestException as problem:
            raise KamailioDown(f"no answer from {self._url}: {type(problem).__name__}") from problem
        return content


class MemoryTable:
    """The twin: a dict; ``is_down`` makes it fail as Kamailio does when it is not there."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self.is_down = False
        self.starts = 1
        self.registered: set[str] = set()

    def get(self, key: str) -> str | None:
        self._check()
        return self.entries.get(key)

    def put(self, key: str, value: str) -> None:
        self._check()
        self.entries[key] = value

    def delete(self, key: str) -> None:
        self._check()
        self.entries.pop(key, None)

    def started(self) -> str:
        self._check()
        return str(self.starts)

    def is_registered(self, account: str) -> bool:
        self._check()
        return account in self.registered

    def restart(self, entries: dict[str, str]) -> None:
        """Come up again with what was loaded from the database."""
        self.entries = dict(entries)
        self.starts += 1

    def _check(self) -> None:
        if self.is_down:
            raise KamailioDown("the twin is down")

"""The journal of a running exchange, each line of it read once however often somebody looks."""

import json
import threading
from pathlib import Path
from typing import Any

JsonObject = dict[str, Any]


class FollowedJournal:
    """What it says of numbers and companies of a test's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, int] = {}
        self._lines: dict[str, list[JsonObject]] = {}
        self._numbers: dict[str, str] = {}
        self._talks: dict[str, list[JsonObject]] = {}
        self._lock = threading.Lock()

    def lines(self, number: str) -> list[JsonObject]:
        """What has been noted of the calls to *number* until now."""
        with self._lock:
            for path in sorted(self._folder.glob("*.jsonl")):
                self._follow(path)
            return list(self._lines.get(number, []))

    def talks(self, company: str, extension: str) -> bool:
        """Whether the queues of the company know that the employee talks."""
        self.lines("")
        calls = {each["call"] for each in self._talks.get(company, []) if each.get("agent") == extension}
        return bool(calls - {each["call"] for each in self._talks.get(company, []) if each["type"] == "over"})

    def has_ended(self, number: str) -> bool:
        return any(effect["type"] == "ended" for line in self.lines(number)[-1:] for effect in line["effects"])

    def _follow(self, path: Path) -> None:
        with path.open("rb") as file:
            file.seek(self._read.get(path, 0))
            for raw in file:
                if not raw.endswith(b"\n"):
                    break
                self._read[path] = self._read.get(path, 0) + len(raw)
                self._note(json.loads(raw))

    def _note(self, line: JsonObject) -> None:
        if line["event"]["type"] == "call_arrived":
            self._numbers[line["call"]] = line["event"]["number"]
        if line["event"]["type"] == "queue" and line["event"]["event"]["type"] in ("in_call", "over"):
            self._talks.setdefault(line["event"]["company"], []).append(line["event"]["event"])
        if line["call"] in self._numbers:
            self._lines.setdefault(self._numbers[line["call"]], []).append(line)

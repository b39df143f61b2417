"""PJSIP as a phone, as a caller, as a carrier: each in a process of its own (``pjsip_child.py``)."""

import json
import queue
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.peers.call import PeerCall
from tests.peers.heard import Heard, write_voice
from tests.ports import free_port_range, free_ports

CHILD = Path(__file__).with_name("pjsip_child.py")
G711 = ("PCMU", "PCMA")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """*codecs* in the order of preference: PCMU, PCMA, G722, GSM, iLBC, speex. *answer_after_s* None lets calls ring.
    *public_address* is what it claims to be in Contact and SDP; with *corrects_contact* it learns better from replies.
    """

    tone_hz: int = 0
    host: str = "127.0.0.1"
    transport: str = "udp"
    codecs: tuple[str, ...] = G711
    srtp: bool = False
    answer_after_s: float | None = None
    refuse_with: int = 0
    registers: bool = True
    expires_s: int = 300
    public_address: str = ""
    corrects_contact: bool = False
    wants_prack: bool = False
    session_expires_s: int = 0
    port: int = 0


class Pjsip:
    """With a password it registers. *folder* is its own: its voice, what it heard, and its log. Close it."""

    def __init__(
        self,
        account: str,
        exchange: tuple[str, int],
        folder: Path,
        password: str = "",
        settings: Settings | None = None,
    ) -> None:
        self.account, self.folder, self.settings = account, folder, settings or Settings()
        folder.mkdir(parents=True, exist_ok=True)
        write_voice(folder / "voice.wav", self.settings.tone_hz)
        self.port = self.settings.port or free_ports(1)[0]
        given = {
            **asdict(self.settings),
            "account": account,
            "exchange": exchange,
            "folder": str(folder),
            "password": password,
            "port": self.port,
            "media_port": free_port_range(40)[0],
        }
        self.calls: dict[int, PeerCall] = {}
        self.incoming: queue.Queue[PeerCall] = queue.Queue()
        self.refused: list[str] = []
        self._events: dict[str, queue.Queue[dict[str, Any]]] = {
            name: queue.Queue() for name in ("started", "registered", "calling", "transfer")
        }
        self._errors = (folder / "errors").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, str(CHILD), json.dumps(given)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def start(self) -> None:
        """Wait until it takes commands."""
        self._next("started", 30)

    def wait_registered(self, limit_s: float = 10) -> int:
        """The status of the final reply to its REGISTER."""
        return int(self._next("registered", limit_s)["status"])

    def call(self, number: str) -> PeerCall:
        self._tell("call", number=number)
        return self.calls[self._next("calling", 10)["call"]]

    def answer(self, call: PeerCall, status: int = 200) -> None:
        self._tell("answer", call=self._number_of(call), status=status)

    def hang_up(self, call: PeerCall) -> None:
        self._tell("hang_up", call=self._number_of(call))

    def press(self, call: PeerCall, keys: str, way: str = "rfc4733") -> None:
        self._tell("press", call=self._number_of(call), keys=keys, way=way)

    def hold(self, call: PeerCall) -> None:
        self._tell("hold", call=self._number_of(call))

    def resume(self, call: PeerCall) -> None:
        self._tell("resume", call=self._number_of(call))

    def update(self, call: PeerCall) -> None:
        """Send an UPDATE with an offer (RFC 3311)."""
        self._tell("update", call=self._number_of(call))

    def transfer(self, call: PeerCall, number: str) -> int:
        """Send a REFER; the status that it comes to, as the other side says (RFC 3515)."""
        self._tell("transfer", call=self._number_of(call), number=number)
        return int(self._next("transfer", 10)["status"])

    def react(self, **how: Any) -> None:
        """To calls from now on: *answer_after_s*, *refuse_with*."""
        self._tell("react", **how)

    def unregister(self) -> int:
        self._tell("register", renew=False)
        return self.wait_registered()

    def log(self) -> str:
        """Its own, with every SIP message."""
        return (self.folder / "pjsip.log").read_text(errors="replace")

    def close(self) -> None:
        """It hangs up, unregisters and ends; if it can't, it is ended."""
        if self._process.poll() is None:
            self._tell("quit")
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=10)
        self._reader.join(timeout=5)
        for file in (self._process.stdin, self._process.stdout, self._errors):
            if file:
                file.close()

    def kill(self) -> None:
        """It is gone, as a phone whose plug is pulled."""
        self._process.kill()
        self._process.wait(timeout=10)

    def _number_of(self, call: PeerCall) -> int:
        return next(number for number, each in self.calls.items() if each is call)

    def _tell(self, do: str, **what: Any) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": do, **what}) + "\n")
        self._process.stdin.flush()

    def _next(self, event: str, limit_s: float) -> dict[str, Any]:
        try:
            return self._events[event].get(timeout=limit_s)
        except queue.Empty:
            errors = (self.folder / "errors").read_text(errors="replace")
            raise TimeoutError(f"PJSIP says nothing of {event!r}: {errors[-3000:]} {self.refused}") from None

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            told = json.loads(line)
            self._note(told.pop("event"), told)

    def _note(self, event: str, told: dict[str, Any]) -> None:
        number = told.get("call", -1)
        match event:
            case "incoming" | "calling":
                path = self.folder / f"{number}.wav"
                heard = Heard(lambda: path)
                self.calls[number] = PeerCall(heard, told.get("caller", ""), told["sip_id"])
                if event == "incoming":
                    self.incoming.put(self.calls[number])
                else:
                    self._events[event].put(told)
            case "call":
                self.calls[number].note(told["state"], status=told["status"])
            case "media":
                self.calls[number].note(media=told["state"], **({"codec": told["codec"]} if told["codec"] else {}))
            case "key":
                self.calls[number].note(keys=told["key"])
            case "refused":
                self.refused.append(told["why"])
            case _:
                self._events[event].put(told)

"""baresip as a phone, a caller or a carrier: a process with its own folder, led through its module ctrl_tcp."""

import json
import queue
import socket
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

from tests import waiting
from tests.peers.call import PeerCall
from tests.peers.heard import Heard, write_voice
from tests.ports import free_port_range, free_ports

CONFIG = """\
poll_method epoll
net_interface {host}
sip_listen {host}:{port}
rtp_ports {rtp_low}-{rtp_high}
audio_player aubridge,nobody
audio_alert aubridge,nobody
audio_source aufile,{folder}/voice.wav
ausrc_format s16
auplay_format s16
auenc_format s16
audec_format s16
audio_level no
ringback_disabled yes
call_local_timeout 300
module_path /usr/lib/baresip/modules
{codecs}
module aufile.so
module aubridge.so
module sndfile.so
module srtp.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{control}
snd_path {folder}
"""
STATES = {
    "CALL_INCOMING": "ringing",
    "CALL_RINGING": "ringing",
    "CALL_PROGRESS": "ringing",
    "CALL_ESTABLISHED": "confirmed",
    "CALL_CLOSED": "ended",
}
MODULES = {"PCMU": "g711", "PCMA": "g711", "G722": "g722", "GSM": "gsm"}


class Baresip:
    """With a password it registers. One call at a time, and no more than VOICE_S of talk. Close it."""

    def __init__(
        self,
        account: str,
        exchange: tuple[str, int],
        password: str = "",
        tone_hz: int = 0,
        host: str = "127.0.0.1",
        port: int = 0,
        transport: str = "udp",
        codecs: tuple[str, ...] = ("PCMU", "PCMA"),
        srtp: bool = False,
        answer_after_s: float | None = None,
        key_way: str = "rtpevent",
    ) -> None:
        self._kept = tempfile.TemporaryDirectory(prefix="baresip-")  # it cuts the paths of its dumps to 127 characters
        self.folder = folder = Path(self._kept.name)
        self.exchange, self.transport = exchange, transport
        self.answer_after_s = answer_after_s
        self.calls: list[PeerCall] = []
        self.incoming: queue.Queue[PeerCall] = queue.Queue()
        self._registered: queue.Queue[bool] = queue.Queue()
        self._timers: list[threading.Timer] = []
        write_voice(folder / "voice.wav", tone_hz)
        (control,) = free_ports(1)
        sip, _ = free_port_range(2)  # the second is for TLS
        low, high = free_port_range(40)
        modules = dict.fromkeys(f"module {MODULES[codec]}.so" for codec in codecs)
        values = {"host": host, "port": port or sip, "rtp_low": low, "rtp_high": high, "control": control}
        (folder / "config").write_text(CONFIG.format(**values, folder=folder, codecs="\n".join(modules)))
        clocks = {"G722": "16000"}
        settings = {
            "regint": "300" if password else "0",
            "auth_pass": password,
            "audio_codecs": ",".join(f"{codec}/{clocks.get(codec, '8000')}/1" for codec in codecs),
            "mediaenc": "srtp-mand" if srtp else "",
            "dtmfmode": key_way,
        }
        written = "".join(f";{name}={value}" for name, value in settings.items() if value)
        (folder / "accounts").write_text("")  # without this file it makes one up
        self._account = f"<sip:{account}@{exchange[0]}:{exchange[1]};transport={transport}>{written}"
        self._log = (folder / "log").open("wb")
        command = ["baresip", "-4", "-s", "-v", "-f", str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log)
        self._control_port = control
        self._control: socket.socket | None = None
        self._reader = threading.Thread(target=self._read, daemon=True)

    def start(self) -> None:
        """Wait until it takes commands; only then it registers, so that we hear of it."""
        self._control = self._connect(self._control_port)
        self._reader.start()
        self._tell("uanew", self._account)

    def wait_registered(self, limit_s: float = 10) -> bool:
        return self._registered.get(timeout=limit_s)

    def call(self, number: str) -> PeerCall:
        call = self._new_call()
        self._tell("dial", f"sip:{number}@{self.exchange[0]}:{self.exchange[1]};transport={self.transport}")
        return call

    def answer(self) -> None:
        """The call that came in last."""
        self._tell("accept")

    def hang_up(self) -> None:
        self._tell("hangup")

    def press(self, keys: str) -> None:
        for key in keys:
            self._tell("sndcode", key)

    def hold(self) -> None:
        self._tell("hold")

    def resume(self) -> None:
        self._tell("resume")

    def log(self) -> str:
        """Its own, with every SIP message."""
        return (self.folder / "log").read_text(errors="replace")

    def kill(self) -> None:
        """It has no time to unregister."""
        self._process.kill()
        self._process.wait(timeout=10)

    def close(self) -> None:
        """It hangs up, unregisters and ends; if it can't, it is ended."""
        for timer in self._timers:
            timer.cancel()
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=10)
        if self._control:
            self._reader.join(timeout=5)
            self._control.close()
        self._log.close()
        self._kept.cleanup()

    def _connect(self, port: int) -> socket.socket:
        def look() -> socket.socket | None:
            try:
                return socket.create_connection(("127.0.0.1", port))
            except ConnectionRefusedError:
                assert self._process.poll() is None, self.log()[-3000:]
                return None

        if found := waiting.until(look, 20):
            return found
        raise TimeoutError(f"baresip did not start: {self.log()[-3000:]}")

    def _new_call(self, caller: str = "") -> PeerCall:
        self.calls.append(PeerCall(Heard(self._newest_dump), caller))
        return self.calls[-1]

    def _newest_dump(self) -> Path | None:
        return max(self.folder.glob("*-dec.wav"), key=lambda path: path.stat().st_mtime_ns, default=None)

    def _tell(self, command: str, params: str = "") -> None:
        assert self._control
        body = json.dumps({"command": command, "params": params, "token": command}).encode()
        self._control.sendall(b"%d:%b," % (len(body), body))

    def _read(self) -> None:
        """Netstrings of JSON, until baresip closes the connection."""
        assert self._control
        with self._control.makefile("rb") as stream:
            while size := self._read_size(stream):
                told = json.loads(stream.read(size))
                stream.read(1)
                if told.get("event"):
                    self._note(told)

    @staticmethod
    def _read_size(stream: Any) -> int:
        digits = b""
        try:
            while (byte := stream.read(1)) not in (b":", b""):
                digits += byte
        except ConnectionResetError:
            return 0
        return int(digits or 0)

    def _note(self, told: dict[str, Any]) -> None:
        kind, param = told["type"], told.get("param", "")
        if kind in ("REGISTER_OK", "REGISTER_FAIL"):
            self._registered.put(kind == "REGISTER_OK")
        elif kind == "CALL_INCOMING":
            call = self._new_call(told.get("peeruri", ""))
            call.note("ringing", sip_id=told.get("id", ""))
            self.incoming.put(call)
            if self.answer_after_s is not None:
                self._timers.append(threading.Timer(self.answer_after_s, self.answer))
                self._timers[-1].start()
        elif kind == "CALL_DTMF_START":
            self.calls[-1].note(keys=param)
        elif kind in STATES and self.calls:
            status = int(param[:3]) if param[:3].isdigit() else 0
            self.calls[-1].note(STATES[kind], why=param, **({"status": status} if status else {}))

"""A private Kamailio and rtpengine for tests, started from the same command lines as the exchange itself."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.exchange.parts import kamailio_command, rtpengine_command
from app.gateways.kamailio import Kamailio, KamailioDown, KamailioRefused
from config import LOCAL_PORTS, PORTS_PER_CALL, Config
from switch.ng import MediaDown, MediaRefused, Ng
from tests.ports import free_port_range, free_ports

START_LIMIT_S = 240
VOICE_PORTS = 240
LOOK_S = 0.02
Within = Callable[[list[str]], list[str]]
UNHURRIED = {"calls_per_second": 1_000, "longest_wait_ms": 30_000}
"""Settings with which an exchange lets calls in although its machine is busy with something else."""


def private_environment(home: Path, **changes: str) -> dict[str, str]:
    """The variables of an exchange in *home* that is in nobody's way."""
    trunk = free_ports(1)[0]
    values = {"home": home, "trunk": f"127.0.0.1:{trunk}", "sip_workers": 2, **UNHURRIED, **changes}
    return private_ports() | variables(**values)


def private_ports() -> dict[str, str]:
    """The variables that name ports, all of them free ones, and as many calls as those are for."""
    low, high = free_port_range(VOICE_PORTS)
    single = dict(zip(LOCAL_PORTS, free_ports(len(LOCAL_PORTS)), strict=True))
    return variables(**single, rtp_port_min=low, rtp_port_max=high, max_calls=VOICE_PORTS // PORTS_PER_CALL)


def variables(**values: object) -> dict[str, str]:
    return {f"ZENTRALE_{name.upper()}": str(value) for name, value in values.items()}


def private_config(home: Path, **changes: str) -> Config:
    return Config.from_env(private_environment(home, **changes))


class Parts:
    """The two programs; each can be stopped and started again on its own."""

    def __init__(self, config: Config, rtpengine_port: int = 0, within: Within = list) -> None:
        """*rtpengine_port* is where rtpengine listens if something stands between it and Kamailio; *within* changes the
        command line of Kamailio."""
        self.config = config
        self._of_rtpengine = replace(config, ng_port=rtpengine_port or config.ng_port)
        self._within = within
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        for folder in ("run_dir", "prompts_dir", "spool_dir", "journal_dir", "logs_dir"):
            getattr(config, folder).mkdir(parents=True, exist_ok=True)

    def start(self) -> None:
        self.start_rtpengine()
        self.start_kamailio()

    def start_rtpengine(self) -> None:
        self._start("rtpengine", rtpengine_command(self._of_rtpengine))
        self._wait("rtpengine", self._rtpengine_answers)

    def start_kamailio(self) -> None:
        self._start("kamailio", self._within(kamailio_command(self.config)))
        self._wait("kamailio", self._kamailio_answers)

    def stop(self, *names: str) -> None:
        """End only what was started here. rtpengine may die of a signal when a recorded call is alive."""
        for name in names or ("kamailio", "rtpengine"):
            process = self._running.pop(name, None)
            if process:
                process.terminate()
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait(timeout=10)

    def kill(self, name: str) -> None:
        process = self._running.pop(name)
        process.kill()
        process.wait(timeout=10)

    def rpc(self, method: str, *params: object) -> object:
        return Kamailio(self.config).run(method, *params)

    def log(self, name: str) -> str:
        return (self.config.logs_dir / f"{name}.log").read_text(errors="replace")

    def _start(self, name: str, command: list[str]) -> None:
        with (self.config.logs_dir / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.config.run_dir
            )
        self._running[name] = process

    def _wait(self, name: str, answers) -> None:
        until = time.monotonic() + START_LIMIT_S
        while not answers():
            time.sleep(LOOK_S)
            if self._running[name].poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{name} did not start:\n{self.log(name)[-3000:]}")

    def _kamailio_answers(self) -> bool:
        try:
            return bool(self.rpc("core.uptime"))
        except (KamailioDown, KamailioRefused):
            return False

    def _rtpengine_answers(self) -> bool:
        client = Ng(self._of_rtpengine.ng_port, timeout_s=0.1, tries=1)
        try:
            return client.ask("ping")["result"] == "pong"
        except (MediaDown, MediaRefused):  # it answers with nothing while it starts
            return False
        finally:
            client.close()

"""Runs a private exchange with its own home folder and ports, and the same command lines as the real one."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.exchange.instance import check_ports
from app.exchange.parts import kamailio_command, rtpengine_command
from app.gateways.alive import kamailio_answers, rtpengine_answers
from bench import company
from bench.processes import Program
from config import LOCAL_PORTS, PORTS_PER_CALL, PREFIX, Config

START_S = 30.0
VOICE_PORTS = 6_000
ANY_RATE = 10_000
"""New calls per second, for measuring beyond what can be carried."""

TOP = Path(__file__).parents[1]


class DoesNotStart(Exception):
    """Says that a process of the exchange did not start; the message has its last words."""


def settings(
    home: Path,
    first_port: int,
    first_voice_port: int,
    most_calls: int | None = None,
    voice_ports: int = VOICE_PORTS,
    calls_per_second: int | None = ANY_RATE,
) -> dict[str, str]:
    """Return environment variables, so that the worker, a process of its own, gets the same.

    *most_calls* None: as many as there are ports for. *calls_per_second* None: as if never measured.
    """
    values = {
        "home": home,
        **{name: first_port + index for index, name in enumerate(LOCAL_PORTS)},
        "rtp_port_min": first_voice_port,
        "rtp_port_max": first_voice_port + voice_ports - 1,
        "max_calls": most_calls or voice_ports // PORTS_PER_CALL,
        "calls_per_second": calls_per_second or "",
    }
    return {f"ZENTRALE_{name.upper()}": str(value) for name, value in values.items()}


class Exchange:
    """Runs a private exchange; *parts* are its running processes."""

    def __init__(self, variables: dict[str, str]) -> None:
        """Read the settings; start nothing yet."""
        self._variables = variables
        self.config = Config.from_env(variables)
        self.parts: dict[str, Program] = {}

    @property
    def address(self) -> tuple[str, int]:
        """Return the address of its SIP socket."""
        return self.config.sip_host, self.config.sip_port

    @property
    def sockets(self) -> dict[str, tuple[str, int]]:
        """Kamailio's UDP sockets: for SIP, and for digits and timers."""
        return {"sip": self.address, "event": ("127.0.0.1", self.config.event_port)}

    def start_rtpengine(self) -> None:
        """Start rtpengine."""
        command = rtpengine_command(self.config)
        self._start("rtpengine", command, lambda: rtpengine_answers(self.config.ng_port))

    def start_kamailio(self) -> None:
        """Start Kamailio."""
        command = kamailio_command(self.config)
        self._start("kamailio", command, lambda: kamailio_answers(self.config))

    def start_worker(self) -> None:
        """Start the worker, which follows the journal and converts recordings to WAV."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "run"]
        self._start("worker", command, (self.config.run_dir / "worker.alive").exists)

    def end(self) -> None:
        """End all processes."""
        for name in reversed(list(self.parts)):
            self.parts.pop(name).end()

    def journal_lines(self) -> int:
        """Return how many lines the journal has."""
        return sum(path.read_bytes().count(b"\n") for path in self.config.journal_dir.glob("*.jsonl"))

    def wavs(self) -> int:
        """Return how many recordings have been converted."""
        return sum(1 for _ in self.config.recordings_dir.rglob("[!.]*.wav"))

    def _start(self, name: str, command: list[object], answers: Callable[[], bool]) -> None:
        others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        environment = {**others, **self._variables, "PYTHONPATH": str(TOP)}
        part = self.parts[name] = Program(name, command, self.config.logs_dir, environment)
        until = time.monotonic() + START_S
        while not answers():
            if not part.runs or time.monotonic() > until:
                raise DoesNotStart(f"{name}: {part.complaint()}")
            time.sleep(0.05)


@contextmanager
def running(variables: dict[str, str]) -> Iterator[Exchange]:
    """Run an exchange while the context is open."""
    exchange = Exchange(variables)
    config = exchange.config
    check_ports(config)
    for folder in (config.run_dir, config.prompts_dir, config.spool_dir, config.journal_dir, config.logs_dir):
        folder.mkdir(parents=True, exist_ok=True)
    company.write(config)
    try:
        exchange.start_rtpengine()
        exchange.start_kamailio()
        exchange.start_worker()
        yield exchange
    finally:
        exchange.end()

"""Starts the processes of the exchange, keeps them running, and ends all of them, and nothing else."""

import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.exchange import private_folder
from app.exchange.instance import CannotStart, check_ports, only_instance
from app.exchange.running_part import RunningPart
from app.gateways import run_secret
from app.gateways.alive import http_answers, kamailio_answers, rtpengine_answers
from app.heartbeat import sign_file
from config import Config

TOP = Path(__file__).parents[2]
STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
LOOK_S = 0.1
LOGS_S = 2.0
"""How often the length of the logs is checked, at least."""


@dataclass(frozen=True)
class Timeouts:
    """Lists the times that a part may take.

    How long it may take to answer and to end, after how long a failure counts as its first again, and the waits
    before each restart; one failure more than there are waits stops the exchange.
    """

    start_s: float = 60
    end_s: float = 10
    settled_s: float = 30
    waits_s: tuple[float, ...] = (1, 2, 4, 8)


def run(config: Config, prepare: Callable[[], None], greeting: Callable[[], Iterable[str]]) -> int:
    """Run the parts of the Procfile until SIGINT, SIGTERM or SIGHUP, and return the exit code.

    *prepare* is called once this is the only exchange in its folder and all ports are free; the lines of *greeting*
    are shown when all parts answer for the first time.
    """
    try:
        with only_instance(config):
            check_ports(config)
            _close_folder(config)
            secret = run_secret.renew(config)
            prepare()
            keep_secret = partial(run_secret.restore, config, secret)
            return Supervisor(parts(config), greeting, look_after=keep_secret).run()
    except CannotStart as reason:
        say(str(reason))
        return 1


def _close_folder(config: Config) -> None:
    if kept := private_folder.close(config.home):
        say(f"other users of this machine may be able to read {kept[0]}: it belongs to another user ({len(kept)} such)")


def parts(config: Config) -> list[RunningPart]:
    """Return the parts of the Procfile, each with a way to see that it answers."""
    alive = sign_file(config.run_dir)
    host = "127.0.0.1" if config.http_host == "0.0.0.0" else config.http_host
    answers: dict[str, Callable[[], bool]] = {
        "portal": lambda: http_answers(host, config.http_port, "/livez"),
        "worker": alive.exists,
        "rtpengine": lambda: rtpengine_answers(config.ng_port),
        "kamailio": lambda: kamailio_answers(config),
    }
    signs = {"worker": alive}
    return [
        RunningPart(name, command, TOP, config.logs_dir, answers[name], signs.get(name))
        for name, command in commands((TOP / "Procfile").read_text("utf-8")).items()
    ]


def commands(procfile: str) -> dict[str, str]:
    """Return the command of each part of a Procfile, by its name."""
    lines = [line.partition(":") for line in procfile.splitlines() if line.strip()]
    return {name: command.strip() for name, _, command in lines}


def say(line: str) -> None:
    """Print a line to the terminal."""
    sys.stdout.write(f"zentrale: {line}\n")
    sys.stdout.flush()


class _PartState:
    """Describes a part's state: waiting for its next start, starting, or answering."""

    def __init__(self, part: RunningPart) -> None:
        self.part = part
        self.failures = 0
        self.start_at = 0.0
        self.started_at = 0.0
        self.answers_since: float | None = None


class Supervisor:
    """Runs parts, and restarts those that fail."""

    def __init__(
        self,
        parts: list[RunningPart],
        greeting: Callable[[], Iterable[str]],
        timeouts: Timeouts | None = None,
        look_after: Callable[[], None] = lambda: None,
    ) -> None:
        """*look_after* is called regularly while the parts run."""
        self._states = [_PartState(part) for part in parts]
        self._greeting = greeting
        self._greeted = False
        self._timeouts = timeouts or Timeouts()
        self._look_after = look_after

    def run(self) -> int:
        """Run until a signal or a repeated failure, and return the exit code."""
        say(f"starting {', '.join(state.part.name for state in self._states)}")
        with _signals_kept_for_waiting():
            try:
                return self._keep_running()
            finally:
                self._end_all()

    def _keep_running(self) -> int:
        while True:
            self._look_after_files()
            for state in self._states:
                state.part.shorten_log()
                self._advance(state)
                if state.failures > len(self._timeouts.waits_s):
                    self._show_log(state.part)
                    say(f"{state.part.name} failed {state.failures} times in a row, so everything is stopped")
                    return 1
            self._greet_once()
            if (came := _wait_for_signal(self._nap_s(), {signal.SIGCHLD, *STOP_SIGNALS})) in STOP_SIGNALS:
                say(f"{came.name}: stopping")
                return 0

    def _look_after_files(self) -> None:
        try:
            self._look_after()
        except OSError as problem:
            say(f"a file that the parts share can't be written: {problem}")

    def _advance(self, state: _PartState) -> None:
        now = time.monotonic()
        part = state.part
        if not part.runs:
            if now >= state.start_at:
                self._start(state, now)
        elif how := part.ended():
            self._failed(state, now, f"ended by itself ({how})")
        elif state.answers_since is None:
            if part.answers():
                state.answers_since = time.monotonic()
                say(f"{part.name} is ready")
            elif now - state.started_at > self._timeouts.start_s:
                self._end([part])
                self._failed(state, now, f"did not answer within {self._timeouts.start_s:g} s")

    def _start(self, state: _PartState, now: float) -> None:
        state.started_at, state.answers_since = now, None
        state.part.start()

    def _failed(self, state: _PartState, now: float, what: str) -> None:
        settled = state.answers_since is not None and now - state.answers_since >= self._timeouts.settled_s
        state.failures = 1 if settled else state.failures + 1
        waits = self._timeouts.waits_s
        if state.failures > len(waits):
            say(f"{state.part.name} {what}")
            return
        wait_s = waits[state.failures - 1]
        state.start_at = now + wait_s
        say(f"{state.part.name} {what}; starting it again in {wait_s:g} s ({state.part.log} says more)")

    def _nap_s(self) -> float:
        """Return a long time if only logs need attention: a part that ends wakes us with SIGCHLD."""
        is_busy = any(state.answers_since is None or not state.part.runs for state in self._states)
        return LOOK_S if is_busy else LOGS_S

    def _greet_once(self) -> None:
        if not self._greeted and all(state.answers_since and state.part.runs for state in self._states):
            self._greeted = True
            for line in self._greeting():
                say(line)

    def _show_log(self, part: RunningPart) -> None:
        say(f"the last lines of {part.log}:")
        for line in part.last_lines():
            say(f"  {line}")

    def _end_all(self) -> None:
        self._end([state.part for state in self._states])
        say("stopped")

    def _end(self, parts: list[RunningPart]) -> None:
        """End parts, however they end: rtpengine 10.5 dies of SIGSEGV when it is stopped while it records."""
        for part in parts:
            part.ask_to_end()
        limit = time.monotonic() + self._timeouts.end_s
        while left := [part for part in parts if part.runs and part.ended() is None]:
            if time.monotonic() >= limit:
                for part in left:
                    say(f"{part.name} did not end within {self._timeouts.end_s:g} s and is killed")
                    part.kill()
                limit = float("inf")
            _wait_for_signal(LOOK_S, {signal.SIGCHLD})


@contextmanager
def _signals_kept_for_waiting() -> Iterator[None]:
    """Block signals, so that they wait in the kernel until they are asked for, and none comes at a bad moment."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD, *STOP_SIGNALS})
    try:
        yield
    finally:
        while _wait_for_signal(0, STOP_SIGNALS):
            pass  # asked once more to stop: done
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _wait_for_signal(limit_s: float | None, wanted: set[signal.Signals]) -> signal.Signals | None:
    """Return the signal that came, or None if none did in time."""
    came = signal.sigwaitinfo(wanted) if limit_s is None else signal.sigtimedwait(wanted, limit_s)
    return signal.Signals(came.si_signo) if came else None

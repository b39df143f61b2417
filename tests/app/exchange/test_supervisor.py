"""The supervisor over small programs: real processes, real signals."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.exchange.part_log import LIMIT_BYTES
from app.exchange.supervisor import parts, run
from config import Config
from tests.app.exchange.exchange_of_fakes import GREETING
from tests.waiting import until

TOP = Path(__file__).parents[3]
LIVE = (
    "import os, pathlib, signal; sign = pathlib.Path('{name}.pid'); sign.write_text(str(os.getpid()));"
    "sign.rename('{name}.alive'); signal.pause()"
)
PARENT = (
    "import subprocess, pathlib; pathlib.Path('child').write_text(str(subprocess.Popen(['sleep', '600']).pid));" + LIVE
)
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + LIVE
CRASHING = "import os, signal; signal.signal(signal.SIGTERM, lambda *_: os.kill(os.getpid(), signal.SIGSEGV));" + LIVE
NOISY = (
    "import os, pathlib, sys; pathlib.Path('{name}.pid').touch(); os.rename('{name}.pid', '{name}.alive');"
    "line = 'x' * 999 + chr(10); print(line * 10_001, end='', flush=True);"
    "import threading; pause = threading.Event();"
    "all(print(line, end='', flush=True) is None and not pause.wait(0.05) for _ in iter(int, 1))"
)
SILENT = "import signal; signal.pause()"
BROKEN = "import sys; sys.exit('no such sound card')"
ONCE_BROKEN = (
    "import pathlib; pathlib.Path('tried').exists() or pathlib.Path('tried').touch() or exit('not yet');" + LIVE
)


class Exchange:
    def __init__(self, folder: Path, timeouts: dict[str, object], programs: dict[str, str]) -> None:
        fakes = [f"{name}={program.replace('{name}', name)}" for name, program in programs.items()]
        self.folder = folder
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.app.exchange.exchange_of_fakes", str(folder), json.dumps(timeouts), *fakes],
            cwd=TOP,
            stdout=subprocess.PIPE,
            text=True,
        )

    def read_until(self, words: str) -> str:
        for line in self.process.stdout:
            self.lines.append(line)
            if words in line:
                return line
        raise AssertionError(f"{words!r} never came in {self.lines}")

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.end()

    def end(self) -> int:
        self.lines += self.process.stdout.readlines()
        return self.process.wait()

    def watch(self, file: str) -> "Watched":
        return Watched(int((self.folder / file).read_text()))


class Watched:
    """A process that is no child of ours."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._descriptor = os.pidfd_open(pid)

    def has_ended(self, limit_s: float = 0) -> bool:
        return bool(select.select([self._descriptor], [], [], limit_s)[0])

    def close(self) -> None:
        os.close(self._descriptor)


@pytest.fixture
def begin(tmp_path) -> Iterator[Callable[..., Exchange]]:
    begun: list[Exchange] = []

    def begin(programs: dict[str, str], **timeouts: object) -> Exchange:
        begun.append(Exchange(tmp_path, timeouts, programs))
        return begun[-1]

    yield begin
    for exchange in begun:
        if exchange.process.poll() is None:
            exchange.stop()
        exchange.process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_greets_when_all_answer_and_ends_all_when_told_to(begin, number):
    exchange = begin({"one": LIVE, "two": PARENT})
    exchange.read_until(GREETING)
    assert {"zentrale: one is ready\n", "zentrale: two is ready\n"} < set(exchange.lines)
    watched = [exchange.watch(file) for file in ("one.alive", "two.alive", "child")]
    assert not any(process.has_ended() for process in watched)
    assert exchange.stop(number) == 0
    assert all(process.has_ended() for process in watched)
    for process in watched:
        process.close()


def test_it_ends_nothing_else(begin):
    bystander = subprocess.Popen(["sleep", "600"])
    exchange = begin({"one": LIVE})
    exchange.read_until(GREETING)
    exchange.stop()
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_a_part_that_ends_is_started_again(begin):
    exchange = begin({"one": LIVE, "two": LIVE}, waits_s=[0, 0, 0, 0])
    exchange.read_until(GREETING)
    first, other = exchange.watch("one.alive"), exchange.watch("two.alive")
    os.kill(first.pid, signal.SIGKILL)
    assert "one ended by itself (SIGKILL)" in exchange.read_until("again")
    exchange.read_until("one is ready")
    assert exchange.watch("one.alive").pid != first.pid
    assert not other.has_ended()
    assert exchange.stop() == 0
    assert GREETING not in "".join(exchange.lines[exchange.lines.index("zentrale: one is ready\n", 3) :])


def test_what_a_dead_part_has_left_behind_is_ended_before_it_is_started_again(begin):
    exchange = begin({"one": PARENT}, waits_s=[0, 0, 0, 0])
    exchange.read_until(GREETING)
    leader, child = exchange.watch("one.alive"), exchange.watch("child")
    os.kill(leader.pid, signal.SIGKILL)
    exchange.read_until("one is ready")
    assert child.has_ended(limit_s=30)
    assert exchange.watch("child").pid != child.pid


def test_a_part_that_fails_at_first_gets_another_try(begin):
    exchange = begin({"one": ONCE_BROKEN}, waits_s=[0, 0, 0, 0])
    assert "exit code 1" in exchange.read_until("again")
    exchange.read_until(GREETING)
    assert exchange.stop() == 0


def test_a_part_that_always_fails_stops_everything_and_its_log_is_shown(begin):
    exchange = begin({"good": LIVE, "bad": BROKEN}, waits_s=[0, 0, 0, 0])
    exchange.read_until("good is ready")
    good = exchange.watch("good.alive")
    assert exchange.end() == 1
    told = "".join(exchange.lines)
    assert told.count("bad ended by itself (exit code 1)") == 5
    assert "no such sound card" in told
    assert "bad failed 5 times in a row, so everything is stopped" in told
    assert good.has_ended()


def test_a_program_that_is_not_there_is_a_failure_like_any_other(tmp_path, begin):
    exchange = begin({"bad": "import os; os.execvp('/no/such/program', ['x'])"}, waits_s=[])
    assert exchange.end() == 1
    assert "No such file" in "".join(exchange.lines)


def test_a_part_that_never_answers_has_failed(begin):
    exchange = begin({"one": SILENT}, start_s=0.2, waits_s=[])
    assert exchange.end() == 1
    assert "zentrale: one did not answer within 0.2 s\n" in exchange.lines


def test_a_part_that_ignores_the_signal_is_killed(begin):
    exchange = begin({"one": STUBBORN}, end_s=0.2)
    exchange.read_until(GREETING)
    stubborn = exchange.watch("one.alive")
    assert exchange.stop() == 0
    assert "zentrale: one did not end within 0.2 s and is killed\n" in exchange.lines
    assert stubborn.has_ended()


def test_a_part_that_crashes_when_it_is_stopped_is_no_failure(begin):
    exchange = begin({"one": CRASHING})
    exchange.read_until(GREETING)
    assert exchange.stop() == 0


def test_the_log_of_a_part_that_never_stops_writing_stays_short(begin, tmp_path):
    exchange = begin({"one": NOISY})
    exchange.read_until(GREETING)
    log, kept = tmp_path / "logs" / "one.log", tmp_path / "logs" / "one.log.1"
    assert until(kept.exists, limit_s=60)
    for _ in range(2):  # it still writes, to the same file
        size = log.stat().st_size
        assert until(lambda now=size: log.stat().st_size != now, limit_s=60)
    assert exchange.stop() == 0
    assert log.read_bytes().strip(b"x\n") == b""
    assert 0 < kept.stat().st_size <= LIMIT_BYTES


def test_the_parts_end_even_when_the_supervisor_is_killed(begin):
    exchange = begin({"one": LIVE})
    exchange.read_until(GREETING)
    part = exchange.watch("one.alive")
    exchange.stop(signal.SIGKILL)
    assert part.has_ended(limit_s=30)


def config(folder: Path, **values: object) -> Config:
    return Config.from_env(
        {"ZENTRALE_HOME": str(folder)} | {f"ZENTRALE_{name.upper()}": str(value) for name, value in values.items()}
    )


def test_every_part_of_the_procfile_has_a_way_to_see_that_it_answers(tmp_path):
    assert [part.name for part in parts(config(tmp_path))] == ["portal", "worker", "rtpengine", "kamailio"]


def test_nothing_is_begun_while_a_port_is_in_use(tmp_path, capsys):
    begun: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code = run(
            config(tmp_path, http_port=port, rtp_port_min=1024, rtp_port_max=2000, max_calls=100),
            prepare=lambda: begun.append("prepared"),
            greeting=list,
        )
    assert code == 1
    assert (
        capsys.readouterr().out
        == f"zentrale: port {port} (ZENTRALE_HTTP_PORT, the portal) is in use by another program\n"
    )
    assert begun == []

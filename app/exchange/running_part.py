"""Runs one process of the exchange (portal, worker, rtpengine, Kamailio) as a child with a log of its own."""

import ctypes
import os
import select
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.exchange.part_log import PartLog

DYING_S = 5.0
"""How long one that is killed may take at most to be gone."""

ENDED = ("Z", "X")
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


class RunningPart:
    """Controls a child process: *command* is a line of the Procfile, run in *folder*; *answers* checks whether it
    works.

    *sign*: the part creates it once it is ready; None if the part signals this another way. A stale file is removed
    before the start. Programs are looked for beside this Python first. The part leads a process group of its own,
    so that it and all that it starts are ended, and nothing else. When this process is killed, the part is
    terminated, too.
    """

    def __init__(
        self,
        name: str,
        command: str,
        folder: Path,
        logs: Path,
        answers: Callable[[], bool],
        sign: Path | None = None,
    ) -> None:
        """Start nothing yet."""
        self.name = name
        self.answers = answers
        self._sign = sign
        self._log = PartLog(logs / f"{name}.log")
        self._command = shlex.split(command)
        self._folder = folder
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def runs(self) -> bool:
        """Return whether it was started and its end was not noticed yet."""
        return self._child is not None

    @property
    def log(self) -> Path:
        """Return the path of its log."""
        return self._log.path

    def start(self) -> None:
        """Start the process. Every failure, even a missing program, shows once it has ended."""
        if self._sign is not None:
            self._sign.unlink(missing_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.shorten_log()
        environ = {**os.environ}
        environ["PATH"] = f"{Path(sys.executable).parent}:{environ.get('PATH', os.defpath)}"
        with open(self.log, "ab") as log:
            self._child = subprocess.Popen(
                ["/usr/bin/env", *self._command],
                cwd=self._folder,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_prepare_child,
            )

    def ask_to_end(self) -> None:
        """Terminate the leader alone: it knows in which order its own processes end."""
        if self._child is not None:
            self._child.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Kill the process group."""
        if self._child is not None:
            os.killpg(self._child.pid, signal.SIGKILL)

    def ended(self) -> str | None:
        """Return how it ended, once nothing of its process group is left; else None."""
        if self._child is None:
            return None
        # The leader's number stays taken until it is waited for, so the group can't be another one by now.
        if os.waitid(os.P_PID, self._child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            return None
        os.killpg(self._child.pid, signal.SIGKILL)
        for descriptor in _running(self._child.pid):
            select.select([descriptor], [], [], DYING_S)
            os.close(descriptor)
        code = self._child.wait()
        self._child = None
        return f"exit code {code}" if code >= 0 else signal.Signals(-code).name

    def last_lines(self, count: int = 15) -> list[str]:
        """Return the last lines of its log."""
        return self._log.last_lines(count)

    def shorten_log(self) -> None:
        """Shorten the log; call this regularly, because strangers can make a part write a lot."""
        self._log.shorten()


def _running(group: int) -> list[int]:
    """Return a pidfd of each process of the group that has not ended; see proc(5), /proc/pid/stat."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            state, _parent, its_group = stat.read_text("utf-8", "replace").rpartition(")")[2].split()[:3]
            if int(its_group) == group and state not in ENDED:
                found.append(os.pidfd_open(int(stat.parent.name)))
    return found


def _prepare_child() -> None:
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)

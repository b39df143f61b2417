"""Measures what processes and the whole machine use, from /proc."""

import os
import time
from collections.abc import Iterable
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024
CORES = os.cpu_count() or 1
QUIET_CORES = 0.15
QUIET_LOOK_S = 2.0


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/<pid>/stat from "state" (field 3 of proc(5)) on; none if the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def family(roots: Iterable[int]) -> set[int]:
    """Return the processes and all their descendants."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (stat := _stat(int(entry))):
            children.setdefault(int(stat[1]), []).append(int(entry))
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += children.get(pid, [])
    return found


class Meter:
    """Measures the CPU time that a group of processes uses from now on, and its peak memory."""

    def __init__(self, roots: Iterable[int]) -> None:
        """Start to measure *roots* and their descendants."""
        self._roots = list(roots)
        self._cpu_s: dict[int, float] = {}
        self._peak_kb = 0
        self.sample()
        self._before = dict(self._cpu_s)

    def sample(self) -> None:
        """Take a sample. What a process uses between its last sample and its end is lost."""
        private = shared = 0
        for pid in family(self._roots):
            stat = _stat(pid)
            try:
                memory = Path(f"/proc/{pid}/statm").read_text().split()
            except OSError:
                continue
            if stat:
                self._cpu_s[pid] = (int(stat[11]) + int(stat[12])) / TICKS_A_SECOND
                private += (int(memory[1]) - int(memory[2])) * PAGE_KB
                shared = max(shared, int(memory[2]) * PAGE_KB)
        self._peak_kb = max(self._peak_kb, private + shared)

    @property
    def used_s(self) -> float:
        """Return the CPU seconds used so far."""
        return sum(used - self._before.get(pid, 0) for pid, used in self._cpu_s.items())

    @property
    def peak_mb(self) -> float:
        """Return the resident memory; memory that the group shares is counted once."""
        return round(self._peak_kb / 1024, 1)


class Machine:
    """Measures the CPU time that the whole machine uses from now on."""

    def __init__(self) -> None:
        """Start to measure."""
        self._began = time.monotonic()
        self._idle_s, self._stolen_s = _idle_and_stolen()

    @property
    def seconds(self) -> float:
        """Return how long it has been measuring."""
        return time.monotonic() - self._began

    @property
    def busy_s(self) -> float:
        """Return all time that was not idle: the kernel measures idle time exactly but only samples the kinds of
        busy."""
        return self.seconds * CORES - (_idle_and_stolen()[0] - self._idle_s)

    @property
    def stolen_s(self) -> float:
        """Return what the hypervisor gave to others; it is not part of ``busy_s``."""
        return _idle_and_stolen()[1] - self._stolen_s


def _idle_and_stolen() -> tuple[float, float]:
    """Return idle and stolen seconds. Stolen time counts as idle, too, because we had no use of it."""
    values = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    stolen = values[7] / TICKS_A_SECOND
    return (values[3] + values[4]) / TICKS_A_SECOND + stolen, stolen


def wait_for_quiet(most_s: float) -> bool:
    """Wait until the machine is almost idle; return False if it was not within *most_s*."""
    until = time.monotonic() + most_s
    while True:
        machine = Machine()
        time.sleep(QUIET_LOOK_S)
        if machine.busy_s / QUIET_LOOK_S < QUIET_CORES:
            return True
        if time.monotonic() > until:
            return False

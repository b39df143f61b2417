"""Starts and ends the programs of the bench, and no others."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

END_S = 10.0


class Program:
    """Controls a running program; its output is in *folder*, as ``<name>.out`` and ``<name>.err``."""

    def __init__(
        self, name: str, command: Sequence[object], folder: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        """Start the program."""
        self.name, self._folder = name, folder
        with (folder / f"{name}.out").open("wb") as out, (folder / f"{name}.err").open("wb") as err:
            self._process = subprocess.Popen(
                [str(word) for word in command],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    @property
    def pid(self) -> int:
        """Return its process id."""
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Return whether it is still running."""
        return self._process.poll() is None

    def end(self, with_signal: int = signal.SIGTERM) -> None:
        """End it by a signal, or kill it if it does not end in time."""
        if not self.runs:
            return
        self._process.send_signal(with_signal)
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(END_S)

    def printed(self) -> str:
        """Return what it wrote to stdout."""
        return (self._folder / f"{self.name}.out").read_text("utf-8", "replace")

    def complaint(self) -> str:
        """Return the end of what it wrote to stderr."""
        return (self._folder / f"{self.name}.err").read_text("utf-8", "replace")[-2000:]

"""The whole installation as ``make run`` starts it."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from config import Config
from tests.parts import UNHURRIED, private_ports, variables

TOP = Path(__file__).parents[1]
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
OWNER = "owner@demo.example"
READY = "phones register"
START_LIMIT_S, END_LIMIT_S, COMMAND_LIMIT_S = 60, 30, 60


class Installation:
    """A folder, its settings, and the exchange that runs in it."""

    def __init__(self, home: Path, **more: str) -> None:
        self.variables = private_ports() | variables(home=home, **UNHURRIED, **more)
        self.url = f"http://127.0.0.1:{self.config.http_port}"
        self.said: list[str] = []
        self.process: subprocess.Popen[str] | None = None

    @property
    def config(self) -> Config:
        return Config.from_env(self.variables)

    def start(self) -> None:
        """Until every part answers; the timeout of the test is the limit."""
        self.said = []
        self.process = self._popen("exchange", "run")
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line.strip())
            if READY in line:
                return
        raise AssertionError("\n".join(self.said))

    def stop(self) -> int:
        """As Ctrl-C does."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate(timeout=END_LIMIT_S)
        self.said += rest.splitlines()
        return self.process.returncode

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.communicate(timeout=END_LIMIT_S)

    def flask(self, *arguments: str) -> tuple[int, Any]:
        """(exit code, JSON on stdout) of a command."""
        code, said = self.command(*arguments)
        return code, json.loads(said)

    def command(self, *arguments: str) -> tuple[int, str]:
        """(exit code, stdout)"""
        done = subprocess.run(
            [*FLASK, *arguments],
            cwd=TOP,
            env={**os.environ, **self.variables},
            capture_output=True,
            text=True,
            timeout=COMMAND_LIMIT_S,
            check=False,
        )
        assert done.stdout, done.stderr
        return done.returncode, done.stdout

    def run_another(self) -> tuple[int, str]:
        other = self._popen("exchange", "run")
        said, _ = other.communicate(timeout=START_LIMIT_S)
        return other.returncode, said

    def password(self) -> str:
        found = re.search(r"with the password (\S+)", "\n".join(self.said))
        assert found, self.said
        return found.group(1)

    def _popen(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*FLASK, *arguments],
            cwd=TOP,
            env={**os.environ, **self.variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

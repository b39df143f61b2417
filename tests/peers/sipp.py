"""sipp: many calls at once, or one peer that does exactly what a scenario in ``scenarios`` says."""

import subprocess
from pathlib import Path

from tests.ports import free_ports

SCENARIOS = Path(__file__).with_name("scenarios")


class Sipp:
    """One run of a scenario: a caller with *exchange*, or whoever is called (phone, carrier) without. Close it."""

    def __init__(
        self,
        scenario: str,
        folder: Path,
        exchange: tuple[str, int] | None = None,
        number: str = "",
        transport: str = "u1",
        calls: int = 1,
        a_second: int = 10,
        host: str = "127.0.0.1",
        port: int = 0,
        limit_s: int = 40,
        **values: str,
    ) -> None:
        """*values* fill in the scenario's ``[names]``."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        sip, media = free_ports(2)
        self.port = port or sip
        self._limit_s = limit_s
        whom = [f"{exchange[0]}:{exchange[1]}", "-s", number] if exchange else []
        command = [
            *("sipp", *whom, "-sf", str(SCENARIOS / f"{scenario}.xml"), "-t", transport),
            *("-i", host, "-p", str(self.port), "-mi", host, "-mp", str(media)),
            *("-m", str(calls), "-r", str(a_second), "-recv_timeout", "8000", "-timeout", f"{limit_s}s", "-nostdin"),
            *(
                "-trace_err",
                "-error_file",
                str(folder / "errors"),
                "-trace_msg",
                "-message_file",
                str(folder / "messages"),
            ),
            *(word for name, value in values.items() for word in ("-key", name, value)),
        ]
        with (folder / "screen").open("wb") as screen:
            self._process = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=screen, stderr=screen, env={"TERM": "dumb"}
            )

    def wait(self) -> str:
        """Until all calls are over: "" if they went as the scenario says, else what sipp says went wrong."""
        if self._process.wait(timeout=self._limit_s + 20) == 0:
            return ""
        return self._read("errors") or self._read("screen")[-2000:] or f"exit status {self._process.returncode}"

    def messages(self) -> str:
        return self._read("messages")

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(timeout=10)

    def _read(self, name: str) -> str:
        path = self._folder / name
        return path.read_text(errors="replace") if path.exists() else ""

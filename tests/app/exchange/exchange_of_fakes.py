"""A supervisor over small programs, for tests: `python exchange_of_fakes.py FOLDER TIMEOUTS-JSON NAME=PROGRAM...`

A fake part answers once it has made the file FOLDER/<name>.alive."""

import json
import shlex
import sys
from pathlib import Path

from app.exchange.running_part import RunningPart
from app.exchange.supervisor import Supervisor, Timeouts

GREETING = "call +49301234560"


def main(folder: Path, timeouts: dict[str, object], programs: dict[str, str]) -> int:
    parts = [
        RunningPart(
            name,
            f"{shlex.quote(sys.executable)} -c {shlex.quote(program)}",
            folder,
            folder / "logs",
            (folder / f"{name}.alive").exists,
            folder / f"{name}.alive",
        )
        for name, program in programs.items()
    ]
    return Supervisor(parts, lambda: [GREETING], Timeouts(**timeouts)).run()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), json.loads(sys.argv[2]), dict(item.split("=", 1) for item in sys.argv[3:])))

"""Measures, as ``python -m bench.ingest``, what it costs to take the journal in, and to rebuild the record of calls
from it once it is packed.

Writes the journal of many calls with the switch's own writer into a private folder, and prints one JSON line for each
kind of call: CPU time of this process, as the machine may be busy. No exchange is started.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.calls import store
from app.company.models import Company
from app.db import db
from app.db.upserts import connection
from app.journal import rebuilding, service
from bench.scenarios import SCENARIOS
from config import Config
from designer.drawing.compiler import compile_flow
from designer.runtime.effects import EFFECTS
from designer.runtime.events import EVENTS
from designer.runtime.program import Program
from designer.runtime.queue_events import InCall, Over
from designer.trying.script import Script, presses
from designer.trying.simulate import Trace, simulate
from switch.journal import Journal
from switch.journal_files import journal_files, pack

JsonObject = dict[str, Any]
CALLS = 20_000
SYNCED_LINES = 500
TODAY = datetime(2026, 11, 23, 6, tzinfo=UTC)
KNOWN = {"employee": {"101"}, "group": set(), "prompt": {"tone"}, "calendar": set()}
DIRECTORY: JsonObject = {
    "company": "1001",
    "employees": {"101": {"name": "Anna Bench", "phones": ["1001-101"]}},
    "groups": {},
    "prompts": {name: {"file": f"{name}.au", "duration_ms": 2_000} for name in ("tone", "sys:ringback")},
    "calendars": {},
    "zones": {},
}


def _program(*, records: bool) -> Program:
    """Compile the drawing of ``bench.scenarios``: a prompt, a key, and a talk with an employee."""
    result = compile_flow(SCENARIOS["recorded" if records else "bridge"].graph(), KNOWN)
    assert result.program is not None, result.diagnostics
    return result.program


def write_journal(folder: Path, calls: int, *, records: bool) -> int:
    """Write the journal of so many *calls*, of which 80 begin each second and the lines mix; return its lines."""
    folder.mkdir(parents=True, exist_ok=True)
    journal, program = Journal(folder, "node1"), _program(records=records)
    trace = simulate(program, DIRECTORY, Script("+4917012345", TODAY, press=presses("1"), people={"101": 3}))
    due = [
        (event.at + number * 1000 // 80, number, seq)
        for number in range(calls)
        for seq, (event, _) in enumerate(trace.steps)
    ]
    for at, number, seq in sorted(due):
        _write(journal, trace, number, seq, at)
    return len(due) + 2 * calls


def _write(journal: Journal, trace: Trace, number: int, seq: int, at: int) -> None:
    event, effects = trace.steps[seq]
    call = f"{number:012x}-bench"
    text = json.dumps(EVENTS.to_json(event)).replace("simulated", call)
    event = EVENTS.from_json({**json.loads(text), "at": at})
    done = json.loads(json.dumps([EFFECTS.to_json(effect) for effect in effects]).replace("simulated", call))
    journal.step(call, seq, event, tuple(EFFECTS.from_json(effect) for effect in done))
    if seq == 2:
        journal.queue("1001", InCall(at, call, "101"), ())
    if seq == len(trace.steps) - 1:
        journal.queue("1001", Over(at, call), ())


def _installation(home: Path) -> Flask:
    app = create_app(Config.from_env({"ZENTRALE_HOME": str(home)}), testing=True)
    with app.app_context():
        db.create_all()
        db.session.add(Company(name="Bench", customer_number="1001", zone="Europe/Berlin"))
        db.session.commit()
    return app


def measure_sync(folder: Path, lines: int = SYNCED_LINES) -> JsonObject:
    """Return how long it takes to bring *lines* to the disk: one by one, as a switch would, and at once, as the worker
    does.

    This is wall time of a disk, which others may use as well.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found: JsonObject = {"sync": lines}
    for name, at_once in (("ms_per_line", 1), ("ms_per_batch", lines)):
        with (folder / f"{name}.jsonl").open("wb", buffering=0) as file:
            waits = [_synced_ms(file, at_once) for _ in range(lines // at_once)]
        found[name] = round(statistics.median(waits), 2)
        found[f"worst_{name}"] = round(max(waits), 2)
    return found


def _synced_ms(file: FileIO, lines: int) -> float:
    file.write(b"x" * 600 * lines)
    began = time.perf_counter()
    os.fdatasync(file.fileno())
    return (time.perf_counter() - began) * 1000


def _cpu_s(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def measure(calls: int = CALLS) -> Iterator[JsonObject]:
    """Yield what a simple and a recorded call cost."""
    for name, records in (("simple", False), ("recorded", True)):
        home = Path(tempfile.mkdtemp(prefix="zentrale-ingest-"))
        try:
            yield {"ingest": name, **_measured(home, calls, records)}
        finally:
            shutil.rmtree(home)
    with tempfile.TemporaryDirectory(prefix="zentrale-ingest-") as folder:
        yield measure_sync(Path(folder))


def _measured(home: Path, calls: int, records: bool) -> JsonObject:
    app = _installation(home)
    folder = app.config["ZENTRALE"].journal_dir
    lines = write_journal(folder, calls, records=records)
    with app.app_context():
        seconds = _cpu_s(service.ingest)
        packed = connection().scalar(select(func.avg(func.length(store.STEPS.c.packed)))) or 0
        journal_bytes = _size(folder)
        for path in journal_files(folder):
            pack(path)
        began = time.perf_counter()
        rebuild_s = _cpu_s(lambda: rebuilding.rebuild(folder))
        db.session.remove()
        db.engine.dispose()
        return {
            "calls": calls,
            "lines": lines,
            "ms_per_call": round(seconds * 1000 / calls, 3),
            "lines_per_s": round(lines / seconds),
            "packed_bytes_per_call": round(packed),
            "journal_bytes_per_call": round(journal_bytes / calls),
            "packed_journal_bytes_per_call": round(_size(folder) / calls),
            "database_bytes_per_call": round(os.stat(home / "zentrale.db").st_size / calls),
            "rebuild_ms_per_call": round(rebuild_s * 1000 / calls, 3),
            "rebuild_of_a_million_s": round((time.perf_counter() - began) * 1_000_000 / calls),
        }


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def main() -> None:
    """Print one line of JSON for each kind of call."""
    parser = argparse.ArgumentParser(prog="python -m bench.ingest", description=__doc__)
    parser.add_argument("--calls", type=int, default=CALLS)
    for line in measure(parser.parse_args().calls):
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()

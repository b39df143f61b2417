"""Publishes two hundred times, and imports in another process, while callers come.

No call may fail or be affected.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app import create_app
from app.db import db
from app.exchange.service import set_program
from app.web.saving import live_warning
from bench import company, exchange
from bench.figures import spread
from bench.registration import COMPANY
from bench.scenarios import SCENARIOS
from bench.step import Load, run_step
from designer.drawing.compiler import compile_flow

JsonObject = dict[str, Any]
SCENARIO = SCENARIOS["bridge"]
RATE, SECONDS, PUBLISHES, IMPORTS = 30.0, 60.0, 200, 20
TOP = Path(__file__).parents[1]


@dataclass
class Published:
    """Describes what was published, and what went wrong."""

    took_ms: list[float] = field(default_factory=list)
    programs: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)


def measure(running: exchange.Exchange, variables: dict[str, str], load: Load, run: Path) -> JsonObject:
    """Return the figures. *run* is a folder for the step's own files.

    The drawings differ in how long the menu waits, which no caller notices.
    """
    published = Published()
    importing = _importer(variables)
    with _publishing(running, published):
        result = run_step(running, SCENARIO, RATE, SECONDS, load, run)
    said = importing.communicate()[1]
    failed = result["calls"] - result["ok"] - result["refused_503"]
    log = (running.config.logs_dir / "kamailio.err").read_text(errors="replace")
    faults = log.count("NotPublished") + log.count("published before")
    return {
        "scenario": "publishing",
        "publishes": len(published.took_ms),
        "programs": len(published.programs),
        "publish_ms": spread(published.took_ms),
        "imports": IMPORTS if importing.returncode == 0 else said[-300:],
        "warnings": published.warnings[:3],
        "failed": failed,
        "without_a_program": faults,
        **{name: result[name] for name in ("rate", "calls", "ok", "refused_503", "answer_ms") if name in result},
        "passes": not failed and not faults and not published.warnings and importing.returncode == 0,
    }


def _importer(variables: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.calls.changing", "import", str(IMPORTS), "1"],
        cwd=TOP,
        env={**os.environ, **variables, "PYTHONPATH": str(TOP)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def _publishing(running: exchange.Exchange, published: Published) -> Iterator[None]:
    """Publish in the background; everything is published before the context is left."""
    thread = threading.Thread(target=_publish_all, args=(running, published))
    thread.start()
    try:
        yield
    except BaseException:
        published.stopped.set()
        raise
    finally:
        thread.join()


def _publish_all(running: exchange.Exchange, published: Published) -> None:
    with create_app(running.config).app_context():
        for place in range(PUBLISHES):
            if published.stopped.is_set():
                break
            began = time.monotonic()
            _publish(place, published)
            published.took_ms.append((time.monotonic() - began) * 1e3)
            published.stopped.wait(max(0.0, began + SECONDS / PUBLISHES - time.monotonic()))
        db.session.remove()
        db.engine.dispose()


def _publish(place: int, published: Published) -> None:
    graph = SCENARIO.graph()
    for node in graph["nodes"]:
        if node["type"] == "menu":
            node["settings"]["timeout_s"] = 5 + place % 50
    program = compile_flow(graph, company.KNOWN).program
    assert program is not None
    published.programs.add(program.sha)
    set_program(SCENARIO.number, COMPANY, program)
    db.session.commit()
    if warning := live_warning():
        published.warnings.append(warning)

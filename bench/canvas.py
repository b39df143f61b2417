"""Measures the editor in a real browser on a large drawing: load time, smoothness, size."""

import gzip
import itertools
import json
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Page, sync_playwright

from app import create_app
from app.auth.service import add_user
from app.company.models import Company
from app.db import company_scope, db
from app.flows import service as flows
from bench import verifier
from bench.exchange import DoesNotStart
from bench.processes import Program
from config import Config

JsonObject = dict[str, Any]
TOP = Path(__file__).parents[1]
NODES = 500
ROUNDS = 5
DRAG_FRAMES = 120
START_S = 30.0
CHECKED = 200
CHECK = """async ([flow, graph]) => {
  const token = document.querySelector('meta[name="csrf"]').content;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const began = performance.now();
  const answer = await fetch(`/api/flows/${flow}/check`, { method: "POST", headers, body: JSON.stringify({ graph }) });
  if (!(await answer.json()).diagnostics) throw new Error("no check");
  return performance.now() - began;
}"""
MAIL, PASSWORD = "owner@bench.example", secrets.token_urlsafe(16)
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
COUNT_FRAMES = """() => {
  window.frames_seen = [];
  const see = (at) => { window.frames_seen.push(at); window.frames_running && requestAnimationFrame(see); };
  window.frames_running = true;
  requestAnimationFrame(see);
}"""


def measure(home: Path, port: int) -> Iterator[JsonObject]:
    """Yield the figures. *home* is an empty folder, *port* a free one for the portal."""
    yield {"canvas": "script", "gz_kb": _script_kb(), "limit_kb": 180}
    graph = drawing()
    with _portal(home, port, graph) as (address, flow_id), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPTIONS)
        page = browser.new_context(base_url=address, viewport={"width": 1720, "height": 900}).new_page()
        _sign_in(page)
        about = {"nodes": len(graph["nodes"]), "wires": len(graph["wires"])}
        ready = sorted(_ready_ms(page, flow_id) for _ in range(ROUNDS))
        yield {"canvas": "ready", **about, "ms": round(ready[ROUNDS // 2]), "worst_ms": round(ready[-1])}
        yield {"canvas": "drag a block", **about, **_drag(page, ".block-head")}
        yield {"canvas": "drag the canvas", **about, **_drag(page, ".react-flow__pane")}
        yield {"canvas": "check", "nodes": CHECKED + 1, "ms": _check_ms(page, flow_id)}
        page.locator(".react-flow__controls-fitview").click()
        page.locator(".react-flow__node").nth(NODES - 1).wait_for(state="attached")
        yield {"canvas": "drag a block, all in view", **about, **_drag(page, ".block-head")}
        yield {"canvas": "drag the canvas, all in view", **about, **_drag(page, ".react-flow__pane")}
        browser.close()


def drawing(nodes: int = NODES) -> JsonObject:
    """Return a drawing of departments, each in a row."""
    graph = verifier.departments(nodes)
    names = list(verifier.DEPARTMENT)
    for node in graph["nodes"]:
        name = node["id"].rstrip("0123456789")
        column = names.index(name) + 1 if name in names else 0
        row = int(node["id"].removeprefix(name) or 0)
        node["position"] = {"x": column * 300, "y": row * 260}
    return graph


def _script_kb() -> float:
    """Return the compressed size of what the browser loads before the editor is ready."""
    built = TOP / "static" / "dist"
    manifest = json.loads((built / ".vite" / "manifest.json").read_text())
    wanted, found = ["designer/editor/src/main.tsx"], set[str]()
    while wanted:
        chunk = manifest[wanted.pop()]
        if chunk["file"] not in found:
            found.add(chunk["file"])
            wanted += chunk.get("imports", [])
    return round(sum(len(gzip.compress((built / file).read_bytes())) for file in found) / 1000, 1)


@contextmanager
def _portal(home: Path, port: int, graph: JsonObject) -> Iterator[tuple[str, int]]:
    """Run a portal; yield its address and the id of the flow with this drawing."""
    variables = {"ZENTRALE_HOME": str(home), "ZENTRALE_HTTP_PORT": str(port)}
    config = Config.from_env(variables)
    for folder in (config.logs_dir, config.run_dir, config.prompts_dir):
        folder.mkdir(parents=True, exist_ok=True)
    flow_id = _write(config, graph)
    command = [sys.executable, "-m", "gunicorn", "--chdir", TOP, "wsgi:app", "-c", TOP / "gunicorn.conf.py"]
    part = Program("portal", command, config.logs_dir, {**os.environ, **variables, "PYTHONPATH": str(TOP)})
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(part, f"{address}/healthz")
        yield address, flow_id
    finally:
        part.end()


def _write(config: Config, graph: JsonObject) -> int:
    app = create_app(config)
    with app.app_context():
        db.create_all()
        company = Company(name="Bench", customer_number="1001", zone="UTC")
        db.session.add(company)
        db.session.flush()
        with company_scope(company.id):
            add_user(company, "Olga Bench", MAIL, "owner", PASSWORD)
            flow = flows.add_flow("Large", graph)
            db.session.commit()
            found = flow.id
        db.session.remove()
        db.engine.dispose()
    return found


def _wait(part: Program, url: str) -> None:
    until = time.monotonic() + START_S
    while True:
        try:
            if requests.get(url, timeout=2).ok:
                return
        except requests.RequestException:
            pass
        if not part.runs or time.monotonic() > until:
            raise DoesNotStart(f"{part.name}: {part.complaint()}")
        time.sleep(0.05)


def _sign_in(page: Page) -> None:
    page.goto("/flows/")
    page.get_by_label("E-mail").fill(MAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Flows").wait_for()


def _ready_ms(page: Page, flow_id: int) -> float:
    """Return the time from requesting the page until its first blocks and wires are on the screen."""
    page.goto(f"/flows/{flow_id}/edit", wait_until="commit")
    page.locator(".react-flow__node").nth(2).wait_for(state="attached", timeout=60_000)
    page.locator(".react-flow__edge").nth(2).wait_for(state="attached", timeout=60_000)
    return float(page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done(performance.now())))"))


def _check_ms(page: Page, flow_id: int) -> JsonObject:
    """Return how long a check takes, as the page requests it after each change."""
    times = sorted(float(page.evaluate(CHECK, [flow_id, drawing(CHECKED)])) for _ in range(ROUNDS * 4))
    return {"median": round(times[len(times) // 2]), "worst": round(times[-1])}


def _drag(page: Page, what: str) -> JsonObject:
    """Move by a few pixels with each frame, and count the frames in the page."""
    box = page.locator(what).first.bounding_box()
    assert box
    x, y = (
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        if "block" in what
        else (box["x"] + 40, box["y"] + 700)
    )
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 8)
    page.evaluate(COUNT_FRAMES)
    for step in range(DRAG_FRAMES):
        page.mouse.move(x + 8 + step, y + 8 + step % 60)
    found: list[float] = page.evaluate("() => { window.frames_running = false; return window.frames_seen; }")
    page.mouse.up()
    gaps = sorted(after - before for before, after in itertools.pairwise(found))
    seconds = (found[-1] - found[0]) / 1000
    return {
        "frames_a_second": round((len(found) - 1) / seconds, 1),
        "p95_frame_ms": round(gaps[int(len(gaps) * 0.95)], 1),
        "moves": DRAG_FRAMES,
        "seconds": round(seconds, 2),
    }

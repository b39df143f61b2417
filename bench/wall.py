"""Measures how long it takes from a line of the journal until all browsers that look at the wall show it.

The portal is gunicorn with our configuration, the worker is the real one; the switch is left out, and its lines are
written as they become due. With two portals, Redis tells them what has changed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app import create_app
from app.auth.models import User
from app.company.models import Company
from app.db import company_scope, db
from app.heartbeat import sign_file
from bench import past_calls, wall_calls
from bench.figures import spread
from bench.meters import Meter
from config import Config, variable
from tests.app.prepared import make_companies
from tests.app.signed_in import SignedInClient
from tests.browser.portal import serving
from tests.parts import private_ports
from tests.ports import free_ports
from tests.redis_server import running_redis
from tests.waiting import until

TOP = Path(__file__).parents[1]
BROWSERS, RATE, LASTS_S, DAYS, CALLS = 250, 50.0, 20.0, 35, 20_000
AFTER_S = 6.0
"""After the last call has begun, until the browsers are closed."""

LIMIT_MS = 250

JsonObject = dict[str, Any]


def measure(
    home: Path,
    browsers: int = BROWSERS,
    rate: float = RATE,
    lasts_s: float = LASTS_S,
    portals: int = 1,
    calls: int = CALLS,
) -> JsonObject:
    """Return the figures. *home* is an empty folder."""
    with ExitStack() as stack:
        variables = {variable("home"): str(home), **{name: str(port) for name, port in private_ports().items()}}
        if portals > 1:
            variables[variable("redis_url")] = stack.enter_context(running_redis(home))
        cookies = _company(Config.from_env(variables), browsers, calls)
        ports = free_ports(portals)
        parts = [stack.enter_context(_portal({**variables, variable("http_port"): str(port)})) for port in ports]
        worker = stack.enter_context(_worker(variables, home))
        meters = [Meter([part]) for part in (*parts, worker)]
        seen, joined = _watched(ports, cookies, Config.from_env(variables).journal_dir, rate, lasts_s)
        for meter in meters:
            meter.sample()
    return _figures(seen, joined, rate, portals) | {
        "cores": [round(meter.used_s / (lasts_s + AFTER_S), 2) for meter in meters]
    }


def _company(config: Config, browsers: int, calls: int) -> list[str]:
    """Make a company with calls of the past, and return the cookies of so many browsers of its owner."""
    app = create_app(config, testing=True)
    with app.app_context():
        make_companies()
        company_id = db.session.scalars(select(Company.id).where(Company.customer_number == "1001")).one()
        past_calls.make(company_id, calls, DAYS)
        with company_scope(company_id):
            user = db.session.scalars(select(User)).one()
        clients = [SignedInClient(app, app.response_class, user=user) for _ in range(browsers)]
        db.session.remove()
        db.engine.dispose()
    return [_cookie(client, app.config["SESSION_COOKIE_NAME"]) for client in clients]


def _cookie(client: SignedInClient, name: str) -> str:
    found = client.get_cookie(name)
    assert found is not None
    return f"{name}={found.value}"


@contextmanager
def _portal(variables: dict[str, str]) -> Iterator[int]:
    with serving(Config.from_env(variables), variables) as portal:
        yield portal.pid


@contextmanager
def _worker(variables: dict[str, str], home: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "run"]
    with (home / "worker.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=TOP, env={**os.environ, **variables}, stdout=log, stderr=log)
    try:
        assert until(sign_file(Config.from_env(variables).run_dir).exists, 60), "the worker did not start"
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _watched(
    ports: list[int], cookies: list[str], journal: Path, rate: float, lasts_s: float
) -> tuple[JsonObject, dict[str, float]]:
    """Return what the browsers saw, and when each caller joined the queue."""
    task = {"addresses": [["127.0.0.1", port] for port in ports], "cookies": cookies, "hold_s": lasts_s + AFTER_S}
    command = [sys.executable, "-m", "bench.wall_crowd"]
    with subprocess.Popen(command, cwd=TOP, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as crowd:
        assert crowd.stdin is not None
        assert crowd.stdout is not None
        crowd.stdin.write(json.dumps(task) + "\n")
        crowd.stdin.flush()
        assert crowd.stdout.readline() == "ready\n", "the browsers could not connect"
        journal.mkdir(parents=True, exist_ok=True)
        joined = wall_calls.write(journal, rate, lasts_s)
        return json.loads(crowd.stdout.readline()), joined


def _figures(seen: JsonObject, joined: dict[str, float], rate: float, portals: int) -> JsonObject:
    times = [(found[name] - at) * 1e3 for found in seen["seen"] for name, at in joined.items() if name in found]
    missing = len(joined) * len(seen["seen"]) - len(times)
    latency = spread(times)
    patches = sum(each["patch"] for each in seen["counts"]) / max(1, len(seen["counts"]))
    return {
        "bench": "wall",
        "browsers": len(seen["seen"]),
        "portals": portals,
        "calls_per_s": rate,
        "callers": len(joined),
        "to_screen_ms": latency,
        "never_seen": missing,
        "patches_a_browser": round(patches),
        "kb_a_browser": round(seen["size_bytes"] / 1024 / max(1, len(seen["seen"]))),
        "passes": not missing and latency["p95"] < LIMIT_MS,
    }


def main() -> None:
    """Measure once, in a folder that is thrown away."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browsers", type=int, default=BROWSERS)
    parser.add_argument("--rate", type=float, default=RATE, help="calls a second")
    parser.add_argument("--seconds", type=float, default=LASTS_S)
    parser.add_argument("--portals", type=int, default=1)
    parser.add_argument("--calls", type=int, default=CALLS, help="calls of the past")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wall-") as folder:
        print(
            json.dumps(
                measure(Path(folder), options.browsers, options.rate, options.seconds, options.portals, options.calls)
            )
        )


if __name__ == "__main__":
    main()

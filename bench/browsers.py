"""Registers a thousand phones in browsers, which stay connected while calls are answered."""

import asyncio
import time
from pathlib import Path
from typing import Any

from app import create_app
from app.db import db, now
from app.exchange import service
from app.gateways.kamailio import switch_table
from app.people.service.employees import ha1
from app.web.saving import live_warning
from bench import exchange
from bench.browser_crowd import BrowserPhone, open_all
from bench.figures import spread
from bench.meters import Meter
from bench.registration import COMPANY, PASSWORD
from bench.scenarios import SCENARIOS
from testphone.agent import UserAgent

JsonObject = dict[str, Any]
PHONES = 1_000
HOLD_S = 60.0
CALLS_BETWEEN_S = 2.0
DAY_MS = 86_400_000
MOST_LOST = 0


def measure(home: Path, port: int, voice_port: int, phones: int = PHONES, hold_s: float = HOLD_S) -> JsonObject:
    """Return the figures.

    *home* is an empty folder; *port* and *voice_port* as in ``exchange.settings``.
    """
    with exchange.running(exchange.settings(home, port, voice_port, 100)) as running:
        app = create_app(running.config)
        with app.app_context():
            secrets = _lines(running.config.sip_realm, phones)
            if warning := live_warning():
                raise exchange.DoesNotStart(warning)
            before_bytes = switch_table().memory().used_bytes
            found = asyncio.run(_hold(running, secrets, hold_s))
            more_kb = (switch_table().memory().used_bytes - before_bytes) / 1024
            db.session.remove()
            db.engine.dispose()
    lost = phones - found["kept"]
    answered = found["answer_ms"]["n"] == found["calls"] if found["answer_ms"] else False
    return {
        "scenario": "browsers",
        "phones": phones,
        **found,
        "shared_kb_a_phone": round(more_kb / phones, 1),
        "passes": lost <= MOST_LOST and answered,
    }


def _lines(realm: str, count: int) -> dict[str, str]:
    """Return the HA1 of so many browser phones, by account. Commits."""
    until_ms = int(now().timestamp() * 1e3) + DAY_MS
    found = {}
    for place in range(count):
        extension = str(10_000 + place)
        account = service.browser_account(COMPANY, extension)
        found[account] = ha1(account, realm, PASSWORD)
        service.set_browser_phone(account, COMPANY, extension, found[account], "bench", until_ms)
    db.session.commit()
    return found


async def _hold(running: exchange.Exchange, secrets: dict[str, str], hold_s: float) -> JsonObject:
    config = running.config
    origin = config.portal_origins[-1]
    crowd = [BrowserPhone(account, secret, origin) for account, secret in secrets.items()]
    meter = Meter([running.parts["kamailio"].pid])
    began = time.monotonic()
    complaints = await open_all(crowd, (config.sip_host, config.phone_port))
    took_s = time.monotonic() - began
    meter.sample()
    idle = Meter([running.parts["kamailio"].pid])
    times, calls = [], 0
    until = time.monotonic() + hold_s
    while time.monotonic() < until:
        await asyncio.sleep(CALLS_BETWEEN_S)
        calls += 1
        answer_ms = await asyncio.to_thread(_call, running.address)
        times += [answer_ms] if answer_ms else []
    idle.sample()
    kept = sum(phone.is_there for phone in crowd)
    for phone in crowd:
        await phone.close()
    return {
        "registered": len(crowd) - len(complaints),
        "complaints": complaints[:3],
        "register_s": round(took_s, 1),
        "register_ms": spread(phone.registered_ms for phone in crowd if phone.registered_ms),
        "register_cpu_ms_a_phone": round(meter.used_s / len(crowd) * 1e3, 2),
        "held_s": hold_s,
        "kept": kept,
        "cores_while_held": round(idle.used_s / hold_s, 3),
        "kamailio_mb": idle.peak_mb,
        "calls": calls,
        "answer_ms": spread(times),
    }


def _call(address: tuple[str, int]) -> float | None:
    """Return the ms from the INVITE to its answer, or None if there was none."""
    began = time.monotonic()
    with UserAgent("+4917012345", address, host="127.0.0.5") as caller:
        call = caller.call(SCENARIOS["prompt"].number)
        answered = call.wait("answered")
        answer_ms = (time.monotonic() - began) * 1e3
        call.hang_up()
    return answer_ms if answered else None

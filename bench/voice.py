"""Measures how long it takes from saving a recorded prompt until the switch has it for the next call."""

import io
import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app import create_app
from app.auth.models import User
from app.company.models import Company
from app.config import config
from app.db import company_scope, db
from app.gateways.kamailio import switch_table
from app.voice.models import Prompt
from app.voice.service.prompts import add_spoken_prompt
from bench import exchange
from bench.figures import spread
from switch import published
from tests.app.signed_in import SignedInClient

JsonObject = dict[str, Any]
SECONDS, ROUNDS, LIMIT_MS = 30, 10, 2_000
COMPANY = "3000"
JSON = {"Accept": "application/json"}


class NotHeard(Exception):
    """Says that the new sound did not reach the switch."""


def measure(home: Path, port: int, voice_port: int) -> Iterator[JsonObject]:
    """Yield the figures.

    *home* is an empty folder; *port* and *voice_port* as in ``exchange.settings``.
    """
    with exchange.running(exchange.settings(home, port, voice_port, 100)) as running:
        app = create_app(running.config, testing=True)
        app.config["WTF_CSRF_ENABLED"] = False
        app.test_client_class = SignedInClient
        with app.app_context():
            user, prompt_id = _company()
        client = app.test_client(user=user)
        sounds = [_spoken(home / "spoken.webm", 300 + 20 * place) for place in range(ROUNDS)]
        times = []
        for sound in sounds:
            began = time.perf_counter()
            data = {"source": "microphone", "sound": (io.BytesIO(sound), "recording.webm")}
            answer = client.post(f"/settings/voice/{prompt_id}/replace", data=data, headers=JSON)
            times.append((time.perf_counter() - began) * 1e3)
            with app.app_context():
                _check(answer.json, prompt_id)
        found = spread(times)
        passes = bool(found and found["p95"] < LIMIT_MS)
        yield {"voice": "save", "seconds": SECONDS, "ms": found, "limit_ms": LIMIT_MS, "passes": passes}
        with app.app_context():
            db.engine.dispose()


def _company() -> tuple[User, int]:
    company = Company(name="Spoken", customer_number=COMPANY, zone="UTC")
    db.session.add(company)
    db.session.flush()
    with company_scope(company.id):
        user = User(name="Olga", email="olga@bench.example", role="owner", password_hash="-")
        db.session.add(user)
        prompt = add_spoken_prompt("Greeting", "Hello.", "en", "greeting")
        db.session.commit()
        db.session.refresh(user)
        return user, prompt.id


def _spoken(path: Path, hertz: int) -> bytes:
    """Return a recording as a browser makes it, Opus in WebM; here a pulsing tone."""
    source = f"sine=frequency={hertz}:duration={SECONDS},tremolo=f=2:d=0.9"
    command = ["ffmpeg", "-y", "-v", "error", "-f", "lavfi", "-i", source, "-c:a", "libopus", "-f", "webm", str(path)]
    subprocess.run(command, check=True)
    return path.read_bytes()


def _check(answer: JsonObject, prompt_id: int) -> None:
    """Raise NotHeard unless the switch itself names the new file."""
    with company_scope(db.session.query(Company.id).filter_by(customer_number=COMPANY).scalar()):
        file = db.session.query(Prompt.file).filter_by(id=prompt_id).scalar()
    directory = json.loads(switch_table().get(f"c:{COMPANY}") or "{}").get("directory", "")
    if "location" not in answer or f'"file":"{file}"' not in published.read(config().home, f"d:{directory}"):
        raise NotHeard(str(answer))

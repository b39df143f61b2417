"""Takes requests from the switch by UDP, asks the web servers, and sends what came of it back.

In: {"call", "token", "method", "url", "headers", "body", "answers", "timeout_ms", "reply_port"}.
Out, to 127.0.0.1:reply_port: {"web": [call, token, outcome, {variable: text}]}. Both are signed.
"""

import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from app.config import config
from app.gateways import run_secret, udp, web
from app.gateways.switch_commands import HERE, datagram
from app.gateways.web import Answer, Networks, Question
from config import Config
from switch import signed

AT_ONCE = 16
LOOK_S = 0.2
MOST_BYTES = 60_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    call: str
    token: int
    reply_port: int
    question: Question


class Door:
    """Where the switch asks. What is said is signed both ways; nobody else is heard."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._secret = run_secret.current(config)
        self._seen = signed.Seen()
        self._has_warned = False
        self._socket = udp.bound(HERE, config.web_port)
        self._socket.settimeout(LOOK_S)

    def close(self) -> None:
        self._socket.close()

    def asked(self) -> Asked | None:
        """The next request; None when there is none yet, or it was none."""
        try:
            mark, data = signed.opened(self._secret, signed.WEB, self._socket.recv(65535))
            if not self._seen.is_first(mark):
                raise signed.Forged("it came before")
            return parse(data)
        except TimeoutError:
            pass
        except signed.Forged as problem:
            if not self._has_warned:  # nobody is to fill the disk with them
                log.warning("no web request of a call: %s; further ones are not logged", problem)
                self._has_warned = True
        except (ValueError, KeyError, TypeError) as problem:
            log.warning("no web request of a call: %s: %s", type(problem).__name__, problem)
        return None

    def reply(self, asked: Asked, answer: Answer) -> None:
        if answer.outcome != "ok":
            log.warning("call %s: %s: %s, %s", asked.call, asked.question.url, answer.outcome, answer.why)
        said = datagram(self._config, reply_to(asked, answer))
        self._socket.sendto(said, (HERE, asked.reply_port))


def answer_requests(stopped: threading.Event) -> None:
    """Until *stopped*. What can't be asked at once, because as many as may be are asked already, is an error."""
    allowed = config().web_allowed
    with (
        closing(Door(config())) as door,
        ThreadPoolExecutor(AT_ONCE, thread_name_prefix="web request") as pool,
    ):
        free = threading.BoundedSemaphore(AT_ONCE)
        while not stopped.is_set():
            asked = door.asked()
            if asked is None:
                continue
            if free.acquire(blocking=False):
                pool.submit(_answer, door, asked, allowed, free)
            else:
                door.reply(asked, Answer("error", {}, f"{AT_ONCE} requests are under way already"))


def parse(data: dict[str, Any]) -> Asked:
    """Raises ValueError, KeyError or TypeError for what the switch does not send."""
    if not 0 < data["reply_port"] < 65536:
        raise ValueError("no port to reply to")
    answers = tuple((str(name), str(path)) for name, path in data["answers"])
    headers = tuple(map(str, data["headers"]))
    timeout_s = data["timeout_ms"] / 1000
    question = Question(data["method"], data["url"], headers, data["body"], answers, timeout_s)
    return Asked(str(data["call"]), int(data["token"]), data["reply_port"], question)


def reply_to(asked: Asked, answer: Answer) -> dict[str, Any]:
    """Small enough for a datagram."""
    said = _web(asked, answer.outcome, answer.values)
    size_bytes = len(json.dumps(said, ensure_ascii=False).encode(errors="replace"))
    return said if size_bytes <= MOST_BYTES else _web(asked, "error", {})


def _web(asked: Asked, outcome: str, values: dict[str, str]) -> dict[str, Any]:
    return {"web": [asked.call, asked.token, outcome, values]}


def _answer(door: Door, asked: Asked, allowed: Networks, free: threading.Semaphore) -> None:
    try:
        answer = web.ask(asked.question, allowed)
    except Exception:  # the edge of a thread: the caller must not wait for an answer that never comes
        log.exception("call %s: asking %s", asked.call, asked.question.url)
        answer = Answer("error", {})
    free.release()
    door.reply(asked, answer)

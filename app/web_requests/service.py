"""Takes requests from the switch by UDP, asks the web servers, and sends what came of it back.

In: {"call", "token", "method", "url", "headers", "body", "answers", "timeout_ms", "reply_port"}.
Out, to 127.0.0.1:reply_port: {"web": [call, token, outcome, {variable: text}]}.
"""

import json
import logging
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from app.current import config
from app.gateways import web
from app.gateways.switch_door import HERE, datagram
from app.gateways.web import Answer, Networks, Question

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


def answer_requests(stopped: threading.Event) -> None:
    """Until *stopped*. What can't be asked at once, because as many as may be are asked already, is an error."""
    allowed = config().web_allowed
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door,
        ThreadPoolExecutor(AT_ONCE, thread_name_prefix="web request") as pool,
    ):
        door.bind((HERE, config().web_port))
        door.settimeout(LOOK_S)
        free = threading.BoundedSemaphore(AT_ONCE)
        while not stopped.is_set():
            try:
                asked = parse(door.recv(65535))
            except TimeoutError:
                continue
            except (ValueError, KeyError, TypeError) as problem:
                log.warning("no web request of a call: %s: %s", type(problem).__name__, problem)
                continue
            if free.acquire(blocking=False):
                pool.submit(_answer, door, asked, allowed, free)
            else:
                _reply(door, asked, Answer("error", {}, f"{AT_ONCE} requests are under way already"))


def parse(datagram: bytes) -> Asked:
    """Raises ValueError, KeyError or TypeError for what the switch does not send."""
    data = json.loads(datagram)
    if not isinstance(data, dict) or not 0 < data["reply_port"] < 65536:
        raise ValueError("no request")
    answers = tuple((str(name), str(path)) for name, path in data["answers"])
    headers = tuple(map(str, data["headers"]))
    timeout_s = data["timeout_ms"] / 1000
    question = Question(data["method"], data["url"], headers, data["body"], answers, timeout_s)
    return Asked(str(data["call"]), int(data["token"]), data["reply_port"], question)


def reply_to(asked: Asked, answer: Answer) -> bytes:
    said = _json(asked, answer.outcome, answer.values)
    return said if len(said) <= MOST_BYTES else _json(asked, "error", {})


def _json(asked: Asked, outcome: str, values: dict[str, str]) -> bytes:
    return datagram({"web": [asked.call, asked.token, outcome, values]})


def _answer(door: socket.socket, asked: Asked, allowed: Networks, free: threading.Semaphore) -> None:
    try:
        answer = web.ask(asked.question, allowed)
    except Exception:  # the edge of a thread: the caller must not wait for an answer that never comes
        log.exception("call %s: asking %s", asked.call, asked.question.url)
        answer = Answer("error", {})
    free.release()
    _reply(door, asked, answer)


def _reply(door: socket.socket, asked: Asked, answer: Answer) -> None:
    if answer.outcome != "ok":
        log.warning("call %s: %s: %s, %s", asked.call, asked.question.url, answer.outcome, answer.why)
    door.sendto(reply_to(asked, answer), (HERE, asked.reply_port))

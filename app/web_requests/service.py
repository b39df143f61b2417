"""Receives requests from the switch by UDP, asks the web servers, and sends the results back.

In: a ``WebRequest``. Out, to 127.0.0.1:reply_port: a ``WebAnswer``. Both are signed.
"""

import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from app.config import config
from app.gateways import run_secret, udp, web
from app.gateways.switch_commands import HERE, datagram
from app.gateways.web import Answer, Networks, Question
from config import Config
from switch import signed
from switch.orders import WebAnswer, to_json
from switch.web_request import WebRequest, from_json

AT_ONCE = 16
LOOK_S = 0.2
MOST_BYTES = 60_000

log = logging.getLogger(__name__)


class RequestSocket:
    """Receives what the switch asks. Both directions are signed; anything else is ignored."""

    def __init__(self, config: Config) -> None:
        """Bind the socket."""
        self._config = config
        self._secret = run_secret.current(config)
        self._seen = signed.Seen()
        self._has_warned = False
        self._socket = udp.bound(HERE, config.web_port)
        self._socket.settimeout(LOOK_S)

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    def receive(self) -> WebRequest | None:
        """Return the next request, or None if there is none yet or it was not valid."""
        try:
            mark, data = signed.opened(self._secret, signed.WEB, self._socket.recv(65535))
            if not self._seen.is_first(mark):
                raise signed.Forged("it came before")
            return from_json(data)
        except TimeoutError:
            pass
        except signed.Forged as problem:
            if not self._has_warned:  # nobody is to fill the disk with them
                log.warning("no web request of a call: %s; further ones are not logged", problem)
                self._has_warned = True
        except ValueError as problem:
            log.warning("no web request of a call: %s", problem)
        return None

    def reply(self, request: WebRequest, answer: Answer) -> None:
        """Send the result of *request* to the switch."""
        if answer.outcome != "ok":
            log.warning("call %s: %s: %s, %s", request.call, request.url, answer.outcome, answer.why)
        said = datagram(self._config, reply_to(request, answer))
        self._socket.sendto(said, (HERE, request.reply_port))


def answer_requests(stopped: threading.Event) -> None:
    """Answer requests until *stopped*. A request beyond AT_ONCE parallel ones fails at once."""
    allowed = config().web_allowed
    with (
        closing(RequestSocket(config())) as requests,
        ThreadPoolExecutor(AT_ONCE, thread_name_prefix="web request") as pool,
    ):
        free = threading.BoundedSemaphore(AT_ONCE)
        while not stopped.is_set():
            request = requests.receive()
            if request is None:
                continue
            if free.acquire(blocking=False):
                pool.submit(_answer, requests, request, allowed, free)
            else:
                requests.reply(request, Answer("error", {}, f"{AT_ONCE} requests are under way already"))


def reply_to(request: WebRequest, answer: Answer) -> WebAnswer:
    """Return the order for the switch, reduced to an error if it would be too large."""
    said = _web(request, answer.outcome, answer.values)
    size_bytes = len(json.dumps(to_json(said), ensure_ascii=False).encode(errors="replace"))
    return said if size_bytes <= MOST_BYTES else _web(request, "error", {})


def _web(request: WebRequest, outcome: str, values: dict[str, str]) -> WebAnswer:
    return WebAnswer(request.call, request.token, outcome, values)


def _question_of(it: WebRequest) -> Question:
    return Question(it.method, it.url, it.headers, it.body, it.answers, it.timeout_ms / 1000)


def _answer(requests: RequestSocket, request: WebRequest, allowed: Networks, free: threading.Semaphore) -> None:
    try:
        answer = web.ask(_question_of(request), allowed)
    except Exception:  # the edge of a thread: the caller must not wait for an answer that never comes
        log.exception("call %s: asking %s", request.call, request.url)
        answer = Answer("error", {})
    free.release()
    requests.reply(request, answer)

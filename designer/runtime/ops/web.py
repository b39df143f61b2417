"""Asks a web server."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import quote

from designer.runtime import effects
from designer.runtime.call import Call
from designer.runtime.call_state import CallState
from designer.runtime.choices import Choice, WebAnswer, World
from designer.runtime.directory import Directory
from designer.runtime.events import Event, TimerFired, WebReplied
from designer.runtime.filled import variables_of
from designer.runtime.op import Arrivals, Asking, Silence, Text, Token, Uses, Waiting

WAYS = ("in a URL", "longer in a URL", "in a header", "in JSON")
"""How a value may be written; in a URL it may get twice as long."""

MOST_VALUES = 12
"""How many of the values that are compared somewhere are tried as answers."""


class Asked(TypedDict):
    """Describes a web request: the answer comes under *asked*, and the wait ends under *token*."""

    token: Token
    asked: Token


@dataclass(frozen=True)
class Web(Waiting[Asked]):
    """Ask a web server and wait for *timeout_s* at most. Outcome: "ok", "error" or "timeout".

    "{name}" in *url*, *headers* ("Name: value") and *body* stands for a variable. Its value may come from outside: it
    stays one value, wherever it stands. *answers* pairs variables with dotted paths into the JSON that comes back.
    """

    method: str
    url: str
    headers: tuple[str, ...]
    body: str
    answers: tuple[tuple[str, str], ...]
    timeout_s: int

    ends_step = True

    def begin(self, call: Call) -> None:
        doing = self.wait(call, {"token": call.wait(self.timeout_s), "asked": call.token()})
        call.do(
            effects.AskWeb(
                doing["asked"],
                self.method,
                call.fill(self.url, _in_url),
                tuple(call.fill(header, _in_header) for header in self.headers),
                call.fill(self.body, _in_json),
                self.answers,
                self.timeout_s * 1000,
            )
        )

    def handle(self, call: Call, event: Event) -> bool:
        doing = self.doing(call.state)
        match event:
            case WebReplied(token=token, outcome=outcome, values=values):
                if token == doing["asked"]:
                    for name, value in values.items():
                        call.set_variable(name, value)
                    call.finish(outcome)
            case TimerFired(token=token):
                if token == doing["token"]:
                    call.finish("timeout")
            case _:
                return False
        return True

    def uses(self) -> Uses:
        texts = Text(self.url, WAYS), *(Text(header, WAYS) for header in self.headers), Text(self.body, WAYS)
        return Uses(texts=texts, named=frozenset(name for text in texts for name in variables_of(text.template)))

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals()

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()

    def asking(self, state: CallState) -> Asking:
        return Asking("", Silence.NOTHING, self.doing(state)["token"])

    def people(self, directory: Directory, at: int) -> tuple[str, ...]:
        return ()

    def choices(self, world: World) -> Iterator[Choice]:
        """Yield every value that is compared somewhere, one variable at a time."""
        yield from (Choice(web=WebAnswer("timeout")), Choice(web=WebAnswer("error")))
        names = [name for name, _ in self.answers]
        usual = dict.fromkeys(names, "1")
        yield Choice(web=WebAnswer("ok", usual))
        for name in names:
            for value in world.compared.get(name, ())[:MOST_VALUES]:
                yield Choice(web=WebAnswer("ok", {**usual, name: value}))

    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        return None


def _in_url(value: str) -> str:
    return quote(value, safe="")


def _in_header(value: str) -> str:
    return " ".join(value.split())


def _in_json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]

"""Defines the block that asks a web server."""

from collections.abc import Iterator
from dataclasses import dataclass

from designer.drawing.fields import choice, number, text
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.web import Web
from designer.runtime.words import Words, say

URL = r"https?://[^\s{}]+(?:[^\s]*)"
HEADERS = r"(?:[A-Za-z0-9-]+:[^\r\n]*(?:\n|$))*"
ANSWERS = r"(?:[a-z][a-z0-9_]{0,31} *= *[^\s=]+ *(?:\n|$))*"


@dataclass(frozen=True)
class WebRequest(Node):
    """Asks a web server about the call, such as for the name of a customer, and keeps the answer in variables."""

    label = "Web request"
    group = "Do"
    icon = "IconWorldWww"
    color = "#5c940d"
    exits = outlets(ok="Answered", error="Refused or broken", timeout="No answer in time")

    method: str = choice("Method", "GET", {"GET": "GET", "POST": "POST", "PUT": "PUT"})
    url: str = text("Address", pattern=URL, example="https://example.com/customers?phone={caller}")
    headers: str = text("Headers", required=False, lines=2, pattern=HEADERS, example="Authorization: Bearer abc")
    body: str = text("Body (JSON)", required=False, lines=3, help='As {"caller": "{caller}"}.')
    answers: str = text(
        "Keep of the answer",
        required=False,
        lines=3,
        pattern=ANSWERS,
        example="customer = data.name",
        help="A line for each variable, and where in the JSON its value is.",
    )
    timeout_s: int = number("Wait at most", 5, low=1, high=30, unit="s")

    def faults(self) -> Iterator[tuple[str, Words]]:
        if self.body and self.method == "GET":
            yield "body", say("nothing is sent with the method GET")

    def sets(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self._answers())

    def sets_by(self, outlet: str) -> tuple[str, ...]:
        return self.sets() if outlet == "ok" else ()

    def _answers(self) -> tuple[tuple[str, str], ...]:
        pairs = (line.partition("=") for line in self.answers.splitlines() if line.strip())
        return tuple((name.strip(), path.strip()) for name, _, path in pairs)

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        headers = tuple(line.strip() for line in self.headers.splitlines() if line.strip())
        ask = Web(self.method, self.url, headers, self.body, self._answers(), self.timeout_s)
        return (ask, Branch(wires))

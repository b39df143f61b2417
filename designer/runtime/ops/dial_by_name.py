"""Find an employee by the letters of their name on a telephone's keys."""

import unicodedata

from designer.runtime import effects, program
from designer.runtime.call import Call
from designer.runtime.events import Digit, Event, PromptEnded, TimerFired
from designer.runtime.ops.digits import take_early

END = "#"
LETTERS = {
    letter: key
    for key, letters in zip("23456789", ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"), strict=True)
    for letter in letters
}
"""ITU-T E.161."""


def begin(call: Call, op: program.DialByName) -> None:
    call.answer()
    call.state["doing"] = {"token": 0, "try": 0, "keys": ""}
    _ask(call, op)


def handle(call: Call, op: program.DialByName, event: Event) -> bool:
    doing = call.state["doing"]
    if isinstance(event, Digit):
        call.do(effects.Stop())
        _take(call, op, event.key)
    elif isinstance(event, PromptEnded):
        if event.token == doing["token"]:
            doing["token"] = call.wait(op.timeout_s)
    elif isinstance(event, TimerFired):
        if event.token == doing["token"]:
            _missed(call, op, "nobody" if doing["keys"] else "timeout")
    else:
        return False
    return True


def _ask(call: Call, op: program.DialByName) -> None:
    call.state["doing"]["keys"] = ""
    early, call.state["keys"] = call.state["keys"], ""
    token = None if early else call.play(op.prompt)
    call.state["doing"]["token"] = call.wait(op.timeout_s) if token is None else token
    take_early(call, early, lambda key: _take(call, op, key))


def _take(call: Call, op: program.DialByName, key: str) -> None:
    doing = call.state["doing"]
    doing["keys"] += "" if key == END else key
    found = named(call.directory["employees"], doing["keys"])
    if not found:
        _missed(call, op, "nobody")
    elif len(found) == 1 or key == END:
        call.set_variable(op.variable, found[0])
        call.finish("found")
    else:
        doing["token"] = call.wait(op.timeout_s)


def named(employees: dict[str, dict[str, object]], keys: str) -> list[str]:
    """Extensions of those one of whose names begins with these keys, in order."""
    return sorted(
        extension
        for extension, employee in employees.items()
        if keys and any(_keys(part).startswith(keys) for part in str(employee["name"]).split())
    )


def _keys(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(LETTERS.get(character, character if character.isdecimal() else "") for character in plain)


def _missed(call: Call, op: program.DialByName, outcome: str) -> None:
    call.state["doing"]["try"] += 1
    if call.state["doing"]["try"] >= op.tries:
        call.finish(outcome)
    else:
        _ask(call, op)

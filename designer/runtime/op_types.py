"""Finds all ops by the names of their files: the narrow waist between drawings and calls."""

import importlib
import pkgutil
from typing import Any

from designer.runtime import ops
from designer.runtime.call_state import CallState
from designer.runtime.op import Compare, Op, complete, state_fields
from designer.runtime.tagged import Tagged, snake_case


def _load(name: str) -> type[Op]:
    """Return the op of the file *name*. Raises TypeError unless exactly one class there is named after it."""
    module = importlib.import_module(f"{ops.__name__}.{name}")
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Op) and value.__module__ == module.__name__
    ]
    if [snake_case(each.__name__) for each in found] != [name]:
        raise TypeError(f"{module.__name__} must have one op, named after the file")
    return complete(found[0])


OP_TYPES: tuple[type[Op], ...] = tuple(_load(info.name) for info in pkgutil.iter_modules(ops.__path__))
OPS = Tagged(OP_TYPES, key="op")
STATE_FIELDS: dict[type[Op], dict[str, Compare]] = {each: state_fields(each) for each in OP_TYPES}
"""How the verifier compares what each op keeps while it waits."""


Names = dict[type[Op], tuple[str, ...]]


def _compared(*hows: Compare) -> Names:
    return {op: tuple(name for name, how in fields.items() if how in hows) for op, fields in STATE_FIELDS.items()}


TOKENS, REPEATS, ROUNDS = _compared(Compare.TOKEN), _compared(Compare.REPEATS), _compared(Compare.ROUND)
AWAITED = _compared(Compare.TOKEN, Compare.REPEATS)
"""Names of the fields of each op's state that are compared like this."""


def kept_values(op: Op, state: CallState, names: Names) -> list[Any]:
    """Return what *op*, which waits in *state*, keeps in those of its fields that *names* has; None for one that is
    absent."""
    mine, doing = names[type(op)], state["doing"]
    return [*map(doing.get, mine)] if mine and doing else []

"""All ops, found by the names of their files: the narrow waist between drawings and calls."""

import importlib
import pkgutil

from designer.runtime import ops
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

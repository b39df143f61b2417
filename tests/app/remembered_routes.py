"""Routes whose code Werkzeug makes once for all applications of a test run: it is a quarter of what most tests take."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_made: dict[tuple[object, ...], Callable[..., Any]] = {}


class RememberedRule(Rule):
    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., Any]:
        """What writes the URL; it depends on nothing but what is in the key."""
        key = (self.rule, self.subdomain, repr(self.defaults), tuple(self._trace), append_unknown)
        if key not in _made:
            _made[key] = super()._compile_builder(append_unknown)
        return _made[key]

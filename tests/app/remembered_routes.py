"""Routes that Werkzeug compiles once for all applications of a test run: it is half of what making one takes."""

from typing import Any

from werkzeug.routing import Rule

_compiled: dict[tuple[object, ...], dict[str, Any]] = {}
MADE = ("_parts", "_trace", "_converters", "arguments")
BUILDERS = ("_build", "_build_unknown")


class RememberedRule(Rule):
    def compile(self) -> None:
        """What matches an address and writes it; it depends on nothing but what is in the key."""
        assert self.map is not None
        names = {*self.map.converters.items()}
        key = (self.rule, self.subdomain, self.host, repr(self.defaults), self.merge_slashes, self.map.host_matching)
        if (found := _compiled.get(key)) and found["names"] == names:
            for name in MADE:
                setattr(self, name, found[name])
            for name in BUILDERS:
                setattr(self, name, found[name].__get__(self))
            return
        super().compile()
        made = {name: getattr(self, name) for name in MADE}
        builders = {name: getattr(self, name).__func__ for name in BUILDERS}
        _compiled[key] = {"names": names, **made, **builders}

"""Drawings by chance, of every node type, that compile: ``graphs()`` is a strategy of Hypothesis."""

from typing import Any

from hypothesis import strategies as st

from designer.drawing.catalog import NODE_TYPES
from designer.drawing.fields import KEYS, VARIABLE, Spec, declared
from designer.drawing.nodes.web_request import ANSWERS
from tests.designer.drawing import KNOWN, flow, node, wire

VARIABLES = ("v0", "v1")
"""Set at the beginning of each drawing and read at once, so that they can be used anywhere."""

FLOWS = {
    "greet": flow(
        [node("hello", "play", prompt="welcome"), node("tag", "tag", tag="{caller}"), node("back", "back")],
        ("hello", "next", "tag"),
        ("tag", "next", "back"),
    )
}
"""What the sub-flows of the drawings are."""

ENDS = sorted(name for name, cls in NODE_TYPES.items() if not cls().outlets())
INNER = sorted(name for name, cls in NODE_TYPES.items() if cls().outlets() and not cls.entry)
PLAIN = st.text(st.characters(exclude_characters="{}\0", exclude_categories=["Cs"]), max_size=20)
TEXTS = st.builds("{}{}".format, PLAIN, st.sampled_from(["", "{caller}", "{v0}", "{v1}-{number}"]))
PATTERNS = {VARIABLE: VARIABLES, ANSWERS: ("", "v0 = data.name", "v0 = a.b\nv1 = c")}


def values(spec: Spec) -> st.SearchStrategy[Any]:
    """Good values of one setting."""
    match spec.kind:
        case "number":
            return st.integers(spec.low, spec.high)
        case "choice":
            return st.sampled_from([value for value, _ in spec.options])
        case "flag":
            return st.booleans()
        case "keys":
            return st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True)
        case "reference":
            return _names(spec)
    found = st.sampled_from(PATTERNS.get(spec.pattern, (spec.example,))) if spec.pattern else TEXTS
    return found.filter(bool) if spec.required else st.just("") | found


def _names(spec: Spec) -> st.SearchStrategy[str]:
    names = {"variable": VARIABLES, **KNOWN}
    several = len(spec.refers_to) > 1
    found = [f"{kind}:{name}" if several else name for kind in spec.refers_to for name in sorted(names[kind])]
    return st.sampled_from(found if spec.required else ["", *found])


def made(kind: str, settings: dict[str, Any]) -> Any:
    """The node that these settings make."""
    return NODE_TYPES[kind](**{name: tuple(v) if isinstance(v, list) else v for name, v in settings.items()})


def _fits(kind: str, settings: dict[str, Any]) -> bool:
    found = made(kind, settings)
    return not list(found.faults()) and not found.is_endless()


def settings_of(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    every = {name: values(spec) for name, spec in declared(NODE_TYPES[kind]).items()}
    return st.fixed_dictionaries(every).filter(lambda settings: _fits(kind, settings))


@st.composite
def graphs(draw: st.DrawFn, most: int = 12) -> dict[str, Any]:
    """A graph that compiles with ``KNOWN`` and ``FLOWS``.

    Each node leads to the next one, and by its other outlets anywhere: back only from where a call waits, so that no
    circle turns without waiting.
    """
    kinds = draw(st.lists(st.sampled_from(INNER), max_size=most))
    nodes = [node(name, "set_variable", variable=name, value=draw(TEXTS.map(_without_variables))) for name in VARIABLES]
    nodes.append(node("both", "tag", tag="{v0}{v1}"))
    nodes += [node(f"n{place}", kind, **draw(settings_of(kind))) for place, kind in enumerate(kinds)]
    end = draw(st.sampled_from(ENDS))
    nodes.append(node("end", end, **draw(settings_of(end))))
    drawn = flow(nodes)
    ids = [each["id"] for each in nodes]
    for place, each in enumerate(nodes):
        cls = NODE_TYPES[each["type"]]
        first = len(VARIABLES) + 1 if cls.waits else place + 1
        for index, outlet in enumerate(made(each["type"], each["settings"]).outlets()):
            target = ids[place + 1] if index == 0 else draw(st.sampled_from(ids[first:]))
            drawn["wires"].append(wire(each["id"], outlet, target))
    return drawn


def _without_variables(text: str) -> str:
    return text.partition("{")[0]

"""Tells what flows may refer to, and what calls need to know of it. Each feature of the settings provides its part."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.port import Port, Registry
from app.ports.voice import Spoken, voice
from designer.runtime.directory import Directory

KINDS = ("employee", "group", "prompt", "calendar", "list", "flow", "variable")
"""All that a reference field may name. The company has no variables: a flow makes its own."""


@dataclass(frozen=True)
class Reference:
    """Describes something that a flow may refer to. *name* is what the flow keeps and never changes; *label* is for
    people; *text* is what a prompt says."""

    kind: str
    name: str
    label: str
    text: str = ""


Facts = dict[str, set[str]]

providers: Registry[Callable[[], Iterable[Reference]]] = Registry("providers of references")
facts: Registry[Callable[[], Facts]] = Registry("facts for the checks of drawings")
directory_maker: Port[Callable[[Spoken], Directory]] = Port("the company's directory")
"""Compiles the directory of the company in force, with entries for texts that have no sound yet."""


def references() -> list[Reference]:
    """Return all that flows of the company in force may refer to."""
    return [reference for provider in providers() for reference in provider()]


def labels() -> dict[tuple[str, str], str]:
    """Return what people call each thing, by its kind and name.

    A text that a flow speaks is a "prompt", called by what is said.
    """
    found = {(each.kind, each.name): each.label for each in references()}
    return found | {("prompt", name): text for name, text in voice().sayings().items()}


def known() -> dict[str, set[str]]:
    """Return the names of each kind, and the other facts that the checks need, as
    ``designer.drawing.compiler.compile_flow`` expects them.

    "rule" has "consent" when callers must agree to be recorded; "phoneless" has "employee:101" and "group:sales" who
    have no phone; "skilled" has "sales:french" for each skill of those in a group who have one; "overlapping" has
    calendars whose hours overlap, and "never_open" those that have none; "emergency" has emergency numbers in all the
    ways to dial them, and "short" the pattern of the short codes of the country.
    """
    names: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for reference in references():
        names[reference.kind].add(reference.name)
    for more in facts():
        names |= more()
    return names


def directory() -> Directory:
    """Return everything that calls of the company in force need of its settings, as the switch gets it."""
    return directory_for(())


def directory_for(spoken: Spoken) -> Directory:
    """Return the directory for trying a draft, which has what a flow would say, with estimated lengths and no sound."""
    return directory_maker()(spoken)

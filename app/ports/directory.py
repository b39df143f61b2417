"""What flows may refer to, and which flows refer to it. The settings know the one and the flows the other; here they
meet without knowing each other."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from designer.runtime.directory import Directory

KINDS = ("employee", "group", "prompt", "calendar", "list", "flow", "variable")
"""All that a reference field may name. The company has no variables: a flow makes its own."""


@dataclass(frozen=True)
class Reference:
    """*name* is what a flow keeps and never changes; *label* is for people; *text* is what a prompt says."""

    kind: str
    name: str
    label: str
    text: str = ""


@dataclass(frozen=True)
class Use:
    """A node of a flow that refers to something. *is_published* when a call to a number may come by it now; otherwise
    only the draft has it."""

    kind: str
    name: str
    flow_id: int
    flow: str
    node: str
    label: str
    is_published: bool


Provider = Callable[[], Iterable[Reference]]
Facts = dict[str, set[str]]
Spoken = Iterable[tuple[str, str]]
"""(language, text) of what flows let the exchange say."""

DirectoryMaker = Callable[[Spoken], Directory]
UseFinder = Callable[[], list[Use]]
Thing = tuple[str, str]
"""(kind, name)."""

Replacer = Callable[[Thing, Thing, Collection[int], str], None]


def provide(app: Flask, provider: Provider) -> None:
    app.extensions.setdefault("references", []).append(provider)


def provide_directory(app: Flask, directory: DirectoryMaker) -> None:
    """*directory* is given what is to be in it though it has no sound yet."""
    app.extensions["directory"] = directory


def provide_speech(app: Flask, speak: Callable[[Spoken], None]) -> None:
    """*speak* makes the sounds of such texts."""
    app.extensions["speak"] = speak


def provide_facts(app: Flask, facts: Callable[[], Facts]) -> None:
    app.extensions.setdefault("reference_facts", []).append(facts)


def provide_uses(app: Flask, finder: UseFinder) -> None:
    app.extensions["reference_uses"] = finder


def provide_replacing(app: Flask, replacer: Replacer) -> None:
    app.extensions["replace_uses"] = replacer


def provide_sayings(app: Flask, sayings: Callable[[], dict[str, str]]) -> None:
    app.extensions["sayings"] = sayings


def provide_sounds(app: Flask, sound: Callable[[str], bytes | None], preview: Callable[[str, str], bytes]) -> None:
    """Both give WAV, of a prompt by its name and of a text in a language."""
    app.extensions["prompt_sound"] = sound
    app.extensions["speech_preview"] = preview


def references() -> list[Reference]:
    """All of the company in force."""
    providers = cast(list[Provider], current_app.extensions["references"])
    return [reference for provider in providers for reference in provider()]


def labels() -> dict[tuple[str, str], str]:
    """What people call each thing, by its kind and name. A text that a flow speaks is a "prompt" called by what is
    said."""
    found = {(each.kind, each.name): each.label for each in references()}
    sayings = cast(Callable[[], dict[str, str]], current_app.extensions["sayings"])()
    return found | {("prompt", name): text for name, text in sayings.items()}


def known() -> dict[str, set[str]]:
    """As ``designer.compile_flow`` wants it: the names of each kind, and what the checks ask besides.

    "rule" has "consent" when callers must agree to be recorded; "phoneless" has "employee:101" and "group:sales" who
    have no phone; "skilled" has "sales:french" for each skill of those in a group who have one; "overlapping" has
    calendars whose hours overlap, and "never_open" those that have none.
    """
    names: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for reference in references():
        names[reference.kind].add(reference.name)
    for facts in cast(list[Callable[[], Facts]], current_app.extensions["reference_facts"]):
        names |= facts()
    return names


def directory() -> Directory:
    """All that calls of the company in force need to know of its settings, as the switch gets it."""
    return directory_for(())


def directory_for(spoken: Spoken) -> Directory:
    """The directory for trying a draft: it also has, with estimated lengths and no sound, what a flow would say."""
    return cast(DirectoryMaker, current_app.extensions["directory"])(spoken)


def make_spoken(spoken: Spoken) -> None:
    """Let calls that begin from now on hear these texts. Raises a ``Refused`` when one can't be spoken."""
    cast(Callable[[Spoken], None], current_app.extensions["speak"])(spoken)


def prompt_sound(name: str) -> bytes | None:
    """What callers hear of a prompt of the company in force, or of one that every company has; None without a sound."""
    return cast(Callable[[str], bytes | None], current_app.extensions["prompt_sound"])(name)


def speech_preview(language: str, text: str) -> bytes:
    """What callers would hear of a text that has no sound yet. Raises a ``Refused`` when it can't be spoken."""
    return cast(Callable[[str, str], bytes], current_app.extensions["speech_preview"])(language, text)


def uses() -> list[Use]:
    """Of everything that the flows of the company in force refer to, drafts too; by the names of the flows."""
    return cast(UseFinder, current_app.extensions["reference_uses"])()


def uses_of(kind: str, name: str) -> list[Use]:
    return [use for use in uses() if (use.kind, use.name) == (kind, name)]


def published_uses(kind: str, name: str) -> list[str]:
    """Names of the flows that a call to a number may come by now and that refer to it."""
    return sorted({use.flow for use in uses_of(kind, name) if use.is_published})


def replace_uses(old: Thing, new: Thing, flow_ids: Collection[int], author: str) -> None:
    """Let these flows refer to *new* where they refer to *old*: their drafts and, where they are published, what calls
    go by from now on. Raises a ``Refused`` when one of them can't."""
    cast(Replacer, current_app.extensions["replace_uses"])(old, new, flow_ids, author)

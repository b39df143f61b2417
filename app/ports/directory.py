"""What flows may refer to, and which flows refer to it.

The settings provide the one and ``app.flows`` the other, so neither imports the other.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from designer.runtime.directory import Directory

KINDS = ("employee", "group", "prompt", "calendar", "list", "flow", "variable")
"""All that a reference field may name. The company has no variables: a flow makes its own."""


@dataclass(frozen=True)
class Reference:
    """Something that a flow may refer to.

    *name* is what a flow keeps and never changes; *label* is for people; *text* is what a prompt says.
    """

    kind: str
    name: str
    label: str
    text: str = ""


@dataclass(frozen=True)
class Use:
    """A node of a flow that refers to something.

    *is_published* is true if a call to a number may come by it now; otherwise only the draft has it.
    """

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
    """Let ``references`` ask *provider*, too."""
    app.extensions.setdefault("references", []).append(provider)


def provide_directory(app: Flask, directory: DirectoryMaker) -> None:
    """Let *directory* make the directory. It is given the texts to include although they have no sound yet."""
    app.extensions["directory"] = directory


def provide_speech(app: Flask, speak: Callable[[Spoken], None]) -> None:
    """Let *speak* make the sounds of texts."""
    app.extensions["speak"] = speak


def provide_facts(app: Flask, facts: Callable[[], Facts]) -> None:
    """Let ``known`` ask *facts*, too."""
    app.extensions.setdefault("reference_facts", []).append(facts)


def provide_uses(app: Flask, finder: UseFinder) -> None:
    """Let ``uses`` ask *finder*."""
    app.extensions["reference_uses"] = finder


def provide_replacing(app: Flask, replacer: Replacer) -> None:
    """Let ``replace_uses`` call *replacer*."""
    app.extensions["replace_uses"] = replacer


def provide_sayings(app: Flask, sayings: Callable[[], dict[str, str]]) -> None:
    """Let ``labels`` ask *sayings* for the texts that flows speak, by the names of their prompts."""
    app.extensions["sayings"] = sayings


def provide_sounds(app: Flask, sound: Callable[[str], bytes | None], preview: Callable[[str, str], bytes]) -> None:
    """Let *sound* return the WAV of a prompt by its name, and *preview* that of a text in a language."""
    app.extensions["prompt_sound"] = sound
    app.extensions["speech_preview"] = preview


def references() -> list[Reference]:
    """Return all that flows of the current company may refer to."""
    providers = cast(list[Provider], current_app.extensions["references"])
    return [reference for provider in providers for reference in provider()]


def labels() -> dict[tuple[str, str], str]:
    """Return what people call each thing, by its kind and name.

    A text that a flow speaks is a "prompt" whose label is the text.
    """
    found = {(each.kind, each.name): each.label for each in references()}
    sayings = cast(Callable[[], dict[str, str]], current_app.extensions["sayings"])()
    return found | {("prompt", name): text for name, text in sayings.items()}


def known() -> dict[str, set[str]]:
    """Return what ``designer.compile_flow`` needs: the names of each kind, and what the checks ask besides.

    "rule" has "consent" when callers must agree to be recorded; "phoneless" has "employee:101" and "group:sales"
    who have no phone; "skilled" has "sales:french" for each skill of those in a group who have one; "overlapping"
    has calendars whose hours overlap, and "never_open" those that have none.
    """
    names: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for reference in references():
        names[reference.kind].add(reference.name)
    for facts in cast(list[Callable[[], Facts]], current_app.extensions["reference_facts"]):
        names |= facts()
    return names


def directory() -> Directory:
    """Return all that calls of the current company need to know of its settings, as the switch gets it."""
    return directory_for(())


def directory_for(spoken: Spoken) -> Directory:
    """Return the directory for trying a draft.

    It also has, with estimated lengths and no sound, what a flow would say.
    """
    return cast(DirectoryMaker, current_app.extensions["directory"])(spoken)


def make_spoken(spoken: Spoken) -> None:
    """Let calls that begin from now on hear these texts. Raise ``Refused`` if one can't be spoken."""
    cast(Callable[[Spoken], None], current_app.extensions["speak"])(spoken)


def prompt_sound(name: str) -> bytes | None:
    """Return the sound of a prompt of the company, or of one that every company has; None if it has no sound."""
    return cast(Callable[[str], bytes | None], current_app.extensions["prompt_sound"])(name)


def speech_preview(language: str, text: str) -> bytes:
    """Return the sound of a text that is not kept. Raise ``Refused`` if it can't be spoken."""
    return cast(Callable[[str, str], bytes], current_app.extensions["speech_preview"])(language, text)


def uses() -> list[Use]:
    """Return everything that flows of the current company refer to, drafts too, by the names of the flows."""
    return cast(UseFinder, current_app.extensions["reference_uses"])()


def uses_of(kind: str, name: str) -> list[Use]:
    """Return the uses of one thing."""
    return [use for use in uses() if (use.kind, use.name) == (kind, name)]


def published_uses(kind: str, name: str) -> list[str]:
    """Return the names of the flows that a call to a number may come by now and that refer to the thing."""
    return sorted({use.flow for use in uses_of(kind, name) if use.is_published})


def replace_uses(old: Thing, new: Thing, flow_ids: Collection[int], author: str) -> None:
    """Let these flows refer to *new* where they refer to *old*.

    This changes their drafts and, where they are published, what calls go by from now on. Raise ``Refused`` if one
    of the flows can't.
    """
    cast(Replacer, current_app.extensions["replace_uses"])(old, new, flow_ids, author)

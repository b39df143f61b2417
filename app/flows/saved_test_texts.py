"""Describes saved tests in words, for their page."""

from collections.abc import Iterator

from flask_babel import gettext as _

from app.call_story import CAUSES, ending
from app.ports.directory import labels
from app.web.i18n import moment
from designer.trying.expected import Expected
from designer.trying.script import Script


def given(script: Script) -> Iterator[str]:
    """Yield what the test does, without whatever has its usual value."""
    called = labels()

    def person(name: str) -> str:
        return called.get(("employee", name), name)

    yield _("%(caller)s calls", caller=script.caller or _("somebody without a number"))
    yield moment(script.at)
    if script.press:
        yield _("presses %(keys)s", keys=" ".join(press.key for press in script.press))
    for name, reaction in script.people.items():
        if isinstance(reaction, int | float):
            yield _("%(who)s picks up after %(seconds)s s", who=person(name), seconds=f"{reaction:g}")
        else:
            yield f"{person(name)}: {CAUSES.get('no_answer' if reaction == 'silent' else reaction, reaction)}"
    for name in script.talking:
        yield _("%(who)s is talking already", who=person(name))
    for name, count in script.waiting.items():
        yield _("%(count)s wait already for %(group)s", count=count, group=called.get(("group", name), name))
    if script.hang_up_s is not None:
        yield _("hangs up after %(seconds)s s", seconds=f"{script.hang_up_s:g}")


def expected(expected: Expected) -> Iterator[str]:
    """Yield what the test expects, except the path."""
    called = labels()
    if expected.bridged_to is not None:
        who = called.get(("employee", expected.bridged_to), expected.bridged_to)
        yield _("talks with %(who)s", who=who or _("nobody"))
    if expected.heard is not None:
        names = [called.get(("prompt", name.partition("@")[0]), name) for name in expected.heard]
        yield _("hears %(prompts)s", prompts=", ".join(f"“{name}”" for name in names) or _("nothing"))
    if expected.ended is not None:
        yield ending(expected.ended)

"""What goes on in a company besides the call that is watched: who talks already, who waits already."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from designer.drawing.compiler import compile_flow
from designer.runtime.program import Program
from testphone.agent import UserAgent
from tests.calls.companies import ALONE, Company, react
from tests.calls.drawings import END
from tests.calls.followed_journal import FollowedJournal
from tests.calls.random_calls import KNOWN, RandomCall
from tests.designer.drawing import flow, node
from tests.waiting import until

OUTCOMES = ("timeout", "full", "nobody", "left", "callback")


def waiting_room(group: str) -> Program:
    """Callers wait in it for as long as they like."""
    queue = node("queue", "queue", group_name=group, most_s=0, tell_s=0, record=False)
    program = compile_flow(flow([queue, END], *(("queue", each, "end") for each in OUTCOMES)), KNOWN).program
    assert program
    return program


@contextmanager
def going_on(
    company: Company, call: RandomCall, rooms: dict[str, str], journal: FollowedJournal
) -> Iterator[Callable[[], None]]:
    """Phones react, and others talk and wait, as *call* has it; *rooms* are the numbers of waiting rooms by group.

    What comes out of it ends the talks.
    """
    with company.phones((*call.people, ALONE)) as phones, ExitStack() as stack:
        for extension in call.talking:
            phones[ALONE].call(extension)
            _see(company, journal, extension, talks=True)
        for extension, reaction in call.people.items():
            react(phones[extension], reaction)
        for group, count in call.waiting.items():
            for number in range(count):
                caller = stack.enter_context(company.exchange.caller(f"+4917{number}"))
                stack.callback(caller.hang_up_all)
                _wait(caller, rooms[group], number + 1, journal)

        def end_talks() -> None:
            phones[ALONE].hang_up_all()
            for extension in call.talking:
                _see(company, journal, extension, talks=False)

        yield end_talks


def _see(company: Company, journal: FollowedJournal, extension: str, talks: bool) -> None:
    """Wait until the queues know it."""
    assert until(lambda: journal.talks(company.customer_number, extension) == talks), f"{extension}: {talks}"


def _wait(caller: UserAgent, room: str, place: int, journal: FollowedJournal) -> None:
    caller.call(room)
    assert until(lambda: place <= sum(line["event"]["type"] == "queue_position" for line in journal.lines(room)))

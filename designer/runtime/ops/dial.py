"""Rings an employee or a group, and follows forwarding."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NotRequired, cast

from designer.runtime import availability, effects, numbers, ringing, talk
from designer.runtime.call import Call
from designer.runtime.call_state import CallState
from designer.runtime.choices import PHONES, Choice, World
from designer.runtime.directory import Directory, Group, plans_to_call_by
from designer.runtime.events import Event, FactsAnswered, LegAnswered, LegFailed, LegRinging, QueueWithdrawn, TimerFired
from designer.runtime.filled import variables_of
from designer.runtime.kind_and_name import KindAndName
from designer.runtime.op import Arrivals, Asking, Silence, Token, Uses, Waiting
from designer.runtime.ringing import Ringing
from designer.runtime.target import EMPLOYEE, GROUP, OUTSIDE, Target

MOST_OUTSIDE_MIN = 120
"""How long somebody may talk whose call was forwarded to a number outside."""

NO_GROUP: Group = {"members": []}


class Dialling(Ringing):
    """Describes a call that rings people, or talks until the timer *limit*."""

    limit: NotRequired[Token]


@dataclass(frozen=True)
class Dial(Waiting[Dialling]):
    """Ring people. Outcome: "no_answer", "busy" or "unavailable". If somebody answers, the call ends with the talk, and
    if an employee's calls are forwarded to their voicemail, with the message (``availability``).

    *who* is "employee:101", "group:sales", "variable:name" (an extension), or "called" for the extension that was
    dialled. *strategy* is "all" (each *delay_s* after the one before), "in_turn", "random" or "longest_idle", one at a
    time, or "group" for what the group has set up. *ring_s* holds for all together or for each one. *music* names a
    prompt, or is "" for ringing. *prefix* stands before the caller's name on the phones.
    """

    who: str
    strategy: str
    ring_s: int
    music: str
    record: bool
    delay_s: int = 0
    prefix: str = ""

    ends_step = True

    def begin(self, call: Call) -> None:
        people = self._people(call)
        self.wait(call, cast(Dialling, ringing.nobody_yet()))
        if people:
            talk.play_hold_music(call, self.music)
        who = Target(self.who)
        if who.kind == GROUP:
            delays = {each: index * self.delay_s for index, each in enumerate(people)}
            group: Group = {"members": people, "strategy": self.strategy, "delays": delays}
            if self.strategy == "group":
                group = call.directory["groups"].get(who.name, NO_GROUP)
            self._ring_group(call, who.name, people, group)
        elif people:
            self._ring_employee(call, people[0])
        else:
            call.finish("unavailable")

    def handle(self, call: Call, event: Event) -> bool:
        doing = self.doing(call.state)
        if doing["talk"]:
            return talk.handle(call, event)
        match event:
            case LegAnswered(leg=leg) if leg in doing["ringing"]:
                self._talk(call, leg)
            case LegFailed(leg=leg, cause=cause) if leg in doing["ringing"]:
                ringing.drop(call, doing, leg, cause)
                if not doing["ringing"]:
                    self._ring_next(call)
            case TimerFired(token=token):
                self._time(call, token)
            case QueueWithdrawn(agent=agent, group="") if doing["turn"]["group"]:
                self._withdraw(call, agent)
            case FactsAnswered(token=token, facts=facts) if token == doing["asked"]:
                doing["asked"] = 0
                doing["left"].sort(key=lambda extension: -facts.get(KindAndName.of("idle", extension), 0))
                self._ring_next(call)
            case LegRinging(leg=leg) if leg in doing["ringing"] and leg not in doing["rang"]:
                doing["rang"].append(leg)
            case _:
                return False
        return True

    def _people(self, call: Call) -> list[str]:
        """Return the extensions behind *who*, without the caller's own."""
        who = Target(self.who)
        if who.kind == GROUP:
            group = call.directory["groups"].get(who.name)
            if group is None:
                call.warn("there is no group “{name}”", name=who.name)
            found = group["members"] if group else []
        elif who.kind == "variable":
            found = [call.fill(f"{{{who.name}}}")]
        else:
            found = [call.state["number"] if who.kind == "called" else who.name]
        return [extension for extension in found if extension != call.state["extension"]]

    def _time(self, call: Call, token: int) -> None:
        doing = self.doing(call.state)
        if token == doing["token"]:
            if doing["turn"]["how"] == "all":
                doing["left"] = []
            for leg in list(doing["ringing"]):
                ringing.stop(call, doing, leg, "no_answer")
            self._ring_next(call)
        elif token == doing["next"]:
            ringing.ring_delayed(call, doing, self.prefix)

    def _withdraw(self, call: Call, agent: str) -> None:
        """Stop ringing a member of the group who is in another call by now."""
        doing = self.doing(call.state)
        for leg in [leg for leg, extension in doing["ringing"].items() if extension == agent]:
            ringing.stop(call, doing, leg, "busy")
            if not doing["ringing"]:
                self._ring_next(call)

    def _ring_group(self, call: Call, name: str, people: list[str], group: Group) -> None:
        """Ring those of *people* who may be rung, as *group* says."""
        doing, how, delays = self.doing(call.state), group.get("strategy", "all"), group.get("delays", {})
        here = availability.present(call.directory, people, call.at)
        doing["causes"] = [each for one in people if (each := availability.absence(call.directory, one, call.at))]
        if how == "random":
            here = ringing.shuffled(call, here)
        elif how == "all":
            here = sorted(here, key=lambda extension: delays.get(extension, 0))
        delays = delays if any(delays.values()) else {}
        ringing.begin_turn(doing, here, ringing.turn(how, self.ring_s, group=name, delays=delays))
        if how == "longest_idle" and len(here) > 1:
            doing["asked"] = call.token()
            call.do(effects.Ask(doing["asked"], tuple(KindAndName.of("idle", extension) for extension in here)))
        else:
            self._ring_next(call)

    def _ring_employee(self, call: Call, extension: str) -> None:
        """Ring one employee, or where their calls go."""
        doing = self.doing(call.state)
        doing["tried"].append(extension)
        absence = availability.absence(call.directory, extension, call.at, alone=True)
        doing["causes"] = [absence] if absence else []
        ring_s = availability.ring_time_s(call.directory, extension, self.ring_s)
        ringing.begin_turn(doing, [] if absence else [extension], ringing.turn("all", ring_s, whose=extension))
        if not self._forward(call, availability.forward(call.directory, extension, "always")):
            self._ring_next(call)

    def _forward(self, call: Call, target: Target) -> bool:
        """Go on to where an employee's calls are forwarded. Return False if there is no target, or the call has been
        there."""
        name = target.name
        doing = self.doing(call.state)
        if not target or len(doing["tried"]) > availability.MOST_FORWARDS:
            return False
        passed = {*doing["tried"], call.state["extension"]}
        match target.kind:
            case "employee":
                if name in passed or name not in call.directory["employees"]:
                    return False
                self._ring_employee(call, name)
            case "group":
                group = call.directory["groups"].get(name, NO_GROUP)
                people = [each for each in group["members"] if each not in passed]
                if not people:
                    return False
                self._ring_group(call, name, people, group)
            case "outside":
                return self._ring_outside(call, name)
            case availability.VOICEMAIL:
                call.go_to_voicemail(doing["turn"]["whose"])
        return True

    def _ring_outside(self, call: Call, written: str) -> bool:
        """Ring a number outside. Return False if it can't be called: it was written before numbers were read, or the
        country is another one by now."""
        doing = self.doing(call.state)
        number = numbers.read(call.directory.get("numbering"), written)
        if not numbers.can_be_called(number, *plans_to_call_by(call.directory)):
            call.warn("“{number}” is no number to call", number=number)
            return False
        employee = doing["turn"]["whose"]
        ringing.begin_turn(doing, [], ringing.turn("all", self.ring_s, outside=True))
        ringing.ring_outside(call, doing, number, employee)
        return True

    def _ring_next(self, call: Call) -> None:
        if not ringing.ring_next(call, self.doing(call.state), self.prefix):
            self._give_up(call)

    def _give_up(self, call: Call) -> None:
        """Nobody has answered: forward the call, or finish."""
        doing = self.doing(call.state)
        outcome, whose = ringing.outcome(doing["causes"]), doing["turn"]["whose"]
        if not whose or not self._forward(call, availability.forward(call.directory, whose, outcome)):
            call.finish(outcome)

    def _talk(self, call: Call, leg: str) -> None:
        doing = self.doing(call.state)
        extension = doing["ringing"].pop(leg)
        for other in list(doing["ringing"]):
            ringing.stop(call, doing, other, "answered_elsewhere", elsewhere=True)
        doing["left"] = []
        is_outside, group = doing["turn"]["outside"], doing["turn"]["group"]
        talk.bridge(call, leg, "company" if is_outside else Target.employee(extension), self.record, group)
        if is_outside:
            doing["limit"] = call.wait(MOST_OUTSIDE_MIN * 60)

    def uses(self) -> Uses:
        who = KindAndName(self.who)
        variable = {who.name} if who.kind == "variable" else ()
        named = frozenset(variables_of(self.prefix))
        return Uses(number=self.who == "called", reads=frozenset(variable), named=named)

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals(staff=frozenset(availability.calendars_of(directory, self.who)))

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()

    def asking(self, state: CallState) -> Asking:
        return Asking("", Silence.NOTHING, self.doing(state)["token"])

    def people(self, directory: Directory, at: int) -> tuple[str, ...]:
        return ()

    def choices(self, world: World) -> Iterator[Choice]:
        yield from PHONES

    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        doing = self.doing(state)
        if not doing["tried"]:
            is_last = who == [*doing["ringing"].values(), *doing["left"]][-1]
        elif doing["turn"]["whose"] != who:
            is_last = who == [*doing["ringing"].values()][-1]
        else:
            further = availability.forward(directory, who, "no_answer")
            is_last = further.kind not in (EMPLOYEE, GROUP, OUTSIDE)
        return doing["turn"]["ring_s"] - 1 if is_last else None

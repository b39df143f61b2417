"""Carries one call on with ``machine.step`` until something else may happen to it.

Prompts and waits end when their time is over and phones do what the choice says, exactly as in the simulator, so what
is found here happens there at the same millisecond.
"""

import heapq
import itertools
from typing import Any, assert_never

from designer.runtime import availability, effects, events, members
from designer.runtime.call_state import CallState
from designer.runtime.choices import Choice
from designer.runtime.directory import Directory
from designer.runtime.effects import Effect
from designer.runtime.events import CallArrived, Digit, Event, LegAnswered, LegFailed, PromptEnded, TimerFired
from designer.runtime.kind_and_name import KindAndName
from designer.runtime.machine import step
from designer.runtime.op import Op, Silence
from designer.runtime.op_types import AWAITED, REPEATS, ROUNDS, TOKENS, kept_values
from designer.runtime.program import Program
from designer.trying.simulate import RING_MS, WEB_MS
from designer.verifying.transitions import Need, Point, Transition

Heard = effects.Answer | effects.Stop | effects.Play | effects.Record | effects.StopRecording
"""Effects that change what the caller hears."""

Noted = (
    effects.Enter
    | effects.Wait
    | effects.Dial
    | effects.Leave
    | effects.Bridge
    | effects.Warn
    | effects.Hangup
    | effects.Ended
)

Unnoted = (
    effects.Ask
    | effects.AskWeb
    | effects.Join
    | effects.Cancel
    | effects.Release
    | effects.QueueTalk
    | effects.QueueMissed
    | effects.QueueDone
    | effects.Notify
    | effects.Tag
)
"""Effects that mean nothing to the result; what the world answers to some of them is another matter."""

NeverExplored = (
    events.LegRinging
    | events.LegEnded
    | events.QueueWithdrawn
    | events.QueueMoved
    | events.CallerGone
    | events.Dismissed
    | events.Fault
)
"""Events that nothing causes here: an exploration ends where the caller talks or hangs up, nobody
acts on the call, and nothing breaks."""

Current = CallArrived | Digit | events.OfTheQueue | events.FactsAnswered | events.WebReplied | NeverExplored
"""Events that are never out of date when they come."""

FOREVER_S = 86_400
MOST_REPEATS = 2
"""How often a timer that only repeats something, such as the position in a queue, fires before it is left out."""


class Exploration:
    """Carries on calls of one flow. *steps* counts the steps of the machine so far, over all calls."""

    def __init__(self, flow: Program, directory: Directory, silence_ms: int) -> None:
        self._flow, self._directory, self._silence_ms = flow, directory, silence_ms
        self.steps = 0
        self._state: CallState | None = None

    def begin(self, arrival: CallArrived, moment: int) -> tuple[Transition, Point | None]:
        """Return the transition from *arrival* and the point to which it leads, None if the call is over by then."""
        self._reset(Choice(arrival=arrival), arrival.at, None, moment)
        self._put(arrival.at, arrival, first=True)
        return self._run()

    def go(self, point: Point, choice: Choice) -> tuple[Transition, Point | None]:
        """Return the transition from *point* by *choice* and the point to which it leads, None if the call is over."""
        self._reset(choice, point.at, point.quiet_from, point.moment)
        self._state, self._block = point.state, point.state["block"]
        self._speaks = bool(point.state["recording"]) and self._op().asking(point.state).silence == Silence.SPEECH
        for after_ms, key in choice.keys:
            self._put(point.at + after_ms, Digit(point.at + after_ms, key), first=True)
        for at, event in point.due:
            self._put(at, event)
        for effect in point.asked:
            self._answer(effect)
        return self._run()

    def _reset(self, choice: Choice, at: int, quiet_from: int | None, moment: int) -> None:
        self._transition, self._choice = Transition(choice), choice
        self._state = None
        self._began = self._now = at
        self._quiet_from, self._moment = quiet_from, moment
        self._due: list[tuple[int, bool, int, Event]] = []
        self._order = itertools.count()
        self._needs: dict[tuple[str, str], Need] = {}
        self._repeats, self._speaks, self._block = 0, False, self._flow.entry

    def _op(self) -> Op:
        assert self._state is not None
        return self._flow.op(self._state)

    def _put(self, at: int, event: Event, first: bool = False) -> None:
        heapq.heappush(self._due, (at, not first, next(self._order), event))

    def _need(self, field: str, name: str, *allowed: Any) -> None:
        self._needs[field, name] = (field, name, allowed)

    def _answer(self, effect: effects.Question) -> None:
        """Let the world answer a question of the call as the choice says."""
        match effect:
            case effects.Dial(leg=leg, number=number, extension=extension):
                self._phone(leg, number or extension)
            case effects.Ask(token=token, questions=questions):
                asked = [each for each in map(KindAndName, questions) if each.kind != "idle"]
                self._put(self._now, events.FactsAnswered(self._now, token, dict.fromkeys(asked, self._choice.facts)))
                for question in asked:
                    self._need_facts(question)
            case effects.AskWeb(token=token):
                self._web(token)
            case effects.Join():
                self._queue(effect)
            case _:
                assert_never(effect)

    def _phone(self, leg: str, who: str) -> None:
        reaction: float | str = self._choice.phones
        if self._choice.is_late:
            assert self._state is not None
            late_s = self._op().late_answer_s(self._state, self._directory, who)
            reaction = "silent" if late_s is None else float(late_s)
        self._need("people", who, reaction)
        if reaction in ("busy", "unavailable"):
            self._put(self._now + RING_MS, LegFailed(self._now + RING_MS, leg, str(reaction)))
        elif reaction != "silent":
            at = self._now + RING_MS + round(float(reaction) * 1000)
            self._put(at, LegAnswered(at, leg))

    def _web(self, token: int) -> None:
        web = self._choice.web
        if web and web.outcome != "timeout":
            at = self._now + WEB_MS
            self._put(at, events.WebReplied(at, token, web.outcome, dict(web.values)))

    def _need_facts(self, question: KindAndName) -> None:
        if question.kind == "waiting":
            return self._need("waiting", question.name, self._choice.facts)
        group = members.members_of(self._directory, question.name)
        for index, member in enumerate(availability.present(self._directory, group, self._now)):
            is_free = index < self._choice.facts
            self._need("talking", member, not is_free)
            if is_free:
                self._need("people", member, "silent", 1.0, "busy")
        return None

    def _queue(self, effect: effects.Join) -> None:
        agents = members.able(self._directory, effect.group, effect.skill, self._now)
        how, after_s = self._choice.queue, self._choice.after_s
        if how in ("full", "nobody"):
            self._put(self._now, events.QueueFull(self._now, how))
        if how == "full":
            self._need("waiting", effect.group, effect.most_waiting)
        if how in ("offer", "late"):
            agent = agents[0] if how == "offer" else _first_to_end(agents)
            at = self._now + after_s * 1000
            self._put(at, events.QueueOffer(at, agent))
            self._need("talking", agent, how == "late")
        if how in ("wait", "late"):
            self._put(self._now, events.QueuePosition(self._now, 1, -1))
            self._need("others_talk_s", "", FOREVER_S if how == "wait" else after_s)
            for agent in members.members_of(self._directory, effect.group):
                self._need("talking", agent, True)
        if how != "full":
            self._need("waiting", effect.group, 0)

    def _run(self) -> tuple[Transition, Point | None]:
        point, before = None, self._position()
        while self._due:
            at, _, _, event = heapq.heappop(self._due)
            if self._is_stale(event):
                continue
            self._hear_nothing(at)
            self._now = at
            done = self._step(event)
            for effect in done:
                self._look_at(effect)
            if self._transition.end:
                break
            if self._position() != before or self._entered(done):
                point = self._stop(done)
                break
            for effect in done:
                if isinstance(effect, effects.Dial):
                    self._answer(effect)
        else:
            self._transition.end = "waits"
        self._transition.ms = self._now - self._began
        self._transition.needs = tuple(self._needs.values())
        return self._transition, point

    def _is_stale(self, event: Event) -> bool:
        """Return whether nobody waits for the event any more, or whether it would only repeat what was heard."""
        if isinstance(event, Current):
            return False
        match event:
            case LegAnswered(leg=leg) | LegFailed(leg=leg):
                return self._state is None or leg not in self._state["legs"]
            case PromptEnded(token=token) | TimerFired(token=token):
                return self._is_stale_token(token)
            case _:
                assert_never(event)

    def _is_stale_token(self, token: int) -> bool:
        """Return whether what began under *token* is over, or has repeated itself often enough."""
        assert self._state is not None
        op = self._op()
        if token in kept_values(op, self._state, TOKENS):
            return False
        if token not in kept_values(op, self._state, REPEATS):
            return True
        self._repeats += 1
        return self._repeats > MOST_REPEATS

    def _hear_nothing(self, at: int) -> None:
        if self._quiet_from is not None and at - self._quiet_from > self._silence_ms:
            self._transition.silent_in = self._transition.silent_in or self._block

    def _step(self, event: Event) -> tuple[Effect, ...]:
        if isinstance(event, Digit):
            self._transition.pressed += 1
            self._quiet_from = None if self._quiet_from is None else max(self._quiet_from, self._now)
        self.steps += 1
        self._state, done = step(self._flow, self._directory, self._state, event)
        if self._state["doing"] is None and not self._state["ended"]:
            self._transition.end = "stuck"
        return done

    def _position(self) -> tuple[Any, ...]:
        state = self._state
        if state is None:
            return ()
        rounds = kept_values(self._flow.op(state), state, ROUNDS)
        return state["block"], state["detour"], state["index"], *rounds

    def _entered(self, done: tuple[Effect, ...]) -> bool:
        return any(isinstance(effect, effects.Enter) for effect in done)

    def _look_at(self, effect: Effect) -> None:
        if isinstance(effect, Heard):
            self._listen(effect)
        elif not isinstance(effect, Unnoted):
            self._note(effect)

    def _note(self, effect: Noted) -> None:
        """Note in the transition what the effect means, and put in what ends it."""
        transition, now = self._transition, self._now
        match effect:
            case effects.Enter(node=node):
                self._block = node
                transition.blocks += (node,)
            case effects.Wait(token=token, after_ms=after):
                self._put(now + after, TimerFired(now + after, token))
            case effects.Dial(number=number):
                transition.is_paid = transition.is_paid or bool(number)
            case effects.Leave(callback=callback):
                self._reach(bool(callback))
            case effects.Bridge():
                self._reach(True)
                transition.end = "talk"
            case effects.Warn():
                transition.warnings += ((self._block, effect.words),)
            case effects.Hangup(reason=reason):
                transition.end = "fault" if reason == "fault" else "ended" if self._is_answered(reason) else "refused"
            case effects.Ended():
                transition.end = transition.end or "ended"
            case _:
                assert_never(effect)

    def _listen(self, effect: Heard) -> None:
        """Note since when the caller hears nothing; while they leave a message, they are not meant to hear anything."""
        match effect:
            case effects.Answer() | effects.Stop():
                self._quiet_from = self._now
            case effects.Play(duration_ms=duration, token=token, repeat=repeat):
                self._quiet_from = None if repeat else self._now + duration
                if not repeat:
                    self._put(self._now + duration, PromptEnded(self._now + duration, token))
            case effects.Record(kind=kind):
                if kind == "message":
                    self._reach(True)
                    self._quiet_from, self._speaks = None, True
            case effects.StopRecording():
                if self._speaks:
                    self._quiet_from, self._speaks = self._now, False
            case _:
                assert_never(effect)

    def _reach(self, is_person: bool) -> None:
        if is_person and self._transition.to_person_ms is None:
            self._transition.to_person_ms = self._now - self._began

    def _is_answered(self, reason: str) -> bool:
        assert self._state is not None
        return reason not in ("busy", "rejected") or bool(self._state["answered"])

    def _stop(self, done: tuple[Effect, ...]) -> Point:
        """Return the point at which the call waits, with everything that is due and still waited for."""
        assert self._state is not None
        waited = kept_values(self._op(), self._state, AWAITED)
        ordered = sorted(self._due, key=lambda each: (each[0], each[2]))
        due = tuple(
            (at, event)
            for at, _, _, event in ordered
            if isinstance(event, PromptEnded | TimerFired) and event.token in waited
        )
        asked = tuple(
            effect for effect in done if isinstance(effect, effects.Question) and self._is_open(effect, waited)
        )
        return Point(self._state, self._now, due, asked, self._quiet_from, self._moment)

    def _is_open(self, effect: effects.Question, waited: list[Any]) -> bool:
        """Return whether an answer to the effect is still waited for."""
        assert self._state is not None
        match effect:
            case effects.Dial(leg=leg):
                return self._state["legs"].get(leg) is False
            case effects.Ask(token=token) | effects.AskWeb(token=token):
                return token in waited
            case effects.Join(group=group):
                return self._state["queue"] == group
            case _:
                assert_never(effect)


def _first_to_end(agents: list[str]) -> str:
    """Return the agent whose talk ends first: those of a script last equally long, and begin in its order."""
    return min(agents)

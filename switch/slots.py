"""Room for one more call, and what it holds: released together, however the work on it ends."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

from switch import store
from switch.media import Media
from switch.ng import MediaDown, MediaRefused


@dataclass
class Slot:
    """*held* undoes what the call has taken so far. Once ``keep`` was called, the call itself sees to all of it."""

    call: str
    held: ExitStack = field(default_factory=ExitStack)

    def keep(self) -> None:
        self.held.pop_all()


@contextmanager
def slot(most_calls: int, call: str) -> Iterator[Slot | None]:
    """Room for a call of this id, under its lock; None when *most_calls* are in progress.

    Unless it was kept, the room and what was added to ``held`` are released when the context is left, by an exception
    too.
    """
    with store.locked(call):
        if store.one_more_call() > most_calls:
            store.one_call_less()
            yield None
            return
        with Slot(call).held as held:
            held.callback(store.one_call_less)
            yield Slot(call, held)


def close_media(media: Media, call: str) -> None:
    """Whatever rtpengine has of the call goes; it may be nothing."""
    with suppress(MediaDown, MediaRefused):
        media.close({"id": call})

"""Reserves room for one more call, and releases it with everything that the call holds, however the work on it ends."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

from switch import store
from switch.media import Media
from switch.ng import MediaDown, MediaRefused


@dataclass
class Slot:
    """Holds what a new call has taken so far, to undo it unless ``keep`` is called."""

    call: str
    held: ExitStack = field(default_factory=ExitStack)

    def keep(self) -> None:
        """Leave everything to the call itself from now on."""
        self.held.pop_all()


@contextmanager
def slot(most_calls: int, call: str) -> Iterator[Slot | None]:
    """Yield room for a call with this id, under its lock; None if *most_calls* are in progress.

    Unless it was kept, the room and what was added to ``held`` are released when the context ends, also by an
    exception.
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
    """End whatever rtpengine has of the call with this id, which may be nothing."""
    with suppress(MediaDown, MediaRefused):
        media.close(call)

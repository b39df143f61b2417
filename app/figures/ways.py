"""Follows calls through a flow: how many came to each block, left it by each outlet, and were lost there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.figures.columns import Column, ranked
from app.figures.dimensions.drawings import outlet_of
from app.figures.facts import UNKNOWN
from app.figures.listing import newest_first
from app.figures.loading import Loaded, Mask, with_facts
from app.figures.selecting import days_in
from app.figures.view import View
from app.ports.figures import BlockWays, CallPage, FlowWays, OutletWays, Place, Selection
from app.ports.flows import drawing_of

MS = 1000
AT_ONCE = 200_000
"""Rows that are counted at once, so that a table of calls and codes stays small."""


def ways(selection: Selection, flow_id: int) -> FlowWays:
    """Return what the selected calls did in a flow."""
    return with_facts(*days_in(selection), lambda data: _Ways(_view(data, selection, flow_id)).all())


def calls_at(selection: Selection, flow_id: int, place: Place, most: int) -> CallPage:
    """Return the newest *most* of the selected calls that were at a *place* of a flow, and their total."""

    def page(data: Loaded) -> CallPage:
        places = np.flatnonzero(_Ways(_view(data, selection, flow_id)).at(place))
        newest = newest_first(data, places)[:most]
        return CallPage(data.ids(newest.tolist()), len(places))

    return with_facts(*days_in(selection), page)


def _view(data: Loaded, selection: Selection, flow_id: int) -> View:
    return View(data, dict(selection.filters) | {"flow": (str(flow_id),)})


@dataclass(frozen=True)
class _Ways:
    """Holds the steps of the calls of a *view*, each from one block to the next."""

    view: View

    @cached_property
    def rows(self) -> Column:
        """Return the places of the steps among all that are loaded."""
        found: Column = np.flatnonzero(self.view.calls[self.view.column("way", "call")])
        return found

    @cached_property
    def calls(self) -> Column:
        """Return the call of each step."""
        return self.view.column("way", "call")[self.rows]

    @cached_property
    def _different(self) -> tuple[list[str], Column]:
        """Return the different steps, each a block, an outcome and a block, and which of them each step is."""
        numbers, step = ranked(self.view.column("way", "way")[self.rows])
        texts = self.view.data.texts(numbers.tolist())
        return [texts[number] for number in numbers.tolist()], step

    @cached_property
    def blocks(self) -> tuple[list[str], Column]:
        """Return the blocks, and at which of them each step begins."""
        texts, step = self._different
        names = [text.partition("\t")[0] for text in texts]
        blocks = list(dict.fromkeys(names))
        return blocks, np.asarray([blocks.index(name) for name in names], dtype=np.int64)[step]

    @cached_property
    def outlets(self) -> tuple[list[str], Column]:
        """Return the outlets, and by which of them each step leaves its block, -1 where the call went no further.

        An outlet is found on the version of the drawing that the call went through.
        """
        texts, step = self._different
        programs, program_of_call = ranked(self.view.column("call", "program"))
        names = self.view.data.texts(programs.tolist())
        outlets: dict[str, int] = {}
        code = np.full((len(programs), len(texts)), -1, dtype=np.int64)
        for row, number in enumerate(programs.tolist()):
            drawing = drawing_of(names.get(number, ""))
            for column, text in enumerate(texts):
                if not text.endswith("\t"):
                    outlet = outlet_of(drawing, text) if drawing else ""
                    code[row, column] = outlets.setdefault(outlet, len(outlets))
        return list(outlets), code[program_of_call[self.calls], step]

    @cached_property
    def lost(self) -> Mask:
        """Return at which steps callers hung up without having talked to anybody."""
        is_last = np.ones(len(self.rows), dtype=bool)
        is_last[:-1] = self.calls[1:] != self.calls[:-1]
        return np.asarray(is_last & (self.view.column("call", "hung_up")[self.calls] > 0))

    def all(self) -> FlowWays:
        """Return what the calls did."""
        calls = self.view.calls
        return FlowWays(
            calls=int(calls.sum()),
            hung_up=int(self.view.column("call", "hung_up")[calls].sum()),
            in_progress=int((self.view.column("call", "lasted_ms")[calls] == UNKNOWN).sum()),
            programs=self._programs(),
            blocks=self._blocks(),
        )

    def _programs(self) -> tuple[str, ...]:
        numbers = ranked(self.view.column("call", "program")[self.view.calls])[0].tolist()
        return tuple(self.view.data.texts(numbers).values())

    def _blocks(self) -> tuple[BlockWays, ...]:
        names, block = self.blocks
        count = len(names)
        came = _once(self.calls, block, count)
        stayed = self.view.column("way", "stayed_ms")[self.rows]
        is_over = stayed != UNKNOWN
        stays = np.bincount(block[is_over], minlength=count)
        length = np.bincount(block[is_over], weights=stayed[is_over], minlength=count)
        lost = np.bincount(block[self.lost], minlength=count)
        outlets = self._outlets(count)
        return tuple(
            BlockWays(
                name,
                int(came[at]),
                float(length[at] / stays[at] / MS) if stays[at] else None,
                int(lost[at]),
                outlets[at],
            )
            for at, name in enumerate(names)
        )

    def _outlets(self, blocks: int) -> list[tuple[OutletWays, ...]]:
        """Return for each block the outlets that calls took, the one of most calls first."""
        names, outlet = self.outlets
        went = outlet >= 0
        count = max(1, len(names))
        code = self.blocks[1][went] * count + outlet[went]
        taken = _once(self.calls[went], code, blocks * count).reshape(blocks, count)
        return [
            tuple(OutletWays(names[at], int(row[at])) for at in np.argsort(-row, kind="stable") if row[at])
            for row in taken
        ]

    def at(self, place: Place) -> Mask:
        """Return the calls that were at *place*."""
        here = self.lost if place.hung_up else np.ones(len(self.rows), dtype=bool)
        if not place.block and not place.hung_up:
            return self.view.calls
        if not place.block:
            return np.asarray(self.view.calls & (self.view.column("call", "hung_up") > 0))
        here = here & self._is(self.blocks, place.block)
        if place.outlet:
            here = here & self._is(self.outlets, place.outlet)
        found = np.zeros(self.view.data.count, dtype=bool)
        found[self.calls[here]] = True
        return found

    @staticmethod
    def _is(named: tuple[Sequence[str], Column], name: str) -> Mask:
        names, code = named
        return np.asarray(code == names.index(name)) if name in names else np.zeros(len(code), dtype=bool)


def _once(calls: Column, code: Column, count: int) -> Column:
    """Return how many different calls have each code. Rows of a call stand together."""
    codes, number = ranked(code)
    found = np.zeros(count, dtype=np.int64)
    for begin in range(0, len(calls), AT_ONCE):
        end = begin + AT_ONCE
        found[codes] += _once_of(*_whole_calls(calls, number, begin, end), len(codes))
    return found


def _whole_calls(calls: Column, number: Column, begin: int, end: int) -> tuple[Column, Column]:
    """Return the rows of the calls whose first row is in [begin, end)."""
    first = int(np.searchsorted(calls, calls[begin], "left"))
    first = begin if first == begin else int(np.searchsorted(calls, calls[begin], "right"))
    last = int(np.searchsorted(calls, calls[min(end, len(calls)) - 1], "right"))
    return calls[first:last], number[first:last]


def _once_of(calls: Column, number: Column, count: int) -> Column:
    if not len(calls):
        return np.zeros(count, dtype=np.int64)
    _calls, place = ranked(calls)
    is_there = np.zeros((len(_calls), count), dtype=bool)
    is_there[place, number] = True
    found: Column = is_there.sum(axis=0)
    return found

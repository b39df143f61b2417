"""Kamailio's shared memory in a dict, for parts of the switch that can be tested without Kamailio."""

import importlib
import sys
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

import switch
from tests.switch.test_unwritten import Tables


class SharedMemory(Tables):
    """Tables that can also be counted in and gone through."""

    def __init__(self):
        super().__init__()
        self._keys, self.at = [], ""

    def sht_inc(self, table, key):
        self.cells[table, key] = int(self.cells.get((table, key), 0)) + 1
        return self.cells[table, key]

    def sht_iterator_start(self, _name, table):
        self._keys = [key for where, key in self.cells if where == table]

    def sht_iterator_next(self, _name):
        self.at = self._keys.pop() if self._keys else ""
        return 1 if self.at else -1

    def sht_iterator_end(self, _name):
        self._keys = []


@contextmanager
def loaded(name):
    """The module *name* of the switch, whose modules all see a memory of their own; gives (module, memory)."""
    memory = SharedMemory()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "KSR", SimpleNamespace(htable=memory, pv=SimpleNamespace(get=lambda _: memory.at)))
        before = _in_kamailio()
        for each in before:
            patch.delitem(sys.modules, each)
            patch.delattr(switch, each.removeprefix("switch."))
        yield importlib.import_module(name), memory
        for each in _in_kamailio():
            del sys.modules[each]
            delattr(switch, each.removeprefix("switch."))


def _in_kamailio():
    """The modules of the switch that see its memory themselves, or by a module that they use, by name."""
    ours = {name: found for name, found in sys.modules.items() if name.startswith("switch.")}
    seeing = {name: found for name, found in ours.items() if hasattr(found, "KSR")}
    using = {
        name: found for name, found in ours.items() if any(each in vars(found).values() for each in seeing.values())
    }
    return seeing | using

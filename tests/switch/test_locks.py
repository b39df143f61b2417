"""Workers of the switch take locks in one order, so that none waits for another that waits for it."""

import pytest

from switch.act_orders import CallOutside
from tests.switch.shared_memory import loaded

COMPANY, PETRA = "1001", "+493023125991"


@pytest.fixture
def acts():
    """Gives (acts, memory); no queue has anything against a call."""
    with loaded("switch.acts") as (module, memory):
        yield module.Acts(0, NoQueues()), memory
        assert memory.locks == 0


class NoQueues:
    def decide(self, *_):
        return "talks", ()

    def carry_out(self, *_):
        pass


def test_who_holds_the_lock_of_a_queue_takes_none_of_a_call():
    with loaded("switch.store") as (store, memory):
        with store.locked("a call"), store.locked_queues(COMPANY):
            store.remember_rung(COMPANY, "101", "a call")
            for touch in (store.load, store.load_pending, store.forget_call):
                with pytest.raises(store.OutOfOrder):
                    touch("another call")
            with pytest.raises(store.OutOfOrder), store.locked("another call"):
                pass
        assert memory.locks == 0
        store.forget_call("another call")


def test_calls_that_go_on_are_looked_up_before_the_queues_are_locked(acts):
    acts, memory = acts
    memory.cells["dialogs", f"outside:{COMPANY}:101"] = "0-abc 101"
    memory.cells["dialogs", f"called:{COMPANY}:{PETRA}"] = "0-abc 101"
    assert acts.carry_out(call_of("101")) == "talks"  # neither goes on any more
    memory.cells["calls", "0-abc"] = "{}"
    assert acts.carry_out(call_of("101")) == "calling"
    assert acts.carry_out(call_of("103")) == "calls_back:101"


def test_of_two_who_ask_at_once_one_calls(acts, monkeypatch):
    acts, memory = acts
    lock = memory.sht_lock

    def another_is_first(table, key):
        if table == "queues" and ("calls", "0-abc") not in memory.cells:
            memory.cells["dialogs", f"called:{COMPANY}:{PETRA}"] = "0-abc 103"
            memory.cells["calls", "0-abc"] = "{}"
        lock(table, key)

    monkeypatch.setattr(memory, "sht_lock", another_is_first)
    assert acts.carry_out(call_of("101")) == "calls_back:103"


def call_of(extension):
    return CallOutside(COMPANY, extension, PETRA, "", "+49300000101", "Call back: Petra")

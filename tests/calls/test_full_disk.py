"""A disk without room for the journal: callers get an answer, no line is lost, and nothing stays behind."""

import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from app.gateways.kamailio import Kamailio
from app.ports.recordings import recordings
from switch.ng import Ng
from testphone.sound import loudness
from tests.calls.drawings import END, MENU_TO_END, hello, menu
from tests.designer.drawing import node
from tests.exchange import CALLER_TONE, running_exchange
from tests.parts import private_config
from tests.recorded_sides import sides
from tests.small_disk import small_disk
from tests.waiting import until

RECOVERED_S = 5
FULL_S = 20


def calls_in_progress(exchange):
    return int(exchange.parts.rpc("htable.get", "counters", "calls")["item"]["value"])


def waiting_lines(exchange):
    return Kamailio(exchange.config).unwritten()


def nothing_is_left(exchange):
    return not calls_in_progress(exchange) and not waiting_lines(exchange)


def steps_by_call(exchange):
    """Every line of the journal must be one; those of each call, in the order of the file."""
    found = {}
    for path in sorted(exchange.config.journal_dir.glob("*.jsonl")):
        for raw in path.read_bytes().splitlines():
            line = json.loads(raw)
            if line["call"]:
                found.setdefault(line["call"], []).append(line)
    return found


def are_whole(calls):
    """From the first step to the last, in order, and none twice."""
    for steps in calls.values():
        assert [step["seq"] for step in steps] == list(range(len(steps)))
        assert steps[0]["event"]["type"] == "call_arrived"
        assert steps[-1]["effects"][-1]["type"] == "ended"
    return True


@pytest.fixture
def refusing_journal(tmp_path):
    """The journal's files of today and tomorrow take nothing, from the start on."""
    config = private_config(tmp_path)
    config.journal_dir.mkdir(parents=True)
    days = [(datetime.now(UTC) + timedelta(days=day)).date() for day in (0, 1)]
    files = [config.journal_dir / f"{day}.jsonl" for day in days]
    for file in files:
        file.symlink_to("/dev/full")
    with running_exchange(config) as exchange:
        yield exchange, files


def test_calls_go_on_without_a_journal_and_it_has_everything_later(refusing_journal):
    exchange, files = refusing_journal
    number = exchange.draw(*hello("welcome"))
    with exchange.caller() as caller:
        for _ in range(3):
            call = caller.call(number)
            assert call.wait("ended", 20)
            assert (call.status, call.ended_by) == (200, "them")
    assert until(lambda: not calls_in_progress(exchange), 10)
    assert waiting_lines(exchange) > 3
    for file in files:
        file.unlink()
    assert until(lambda: nothing_is_left(exchange), RECOVERED_S)
    calls = steps_by_call(exchange)
    assert len(calls) == 3
    assert are_whole(calls)
    assert "switch_started" in {line["event"]["type"] for line in exchange.journal()}


@pytest.fixture
def small(tmp_path):
    """(exchange, the disk of its journal), of which a megabyte is kept for calls in progress."""
    config = private_config(tmp_path, disk_reserve_mb="1")
    with small_disk(config.journal_dir, 3) as disk, running_exchange(config) as exchange:
        yield exchange, disk


def go_on_calling(exchange, number, is_over, going_on):
    """One caller after the other, from one phone; the last status of each call. Who hears something hangs up."""
    found = []
    with exchange.caller() as caller:
        while not is_over.is_set():
            call = caller.call(number)
            if not call.wait("ended", 10):
                call.hang_up()
                call.wait("ended", 10)
            found.append(call.status)
            is_over.wait(going_on)
    return found


def media_calls(exchange):
    client = Ng(exchange.config.ng_port)
    try:
        return client.ask("list").get("calls", [])
    finally:
        client.close()


def test_with_a_full_disk_at_the_start_the_first_caller_is_told_to_try_later(small):
    exchange, disk = small
    number = exchange.draw([menu(timeout_s=10, tries=9), END], *MENU_TO_END)
    exchange.parts.stop("kamailio")
    disk.fill()
    exchange.parts.start_kamailio()
    with exchange.caller() as caller:
        call = caller.call(number)
        assert call.wait("ended", 10)
        assert call.status == 503
        disk.make_room()
        assert until(lambda: caller.call(number).wait("answered", 1), RECOVERED_S)
    assert until(lambda: {each.why for each in exchange.refusals()}) == {"disk_full"}


@pytest.mark.proof
def test_a_full_disk_costs_callers_a_503_and_nothing_else(small):
    exchange, disk = small
    number = exchange.draw([menu(timeout_s=10, tries=9), END], *MENU_TO_END)
    welcome = exchange.draw(*hello("welcome"))
    is_over = threading.Event()
    with ExitStack() as stack:
        callers = [stack.enter_context(exchange.caller()) for _ in range(8)]
        calls = [caller.call(number) for caller in callers]
        assert all(call.wait("answered", 10) for call in calls)
        disk.fill()
        with ThreadPoolExecutor(4) as pool:
            tries = [pool.submit(go_on_calling, exchange, welcome, is_over, 0.1) for _ in range(4)]
            for call in calls:  # their ways go on, and come to an end, while nothing can be written
                is_over.wait(FULL_S / len(calls))
                call.press("1")
                assert call.wait("ended", 10)
            is_over.set()
            statuses = Counter(status for each in tries for status in each.result())
        assert until(lambda: not calls_in_progress(exchange), 5)
        assert set(statuses) <= {200, 503}
        assert statuses[503] > 100
        assert waiting_lines(exchange) > 8
        disk.make_room()
        assert until(lambda: callers[0].call(welcome).wait("answered", 1), RECOVERED_S)
        assert until(lambda: not waiting_lines(exchange), RECOVERED_S)
    assert until(lambda: nothing_is_left(exchange), 10)
    assert media_calls(exchange) == []
    found = steps_by_call(exchange)
    assert are_whole(found)
    assert len(found) >= len(calls) + statuses[200] + 1


@pytest.mark.proof
def test_what_was_recorded_before_the_disk_was_full_is_kept(tmp_path):
    """Everything of the exchange is on that disk: what is published, the journal, and the recordings."""
    with (
        small_disk(tmp_path / "small", 60) as disk,
        running_exchange(private_config(disk.folder / "data", disk_reserve_mb="1")) as exchange,
        exchange.caller() as caller,
    ):
        mailbox = node("mailbox", "voicemail", greeting="greeting", mailbox="employee:101", max_s=60)
        number = exchange.draw([mailbox, END], ("mailbox", "next", "end"))
        call = caller.call(number)
        assert call.wait("answered", 10), call.statuses
        assert until(lambda: exchange.effects(number, "record"), 10)
        assert not call.wait("ended", 2)
        disk.fill()
        with pytest.raises(OperationalError, match="disk is full"):
            exchange.draw(*hello("menu"))
        call.press("#")
        assert call.wait("ended", 10)
        assert until(lambda: not calls_in_progress(exchange), 10)
        disk.make_room()
        assert until(lambda: not waiting_lines(exchange), RECOVERED_S)
        welcome = exchange.draw(*hello("welcome"))
        assert until(lambda: caller.call(welcome).wait("answered", 1), RECOVERED_S)
        assert until(lambda: is_made(exchange, number), 150)
        (only,) = sides(exchange, number)
    assert loudness(only[2_000:4_000], CALLER_TONE) > 2_000


def is_made(exchange, number):
    exchange.work("follow the journal", "make recordings")
    call = exchange.steps(number)[0]["call"]
    with exchange.in_company():
        return [told["state"] for told in recordings().recordings_of(call)] == ["ready"]

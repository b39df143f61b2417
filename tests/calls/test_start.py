"""Kamailio starts again, however much was published, and whether or not the database is there."""

from app.db import db
from app.exchange import service, switching
from app.lists import service as callers
from app.web.saving import live_warning
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.play import Play
from designer.runtime.program import Program
from switch.published import path_of
from tests.calls.drawings import hello
from tests.designer.drawing import flow
from tests.exchange import TONES

LARGE_BYTES = 1_000_000
PUBLISHES, CHANGES, EMPLOYEES = 20, 65, 3_500


def large_program(number):
    """As a drawing of 2,000 blocks makes it."""
    blocks = {f"n{place}": (Play("x" * 440), Branch((("next", f"n{place + 1}"),))) for place in range(2_000)}
    return Program("n0", blocks | {"n2000": (Hangup(f"{number}"),)})


def large_directory(number):
    person = {"skills": [], "phones": [], "is_connected": False}
    people = {str(10_000 + each): {**person, "name": f"Employee {each} of {number}"} for each in range(EMPLOYEES)}
    return {"format": 1, "company": "1002", "employees": people, "groups": {}, "prompts": {}, "lists": {}}


def hears(exchange, number, tone):
    with exchange.caller() as caller:
        return caller.call(number).rtp.wait_for_prompt(TONES[tone])


def restart(exchange):
    exchange.parts.stop("kamailio")
    exchange.parts.start_kamailio()


def test_it_starts_after_a_day_of_large_publishes_and_many_changes_of_a_large_company(own_exchange):
    """Of what no number does any more nothing is in the way."""
    number = own_exchange.draw(*hello("welcome"))
    with own_exchange.in_company():
        for count in range(PUBLISHES):
            program = large_program(count)
            assert len(program.text) > LARGE_BYTES
            service.set_program("+49301", "1002", program)
            db.session.commit()
            assert live_warning() is None
        for count in range(CHANGES):
            service.set_directory("1002", large_directory(count))
            db.session.commit()
            assert live_warning() is None
    restart(own_exchange)
    assert hears(own_exchange, number, "welcome")
    with own_exchange.in_company():
        assert all(each.is_live for each in switching.status())


def test_it_starts_and_calls_go_through_without_the_database(own_exchange):
    number = own_exchange.draw(*hello("welcome"))
    database = own_exchange.config.home / "zentrale.db"
    away = database.with_name("away.db")
    with own_exchange.app.app_context():
        db.engine.dispose()
    database.rename(away)
    restart(own_exchange)
    assert hears(own_exchange, number, "welcome")
    with own_exchange.phone("101") as phone:
        assert phone.register() is None
    database.unlink(missing_ok=True)
    away.rename(database)
    own_exchange.work("keep the switch as published")


def test_what_was_published_while_it_was_down_is_what_it_starts_with(own_exchange):
    number = own_exchange.draw(*hello("welcome"))
    own_exchange.parts.stop("kamailio")
    nodes, wire = hello("closed")
    own_exchange.publish(flow(nodes, wire), number)
    own_exchange.parts.start_kamailio()
    assert hears(own_exchange, number, "closed")


def test_a_snapshot_that_can_t_be_read_stops_no_start_and_is_made_again(own_exchange):
    number = own_exchange.draw(*hello("welcome"))
    own_exchange.parts.stop("kamailio")
    own_exchange.config.snapshot.write_bytes(b"no database at all" * 100)
    own_exchange.parts.start_kamailio()
    own_exchange.work("keep the switch as published")
    assert hears(own_exchange, number, "welcome")
    restart(own_exchange)
    assert hears(own_exchange, number, "welcome")


def test_a_damaged_file_of_registrations_stops_no_start(own_exchange):
    number = own_exchange.draw(*hello("welcome"))
    own_exchange.parts.stop("kamailio")
    path = own_exchange.config.run_dir / "location.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    own_exchange.parts.start_kamailio()
    assert hears(own_exchange, number, "welcome")
    with own_exchange.phone("101", registers=False) as phone:
        assert phone.register() is None


def test_a_program_that_can_t_be_read_is_done_as_it_was_before(own_exchange):
    """Until the worker has written it again."""
    number = own_exchange.draw(*hello("welcome"))
    own_exchange.draw(*hello("closed"), number=number)
    with own_exchange.in_company():
        (state,) = switching.status([number])
    path_of(own_exchange.config.home, f"p:{state.published}").write_text("{}")
    assert hears(own_exchange, number, "welcome")
    with own_exchange.in_company():
        switching.write_folder()
    assert hears(own_exchange, number, "closed")


def test_a_company_whose_directory_can_t_be_read_goes_by_the_one_before(own_exchange):
    number = own_exchange.draw(*hello("welcome"))
    with own_exchange.in_company():
        callers.add_caller_list("Others", [])
        db.session.commit()
        assert live_warning() is None
        sha = service.entry("c:1001")["directory"]
    path_of(own_exchange.config.home, f"d:{sha}").unlink()
    assert hears(own_exchange, number, "welcome")

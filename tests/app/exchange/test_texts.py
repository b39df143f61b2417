"""How long, and how many bytes of, programs and directories are kept that no entry names any more."""

import pytest

from app.calls.models import Call
from app.config import config
from app.db import db, every_company
from app.exchange import published_files, service, texts
from app.exchange.models import SwitchText
from designer.runtime.program import canonical
from tests.app.exchange.publishing import NEW, OLD, age, live, publish, reconcile_anew


def test_an_old_program_is_kept_a_day_for_the_calls_that_began_with_it(app, in_company, switch):
    publish(OLD)
    publish(NEW)
    old = f"p:{OLD.sha}"
    for hours, is_kept in ((0, True), (23, True), (25, False)):
        age(old, hours)
        reconcile_anew(app)
        assert (old in switch.texts("p"), old in texts.all_names()) == (is_kept, is_kept)
    assert live(switch) == NEW.sha
    assert switch.text(f"p:{NEW.sha}") == NEW.text


def test_a_program_that_is_published_again_is_no_longer_old(app, in_company, switch):
    publish(OLD)
    publish(NEW)
    age(f"p:{OLD.sha}", 25)
    publish(OLD)
    reconcile_anew(app)
    assert switch.text(f"p:{OLD.sha}") == OLD.text


def test_a_program_that_another_number_still_does_stays(app, in_company, switch):
    publish(OLD)
    publish(OLD, "+4930555011")
    publish(NEW)
    assert db.session.get(SwitchText, f"p:{OLD.sha}").unused_since is None


def test_a_file_of_a_change_that_is_just_being_committed_stays(app, in_company, switch):
    published_files.write(config().home, f"p:{NEW.sha}", NEW.text)
    reconcile_anew(app)
    assert f"p:{NEW.sha}" in switch.texts("p")


@pytest.fixture
def tight(monkeypatch):
    """Directories of 1,000 bytes: three of them fit when no entry names them any more, and ten in all."""
    monkeypatch.setattr(texts, "COMPANY_BYTES", 3_000)
    monkeypatch.setattr(texts, "MOST_COMPANY_BYTES", 10_500)


def set_thousand_bytes(number):
    rest = "x" * (1_000 - len(canonical({"company": "1001", "number": number, "rest": ""})))
    sha = service.set_directory("1001", {"company": "1001", "number": number, "rest": rest})
    db.session.commit()
    return sha


def test_of_what_no_entry_names_only_so_many_bytes_are_kept(app, in_company, switch, tight):
    names = [f"d:{set_thousand_bytes(number)}" for number in range(8)]
    for place, name in enumerate(names[:-1]):
        published_files.write(config().home, name, texts.read(name))
        age(name, 20 - place)
    reconcile_anew(app)
    assert switch.texts("d") == set(names[4:])


def test_what_a_call_in_progress_goes_by_is_kept_however_much_there_is(app, in_company, switch, tight, journal, ingest):
    names = [f"d:{set_thousand_bytes(number)}" for number in range(8)]
    journal.call("call1", steps=1)
    ingest()
    with every_company():
        db.session.get(Call, "call1").directory = names[0].removeprefix("d:")
        db.session.commit()
    for place, name in enumerate(names[:-1]):
        published_files.write(config().home, name, texts.read(name))
        age(name, 20 - place)
    reconcile_anew(app)
    assert names[0] in switch.texts("d")
    assert names[1] not in switch.texts("d")


def test_what_was_named_a_moment_ago_is_kept_however_much_there_is(app, in_company, switch, tight):
    """A call that began with it may not be known yet."""
    names = {f"d:{set_thousand_bytes(number)}" for number in range(8)}
    reconcile_anew(app)
    assert {name for name in texts.all_names() if name.startswith("d:")} == names


def test_more_than_can_be_kept_is_refused_in_words(in_company, switch, tight):
    for number in range(10):
        set_thousand_bytes(number)
    with pytest.raises(texts.TooManyPublications, match="quarter of an hour"):
        set_thousand_bytes(10)

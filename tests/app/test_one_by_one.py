"""What is wrong with one company keeps no other waiting."""

import pytest

from app.per_company import one_by_one


class Broken(Exception):
    """What is wrong with one."""


def test_the_others_are_done_and_the_trouble_is_not_hidden(app, caplog):
    done = []

    def work(number):
        if number in (1, 3):
            raise Broken(number)
        done.append(number)

    with app.app_context(), pytest.raises(Broken, match="1"):
        one_by_one(range(5), work)
    assert done == [0, 2, 4]
    assert "work 1" in caplog.text
    assert "work 3" in caplog.text


def test_without_trouble_nothing_is_raised(app):
    done = []
    with app.app_context():
        one_by_one("abc", done.append)
    assert done == ["a", "b", "c"]

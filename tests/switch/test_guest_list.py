"""Which connections are closed of those who have not said yet who they are."""

import pytest

from switch.guest_list import LONGEST_S, MOST, MOST_OF_ADDRESS, Guest, forwarded_for, to_close


def test_a_few_may_stay_for_a_while():
    few = [Guest(place, "192.0.2.7", 100.0 + place) for place in range(5)]
    assert to_close(few, 106.0) == []


def test_nobody_stays_a_guest():
    old, new = Guest(1, "192.0.2.7", 100.0), Guest(2, "192.0.2.7", 110.0)
    assert to_close([old, new], 100.5 + LONGEST_S) == [1]


def test_an_address_has_only_so_many_and_the_oldest_go():
    many = [Guest(place, "192.0.2.7", 100 + place / 1000) for place in range(MOST_OF_ADDRESS + 3)]
    other = Guest(9_000, "192.0.2.8", 100.0)
    assert sorted(to_close([*many, other], 101.0)) == [0, 1, 2]


def test_a_proxy_is_not_taken_for_one_of_those_who_come_through_it():
    many = [Guest(place, "", 100.0) for place in range(MOST_OF_ADDRESS + 3)]
    assert to_close(many, 101.0) == []


def test_all_addresses_together_have_only_so_many():
    many = [Guest(place, f"10.0.{place // 250}.{place % 250}", 100.0) for place in range(MOST + 7)]
    assert len(to_close(many, 101.0)) == 7


def test_of_those_who_were_seen_at_once_the_newest_stay():
    many = [Guest(place, "", 100.0) for place in (3, 1, 4, 2)]
    assert sorted(to_close(many, 101.0, most=2)) == [1, 2]


@pytest.mark.parametrize(
    ("value", "proxies", "address"),
    [
        ("192.0.2.7", 0, ""),
        ("192.0.2.7", 1, "192.0.2.7"),
        ("203.0.113.5, 192.0.2.7", 1, "192.0.2.7"),
        ("203.0.113.5, 192.0.2.7", 2, "203.0.113.5"),
        ("192.0.2.7", 2, ""),
        ("", 1, ""),
        ("unknown", 1, ""),
        ("2001:db8::1", 1, "2001:db8::1"),
    ],
)
def test_only_what_our_proxies_say_is_believed(value, proxies, address):
    assert forwarded_for(value, proxies) == address

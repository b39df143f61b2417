import pytest

from app import create_app
from app.auth.service.passwords import WeakPassword, hash_password, refuse_weak

EMAIL, NAME = "anna.berg@firm.example", "Anna Berg"


@pytest.mark.parametrize(
    "password",
    [
        "eleven char",
        "password1234",
        "P@ssw0rd2026",
        "Sommer2026!!!",
        "qwertyuiopas",
        "qwertzuiopas",
        "123456789012",
        "abababababab",
        "correct horse battery staple",
        "anna.berg@firm.example",
        "Anna Berg 2026",
        "x" * 201,
    ],
)
def test_what_is_tried_first_is_refused(app, password):
    with app.test_request_context(), pytest.raises(WeakPassword):
        refuse_weak(password, EMAIL, NAME)


@pytest.mark.parametrize(
    "password",
    ["two blue umbrellas", "ганс едет домой", "zentralbank im regen", "k7wmn2xqp9ad", "Anna mag keine Kekse"],
)
def test_what_is_long_is_taken_without_other_rules(app, password):
    with app.test_request_context():
        refuse_weak(password, EMAIL, NAME)


def test_a_stolen_hash_is_slow_to_guess(config):
    """RFC 9106, section 4, second recommended option."""
    with create_app(config).app_context():
        assert hash_password("two blue umbrellas").startswith("$argon2id$v=19$m=65536,t=3,p=4$")

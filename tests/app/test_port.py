import pytest
from flask import Flask

from app.port import Memory, NotProvided, Port, ProvidedTwice, Registry


@pytest.fixture
def app():
    return Flask(__name__)


def test_a_port_gives_what_was_provided_in_the_application_in_force(app):
    port: Port[str] = Port("greeting")
    other = Flask("other")
    port.provide(app, "hello")
    port.provide(other, "good evening")
    with app.app_context():
        assert port() == "hello"
    with other.app_context():
        assert port() == "good evening"


def test_two_implementations_of_a_port_are_an_error(app):
    port: Port[str] = Port("greeting")
    port.provide(app, "hello")
    with pytest.raises(ProvidedTwice, match="two features provide greeting"):
        port.provide(app, "hello")


def test_a_port_that_nobody_provides_is_an_error_with_its_name(app):
    port: Port[str] = Port("greeting")
    with app.app_context(), pytest.raises(NotProvided, match="no feature provides greeting"):
        port()
    with pytest.raises(NotProvided, match="greeting"):
        port.replace(app, "hello")


def test_an_implementation_can_be_replaced(app):
    port: Port[str] = Port("greeting")
    port.provide(app, "hello")
    assert port.replace(app, "bye") == "hello"
    assert port.of(app) == "bye"


def test_a_registry_keeps_the_order_and_refuses_a_second_entry_with_a_key(app):
    words: Registry[str] = Registry("words", key=str.lower)
    for word in ("one", "two", "three"):
        words.add(app, word)
    with pytest.raises(ProvidedTwice, match="there are two words called two"):
        words.add(app, "TWO")
    with app.app_context():
        assert words() == ("one", "two", "three")
    assert words.of(Flask("other")) == ()


def test_a_memory_lives_as_long_as_its_application(app):
    memory: Memory[list[str]] = Memory(list)
    with app.app_context():
        memory().append("seen")
        assert memory() == ["seen"]
    assert memory.of(Flask("other")) == []
    memory.forget(app)
    assert memory.of(app) == []

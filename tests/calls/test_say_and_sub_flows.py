"""What is written is spoken on a real call; a flow that is called comes back."""

from app.db import db
from app.flows import service
from testphone.sound import recognise
from tests.calls.drawings import END
from tests.designer.drawing import flow, node
from tests.exchange import TONES
from tests.waiting import until

TEXT = "This sentence was only ever written."


def test_a_text_is_spoken(exchange, caller):
    say = node("say", "say", text=TEXT, language="en")
    number = exchange.draw([say, END], ("say", "next", "end"))
    call = caller.call(number)
    assert call.wait("ended", 10)
    (played,) = exchange.effects(number, "play")
    sound = (exchange.config.prompts_dir / played["file"]).read_bytes()[24:]
    assert recognise(call.rtp.sound(), {"said": sound}) == ["said"]


def test_a_sub_flow_is_gone_through_and_comes_back(exchange, caller):
    inner = flow([node("hello", "play", prompt="closed"), node("back", "back")], ("hello", "next", "back"))
    with exchange.in_company():
        called = service.add_flow("Greeting", {**inner, "name": "Greeting"})
        service.publish(called, "test")
        key = called.key
        db.session.commit()
    number = exchange.draw(
        [node("sub", "subflow", flow=key), node("after", "play", prompt="welcome"), END],
        ("sub", "next", "after"),
        ("after", "next", "end"),
    )
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["closed"])
    assert call.rtp.wait_for_prompt(TONES["welcome"])
    assert until(lambda: exchange.ended(number))
    assert exchange.path(number) == ["start", "sub", "sub/start", "sub/hello", "sub/back", "after", "end"]

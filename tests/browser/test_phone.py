"""The phone in the browser: real calls through real flows, and both sides hear each other."""

import time
from contextlib import closing

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.flows import service as flows
from app.flows import trials
from app.people.models import Employee
from app.people.service.employees import make_phone
from app.people.service.groups import add_group
from app.ports.browser_phones import browser_phones
from app.web.saving import live_warning
from testphone.agent import UserAgent
from testphone.sound import loudness
from tests.browser.drawings import add_flow, menu_and_message, publish, ring, ring_owner
from tests.browser.editor import Editor
from tests.browser.phone_window import MICROPHONE_TONE, PhoneWindow, with_ear
from tests.designer.drawing import flow, node
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.recorded_sides import sides
from tests.stranger import Stranger, hears
from tests.waiting import until

WHOLE_BROWSER = True
OWNER = "104"
"""The extension that the owner gets."""

NO_NUMBER = ""
"""Of a drawing that is on no number yet."""

SMALL = {"width": 400, "height": 760}


@pytest.fixture
def browser(browse):
    """With a microphone that its user lets the portal have."""
    return with_ear(browse(permissions=["microphone"]))


@pytest.fixture
def mine(browser):
    """The owner's phone, switched on."""
    window = PhoneWindow(browser)
    window.page.set_viewport_size(SMALL)
    yield window.open().switch_on()
    if not window.page.is_closed():
        window.page.close()


@pytest.fixture
def number(exchange):
    """Leads to the owner."""
    return publish(exchange, add_flow(exchange, ring_owner(exchange, record=True)))


def test_a_call_rings_both_hear_each_other_and_both_are_recorded(mine, exchange, caller, number):
    call = caller.call(number)
    mine.answer("+4917012345")
    assert call.rtp.wait_for_tone(MICROPHONE_TONE)
    assert mine.wait_for_tone(CALLER_TONE)
    mine.page.keyboard.press("7")
    assert call.rtp.wait_for_event("7")
    assert call.rtp.wait_for_tone(MICROPHONE_TONE)
    mine.page.keyboard.press("Alt+m")
    expect(mine.button("Mute")).to_have_attribute("aria-pressed", "true")
    assert until(lambda: not call.rtp.wait_for_sound(0.5), 10)
    call.hang_up()
    expect(mine.page.get_by_text("The call with +4917012345 is over.")).to_be_visible()
    left, right = sides(exchange, number)
    middle = len(right) // 3
    assert loudness(left[middle : middle + 4000], CALLER_TONE) > 2000
    assert loudness(right[middle : middle + 4000], MICROPHONE_TONE) > 2000 > loudness(right[middle:], CALLER_TONE)


def test_another_page_answers_and_hangs_up_by_keys(mine, browser, caller, number):
    page = browser.new_page()
    page.goto("/flows/")
    call = caller.call(number)
    bar = page.get_by_role("region", name="Call")
    expect(bar).to_contain_text("+4917012345")
    page.keyboard.press("Alt+a")
    assert call.wait("answered")
    expect(bar.get_by_role("button", name="Mute")).to_be_visible()
    page.goto("/calls/")
    assert call.rtp.wait_for_tone(MICROPHONE_TONE)
    expect(bar).to_contain_text("+4917012345")
    page.keyboard.press("Alt+x")
    assert call.wait("ended")
    expect(bar).to_be_hidden()


def test_the_menu_opens_the_window_and_shows_that_it_is_on(browser):
    page = browser.new_page()
    page.goto("/calls/")
    link = page.get_by_role("link", name="Phone", exact=True)
    with browser.expect_page() as opened:
        link.click()
    mine = PhoneWindow(browser, opened.value)
    mine.become_employee()
    mine.switch_on()
    expect(link).to_have_attribute("data-line", "ready")
    mine.page.close(run_before_unload=True)
    expect(link).to_have_attribute("data-line", "off")


def test_who_declines_lets_the_flow_go_on(mine, caller, number):
    call = caller.call(number)
    expect(mine.button("Decline")).to_be_visible()
    mine.page.keyboard.press("Alt+x")
    assert call.rtp.wait_for_prompt(TONES["welcome"])
    expect(mine.page.get_by_text("Declined: +4917012345.")).to_be_visible()


def test_a_caller_who_gives_up_is_told_as_missed(mine, caller, number):
    call = caller.call(number)
    expect(mine.button("Answer")).to_be_visible()
    call.hang_up()
    expect(mine.page.get_by_text("Missed: +4917012345 called.")).to_be_visible()


def test_a_call_that_a_colleague_takes_is_not_told_as_missed(mine, exchange, caller, phones):
    with exchange.in_company():
        people = db.session.scalars(select(Employee).where(Employee.extension.in_(["101", OWNER]))).all()
        name = add_group("Front desk", people).name
        db.session.commit()
        assert live_warning() is None
    number = publish(exchange, add_flow(exchange, ring(f"group:{name}", record=False)))
    anna = phones("101")
    call = caller.call(number)
    expect(mine.button("Answer")).to_be_visible()
    anna.incoming.get(timeout=30).answer()
    expect(mine.page.get_by_text("Answered by a colleague: +4917012345.")).to_be_visible()
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])


def test_a_browser_that_is_cut_off_leaves_nobody_in_silence(browser, exchange, caller, number, complaints):
    mine = PhoneWindow(browser)
    lines = mine.breakable()
    mine.open().switch_on()
    call = caller.call(number)
    mine.answer("+4917012345")
    assert call.rtp.wait_for_tone(MICROPHONE_TONE)
    complaints.shut()
    lines[-1].close()
    assert call.wait("ended")
    assert exchange.ended(number) == "callee_hung_up"


def test_ones_own_number_and_a_colleague_are_called(mine, exchange, phones):
    menu = publish(exchange, add_flow(exchange, menu_and_message()))
    mine.page.reload()
    expect(mine.status).to_have_text("Ready")
    mine.page.get_by_text("Your numbers and colleagues").click()
    mine.button(menu).click()
    assert mine.wait_for_prompt(TONES["menu"])
    mine.button("1").click()
    assert mine.wait_for_prompt(TONES["welcome"])
    expect(mine.page.get_by_text("is over")).to_be_visible()
    colleague = phones("102", answer_after_s=0.1)
    mine.dial("102")
    call = colleague.incoming.get(timeout=30)
    assert (call.wait("answered"), call.caller) == (True, OWNER)
    assert call.rtp.wait_for_tone(MICROPHONE_TONE)
    assert mine.wait_for_tone(PHONE_TONES["102"])
    mine.button("Hang up").click()
    assert call.wait("ended")
    mine.dial("999")
    expect(mine.page.get_by_text("Nobody has the number 999.")).to_be_visible()
    mine.dial("call me")
    expect(mine.page.get_by_text("Enter digits, perhaps with + in front.")).to_be_visible()


def test_a_message_is_left_by_the_browser(mine, exchange):
    mine.dial("103")
    assert until(lambda: exchange.calls_to("103") and exchange.effects("103", "record"), 30)
    mine.wait_for_seconds(2)
    mine.button("#").click()
    expect(mine.page.get_by_text("The call with 103 is over.")).to_be_visible()
    (message,) = sides(exchange, "103")
    assert loudness(message[4000:8000], MICROPHONE_TONE) > 1000 > loudness(message[4000:8000], CALLER_TONE)


def test_a_message_on_a_trial_is_what_the_browser_said(mine, exchange):
    mailbox = node("mailbox", "voicemail", greeting="greeting", mailbox="employee:101", max_s=20)
    drawing = flow([mailbox, node("end", "hangup")], ("mailbox", "next", "end"))
    with exchange.in_company():
        (me,) = [each for each in browser_phones().employees() if each.extension == OWNER]
        program = trials.call_my_browser(flows.add_flow("Mailbox", drawing), drawing, me, "+4917099999")
    mine.answer("Mailbox")
    assert until(lambda: any(step["event"].get("program") == program for step in exchange.steps(NO_NUMBER)), 30)
    assert until(lambda: exchange.effects(NO_NUMBER, "record"), 30)
    mine.wait_for_seconds(2)
    mine.button("#").click()
    expect(mine.page.get_by_text("is over")).to_be_visible()
    (message,) = sides(exchange, NO_NUMBER)
    assert loudness(message[4000:8000], MICROPHONE_TONE) > 1000


def test_nobody_else_is_heard_in_a_browsers_call_or_hears_it(mine, exchange, caller, number):
    call = caller.call(number)
    mine.answer("+4917012345")
    assert call.rtp.wait_for_tone(MICROPHONE_TONE)
    since = time.monotonic()
    with closing(Stranger()) as stranger:
        ports = range(exchange.config.rtp_port_min, exchange.config.rtp_port_max + 1)
        assert stranger.talk(ports, 0.5) == 0
    assert not hears(call.rtp, since)
    assert call.rtp.wait_for_tone(MICROPHONE_TONE)
    assert mine.wait_for_tone(CALLER_TONE)
    call.hang_up()
    expect(mine.page.get_by_text("is over")).to_be_visible()


def test_all_phones_of_an_employee_ring_and_the_others_stop(mine, exchange, caller, number):
    with exchange.in_company():
        me = db.session.scalars(select(Employee).where(Employee.extension == OWNER)).one()
        phone, password = make_phone(me)
        account = phone.account
        db.session.commit()
        assert live_warning() is None
    with UserAgent(account, exchange.address, password, tone_hz=PHONE_TONES["101"]) as telephone:
        telephone.register()
        call = caller.call(number)
        mine.answer("+4917012345")
        assert telephone.incoming.get(timeout=30).wait("ended")
        call.hang_up()
        expect(mine.page.get_by_text("is over")).to_be_visible()
        call = caller.call(number)
        expect(mine.button("Answer")).to_be_visible()
        telephone.incoming.get(timeout=30).answer()
        expect(mine.page.get_by_text("Answered on another of your phones: +4917012345.")).to_be_visible()
        assert call.rtp.wait_for_tone(PHONE_TONES["101"])
        call.hang_up()
        telephone.register(expires_s=0)


def test_a_draft_rings_this_browser_and_takes_its_keys(browser, exchange):
    page = browser.new_page()
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    editor.block("Message").focus()
    page.keyboard.press("t")
    panel = page.get_by_role("region", name="Try it")
    panel.get_by_text("A real call to a phone").click()
    with browser.expect_page() as opened:
        panel.get_by_role("button", name="Call me").click()
    mine = PhoneWindow(browser, opened.value)
    expect(panel.get_by_text("the call comes as soon as it is ready")).to_be_visible()
    mine.become_employee()
    mine.switch_on()
    mine.answer("Test")
    expect(panel.get_by_text("The phone rings now.")).to_be_visible()
    assert mine.wait_for_prompt(TONES["menu"])
    mine.button("1").click()
    assert mine.wait_for_prompt(TONES["welcome"])
    expect(mine.page.get_by_text("is over")).to_be_visible()

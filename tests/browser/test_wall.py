"""Status and the TV screen, told by the test what there is to show: a red line, a gap, silence, the past."""

import json
import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete

from app.db import db
from app.status.models import WallChoice
from tests.browser import axe
from tests.browser.fitting import fits
from tests.browser.screen_link import link_of_a_screen
from tests.browser.told_wall import ToldWall
from tests.browser.wall_of_kranich import AT, ago, callers, on_a_screen, snapshot
from tests.waiting import until

PHONE = {"width": 390, "height": 844}
COUNT = "document.querySelectorAll('*').length"


@pytest.fixture
def told(page):
    return ToldWall(page, snapshot())


@pytest.fixture
def status(page, told):
    axe.bring(page)
    page.goto("/status/")
    expect(figure(page, "waiting")).to_contain_text("longest 3:1")
    return page


def figure(page, name):
    return page.locator(f"[data-figure={name}]")


def test_all_is_drawn_and_reads_well_on_a_desk_and_on_a_phone(status):
    assert re.match("^rgb", figure(status, "waiting").evaluate("tile => getComputedStyle(tile).backgroundColor"))
    expect(status.locator("[data-worst=sales]")).to_contain_text("Sales is red: 4 callers, and nobody is free.")
    expect(status.locator("[data-call]")).to_have_count(4)
    expect(status.locator("[data-person]")).to_have_count(12)
    expect(status.get_by_role("img", name="Calls by hour today: 171 in all")).to_be_visible()
    axe.check_both(status)
    status.set_viewport_size(PHONE)
    axe.check_both(status)
    assert fits(status)


def test_long_words_stay_within_their_tiles_and_columns(page, portal, told):
    for each in told.snapshot["state"]["figures"].values():
        each["text"] = "Üblich bis jetzt: 1.419 Minuten"
    page.context.add_cookies([{"name": "language", "value": "de", "url": portal.url}])
    page.goto("/status/")
    expect(page.locator(".lines-table tbody tr")).not_to_have_count(0)
    standing_out = """[...document.querySelectorAll(".tiles > *, .lines-table thead th, .health > *")]
        .filter((each) => each.scrollWidth > each.clientWidth + 1
            || each.getBoundingClientRect().right > each.closest(".tiles, .panel").getBoundingClientRect().right + 1)
        .map((each) => each.outerHTML.slice(0, 100))"""
    for width in (1440, 1300, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(standing_out) == [], width


def test_a_figure_opens_its_calls_and_says_what_it_means(status):
    figure(status, "service_level").hover()
    shown = status.get_by_role("tooltip")
    expect(shown).to_contain_text("Callers who were answered within 20 s, of all who waited.")
    expect(shown).to_contain_text(re.compile(r"118 of 159 = 74\s%"))
    status.keyboard.press("3")
    expect(status).to_have_url(re.compile(r"/calls/\?period=today&measure=answered"))


def test_before_any_call_a_figure_has_a_dash_and_no_colour(page, told):
    nothing = told.snapshot["state"]["figures"]["service_level"]
    nothing.update(value=None, text="No calls yet", href="")
    page.goto("/status/")
    expect(figure(page, "service_level")).to_have_text(re.compile("Service level–No calls yet"))
    expect(figure(page, "service_level")).to_have_class(re.compile("is-plain"))


def test_changes_are_shown_and_a_gap_is_filled(status, told):
    told.patch(gone={"callers": ["call-1"]}, order={"callers": ["call-2", "call-3", "call-4"]})
    expect(status.locator("[data-call]")).to_have_count(3)
    del told.snapshot["state"]["callers"]["call-1"], told.snapshot["state"]["callers"]["call-2"]
    told.snapshot["seq"] += 1  # a patch that is lost on its way
    told.patch(changed={"now": {"now": told.snapshot["state"]["now"]["now"]}})
    expect(status.locator("[data-call]")).to_have_count(2)
    assert ["snapshot"] in told.heard


def test_a_beat_tells_of_a_change_that_was_lost(status, told):
    told.snapshot["state"]["figures"]["load"]["value"] = 11
    told.snapshot["seq"] += 1
    expect(figure(status, "load")).to_contain_text("11")


def test_without_data_figures_go_blank_and_come_back_with_all_that_was_missed(status, told):
    """Connected again is subscribed again: a caller came and went during the gap, and another one comes after it."""
    expect(status.locator("[data-link]")).to_have_text("Live")
    told.is_up = False
    told.cut()
    expect(status.locator("[data-link]")).to_have_text("Not live")
    expect(status.get_by_text(re.compile(r"No data since 14:0\d:\d\d\."))).to_be_visible()
    expect(status.locator("[data-figure]")).to_have_count(0)
    expect(status.locator("[data-call], [data-person], [data-worst]")).to_have_count(0)
    axe.check_both(status)
    told.snapshot["state"]["figures"]["answered"]["parts"]["abandoned"] = 12
    told.snapshot["epoch"], told.snapshot["seq"] = "another process", 1
    told.is_up = True
    expect(figure(status, "answered")).to_contain_text("12 abandoned")
    new = {**callers()[0], "call": "call-5", "position": 5, "name": "Vera Wolf", "since": ago(0)}
    told.patch(changed={"callers": {"call-5": new}}, order={"callers": [*told.snapshot["order"]["callers"], "call-5"]})
    expect(status.locator("[data-call=call-5]")).to_contain_text("Vera Wolf")


@pytest.fixture
def forgotten(exchange):
    """What the test chooses is nobody's choice after it."""
    yield
    with exchange.in_company():
        db.session.execute(delete(WallChoice))
        db.session.commit()


@pytest.mark.usefixtures("forgotten")
def test_figures_are_chosen_and_put_in_order(status):
    status.get_by_role("button", name="Choose figures").click()
    drawer = status.get_by_role("dialog", name="Choose figures")
    drawer.get_by_role("button", name="Add Average wait").click()
    expect(figure(status, "asa")).to_have_count(1)
    axe.check(status)
    drawer.get_by_role("button", name="Move Average wait up").click()
    names = "[...document.querySelectorAll('[data-figure]')].map(tile => tile.dataset.figure)"
    assert until(lambda: status.evaluate(names)[-2:] == ["asa", "free"])
    drawer.get_by_role("button", name="Remove Average wait").click()
    expect(figure(status, "asa")).to_have_count(0)
    drawer.get_by_role("button", name="Back to the usual figures").click()
    expect(figure(status, "active")).to_have_count(0)


@pytest.mark.usefixtures("forgotten")
def test_a_figure_gets_a_target_of_its_own(status):
    figure(status, "service_level").click(button="right")
    form = status.get_by_role("form", name="Change Service level")
    form.locator("[name=watch]").fill("70")
    axe.check_both(status)
    form.get_by_role("button", name="Save").click()
    expect(figure(status, "service_level")).to_have_class(re.compile("is-ok"))
    figure(status, "service_level").hover()
    status.get_by_role("button", name="Change Service level").click()
    form.locator("[name=watch]").fill("")
    form.locator("[name=act]").fill("")
    form.get_by_role("button", name="Save").click()
    expect(figure(status, "service_level")).to_have_class(re.compile("is-plain"))


def test_what_is_typed_about_a_figure_outlasts_a_break_of_the_line(status, told):
    figure(status, "service_level").click(button="right")
    form = status.get_by_role("form", name="Change Service level")
    form.locator("[name=watch]").fill("71")
    told.is_up = False
    told.cut()
    expect(status.locator(".tile.is-blank")).not_to_have_count(0)
    expect(form.locator("[name=watch]")).to_have_value("71")
    told.is_up = True
    expect(status.locator(".tile.is-blank")).to_have_count(0)
    expect(form.locator("[name=watch]")).to_have_value("71")


def test_a_caller_is_sent_to_somebody_found_by_typing(status):
    asked = []

    def answer(route):
        asked.append((route.request.url.partition("/live/")[2], json.loads(route.request.post_data)))
        undo = {"method": "POST", "url": "/live/calls/call-2/send", "body": {"to": "group:sales"}}
        route.fulfill(json={"said": "Claire Hughes waits for Support.", "undo": undo})

    status.route("**/live/calls/**", answer)
    row = status.locator("[data-call=call-2]")
    row.get_by_role("button", name="More for Claire Hughes").click()
    axe.check_both(status)
    status.keyboard.press("ArrowDown")
    status.keyboard.press("Enter")
    status.get_by_role("textbox", name="Send Claire Hughes to").fill("supp")
    axe.check_both(status)
    status.keyboard.press("Enter")
    expect(status.get_by_text("Claire Hughes waits for Support.")).to_be_visible()
    with status.expect_response("**/live/calls/**"):
        status.get_by_role("button", name="Undo").click()
    assert asked == [
        ("calls/call-2/send", {"to": "group:support"}),
        ("calls/call-2/send", {"to": "group:sales"}),
    ]


def test_nobody_is_hung_up_on_without_a_question_of_ours(status):
    asked = []
    status.route("**/live/calls/**", lambda route: (asked.append(route.request.method), route.fulfill(json={})))
    more = status.locator("[data-call=call-2]").get_by_role("button", name="More for Claire Hughes")
    question = status.get_by_role("alertdialog", name="Hang up on Claire Hughes?")

    def ask():
        more.click()
        status.get_by_role("menuitem", name="Hang up").click()
        expect(question.get_by_role("button", name="Cancel")).to_be_focused()

    ask()
    expect(question).to_contain_text("The call ends for everybody in it.")
    axe.check_both(status)
    status.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(more).to_be_focused()
    assert asked == []
    ask()
    with status.expect_response("**/live/calls/**"):
        question.get_by_role("button", name="Hang up").click()
    assert len(asked) == 1


def test_a_caller_is_dragged_onto_a_person(status):
    asked = []

    def answer(route):
        asked.append((route.request.url.partition("/live/")[2], json.loads(route.request.post_data)))
        route.fulfill(json={"said": "Finn Ostermann's phone rings."})

    status.route("**/live/calls/**", answer)
    status.locator("[data-call=call-3]").drag_to(status.locator("[data-person='111']"))
    expect(status.get_by_text("Finn Ostermann's phone rings.")).to_be_visible()
    assert asked == [("calls/call-3/send", {"to": "employee:111"})]


def test_a_person_is_paused_with_a_reason_of_the_company(page, told):
    asked = []

    def answer(route):
        asked.append((route.request.url.partition("/live/")[2], json.loads(route.request.post_data)))
        route.fulfill(json={"said": "Lea Brandt is paused."})

    page.route("**/live/reasons", lambda route: route.fulfill(json={"reasons": [{"id": 3, "name": "Lunch"}]}))
    page.route("**/live/people/**", answer)
    page.goto("/status/")
    page.get_by_role("button", name="Actions for Lea Brandt").click()
    page.get_by_role("menuitem", name="Pause: Lunch").click()
    expect(page.get_by_text("Lea Brandt is paused.")).to_be_visible()
    assert asked == [("people/101/presence", {"state": "paused", "reason": 3})]


def test_a_missed_caller_is_called_back_by_the_exchange(status):
    said = "Your phone rings. Once you answer, Petra Lang is called."
    status.route("**/live/calls/*/call-back", lambda route: route.fulfill(json={"said": said}))
    with status.expect_request("**/live/calls/call-21/call-back") as asked:
        status.get_by_role("button", name="Call back Petra Lang").click()
    assert asked.value.method == "POST"
    expect(status.get_by_text(said)).to_be_visible()
    expect(status.get_by_role("button", name="Call back Unknown caller")).to_have_count(0)


def test_what_cannot_be_done_is_said(status, complaints):
    complaints.expect("409")
    refusal = {"error": {"code": "taken", "message": "Mira Vogt is taking this call."}}
    status.route("**/live/calls/call-1/take", lambda route: route.fulfill(status=409, json=refusal))
    status.get_by_role("button", name="Take Oskar Lindner").click()
    expect(status.get_by_text("Mira Vogt is taking this call.")).to_be_visible()


def test_the_past_is_shown_as_such_and_cannot_be_acted_on(page, told):
    def past(route):
        then = snapshot()
        then["state"]["figures"]["load"]["value"], then["at"] = 3, AT - 600_000
        change = {"figures": {"load": {**then["state"]["figures"]["load"], "value": 4}}}
        patch = {"epoch": "past", "seq": 2, "at": AT - 300_000, "changed": change, "gone": {}, "order": {}}
        route.fulfill(json={"snapshot": {**then, "epoch": "past"}, "patches": [patch]})

    begins = AT - 50_732_000
    track = {"day": "2026-11-24", "begins": begins, "ends": begins + 86_400_000, "load": [[AT - 600_000, 3]], "red": []}
    page.route("**/status/past?*", past)
    page.route("**/status/past/track?*", lambda route: route.fulfill(json=track))
    axe.bring(page)
    page.goto("/status/")
    page.get_by_role("heading", name="Time machine").scroll_into_view_if_needed()
    slider = page.get_by_role("slider", name="Moment shown")
    slider.press("Shift+ArrowLeft")
    expect(figure(page, "load")).to_contain_text("3")
    expect(page.get_by_text("You are watching Tuesday 24 November, 13:55.")).to_be_visible()
    expect(page.locator("[data-call]").first).to_be_visible()
    expect(page.get_by_role("button", name="Take")).to_have_count(0)
    axe.check_both(page)
    for _minute in range(5):
        slider.press("ArrowRight")
    expect(figure(page, "load")).to_contain_text("4")
    page.get_by_role("button", name="Back to live").click()
    expect(figure(page, "load")).to_contain_text("10")
    expect(page.get_by_role("button", name="Take").first).to_be_visible()


@pytest.fixture
def screen(page, told):
    """The page of a screen that Status has made."""
    on_a_screen(told.snapshot)
    page.set_viewport_size({"width": 1920, "height": 1080})
    axe.bring(page)
    page.goto(link_of_a_screen(page, "load", "waiting"))
    expect(figure(page, "waiting")).to_contain_text("longest 3:1")
    return page


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_on_a_screen_stands_out(page, told, language):
    page.set_viewport_size({"width": 1920, "height": 1080})
    figures = list(told.snapshot["state"]["figures"])[:6]
    for name in figures:
        told.snapshot["state"]["figures"][name]["text"] = "Sonst um diese Zeit: 1.419 Minuten"
    on_a_screen(told.snapshot)
    page.goto(link_of_a_screen(page, *figures, language=language))
    expect(page.locator(".tv-tile")).to_have_count(len(figures))
    standing_out = """[...document.querySelectorAll(".tv-screen, .tv-six, .tv-tile, .tv-tile > *, .tv-missed > *")]
        .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline"
            || each.getBoundingClientRect().right > innerWidth)
        .map((each) => each.className)"""
    assert page.evaluate(standing_out) == []


def test_a_smaller_screen_is_filled_to_its_edge(page, told):
    on_a_screen(told.snapshot)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(link_of_a_screen(page, "load", "waiting"))
    expect(page.locator(".tv-tile").first).to_be_visible()
    assert abs(page.locator(".tv-screen").evaluate("each => each.getBoundingClientRect().bottom") - 768) < 2


def test_a_screen_shows_no_numbers_and_goes_blank_without_data(screen, told):
    expect(screen.get_by_text("Oskar L.")).to_be_visible()
    expect(screen.get_by_text("Number hidden")).to_be_visible()
    expect(screen.get_by_text("4 missed calls, not called back")).to_be_visible()
    expect(screen.get_by_text("The oldest is from 10:12")).to_be_visible()
    expect(screen.get_by_text("6 of 7 parts OK")).to_be_visible()
    expect(screen.get_by_text("Archive: Look after this soon")).to_be_visible()
    assert not re.search(r"\+\d|\d{5}", screen.locator("#tv").inner_text())
    assert screen.evaluate("document.documentElement.scrollHeight <= innerHeight")
    axe.check(screen)
    told.is_up = False
    told.cut()
    expect(screen.get_by_text(re.compile(r"No data since 14:0\d:\d\d\."))).to_be_visible()
    expect(screen.get_by_text("Oskar L.")).to_have_count(0)
    expect(screen.locator(".tv-figure").first).to_have_text("–")
    axe.check(screen)
    told.is_up = True
    expect(screen.get_by_text("Oskar L.")).to_be_visible()


def test_a_screen_stays_as_it_is_however_many_changes_come(screen, told):
    before = screen.evaluate(COUNT)
    load = told.snapshot["state"]["figures"]["load"]
    for value in range(1, 401):
        told.patch(changed={"figures": {"load": {**load, "value": value % 90 + 10}}})
    expect(figure(screen, "load")).to_contain_text("50")
    assert screen.evaluate(COUNT) == before


def test_a_screen_loads_itself_anew_after_an_upgrade(screen, told):
    screen.evaluate("document.documentElement.dataset.old = 1")
    told.snapshot["version"] = "2"
    expect(screen.locator("html[data-old]")).to_have_count(0)
    expect(figure(screen, "waiting")).to_be_visible()


def test_a_screen_does_not_go_blank_when_an_upgrade_takes_the_portal_away_meanwhile(screen, told, complaints):
    complaints.expect("ERR_FAILED")
    link = screen.url
    screen.evaluate("document.documentElement.dataset.old = 1")
    asked = []

    def down_at_first(route):
        asked.append(route.request.url)
        route.abort() if len(asked) == 1 else route.continue_()

    screen.route(re.compile(re.escape(link)), down_at_first)
    told.snapshot["version"] = "2"
    expect(screen.locator("html[data-old]")).to_have_count(0)
    expect(figure(screen, "waiting")).to_be_visible()
    assert len(asked) > 1


def test_a_screen_whose_script_did_not_come_loads_itself_again(screen, complaints):
    complaints.expect("ERR_FAILED")
    scripts = re.compile(r"/assets/screen-[^/]*\.js")
    screen.clock.install()
    screen.route(scripts, lambda route: route.abort())
    screen.reload()
    assert screen.locator("#tv").inner_text() == ""
    screen.unroute(scripts)
    screen.clock.fast_forward(16_000)
    expect(figure(screen, "waiting")).to_be_visible()

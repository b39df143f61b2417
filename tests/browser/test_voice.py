"""The company's voice: spoken into a microphone, cut, saved, and heard by a call; and what goes wrong on the way."""

import math
import re
import struct
import wave
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.db import company_scope, db
from app.voice.models import Prompt
from app.voice.service.prompts import add_sound_prompt, replace
from app.voice.service.tts import Sound
from app.voice.sound_files import store
from app.web.saving import live_warning
from tests.browser import axe
from tests.browser.conftest import CHROMIUM, LIMIT_MS, OPTIONS, SCREEN
from tests.browser.signing_in import EMAIL, PASSWORD
from tests.browser.themes import THEMES
from tests.calls.drawings import END, menu
from tests.designer.drawing import node
from tests.exchange import TONES, au
from tests.waiting import until

SPOKEN_HZ, BEFORE_HZ, FILE_HZ = 1100, 650, 850
FAKE = ("--use-fake-device-for-media-stream",)


def write_tone(path: Path, hertz: int, seconds: float = 2.0, rate: int = 48_000) -> Path:
    samples = (int(12_000 * math.sin(2 * math.pi * hertz * n / rate)) for n in range(int(seconds * rate)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return path


@pytest.fixture
def studio(chromium, portal, signed_in, complaints, tmp_path):
    """Makes a page in a browser whose microphone hears a tone; *flags* are further ones of Chromium's."""
    made = []

    def page(*flags: str, devices=FAKE, **how) -> Page:
        tone = write_tone(tmp_path / "spoken.wav", SPOKEN_HZ)
        capture = f"--use-file-for-fake-audio-capture={tone}"
        browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*OPTIONS, *devices, capture, *flags])
        made.append(browser)
        options = {"storage_state": signed_in, "viewport": SCREEN, "locale": "en-GB", "reduced_motion": "reduce", **how}
        context = browser.new_context(base_url=portal.url, **options)
        context.set_default_timeout(LIMIT_MS)
        complaints.watch(context)
        axe.bring(context)
        return context.new_page()

    yield page
    for browser in made:
        browser.close()
    complaints.check()
    assert "Traceback" not in portal.log(), portal.log()[-3000:]


@pytest.fixture
def own_voice(exchange):
    """(id of a prompt, number of a flow that plays it when 1 is pressed)."""
    with exchange.in_company():
        prompt_id = db.session.scalar(select(Prompt.id).where(Prompt.name == "own-voice"))
        if prompt_id is None:
            prompt_id = add_sound_prompt("Own voice", au(BEFORE_HZ), "own-voice").id
            db.session.commit()
    number = exchange.draw(
        [menu(timeout_s=30), node("chosen", "play", prompt="own-voice"), END],
        *(("menu", outlet, "end") for outlet in ("2", "timeout", "invalid")),
        ("menu", "1", "chosen"),
        ("chosen", "next", "end"),
    )
    return prompt_id, number


def record(page: Page, until: str = "0:02") -> None:
    page.get_by_text("Speak now").click()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("[data-counting]")).to_have_text("3")
    expect(page.locator("[data-elapsed]")).to_contain_text(until)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_label("To second")).not_to_have_value("")


@pytest.mark.parametrize("theme", THEMES)
def test_a_recorded_prompt_is_heard_by_the_next_call_and_not_by_one_that_goes_on(
    studio, exchange, caller, own_voice, theme
):
    prompt_id, number = own_voice
    with exchange.in_company():
        replace(db.session.get_one(Prompt, prompt_id), Sound("upload", store(au(BEFORE_HZ))))
        db.session.commit()
        assert live_warning() is None
    going_on = caller.call(number)
    assert going_on.rtp.wait_for_prompt(TONES["menu"])

    page = studio("--use-fake-ui-for-media-stream", color_scheme=theme)
    page.goto("/settings/voice")
    axe.check(page)
    page.get_by_role("link", name="Replace Own voice").click()
    record(page)
    axe.check(page, preload=False)
    start, end = page.get_by_label("From second"), page.get_by_label("To second")
    start.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("0.5")
    page.keyboard.press("Tab")
    expect(end).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("1.5")
    page.keyboard.press("Tab")
    listen = page.get_by_role("button", name="Listen")
    listen.click()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    page.locator("#main").get_by_role("button", name="Save").click()
    expect(page.get_by_text("The next call hears the new version of Own voice.")).to_be_visible()
    newest = page.get_by_role("listitem").filter(has_text="heard now")
    expect(newest).to_contain_text("0:01")
    expect(newest).to_contain_text("Olga Owner")
    axe.check(page)

    next_one = caller.call(number)
    assert next_one.rtp.wait_for_prompt(TONES["menu"])
    next_one.press("1")
    assert next_one.rtp.wait_for_prompt(SPOKEN_HZ)
    going_on.press("1")
    assert going_on.rtp.wait_for_prompt(BEFORE_HZ)

    with page.expect_download() as download:
        newest.get_by_role("link", name="Download the original").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\x1a\x45\xdf\xa3")


def test_a_file_chosen_before_the_script_has_come_is_looked_at(page):
    held = []
    page.route(re.compile(r"/form-[^/]*\.js"), lambda route: held.append(route))
    page.goto("/settings/voice/new", wait_until="commit")
    page.get_by_text("WAV, MP3").click()
    page.get_by_label("Sound file").set_input_files({"name": "no.mp3", "mimeType": "audio/mpeg", "buffer": b""})
    assert until(lambda: page.evaluate("() => true") and held)
    for route in held:
        route.continue_()
    expect(page.locator("#sound-faults")).to_have_text("no.mp3 is empty.")


def test_what_a_file_is_not_is_said_beside_it_and_nothing_is_lost(page, exchange, caller, complaints, tmp_path):
    complaints.expect("422")
    page.goto("/settings/voice/new")
    page.get_by_label("Name").fill("Sommer ☀️ שלום")
    page.get_by_text("WAV, MP3").click()
    expect(page.get_by_role("radio", name="Upload")).to_be_checked()
    chooser, faults = page.get_by_label("Sound file"), page.locator("#sound-faults")
    huge = tmp_path / "huge.wav"
    with huge.open("wb") as file:
        file.truncate(50 * 2**20)
    chooser.set_input_files(huge)
    expect(faults).to_contain_text("huge.wav has 50.0 MB. The most is 20.0 MB")
    chooser.set_input_files({"name": "nothing.mp3", "mimeType": "audio/mpeg", "buffer": b""})
    expect(faults).to_have_text("nothing.mp3 is empty.")
    chooser.set_input_files({"name": "text.wav", "mimeType": "audio/wav", "buffer": b"I am a text."})
    expect(page.get_by_text("This browser can't show it.")).to_be_visible()
    page.locator("#main").get_by_role("button", name="Save").click()
    expect(faults).to_contain_text("This is no sound file that can be read.")
    expect(page.get_by_label("Name")).to_have_value("Sommer ☀️ שלום")
    chooser.set_input_files(write_tone(tmp_path / "tone.wav", FILE_HZ))
    expect(page.get_by_label("To second")).to_have_value("2")
    expect(faults).to_have_text("")

    complaints.expect_to_go_offline()
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.locator("#main").get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="The exchange can't be reached.")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("The prompt Sommer ☀️ שלום was made.")).to_be_visible()
    with exchange.in_company():
        name = db.session.scalar(select(Prompt.name).where(Prompt.label.startswith("Sommer")))
    number = exchange.draw([node("say", "play", prompt=name), END], ("say", "next", "end"))
    assert caller.call(number).rtp.wait_for_prompt(FILE_HZ)

    search = page.get_by_role("searchbox", name="Search by name or words")
    search.fill("sommer")
    expect(page.locator(".voice-row")).to_have_count(1)
    search.fill("nowhere to be found")
    expect(page.get_by_role("status").last).to_contain_text("Nothing has")


def test_a_session_that_ran_out_while_recording_loses_nothing(studio, own_voice, complaints):
    complaints.expect("400")
    page = studio("--use-fake-ui-for-media-stream")
    page.goto("/settings/voice/new")
    page.get_by_label("Name").fill("Kept")
    record(page, "0:01")
    page.context.clear_cookies()
    page.locator("#main").get_by_role("button", name="Save").click()
    told = page.get_by_role("alert").filter(has_text="You are signed out.")
    expect(told).to_be_visible()
    told.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("There is something here that was not saved")).to_be_visible()
    axe.check(page)
    page.get_by_role("button", name="Go on with it").click()
    expect(page.get_by_label("Name")).to_have_value("Kept")
    expect(page.get_by_label("To second")).not_to_have_value("")
    page.locator("#main").get_by_role("button", name="Save").click()
    expect(page.get_by_text("The prompt Kept was made.")).to_be_visible()
    page.goto("/settings/voice/new")
    expect(page.locator("[data-kept]")).to_be_hidden()


def test_who_comes_second_is_told_and_may_still_save(page, exchange, own_voice, complaints, tmp_path):
    complaints.expect("422")
    prompt_id, _ = own_voice
    page.goto(f"/settings/voice/{prompt_id}/replace")
    page.get_by_text("Write it, a voice says it").click()
    page.get_by_label("What callers hear", exact=True).fill("Mine is second.")
    with exchange.app.app_context(), company_scope(exchange.company_id):
        replace(db.session.get_one(Prompt, prompt_id), Sound("upload", store(au(BEFORE_HZ))), "Karla")
        db.session.commit()
    page.locator("#main").get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="Karla has replaced this prompt")).to_be_visible()
    expect(page.get_by_label("What callers hear", exact=True)).to_have_value("Mine is second.")
    page.locator("#main").get_by_role("button", name="Save").click()
    expect(page.get_by_text("“Mine is second.”")).to_be_visible()
    expect(page.get_by_text("Karla")).to_be_visible()


def test_without_a_microphone_it_is_said_why(studio):
    page = studio("--use-fake-ui-for-media-stream", devices=())
    page.goto("/settings/voice/new")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("#sound-faults")).to_have_text(
        "No microphone was found. Plug one in, or upload a file instead."
    )
    refused = studio("--deny-permission-prompts")
    refused.goto("/settings/voice/new")
    refused.get_by_role("button", name="Record", exact=True).click()
    expect(refused.locator("#sound-faults")).to_contain_text("This page may not use the microphone.")

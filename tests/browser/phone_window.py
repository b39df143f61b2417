"""The window of the phone in the browser, as somebody uses it; its microphone is Chromium's, which hears a tone."""

import math
import re
import struct
import wave
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError, WebSocketRoute, expect

MICROPHONE_TONE = 1100
RATE = 48_000
EAR = """(() => {
  const heard = (window.heard = []);
  let context = null, analyser = null, listensTo;
  setInterval(() => {
    const voice = document.querySelector("audio")?.srcObject;
    const track = voice?.getAudioTracks()[0]?.id;
    if (track !== listensTo) {
      listensTo = track;
      context?.close();
      context = track ? new AudioContext() : null;
      context?.resume();
      analyser = context && new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
      analyser && context.createMediaStreamSource(voice).connect(analyser);
    }
    if (!analyser) return;
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    const at = levels.indexOf(Math.max(...levels));
    heard.push(levels[at] < -70 ? 0 : (at * context.sampleRate) / analyser.fftSize);
  }, 50);
})();"""
"""Writes down, every 50 ms, the loudest tone of the last 170 ms that come out, in hertz."""

SOON_MS = 30_000


def with_ear(context: BrowserContext) -> BrowserContext:
    """Its pages write down what they hear: the windows of phones have to be opened in such a one."""
    context.add_init_script(EAR)
    return context


def write_tone(path: Path) -> None:
    """What Chromium's fake microphone hears, round and round."""
    samples = (int(28_000 * math.sin(2 * math.pi * MICROPHONE_TONE * at / RATE)) for at in range(RATE))
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))


class PhoneWindow:
    def __init__(self, context: BrowserContext, page: Page | None = None) -> None:
        self.page = page or context.new_page()
        self._noticed = 0

    def open(self) -> "PhoneWindow":
        """The first time, the owner becomes an employee."""
        self.page.goto("/phone/")
        self.become_employee()
        return self

    def become_employee(self) -> None:
        self.page.get_by_role("main").wait_for()
        if self.button("Make me an employee").is_visible():
            self.button("Make me an employee").click()
            expect(self.page.get_by_text("You are an employee now")).to_be_visible()

    def switch_on(self) -> "PhoneWindow":
        self.button("Switch on").click()
        expect(self.status).to_have_text("Ready")
        return self

    def breakable(self) -> list[WebSocketRoute]:
        """The lines that will be opened, to be closed without a word, as when a notebook is shut. They hang while the
        test waits for anything but the page."""
        lines: list[WebSocketRoute] = []
        self.page.route_web_socket(re.compile("^ws://"), lambda line: lines.append(line.connect_to_server()))
        return lines

    @property
    def status(self) -> Locator:
        return self.page.locator(".phone-line")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def answer(self, caller: str) -> None:
        expect(self.page.get_by_role("heading", name=caller)).to_be_visible()
        expect(self.button("Answer")).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.button("Mute")).to_be_visible()

    def dial(self, number: str) -> None:
        self.page.get_by_label("Number or extension").fill(number)
        self.page.keyboard.press("Enter")

    def wait_for_seconds(self, more: int) -> None:
        """So much longer the call lasts, by the window's own clock."""
        clock = self.page.get_by_role("timer")
        now = int((clock.text_content() or "").rpartition(":")[2])
        later = "|".join(f"{(now + more + late) % 60:02}" for late in range(5))
        expect(clock).to_have_text(re.compile(f":({later})$"))

    def wait_for_tone(self, hertz: int) -> bool:
        """Whether the loudest that comes out is this tone, now or soon."""
        self._noticed = self.page.evaluate("heard.length")
        return self.wait_for_prompt(hertz)

    def wait_for_prompt(self, hertz: int) -> bool:
        """Whether the loudest that came out since the last tone was this one, or is soon; it may be over by now."""
        look = f"(from) => heard.findIndex((each, at) => at >= from && Math.abs(each - {hertz}) < 20) + 1"
        try:
            self._noticed = self.page.wait_for_function(look, arg=self._noticed, timeout=SOON_MS).json_value()
        except TimeoutError:
            return False
        return True

"""The window of the phone in the browser, as somebody uses it; its microphone is Chromium's, which hears a tone."""

import math
import re
import struct
import wave
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, WebSocketRoute, expect

MICROPHONE_TONE = 1100
RATE = 48_000
LOUDEST_HERTZ = """async () => {
  const voice = document.querySelector("audio").srcObject;
  if (!voice) {
    await new Promise((done) => setTimeout(done, 100));
    return 0;
  }
  const context = new AudioContext();
  await context.resume();
  const analyser = new AnalyserNode(context, { fftSize: 8192 });
  context.createMediaStreamSource(voice).connect(analyser);
  await new Promise((done) => setTimeout(done, 400));
  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  const at = levels.indexOf(Math.max(...levels));
  await context.close();
  return levels[at] < -70 ? 0 : (at * context.sampleRate) / analyser.fftSize;
}"""


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

    def wait_for_tone(self, hertz: int, tries: int = 200) -> bool:
        """Whether the loudest that comes out is this tone, now or soon."""
        return any(abs(self.page.evaluate(LOUDEST_HERTZ) - hertz) < 20 for _ in range(tries))

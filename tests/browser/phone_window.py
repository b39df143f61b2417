"""The window of the phone in the browser, as somebody uses it. The microphone is Chromium's fake one: it hears a tone."""

import math
import struct
import wave
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

MICROPHONE_TONE = 1100
RATE = 48_000
LOUDEST_HERTZ = """async () => {
  const context = new AudioContext();
  await context.resume();
  const analyser = new AnalyserNode(context, { fftSize: 8192 });
  context.createMediaStreamSource(document.querySelector("audio").srcObject).connect(analyser);
  await new Promise((done) => setTimeout(done, 400));
  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  const at = levels.indexOf(Math.max(...levels));
  await context.close();
  return levels[at] < -70 ? 0 : (at * context.sampleRate) / analyser.fftSize;
}"""


def write_tone(path: Path) -> None:
    """What Chromium's fake microphone hears, round and round."""
    samples = (int(12_000 * math.sin(2 * math.pi * MICROPHONE_TONE * at / RATE)) for at in range(RATE))
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))


class PhoneWindow:
    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()

    def open(self) -> "PhoneWindow":
        self.page.goto("/phone/")
        return self

    def switch_on(self) -> "PhoneWindow":
        self.button("Switch on").click()
        expect(self.status).to_have_text("Ready")
        return self

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

    def wait_for_tone(self, hertz: int, tries: int = 12) -> bool:
        """Whether the loudest that comes out is this tone, now or soon."""
        return any(abs(self.page.evaluate(LOUDEST_HERTZ) - hertz) < 20 for _ in range(tries))

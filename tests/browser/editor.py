"""The editor as a person's hands and eyes find it: by its words, with mouse or keyboard."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

NOTHING = "Not connected"
RETRIES = 1
"""Of a request on a connection that the portal closes at that moment, for nothing has come by it for a while."""


class Editor:
    """One page with one drawing. Blocks are called by the names that they carry on the canvas."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.canvas = page.locator(".react-flow")
        self.inspector = page.locator(".inspector")
        self.state = page.locator(".save-state")
        self.problems = page.locator(".problems-button")
        self.messages = page.get_by_role("region", name="Messages of the editor")

    def open(self, flow_id: int) -> "Editor":
        self.page.goto(f"/flows/{flow_id}/edit")
        return self.wait()

    def wait(self) -> "Editor":
        """Until the drawing is there."""
        expect(self.page.locator(".react-flow__node").first).to_be_visible()
        return self

    @property
    def flow_id(self) -> str:
        found = re.search(r"/flows/(\d+)/edit", self.page.url)
        assert found
        return found[1]

    def block(self, name: str) -> Locator:
        return self.page.locator(".react-flow__node", has=self.page.locator(".block-label", has_text=_exactly(name)))

    def wire(self, source: str, target: str) -> Locator:
        return self.page.get_by_role("group", name=f"From {source} to {target}", exact=True)

    def drag_in(self, kind: str, x: int, y: int) -> None:
        """Drag a kind of block from the palette to a point of the canvas."""
        self.page.get_by_role("button", name=f"Add {kind}").drag_to(self.canvas, target_position={"x": x, "y": y})

    def drag_wire(self, source: str, outlet: str, target: str) -> None:
        self._drag(self.outlet(source, outlet), _middle(self.block(target).locator(".block-in")))
        expect(self.wire(source, target)).not_to_have_count(0)

    def outlet(self, block: str, name: str) -> Locator:
        row = self.block(block).locator(".block-outlet", has=self.page.get_by_text(name, exact=True))
        return row.locator(".block-out")

    def move(self, name: str, x: int, y: int) -> None:
        """Drag a block to a point of the canvas."""
        frame = self.canvas.bounding_box()
        assert frame
        self._drag(self.block(name).locator(".block-label"), (frame["x"] + x, frame["y"] + y))

    def _drag(self, grip: Locator, goal: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*_middle(grip))
        mouse.down()
        mouse.move(*goal, steps=8)
        mouse.up()

    def choose(self, name: str) -> None:
        self.block(name).locator(".block-label").click()
        expect(self.inspector.get_by_label("Name", exact=True)).to_have_value(name)

    def chosen(self) -> str | None:
        """The name of the one block whose settings are shown."""
        name = self.inspector.get_by_label("Name", exact=True)
        return name.input_value() if name.count() else None

    def zoom(self) -> float:
        seen = "view => new DOMMatrix(getComputedStyle(view).transform).a"
        return float(self.page.locator(".react-flow__viewport").evaluate(seen))

    def set(self, setting: str, option: str) -> None:
        self.inspector.get_by_label(setting, exact=True).select_option(label=option)

    def rename(self, name: str) -> None:
        self.inspector.get_by_label("Name", exact=True).fill(name)

    def leads_to(self, outlet: str) -> Locator:
        return self.inspector.get_by_label(f"{outlet} goes to")

    def badge(self, name: str) -> Locator:
        """How many faults a block is marked with."""
        return self.block(name).locator(".block-badge")

    def save(self) -> None:
        self.page.get_by_role("button", name="Save draft").click()
        expect(self.state).to_have_text("Saved")

    def publish(self) -> None:
        """Ask for it, and say yes."""
        self.page.get_by_role("button", name="Publish", exact=True).click()
        self.page.get_by_role("dialog", name="Publish this drawing").get_by_role("button", name="Publish").click()

    def kept(self) -> dict[str, Any]:
        """The drawing that the server holds."""
        graph: dict[str, Any] = self.page.request.get(f"/api/flows/{self.flow_id}", max_retries=RETRIES).json()["graph"]
        return graph


def _exactly(words: str) -> re.Pattern[str]:
    return re.compile(f"^{re.escape(words)}$")


def _middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box, f"not on the screen: {place}"
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

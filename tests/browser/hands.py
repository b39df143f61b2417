"""Three ways in which a person draws: with a mouse, by keyboard alone, with a finger."""

from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.demo_flow import KINDS, Setting, outlet_label
from tests.browser.editor import Editor

MOST_TABS = 60

Node = dict[str, Any]


class Hands:
    """Each act is one step to undo; *steps* counts them."""

    wires_what_it_adds = False

    def __init__(self, editor: Editor) -> None:
        self.editor, self.page = editor, editor.page
        self.steps = 0

    def add(self, node: Node, source: Node) -> None:
        raise NotImplementedError

    def choose(self, node: Node) -> None:
        raise NotImplementedError

    def name(self, node: Node) -> None:
        raise NotImplementedError

    def set(self, setting: Setting) -> None:
        """A setting of the chosen block."""
        raise NotImplementedError

    def wire(self, source: Node, outlet: str, target: Node) -> None:
        raise NotImplementedError

    def undo(self) -> None:
        raise NotImplementedError

    def redo(self) -> None:
        raise NotImplementedError

    def field(self, setting: Setting) -> Locator:
        return self.editor.inspector.get_by_label(setting.label, exact=True)

    def key(self, key: str) -> Locator:
        return self.editor.inspector.get_by_role("button", name=f"Key {key}", exact=True)

    def tool(self, name: str) -> Locator:
        return self.page.get_by_role("toolbar", name="Editing").get_by_role("button", name=name, exact=True)


class Mouse(Hands):
    """Drags blocks to where they are to be, and wires from one to the next."""

    def add(self, node: Node, source: Node) -> None:
        self.editor.drag_in(KINDS[node["type"]]["label"], *self._where(node))

    def _where(self, node: Node) -> tuple[int, int]:
        """On a canvas that was made smaller."""
        place = node["position"]
        return round(100 + place["x"] * self.zoom), round(150 + place["y"] * self.zoom)

    def make_room(self, start: Node) -> None:
        for _ in range(2):
            self.page.get_by_role("button", name="Zoom out").click()
        self.zoom = self.editor.zoom()
        self.editor.move("Start", *self._where(start))
        self.steps += 1

    def choose(self, node: Node) -> None:
        self.editor.choose(node["label"])

    def name(self, node: Node) -> None:
        self.editor.inspector.get_by_label("Name", exact=True).click(click_count=3)
        self.page.keyboard.type(node["label"])

    def set(self, setting: Setting) -> None:
        if setting.control == "keys":
            self.key(setting.chosen).click()
        elif setting.control == "number":
            self.field(setting).click(click_count=3)
            self.page.keyboard.type(setting.chosen)
        else:
            self.field(setting).select_option(label=setting.chosen)

    def wire(self, source: Node, outlet: str, target: Node) -> None:
        self.editor.drag_wire(source["label"], outlet_label(source, outlet), target["label"])

    def undo(self) -> None:
        self.tool("Undo").click()

    def redo(self) -> None:
        self.tool("Redo").click()


class Keyboard(Hands):
    """Adds each block behind another by searching for its kind; all the rest is said in the settings."""

    wires_what_it_adds = True

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def add(self, node: Node, source: Node) -> None:
        self.choose(source)
        self.press("/")
        self.page.keyboard.type(KINDS[node["type"]]["label"])
        self.press("Enter")

    def choose(self, node: Node) -> None:
        self.press("Escape")
        if self.editor.chosen() == node["label"]:
            return
        self.press("Control+f")
        self.page.keyboard.type(node["label"])
        self.press("Enter", "Escape")
        expect(self.editor.inspector.get_by_label("Name", exact=True)).to_have_value(node["label"])

    def name(self, node: Node) -> None:
        self.press("F2")
        self.page.keyboard.type(node["label"])

    def set(self, setting: Setting) -> None:
        if setting.control == "keys":
            self._tab_to(self.page.locator(".key-pad [tabindex='0']"))
        else:
            self._tab_to(self.field(setting))
        if setting.control == "number":
            self.press("Control+a")
        self.page.keyboard.type(setting.chosen)

    def wire(self, source: Node, outlet: str, target: Node) -> None:
        self.choose(source)
        self.press("w")
        select = self.editor.leads_to(outlet_label(source, outlet))
        self._tab_to(select)
        self.page.keyboard.type(target["label"])
        expect(select.locator("option:checked")).to_have_text(target["label"])

    def undo(self) -> None:
        self.press("Control+z")

    def redo(self) -> None:
        self.press("Control+y")

    def _tab_to(self, place: Locator) -> None:
        for _ in range(MOST_TABS):
            if place.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"not reached by Tab: {place}")


class Finger(Hands):
    """Taps a kind to have it behind the chosen block, and an outlet and a block to wire them."""

    wires_what_it_adds = True

    def add(self, node: Node, source: Node) -> None:
        self.choose(source)
        self.page.get_by_role("button", name=f"Add {KINDS[node['type']]['label']}", exact=True).tap()

    def choose(self, node: Node) -> None:
        if self.editor.chosen() == node["label"]:
            return
        self.page.get_by_role("button", name="Fit to screen").tap()
        self.editor.block(node["label"]).locator(".block-label").tap()
        expect(self.editor.inspector.get_by_label("Name", exact=True)).to_have_value(node["label"])

    def name(self, node: Node) -> None:
        self.editor.inspector.get_by_label("Name", exact=True).tap()
        self.editor.rename(node["label"])

    def set(self, setting: Setting) -> None:
        if setting.control == "keys":
            self.key(setting.chosen).tap()
        elif setting.control == "number":
            self.field(setting).tap()
            self.field(setting).fill(setting.chosen)
        else:
            self.field(setting).select_option(label=setting.chosen)

    def wire(self, source: Node, outlet: str, target: Node) -> None:
        self.choose(source)
        self.page.get_by_role("button", name=f"where “{outlet_label(source, outlet)}” goes").tap()
        self.editor.block(target["label"]).locator(".block-label").tap()
        expect(self.editor.leads_to(outlet_label(source, outlet)).locator("option:checked")).to_have_text(
            target["label"]
        )

    def undo(self) -> None:
        self.tool("Undo").tap()

    def redo(self) -> None:
        self.tool("Redo").tap()

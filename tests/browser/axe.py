"""axe-core on a page: whatever breaks WCAG 2.2 AA fails the test, with the place."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page

SOURCE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """async ([tags, colours, preload]) => {
  const isDark = document.documentElement.dataset.bsTheme === "dark";
  const runOnly = isDark ? { type: "rule", values: colours } : { type: "tag", values: tags };
  const found = await axe.run({ runOnly, preload, resultTypes: ["violations"] });
  return { passed: found.passes.length, violations: found.violations };
}"""
"""Every state is looked at in the light, too, so that in the dark only the colours may be wrong."""
HEIGHT = "() => document.documentElement.scrollHeight"


def bring(context: BrowserContext | Page) -> None:
    """Into every page that is opened from now on."""
    context.add_init_script(path=SOURCE)


def check_both(page: Page) -> None:
    """In the light and in the dark."""
    page.wait_for_load_state()
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)
        check(page)


def check(page: Page, preload: bool = True) -> None:
    """Runs axe on the whole page at once, as high as it is: a bar that stays at the edge of the screen covers half of
    some field or other at any height, and scrolling frees it. Without *preload* where a style is in a shadow of its
    own: axe would copy it, which our CSP forbids."""
    page.wait_for_load_state()
    screen = page.viewport_size
    assert screen
    if (height := page.evaluate(HEIGHT)) > screen["height"]:
        page.set_viewport_size({"width": screen["width"], "height": height})
    found = page.evaluate(RUN, [TAGS, OF_COLOURS, preload])
    if page.viewport_size != screen:
        page.set_viewport_size(screen)
    assert found["passed"]
    faults = [
        f"{fault['id']}: {place['html'][:200]} {place['failureSummary']}"
        for fault in found["violations"]
        for place in fault["nodes"]
    ]
    assert faults == [], "\n".join([page.url, *faults])

"""Makes a TV screen by Status, and returns the address of its link."""

from playwright.sync_api import Page


def link_of_a_screen(page: Page, *figures: str, language: str = "en") -> str:
    page.goto("/status/")
    mark = page.locator("meta[name=csrf]").get_attribute("content")
    wanted = {"name": "Hall", "language": language, "groups": [], "figures": [*figures]}
    made = page.request.post("/status/screens", data=wanted, headers={"X-CSRFToken": mark or "", "Referer": page.url})
    assert made.status == 201, made.text()
    return "/tv/" + made.json()["link"].rpartition("/")[2]

"""A form that failed for a reason of the exchange's own is not lost: it comes back when its page does."""

from playwright.sync_api import expect

FORM = "/settings/lists/new"


def test_what_was_typed_comes_back_once(page, complaints):
    """The page of the error has the very address of the form."""

    def fail(route):
        if route.request.method == "POST":
            page.context.add_cookies([{"name": "kept", "value": FORM, "domain": "127.0.0.1", "path": "/"}])
            route.continue_(url=f"{page.url}/no-such-page")
        else:
            route.fallback()

    page.goto(FORM)
    page.route(f"**{FORM}", fail)
    complaints.expect("404")
    page.get_by_label("Name").fill("Friends of the house")
    page.get_by_role("main").get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is nothing here")).to_be_visible()
    page.wait_for_load_state()
    page.unroute(f"**{FORM}")
    page.goto(FORM)
    expect(page.get_by_label("Name")).to_have_value("Friends of the house")
    expect(page.get_by_text("This was not saved yet")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Friends of the house")).to_be_visible()
    page.goto(FORM)
    expect(page.get_by_label("Name")).to_have_value("")

"""Nothing drawn is lost: not by a reload, not without a connection, not when two draw at once."""

from playwright.sync_api import expect

from tests.browser.drawings import add_flow, menu_and_message
from tests.browser.editor import Editor


def label_of(graph, node_id):
    return next(node["label"] for node in graph["nodes"] if node["id"] == node_id)


def rename(editor, name, new_name):
    editor.choose(name)
    editor.rename(new_name)
    expect(editor.state).to_have_text("Unsaved changes")


def test_a_saved_draft_is_there_after_a_reload(page, exchange):
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    rename(editor, "Message", "Opening words")
    editor.move("Opening words", 400, 600)
    editor.save()
    kept = editor.kept()
    page.reload()
    editor.wait()
    expect(editor.block("Opening words")).to_be_visible()
    expect(editor.state).to_have_text("Saved")
    assert editor.kept() == kept
    assert label_of(kept, "message") == "Opening words"


def test_leaving_with_unsaved_changes_asks_and_a_reload_offers_them_again(page, exchange):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    rename(editor, "Message", "Opening words")
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.get_by_role("dialog", name="Unsaved changes found")).to_be_visible()
    page.get_by_role("button", name="Restore them").click()
    expect(editor.block("Opening words")).to_be_visible()
    assert label_of(editor.kept(), "message") == "Message"
    editor.save()
    assert label_of(editor.kept(), "message") == "Opening words"


def test_without_a_connection_the_work_is_kept_and_saved_when_it_is_back(page, exchange, complaints):
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    with page.expect_response("**/check"):
        rename(editor, "Message", "Opening words")
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.keyboard.press("Control+s")
    expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached.")
    expect(editor.state).to_have_text("Not saved")
    page.context.set_offline(False)
    expect(editor.state).to_have_text("Saved")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert label_of(editor.kept(), "message") == "Opening words"


def test_a_server_that_never_answers_is_given_up_and_nothing_is_lost(page, exchange):
    page.clock.install()
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    held = []
    page.route("**/draft", lambda route: held.append(route))
    rename(editor, "Message", "Opening words")
    page.get_by_role("button", name="Save draft").click()
    expect(editor.state).to_have_text("Saving …")
    page.clock.fast_forward("00:16")
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text("The server does not answer. Your changes are kept in this browser.")
    expect(editor.block("Opening words")).to_be_visible()
    page.unroute_all()
    banner.get_by_role("button", name="Try again").click()
    expect(editor.state).to_have_text("Saved")
    assert len(held) == 1


def two_tabs(browse, exchange, complaints):
    """One drawing open in two tabs; the first has saved a new name, the second has an unsaved one."""
    context = browse()
    flow_id = add_flow(exchange, menu_and_message())
    first, second = (Editor(context.new_page()).open(flow_id) for _ in range(2))
    rename(first, "Message", "First words")
    first.save()
    rename(second, "Message", "Second words")
    complaints.expect("409")
    second.page.get_by_role("button", name="Save draft").click()
    expect(second.page.get_by_role("dialog", name="Somebody else saved")).to_be_visible()
    assert label_of(second.kept(), "message") == "First words"
    return first, second


def test_who_saves_second_is_told_and_may_keep_the_own_drawing(browse, exchange, complaints):
    _, second = two_tabs(browse, exchange, complaints)
    second.page.get_by_role("button", name="Keep mine").click()
    expect(second.state).to_have_text("Saved")
    assert label_of(second.kept(), "message") == "Second words"


def test_who_loads_the_other_drawing_can_undo_to_the_own(browse, exchange, complaints):
    _, second = two_tabs(browse, exchange, complaints)
    second.page.get_by_role("button", name="Load theirs").click()
    expect(second.block("First words")).to_be_visible()
    expect(second.state).to_have_text("Saved")
    second.page.get_by_role("button", name="Undo").click()
    expect(second.block("Second words")).to_be_visible()
    second.save()
    assert label_of(second.kept(), "message") == "Second words"


def test_a_conflict_put_off_keeps_saying_so_and_survives_a_reload(browse, exchange, complaints):
    _, second = two_tabs(browse, exchange, complaints)
    second.page.keyboard.press("Escape")
    expect(second.page.get_by_role("alert")).to_contain_text("Somebody else saved this drawing.")
    second.page.on("dialog", lambda dialog: dialog.accept())
    second.page.reload()
    expect(second.page.get_by_role("dialog")).to_contain_text("A newer drawing has been saved since then.")
    second.page.get_by_role("button", name="Restore them").click()
    expect(second.block("Second words")).to_be_visible()


def test_what_a_crashed_tab_had_is_offered_again_whatever_another_saved(browse, exchange):
    context = browse()
    flow_id = add_flow(exchange, menu_and_message())
    first, second = (Editor(context.new_page()).open(flow_id) for _ in range(2))
    rename(first, "Message", "First words")
    rename(second, "Message", "Second words")
    second.page.wait_for_function("() => JSON.stringify(localStorage).includes('Second words')")
    first.save()
    first.page.close(run_before_unload=True)
    second.page.close()
    third = Editor(context.new_page()).open(flow_id)
    third.page.get_by_role("button", name="Restore them").click()
    expect(third.block("Second words")).to_be_visible()


def test_a_drawing_that_rests_is_saved_by_itself(page, exchange):
    page.clock.install()
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    rename(editor, "Message", "Opening words")
    page.clock.fast_forward(25_000)
    expect(editor.state).to_have_text("Saved")
    assert label_of(editor.kept(), "message") == "Opening words"

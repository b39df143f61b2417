"""The small picture of a call's path."""

from app.calls.path_picture import MOST_BLOCKS, path_picture


def test_each_block_stands_beside_the_one_before():
    found = path_picture(["start", "menu", "sales", "support", "end"], {"start": "Main number"})
    assert [(block.number, block.name, block.x, block.y) for block in found.blocks] == [
        (1, "start", 6, 6),
        (2, "menu", 97, 6),
        (3, "sales", 188, 6),
        (4, "support", 188, 46),
        (5, "end", 97, 46),
    ]
    assert found.wires == ["M84 17H97", "M175 17H188", "M227 28V46", "M188 57H175"]
    assert found.blocks[0].label == "Main number"


def test_a_block_that_is_visited_again_has_one_number():
    assert [block.name for block in path_picture(["menu", "sales", "menu"], {}).blocks] == ["menu", "sales"]


def test_a_long_name_is_cut_short_and_kept_whole():
    (block,) = path_picture(["a"], {"a": "Outside our opening hours"}).blocks
    assert (block.label, block.full_label) == ("Outside ou…", "Outside our opening hours")


def test_a_name_of_wide_letters_is_cut_sooner():
    labels = {"a": "Ankommender Anruf", "b": "Willi ist still"}
    assert [block.label for block in path_picture(["a", "b"], labels).blocks] == ["Ankommen…", "Willi ist still"]


def test_what_does_not_fit_is_counted():
    found = path_picture([f"b{place}" for place in range(MOST_BLOCKS + 5)], {})
    assert (len(found.blocks), found.left_out) == (MOST_BLOCKS, 5)


def test_without_blocks_there_is_no_picture():
    assert path_picture([], {}) is None

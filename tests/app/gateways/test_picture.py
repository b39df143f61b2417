import pytest

from app.gateways.ffmpeg import FfmpegMissing, Unreadable
from app.gateways.picture import MOST_SOURCE_BYTES, to_square_jpeg
from tests.app.people.people import png


def size_of(jpeg):
    """(width, height) out of the frame header (ITU T.81, B.2.2)."""
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return int.from_bytes(jpeg[at + 7 : at + 9]), int.from_bytes(jpeg[at + 5 : at + 7])


@pytest.mark.parametrize(("width", "height"), [(640, 480), (1, 1), (30, 900)])
def test_any_picture_becomes_a_small_square(width, height):
    assert size_of(to_square_jpeg(png(width, height))) == (256, 256)


def test_a_picture_that_would_fill_the_memory_is_not_unpacked():
    bomb = png(30_000, 30_000)
    assert len(bomb) < 200_000
    with pytest.raises(Unreadable):
        to_square_jpeg(bomb)


@pytest.mark.parametrize(
    "source", [b"", b"text", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"#EXTM3U\nfile:///etc/passwd"]
)
def test_only_the_forms_of_photos_are_read(source):
    with pytest.raises(Unreadable, match="no JPEG"):
        to_square_jpeg(source)


def test_a_file_that_is_too_large_is_not_even_looked_at():
    with pytest.raises(Unreadable, match="10 MB"):
        to_square_jpeg(bytes(MOST_SOURCE_BYTES + 1))


def test_without_its_tools_it_says_which(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FfmpegMissing):
        to_square_jpeg(png(8, 8))

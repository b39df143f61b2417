"""Photos, made small and square by ffmpeg."""

import tempfile
from pathlib import Path

from app.gateways import ffmpeg
from app.gateways.ffmpeg import Limits, Unreadable

SIDE_PX = 256
MOST_SOURCE_BYTES = 10 * 2**20
MOST_PIXELS = 60_000_000
"""More than any telephone's camera takes; what claims to be larger is refused before it is unpacked."""

TOO_MANY = b"exceeds specified max pixel count"
LIMITS = Limits(time_s=10, memory_bytes=2**30)
QUIET = ("-loglevel", "error", "-filter_complex_threads", "1")
SIDES = f"{SIDE_PX}:{SIDE_PX}"
SQUARE_ON_WHITE = (
    f"color=white:s={SIDE_PX}x{SIDE_PX}:d=1[white];"
    f"[0:v]crop='min(iw,ih)':'min(iw,ih)',scale={SIDES}:flags=lanczos,format=rgba[given];[white][given]overlay"
)


class PictureTooLarge(Unreadable):
    """Reports that a picture has more than MOST_SOURCE_BYTES."""


class TooManyPixels(Unreadable):
    """Says that the picture would unpack to more than MOST_PIXELS."""


def to_square_jpeg(source: bytes) -> bytes:
    """Return the middle of the picture, upright, SIDE_PX wide and high, without the camera's metadata.

    Raise Unreadable, also unless it is a JPEG, PNG, WebP or GIF, or FfmpegMissing.
    """
    if len(source) > MOST_SOURCE_BYTES:
        raise PictureTooLarge(f"more than {MOST_SOURCE_BYTES // 2**20} MB")
    form = _form(source)
    with tempfile.TemporaryDirectory(prefix="zentrale-") as folder:
        given, made = Path(folder, "given"), Path(folder, "made.jpg")
        given.write_bytes(source)
        read = ["-f", form, "-max_pixels", str(MOST_PIXELS), "-i", str(given)]
        write = [
            "-frames:v",
            "1",
            "-an",
            "-map_metadata",
            "-1",
            "-bitexact",
            "-pix_fmt",
            "yuvj420p",
            "-q:v",
            "3",
            "-f",
            "mjpeg",
            str(made),
        ]
        _run(*QUIET, *read, "-filter_complex", SQUARE_ON_WHITE, *write)
        if not made.is_file() or not made.stat().st_size:
            raise Unreadable("nothing could be read of it")
        return made.read_bytes()


def _form(source: bytes) -> str:
    """Return ffmpeg's name of the format that the first bytes show, whatever the file is called."""
    if source.startswith(b"\xff\xd8\xff"):
        return "jpeg_pipe"
    if source.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png_pipe"
    if source[:4] == b"RIFF" and source[8:12] == b"WEBP":
        return "webp_pipe"
    if source[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    raise Unreadable("no JPEG, PNG, WebP or GIF")


def _run(*arguments: str) -> None:
    try:
        ffmpeg.run(*arguments, limits=LIMITS)
    except Unreadable as problem:
        if TOO_MANY in problem.told:
            raise TooManyPixels(f"more than {MOST_PIXELS} pixels") from problem
        raise

"""Photos, made small and square by ffmpeg in a process of its own that may take only so much time and memory."""

import os
import subprocess
import tempfile
from pathlib import Path

from app.gateways.ffmpeg import ONE_HEAP

SIDE_PX = 256
MOST_SOURCE_BYTES = 10 * 2**20
MOST_PIXELS = 60_000_000
"""More than any telephone's camera takes; what claims to be larger is refused before it is unpacked."""

TOO_MANY = b"exceeds specified max pixel count"
TIME_LIMIT_S = 10
MOST_MEMORY_BYTES = 2**30
LIMITS = ("prlimit", f"--as={MOST_MEMORY_BYTES}", f"--cpu={TIME_LIMIT_S}", "--core=0")
QUIET = ("-hide_banner", "-nostdin", "-loglevel", "error", "-protocol_whitelist", "file,pipe")
FFMPEG = ("ffmpeg", *QUIET, "-threads", "1", "-filter_complex_threads", "1")
SIDES = f"{SIDE_PX}:{SIDE_PX}"
SQUARE_ON_WHITE = (
    f"color=white:s={SIDE_PX}x{SIDE_PX}:d=1[white];"
    f"[0:v]crop='min(iw,ih)':'min(iw,ih)',scale={SIDES}:flags=lanczos,format=rgba[given];[white][given]overlay"
)


class PictureToolMissing(Exception):
    """ffmpeg is not installed."""


class NotAPicture(Exception):
    """It is no JPEG, PNG, WebP or GIF, or is damaged."""


class PictureTooLarge(NotAPicture):
    """More than MOST_SOURCE_BYTES."""


class TooManyPixels(NotAPicture):
    """It would unpack to more than MOST_PIXELS."""


def to_square_jpeg(source: bytes) -> bytes:
    """The middle of the picture, upright, SIDE_PX wide and high, without what the camera noted about it."""
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
        _run([*LIMITS, *FFMPEG, *read, "-filter_complex", SQUARE_ON_WHITE, *write])
        if not made.is_file() or not made.stat().st_size:
            raise NotAPicture("nothing could be read of it")
        return made.read_bytes()


def _form(source: bytes) -> str:
    """ffmpeg's name of what the first bytes say it is, whatever the file is called."""
    if source.startswith(b"\xff\xd8\xff"):
        return "jpeg_pipe"
    if source.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png_pipe"
    if source[:4] == b"RIFF" and source[8:12] == b"WEBP":
        return "webp_pipe"
    if source[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    raise NotAPicture("no JPEG, PNG, WebP or GIF")


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=TIME_LIMIT_S, env={**os.environ, **ONE_HEAP})
    except FileNotFoundError as problem:
        raise PictureToolMissing("ffmpeg and prlimit are needed (Debian: ffmpeg, util-linux)") from problem
    except subprocess.TimeoutExpired as problem:
        raise NotAPicture(f"it took longer than {TIME_LIMIT_S} s to read") from problem
    except subprocess.CalledProcessError as problem:
        if b"ffmpeg: No such file" in problem.stderr or b"failed to execute ffmpeg" in problem.stderr:
            raise PictureToolMissing("ffmpeg is not installed (Debian package: ffmpeg)") from problem
        if TOO_MANY in problem.stderr:
            raise TooManyPixels(f"more than {MOST_PIXELS} pixels") from problem
        raise NotAPicture(problem.stderr.decode(errors="replace").strip()[-200:]) from problem

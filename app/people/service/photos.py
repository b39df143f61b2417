"""Manages employees' photos."""

import hashlib

from flask_babel import gettext as _

from app.db import db
from app.gateways import picture
from app.gateways.ffmpeg import FfmpegMissing, Unreadable
from app.people.models import Employee, EmployeePhoto
from app.web.errors import Refused


class PhotoRefused(Refused):
    """Says that the file is not a usable photo."""

    code = "photo_refused"


class PhotoToolMissing(Refused):
    """Says that photos can't be converted on this machine."""

    status = 503
    code = "photo_tool_missing"


def set_photo(employee: Employee, source: bytes) -> None:
    """Store a photo. Raise PhotoRefused if it is no picture that we take, or PhotoToolMissing if ffmpeg is not
    installed."""
    jpeg = _made(source)
    kept = db.session.get(EmployeePhoto, employee.id)
    if kept is None:
        db.session.add(EmployeePhoto(employee_id=employee.id, jpeg=jpeg))
    else:
        kept.jpeg = jpeg
    employee.photo = hashlib.sha256(jpeg).hexdigest()


def remove_photo(employee: Employee) -> None:
    """Delete the photo."""
    kept = db.session.get(EmployeePhoto, employee.id)
    if kept is not None:
        db.session.delete(kept)
    employee.photo = ""


def _made(source: bytes) -> bytes:
    try:
        return picture.to_square_jpeg(source)
    except picture.PictureTooLarge as problem:
        most = picture.MOST_SOURCE_BYTES // 2**20
        raise PhotoRefused(_("A photo may have at most %(most)s MB.", most=most)) from problem
    except picture.TooManyPixels as problem:
        most = picture.MOST_PIXELS // 1_000_000
        sentence = _("The picture has more than %(most)s million pixels. Save it smaller, and try again.", most=most)
        raise PhotoRefused(sentence) from problem
    except Unreadable as problem:
        raise PhotoRefused(_("This can't be read as a picture. JPEG, PNG, WebP and GIF can.")) from problem
    except FfmpegMissing as problem:
        sentence = _("Photos can't be made small here: ffmpeg is not installed. The operator can install it.")
        raise PhotoToolMissing(sentence) from problem

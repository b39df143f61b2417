"""Describes the state of a recording in words."""

from flask_babel import lazy_gettext as _

from app.recordings.models import Recording

KINDS = {"call": _("Call"), "message": _("Message")}
STATES = {
    "recording": _("Being recorded"),
    "making": _("Being prepared"),
    "ready": _("Ready"),
    "silent": _("No sound"),
    "failed": _("Failed"),
}
FAULTS = {
    "broken": _("What was recorded can't be read: %(detail)s."),
    "codec": _("The voice was sent in %(detail)s, which can't be converted."),
    "missing": _("The media server kept nothing of it."),
    "trouble": _("It could not be made. It is tried again every minute."),
}


def words(recording: Recording) -> str:
    """Return the state, or what is wrong, as a sentence."""
    file = recording.file
    return str(FAULTS[file.fault]) % {"detail": file.detail} if file.fault else str(STATES[recording.state])


def length(duration_s: float) -> str:
    """Return a duration as text: 75.2 is "1:15", an hour more "1:01:15"."""
    minutes, seconds = divmod(round(duration_s), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

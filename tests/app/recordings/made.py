"""What became of recordings, for tests to look at."""

from app.db import db, now
from app.recordings.models import RecordedFile, Recording
from app.recordings.words import words


def file_of(name):
    db.session.expire_all()
    return db.session.get(RecordedFile, name)


def told(name):
    db.session.expire_all()
    recording = db.session.get(Recording, name)
    return recording.state, words(recording)


def make_due(name):
    file_of(name).not_before = now()
    db.session.commit()

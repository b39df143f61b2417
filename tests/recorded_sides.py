"""What is heard on the two sides of a recording."""

import io
import wave

from app.db import find
from app.ports.recordings import recordings
from app.recordings.models import Recording
from app.recordings.service import open_sound
from testphone.sound import encode
from tests.exchange import Exchange


def sides(exchange: Exchange, number: str) -> list[bytes]:
    """The channels of the recording of the latest call to *number*, as u-law."""
    exchange.work("follow the journal", "make recordings")
    call = exchange.steps(number)[0]["call"]
    with exchange.in_company():
        (told,) = recordings().recordings_of(call)
        assert told["state"] == "ready", told
        file, _ = open_sound(find(Recording, id=told["id"]))
        with file, wave.open(io.BytesIO(file.read())) as sound:
            assert sound.getframerate() == 8000
            count, frames = sound.getnchannels(), memoryview(sound.readframes(sound.getnframes())).cast("h")
    return [bytes(encode(sample) for sample in frames[channel::count]) for channel in range(count)]

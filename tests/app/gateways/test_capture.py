"""What rtpengine recorded becomes a WAV file in which everything is where and when it was said."""

from pathlib import Path

import pytest

from app.gateways.capture import convert
from app.gateways.decoded import UnsupportedCodec
from app.gateways.ffmpeg import run
from app.gateways.rtp_capture import BrokenCapture
from app.gateways.spool import finished
from tests.app.gateways.sound import RATE, channels, loudness, pcap, rtp

HERE = Path(__file__).parent
SPOOL = HERE / "spool"
"""Made by rtpengine 10.5.3: c0ffee-r1 is a message (700 Hz in A-law, and a # key), c0ffee-r2 a
conversation."""

LOUD, SOFT = bytes([0x80]) * 160, bytes([0xC0]) * 160
LOUD_SAMPLE, SOFT_SAMPLE = 32124, 1884
CALLER, EMPLOYEE = 30000, 30002


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    return tmp_path / "out.wav"


def converted(wav: Path, packets: list[tuple[float, int, bytes]], **options) -> list[list[int]]:
    source = wav.with_suffix(".pcap")
    source.write_bytes(pcap(packets))
    convert(source, wav, **{"stereo": True, "caller_port": CALLER} | options)
    return channels(wav)


def test_a_conversation_has_the_caller_on_the_left_and_the_employee_on_the_right(wav):
    capture = finished(SPOOL)["c0ffee-r2"]
    result = convert(capture.pcap, wav, stereo=True, caller_port=capture.caller_port)
    left, right = channels(wav)
    assert loudness(left, 700) > 7500 > 100 > loudness(left, 1100)
    assert loudness(right, 1100) > 7500 > 100 > loudness(right, 700)
    assert result.sides == 2
    assert result.duration_s == len(left) / RATE == pytest.approx(1.01, abs=0.02)


def test_without_a_port_the_side_heard_first_is_on_the_left(wav):
    convert(finished(SPOOL)["c0ffee-r2"].pcap, wav, stereo=True)
    assert loudness(channels(wav)[0], 700) > 7500


def test_a_message_is_one_channel_and_a_key_is_not_heard(wav):
    capture = finished(SPOOL)["c0ffee-r1"]
    convert(capture.pcap, wav, stereo=False, caller_port=capture.caller_port)
    (only,) = channels(wav)
    assert loudness(only[:3000], 700) > 7500
    key = only[3300:4500]
    assert not any(key)


def test_sides_are_aligned_by_the_time_of_arrival(wav):
    left, right = converted(wav, [(0, CALLER, rtp(5, LOUD)), (0.5, EMPLOYEE, rtp(77, SOFT, ssrc=2))])
    assert left[:160] == [LOUD_SAMPLE] * 160
    assert right.index(SOFT_SAMPLE) == 4000


def test_jitter_does_not_move_sound_and_late_packets_find_their_place(wav):
    left, _ = converted(
        wav,
        [(0, CALLER, rtp(0, LOUD)), (0.09, CALLER, rtp(320, LOUD)), (0.1, CALLER, rtp(160, SOFT))],
    )
    assert left == [LOUD_SAMPLE] * 160 + [SOFT_SAMPLE] * 160 + [LOUD_SAMPLE] * 160


def test_a_pause_is_silence(wav):
    left, _ = converted(wav, [(0, CALLER, rtp(0, LOUD)), (100, CALLER, rtp(800_000, LOUD))])
    assert len(left) == 800_160
    assert not any(left[160:800_000])


def test_what_somebody_said_stays_while_the_other_one_talks_on_for_minutes(wav):
    talking = [(at, EMPLOYEE, rtp(at * RATE, SOFT, ssrc=2)) for at in (1, 40, 80, 120)]
    left, right = converted(wav, [(0, CALLER, rtp(0, LOUD)), *talking])
    assert [at for at in range(0, len(left), 160) if any(left[at : at + 160])] == [0]
    assert [at // RATE for at in range(0, len(right), 160) if any(right[at : at + 160])] == [1, 40, 80, 120]


def test_a_packet_from_before_the_beginning_takes_no_other_with_it(wav):
    left, _ = converted(
        wav,
        [(0, CALLER, rtp(160, LOUD)), (0.01, CALLER, rtp(0, SOFT)), (0.02, CALLER, rtp(320, LOUD))],
    )
    assert left == [LOUD_SAMPLE] * 320


def test_timestamps_may_wrap(wav):
    left, _ = converted(wav, [(0, CALLER, rtp(0xFFFFFFFF - 159, LOUD)), (0.02, CALLER, rtp(0, SOFT))])
    assert left == [LOUD_SAMPLE] * 160 + [SOFT_SAMPLE] * 160


@pytest.mark.parametrize("ssrc", [1, 2])
def test_a_clock_that_jumps_is_placed_by_arrival(wav, ssrc):
    left, _ = converted(wav, [(0, CALLER, rtp(0, LOUD)), (1, CALLER, rtp(999_999, SOFT, ssrc=ssrc))])
    assert left.index(SOFT_SAMPLE) == RATE


def test_rtcp_comfort_noise_keys_and_keep_alives_are_not_sound(wav):
    left, _ = converted(
        wav,
        [
            (0, CALLER, rtp(0, LOUD)),
            (0.02, CALLER, rtp(160, b"\x05\x0a\x00\xa0", payload_type=101)),
            (0.04, CALLER, rtp(320, b"\x40", payload_type=13)),
            (0.06, CALLER, rtp(480, b"", payload_type=20)),
            (0.08, CALLER, b"\x80\xc8" + bytes(26)),
        ],
    )
    assert left == [LOUD_SAMPLE] * 160


def test_extension_sources_and_padding_are_not_sound(wav):
    packet = bytearray(rtp(0, bytes(4) + b"\xbe\xde\x00\x01" + bytes(4) + LOUD + b"\x00\x02"))
    packet[0] = 0x80 | 0x20 | 0x10 | 1
    left, _ = converted(wav, [(0, CALLER, bytes(packet))])
    assert left == [LOUD_SAMPLE] * 160


FRAMES = {
    "G.722": (9, "g722", 160, 160, ()),
    "GSM": (3, "gsm", 33, 160, ()),
    "G.729": (18, "", 20, 160, ()),
    "Opus": (111, "opus", 0, 960, ("-c:a", "libopus", "-frame_duration", "20")),
}
"""Payload type, ffmpeg's format, bytes and clock ticks of a packet, and more for ffmpeg."""


def spoken(name: str, folder: Path) -> list[bytes]:
    """Two seconds of 700 Hz as packets of 20 ms."""
    _, kind, size, _, more = FRAMES[name]
    if not kind:
        data = (HERE / "tone.g729").read_bytes()
    else:
        path = folder / "tone"
        sine = ("-f", "lavfi", "-i", "sine=frequency=700:sample_rate=16000:duration=2")
        run(
            "-protocol_whitelist",
            "file,pipe",
            *sine,
            "-af",
            "volume=6",
            *more,
            "-ac",
            "1",
            *rates(kind),
            "-f",
            kind,
            str(path),
        )
        data = path.read_bytes()
    return ogg_packets(data) if name == "Opus" else [data[at : at + size] for at in range(0, len(data), size)]


def rates(kind: str) -> tuple[str, ...]:
    return ("-ar", "8000") if kind == "gsm" else ()


def ogg_packets(data: bytes) -> list[bytes]:
    """The packets of an Ogg file, without its two headers (RFC 3533)."""
    packets, rest = [], b""
    while data:
        count = data[26]
        sizes, data = data[27 : 27 + count], data[27 + count :]
        for size in sizes:
            rest, data = rest + data[:size], data[size:]
            if size < 255:
                packets, rest = [*packets, rest], b""
    return packets[2:]


@pytest.mark.parametrize("name", FRAMES)
def test_voice_in_another_codec_is_heard_in_its_place(wav, tmp_path, name):
    payload_type, _, _, ticks, _ = FRAMES[name]
    begin = 0xFFFFFFFF - 20 * ticks
    packets = [
        (1 + number * 0.02, EMPLOYEE, rtp(begin + number * ticks, packet, payload_type=payload_type, ssrc=2))
        for number, packet in enumerate(spoken(name, tmp_path))
    ]
    left, right = converted(wav, [(0, CALLER, rtp(0, LOUD)), *packets])
    assert left[:160] == [LOUD_SAMPLE] * 160
    assert not any(left[160:])
    assert not any(right[:8000])
    assert all(loudness(right[at : at + 1600], 700) > 2000 for at in range(9000, 21000, 1600))
    assert len(right) == pytest.approx(24000, abs=400)


@pytest.mark.parametrize("payload_type", [4, 20])
def test_another_codec_is_named(wav, payload_type):
    with pytest.raises(UnsupportedCodec, match=f"payload type {payload_type}"):
        converted(wav, [(0, CALLER, rtp(0, LOUD, payload_type=payload_type))])


@pytest.mark.parametrize("payload_type", [4, 111])
def test_what_is_not_understood_is_silence_beside_what_is(wav, payload_type):
    unknown = (0, CALLER, rtp(0, bytes([255] * 5), payload_type=payload_type))
    left, _ = converted(wav, [unknown, (1, CALLER, rtp(0, LOUD, ssrc=2))])
    assert left[-160:] == [LOUD_SAMPLE] * 160
    assert not any(left[:-160])


def test_a_capture_cut_by_a_crash_is_converted_up_to_the_cut(wav):
    source = wav.with_suffix(".pcap")
    source.write_bytes(pcap([(0, CALLER, rtp(0, LOUD)), (0.02, CALLER, rtp(160, SOFT))])[:-30])
    convert(source, wav, stereo=False)
    assert channels(wav) == [[LOUD_SAMPLE] * 160]


def test_a_capture_without_packets_is_no_sound(wav):
    assert converted(wav, []) == [[], []]


def test_a_capture_cut_before_anything_was_written_is_no_sound(wav):
    source = wav.with_suffix(".pcap")
    source.write_bytes(b"")
    assert convert(source, wav, stereo=True).duration_s == 0


def test_what_is_no_capture_is_refused(wav):
    source = wav.with_suffix(".pcap")
    source.write_bytes(b"RIFF" + bytes(40))
    with pytest.raises(BrokenCapture):
        convert(source, wav, stereo=True)


def test_converting_again_gives_the_same_bytes(wav):
    capture = finished(SPOOL)["c0ffee-r2"]
    results = []
    for _ in range(2):
        convert(capture.pcap, wav, stereo=True, caller_port=capture.caller_port)
        results.append(wav.read_bytes())
    assert results[0] == results[1]

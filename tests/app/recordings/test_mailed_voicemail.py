"""What a caller left goes with the mail about it, and can be heard there."""

import subprocess
from dataclasses import replace

import pytest

from app.auth.models import User
from app.db import company_scope, db, every_company
from app.gateways.rtp_capture import rtp_packets
from app.gateways.spool import finished
from app.gateways.storage import LocalStorage
from app.messages.mailing import mail_messages, set_preference
from app.outbox.models import OutgoingMail
from app.outbox.sending import send_due
from app.people.service.employees import add_employee
from app.ports.recordings import LONGEST_FILE_S, recordings
from app.recordings.making import make_files
from app.recordings.models import RecordedFile
from app.recordings.service import storage
from config import Config
from tests.app.gateways.mail_server import MailServer
from tests.app.gateways.sound import channels, loudness, pcap, rtp

MESSAGE = "c0ffee-r1"
SMTP = ("smtp_host", "smtp_port", "smtp_tls", "mail_from")


@pytest.fixture
def server():
    with MailServer() as server:
        yield server


@pytest.fixture
def small_server():
    """Takes no mail above 4 kB."""
    with MailServer(data_size_limit=4096) as server:
        yield server


@pytest.fixture
def anna(app, company_id):
    """She gets voicemail of extension 101 by mail; *wish* changes whether with the recording."""
    with app.app_context(), company_scope(company_id):
        employee = add_employee("101", "Anna")[0]
        db.session.flush()
        anna = User(name="Anna", email="anna@firm.example", role="employee", password_hash="-", language="en")
        anna.employee_id = employee.id
        db.session.add(anna)
        db.session.flush()
        set_preference(anna, ["voicemail"], with_recording=True)
        db.session.commit()
        return anna.id


@pytest.fixture
def use(app, config):
    """The installation has this mail server."""

    def use(server):
        found = Config.from_env({"ZENTRALE_HOME": str(config.home), **server.environment()})
        app.config["ZENTRALE"] = replace(config, **{name: getattr(found, name) for name in SMTP})

    return use


@pytest.fixture
def spool(spool):
    """In which the caller of the message goes on for three seconds: they say more than a missed call's."""
    capture = finished(spool)[MESSAGE]
    with capture.pcap.open("rb") as file:
        half = [packet for packet in rtp_packets(file) if packet.port == capture.caller_port][:25]
    tone = [
        (number / 50, capture.caller_port, rtp(number * 160, packet.payload, payload_type=packet.payload_type))
        for number, packet in enumerate(half * 6)
    ]
    capture.pcap.write_bytes(pcap(tone))
    return spool


@pytest.fixture
def left(app, anna, recorded, spool):
    """A message on Anna's voicemail, as rtpengine captured it."""
    with app.app_context():
        make_files()


@pytest.fixture
def queue(app):
    """What the worker does first."""

    def queue():
        with app.app_context():
            return mail_messages()

    return queue


@pytest.fixture
def send(app):
    """What it does then."""

    def send():
        with app.app_context():
            return send_due()

    return send


def change(app, **values):
    """Of the recording."""
    with app.app_context(), every_company():
        for name, value in values.items():
            setattr(db.session.get(RecordedFile, MESSAGE), name, value)
        db.session.commit()


def attached(mail):
    return [(each.get_filename(), each.get_content_type()) for each in mail.iter_attachments()]


def heard(content, folder):
    """The amplitude of the caller's tone of 700 Hz in it."""
    given, plain = folder / "attached", folder / "plain.wav"
    given.write_bytes(content)
    subprocess.run(
        ("ffmpeg", "-loglevel", "error", "-i", given, "-ar", "8000", "-c:a", "pcm_s16le", plain), check=True, timeout=20
    )
    (only,) = channels(plain)
    return loudness(only[800:3200], 700)


def test_what_was_left_is_heard_in_the_mail(use, server, left, queue, send, tmp_path):
    use(server)
    assert (queue(), send()) == (1, 1)
    (mail,) = server.mails
    assert mail["Subject"] == "Voicemail from +4917012345"
    assert attached(mail) == [("2024-05-04 14-00 +4917012345.mp3", "audio/mpeg")]
    (sound,) = mail.iter_attachments()
    content = sound.get_content()
    assert heard(content, tmp_path) > 6000
    assert len(content) < 40_000
    assert "The recording is attached." in server.text()
    assert "/messages/" in server.text()


def test_without_ffmpeg_it_goes_as_it_is(use, server, left, queue, send, tmp_path, monkeypatch):
    use(server)
    monkeypatch.setenv("PATH", str(tmp_path))
    queue()
    send()
    (mail,) = server.mails
    assert attached(mail) == [("2024-05-04 14-00 +4917012345.wav", "audio/wav")]
    monkeypatch.undo()
    assert heard(next(mail.iter_attachments()).get_content(), tmp_path) > 6000


def test_who_wishes_so_gets_the_link_alone(app, use, server, anna, recorded, spool, queue, send):
    use(server)
    with app.app_context(), every_company():
        set_preference(db.session.get(User, anna), ["voicemail"], with_recording=False)
        db.session.commit()
        make_files()
    assert (queue(), send()) == (1, 1)
    assert attached(server.mails[0]) == []
    assert "Listen to it in the portal:" in server.text()


def test_what_is_too_long_for_a_mail_is_heard_in_the_portal(app, use, server, left, queue, send):
    use(server)
    change(app, duration_s=LONGEST_FILE_S + 1.0)
    queue()
    send()
    assert attached(server.mails[0]) == []
    assert "Listen to it in the portal:" in server.text()
    with app.app_context(), every_company():
        assert recordings().sound_file(MESSAGE) is None


def test_a_server_that_takes_no_large_mails_gets_the_link(use, small_server, left, queue, send):
    use(small_server)
    queue()
    assert send() == 1
    assert attached(small_server.mails[0]) == []


@pytest.mark.parametrize("how", ["deleted", "lost"])
def test_what_is_gone_before_the_mail_goes_is_not_in_it(app, use, server, left, queue, send, how):
    use(server)
    queue()
    if how == "deleted":
        change(app, state="deleted")
    else:
        storage.replace(app, LocalStorage(app.config["ZENTRALE"].home / "elsewhere"))
    assert send() == 1
    assert attached(server.mails[0]) == []


def test_no_sound_waits_in_the_database(app, use, server, left, queue, send):
    use(server)
    queue()
    with app.app_context(), every_company():
        assert db.session.query(OutgoingMail.recording).all() == [(MESSAGE,)]
    send()
    with app.app_context(), every_company():
        assert db.session.query(OutgoingMail.recording).all() == [(None,)]


def test_the_page_for_it_keeps_the_choice(app, company_id, anna):
    with app.app_context(), company_scope(company_id):
        user = db.session.get(User, anna)
        assert user.company
    browser = app.test_client(user=user)
    box = 'name="with_recording" value="1"'
    assert f"{box} checked" in browser.get("/messages/mail").text
    browser.post("/messages/mail", data={"kinds": ["voicemail"]})
    assert f"{box}>" in browser.get("/messages/mail").text
    browser.post("/messages/mail", data={"kinds": ["voicemail"], "with_recording": "1"})
    assert f"{box} checked" in browser.get("/messages/mail").text

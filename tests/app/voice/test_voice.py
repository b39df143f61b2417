"""The company's voice: recorded, uploaded or spoken, replaced and gone back to, and never deleted under a flow."""

import errno
import io
import json

import pytest
from sqlalchemy import select

from app.auth.models import User
from app.db import company_scope, db
from app.gateways.audio import generate, to_wav
from app.voice.models import Prompt, PromptVersion
from app.voice.originals import originals
from tests.app.flows.conftest import graph
from tests.app.settings.test_pages import directory

JSON = {"Accept": "application/json"}
NAME = "שלום 👋 Grüße"


def tone(hertz=440, seconds=1.0, volume=1.0):
    return to_wav(generate(f"sine=frequency={hertz}:sample_rate=8000:duration={seconds},volume={volume}"))


def sent(sound, name="recorded.webm", **fields):
    return {"source": "upload", "language": "en", "label": "Greeting", **fields, "sound": (io.BytesIO(sound), name)}


def add(client, sound=None, **fields):
    return client.post("/settings/voice/new", data=sent(tone() if sound is None else sound, **fields), headers=JSON)


def replace(client, sound, **fields):
    return client.post("/settings/voice/1/replace", data=sent(sound, **fields), headers=JSON)


@pytest.fixture
def prompt(app, company_id):
    """Reads a column of the company's only prompt."""

    def read(column):
        with app.app_context(), company_scope(company_id):
            return getattr(db.session.query(Prompt).one_or_none(), column)

    return read


@pytest.fixture
def versions(app, company_id):
    def read():
        with app.app_context(), company_scope(company_id):
            found = db.session.scalars(select(PromptVersion).order_by(PromptVersion.number))
            return [(each.number, each.source, each.author, each.again) for each in found]

    return read


def test_an_upload_is_heard_by_the_next_call_and_its_original_is_kept(client, switch, config, prompt):
    sound = tone()
    answer = add(client, sound, source="microphone", label=NAME)
    assert (answer.status_code, answer.json) == (200, {"location": "/settings/voice"})
    (entry,) = [each for name, each in directory(switch)["prompts"].items() if not name.startswith("sys:")]
    assert entry["duration_ms"] == 1000
    assert (config.prompts_dir / entry["file"]).exists()
    assert (prompt("label"), prompt("source")) == (NAME, "microphone")
    original = client.get("/settings/voice/1/1/original")
    assert original.data == sound
    assert original.headers["Content-Disposition"].startswith("attachment; filename")
    assert client.get("/settings/voice/1/1/sound.wav").data.startswith(b"RIFF")
    assert NAME in client.get("/settings/voice").text


def test_only_the_chosen_part_is_heard_and_the_original_stays_whole(client, prompt):
    whole = tone(seconds=4)
    add(client, whole, from_s="1.5", to_s="2.75")
    assert prompt("duration_ms") == 1250
    assert client.get("/settings/voice/1/1/original").data == whole


def test_silence_around_it_is_left_out_if_wished(client, prompt):
    quiet = "adelay=1000,apad=pad_dur=1"
    add(client, to_wav(generate(f"sine=frequency=440:sample_rate=8000:duration=1,{quiet}")), trims_silence="y")
    assert prompt("duration_ms") == pytest.approx(1300, abs=60)


def test_a_replaced_prompt_is_a_version_and_can_be_gone_back_to(client, switch, versions):
    add(client)
    first = directory(switch)["prompts"]["greeting"]
    assert replace(client, tone(600, 2)).json == {"location": "/settings/voice/1"}
    second = directory(switch)["prompts"]["greeting"]
    assert second["duration_ms"] == 2000
    client.post("/settings/voice/1/1/again")
    assert directory(switch)["prompts"]["greeting"] == first
    assert versions() == [
        (1, "upload", "Olga Owner", None),
        (2, "upload", "Olga Owner", None),
        (3, "upload", "Olga Owner", 1),
    ]
    assert "version 1 again" in client.get("/settings/voice/1").text
    assert client.get("/settings/voice/1/2/sound.wav").data != client.get("/settings/voice/1/3/sound.wav").data


def test_who_replaces_what_somebody_else_has_just_replaced_is_told_first(client, versions):
    add(client)
    replace(client, tone(500), seen=1)
    answer = replace(client, tone(600), seen=1)
    assert answer.status_code == 422
    assert answer.json["seen"] == 2
    assert "Olga Owner has replaced this prompt in the meantime." in answer.json["errors"]["seen"][0]
    assert len(versions()) == 2
    assert replace(client, tone(600), seen=answer.json["seen"]).status_code == 200
    page = client.post("/settings/voice/1/replace", data={"source": "speech", "text": "Mine", "seen": 1})
    assert page.status_code == 422
    assert "Mine" in page.text
    assert 'name="seen" type="hidden" value="3"' in page.text


BAD = {
    "a text named .wav": (b"I am a text, not a sound.", "This is no sound file"),
    "a playlist": (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n", "This is no sound file"),
    "a list of files": (b"ffconcat version 1.0\nfile /etc/hostname\n", "This is no sound file"),
    "an empty file": (b"", "There is no sound in it"),
    "a broken webm": (b"\x1a\x45\xdf\xa3" + b"\x93" * 400, "damaged or breaks off"),
    "a broken mp3": (b"ID3\x04" + b"nothing" * 99, "damaged or breaks off"),
}


@pytest.mark.parametrize(("sound", "sentence"), BAD.values(), ids=BAD)
def test_what_is_no_sound_is_refused_at_its_field(client, config, prompt, sound, sentence):
    answer = add(client, sound, name="greeting.wav")
    assert answer.status_code == 422
    assert sentence in answer.json["errors"]["sound"][0]
    page = client.post("/settings/voice/new", data=sent(sound, "greeting.wav"))
    assert sentence in page.text
    assert 'value="Greeting"' in page.text
    with pytest.raises(AttributeError):
        prompt("label")
    assert not config.originals_dir.exists()


def test_a_recording_in_which_nothing_is_heard_is_refused(client):
    answer = add(client, to_wav(generate("anullsrc=sample_rate=8000:duration=2")))
    assert "Nothing can be heard in it." in answer.json["errors"]["sound"][0]


def test_what_is_missing_is_said(client):
    for source, faults in (
        ("upload", {"sound": ["Record something, or choose a file."]}),
        ("speech", {"text": ["Write what callers are to hear."]}),
    ):
        data = {"label": "A", "language": "en", "source": source}
        assert client.post("/settings/voice/new", data=data, headers=JSON).json["errors"] == faults
    assert "label" in add(client, label="").json["errors"]
    assert add(client, seen="").status_code == 200
    for cut in ({"from_s": "nan"}, {"from_s": "-1"}, {"to_s": "x"}):
        assert set(add(client, **cut).json["errors"]) == set(cut)


def test_what_is_much_too_large_is_refused_before_it_is_read(client):
    class Unread(io.BytesIO):
        def read(self, *_):
            raise AssertionError("it was read")

        readline = readinto = read

    answer = client.post(
        "/settings/voice/new",
        input_stream=Unread(),
        environ_overrides={"CONTENT_LENGTH": str(50 * 2**20)},
        content_type="multipart/form-data; boundary=x",
        headers=JSON,
    )
    assert answer.status_code == 413
    assert answer.json["error"]["message"] == "That is too large: this page takes up to 20 MB."


def test_without_ffmpeg_it_is_told_and_nothing_is_kept(client, monkeypatch, versions):
    sound = tone()
    monkeypatch.setenv("PATH", "/nowhere")
    assert "ffmpeg is missing" in add(client, sound).json["errors"]["sound"][0]
    assert versions() == []


def test_a_full_disk_is_told_and_nothing_is_half_kept(client, app, versions):
    class FullDisk:
        def put(self, key, source):
            raise OSError(errno.ENOSPC, "No space left on device")

    originals.replace(app, FullDisk())
    assert "disk of the exchange is full" in add(client).json["errors"]["sound"][0]
    assert versions() == []


@pytest.fixture
def published(client, flow_id):
    assert client.post(f"/api/flows/{flow_id}/publish", json={"revision": 1}).status_code == 200
    return flow_id


def test_no_prompt_is_deleted_under_a_published_flow(client, published, app, company_id):
    page = client.get("/settings/voice/1/delete")
    assert "It can't be deleted" in page.text
    assert f'href="/flows/{published}/edit?block=hello">Play a message</a>' in page.text
    assert client.post("/settings/voice/1/delete").status_code == 409
    assert client.get("/settings/voice/1").status_code == 200


def test_who_deletes_what_only_drafts_have_is_warned(client, flow_id, config):
    page = client.get("/settings/voice/1/delete")
    assert "No call hears it, but drafts have it." in page.text
    assert "draft only" in page.text
    assert client.post("/settings/voice/1/delete").status_code == 302
    assert client.get("/settings/voice/1").status_code == 404


def test_originals_go_with_their_prompt(client, config):
    add(client)
    replace(client, tone(600))
    assert len(list(config.originals_dir.rglob("*.wav"))) == 2
    client.post("/settings/voice/1/delete")
    assert list(config.originals_dir.rglob("*.wav")) == []


def test_the_company_chooses_its_hold_music(client, switch):
    own = directory_after(client, switch, "/settings/company")["prompts"]["sys:hold-music"]
    add(client, kind="music", label="Jazz")
    client.post("/settings/voice/hold-music", data={"prompt": "jazz"})
    chosen = directory(switch)["prompts"]["sys:hold-music"]
    assert chosen["file"] == directory(switch)["prompts"]["jazz"]["file"] != own["file"]
    (offered, *_) = client.get("/api/references").json["prompt"]
    assert offered["label"] == "The company's hold music: Jazz"
    replace(client, tone(600, 2))
    assert directory(switch)["prompts"]["sys:hold-music"]["duration_ms"] == 2000
    client.post("/settings/voice/hold-music", data={"prompt": ""})
    assert directory(switch)["prompts"]["sys:hold-music"] == own
    assert client.post("/settings/voice/hold-music", data={"prompt": "greeting"}).status_code == 404


def directory_after(client, switch, url):
    client.post(url, data={"name": "Demo & Sons GmbH", "zone": "Europe/Berlin"})
    return directory(switch)


def test_the_list_says_where_and_how_and_finds_by_words(client, flow_id):
    client.post("/settings/voice/new", data={"label": "Holiday", "language": "en", "text": "We are on holiday."})
    page = client.get("/settings/voice").text
    for words in ("Announcements", "Text to speech", "No flow uses it yet.", f"/flows/{flow_id}/edit?block=hello"):
        assert words in page
    found = client.get("/settings/voice?q=ON holi", headers={"HX-Request": "true"}).text
    assert "Holiday" in found
    assert "welcome" not in found
    assert "<html" not in found
    assert "Nothing has “ÿ” in its name" in client.get("/settings/voice?q=ÿ").text


def test_a_text_is_heard_before_it_is_saved(client, versions):
    assert client.post("/settings/voice/speak", data={"language": "de", "text": "Guten Tag"}).data.startswith(b"RIFF")
    assert client.post("/settings/voice/speak", data={"language": "xx", "text": "Guten Tag"}).status_code == 422
    assert versions() == []


@pytest.mark.parametrize("path", ["1", "1/replace", "1/delete", "1/1/sound.wav", "1/1/original"])
def test_another_companys_voice_is_not_there(client, other_client, path):
    add(client)
    assert client.get(f"/settings/voice/{path}").status_code == 200
    assert other_client.get(f"/settings/voice/{path}").status_code == 404
    assert other_client.post("/settings/voice/1/1/again").status_code == 404
    assert other_client.post("/settings/voice/hold-music", data={"prompt": "greeting"}).status_code == 404


def test_who_may_only_look_hears_and_changes_nothing(app, client, company_id, versions):
    add(client)
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().role = "supervisor"
        db.session.commit()
    assert client.get("/settings/voice/1/1/sound.wav").status_code == 200
    page = client.get("/settings/voice").text
    assert "Replace" not in page
    for path in ("new", "1/replace", "1/delete", "1/1/again", "hold-music", "speak"):
        assert client.post(f"/settings/voice/{path}", data=sent(tone())).status_code == 403
    assert len(versions()) == 1
    assert json.loads(client.get("/api/references").text)


def test_a_flow_may_play_the_companys_hold_music(client, flow_id):
    drawn = graph()
    drawn["nodes"][2]["settings"]["music"] = "sys:hold-music"
    found = client.put(f"/api/flows/{flow_id}/draft", json={"graph": drawn, "revision": 1})
    assert found.json["diagnostics"] == []
    assert client.get(f"/api/flows/{flow_id}/sounds/sys:hold-music").data.startswith(b"RIFF")

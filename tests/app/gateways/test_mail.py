import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.gateways.mail import Mail, MailRefused, MailTrouble, send
from config import Config
from tests.app.gateways.mail_server import MailServer

MAIL = Mail(
    "jürgen@firm.example", "Grüße\naus Berlin 🎉", "Hallo Jürgen", "<p>Hallo Jürgen</p>", "<1@zentrale.example>"
)
PLAIN = Mail("anna@firm.example", "Hello", "Hello", "<p>Hello</p>", "<2@zentrale.example>")


@pytest.fixture
def configured(tmp_path):
    def configured(server, **changes):
        return Config.from_env({"ZENTRALE_HOME": str(tmp_path), **server.environment(), **changes})

    return configured


def test_a_mail_arrives_as_text_and_html_in_any_script(configured):
    with MailServer(enable_SMTPUTF8=True) as server:
        send(MAIL, configured(server))
    mail = server.mails[0]
    assert (mail["To"], mail["From"]) == ("jürgen@firm.example", "portal@zentrale.example")
    assert mail["Subject"] == "Grüße aus Berlin 🎉"
    assert mail["Message-ID"] == "<1@zentrale.example>"
    assert mail.get_body(("plain",)).get_content().strip() == "Hallo Jürgen"
    assert "<p>Hallo Jürgen</p>" in mail.get_body(("html",)).get_content()


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_it_signs_in_where_it_must(configured):
    with MailServer(login=("portal", "s3cret")) as server:
        with pytest.raises(MailTrouble, match="530"):
            send(PLAIN, configured(server))
        login = {"ZENTRALE_SMTP_USER": "portal", "ZENTRALE_SMTP_PASSWORD": "wrong"}
        with pytest.raises(MailTrouble, match="535"):
            send(PLAIN, configured(server, **login))
        send(PLAIN, configured(server, **{**login, "ZENTRALE_SMTP_PASSWORD": "s3cret"}))
    assert len(server.mails) == 1


@pytest.mark.parametrize(
    ("answer", "kind"), [("550 nobody here", MailRefused), ("451 try again later", MailTrouble)], ids=["5yz", "4yz"]
)
def test_never_is_told_from_later(configured, answer, kind):
    with MailServer() as server:
        server.refusals[PLAIN.to] = answer
        with pytest.raises(kind, match=answer):
            send(PLAIN, configured(server))


def test_nothing_is_said_in_the_open_when_it_must_not_be(configured):
    with MailServer() as server, pytest.raises(MailTrouble, match="STARTTLS"):
        send(PLAIN, configured(server, ZENTRALE_SMTP_TLS="starttls"))
    assert server.mails == []


def test_a_server_that_nobody_vouches_for_is_not_trusted(configured, tmp_path):
    with MailServer(tls_context=_self_signed(tmp_path)) as server, pytest.raises(MailTrouble, match=r"[Cc]ertificate"):
        send(PLAIN, configured(server, ZENTRALE_SMTP_TLS="starttls"))
    assert server.mails == []


def test_no_server_is_trouble(configured):
    with pytest.raises(MailTrouble):
        send(PLAIN, configured(MailServer()))


def _self_signed(folder) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.Encoding.PEM
    secret = key.private_bytes(plain, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "both.pem").write_bytes(secret + certificate.public_bytes(plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context

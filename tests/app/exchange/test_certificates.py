"""Health says in time that a certificate expires, by looking at the server that people reach."""

import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.exchange import certificates
from app.gateways.certificate import NoCertificate, valid_until
from app.ports.health import State


def make_certificate(folder, ends):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=90))
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "server.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def server(path):
    """A server with this certificate; its address, and a context that trusts it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=_shake_hands, args=(door, context))
        thread.start()
        trusting = ssl.create_default_context(cafile=path)
        try:
            yield f"https://localhost:{door.getsockname()[1]}", trusting
        finally:
            thread.join(10)


def _shake_hands(door, context):
    door.settimeout(10)
    line, _ = door.accept()
    with line:
        try:
            context.wrap_socket(line, server_side=True).close()
        except OSError:
            return  # the client has refused our certificate


def test_it_is_read_from_the_server(tmp_path):
    ends = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)
    with server(make_certificate(tmp_path, ends)) as (url, trusting):
        assert valid_until(url, trusting) == ends


def test_one_that_browsers_refuse_is_none(tmp_path):
    ends = datetime.now(UTC) + timedelta(days=30)
    with server(make_certificate(tmp_path, ends)) as (url, _), pytest.raises(NoCertificate, match="certificate"):
        valid_until(url)


def test_a_server_that_is_not_there_is_said(app, config):
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    object.__setattr__(config, "public_url", f"https://localhost:{port}")
    with app.test_request_context():
        found = certificates.finding()
    assert found.state == State.UNKNOWN
    assert f"localhost:{port}" in found.said


@pytest.mark.parametrize(("days", "state"), [(60, State.OK), (10, State.WARNING), (2, State.FAULT), (-1, State.FAULT)])
def test_it_is_said_in_time(app, days, state):
    with app.test_request_context():
        found = certificates._of("https://x.example", datetime.now(UTC) + timedelta(days=days))
    assert found.state == state
    assert "https://x.example" in found.said


def test_only_safe_addresses_have_one(config):
    object.__setattr__(config, "public_url", "http://phone.example")
    object.__setattr__(config, "phone_url", "wss://phone.example/phone-line")
    assert certificates.addresses(config) == ["wss://phone.example/phone-line"]

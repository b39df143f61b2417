"""A web server for tests that misbehaves when it is told to by the path."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CUSTOMER = {"customer": {"name": "Müller", "vip": True, "since": 2019, "notes": None}, "items": [{"name": "pen"}]}


class Handler(BaseHTTPRequestHandler):
    """*server.asked* keeps (method, path, headers, body); *server.over* is set when slow answers may end."""

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        getattr(self, self.path.partition("?")[0].strip("/").replace("-", "_"))()

    do_POST = do_PUT = do_GET

    def log_message(self, *_args):
        """Nothing on stderr."""

    def say(self, body, status=200, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": len(data), **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(data)

    def customer(self):
        self.say(CUSTOMER)

    def created(self):
        self.say({"id": 7}, 201)

    def missing(self):
        self.say({"customer": "nobody"}, 404)

    def page(self):
        self.say(b"<html>hello</html>")

    def deep(self):
        self.say(b"[" * 60_000)

    def long(self):
        self.say({"text": "x" * 2_000})

    def huge(self):
        self.send_response(200)
        self.end_headers()
        self._until_gone(b"x" * 8192, 0)

    def silent(self):
        self.server.over.wait(30)

    def drip(self):
        """A body that comes byte by byte, and never ends."""
        self.send_response(200)
        self.end_headers()
        self._until_gone(b" ", 0.05)

    def drip_head(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        self._until_gone(b"x", 0.05)

    def redirect(self):
        status, target = self.path.partition("?")[2].split("&", 1)
        self.say(b"", int(status), Location=target)

    def _until_gone(self, data, pause_s):
        try:
            while not self.server.over.wait(pause_s):
                self.wfile.write(data)
        except OSError:
            self.server.left.set()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host="127.0.0.1"):
        super().__init__((host, 0), Handler)
        self.asked, self.over, self.left = [], threading.Event(), threading.Event()

    def handle_error(self, *_args):
        """The client is gone: as it should be."""

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.server_port}/{path}"


@contextmanager
def web_server():
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()

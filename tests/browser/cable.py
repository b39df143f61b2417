"""What lies between a browser and the exchange, and can fail as cables, routers and web servers do."""

import contextlib
import selectors
import socket
import threading

from playwright.sync_api import BrowserContext

LOOK_S = 0.1
THROUGH_IT = """(() => {
  const Direct = window.WebSocket;
  window.WebSocket = class extends Direct {
    constructor(url, protocols) {
      super(url.replace(":%d", ":%d"), protocols);
    }
  };
})()"""


def lead(browser: BrowserContext, port: int, through: int) -> None:
    """The phone in *browser* will speak to the port *through* instead of the exchange's *port*."""
    browser.add_init_script(THROUGH_IT % (port, through))


class Cable:
    """Everything that comes to its port goes to *port* of this machine, and back. Close it."""

    def __init__(self, port: int) -> None:
        self._far_port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._ends: dict[socket.socket, socket.socket] = {}
        self._silent: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._closed = self._is_dead = False
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def __enter__(self) -> "Cable":
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        self._thread.join()
        self.cut()
        self._listener.close()

    def cut(self) -> None:
        """All connections break, and both sides notice."""
        with self._lock:
            while self._ends:
                self._drop(next(iter(self._ends)))

    def fall_silent(self, for_good: bool = False) -> None:
        """What is connected now stays connected, and nothing comes through; nor by new connections, if *for_good*."""
        with self._lock:
            self._silent.update(self._ends)
            self._is_dead = for_good

    def _carry(self) -> None:
        while not self._closed:
            for key, _ in self._selector.select(LOOK_S):
                with self._lock:
                    if key.fileobj is self._listener:
                        self._connect()
                    elif key.fileobj in self._ends:
                        self._pass_on(key.fileobj)

    def _connect(self) -> None:
        near, _ = self._listener.accept()
        try:
            far = socket.create_connection(("127.0.0.1", self._far_port))
        except OSError:
            near.close()
            return
        for one, other in ((near, far), (far, near)):
            self._ends[one] = other
            self._selector.register(one, selectors.EVENT_READ)
        if self._is_dead:
            self._silent.update((near, far))

    def _pass_on(self, end: socket.socket) -> None:
        try:
            data = end.recv(65536)
            if data and end not in self._silent:
                self._ends[end].sendall(data)
        except OSError:
            data = b""
        if not data and end in self._silent:
            self._selector.unregister(end)
        elif not data:
            self._drop(end)

    def _drop(self, end: socket.socket) -> None:
        for each in (end, self._ends[end]):
            self._ends.pop(each)
            self._silent.discard(each)
            with contextlib.suppress(KeyError):
                self._selector.unregister(each)
            each.close()

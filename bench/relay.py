"""A relay that counts what passes the sockets, both ways."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread
from urllib.parse import urlsplit


class Relay:
    """Carries bytes to an address and back; ``up`` and ``down`` are how many so far."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (str(parts.hostname), int(parts.port or 0))
        self._server = socket.create_server(("127.0.0.1", 0))
        self.up = self.down = 0
        Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def close(self) -> None:
        """Take no more connections."""
        self._server.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near = self._server.accept()[0]
                far = socket.create_connection(self._target)
                Thread(target=self._carry, args=(near, far, True), daemon=True).start()
                Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_up: bool) -> None:
        with suppress(OSError):
            while content := source.recv(1 << 16):
                if is_up:
                    self.up += len(content)
                else:
                    self.down += len(content)
                target.sendall(content)
            target.shutdown(socket.SHUT_WR)

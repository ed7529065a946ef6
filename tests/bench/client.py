"""A client light enough not to be what is measured: one kept connection, one request after another."""

import socket
import time


class Connection:
    """Speaks just enough HTTP/1.1 for answers with a Content-Length."""

    def __init__(self, port: int):
        self.port = port
        self.socket = self._open()

    def _open(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self.port))
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Return status and body; opens the connection again when the server has closed it."""
        try:
            self.socket.sendall(request)
            return self._answer()
        except (ConnectionError, BrokenPipeError):
            self.socket = self._open()
            self.socket.sendall(request)
            return self._answer()

    def _answer(self) -> tuple[int, bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            part = self.socket.recv(65536)
            if not part:
                raise ConnectionError
            data += part
        head, _, body = data.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        while len(body) < length:
            body += self.socket.recv(65536)
        return int(head[9:12]), body


def request_bytes(path: str, **headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def rate(port: int, request: bytes, status: int, seconds: float) -> float:
    """Requests a second over one connection; every answer must have `status`."""
    connection = Connection(port)
    connection.ask(request)
    begin, done = time.perf_counter(), 0
    while (passed := time.perf_counter() - begin) < seconds:
        got, _body = connection.ask(request)
        if got != status:
            raise AssertionError(f"{request[:60]!r} answered {got}, not {status}")
        done += 1
    return done / passed

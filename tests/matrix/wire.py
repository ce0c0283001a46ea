"""HTTP/1.1 over one kept connection, without the checks of a library: a hundred thousand requests a run."""

import socket
import zlib


class Reply:
    """`heads` is the status line and the headers as they came; `body` is unpacked where it came packed."""

    __slots__ = ("status", "heads", "packed", "body")

    def __init__(self, status, heads, packed, body):
        self.status, self.heads, self.packed, self.body = status, heads, packed, body

    @property
    def code(self):
        """The code of a refusal, or nothing."""
        at = self.body.find(b'"code":"')
        if self.status < 400 or at < 0:
            return ""
        return self.body[at + 8:self.body.index(b'"', at + 8)].decode()

    @property
    def word(self):
        return f"{self.status} {self.code}".rstrip()


class Wire:
    def __init__(self, server):
        self.address = (server.host, server.port)
        self.host = f"{server.host}:{server.port}"
        self.socket, self.rest = None, b""

    def send(self, method, path, cookie="", body=None, headers=()):
        """`headers` go over what a browser of the same origin would send; a value of None leaves one out."""
        sent = {"Host": self.host, "Origin": f"http://{self.host}"}
        if cookie:
            sent["Cookie"] = f"panoh-s={cookie}"
        if body is not None:
            sent["Content-Type"] = "application/json"
            sent["Content-Length"] = str(len(body))
        elif method in ("POST", "PUT", "PATCH"):
            sent["Content-Length"] = "0"
        sent.update(headers)
        lines = [f"{method} {path} HTTP/1.1"] + [f"{name}: {value}" for name, value in sent.items() if value is not None]
        message = "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b"")
        for last in (False, True):
            try:
                if not self.socket:
                    self.socket, self.rest = socket.create_connection(self.address, timeout=60), b""
                    self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.socket.sendall(message)
                return self._read()
            except (ConnectionError, EOFError):
                self.close()
                if last:
                    raise
        raise AssertionError("not reached")

    def close(self):
        if self.socket:
            self.socket.close()
            self.socket = None

    def _more(self):
        got = self.socket.recv(65536)
        if not got:
            raise EOFError
        self.rest += got

    def _take(self, count):
        while len(self.rest) < count:
            self._more()
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def _line(self):
        while b"\r\n" not in self.rest:
            self._more()
        line, self.rest = self.rest.split(b"\r\n", 1)
        return line

    def _read(self):
        while b"\r\n\r\n" not in self.rest:
            self._more()
        heads, self.rest = self.rest.split(b"\r\n\r\n", 1)
        low = heads.lower()
        status = int(heads[9:12])
        if b"\r\ntransfer-encoding: chunked" in low:
            parts = []
            while size := int(self._line().split(b";")[0], 16):
                parts.append(self._take(size))
                self._line()
            self._line()
            packed = b"".join(parts)
        else:
            at = low.find(b"\r\ncontent-length:")
            packed = self._take(int(low[at + 17:].split(b"\r\n", 1)[0])) if at >= 0 else b""
        if b"\r\nconnection: close" in low:
            self.close()
        body = zlib.decompress(packed, 47) if b"\r\ncontent-encoding: gzip" in low else packed
        return Reply(status, heads, packed, body)

"""A small HTTP client that behaves like a browser of the same origin: cookies, Origin, JSON."""

import http.client
import json
import time

PASSWORD = "lantern by the river"
# Well below the time after which the server closes an idle connection.
IDLE_SECONDS = 20


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Client:
    """One browser. Keeps its connection, as browsers do, and opens another when the server has closed it."""

    def __init__(self, server):
        self.server = server
        self.cookies = {}
        self.connection = None
        self.used_at = 0.0

    def request(self, method, path, body=None, headers=None, raw=None):
        """`body` is sent as JSON, `raw` as it is. A header of None is left out that a browser would send."""
        sent = {"Origin": f"http://{self.server.host}:{self.server.port}"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        data = raw if body is None else json.dumps(body).encode()
        if data is not None:
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        got = self._exchange(method, path, data, {name: value for name, value in sent.items() if value is not None})
        for name, value in got.headers:
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition("=")
                self.cookies[cookie] = rest.split(";")[0]
        return got

    def must(self, method, path, body=None, headers=None):
        """The answer to a request that has to go well."""
        answer = self.request(method, path, body, headers)
        if answer.status >= 400:
            raise AssertionError(f"{method} {path}: {answer.status} {answer.body!r}")
        return answer

    def _exchange(self, method, path, data, headers):
        address = (self.server.host, self.server.port)
        if self.connection and ((self.connection.host, self.connection.port) != address or
                                time.monotonic() - self.used_at > IDLE_SECONDS):
            self.close()
        fresh = self.connection is None
        if fresh:
            self.connection = http.client.HTTPConnection(*address, timeout=60)
        try:
            self.connection.request(method, path, data, headers)
            answer = self.connection.getresponse()
            got = Answer(answer.status, answer.getheaders(), answer.read())
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()
            # Only a read is safe to send twice.
            if fresh or method != "GET":
                raise
            return self._exchange(method, path, data, headers)
        except BaseException:
            self.close()
            raise
        self.used_at = time.monotonic()
        if answer.will_close:
            self.close()
        return got

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None

    def sign_in(self, user, password=PASSWORD):
        return self.request("POST", "/api/session", {"user_name": user, "password": password})

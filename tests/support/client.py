"""A small HTTP client that behaves like a browser of the same origin: cookies, Origin, JSON."""

import http.client
import json

PASSWORD = "lantern by the river"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Client:
    def __init__(self, server):
        self.server = server
        self.cookies = {}

    def request(self, method, path, body=None, headers=None, raw=None):
        connection = http.client.HTTPConnection(self.server.host, self.server.port, timeout=60)
        sent = {"Origin": f"http://{self.server.host}:{self.server.port}"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        data = raw
        if body is not None:
            data = json.dumps(body).encode()
        if data is not None:
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        connection.request(method, path, data, {k: v for k, v in sent.items() if v is not None})
        answer = connection.getresponse()
        got = Answer(answer.status, answer.getheaders(), answer.read())
        for key, value in got.headers:
            if key.lower() == "set-cookie":
                name, _, rest = value.partition("=")
                self.cookies[name] = rest.split(";")[0]
        connection.close()
        return got

    def sign_in(self, user, password=PASSWORD):
        return self.request("POST", "/api/session", {"user_name": user, "password": password})

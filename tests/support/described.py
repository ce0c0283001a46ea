"""Whether an answer is what /api/openapi.json says of its route, where the description could fall behind."""

import re

from support.client import Client


class Described:
    """The routes of one program, asked for once."""

    def __init__(self, server):
        paths = Client(server).request("GET", "/api/openapi.json").json["paths"]
        # Words before parameters, as the server itself prefers them.
        self.routes = [(re.compile(re.sub(r"\{\w+\}", "[^/]+", pattern)), pattern, methods)
                       for pattern, methods in sorted(paths.items(), key=lambda item: item[0].replace("{", "~"))]

    def fault(self, method, path, answer):
        """What the description does not know of this answer; empty when all is well."""
        bare = path.partition("?")[0]
        pattern, methods = next(((pattern, methods) for shape, pattern, methods in self.routes if shape.fullmatch(bare)), ("", {}))
        route = methods.get(method.lower())
        if not route or answer.status >= 300:
            return ""
        headers = {header for status, response in route["responses"].items() if status != "default" for header in response.get("headers", {})}
        if (answer.header("ETag") is None) == ("ETag" in headers):
            return f"{method} {pattern} gives {'no ' if 'ETag' in headers else 'an '}ETag, and its description says otherwise"
        return ""

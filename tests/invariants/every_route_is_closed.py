"""Every route is described, and refuses whoever has no session, unless it is open by name."""

import re

from suites.places import ROOT
from support.client import Client

WHEN = ("running",)

OPEN = {("get", "/api/node"), ("get", "/api/openapi.json"), ("get", "/healthz"), ("get", "/metrics"), ("post", "/api/session"),
        ("post", "/api/activation"), ("post", "/api/recovery"), ("post", "/api/subscriptions"),
        ("post", "/api/subscriptions/confirm/{token}"), ("post", "/api/subscriptions/leave/{token}"),
        ("post", "/subscriptions"), ("post", "/subscriptions/confirm/{token}"), ("post", "/subscriptions/leave/{token}")}
# Public pages: everybody reads what has come out.
PUBLIC = ("/bulletins", "/releases", "/subscriptions", "/api/published-releases")
# Mail programs click from anywhere (RFC 8058); the token is all that counts, and no cookie is looked at.
FROM_ANYWHERE = {("post", "/api/subscriptions/leave/{token}")}
PATTERN = re.compile(r'"(/(?:api/[a-z_/{}.]*[a-z}]|healthz|metrics))"')
NOBODY = "00000000-0000-4000-8000-000000000000"


def ask(server, method, pattern, described, **headers):
    """A request that is right in every outer way, from a browser without a session."""
    types = list(described.get("requestBody", {}).get("content", {}))
    headers |= {"If-Match": '"1"'} | ({"Content-Type": types[0]} if types else {})
    return Client(server).request(method.upper(), re.sub(r"\{\w+\}", NOBODY, pattern), headers=headers,
                                  raw=b"{}" if types else None)


def faults(server):
    paths = Client(server).request("GET", "/api/openapi.json").json["paths"]
    written = {path for file in (ROOT / "src").rglob("*.cpp") if not file.name.endswith("_test.cpp")
               and file.parent.name != "http" for path in PATTERN.findall(file.read_text(encoding="utf-8"))}
    found = [f"{path} stands in the sources and not in the description" for path in sorted(written - set(paths))]
    routes = [(method, path, described) for path, methods in paths.items() for method, described in methods.items()]
    if len(routes) < 30:
        found.append(f"only {len(routes)} routes are described")
    for method, pattern, described in routes:
        answer = ask(server, method, pattern, described)
        problem = answer.json if "problem+json" in (answer.header("Content-Type") or "") else {}
        closed = (answer.status, problem.get("code")) == (401, "access/no_session")
        is_open = (method, pattern) in OPEN or (method == "get" and pattern.startswith(PUBLIC))
        if closed == is_open:
            found.append(f"{method} {pattern} answers {answer.status} {problem.get('code')} without a session")
        if method == "get" or (method, pattern) in FROM_ANYWHERE:
            continue
        elsewhere = ask(server, method, pattern, described, Origin="https://elsewhere.example")
        if (elsewhere.status, elsewhere.json.get("code")) != (403, "access/wrong_origin"):
            found.append(f"{method} {pattern} answers {elsewhere.status} to another site's page")
    return found

"""No identity and no secret lies on the disk in clear.

Everything the server and its database wrote: database, write-ahead log, shared memory, server log, temporary files, the
whole PostgreSQL cluster; in every encoding that a program on the way could have used.
"""

import base64
import os

from support import canaries

WHEN = ("running", "stopped")
LEAST_BYTES = 100_000


def faults(server):
    needles = {needle: word for word in canaries.WORDS + server.secrets for needle in canaries.encodings(word)}
    # A session's cookie is its key: the bytes behind the text must not lie there either.
    for cookie in server.secrets[1:]:
        needles[base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))] = "the bytes of a cookie"
    folders = [server.place.folder] + ([server.place.cluster.folder] if server.place.cluster else [])
    found, read = set(), 0
    for folder in folders:
        for path, _, files in os.walk(folder):
            for file in files:
                try:
                    with open(os.path.join(path, file), "rb") as stream:
                        content = stream.read()
                except OSError:
                    continue  # a socket, or gone meanwhile
                read += len(content)
                found |= {f"{word} in {file}" for needle, word in needles.items() if needle in content}
    return sorted(found) + ([] if read > LEAST_BYTES else [f"only {read} bytes were there to look at"])

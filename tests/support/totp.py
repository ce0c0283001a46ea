"""One-time passwords of RFC 6238, written from the standard: a second opinion on the server's."""

import base64
import hashlib
import hmac
import struct
import time

STEP = 30


def code(secret, steps_later=0, at=None):
    """Six digits for the base32 secret now, or some steps of 30 seconds from now."""
    counter = int((time.time() if at is None else at) // STEP) + steps_later
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    start = mac[-1] & 15
    number = struct.unpack(">I", mac[start:start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


# RFC 6238, appendix B (its last six digits).
assert code(base64.b32encode(b"12345678901234567890").decode(), at=59) == "287082"
assert code(base64.b32encode(b"12345678901234567890").decode(), at=2000000000) == "279037"

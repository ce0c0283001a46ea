#!/usr/bin/env python3
"""Makes security_keys.json: what security keys and browsers say (WebAuthn level 2), good and with one fault each, after the
specifications and not after the program; also signs by itself (FIPS 186-4, RFC 8017), but for Ed25519, where libsodium
signs and the program has OpenSSL check. By hand only."""
import base64
import ctypes
import ctypes.util
import hashlib
import json
import pathlib
import random
import struct

HERE = pathlib.Path(__file__).parent
RP, HOST = "node.example.org", "node.example.org:8443"
ID = bytes(range(32))
CHALLENGE = hashlib.sha256(b"challenge").digest()
PRESENT, VERIFIED, MADE, EXTENSIONS = 1, 4, 64, 128


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for low, form, most in ((24, ">B", 1 << 8), (25, ">H", 1 << 16), (26, ">I", 1 << 32)):
        if value < most:
            return bytes([major << 5 | low]) + struct.pack(form, value)
    raise ValueError(value)


def cbor(value):
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    return head(5, len(value)) + b"".join(cbor(k) + cbor(v) for k, v in value.items())


# The curve P-256: y² = x³ - 3x + b over P, with N points from G on.
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def plus(one, two):
    if one is None or two is None:
        return one or two
    if one[0] == two[0] and (one[1] + two[1]) % P == 0:
        return None
    slope = (3 * (one[0] ** 2 - 1) * pow(2 * one[1], -1, P) if one == two
             else (two[1] - one[1]) * pow(two[0] - one[0], -1, P))
    x = (slope * slope - one[0] - two[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(number, point):
    total = None
    while number:
        if number & 1:
            total = plus(total, point)
        point, number = plus(point, point), number >> 1
    return total


def hashed(message):
    return int.from_bytes(hashlib.sha256(message).digest(), "big")


def der(tag, content):
    return bytes([tag, len(content)]) + content


def der_number(value):
    return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def prime(chance):
    while True:
        number = chance.getrandbits(1024) | 3 << 1022 | 1
        if number % 65537 != 1 and all(pow(base, number - 1, number) == 1 for base in (2, 3, 5, 7)):
            return number


sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
sodium.sodium_init()


class Key:
    def __init__(self, algorithm):
        self.algorithm = algorithm
        if algorithm == -7:
            self.secret = 0x1234567890ABCDEF1234567890ABCDEF
            x, y = (number.to_bytes(32, "big") for number in times(self.secret, G))
            self.public, self.cose = x + y, {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        elif algorithm == -8:
            public, self.secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
            sodium.crypto_sign_seed_keypair(public, self.secret, hashlib.sha256(b"secret").digest())
            self.public = public.raw
            self.cose = {1: 1, 3: -8, -1: 6, -2: self.public}
        else:
            chance = random.Random("security keys")
            p, q = prime(chance), prime(chance)
            self.modulus, self.secret = p * q, pow(65537, -1, (p - 1) * (q - 1))
            self.public = self.modulus.to_bytes(256, "big") + (65537).to_bytes(3, "big")
            self.cose = {1: 3, 3: -257, -1: self.public[:256], -2: self.public[256:]}

    def sign(self, message):
        if self.algorithm == -7:
            once = hashed(b"once" + message) % N
            r = times(once, G)[0] % N
            s = pow(once, -1, N) * (hashed(message) + r * self.secret) % N
            return der(0x30, der_number(r) + der_number(s))
        if self.algorithm == -8:
            signature = ctypes.create_string_buffer(64)
            sodium.crypto_sign_detached(signature, None, message, ctypes.c_ulonglong(len(message)), self.secret)
            return signature.raw
        text = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(message).digest()
        padded = b"\0\1" + b"\xff" * (253 - len(text)) + b"\0" + text
        return pow(int.from_bytes(padded, "big"), self.secret, self.modulus).to_bytes(256, "big")


KEYS = {number: Key(number) for number in (-7, -8, -257)}
ES256 = KEYS[-7]


def browser(kind, challenge=CHALLENGE, origin="https://" + HOST, **more):
    text = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
    return json.dumps({"type": kind, "challenge": text, "origin": origin, "crossOrigin": False, **more}).encode()


def says(flags, count, rp=RP, tail=b""):
    return hashlib.sha256(rp.encode()).digest() + bytes([flags]) + struct.pack(">I", count) + tail


def attested(cose, key_id=ID, size=None):
    return bytes(16) + struct.pack(">H", len(key_id) if size is None else size) + key_id + (cose if isinstance(cose, bytes) else cbor(cose))


def attestation(data, fmt="none", **more):
    return cbor({"fmt": fmt, "attStmt": {}, "authData": data, **more})


ALL = []


def make(name, expect="", key=ES256, said=None, data=None, object_=None, verified=False):
    data = data if data is not None else says(PRESENT | VERIFIED | MADE, 0, tail=attested(key.cose))
    ALL.append({
        "name": name, "kind": "make", "expect": expect, "verified": verified, "algorithm": key.algorithm,
        "public_key": key.public.hex(), "browser": (said or browser("webauthn.create")).hex(),
        "key": (object_ or attestation(data)).hex(), "signature": ""})


def show(name, expect="", key=ES256, said=None, data=None, signature=None, signed=None, verified=True, public=None):
    said = said or browser("webauthn.get")
    data = data if data is not None else says(PRESENT | VERIFIED, 7)
    signature = signature or key.sign((signed or data) + hashlib.sha256(said).digest())
    ALL.append({
        "name": name, "kind": "show", "expect": expect, "verified": verified, "algorithm": key.algorithm,
        "public_key": (public or key.public).hex(), "browser": said.hex(), "key": data.hex(), "signature": signature.hex()})


def good():
    for number, key in KEYS.items():
        make(f"made with algorithm {number}", key=key)
        show(f"shown with algorithm {number}", key=key)
    show("touched only, where that is enough", data=says(PRESENT, 7), verified=False)
    show("the browser adds members", said=browser("webauthn.get", other_keys_can_be_added_here="do not compare"))
    show("a synced passkey says so", data=says(PRESENT | VERIFIED | 0x18, 0))
    make("with extension data", data=says(PRESENT | MADE | EXTENSIONS, 0, tail=attested(ES256.cose) + cbor({"credProtect": 2})))
    make("with a statement of its maker, which is not looked at",
         object_=cbor({"fmt": "packed", "attStmt": {"alg": -7, "sig": b"\1" * 70, "x5c": [b"\2" * 300]}, "authData": says(PRESENT | MADE, 0, tail=attested(ES256.cose))}))


def faults_of_browser():
    for kind, call, other in (("webauthn.create", make, "webauthn.get"), ("webauthn.get", show, "webauthn.create")):
        call(f"{kind}: said for the other purpose", "crypto/key_type", said=browser(other))
        call(f"{kind}: another challenge", "crypto/key_challenge", said=browser(kind, hashlib.sha256(b"other").digest()))
        call(f"{kind}: a part of the challenge", "crypto/key_challenge", said=browser(kind, CHALLENGE[:31]))
        call(f"{kind}: another site", "crypto/key_origin", said=browser(kind, origin="https://node.example.com:8443"))
        call(f"{kind}: a site below ours", "crypto/key_origin", said=browser(kind, origin="https://a.node.example.org:8443"))
        call(f"{kind}: another port", "crypto/key_origin", said=browser(kind, origin="https://node.example.org"))
        call(f"{kind}: without TLS", "crypto/key_origin", said=browser(kind, origin="http://" + HOST))
        call(f"{kind}: in a frame of another site", "crypto/key_cross_origin", said=browser(kind, crossOrigin=True))
        call(f"{kind}: below another page", "crypto/key_cross_origin", said=browser(kind, topOrigin="https://a.example"))
        call(f"{kind}: a member twice", "crypto/key_unreadable", said=browser(kind).replace(b'"origin"', b'"type": "a", "origin"'))
        call(f"{kind}: no text", "crypto/key_unreadable", said=b"\xff\xfe")


def faults_of_shown():
    show("for another node", "crypto/key_other_node", data=says(PRESENT | VERIFIED, 7, rp="node.example.com"))
    show("not touched", "crypto/key_not_touched", data=says(VERIFIED, 7))
    show("no finger and no PIN", "crypto/key_not_verified", data=says(PRESENT, 7))
    show("too short", "crypto/key_unreadable", data=says(PRESENT | VERIFIED, 7)[:-1])
    show("something behind it", "crypto/key_unreadable", data=says(PRESENT | VERIFIED, 7, tail=b"\0"))
    show("a new key in it", "crypto/key_unreadable", data=says(PRESENT | VERIFIED | MADE, 7, tail=attested(ES256.cose)))
    for number, key in KEYS.items():
        show(f"another counter was signed, {number}", "crypto/key_signature", key=key, signed=says(PRESENT | VERIFIED, 8))
        whole = key.sign(says(PRESENT | VERIFIED, 7) + hashlib.sha256(browser("webauthn.get")).digest())
        show(f"one bit of the signature, {number}", "crypto/key_signature", key=key, signature=whole[:-1] + bytes([whole[-1] ^ 1]))
        show(f"no signature, {number}", "crypto/key_signature", key=key, signature=b"\0")
    other = b"".join(number.to_bytes(32, "big") for number in times(99, G))
    show("another public key", "crypto/key_signature", public=other)


def faults_of_made():
    def made(name, cose, expect="crypto/key_unreadable", **more):
        make(name, expect, data=says(PRESENT | MADE, 0, tail=attested(cose, **more)))
    make("made for another node", "crypto/key_other_node", data=says(PRESENT | MADE, 0, rp="a.example", tail=attested(ES256.cose)))
    make("made untouched", "crypto/key_not_touched", data=says(MADE, 0, tail=attested(ES256.cose)))
    make("made without finger or PIN where that is wanted", "crypto/key_not_verified", verified=True,
         data=says(PRESENT | MADE, 0, tail=attested(ES256.cose)))
    make("no key in it", "crypto/key_unreadable", data=says(PRESENT, 0))
    made("ES384", {1: 2, 3: -35, -1: 2, -2: bytes(48), -3: bytes(48)}, "crypto/key_algorithm")
    made("a point on no curve", {**ES256.cose, -3: bytes(31) + b"\1"})
    made("a point of another curve", {**ES256.cose, -1: 2})
    made("kind and algorithm do not fit", {**ES256.cose, 1: 1})
    made("a coordinate too short", {**ES256.cose, -2: ES256.cose[-2][:31]})
    made("one pair more", {**ES256.cose, -4: b"\1"})
    made("pairs in another order", dict(reversed(ES256.cose.items())))
    made("a short id", ES256.cose, key_id=b"\1" * 15)
    made("an id longer than the rest", ES256.cose, size=1023)
    made("something behind the key", cbor(ES256.cose) + b"\0")
    made("a length of four thousand million", b"\xba\xff\xff\xff\xff" + cbor(ES256.cose)[1:])
    made("a length that ends later", b"\xbf" + cbor(ES256.cose)[1:] + b"\xff")
    made("a number in a longer form", cbor(ES256.cose).replace(b"\x03\x26", b"\x18\x03\x26", 1))
    data = says(PRESENT | MADE, 0, tail=attested(ES256.cose))
    make("a member too many", "crypto/key_unreadable", object_=attestation(data, ep=True))
    make("the data twice", "crypto/key_unreadable", object_=b"\xa3" + cbor("fmt") + cbor("none") + (cbor("authData") + cbor(data)) * 2)
    make("cut off", "crypto/key_unreadable", object_=attestation(data)[:-1])
    make("something behind the object", "crypto/key_unreadable", object_=attestation(data) + b"\0")
    make("a statement of many levels", "crypto/key_unreadable",
         object_=b"\xa3" + cbor("fmt") + cbor("none") + cbor("attStmt") + b"\x81" * 2000 + b"\0" + cbor("authData") + cbor(data))


def write_corpus():
    folder = HERE.parent / "fuzz" / "corpus" / "security_key"
    folder.mkdir(parents=True, exist_ok=True)
    for row in ALL:
        for part, mark in (("browser", 0), ("key", 1 if row["kind"] == "make" else 2)):
            bytes_ = bytes([mark]) + bytes.fromhex(row[part])
            if len(bytes_) < 700:
                (folder / hashlib.sha256(bytes_).hexdigest()[:16]).write_bytes(bytes_)


if __name__ == "__main__":
    good()
    faults_of_browser()
    faults_of_shown()
    faults_of_made()
    text = ",\n".join(json.dumps(row) for row in ALL)
    head_ = json.dumps({"rp_id": RP, "host": HOST, "challenge": CHALLENGE.hex(), "id": ID.hex()})[:-1]
    (HERE / "security_keys.json").write_text(f'{head_}, "rows": [\n{text}\n]}}\n', encoding="utf-8")
    write_corpus()

#!/usr/bin/env python3
"""Reads (and, with --make, makes) the frozen vectors of sealed values and of the audit chain, from the layouts in
src/vault/README.md and src/audit/README.md and not from the program. Needs Python 3 and libsodium."""
import base64
import ctypes
import ctypes.util
import hashlib
import json
import pathlib
import struct
import sys

HERE = pathlib.Path(__file__).parent
sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
sodium.sodium_init()
Long = ctypes.c_ulonglong


def fields(*values):
    """Each field with its length before it; a number is a field of eight bytes."""
    out = b""
    for value in values:
        value = struct.pack(">q", value) if isinstance(value, int) else value.encode() if isinstance(value, str) else value
        out += struct.pack(">I", len(value)) + value
    return out


def encrypt(key, plain, bound_to, nonce):
    out = ctypes.create_string_buffer(len(plain) + 16)
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        out, None, plain, Long(len(plain)), bound_to, Long(len(bound_to)), None, nonce, key)
    return nonce + out.raw


def decrypt(key, sealed, bound_to):
    nonce, body = sealed[:24], sealed[24:]
    out = ctypes.create_string_buffer(max(len(body) - 16, 1))
    wrong = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
        out, None, None, body, Long(len(body)), bound_to, Long(len(bound_to)), nonce, key)
    assert wrong == 0, "does not open"
    return out.raw[:len(body) - 16]


def public_of(secret):
    out = ctypes.create_string_buffer(32)
    sodium.crypto_scalarmult_base(out, secret)
    return out.raw


def seal(public, plain):
    out = ctypes.create_string_buffer(len(plain) + 48)
    sodium.crypto_box_seal(out, plain, Long(len(plain)), public)
    return out.raw


def open_seal(secret, sealed):
    out = ctypes.create_string_buffer(len(sealed) - 48)
    assert sodium.crypto_box_seal_open(out, sealed, Long(len(sealed)), public_of(secret), secret) == 0, "does not open"
    return out.raw


def derive(key, number, purpose):
    return hashlib.blake2b(digest_size=32, key=key, salt=struct.pack("<Q", number) + bytes(8),
                           person=purpose.encode() + bytes(8)).digest()


def signer(seed):
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
    sodium.crypto_sign_seed_keypair(public, secret, seed)
    return public.raw, secret.raw


def sign(seed, message):
    out = ctypes.create_string_buffer(64)
    sodium.crypto_sign_detached(out, None, message, Long(len(message)), signer(seed)[1])
    return out.raw


def verified(public, message, signature):
    return sodium.crypto_sign_verify_detached(signature, message, Long(len(message)), public) == 0


def pad(plain):
    size = next(bucket for bucket in (64, 256, 1024) if len(plain) < bucket)
    return (plain + b"\x80").ljust(size, b"\0")


def record_bound_to(v):
    return fields("rec1", v["table"], bytes.fromhex(v["row"]), v["field"], bytes.fromhex(v["case_id"]), v["compartment"],
                  v["key_version"], v["row_version"])


def case_context(kind, v):
    return fields(kind, bytes.fromhex(v["case_id"]), v["compartment"], v["version"], bytes.fromhex(v["team"]))


def team_context(v):
    return fields("team1", bytes.fromhex(v["team"]), v["compartment"], v["epoch"], bytes.fromhex(v["user"]))


def text_context(v):
    return fields("text1", v["table"], bytes.fromhex(v["row"]), v["field"], bytes.fromhex(v["case_id"]), v["compartment"],
                  v["version"], bytes.fromhex(v["team"]), v["epoch"])


def own_bound_to(v):
    return fields("own1", v["table"], v["row"], v["field"], bytes.fromhex(v["writer"]), v["row_version"])


def grant_statements(team, grant):
    """What the giver signs; what the node certifies; the node's word for a person's and for a team's public keys."""
    h = bytes.fromhex
    what = fields(team_context(team), hashlib.blake2b(h(team["sealed"]), digest_size=32).digest())
    signed = fields("grant1", what, h(grant["by"]), grant["at"], grant["ends_at"])
    signer_public = signer(h(grant["signer_seed"]))[0]
    witnessed = fields("witness1", signed, signer_public, h(grant["signature"])) if "signature" in grant else None
    person = fields("usercert1", h(grant["by"]), public_of(h(team["user_secret"])), signer_public, grant["at"])
    of_team = fields("teamcert1", h(team["team"]), team["compartment"], team["epoch"], public_of(h(team["secret"])), grant["at"])
    return signed, witnessed, person, of_team


def row_hash(previous, r):
    return hashlib.blake2b(
        previous + b"\x01" + fields(r["seq"], r["at"], *(bytes.fromhex(r[k]) for k in ("actor", "session_hash")),
                                    r["action"], r["outcome"], *(bytes.fromhex(r[k]) for k in ("object", "cases")),
                                    r["purpose"], r["detail"]), digest_size=32).digest()


def sign_keys(seed):
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
    sodium.crypto_sign_seed_keypair(public, secret, seed)
    return public.raw, secret.raw


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def checkpoint_note(v):
    """What src/audit/README.md says: four lines, signed, an empty one, the signature, an empty one."""
    public, secret = sign_keys(bytes.fromhex(v["seed"]))
    origin = hashlib.blake2b(public, digest_size=32).hexdigest()[:32]
    text = f"panoh/audit-chain-v1 {origin}\n{v['rows']}\n{base64url(bytes.fromhex(v['head']))}\n{v['at']}\n"
    signature = ctypes.create_string_buffer(64)
    sodium.crypto_sign_detached(signature, None, text.encode(), Long(len(text)), secret)
    return f"{text}\nsignature {base64url(signature.raw)}\n\n"


def check(v, rows, checkpoint):
    h = bytes.fromhex
    record = v["record"]
    sealed = h(record["sealed"])
    assert sealed[:2] == b"\1\1" and struct.unpack(">I", sealed[2:6])[0] == record["key_version"]
    assert decrypt(h(record["key"]), sealed[6:], record_bound_to(record)) == pad(record["plain"].encode())
    wrap = v["case_wrap"]
    assert open_seal(h(wrap["team_secret"]), h(wrap["sealed"])) == case_context("wrap1", wrap) + h(wrap["data_key"])
    assert decrypt(derive(h(wrap["team_secret"]), 1, "teamquik"), h(wrap["quick"]), case_context("quick1", wrap)) == h(
        wrap["data_key"])
    reading = h(wrap["reading"])
    assert reading[:1] == b"\2"
    assert decrypt(derive(h(wrap["team_secret"]), 1, "teamquik"), reading[1:], case_context("quick2", wrap)) == h(wrap["data_key"])
    grant = v["grant"]
    signed, witnessed, person, of_team = grant_statements(v["team_wrap"], grant)
    assert verified(signer(h(grant["signer_seed"]))[0], signed, h(grant["signature"]))
    node = signer(h(grant["node_seed"]))[0]
    assert verified(node, witnessed, h(grant["certificate"]))
    assert verified(node, person, h(grant["user_certificate"])) and verified(node, of_team, h(grant["team_certificate"]))
    team = v["team_wrap"]
    assert open_seal(h(team["user_secret"]), h(team["sealed"])) == team_context(team) + h(team["secret"])
    text = v["team_text"]
    quick, boxed = h(text["sealed"]), h(text["boxed"])
    head = struct.pack(">I", text["epoch"])
    assert quick[:6] == b"\1\2" + head and boxed[:6] == b"\1\3" + head
    padded = pad(text["plain"].encode())
    assert decrypt(derive(h(text["team_secret"]), 1, "teamtext"), quick[6:], text_context(text)) == padded
    assert open_seal(h(text["team_secret"]), boxed[6:]) == text_context(text) + padded
    user = v["user_wrap"]
    wrapped = h(user["wrapped"])
    assert wrapped[:1] == b"\1"
    assert decrypt(h(user["key"]), wrapped[1:], fields("user1", h(user["user"]))) == h(user["box"]) + h(user["sign"])
    own = v["own"]
    sealed = h(own["sealed"])
    assert sealed[:1] == b"\1"
    assert decrypt(derive(h(own["user_secret"]), 4, "ownseal_"), sealed[1:], own_bound_to(own)) == pad(own["plain"].encode())
    previous = bytes(32)
    for row in rows["rows"]:
        previous = row_hash(previous, row)
        assert previous == h(row["hash"]), row["seq"]
    assert checkpoint["note"] == checkpoint_note(checkpoint) and checkpoint["head"] == rows["rows"][1]["hash"]
    print("all vectors open")


def make():
    b = lambda first, size: bytes((first + i) % 256 for i in range(size))
    record = {"key": b(1, 32).hex(), "key_version": 258, "table": "case_identity", "row": b(40, 16).hex(), "field": "names",
              "case_id": b(40, 16).hex(), "compartment": "identity", "row_version": 3, "plain": "Айгүл Бакирова"}
    record["sealed"] = (b"\1\1" + struct.pack(">I", 258) + encrypt(
        b(1, 32), pad(record["plain"].encode()), record_bound_to(record), b(90, 24))).hex()
    wrap = {"team_secret": b(120, 32).hex(), "case_id": b(40, 16).hex(), "compartment": "whereabouts", "version": 2,
            "team": b(70, 16).hex(), "data_key": b(1, 32).hex()}
    wrap["sealed"] = seal(public_of(b(120, 32)), case_context("wrap1", wrap) + b(1, 32)).hex()
    wrap["quick"] = encrypt(derive(b(120, 32), 1, "teamquik"), b(1, 32), case_context("quick1", wrap), b(91, 24)).hex()
    wrap["reading"] = (b"\2" + encrypt(derive(b(120, 32), 1, "teamquik"), b(1, 32), case_context("quick2", wrap), b(94, 24))).hex()
    team = {"user_secret": b(160, 32).hex(), "team": b(70, 16).hex(), "compartment": "medical", "epoch": 1,
            "user": b(80, 16).hex(), "secret": b(120, 32).hex()}
    team["sealed"] = seal(public_of(b(160, 32)), team_context(team) + b(120, 32)).hex()
    text = {"team_secret": b(120, 32).hex(), "team": b(70, 16).hex(), "epoch": 1, "table": "case_finding",
            "row": b(40, 16).hex(), "field": "sealed", "case_id": b(40, 16).hex(), "compartment": "identity", "version": 3,
            "plain": "1994\x1fAIgAl\x1fbAkIrAvA\x1f\x1f\x1f"}
    padded, head = pad(text["plain"].encode()), struct.pack(">I", 1)
    text["sealed"] = (b"\1\2" + head + encrypt(derive(b(120, 32), 1, "teamtext"), padded, text_context(text), b(93, 24))).hex()
    text["boxed"] = (b"\1\3" + head + seal(public_of(b(120, 32)), text_context(text) + padded)).hex()
    user = {"key": b(200, 32).hex(), "user": b(80, 16).hex(), "box": b(160, 32).hex(), "sign": b(10, 64).hex()}
    user["wrapped"] = (b"\1" + encrypt(b(200, 32), b(160, 32) + b(10, 64), fields("user1", b(80, 16)), b(92, 24))).hex()
    own = {"user_secret": b(160, 32).hex(), "writer": b(80, 16).hex(), "table": "draft_form",
           "row": "case_note.28292a2b-2c2d-2e2f-3031-323334353637", "field": "sealed", "row_version": 7, "plain": "Кечинде жолуктук"}
    own["sealed"] = (b"\1" + encrypt(derive(b(160, 32), 4, "ownseal_"), pad(own["plain"].encode()), own_bound_to(own), b(93, 24))).hex()
    grant = {"node_seed": b(11, 32).hex(), "signer_seed": b(12, 32).hex(), "by": b(81, 16).hex(), "at": 1700000000000,
             "ends_at": 1700003600000}
    grant["signature"] = sign(b(12, 32), grant_statements(team, grant)[0]).hex()
    _, witnessed, person, of_team = grant_statements(team, grant)
    for name, statement in (("certificate", witnessed), ("user_certificate", person), ("team_certificate", of_team)):
        grant[name] = sign(b(11, 32), statement).hex()
    rows = [{"seq": 1, "at": 1700000000000, "actor": b(80, 16).hex(), "session_hash": b(5, 32).hex(),
             "action": "identity_read", "outcome": "allowed", "object": "", "cases": (b(40, 16) + b(41, 16)).hex(),
             "purpose": "follow_up", "detail": "compartment:identity"},
            {"seq": 2, "at": 1700000000001, "actor": bytes(16).hex(), "session_hash": bytes(32).hex(),
             "action": "team_manage", "outcome": "denied", "object": b(70, 16).hex(), "cases": "", "purpose": "", "detail": ""}]
    previous = bytes(32)
    for row in rows:
        previous = row_hash(previous, row)
        row["hash"] = previous.hex()
    checkpoint = {"seed": b(50, 32).hex(), "rows": 2, "head": previous.hex(), "at": "2026-11-26T07:00:00.000Z"}
    checkpoint["note"] = checkpoint_note(checkpoint)
    for name, value in (("sealed", {"record": record, "case_wrap": wrap, "team_wrap": team, "team_text": text, "user_wrap": user, "own": own,
                                    "grant": grant}),
                        ("audit_row", {"rows": rows}), ("checkpoint", checkpoint)):
        (HERE / (name + ".json")).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    if "--make" in sys.argv:
        make()
    check(*(json.loads((HERE / (name + ".json")).read_text()) for name in ("sealed", "audit_row", "checkpoint")))

"""Stamps of rows that decide who may what (src/access/README.md), for tests that write such rows into the database of a
stopped node: made from the node's secret, as the owner of the machine could."""

import hashlib
import struct
import uuid


def key_of(place):
    root = (place.folder / "data" / "node.secret").read_bytes()
    return hashlib.blake2b(digest_size=32, key=root, salt=struct.pack("<Q", 9) + bytes(8), person=b"nodestam" + bytes(8)).digest()


def stamp(place, *facts):
    """Of texts, numbers and bytes, each with its length before it."""
    parts = []
    for fact in facts:
        raw = fact.encode() if isinstance(fact, str) else struct.pack(">q", fact) if isinstance(fact, int) else fact
        parts.append(struct.pack(">I", len(raw)) + raw)
    return hashlib.blake2b(b"".join(parts), digest_size=32, key=key_of(place)).digest()


def set_organisation_type(place, organisation, kind):
    """As if the organisation had been of that type from the start."""
    row = uuid.UUID(organisation).bytes
    place.write("UPDATE access_organisation SET type = ?, stamp = ? WHERE id = ?", kind, stamp(place, "organisation1", row, kind), row)

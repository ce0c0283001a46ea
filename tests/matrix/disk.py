"""Every file that a run left, searched for every word that was sealed and for what its people know, in every encoding."""

import base64
import gzip
import os
import pathlib
import shutil
import subprocess
import zlib

from matrix.marks import STEM
from matrix.world import PASSWORD
from support import canaries

# Enough of a file to be one: a search of nothing finds nothing.
LEAST_BYTES = 1_000_000
GZIP, ZIP = b"\x1f\x8b\x08", b"PK\3\4"


def needles(world):
    """The stem of all words, all of whose places begin with it; what one person of each kind has to keep secret."""
    known = {STEM: "a sealed word", PASSWORD.format(""): "a password"}
    for name in ("caseworker", "supervisor"):
        person = world.people[name]
        known.update({person.recovery: "a recovery code", person.secret: "a second factor", person.cookies["open"]: "a cookie"})
    found = {needle: what for word, what in known.items() for needle in canaries.encodings(word)}
    for name in ("caseworker", "supervisor"):
        person = world.people[name]
        cookie = person.cookies["open"]
        found[base64.urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))] = "the bytes of a cookie"
        found[base64.b32decode(person.secret + "=" * (-len(person.secret) % 8))] = "the bytes of a second factor"
    return found


def unpacked(content):
    """What lies in a file as it is, and whatever gzip or zip members in it hold."""
    yield content
    for magic, wbits, skip in ((GZIP, 31, lambda at: at), (ZIP, -15, lambda at: zip_data(content, at))):
        at = content.find(magic)
        while at >= 0:
            try:
                yield zlib.decompressobj(wbits).decompress(content[skip(at):])
            except zlib.error:
                pass  # not one after all
            at = content.find(magic, at + 1)


def zip_data(content, at):
    """Behind the local head of a member: its name and its extra field."""
    head = content[at:at + 30]
    return at + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")


def files_of(places):
    """Databases and their logs, servers' logs, temporary files, backups, PostgreSQL's whole cluster; core files where they would lie."""
    folders = {place.folder for place in places} | {place.cluster.folder for place in places if place.cluster}
    for folder in sorted(folders):
        for path, _, names in os.walk(folder):
            yield from (pathlib.Path(path) / name for name in names)
    yield from pathlib.Path().glob("core*")


def make_backup(server):
    """A backup of the stopped node where there are such, beside its data; what is in it for who has the offline key."""
    if "backup" not in server.command("--help").stdout or not shutil.which("age-keygen"):
        return b""
    made = subprocess.run(["age-keygen"], capture_output=True, text=True, check=True)
    public = made.stdout.split("public key: ")[1].split()[0]
    file = server.place.folder / "backup.age"
    server.must("backup", "--recipient", public, "--to", file)
    key = server.place.folder / "offline.key"
    key.write_text(made.stdout, encoding="utf-8")
    try:
        return subprocess.run(["age", "--decrypt", "--identity", key, file], capture_output=True, check=True).stdout
    finally:
        key.unlink()


def search(places, world, backup=b""):
    """What lies there in clear, and how many bytes were looked at."""
    wanted, found, read = needles(world), set(), 0
    for file in files_of(places):
        try:
            content = file.read_bytes() if file.is_file() else b""
        except OSError:
            continue  # a socket, or gone meanwhile
        read += len(content)
        found |= {f"{what} in {file}" for part in unpacked(content) for what in seen(part, wanted)}
    found |= {f"{what} in the opened backup" for part in unpacked(backup) for what in seen(part, wanted)}
    # PostgreSQL packs long texts away in a form of its own; asked for its rows, it unpacks them.
    for place in places:
        text = repr(place.everything()).encode()
        found |= {f"{what} in a row of {place.engine}" for what in seen(text, wanted)}
    return sorted(found) + ([] if read > LEAST_BYTES else [f"only {read} bytes were there to look at"]), read


def seen(content, wanted):
    return {what for needle, what in wanted.items() if needle in content}


def blind_spots(place, world):
    """The same search over files that do have a word, one for each encoding: those it does not find."""
    folder, missed = place.folder / "tmp" / "control", []
    folder.mkdir(parents=True)
    wanted = needles(world)
    word = STEM + "abcd"
    wide = [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    samples = [b"in the middle of " + raw + b" a file" for raw in wide]
    for raw in wide:
        samples += [raw.hex().encode(), raw.hex().upper().encode()]
        samples += [base64.b64encode(b"x" * shift + raw + b" and more") for shift in range(3)]
    samples += ["".join(f"%{byte:02x}" for byte in word.encode()).encode(), "".join(f"%{byte:02X}" for byte in word.encode()).encode()]
    samples += [b"before" + gzip.compress(sample) + b"behind" for sample in samples[:3]]
    for number, sample in enumerate(samples):
        (folder / str(number)).write_bytes(b"\0" * 4000 + sample + b"\0" * 100)
    for file in sorted(folder.iterdir()):
        if not any(seen(part, wanted) for part in unpacked(file.read_bytes())):
            missed.append(f"not found: {samples[int(file.name)]!r}")
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    return missed

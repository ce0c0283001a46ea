"""What is left of a disk after a crash: a part of what was not synced is put back as it was. See machine/README.md."""

import collections
import os
import pathlib
import struct

SECTOR = 512
ENTRY = struct.Struct("<IIQQqqq")
WRITE, TRUNCATE, MADE, UNLINKED, RENAMED, SYNCED, FAILED = range(1, 8)
# How a crash treats what was not synced: all of it is lost; what came after one moment is; each sector for itself; each torn; none.
WAYS = ("everything", "after a moment", "sectors", "torn sectors", "nothing")


class Change:
    """One write, truncation or change of names, with what stood there before."""

    def __init__(self, kind, number, at, size, old_size, stored):
        self.kind, self.number, self.at, self.size, self.old_size, self.stored = kind, number, at, size, old_size, stored
        self.synced = self.failed = False


def read(log):
    """The changes of each inode, oldest first. An entry that was cut short belongs to a change that was never made."""
    changes, at, data = collections.defaultdict(list), 0, pathlib.Path(log).read_bytes()
    while at + ENTRY.size <= len(data):
        kind, stored, number, inode, where, size, old_size = ENTRY.unpack_from(data, at)
        at += ENTRY.size
        if at + stored > len(data):
            break
        if kind in (SYNCED, FAILED):
            for change in changes[inode]:
                if change.number <= number and not (change.synced or change.failed):
                    change.synced, change.failed = kind == SYNCED, kind == FAILED
            if kind == SYNCED and not any(change.failed for change in changes[inode]):
                changes[inode] = [change for change in changes[inode] if not change.synced]
        else:
            changes[inode].append(Change(kind, number, where, size, old_size, data[at:at + stored]))
        at += stored
    return changes


class Crash:
    """One way in which a disk loses what was not synced, with the dice of its seed."""

    def __init__(self, dice, way, changes):
        self.dice, self.way, self.dropped = dice, way, 0
        numbers = [change.number for of_one in changes.values() for change in of_one if not change.synced]
        self.moment = dice.randint(min(numbers), max(numbers) + 1) if numbers else 0

    def choose(self, versions):
        """Of versions, newest first, each with the number of the change that made it: which one stays."""
        if self.way == "everything":
            return len(versions) - 1
        if self.way == "nothing":
            return 0
        if self.way == "after a moment":
            return next((at for at, (number, _) in enumerate(versions) if number < self.moment), len(versions) - 1)
        return self.dice.randrange(len(versions))

    def sector(self, start, now, changes):
        """What stays of a sector. `now` is what stands there; `changes` touch it, oldest first."""
        content, versions, lost_by = bytearray(now), [], []
        lost = 0
        for change in reversed(changes):
            if not change.failed:
                versions.append((change.number, bytes(content)))
                lost_by.append(lost)
            if change.synced:
                break
            first, last = max(change.at, start), min(change.at + change.size, start + SECTOR)
            old = change.stored[first - change.at:last - change.at]
            # Room that was new to the file holds nothing yet, or what somebody left there.
            fresh = last - first - len(old)
            content[first - start:last - start] = old + (self.dice.randbytes(fresh) if self.way == "torn sectors" else bytes(fresh))
            lost += last - first
        else:
            versions.append((0, bytes(content)))
            lost_by.append(lost)
        chosen = self.choose(versions)
        self.dropped += min(lost_by[chosen], SECTOR)
        stays = versions[chosen][1]
        if self.way == "torn sectors":
            cut = self.dice.randrange(SECTOR)
            stays = stays[:cut] + versions[self.dice.randrange(len(versions))][1][cut:]
        return stays

    def size(self, now, changes):
        versions = []
        for change in reversed(changes):
            versions.append((change.number, now))
            if change.synced:
                break
            now = change.old_size
        else:
            versions.append((0, now))
        return versions[self.choose(versions)][1]

    def file(self, path, changes):
        touched = collections.defaultdict(list)
        for change in changes:
            for sector in range(change.at // SECTOR, (change.at + change.size - 1) // SECTOR + 1):
                touched[sector].append(change)
        with open(path, "r+b") as file:
            length = self.size(os.fstat(file.fileno()).st_size, changes)
            for sector, those in touched.items():
                file.seek(sector * SECTOR)
                now = file.read(SECTOR).ljust(SECTOR, b"\0")
                file.seek(sector * SECTOR)
                file.write(self.sector(sector * SECTOR, now, those))
            file.truncate(length)

    def names(self, folder, changes):
        versions = [(change.number, at + 1) for at, change in enumerate(changes)][::-1] + [(0, 0)]
        for change in reversed(changes[versions[self.choose(versions)][1]:]):
            kept = folder / str(change.number)
            names = [os.fsdecode(name) for name in change.stored.split(b"\n")]
            if change.kind == RENAMED:
                os.rename(names[1], names[0])
            elif change.kind == MADE and os.path.exists(names[0]):
                os.unlink(names[0])
            if change.kind != MADE and kept.exists():
                os.link(kept, names[-1])


def crash(folder, database, dice, way):
    """Breaks the database's files as a loss of power would; the bytes that were dropped."""
    changes = read(folder / "undo")
    lost = Crash(dice, way, changes)
    parent = database.parent.stat().st_ino
    paths = {path.stat().st_ino: path for path in [*folder.iterdir(), *database.parent.iterdir()]}
    for inode, of_one in changes.items():
        if inode != parent and of_one and inode in paths:
            lost.file(paths[inode], of_one)
    lost.names(folder, [change for change in changes.get(parent, []) if not change.synced])
    shared = database.with_name(database.name + "-shm")
    if shared.exists():
        shared.write_bytes(dice.randbytes(shared.stat().st_size))
    for path in folder.iterdir():
        if path.name == "undo":
            path.write_bytes(b"")
        elif path.name.isdigit():
            path.unlink()
    return lost.dropped

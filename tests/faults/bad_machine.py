"""A server on a machine that breaks: its disk forgets what was not synced, fails or fills up, its clock is wrong. See machine/README.md."""

import struct

from faults import undo
from suites.places import BUILD

SHIM = BUILD / "tests" / "faults" / "machine" / "libbad_machine.so"
CONTROL = struct.Struct("<qiiiiiiii")
SWITCHES = ("clock_ms", "sync_lies", "sync_error", "write_error", "short_writes", "read_error", "writes_allowed", "sync_ms", "of_database")


class BadMachine:
    """Under one server, from its next start on. Without a switch it is a good machine that remembers what could be lost."""

    def __init__(self, server):
        self.folder = server.place.folder.resolve() / "machine"
        self.database = server.place.folder.resolve() / "data" / "panoh.db"
        self.folder.mkdir()
        self.set()
        server.environment |= {"LD_PRELOAD": str(SHIM), "BAD_MACHINE": str(self.folder), "BAD_MACHINE_DATABASE": str(self.database)}

    def set(self, **switches):
        """These switches, and all others off; at once, also under a running server."""
        path = self.folder / "control"
        with open(path, "r+b" if path.exists() else "w+b") as file:
            file.write(CONTROL.pack(*(switches.get(name, 0) for name in SWITCHES)))

    def crash(self, dice, way=None):
        """What a loss of power leaves of a killed server's disk; the bytes that were dropped."""
        way = way or dice.choices(undo.WAYS, (3, 3, 3, 3, 1))[0]
        return undo.crash(self.folder, self.database, dice, way)

#!/usr/bin/env python3
"""Runs a unit's program as systemd would, inside a folder with another Debian, where no systemd is running.

    confined.py FOLDER UNIT [WORD...]      the words stand in the place of ExecStart's last one

Account, read-only system, own /tmp, /dev and /proc, no capability, no way to new ones, limits and the filter of system calls are
those of the unit. Left out is what only systemd can give: PrivateUsers, cgroups (MemorySwapMax, ProtectControlGroups),
RestrictSUIDSGID, RestrictRealtime, ProtectHostname. The process keeps its number: it becomes the program.
"""

import ctypes
import errno
import os
import pathlib
import platform
import pwd
import re
import resource
import shlex
import struct
import subprocess
import sys

LIBC = ctypes.CDLL(None, use_errno=True)
NEW_MOUNTS, NEW_IPC = 0x00020000, 0x08000000
READ_ONLY, NO_SUID, NO_DEV, NO_EXEC, REMOUNT, BIND, RECURSIVE, PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
SECCOMP, DROP_FROM_BOUNDS, NO_NEW_PRIVILEGES = 22, 24, 38
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16}
LOAD, EQUALS, HAS_BITS, MASK, RETURN = 0x20, 0x15, 0x45, 0x54, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000, 0x80000000
X86_64 = 0xC000003E
NAMESPACES = 0x7E020000


class Unit:
    """What a unit file says, each key with all its values in their order."""

    def __init__(self, path):
        self.values = {}
        for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
            if re.match(r"\w+=", line):
                key, _, value = line.partition("=")
                self.values.setdefault(key, []).append(value)

    def get(self, key):
        return self.values.get(key, [""])[-1]

    def says(self, key):
        return self.get(key) == "yes"


def call(name, *words):
    if getattr(LIBC, name)(*words) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def mount(what, where, kind=None, flags=0, words=None):
    encoded = [text.encode() if text else None for text in (what, str(where), kind)]
    call("mount", *encoded, ctypes.c_ulong(flags), words.encode() if words else None)


def see_own_files(root, unit):
    """The system read-only but for the unit's own folders."""
    call("unshare", NEW_MOUNTS | NEW_IPC)
    mount("none", "/", flags=RECURSIVE | PRIVATE)
    mount(str(root), root, flags=BIND)
    writable = [root / "var/lib" / name for name in unit.get("StateDirectory").split()]
    writable += [root / path.lstrip("-/") for line in unit.values.get("ReadWritePaths", []) for path in line.split()]
    for path in filter(pathlib.Path.exists, writable):
        mount(str(path), path, flags=BIND)
    mount("none", root, flags=REMOUNT | BIND | READ_ONLY)
    if unit.says("PrivateTmp"):
        mount("tmpfs", root / "tmp", "tmpfs", NO_SUID | NO_DEV, "mode=1777")
    if unit.says("PrivateDevices"):
        mount("tmpfs", root / "dev", "tmpfs", NO_SUID | NO_EXEC, "mode=0755")
        for name in ("null", "zero", "full", "random", "urandom"):
            (root / "dev" / name).touch()
            mount(f"/dev/{name}", root / "dev" / name, flags=BIND)
    words = {"invisible": "hidepid=invisible"}.get(unit.get("ProtectProc"), "")
    words += ",subset=pid" if unit.get("ProcSubset") == "pid" else ""
    mount("proc", root / "proc", "proc", NO_SUID | NO_DEV | NO_EXEC, words.strip(","))
    if unit.says("ProtectHome"):
        for name in ("home", "root"):
            mount("tmpfs", root / name, "tmpfs", READ_ONLY | NO_SUID | NO_DEV, "mode=0000")


def numbers():
    """Numbers of system calls by name, from the kernel's own header."""
    found = {}
    for path in pathlib.Path("/usr/include").glob("**/asm/unistd_64.h"):
        found.update({name: int(number) for name, number in re.findall(r"#define __NR_(\w+) (\d+)", path.read_text(encoding="ascii"))})
    return found


def groups():
    """Groups of system calls as systemd has them: names of calls and of other groups."""
    out = subprocess.run(["systemd-analyze", "syscall-filter"], capture_output=True, text=True, check=True).stdout
    found, name = {}, ""
    for line in out.splitlines():
        if line.startswith("@"):
            name = line.strip()
        elif line.startswith(" ") and not line.strip().startswith("#"):
            found.setdefault(name, []).append(line.strip())
    return found


def members(group, known):
    """What a group stands for, groups in it too."""
    return set().union(*(members(name, known) for name in known[group])) if group.startswith("@") else {group}


def allowed(unit):
    names, known = set(), groups()
    for line in unit.values.get("SystemCallFilter", []):
        named = set().union(*(members(word, known) for word in line.lstrip("~").split()))
        names = names - named if line.startswith("~") else names | named
    return names


def step(code, value, yes=0, no=0):
    return struct.pack("HBBI", code, yes, no, value)


def when(number, *steps):
    """For one system call these steps, and then its number again for the next."""
    body = b"".join(steps) + step(LOAD, 0)
    return step(EQUALS, number, 0, len(body) // 8) + body


def refuse(error=errno.EPERM):
    return step(RETURN, REFUSE | error)


def refuse_bits(argument, bits, error=errno.EPERM):
    """Where the argument has all of these bits."""
    return (step(LOAD, 16 + 8 * argument), step(MASK, bits), step(EQUALS, bits, 0, 1), refuse(error))


def filter_of(unit):
    calls = numbers()
    program = [step(LOAD, 4), step(EQUALS, X86_64, 1, 0), step(RETURN, KILL), step(LOAD, 0)]
    if unit.says("MemoryDenyWriteExecute"):
        program.append(when(calls["mmap"], *refuse_bits(2, 2 | 4)))
        program += [when(calls[name], *refuse_bits(2, 4)) for name in ("mprotect", "pkey_mprotect")]
    if unit.says("RestrictNamespaces"):
        program.append(when(calls["clone3"], refuse(errno.ENOSYS)))
        program += [when(calls[name], step(LOAD, 16), step(HAS_BITS, NAMESPACES, 0, 1), refuse()) for name in ("clone", "unshare")]
    families = [FAMILIES[name] for name in unit.get("RestrictAddressFamilies").split()]
    if families:
        # A family of the list jumps over the refusal.
        checks = [step(EQUALS, family, len(families) - at) for at, family in enumerate(families)]
        program.append(when(calls["socket"], step(LOAD, 16), *checks, refuse(errno.EAFNOSUPPORT)))
    for name in sorted(allowed(unit) & calls.keys()):
        program += [step(EQUALS, calls[name], 0, 1), step(RETURN, ALLOW)]
    return b"".join([*program, refuse()])


def lose_rights(unit, account):
    for capability in range(41):
        LIBC.prctl(DROP_FROM_BOUNDS, capability, 0, 0, 0)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    if unit.says("NoNewPrivileges"):
        call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def apply(code):
    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]

    call("prctl", SECCOMP, 2, ctypes.byref(Program(len(code) // 8, code)), 0, 0)


def main():
    root, unit, more = pathlib.Path(sys.argv[1]).resolve(), Unit(sys.argv[2]), sys.argv[3:]
    words = shlex.split(unit.get("ExecStart"))
    words = words[:-1] + more if more else words
    code = filter_of(unit) if platform.machine() == "x86_64" else b""
    # The accounts of the folder, not of this machine.
    line = next(line for line in (root / "etc/passwd").read_text(encoding="utf-8").splitlines() if line.startswith(f"{unit.get('User')}:"))
    fields = line.split(":")
    account = pwd.struct_passwd((*fields[:2], int(fields[2]), int(fields[3]), *fields[4:]))
    see_own_files(root, unit)
    os.chroot(root)
    os.chdir("/")
    os.umask(int(unit.get("UMask"), 8))
    for key, what in (("LimitCORE", resource.RLIMIT_CORE), ("LimitNOFILE", resource.RLIMIT_NOFILE)):
        if unit.get(key):
            resource.setrlimit(what, (int(unit.get(key)), int(unit.get(key))))
    lose_rights(unit, account)
    environment = {"PATH": "/usr/bin:/bin", "HOME": account.pw_dir, "USER": account.pw_name, "LANG": "C.UTF-8"}
    if code:
        apply(code)
    os.execve(words[0], words, environment)


if __name__ == "__main__":
    main()

"""The running server leaves no core file, lets nobody read its memory, and writes for its owner only."""

from support import hardened

WHEN = ("running",)


def faults(server):
    return hardened.faults_of_process(server.process.pid) + hardened.faults_of_unprivileged(server.program)

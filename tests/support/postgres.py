"""A private PostgreSQL cluster in a temporary folder, reached by its socket only."""

import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")


class Postgres:
    """Starts on entry, is gone on exit. `address(name)` makes an empty database and says how to reach it."""

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="panoh-pg-"))
        self.data = self.folder / "data"
        self.as_user = []
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self.as_user = ["runuser", "-u", "postgres", "--"]
        self._run("initdb", "-D", self.data, "--auth=trust", "--encoding=UTF8", "--locale=C", "-U", "panoh")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c max_connections=60"
        self._run("pg_ctl", "-D", self.data, "-o", options, "-w", "-l", self.folder / "log", "start")
        self.made = 0
        return self

    def __exit__(self, *_):
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self):
        self.made += 1
        name = f"panoh_{self.made}"
        self._run("createdb", "-h", self.folder, "-U", "panoh", name)
        return f"postgresql://panoh@/{name}?host={self.folder}"

    def _run(self, program, *words):
        subprocess.run([*self.as_user, BIN / program, *map(str, words)], check=True, cwd="/",
                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

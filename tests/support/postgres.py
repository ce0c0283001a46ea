"""A private PostgreSQL cluster in a temporary folder, reached by its socket only."""

import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")


class Postgres:
    """Gone with `remove()`. It keeps every promise of a real one: fsync is on."""

    def start_new(self, kept=None):
        """`kept`: a folder whose data may be there already, instead of a temporary one."""
        self.folder = kept or pathlib.Path(tempfile.mkdtemp(prefix="panoh-pg-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data = self.folder / "data"
        self.made = 0
        self.as_user = []
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self.as_user = ["runuser", "-u", "postgres", "--"]
        try:
            if not (self.data / "PG_VERSION").exists():
                self._run("initdb", "-D", self.data, "--auth=trust", "--encoding=UTF8", "--locale=C", "-U",
                          "panoh")
            self.start()
        except subprocess.CalledProcessError as error:
            self.remove()
            raise RuntimeError(error.stderr.decode(errors="replace")) from None
        return self

    def remove(self):
        self.stop(check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c max_connections=60"
        self._run("pg_ctl", "-D", self.data, "-o", options, "-w", "-l", self.folder / "log", "start")

    def stop(self, how="immediate", check=True):
        self._run("pg_ctl", "-D", self.data, "-m", how, "-w", "stop", check=check)

    def create(self, like=None):
        """A new database, empty or a copy of another; its name."""
        self.made += 1
        name = f"panoh_{self.made}"
        self._run("createdb", "-h", self.folder, "-U", "panoh", *(["-T", like] if like else []), name)
        return name

    def drop(self, name):
        self._run("dropdb", "-h", self.folder, "-U", "panoh", "--force", "--if-exists", name, check=False)

    def address(self, name):
        return f"postgresql://panoh@/{name}?host={self.folder}"

    def rows(self, name, sql):
        out = self._run("psql", "-h", self.folder, "-U", "panoh", "-d", name, "-AtX", "-F", "\t", "-c", sql)
        return [tuple(line.split("\t")) for line in out.decode().splitlines()]

    def dump(self, name):
        """The whole database as SQL."""
        return self._run("pg_dump", "-h", self.folder, "-U", "panoh", "--no-owner", "--no-privileges", name)

    def load(self, name, sql):
        """Runs what `dump` gave, in a database that is empty."""
        with tempfile.NamedTemporaryFile(suffix=".sql") as file:
            file.write(sql)
            file.flush()
            os.chmod(file.name, 0o644)
            self._run("psql", "-h", self.folder, "-U", "panoh", "-d", name, "-qX", "-v", "ON_ERROR_STOP=1", "-f", file.name)

    def _run(self, program, *words, check=True):
        # pg_ctl's server keeps what it inherits open for ever: no pipe for it to hold.
        with tempfile.TemporaryFile() as out:
            ran = subprocess.run([*self.as_user, BIN / program, *map(str, words)], cwd="/", stdin=subprocess.DEVNULL,
                                 stdout=out, stderr=out, check=False)
            out.seek(0)
            text = out.read()
        if check and ran.returncode != 0:
            raise subprocess.CalledProcessError(ran.returncode, program, stderr=text)
        return text

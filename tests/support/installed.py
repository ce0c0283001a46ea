"""The package installed in an empty Debian, and its unit run there as systemd would."""

import collections
import hashlib
import http.client
import pathlib
import re
import socket
import ssl
import subprocess
import sys
import tempfile

from suites.places import ROOT
from support.debian import Debian

CONFINED = ROOT / "tests" / "support" / "confined.py"
UNITS = "lib/systemd/system"
Account = collections.namedtuple("Account", "uid gid shell")


class Installed:
    def __init__(self):
        self.debian = Debian()
        self.process = None
        self.log = tempfile.NamedTemporaryFile(prefix="panoh-test-", mode="w+")

    def apt(self, *words):
        return self.debian.run("apt-get", "-qq", "-y", "--no-install-recommends", *words)

    def install(self, package, *words):
        """From the file, what it depends on from the sources of packages."""
        copy = self.debian.root / "opt" / package.name
        copy.write_bytes(package.read_bytes())
        if not any((self.debian.root / "var/lib/apt/lists").glob("*updated")):
            self.debian.run("apt-get", "-qq", "update")
            (self.debian.root / "var/lib/apt/lists/updated").touch()
        return self.apt("install", *words, f"/opt/{copy.name}")

    def panoh(self, *words):
        return self.debian.run("runuser", "-u", "panoh", "--", "panoh", "--config", "/etc/panoh/panoh.toml", *words)

    def has(self, name):
        return (self.debian.root / name).exists()

    def read(self, name):
        return (self.debian.root / name).read_bytes()

    def facts(self, name):
        found = (self.debian.root / name).stat()
        return found.st_mode & 0o7777, found.st_uid, found.st_gid

    def account(self):
        for line in (self.debian.root / "etc/passwd").read_text(encoding="utf-8").splitlines():
            fields = line.split(":")
            if fields[0] == "panoh":
                return Account(int(fields[2]), int(fields[3]), fields[6])
        return None

    def version(self):
        return self.debian.run("dpkg-query", "-W", "-f=${Version}", "panoh")[1]

    def change(self, setting, value):
        """One setting, as somebody with an editor does."""
        file = self.debian.root / "etc/panoh/panoh.toml"
        text, many = re.subn(rf"^{setting} = .*$", f"{setting} = {value}", file.read_text(encoding="utf-8"), flags=re.M)
        assert many == 1, setting
        file.write_text(text, encoding="utf-8")

    def words(self, unit):
        return [sys.executable, str(CONFINED), str(self.debian.root), str(unit)]

    def confined(self, name):
        """A unit that ends by itself."""
        ran = subprocess.run(self.words(self.debian.root / UNITS / name), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             timeout=300, check=False)
        return ran.returncode, ran.stdout

    def confined_shell(self, command):
        """A shell's command under the server's unit."""
        text = (self.debian.root / UNITS / "panoh.service").read_text(encoding="utf-8")
        with tempfile.NamedTemporaryFile("w", suffix=".service") as unit:
            unit.write(re.sub(r"^ExecStart=.*$", "ExecStart=/bin/sh -c replaced", text, flags=re.M))
            unit.flush()
            ran = subprocess.run([*self.words(unit.name), command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                 timeout=300, check=False)
        return ran.returncode, ran.stdout

    def start(self):
        self.log.truncate(0)
        self.process = subprocess.Popen(self.words(self.debian.root / UNITS / "panoh.service"), stdout=subprocess.PIPE, stderr=self.log, text=True)
        printed = ""
        for line in self.process.stdout:
            printed += line
            if found := re.search(r"https://[\w.]+:(\d+)/", line):
                self.port = int(found.group(1))
            if found := re.search(r"((?:[0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}|[0-9a-f]{64})", line):
                self.fingerprint = found.group(1).replace(":", "").lower()
                return
        raise AssertionError(f"the installed server did not start: {printed}{pathlib.Path(self.log.name).read_text(encoding='utf-8')}")

    def connect(self):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), timeout=60), server_hostname="node.test")

    def shown(self):
        """SHA-256 of the certificate that a visitor is shown."""
        with self.connect() as line:
            return hashlib.sha256(line.getpeercert(binary_form=True)).hexdigest()

    def get(self, path, host="node.test"):
        with self.connect() as line:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}:{self.port}\r\nConnection: close\r\n\r\n".encode())
            answer = http.client.HTTPResponse(line)
            answer.begin()
            return answer.status, answer.read().decode("utf-8", "replace")

    def faults_of_rights(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        facts = dict(re.findall(r"^(\w+):[ \t]*(.*)$", status, re.M))
        wanted = {"NoNewPrivs": "1", "Seccomp": "2", "CapEff": "0" * 16, "CapBnd": "0" * 16, "CapAmb": "0" * 16, "Groups": ""}
        return [f"{name} is {facts.get(name)}" for name, value in wanted.items() if facts.get(name, "").strip() != value]

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=60)
            self.process.stdout.close()
            self.process = None

    def remove(self):
        if self.process:
            self.process.kill()
            self.stop()
        self.log.close()
        self.debian.remove()

"""The built program as a running server, on either engine, with a data folder of its own."""

import pathlib
import re
import shutil
import signal
import subprocess
import tempfile


class Server:
    """`Server(program)` is SQLite; `address=` is PostgreSQL. `demo=False` starts a real, empty node."""

    def __init__(self, program, address=None, demo=True, cases=20):
        self.program = str(program)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="panoh-test-"))
        self.words = ["--data", str(self.folder / "data"), "--set", "server.port=0"]
        if address:
            self.words += ["--set", f"database.address={address}"]
        self.demo = demo
        self.log = self.folder / "server.log"
        self.process = None
        if demo:
            self.command("demo", "--cases", str(cases))
        self.start()

    def command(self, *words, check=True):
        """Runs one command on the stopped node and returns what it printed."""
        ran = subprocess.run([self.program, *self.words, *words], capture_output=True, text=True, check=False)
        if check and ran.returncode != 0:
            raise AssertionError(f"panoh {' '.join(words)}: {ran.returncode}\n{ran.stdout}{ran.stderr}")
        return ran

    def start(self):
        words = [self.program, *self.words, "serve"] + (["--demo"] if self.demo else [])
        with self.log.open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://([\d.]+):(\d+)/", line)
        if not found:
            raise AssertionError(f"the server did not start: {line}{self.log.read_text(encoding='utf-8')}")
        self.host, self.port = found.group(1), int(found.group(2))

    def stop(self, how=signal.SIGTERM):
        if self.process:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process.stdout.close()
            self.process = None

    def kill(self):
        self.stop(signal.SIGKILL)

    def remove(self):
        if self.process:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

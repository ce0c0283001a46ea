"""A pair of age keys, and a reader of backups that shares no code with the program."""

import json
import pathlib
import shutil
import subprocess
import tempfile

LINE = b"panoh backup 1\n"
BLOCK = 100_000


class Keys:
    """Made for one run; gone with `remove()`."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="panoh-keys-"))
        self.private = self.folder / "offline.key"
        subprocess.run(["age-keygen", "-o", self.private], check=True, capture_output=True)
        self.public = subprocess.run(["age-keygen", "-y", self.private], check=True, capture_output=True, text=True).stdout.strip()

    def secret_text(self):
        return next(line for line in self.private.read_text(encoding="ascii").splitlines() if line.startswith("AGE-SECRET-KEY"))

    def seal(self, content, file):
        subprocess.run(["age", "--encrypt", "--recipient", self.public, "--output", file], input=content, check=True, timeout=120)
        return file

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Unsealed:
    """What is in a backup: its manifest, and all that comes after it. Layout: src/backup/README.md."""

    def __init__(self, keys, file):
        whole = subprocess.run(["age", "--decrypt", "--identity", keys.private, file], capture_output=True, check=True, timeout=120).stdout
        assert whole.startswith(LINE), whole[:20]
        at, parts = len(LINE), []
        while size := int.from_bytes(whole[at:at + 4], "big"):
            parts.append(whole[at + 4:at + 4 + size])
            at += 4 + size
        assert len(whole) == at + 4 + 32, "something stands after the seal"
        self.raw = b"".join(parts)
        size = int.from_bytes(self.raw[:4], "big")
        self.manifest, self.rest = json.loads(self.raw[4:4 + size]), self.raw[4 + size:]

    def sealed_again(self, keys, file):
        """By somebody who knows the recipient and has no node secret."""
        manifest = json.dumps(self.manifest).encode()
        content = len(manifest).to_bytes(4, "big") + manifest + self.rest
        blocks = [content[at:at + BLOCK] for at in range(0, len(content), BLOCK)]
        framed = b"".join(len(block).to_bytes(4, "big") + block for block in blocks)
        return keys.seal(LINE + framed + bytes(4) + bytes(32), file)

"""An empty Debian of this machine's release in a folder, from this machine's own package sources. Made once, copied for each use."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from suites.places import ROOT

BASE = ROOT / "build" / "debian"
# What the folder needs to reach the same packages in the same way as this machine.
SETTINGS = ("etc/apt/sources.list", "etc/apt/sources.list.d/debian.sources", "etc/apt/apt.conf.d/99*", "etc/resolv.conf", "etc/hosts",
            "etc/ssl/certs", "usr/local/share/ca-certificates")


def missing():
    """Why there can be none here; empty where there can."""
    if os.geteuid() != 0:
        return "only root may change into another root"
    if not shutil.which("debootstrap"):
        return "debootstrap is not installed"
    mounts = subprocess.run(["unshare", "--mount", "--propagation", "private", "mount", "-t", "proc", "proc", "/mnt"], capture_output=True, check=False)
    return "" if mounts.returncode == 0 else "nothing can be mounted here"


def mirror():
    for file in (pathlib.Path("/etc/apt/sources.list.d/debian.sources"), pathlib.Path("/etc/apt/sources.list")):
        found = re.search(r"^(?:URIs:|deb(?: \[.*?\])?) +(\S+)", file.read_text(encoding="utf-8"), re.M) if file.exists() else None
        if found:
            return found.group(1)
    raise RuntimeError("this machine has no package sources")


def release():
    return re.search(r"^VERSION_CODENAME=(\w+)", pathlib.Path("/etc/os-release").read_text(encoding="utf-8"), re.M).group(1)


def copy_settings(folder):
    for pattern in SETTINGS:
        for source in pathlib.Path("/").glob(pattern):
            target = folder / source.relative_to("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            # What is there may be links, which would lead out of the folder.
            if source.is_dir():
                shutil.rmtree(target, ignore_errors=True)
                shutil.copytree(source, target, ignore_dangling_symlinks=True)
            else:
                target.unlink(missing_ok=True)
                shutil.copyfile(source, target)


def base():
    """The folder that is copied; minutes the first time."""
    if (BASE / "made").exists():
        return BASE / "root"
    shutil.rmtree(BASE, ignore_errors=True)
    BASE.mkdir(parents=True)
    subprocess.run(["debootstrap", "--variant=minbase", "--include=ca-certificates", release(), BASE / "root", mirror()], check=True,
                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=900)
    copy_settings(BASE / "root")
    (BASE / "made").touch()
    return BASE / "root"


class Debian:
    """A copy of it, until `remove()`."""

    def __init__(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="panoh-debian-"))
        self.root.chmod(0o755)
        subprocess.run(["cp", "-a", "--reflink=auto", f"{base()}/.", self.root], check=True)

    def run(self, *words, typed=None, timeout=600):
        """One command inside, with the mounts that packages expect; (exit status, what it printed)."""
        inside = ("mount -t proc proc proc && mount --bind /dev dev && mount --bind /sys sys && "
                  "exec env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot . \"$@\"")
        ran = subprocess.run(["unshare", "--mount", "--propagation", "private", "sh", "-c", inside, "sh", *map(str, words)], cwd=self.root,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", input=typed or "",
                             timeout=timeout, check=False)
        return ran.returncode, ran.stdout

    def keep_packages(self):
        """What was fetched is there for the next copy."""
        for file in (self.root / "var/cache/apt/archives").glob("*.deb"):
            shutil.copy2(file, base() / "var/cache/apt/archives" / file.name)

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)

#!/usr/bin/env python3
"""Makes the Debian package from a built program and the built staff app: the same bytes from the same sources.

    ./do package                       of the release build, into build/; beside it what it is made of (components.py)
    package/build.py PROGRAM FOLDER    of another one, as the tests do

dpkg-deb alone, without debhelper: what is installed is a list of a dozen files, and every byte of the package is made here.
"""

import argparse
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import components

ROOT = pathlib.Path(__file__).resolve().parents[1]
HERE = ROOT / "package"
# Debian's security update of libsodium: earlier ones take points that are on no curve (CVE-2025-69277).
LEAST = {"libsodium23": "1.0.18-1+deb12u1"}
# What no library says: the program that seals backups, the account's maker, zones and authorities.
BESIDES = ("adduser", "age", "ca-certificates", "tzdata")
DOCUMENTS = ("docs/operate.md", "docs/promises.md", "docs/asvs.md", "README.md", "SECURITY.md", "CHANGELOG.md")
CONFFILES = ("/etc/panoh/panoh.toml",)


def version():
    """Of the sources, unless a test says another one."""
    return os.environ.get("PANOH_PACKAGE_VERSION") or re.search(r"project\(panoh VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)


def moment():
    """Seconds since 1970 that every file of the package is dated: of the commit, unless somebody says another one."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said:
        return int(said)
    return int(subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def put(tree, name, content, mode=0o644):
    path = tree / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode)


def packed(content):
    return gzip.compress(content, 9, mtime=0)


def lay_out(tree, program, web):
    """Everything that is installed."""
    put(tree, "usr/bin/panoh", program.read_bytes(), 0o755)
    subprocess.run(["strip", "--strip-unneeded", "--remove-section=.comment", tree / "usr/bin/panoh"], check=True)
    for file in sorted(web.rglob("*")):
        if file.is_file():
            put(tree, f"usr/share/panoh/web/{file.relative_to(web)}", file.read_bytes())
    for unit in sorted((HERE / "systemd").iterdir()):
        put(tree, f"lib/systemd/system/{unit.name}", unit.read_bytes())
    put(tree, "etc/panoh/panoh.toml", (HERE / "panoh.toml").read_bytes(), 0o640)
    for name in DOCUMENTS:
        put(tree, f"usr/share/doc/panoh/{pathlib.Path(name).name}", (ROOT / name).read_bytes())
    put(tree, "usr/share/doc/panoh/copyright", (HERE / "copyright").read_bytes())
    put(tree, "usr/share/doc/panoh/changelog.gz", packed((ROOT / "CHANGELOG.md").read_bytes()))
    put(tree, "usr/share/man/man8/panoh.8.gz", packed((HERE / "panoh.8").read_bytes()))


def depends(tree):
    """What dpkg-shlibdeps finds, with our own least versions, and what it cannot find."""
    with tempfile.TemporaryDirectory() as folder:
        # It wants to be called beside a debian/control.
        put(pathlib.Path(folder), "debian/control", b"Source: panoh\n\nPackage: panoh\nArchitecture: any\n")
        out = subprocess.run(["dpkg-shlibdeps", "-O", tree / "usr/bin/panoh"], cwd=folder, capture_output=True, text=True, check=True).stdout
    found = [entry.strip() for entry in out.partition("shlibs:Depends=")[2].split(",")]
    for name, least in LEAST.items():
        if not any(re.match(rf"{name}\b", entry) for entry in found):
            raise SystemExit(f"package: the program is not linked to {name}")
        found = [f"{name} (>= {least})" if re.match(rf"{name}\b", entry) else entry for entry in found]
    return ", ".join(sorted({*found, *BESIDES}))


def control(tree, architecture):
    size = sum((file.stat().st_size + 1023) // 1024 for file in tree.rglob("*") if file.is_file())
    fields = {"Package": "panoh", "Version": version(), "Architecture": architecture, "Section": "web", "Priority": "optional",
              "Maintainer": "The Panoh project <panoh@localhost>", "Installed-Size": str(size), "Depends": depends(tree),
              "Recommends": "fonts-dejavu-core, librsvg2-bin",
              "Suggests": "postgresql-15 | postgresql, weasyprint, fonts-noto-core",
              "Description": "case management for counter-trafficking response\n"
                             " A server for the case work of a country or an organisation, with its staff app.\n"
                             " Names, whereabouts, notes and medical notes are sealed with keys that people hold."}
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def add_control(tree, architecture):
    text = control(tree, architecture)
    sums = "".join(f"{line}\n" for line in subprocess.run(
        ["md5sum", *sorted(str(file.relative_to(tree)) for file in tree.rglob("*") if file.is_file())],
        cwd=tree, capture_output=True, text=True, check=True).stdout.splitlines())
    put(tree, "DEBIAN/control", text.encode())
    put(tree, "DEBIAN/md5sums", sums.encode())
    put(tree, "DEBIAN/conffiles", "".join(f"{name}\n" for name in CONFFILES).encode())
    for script in sorted((HERE / "debian").iterdir()):
        put(tree, f"DEBIAN/{script.name}", script.read_bytes().replace(b"@VERSION@", version().encode()), 0o755)


def settle(tree, when):
    """One date and plain modes for everything, whatever the umask of who builds."""
    for path in [tree, *tree.rglob("*")]:
        if path.is_dir():
            path.chmod(0o750 if path == tree / "etc/panoh" else 0o755)
        os.utime(path, (when, when))


def build(program, into, web, level):
    architecture = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()
    into.mkdir(parents=True, exist_ok=True)
    package, when = into / f"panoh_{version()}_{architecture}.deb", moment()
    tree = pathlib.Path(tempfile.mkdtemp(prefix="panoh-package-"))
    try:
        lay_out(tree, program, web)
        add_control(tree, architecture)
        settle(tree, when)
        # One thread: with more, xz makes other bytes on a machine with more processors.
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{level}", "--threads-max=1", "--build", tree, package], check=True,
                       env={**os.environ, "SOURCE_DATE_EPOCH": str(when)}, stdout=subprocess.DEVNULL)
    finally:
        shutil.rmtree(tree)
    package.with_suffix(".cdx.json").write_text(components.listed(program, web, version()), encoding="utf-8")
    return package


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--web", type=pathlib.Path, default=ROOT / "build" / "web")
    parser.add_argument("--level", default="9", help="of xz; tests take 0, which is quick")
    words = parser.parse_args()
    for needed in (words.program, words.web / "index.html"):
        if not needed.exists():
            raise SystemExit(f"package: {needed} is not built yet")
    package = build(words.program, words.folder, words.web, words.level)
    print(f"{package} {package.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

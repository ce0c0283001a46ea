"""The Debian package: the same bytes each time, nothing in it that should not be, units that hold; installed and run in an empty Debian."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from suites.places import PROGRAM, ROOT
from support import debian, hardened
from support.backups import Keys, Unsealed
from support.installed import Installed

RELEASE = ROOT / "build" / "release" / "panoh"
HAS = ("./usr/bin/panoh", "./usr/share/panoh/web/index.html", "./etc/panoh/panoh.toml", "./lib/systemd/system/panoh.service",
       "./lib/systemd/system/panoh-backup.service", "./lib/systemd/system/panoh-backup.timer", "./usr/share/man/man8/panoh.8.gz",
       "./usr/share/doc/panoh/copyright", "./usr/share/doc/panoh/operate.md")
MAY_BE_UNDER = ("./usr/bin/", "./usr/share/panoh/web/", "./usr/share/doc/panoh/", "./usr/share/man/man8/", "./etc/panoh/",
                "./lib/systemd/system/")
# In tenths: what systemd-analyze calls "OK" ends at 50.
EXPOSED_AT_MOST = 20


def make(program, folder, version="", epoch="", **more):
    """The package's file."""
    said = {"SOURCE_DATE_EPOCH": epoch} if epoch else {}
    ran = subprocess.run([sys.executable, ROOT / "package" / "build.py", program, folder, "--level", "0"], cwd=ROOT, capture_output=True, text=True,
                         check=False, env={**os.environ, "PANOH_PACKAGE_VERSION": version, **said}, **more)
    if ran.returncode != 0:
        raise RuntimeError(ran.stdout + ran.stderr)
    return next(folder.glob("*.deb"))


def run(context):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="panoh-test-"))
    try:
        # Of the program that the other suites prove; in the soak of the one that people get.
        program = PROGRAM
        if context.soak:
            context.passes("release build", ["./do", "package"], cwd=ROOT, timeout=7200)
            program = RELEASE
        package = make(program, folder / "first")
        if context.wants("contents"):
            contents(context, program, package, folder)
        if context.wants("components"):
            components(context, program, package, folder)
        if context.wants("units"):
            units(context, package, folder)
        # Minutes, most of them spent in making an empty Debian: for who asks for it, and for the soak.
        if context.soak or (context.word and context.wants("installed")):
            why = debian.missing()
            if why:
                context.skip(f"nothing is installed: {why}")
            else:
                installed(context, package, make(program, folder / "later", version="999.1"))
    finally:
        shutil.rmtree(folder)


def contents(context, program, package, folder):
    again = make(program, folder / "again", umask=0o077)
    context.expect("the same sources make the same bytes", package.read_bytes() == again.read_bytes())
    listed = [line.split(None, 5) for line in context.run(["dpkg-deb", "--contents", package])[1].splitlines()]
    names = {line[5] for line in listed if not line[5].endswith("/")}
    context.expect("what a node needs is in it", not set(HAS) - names, str(set(HAS) - names))
    odd = [line[5] for line in listed if line[1] != "root/root" or re.search(r"[st]", line[0][1:]) or "w" in line[0][5:]
           or line[0][0] not in "-d"]
    context.expect("everything in it is root's, nothing can be written by others or lends rights", not odd, str(odd))
    elsewhere = [name for name in names if not name.startswith(MAY_BE_UNDER)]
    context.expect("nothing else is in it", not elsewhere, str(elsewhere))
    hidden = [name for name in names if "/." in name]
    context.expect("nothing hidden, and so nothing of source control, is in it", not hidden, str(hidden))
    modes = {line[5]: line[0] for line in listed}
    context.expect("settings are no business of others", modes["./etc/panoh/panoh.toml"] == "-rw-r-----" and modes["./etc/panoh/"] == "drwxr-x---")
    needs = context.run(["dpkg-deb", "--field", package, "Depends"])[1]
    wanted = [line.split()[1] for line in (ROOT / "packages.txt").read_text(encoding="utf-8").splitlines() if line.startswith("run ")]
    context.expect("it asks for every package that a node needs", not [name for name in wanted if not re.search(rf"\b{re.escape(name)}\b", needs)],
                   needs)
    context.expect("libsodium without its fixed faults is not enough", "libsodium23 (>= 1.0.18-1+deb12u1)" in needs, needs)
    tree = folder / "tree"
    context.passes("it unpacks", ["dpkg-deb", "--raw-extract", package, tree])
    for script in ("preinst", "postinst", "prerm", "postrm"):
        context.passes(f"{script} can be read by sh", ["sh", "-n", tree / "DEBIAN" / script])
    found = hardened.faults_of_file(tree / "usr/bin/panoh")
    context.expect("the packed program is hardened", not found, "\n".join(found))
    where = [file for file in tree.rglob("*") if file.is_file() and os.fsencode(ROOT) in file.read_bytes()]
    context.expect("nothing in it says where it was built", not where, str(where))
    context.passes("its settings are good ones", [program, "--config", tree / "etc/panoh/panoh.toml", "config", "check"])


def components(context, program, package, folder):
    """What it is made of, as machines read it: all of it, as it is on this machine, and the same each time."""
    file = package.with_suffix(".cdx.json")
    again = make(program, folder / "once more", umask=0o077).with_suffix(".cdx.json")
    context.expect("the list of components is the same each time", file.read_bytes() == again.read_bytes())
    dated = make(program, folder / "dated", epoch="86400").with_suffix(".cdx.json")
    document, moment = json.loads(file.read_text(encoding="utf-8")), json.loads(dated.read_text(encoding="utf-8"))["metadata"].get("timestamp")
    context.expect("it has a time only where one is said", "timestamp" not in document["metadata"] and moment == "1970-01-02T00:00:00Z", str(moment))
    parts = {part["name"]: part for part in document["components"]}
    context.expect("it is a list of CycloneDX 1.5, in which nothing stands twice",
                   (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.5") and len(parts) == len(document["components"])
                   and len({part["bom-ref"] for part in parts.values()}) == len(parts))
    # Each library that the program names, found by another way: the package that the .deb depends on.
    needs = re.findall(r"(?:^|, )(lib[a-z0-9.+-]+|zlib1g)\b", context.run(["dpkg-deb", "--field", package, "Depends"])[1])
    context.expect("every library that the package depends on stands in it", len(needs) > 10 and not set(needs) - set(parts), str(set(needs) - set(parts)))
    other = [name for name, part in parts.items() if part["purl"].startswith("pkg:deb/") and part["version"] !=
             context.run(["dpkg-query", "--show", "--showformat=${Version}", name])[1]]
    context.expect("with the versions of the machine that builds", not other, str(other))
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    app = {name: part for name, part in parts.items() if part["purl"].startswith("pkg:npm/")}
    wrong = [name for name, part in app.items() if part["version"] != lock[f"node_modules/{name}"]["version"] or not part.get("licenses")]
    context.expect("what is in the staff app stands in it as the lock file has it, with licences", {"svelte", "@sveltejs/kit", "uqr"} <= set(app) and not wrong,
                   str(wrong or list(app)))
    inside = " ".join(file.read_text(encoding="utf-8") for file in (ROOT / "web" / "src").rglob("*") if file.suffix in (".ts", ".svelte"))
    imported = {name for name in re.findall(r"(?:from|import\()\s*'((?:@[\w-]+/)?[a-z][\w.-]*)", inside)} & {name.removeprefix("node_modules/") for name in lock}
    context.expect("and every package that its sources name", imported and not imported - set(app), str(imported - set(app)))
    path = re.search(rb"/(?:home|root|tmp|work)/[\w/]+", file.read_bytes())
    context.expect("nothing in it says where it was built", not path, str(path))


def units(context, package, folder):
    if not shutil.which("systemd-analyze"):
        context.skip("no systemd-analyze: units are not looked at")
        return
    tree = folder / "units"
    context.passes("it unpacks", ["dpkg-deb", "--extract", package, tree])
    shutil.copytree(tree / "lib/systemd/system", tree / "etc/systemd/system")
    # systemd-analyze looks for the programs that units name.
    (tree / "bin").mkdir()
    shutil.copy("/bin/kill", tree / "bin")
    names = sorted(file.name for file in (tree / "etc/systemd/system").iterdir())
    status, out = context.run(["systemd-analyze", "verify", f"--root={tree}", "--man=no", "--recursive-errors=no", *names])
    # What it does not know is told and not refused.
    context.expect("systemd understands each line of the units", status == 0 and not out.strip(), out)
    for name in (name for name in names if name.endswith(".service")):
        status, out = context.run(["systemd-analyze", "security", "--offline=true", f"--root={tree}", f"--threshold={EXPOSED_AT_MOST}",
                                   "--no-pager", name])
        context.expect(f"{name} is exposed by {EXPOSED_AT_MOST / 10} at most", status == 0, out)
        context.say(out.strip().splitlines()[-1].lstrip("→ ").split(" OK")[0] if out.strip() else "")


def installed(context, package, later):
    node, keys = Installed(), Keys()
    try:
        if put_in(context, node, package):
            hold(context, node)
            serve(context, node)
            back_up(context, node, keys)
            exchange(context, node, package, later)
            take_out(context, node, later)
    finally:
        node.remove()
        keys.remove()


def put_in(context, node, package):
    """Whether it is there."""
    status, out = node.install(package)
    context.expect("apt installs it in an empty Debian", status == 0 and "installed and not started" in out, out[-3000:])
    if status == 0:
        node.debian.keep_packages()
        account = node.account()
        context.expect("with an account that nobody signs in to", account.shell.endswith("nologin") and account.uid < 1000, str(account))
        context.expect("a data folder that is the account's alone", node.facts("var/lib/panoh") == (0o700, account.uid, account.gid))
        context.expect("and settings that root writes and the account reads", node.facts("etc/panoh/panoh.toml") == (0o640, 0, account.gid))
    return status == 0


def hold(context, node):
    """The confinement of the test is one: what the unit forbids fails in it, what it allows does not."""
    for name, words, good in (("writes into its data folder", "touch /var/lib/panoh/x && rm /var/lib/panoh/x", True),
                              ("writes no settings", "echo x >>/etc/panoh/panoh.toml", False),
                              ("writes nothing of the system", "touch /usr/bin/x", False),
                              ("sees no other process", "test -e /proc/1", False),
                              ("sees no disk", "test -e /dev/sda -o -e /dev/vda -o -e /dev/mem", False),
                              ("makes no namespace", "unshare --user true", False),
                              ("opens network connections", "perl -e 'use Socket; socket(S, PF_INET, SOCK_STREAM, 0) or exit 1'", True),
                              ("speaks no netlink", "perl -e 'socket(S, 16, 3, 0) or exit 1'", False),
                              ("becomes nobody else", "perl -e '$< = 0; exit($! ? 1 : 0)'", False)):
        if name == "makes no namespace" and not (node.debian.root / "usr/bin/unshare").exists():
            continue
        status, out = node.confined_shell(words)
        context.expect(f"under the unit it {name}", (status == 0) == good, f"exit {status}\n{out}")


def serve(context, node):
    node.change("address", '"0.0.0.0"')
    node.change("port", "0")
    node.change("hosts", '["node.test"]')
    status, out = node.panoh("user", "add", "jyldyz", "--name", "Jyldyz Osmonova", "--role", "administrator", "--organisation", "Our shelter",
                             "--organisation-type", "NGO", "--country", "KG")
    context.expect("the first administrator is added", status == 0 and "72 hours" in out, out)
    node.start()
    account = node.account()
    first, secret = node.fingerprint, node.read("var/lib/panoh/node.secret")
    context.expect("the first start makes a certificate and shows it", re.fullmatch(r"[0-9a-f]{64}", first) and node.shown() == first, f"{first} {node.shown()}")
    context.expect("files of the node are the account's alone",
                   all(node.facts(f"var/lib/panoh/{name}") == (0o600, account.uid, account.gid) for name in ("key.pem", "node.secret", "panoh.db")))
    context.expect("it answers over TLS, its staff app too", node.get("/healthz") == (200, '{"status":"ok"}') and node.get("/")[0] == 200,
                   str(node.get("/healthz")))
    context.expect("another name than its own is refused", node.get("/healthz", host="elsewhere.test")[0] == 421, str(node.get("/healthz", host="elsewhere.test")))
    found = hardened.faults_of_process(node.process.pid) + node.faults_of_rights()
    context.expect("the process has no rights and no way to any", not found, "\n".join(found))
    status, out = node.panoh("user", "list")
    context.expect("accounts are listed beside it", status == 0 and "jyldyz" in out, out)
    node.stop()
    node.start()
    context.expect("a second start shows the same certificate and keeps the secret", node.shown() == first and node.read("var/lib/panoh/node.secret") == secret)


def back_up(context, node, keys):
    node.change("recipients", f'["{keys.public}"]')
    folder, account = node.debian.root / "srv/panoh-backup", node.account()
    folder.mkdir(mode=0o700)
    os.chown(folder, account.uid, account.gid)
    status, out = node.confined("panoh-backup.service")
    files = list(folder.glob("panoh-*.age"))
    good = status == 0 and len(files) == 1 and "sqlite" in str(Unsealed(keys, files[0]).manifest).lower()
    context.expect("the backup's unit seals one beside the server, and the offline key opens it", good, f"exit {status}\n{out}\n{files}")


def exchange(context, node, package, later):
    node.stop()
    settings, secret = node.read("etc/panoh/panoh.toml"), node.read("var/lib/panoh/node.secret")
    status, out = node.install(later)
    context.expect("a later version takes its place", status == 0 and node.version() == "999.1", out[-3000:])
    context.expect("settings that somebody changed stay", node.read("etc/panoh/panoh.toml") == settings)
    node.start()
    context.expect("and goes on with the data", node.get("/healthz")[0] == 200 and node.read("var/lib/panoh/node.secret") == secret)
    node.stop()
    status, out = node.install(package, "--allow-downgrades")
    context.expect("an earlier version is not put over it", status != 0 and "Nothing is changed" in out and node.version() == "999.1", out[-3000:])


def take_out(context, node, package):
    secret = node.read("var/lib/panoh/node.secret")
    status, out = node.apt("remove", "panoh")
    context.expect("removed, settings and data stay", status == 0 and not node.has("usr/bin/panoh") and node.has("etc/panoh/panoh.toml")
                   and node.has("var/lib/panoh/panoh.db"), out[-3000:])
    status, out = node.apt("purge", "panoh")
    context.expect("purged, settings are gone, the data stay and it says so", status == 0 and not node.has("etc/panoh/panoh.toml")
                   and node.read("var/lib/panoh/node.secret") == secret and "/var/lib/panoh" in out and "What remains" in out, out[-3000:])
    context.expect("with the account that owns them", node.account() is not None)
    shutil.rmtree(node.debian.root / "var/lib/panoh")
    node.install(package)
    status, out = node.apt("purge", "panoh")
    context.expect("purged without data nothing is left", status == 0 and not node.has("var/lib/panoh") and not node.has("usr/share/panoh")
                   and node.account() is None, out[-3000:])

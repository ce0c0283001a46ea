"""Backups that only an offline key opens, and their restoring on an empty machine; databases of older versions. Both engines."""

import copy
import os
import re
import resource
import shutil
import stat
import subprocess
import time

from faults.load import Caseworker, Gate
from support import canaries
from support.backups import Keys, Unsealed
from support.client import PASSWORD, Client
from support.server import Place, Server
from upgrade import fixtures

# What a restore itself writes, or ends.
NOT_COMPARED = ("access_session", "node_fact")


def run(context):
    keys = Keys()
    try:
        for cluster in context.demonstration.clusters():
            for name, part in (("round trip", round_trip), ("refused", refused), ("beside", beside), ("older", older),
                               ("canary", canary_at_the_door), ("newer", newer)):
                if context.wants(name):
                    part(context, cluster, keys)
        if context.wants("given"):
            given(context, keys)
        if context.wants("to write"):
            cannot_be_written(context, keys)
        if context.wants("days"):
            days(context, keys)
    finally:
        keys.remove()


def given(context, keys):
    """The node's secret from systemd's credentials: nothing of it lies in the data folder, and backups are what they were."""
    server, others = context.demonstration.server(None), Keys()
    folder = server.place.folder / "given"
    try:
        server.stop()
        folder.mkdir(mode=0o700)
        shutil.move(secret(server), folder / "node.secret")
        starts = server.command("serve", "--demo")
        context.expect("without its secret the node does not start", starts.returncode == 1 and "access/node_secret" in starts.stderr, starts.stderr)
        server.environment["CREDENTIALS_DIRECTORY"] = str(folder)
        server.start()
        signed = Client(server).sign_in("ayana").status
        server.stop()
        context.expect("a node whose secret systemd lays down works, and writes it nowhere", signed == 201 and not secret(server).exists(), str(signed))
        file, key_file = server.place.folder / "given.age", server.place.folder / "apart" / "keys.age"
        key_file.parent.mkdir()
        backed_up(server, keys, file)
        made = server.command("backup", "--keys", key_file, "--recipient", others.public)
        back = empty(context, None)
        came = restored(back, keys, file, "--keys", key_file, "--keys-identity", others.private)
        context.expect("its backups hold the same secret and come back",
                       made.returncode == 0 and came.returncode == 0 and secret(back).read_bytes() == (folder / "node.secret").read_bytes(),
                       made.stderr + came.stdout + came.stderr)
        back.remove()
        secret(server).write_bytes(os.urandom(32))
        secret(server).chmod(0o600)
        for words in (("serve", "--demo"), ("backup", "--to", server.place.folder / "no.age", "--recipient", keys.public)):
            two = server.command(*words)
            context.expect(f"two secrets that differ are refused ({words[0]})", two.returncode == 1 and "access/node_secret_two files.data" in two.stderr,
                           two.stdout + two.stderr)
    finally:
        others.remove()
        server.remove()


def empty(context, cluster):
    """An empty machine for a restored node."""
    return Server(context.demonstration.program, Place(cluster))


def secret(server):
    return server.place.folder / "data" / "node.secret"


def backed_up(server, keys, file):
    ran = server.command("backup", "--to", file, "--recipient", keys.public)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout.split()[-1]


def restored(server, keys, file, *more, typed=None):
    return server.command("restore", "--from", file, "--identity", keys.private, *more, typed=typed)


def left_over(server):
    """What a refused restore left: nothing, or on PostgreSQL empty tables."""
    data = server.place.folder / "data"
    files = [file.name for file in data.iterdir()] if data.exists() else []
    if not server.place.cluster:
        return files
    tables = server.place.rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
                               "AND relname <> 'schema_migration'")
    rows = [name for (name,) in tables if server.place.rows(f"SELECT 1 FROM {name} LIMIT 1")]
    return files + rows


def tables_of(place):
    if place.cluster:
        names = place.rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    else:
        names = place.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return sorted(name for (name,) in names if name not in NOT_COMPARED and not name.startswith("schema_"))


def make_canary(server):
    """Password and sentence of a canary, as the command prints them once."""
    out = server.must("backup", "canary")
    return re.search(r"password +(\S+)", out).group(1), re.search(r"it says +(\S+)", out).group(1)


def round_trip(context, cluster, keys):
    server = context.demonstration.server(cluster)
    name = server.place.engine
    back = empty(context, cluster)
    try:
        secrets = canaries.plant(server)
        server.stop()
        password, says = make_canary(server)
        folder = server.place.folder / "backups"
        folder.mkdir()
        server.start()
        out = server.command("backup", "--to", folder, "--recipient", keys.public)
        context.expect(f"a backup beside the running server on {name}", out.returncode == 0, out.stdout + out.stderr)
        server.stop()
        files = list(folder.iterdir())
        context.expect(f"its name says when and nothing else on {name}",
                       len(files) == 1 and re.fullmatch(r"panoh-\d{8}T\d{6}Z\.age", files[0].name), str(files))
        context.expect(f"a backup is its owner's alone on {name}", stat.S_IMODE(files[0].stat().st_mode) == 0o600)
        needles = {needle for word in [*canaries.WORDS, *secrets, password, says] for needle in canaries.encodings(word)}
        found = [file for at in (folder, server.place.folder / "tmp") for file in at.rglob("*")
                 if file.is_file() and any(needle in file.read_bytes() for needle in needles)]
        context.expect(f"nothing lies in clear in a backup, nor beside it on {name}", not found, str(found))
        content = Unsealed(keys, files[0])
        context.expect(f"and inside nothing that is sealed in the database on {name}",
                       not [needle for needle in needles if needle in content.raw])
        restored_there = restored(back, keys, files[0], "--node-secret", secret(server), "--verify", typed=password + "\n")
        context.expect(f"restore on an empty machine on {name}", restored_there.returncode == 0, restored_there.stdout + restored_there.stderr)
        context.expect(f"a test member opens the canary case on {name}", f"It says: {says}" in restored_there.stdout, restored_there.stdout)
        context.expect(f"minutes and counts are told on {name}", re.search(r"\d+ cases and \d+ audit rows brought back in \d+\.\d minutes",
                                                                        restored_there.stdout), restored_there.stdout)
        before, after = tables_of(server.place), tables_of(back.place)
        added = server.place.rows("SELECT COUNT(*) FROM audit_row")[0][0]
        more = back.place.rows(f"SELECT seq, action, outcome, detail FROM audit_row WHERE seq > {added}")
        made_at = content.manifest["made_at"]
        context.expect(f"the record has one row more, which says of which backup, and no name on {name}",
                       more == [(str(int(added) + 1), "node_restore", "allowed", f"restored:{made_at}:{added}")], str(more))
        # The head goes on with the row that the restore itself wrote.
        until = {"audit_row": f" WHERE seq <= {added}", "audit_head": " WHERE 1 = 0"}
        different = [table for table in before if sorted(server.place.rows(f"SELECT * FROM {table}{until.get(table, '')}"))
                     != sorted(back.place.rows(f"SELECT * FROM {table}{until.get(table, '')}"))]
        context.expect(f"every table comes back as it was on {name}", before == after and len(before) > 20 and not different, str(different))
        context.expect(f"sessions of the time of the backup are over on {name}", back.place.rows("SELECT COUNT(*) FROM access_session") == [("0",)])
        noted = back.place.rows("SELECT value FROM node_fact WHERE name = 'restored'")
        context.expect(f"that it was restored is noted on {name}", len(noted) == 1 and " from 20" in noted[0][0], str(noted))
        context.expect(f"the audit chain is whole after a restore on {name}", back.command("audit", "verify").returncode == 0)
        back.start()
        client = Client(back)
        client.must("POST", "/api/session", {"user_name": "ayana", "password": PASSWORD})
        page = client.must("GET", "/api/cases?limit=200&names=shown").json["items"]
        context.expect(f"people work on with the restored node on {name}", len(page) > 5 and sum(bool(row["name"]) for row in page) > 3,
                       str(page[:2]))
    finally:
        server.remove()
        back.remove()


def refuses(context, name, ran, code, *places):
    """That a command says why, and leaves nothing behind."""
    left = [file for place in places for file in left_over(place)]
    context.expect(name, ran.returncode == 1 and code in ran.stderr and not left, f"{ran.returncode} {ran.stdout}{ran.stderr} left: {left}")


def refused(context, cluster, keys):
    """What is not whole, not ours or not for here: refused with a code, and nothing is left of it."""
    server = context.demonstration.server(cluster)
    name = server.place.engine
    back, others = empty(context, cluster), Keys()
    other_cluster = context.cluster if cluster is None else None
    stranger = empty(context, other_cluster)
    try:
        server.stop()
        file = server.place.folder / "whole.age"
        first = backed_up(server, keys, file)
        content = file.read_bytes()
        damaged = server.place.folder / "damaged.age"
        middle = len(content) * 2 // 3
        for what, bytes_ in (("cut off", content[:middle]), ("cut off at its last byte", content[:-1]), ("empty", b""),
                             ("with a bit flipped", content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1:])):
            damaged.write_bytes(bytes_)
            refuses(context, f"a backup {what} is refused on {name}", restored(back, keys, damaged), "restore/damaged from", back)
        refuses(context, f"another's identity opens nothing on {name}", restored(back, others, file), "restore/wrong_identity identity", back)
        refuses(context, f"what is no identity is said on {name}",
                back.command("restore", "--from", file, "--identity", damaged), "restore/identity_unreadable identity", back)
        refuses(context, f"the other engine is refused on {name}", restored(stranger, keys, file), "restore/other_engine database.address", stranger)
        # Everybody may know the recipient and make such a file; only the node can seal it.
        forged = Unsealed(keys, file).sealed_again(keys, server.place.folder / "forged.age")
        refuses(context, f"a backup that this node did not make is refused on {name}",
                restored(back, keys, forged, "--node-secret", secret(server)), "restore/not_this_node node-secret", back)
        wrong = server.place.folder / "other.secret"
        wrong.write_bytes(os.urandom(32))
        refuses(context, f"another node's secret is refused on {name}", restored(back, keys, file, "--node-secret", wrong),
                "restore/not_this_node node-secret", back)
        key_file = server.place.folder / "elsewhere" / "keys.age"
        key_file.parent.mkdir()
        made = server.command("backup", "--keys", key_file, "--recipient", others.public)
        context.expect(f"the keys have a backup of their own on {name}", made.returncode == 0 and "node.secret" in made.stdout, made.stdout + made.stderr)
        refuses(context, f"keys are no database on {name}", restored(back, others, key_file), "restore/other_kind from", back)
        beside_data = server.command("backup", "--keys", server.place.folder / "data" / "keys.age", "--recipient", keys.public)
        context.expect(f"keys go to no folder of data on {name}", "backup/keys_beside_data keys" in beside_data.stderr, beside_data.stderr)
        # The same node goes on; an older backup in the place of a newer one is noticed by the head on paper.
        server.start()
        Client(server).must("POST", "/api/session", {"user_name": "ayana", "password": PASSWORD})
        server.stop()
        later = backed_up(server, keys, server.place.folder / "later.age")
        rolled_back = restored(back, keys, file, "--head", later, "--keys", key_file, "--keys-identity", others.private)
        context.expect(f"an older backup than the head on paper is noticed on {name}",
                       first != later and rolled_back.returncode == 1 and "restore/older_than_head head" in rolled_back.stderr,
                       rolled_back.stdout + rolled_back.stderr)
        again = restored(back, keys, file)
        context.expect(f"a machine that is not empty is refused on {name}", again.returncode == 1 and "restore/not_empty files.data" in again.stderr,
                       again.stdout + again.stderr)
        if cluster:
            shutil.rmtree(back.place.folder / "data")
            again = restored(back, keys, file)
            context.expect(f"a database that is not empty is refused on {name}",
                           again.returncode == 1 and "restore/not_empty database.address" in again.stderr, again.stdout + again.stderr)
        back.remove()
        back = empty(context, cluster)
        without = restored(back, keys, server.place.folder / "later.age", "--head", first, "--verify")
        context.expect(f"what is missing without the node secret is said on {name}",
                       without.returncode == 1 and "nobody can sign in" in without.stdout and "restore/node_secret_missing" in without.stderr,
                       without.stdout + without.stderr)
        starts = back.command("serve", "--demo")
        context.expect(f"and the server does not start on {name}", starts.returncode == 1 and "access/node_secret" in starts.stderr, starts.stderr)
    finally:
        others.remove()
        for one in (server, back, stranger):
            one.remove()


def beside(context, cluster, keys):
    """Backups while people write: whole chain, every write that was acknowledged before, and nobody waits for long."""
    server = context.demonstration.server(cluster)
    name = server.place.engine
    back = empty(context, cluster)
    try:
        people, gate = ("ayana", "daniyar", "aigerim"), Gate()
        writers = [Caseworker(server, gate, who) for who in people]
        for writer in writers:
            writer.start()
        gate.open()
        until(lambda: sum(len(writer.cases) for writer in writers) >= 6)
        for number in range(3 if context.soak else 1):
            acknowledged = [copy.deepcopy(dict(writer.cases)) for writer in writers]
            backed_up(server, keys, server.place.folder / f"{number}.age")
        before = sum(map(len, acknowledged))
        until(lambda: sum(len(writer.cases) for writer in writers) > before)
        gate.close(writers)
        server.kill()
        context.expect(f"writes went on on {name}", before >= 6, f"{[len(w.cases) for w in writers]}, {[w.died for w in writers]}")
        ran = restored(back, keys, server.place.folder / f"{number}.age", "--node-secret", secret(server))
        context.expect(f"a backup made under writes is whole on {name}", ran.returncode == 0, ran.stdout + ran.stderr)
        back.start()
        lost = []
        for who, cases in zip(people, acknowledged):
            client = Client(back)
            client.must("POST", "/api/session", {"user_name": who, "password": PASSWORD})
            for at, case in cases.items():
                lost += [f"{what} of {at}" for what in missing(client, at, case)]
        context.expect(f"no write acknowledged before a backup is missing in it on {name}", not lost, "\n".join(lost[:5]))
    finally:
        server.remove()
        back.remove()


def until(true):
    """Waits for what comes sooner or later."""
    end = time.monotonic() + 120
    while not true():
        assert time.monotonic() < end, "nobody writes"
        time.sleep(0.02)


def missing(client, at, case):
    file = client.request("GET", f"/api/cases/{at}")
    if file.status != 200:
        return ["all"]
    found = [] if file.json["version"] >= case["version"] else ["a save"]
    identity = client.request("GET", f"/api/cases/{at}/identity")
    if identity.status != 200 or identity.json["names"][0]["family"] != case["family"]:
        found.append("the identity")
    notes = [item["text"] for item in client.request("GET", f"/api/cases/{at}/notes").json.get("items", [])]
    return found + [note for note in case["notes"] if note not in notes]


def canary_at_the_door(context, cluster, keys):
    """The drill's member is no way into a running server."""
    server = context.demonstration.real(cluster)
    name = server.place.engine
    try:
        server.must("user", "add", "jyldyz", "--name", "Jyldyz Osmonova", "--role", "administrator", "--organisation", "Our shelter",
                    "--organisation-type", "NGO")
        password, _ = make_canary(server)
        user = next(line.split()[0] for line in server.must("user", "list").splitlines() if line.startswith("restore.drill"))
        server.start()
        answer = Client(server).sign_in(user, password)
        context.expect(f"the drill's member cannot sign in on a running node on {name}",
                       answer.status == 403 and answer.json["code"] == "access/activation_expired", f"{answer.status} {answer.body}")
    finally:
        server.remove()


def older(context, cluster, keys):
    """Databases that earlier versions made, with today's program: everything opens, the chain is whole."""
    for version in fixtures.versions():
        for way in ("started", "restored"):
            server = Server(context.demonstration.program, Place(cluster))
            name = f"{version} {way} on {server.place.engine}"
            try:
                faults = fixtures.bring(server, version, way)
                if not faults:
                    faults = fixtures.faults(server, version)
                context.expect(f"the database of {name}", not faults, "\n".join(faults))
            finally:
                server.remove()


def newer(context, cluster, keys):
    """A database or a backup of a later program is refused and not touched."""
    server = context.demonstration.server(cluster)
    name = server.place.engine
    back = empty(context, cluster)
    try:
        server.stop()
        file = server.place.folder / "today.age"
        backed_up(server, keys, file)
        unsealed = Unsealed(keys, file)
        unsealed.manifest["migrations"].append({"number": 9999, "text_hash": "0" * 64})
        refuses(context, f"a backup of a later version is refused on {name}",
                restored(back, keys, unsealed.sealed_again(keys, server.place.folder / "newer.age")), "store/newer_than_program", back)
        line = b"panoh backup 2\n"
        later = keys.seal(line + unsealed.raw, server.place.folder / "format.age")
        refuses(context, f"a later form of backup is refused on {name}", restored(back, keys, later), "restore/other_format from", back)
        server.place.write("INSERT INTO schema_migration (id, name, sql_text, applied_at) VALUES (9999, 'later', 'SELECT 1', 0)")
        for words in (("serve", "--demo"), ("audit", "verify"), ("backup", "--to", server.place.folder / "no.age", "--recipient", keys.public)):
            ran = server.command(*words)
            context.expect(f"{words[0]} refuses the database of a later version on {name}",
                           ran.returncode == 1 and "store/newer_than_program" in ran.stderr, ran.stdout + ran.stderr)
        context.expect(f"and made no backup of it on {name}", not list(server.place.folder.glob("no.age*")))
    finally:
        server.remove()
        back.remove()


def cannot_be_written(context, keys):
    """What hinders a backup is told with its field, and nothing that looks like one is left."""
    server = context.demonstration.server(None)
    try:
        server.stop()
        folder = server.place.folder / "out"
        folder.mkdir()
        file = folder / "one.age"

        def expect(what, words, code, **more):
            ran = subprocess.run([server.program, *server.words, "backup", *map(str, words)], capture_output=True, text=True, check=False,
                                 timeout=120, **{"env": server.environment, **more})
            left = list(folder.iterdir())
            context.expect(what, ran.returncode == 1 and code in ran.stderr and not left, f"{ran.returncode} {ran.stderr} {left}")

        to = ("--to", file, "--recipient", keys.public)
        expect("no recipient", ("--to", file), "backup/recipient_missing recipient")
        expect("a recipient with a wrong letter", ("--to", file, "--recipient", keys.public[:-1] + ("q" if keys.public[-1] != "q" else "p")),
               "backup/recipient recipient")
        expect("what is no recipient", ("--to", file, "--recipient", "--help"), "backup/recipient recipient")
        expect("the secret half as recipient", ("--to", file, "--recipient", keys.secret_text()), "backup/recipient_is_secret recipient")
        expect("no age on the machine", to, "backup/age_missing", env={**server.environment, "PATH": str(folder)})
        expect("a folder that is not there", ("--to", folder / "no" / "one.age", "--recipient", keys.public), "backup/unwritable to")
        expect("nowhere to write", ("--recipient", keys.public), "backup/where to")
        expect("a full disk", to, "backup/no_room to",
               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)))
        backed_up(server, keys, file)
        kept = file.read_bytes()
        again = server.command("backup", *to)
        context.expect("a backup is not written over", again.returncode == 1 and "backup/exists to" in again.stderr and file.read_bytes() == kept,
                       again.stderr)
    finally:
        server.remove()


def days(context, keys):
    """Backups live for so many days: old ones go once a newer one is whole, and never before."""
    server = context.demonstration.server(None)
    try:
        server.stop()
        folder = server.place.folder / "backups"
        folder.mkdir()
        now = time.time()
        names = {days: folder / time.strftime("panoh-%Y%m%dT%H%M%SZ.age", time.gmtime(now - days * 86400)) for days in (36, 34, 400)}
        others = [folder / "panoh-20200101T000000Z.txt", folder / "list.csv", folder / "panoh-2020.age"]
        for file in [*names.values(), *others]:
            file.write_bytes(b"x")
        left = folder / "panoh-20260101T000000Z.age.part"
        left.write_bytes(b"half")
        words = ["--set", f"backup.directory={folder}"]
        refused = server.command("backup", *words, "--recipient", "age1wrong")
        context.expect("a backup that failed takes none away", refused.returncode == 1 and all(file.exists() for file in names.values()))
        ran = server.command("backup", *words, "--set", f"backup.recipients={keys.public}")
        gone = {days for days, file in names.items() if not file.exists()}
        context.expect("only backups older than 35 days go", ran.returncode == 0 and gone == {36, 400} and all(file.exists() for file in others),
                       f"{gone} {ran.stdout}{ran.stderr}")
        context.expect("what a crash left half is taken away", not left.exists())
    finally:
        server.remove()

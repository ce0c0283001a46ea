"""Every story on SQLite and on PostgreSQL, then what must hold after them."""

import importlib.util
import sqlite3

from suites.places import PROGRAM, ROOT
from support import canaries
from support.server import Server

spec = importlib.util.spec_from_file_location("story_runner", ROOT / "tests" / "stories" / "run.py")
story_runner = importlib.util.module_from_spec(spec)
spec.loader.exec_module(story_runner)


def check_chain(context, server, engine):
    server.stop()
    context.passes(f"audit chain whole ({engine})", [server.program, *server.words, "audit", "verify", "--demo"])


def check_holders(context, server):
    """No compartment of a case without somebody who can open it: what is sealed to nobody is lost."""
    database = sqlite3.connect(f"file:{server.folder}/data/panoh.db?mode=ro", uri=True)
    orphans = database.execute(
        "SELECT COUNT(*) FROM vault_case_key k WHERE NOT EXISTS (SELECT 1 FROM vault_team_member m "
        "WHERE m.team_id = k.team_id AND m.compartment = k.compartment)").fetchone()[0]
    keys = database.execute("SELECT COUNT(*) FROM vault_case_key").fetchone()[0]
    database.close()
    ok = keys > 0 and orphans == 0
    if not ok:
        context.say(f"  FAILED {orphans} of {keys} data keys are sealed to nobody")
    context.count.add(passed=ok, failed=not ok)


def run(context):
    for engine, address in (("SQLite", None), ("PostgreSQL", context.cluster.address())):
        context.say(f"   on {engine}")
        server = Server(PROGRAM, address)
        try:
            canaries.plant(server)
            passed, failed = story_runner.run_all(server, [], context.say)
            context.count.add(passed=passed, failed=failed)
            folders = [server.folder] + ([] if address is None else [context.cluster.folder])
            canaries.check(context, f"no identity in clear on disk, server running ({engine})", folders)
            check_chain(context, server, engine)
            canaries.check(context, f"no identity in clear on disk, server stopped ({engine})", folders)
            if address is None:
                check_holders(context, server)
        finally:
            server.remove()

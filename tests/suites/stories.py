"""Every story on SQLite and on PostgreSQL. What must hold after them is the next suite's."""

from suites.places import ROOT
from support import canaries
from support.story import Failed, Story

FOLDER = ROOT / "tests" / "stories"


def play(context, wants):
    """Plays the stories on both engines and leaves the servers they shared to the invariants."""
    for cluster in context.demonstration.clusters():
        server = context.demonstration.server(cluster)
        context.worlds.append(server)
        server.secrets = canaries.plant(server)
        for file in sorted(FOLDER.rglob("*.story")):
            name = file.relative_to(FOLDER)
            if not wants(name):
                continue
            try:
                Story(file, context.demonstration, server).play()
                context.passed()
            except Failed as failed:
                context.fail(f"{name} on {server.place.engine}", f"      {failed}")


def run(context):
    play(context, context.wants)

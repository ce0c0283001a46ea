"""The real CTDC table, in and out again, on both engines; skipped where it is absent (it may not be shipped)."""

import lzma
import time

from suites.places import SHARED

# Seconds that an import may take.
LONGEST = {"SQLite": 20, "PostgreSQL": 40}


def run(context):
    packed = next(iter(sorted((SHARED / "data" / "ctdc").glob("*.csv.xz"))), None)
    if packed is None:
        return context.skip("the CTDC table is not beside the checkout")
    source = lzma.decompress(packed.read_bytes())
    for cluster in context.demonstration.clusters():
        server = context.demonstration.real(cluster)
        try:
            in_and_out(context, server, source)
        finally:
            server.remove()


def in_and_out(context, server, source):
    engine = server.place.engine
    file, out = server.place.folder / "ctdc.csv", server.place.folder / "out.csv"
    file.write_bytes(source)
    began = time.monotonic()
    server.must("import", "ctdc", file, "--name", "CTDC")
    seconds = time.monotonic() - began
    server.must("export", "dataset", "CTDC", out)
    rows = source.count(b"\n") - 1
    context.say(f"{engine}: {rows} rows imported in {seconds:.1f} s")
    context.expect(f"import within {LONGEST[engine]} s on {engine}", seconds < LONGEST[engine])
    context.expect(f"exported byte for byte on {engine}", out.read_bytes() == source)
    again = server.command("import", "ctdc", file, "--name", "CTDC")
    context.expect(f"no second dataset of one name on {engine}", again.returncode == 1 and "release/name_taken" in again.stderr,
                   again.stderr)

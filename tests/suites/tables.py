"""The real CTDC table, in and out again, on both engines; skipped where it is absent (it may not be shipped)."""

import lzma
import pathlib
import tempfile
import time

from suites.places import PROGRAM, SHARED
from support.server import Server


def run(context):
    packed = next(iter(sorted((SHARED / "data" / "ctdc").glob("*.csv.xz"))), None)
    if packed is None:
        return context.skip("the CTDC table is not beside the checkout")
    source = lzma.decompress(packed.read_bytes())
    with tempfile.TemporaryDirectory(prefix="panoh-ctdc-") as folder:
        file = pathlib.Path(folder) / "ctdc.csv"
        file.write_bytes(source)
        for engine, address in (("SQLite", None), ("PostgreSQL", context.cluster.address())):
            server = Server(PROGRAM, address, demo=False)
            try:
                server.stop()
                began = time.monotonic()
                context.passes(f"import ({engine})",
                               [server.program, *server.words, "import", "ctdc", file, "--name", "CTDC"])
                imported = time.monotonic() - began
                out = pathlib.Path(folder) / "out.csv"
                context.passes(f"export ({engine})",
                               [server.program, *server.words, "export", "dataset", "CTDC", out])
                same = out.exists() and out.read_bytes() == source
                if not same:
                    context.say(f"  FAILED the exported table differs ({engine})")
                context.count.add(passed=same, failed=not same)
                context.say(f"   {engine}: {len(source.splitlines()) - 1} rows imported in {imported:.1f} s, "
                            "exported byte for byte")
            finally:
                server.remove()



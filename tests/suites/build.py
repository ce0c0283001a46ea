"""One build of everything with its tests, and the staff app."""

import os

from suites.places import BUILD, ROOT


def run(context):
    if not (BUILD / "build.ninja").exists():
        context.passes("configure", ["cmake", "--preset", "dev"], cwd=ROOT)
    context.passes("compile", ["cmake", "--build", BUILD], timeout=3600, cwd=ROOT)
    context.passes("staff app", ["./do", "web"], cwd=ROOT)
    context.passes("staff app's types", ["web/build.sh", "check"], cwd=ROOT, env={**os.environ, "CI": "true"})

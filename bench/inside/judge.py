"""One judge for everybody's releases: how far tables or rows are from the table they were made from. Needs numpy.

    judge.py TABLE_FOLDER [--tables FILE | --rows FILE | --reference independent|bootstrap] [--length 3] [--triples]

Prints one JSON object. For each length up to 3 ("lengths"), over the combinations of counted values that are true or published:
l1_mass is the sum of |published - true| by the sum of true, kept + suppressed + spurious are its three parts; mae_kept is the
mean error of those in both, mae_all of all; suppressed is the share of those that at least 10 people have and nobody
published; spurious the share of the published that nobody has. "marginals", for rows only: the mean over all sets of 1, 2
and 3 columns of the L1 distance between the two normalised marginals over all states, missing among them, as AIM's authors
measure a workload (arXiv 2201.12677); the total variation is half of it."""

import argparse
import csv
import itertools
import json
import math
import pathlib

import numpy as np

COMMON = 10  # From how many people on a combination is missed when it is not published.
BETWEEN = "\x1f"


class Schema:
    """States of each column: its declared values, other, missing. `counted` numbers the values that are part of combinations."""

    def __init__(self, folder):
        self.columns = json.loads((folder / "schema.json").read_text(encoding="utf-8"))["columns"]
        self.states = [len(column["values"]) + 2 for column in self.columns]
        self.counted = []
        self.numbers = {}
        for column in self.columns:
            mapping = np.zeros(len(column["values"]) + 2, np.int64)
            for state, value in enumerate(column["values"]):
                if value["name"] not in column.get("uncounted", ()):
                    number = len(self.numbers) + 1
                    mapping[state] = number
                    self.numbers[f"{column['name']}:{value['name']}"] = number
            self.counted.append(mapping)
        self.radix = len(self.numbers) + 1

    def state_of(self, column):
        """Text to state; what is in nobody's list is other."""
        missing = len(column["values"]) + 1
        found = {text: missing for text in ["", *column.get("missing", [])]}
        for state, value in enumerate(column["values"]):
            found.update((text, state) for text in [value["name"], *value.get("from", [])])
        return found

    def read(self, path):
        """One row of states a column."""
        cells = bytearray()
        with open(path, newline="", encoding="utf-8-sig") as file:
            rows = csv.reader(file)
            head = next(rows)
            places = [head.index(column["name"]) for column in self.columns]
            known = [(self.state_of(column), len(column["values"])) for column in self.columns]
            for row in rows:
                cells += bytes(states.get(row[place].strip(), other) for place, (states, other) in zip(places, known))
        return np.ascontiguousarray(np.frombuffer(bytes(cells), np.uint8).reshape(-1, len(self.columns)).T)


def marginal(schema, rows, columns):
    code = rows[columns[0]].astype(np.int64)
    for column in columns[1:]:
        code = code * schema.states[column] + rows[column]
    shape = [schema.states[column] for column in columns]
    return np.bincount(code, minlength=math.prod(shape)).reshape(shape)


def combinations(schema, rows, length):
    """Their keys, ascending, and how many people have each."""
    keys, counts = [], []
    for columns in itertools.combinations(range(len(schema.columns)), length):
        cells = marginal(schema, rows, columns)
        cells = cells[np.ix_(*(schema.counted[column] > 0 for column in columns))]
        here = np.nonzero(cells)
        key = np.zeros(len(here[0]), np.int64)
        for column, place in zip(columns, here):
            key = key * schema.radix + schema.counted[column][schema.counted[column] > 0][place]
        keys.append(key)
        counts.append(cells[here])
    return in_order(np.concatenate(keys), np.concatenate(counts))


def in_order(keys, counts):
    order = np.argsort(keys)
    return keys[order], counts[order].astype(float)


def attributes(schema, row, length):
    """The numbers of one line's attributes: `selection` holds `column:value` texts, or each has its two cells. A cell that a
    spreadsheet could take for a formula comes with an apostrophe before it."""
    if "selection" in row:
        return sorted(schema.numbers[word] for word in row["selection"].split(BETWEEN))
    words = [f"{row[f'column_{place}']}:{row[f'value_{place}']}" for place in range(1, length + 1) if row[f"column_{place}"]]
    return sorted(schema.numbers[word if word in schema.numbers else word.replace(":'", ":", 1)] for word in words)


def published(schema, path, length):
    """Keys and counts of a file of tables. The number of all people is no combination."""
    keys, counts = [[] for _ in range(length)], [[] for _ in range(length)]
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        longest = sum(name.startswith("column_") for name in rows.fieldnames)
        for row in rows:
            chosen, count = attributes(schema, row, longest), float(row["count"])
            if 1 <= len(chosen) <= length and count > 0:
                keys[len(chosen) - 1].append(sum(number * schema.radix**place for place, number in enumerate(reversed(chosen))))
                counts[len(chosen) - 1].append(count)
    return [in_order(np.array(key, np.int64), np.array(count)) for key, count in zip(keys, counts)]


def compare(true, said):
    both = np.union1d(true[0], said[0])
    exact, release = np.zeros(len(both)), np.zeros(len(both))
    exact[np.searchsorted(both, true[0])] = true[1]
    release[np.searchsorted(both, said[0])] = said[1]
    error = abs(exact - release)
    kept, common, mass = (exact > 0) & (release > 0), exact >= COMMON, exact.sum()

    def mean(values):
        return float(values.mean()) if len(values) else 0.0

    return {"true": len(true[0]), "published": len(said[0]), "l1_mass": float(error.sum() / mass),
            "kept": float(error[kept].sum() / mass), "of_suppressed": float(exact[release == 0].sum() / mass),
            "of_spurious": float(release[exact == 0].sum() / mass), "mae_kept": mean(error[kept]), "mae_all": mean(error),
            "mean_kept": mean(exact[kept]), "suppressed": mean(release[common] == 0), "spurious": mean(exact[release > 0] == 0)}


def workload(schema, true, rows, length):
    """Mean L1 distance of normalised marginals, over all sets of that many columns."""
    found = [abs(marginal(schema, true, columns) / true.shape[1] - marginal(schema, rows, columns) / rows.shape[1]).sum()
             for columns in itertools.combinations(range(len(schema.columns)), length)]
    return float(np.mean(found))


def reference(rows, kind):
    """What is reached without any work: each column shuffled by itself, or as many people drawn from the table itself."""
    chance = np.random.default_rng(1)
    if kind == "independent":
        return np.array([chance.permutation(column) for column in rows])
    return rows[:, chance.integers(0, rows.shape[1], rows.shape[1])]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, help="with table.csv and schema.json")
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--tables", type=pathlib.Path)
    given.add_argument("--rows", type=pathlib.Path)
    given.add_argument("--reference", choices=("independent", "bootstrap"))
    parser.add_argument("--length", type=int, default=3, choices=(1, 2, 3))
    parser.add_argument("--triples", action="store_true", help="the workload error of rows instead of combinations")
    words = parser.parse_args()
    schema = Schema(words.folder)
    true = schema.read(words.folder / "table.csv")
    lengths = range(1, words.length + 1)
    if words.tables:
        said = published(schema, words.tables, words.length)
    else:
        rows = schema.read(words.rows) if words.rows else reference(true, words.reference)
        if words.triples:
            print(json.dumps({"rows": rows.shape[1], "marginals": [workload(schema, true, rows, length) for length in lengths]}))
            return
        said = [combinations(schema, rows, length) for length in lengths]
    print(json.dumps({"lengths": [compare(combinations(schema, true, length), said[length - 1]) for length in lengths]}))


if __name__ == "__main__":
    main()

"""One run of the reference AIM or MST (dpmm), inside its own environment: models.py aim|mst TABLE_FOLDER OUT [options].

AIM as its authors compare it: all sets of three columns as the workload, a model of up to 80 MB, 16 rounds a column, 1000
iterations an estimate, no joining of rare values; with --library its slow parts are done by inference.cpp. The last fit goes on
from where the rounds ended: dpmm begins it anew, and at epsilon 4 its 1000 iterations come nowhere near. MST with the joining that is part of it. Both know the declared domain,
"other" and "missing" among its states, and draw as many rows as they believe there are people. Prints a line of JSON for each
estimate and one for the whole; microdata.csv is left in OUT for the judge."""

import argparse
import csv
import json
import math
import os
import pathlib
import time

# One thread: its numbers are compared by processor seconds, and threads of the linear algebra only wait for each other.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402
import pandas  # noqa: E402
import quick  # noqa: E402
from dpmm.models import aim, mst  # noqa: E402
from dpmm.models.base.mbi import FactoredInference  # noqa: E402


def coded(folder):
    """Columns of the schema, the states of all rows, and how many states each column has."""
    columns = json.loads((folder / "schema.json").read_text(encoding="utf-8"))["columns"]
    with (folder / "table.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    frame, domain = {}, {}
    for column in columns:
        other, name = len(column["values"]), column["name"]
        state = {text: other + 1 for text in ["", *column.get("missing", [])]}
        for number, value in enumerate(column["values"]):
            state.update((text, number) for text in [value["name"], *value.get("from", [])])
        frame[name] = [state.get(row[name].strip(), other) for row in rows]
        domain[name] = other + 2
    return columns, pandas.DataFrame(frame), domain


def write_rows(path, columns, frame):
    texts = {}
    for column in columns:
        names = np.array([*(value["name"] for value in column["values"]), "~other", ""], dtype=object)
        texts[column["name"]] = names[frame[column["name"]].to_numpy().astype(int)]
    pandas.DataFrame(texts).to_csv(path, index=False)


def tell(**what):
    print(json.dumps({**what, "cpu": time.process_time(), "load": os.getloadavg()[0]}), flush=True)


def watch():
    """A line for each estimate: hours pass between the first and the last."""
    real = FactoredInference.estimate

    def estimate(self, measurements, *more, **named):
        model = real(self, measurements, *more, **named)
        tell(measured=len(measurements), last=list(measurements[-1][3]), sigma=measurements[-1][2], megabytes=model.size * 8 / 2**20)
        return model

    FactoredInference.estimate = estimate


def generator(words, domain, people):
    chance = np.random.RandomState(words.seed)
    common = {"epsilon": words.epsilon, "delta": words.delta or 1 / (people * math.log(people)), "prng": chance, "domain": domain,
              "n_jobs": 1}
    if words.method == "mst":
        return mst.MST(n_iters=5000, compress=True, **common)
    return aim.AIM(n_iters=words.iterations, max_model_size=words.megabytes, degree=3, max_cells=10**9, compress=False,
                   rounds=words.rounds, **common)


def fit(model, frame, words):
    if words.method == "mst":
        model.fit(frame)
        return
    model.fit(frame, marginals_only=True)
    model.engine.iters = words.last
    model.model = model.engine.estimate(model.measures)
    model.fit_state = "trained"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("method", choices=("aim", "mst"))
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--epsilon", type=float, default=1.0)
    parser.add_argument("--delta", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--megabytes", type=float, default=80.0)
    parser.add_argument("--iterations", type=int, default=1000, help="of the estimates of AIM's rounds")
    parser.add_argument("--last", type=int, default=2500, help="of AIM's last fit")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--library", type=pathlib.Path, help="inference.cpp, built: does the slow parts")
    words = parser.parse_args()
    words.out.mkdir(parents=True, exist_ok=True)
    columns, frame, domain = coded(words.folder)
    if words.library:
        quick.Quick(words.library).take_over()
    watch()
    began = (time.monotonic(), time.process_time())
    model = generator(words, domain, len(frame))
    fit(model, frame, words)
    fitted = (time.monotonic(), time.process_time())
    rows = model.generate().astype(int)
    write_rows(words.out / "microdata.csv", columns, rows)
    tell(step="fit", wall=fitted[0] - began[0], fit_cpu=fitted[1] - began[1], rows=len(rows), rho=float(model.rho),
         cliques=[list(clique) for clique in model.cliques])


if __name__ == "__main__":
    main()

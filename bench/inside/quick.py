"""dpmm's mirror descent, projections and model sizes done by inference.cpp: the same steps, so that they take minutes instead of
days. `take_over` first runs both on a small table and stops when they do not agree."""

import ctypes
import itertools

import numpy as np
from dpmm.models import aim
from dpmm.models.base.matrix import Identity
from dpmm.models.base.mbi import CliqueVector, Dataset, Domain, Factor, FactoredInference
import pandas


def whole(kind, values):
    return (kind * len(values))(*map(int, values))


def places(arrays):
    return (ctypes.c_void_p * len(arrays))(*(array.ctypes.data for array in arrays))


class Quick:
    """The library, as dpmm's classes want it."""

    def __init__(self, library):
        self.library = ctypes.CDLL(str(library))
        self.library.release_fit.restype = ctypes.c_double

    @staticmethod
    def sets(domain, cliques):
        number = {column: 1 << place for place, column in enumerate(domain.attrs)}
        return whole(ctypes.c_uint32, [sum(number[column] for column in clique) for clique in cliques])

    def tree(self, model):
        """How the library takes a domain and a tree of cliques."""
        domain, cliques = model.domain, list(model.cliques)
        place = {clique: number for number, clique in enumerate(cliques)}
        edges = [place[clique] for edge in model.junction_tree.tree.edges() for clique in edge]
        return (len(domain), whole(ctypes.c_int64, domain.shape), len(cliques), self.sets(domain, cliques), len(edges),
                whole(ctypes.c_int, edges))

    def fit(self, engine, measurements, total):
        engine._setup(measurements, total)
        model, domain = engine.model, engine.model.domain
        cliques = list(model.cliques)
        told = [(place, *one) for place, clique in enumerate(cliques) for one in engine.groups[clique]]
        for _, query, noisy, _, columns in told:
            assert tuple(columns) == tuple(domain.canonical(columns)) and query.shape[0] == noisy.size == domain.size(columns)
        noisy = [np.ascontiguousarray(one[2], float).ravel() for one in told]
        theta = np.concatenate([np.asarray(model.potentials[clique].values, float).ravel() for clique in cliques])
        marginals = np.empty_like(theta)
        loss = self.library.release_fit(
            *self.tree(model), len(told), whole(ctypes.c_int, [one[0] for one in told]), self.sets(domain, [one[4] for one in told]),
            places(noisy), (ctypes.c_double * len(told))(*(float(one[3]) for one in told)), ctypes.c_double(float(model.total)),
            engine.iters, *(array.ctypes.data_as(ctypes.c_void_p) for array in (theta, marginals)))
        model.potentials, model.marginals = (self.vector(domain, cliques, cells) for cells in (theta, marginals))
        return loss

    @staticmethod
    def vector(domain, cliques, cells):
        """Cells of all cliques, one after the other, as the library left them."""
        ends = list(itertools.accumulate(domain.size(clique) for clique in cliques))
        return CliqueVector({clique: Factor(domain.project(clique), cells[end - domain.size(clique):end].copy())
                             for clique, end in zip(cliques, ends)})

    def marginals(self, model, wanted):
        cells = [np.ascontiguousarray(model.marginals[clique].values, float) for clique in model.cliques]
        out = [np.zeros(model.domain.size(columns)) for columns in wanted]
        self.library.release_marginals(*self.tree(model), places(cells), len(wanted), self.sets(model.domain, wanted), places(out))
        return out

    def megabytes(self, model, wanted):
        """Of the model with each of these measured besides."""
        out = (ctypes.c_int64 * len(wanted))()
        domain = model.domain
        self.library.release_sizes(len(domain), whole(ctypes.c_int64, domain.shape), len(model.cliques), self.sets(domain, model.cliques),
                                   len(wanted), self.sets(domain, wanted), out)
        return [cells * 8 / 2**20 for cells in out]

    def candidates(self, candidates, model, limit):
        free, names = set(aim.downward_closure(model.cliques)), list(candidates)
        return {name: candidates[name] for name, size in zip(names, self.megabytes(model, names)) if size <= limit or name in free}

    def worst(self, mechanism, candidates, answers, model, epsilon, sigma):
        names = list(candidates)
        errors = {name: candidates[name] * (np.linalg.norm(answers[name] - cells, 1) - np.sqrt(2 / np.pi) * sigma * cells.size)
                  for name, cells in zip(names, self.marginals(model, names))}
        return mechanism.exponential_mechanism(errors, epsilon, max(candidates.values()))

    def check(self):
        """Both on one small table: potentials, marginals and sizes."""
        chance = np.random.RandomState(1)
        domain = Domain(list("abcdef"), [5, 4, 6, 3, 7, 2])
        hidden = chance.randint(0, 3, 4_000)
        cells = {name: (hidden + chance.randint(0, domain[name], 4_000) * (chance.rand(4_000) < 0.5)) % domain[name] for name in domain.attrs}
        data = Dataset(pandas.DataFrame(cells), domain)
        told = []
        for columns in ("a", "b", "c", "d", "e", "f", "ab", "bcd", "de", "ac", "ef", "bc"):
            exact = data.project(tuple(columns)).datavector()
            told.append((Identity(exact.size), exact + chance.normal(0, 20, exact.size), 20.0, tuple(columns)))
        engine = FactoredInference(domain, iters=60)
        slow = engine.estimate(told)
        wanted = [columns for length in (1, 2, 3) for columns in itertools.combinations(domain.attrs, length)]
        theirs = [slow.project(columns).datavector() for columns in wanted]
        sizes = [aim.hypothetical_model_size(domain, slow.cliques + [columns]) for columns in wanted]
        engine = FactoredInference(domain, iters=60)
        self.fit(engine, engine.fix_measurements(told), None)
        off = max(abs(one - other).max() for one, other in zip(theirs, self.marginals(engine.model, wanted)))
        if off > 1e-6 or not np.allclose(sizes, self.megabytes(engine.model, wanted)):
            raise SystemExit(f"inference.cpp is not what dpmm does: {off}")

    def take_over(self):
        self.check()
        aim.filter_candidates = self.candidates
        aim.AIM.worst_approximated = lambda mechanism, candidates, answers, model, epsilon, sigma, public=False: self.worst(
            mechanism, candidates, answers, model, epsilon, sigma)
        FactoredInference.mirror_descent = lambda engine, measurements, total=None, **_: self.fit(engine, measurements, total)

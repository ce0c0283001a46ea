#!/usr/bin/env python3
"""Makes conversion.tsv: how much zCDP a pair (epsilon, delta) allows, to 50 digits, from the formula of Canonne, Kamath and
Steinke (2020, arXiv 2004.00010, corollary 13) and not from the program. By hand; --check compares with what stands there.

rho-zCDP is (epsilon, delta)-DP when for some alpha > 1
    (alpha - 1) (alpha rho - epsilon) + alpha ln(1 - 1/alpha) - ln(alpha - 1)  <=  ln delta.
The left side is convex in alpha; where it is least, (2 alpha - 1) rho = epsilon - ln(1 - 1/alpha). Put in, one equation is
left, whose left side falls with alpha: solved by halving. The program looks for the largest rho over alpha instead."""
import decimal
import pathlib
import sys
from decimal import Decimal

decimal.getcontext().prec = 90
TABLE = pathlib.Path(__file__).with_name("conversion.tsv")
EPSILONS = (1, 10, 50, 100, 250, 500, 750, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 8000, 10000, 12000, 100000)
DELTAS = (10**5, 10**6, 2_732_917, 10**7, 10**8, 10**9)


def rho_at(alpha, epsilon):
    return (epsilon - (1 - 1 / alpha).ln()) / (2 * alpha - 1)


def log_delta(alpha, epsilon):
    return (alpha - 1) * (alpha * rho_at(alpha, epsilon) - epsilon) + alpha * (1 - 1 / alpha).ln() - (alpha - 1).ln()


def largest_rho(epsilon, one_in):
    wanted = -Decimal(one_in).ln()
    low, high = Decimal(1), Decimal(2)
    while log_delta(high, epsilon) > wanted:
        low, high = high, 2 * high
    for _ in range(280):
        middle = (low + high) / 2
        low, high = (middle, high) if log_delta(middle, epsilon) > wanted else (low, middle)
    return rho_at(high, epsilon)


def lines():
    yield "epsilon_thousandths\tdelta_one_in\trho\trho_units\n"
    for thousandths in EPSILONS:
        for one_in in DELTAS:
            rho = largest_rho(Decimal(thousandths) / 1000, one_in)
            yield f"{thousandths}\t{one_in}\t{decimal.Context(prec=50).plus(rho)}\t{int(rho * 2**40)}\n"


if __name__ == "__main__":
    text = "".join(lines())
    if "--check" in sys.argv:
        sys.exit(0 if text == TABLE.read_text("utf-8") else "conversion.tsv says something else")
    TABLE.write_text(text, "utf-8")

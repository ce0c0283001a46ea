#!/usr/bin/env python3
"""Forbids floating-point numbers where noise is drawn.

    tools/check_noise.py [FOLDER]          prints file:line: what is wrong; exit status 1 when anything is

A proof of differential privacy speaks of exact probabilities. Noise made of floating-point numbers does not have them, and its
last bits can tell what it was added to (Mironov 2012). So the files below know whole numbers only; comments may say anything.
"""
import re

from check_locale import without_comments
from checking import tell

EXACT = ("src/privacy/noise.h", "src/privacy/noise.cpp", "src/privacy/random_bits.cpp", "src/privacy/sampling.h", "src/privacy/spent.h",
         "src/privacy/spent.cpp")
# For people; it is defined elsewhere.
ALLOWED = "double standard_deviation(Variance variance);"
POINT = re.compile(
    r"\b(?:double|float|_Float\w+|__float\w+|_Decimal\w+)\b|<(?:cmath|math\.h|random|numbers|complex)>|\bstd::\w+_distribution\b"
    r"|\bstd::(?:sqrt|exp2?|expm1|log(?:1p|2|10)?|pow|cbrt|l?dexp|floor|ceil|l?l?round)\b"
    # 1.5, .5 and 1., with an exponent or not; 1e3; hexadecimal ones
    r"|(?<![\w.])(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?[fFlL]?|(?<![\w.])\d+[eE][+-]?\d+[fFlL]?"
    r"|(?<![\w.])0[xX][\da-fA-F.]+[pP][+-]?\d+[fFlL]?")
GROUPED = re.compile(r"(?<=[\da-fA-F])'(?=[\da-fA-F])")


def check(top):
    for name in EXACT:
        path = top / name
        if not path.is_file():
            yield name, "is not there; say in tools/check_noise.py where noise is drawn now"
            continue
        # 1'000 is no beginning of a character.
        text = without_comments(GROUPED.sub("", path.read_text("utf-8")), strings_too=True).replace(ALLOWED, "")
        for found in POINT.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}", f"{found.group()} is no whole number"


if __name__ == "__main__":
    tell(check)

"""JPEG files of any size out of nothing: slopes of colour with noise on them, no two alike, written as coefficients because no
library is needed for that (ITU T.81, baseline). Noise is what costs a decoder; real photographs of this size have less of it."""

import random
import struct

SIDE = 16  # of what is coded together: four blocks of brightness, one of each colour
# Annex K: quantisation is left flat, the Huffman tables are the usual ones.
DC_COUNTS = bytes((0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0))
DC_VALUES = bytes(range(12))
# Only runs of no zeros, and the end of a block: a short table is a legal one.
AC_COUNTS = bytes((0, 1, 5, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
AC_VALUES = bytes((0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08))
KEPT = 30  # coefficients of a block of brightness that are not zero


def codes(counts, values):
    """{value: (bits, length)} as annex C makes them."""
    made, code, left = {}, 0, iter(values)
    for length, count in enumerate(counts, 1):
        for _ in range(count):
            made[next(left)] = (code, length)
            code += 1
        code <<= 1
    return made


DC, AC = codes(DC_COUNTS, DC_VALUES), codes(AC_COUNTS, AC_VALUES)


class Bits:
    def __init__(self):
        self.value, self.length = 1, 0

    def put(self, value, length):
        self.value, self.length = self.value << length | value, self.length + length

    def number(self, table, number):
        """Its size by the table, then its bits: those below zero as one less."""
        size = abs(number).bit_length()
        self.put(*table[size])
        if size:
            self.put(number if number > 0 else number + (1 << size) - 1, size)

    def done(self):
        """Whole bytes, filled with ones, and no marker among them."""
        fill = -self.length % 8
        self.put((1 << fill) - 1, fill)
        return self.value.to_bytes(self.length // 8 + 1, "big")[1:].replace(b"\xff", b"\xff\x00")


def row(choose, across):
    """One row of units. Its brightness begins anew, because a restart marker stands before each."""
    parts, before = [], [0, 0, 0]
    slope = choose.randint(-6, 6)
    for _ in range(across):
        bits = Bits()
        for component in (0, 0, 0, 0, 1, 2):
            level = max(-400, min(400, before[component] + slope + choose.randint(-9, 9)))
            bits.number(DC, level - before[component])
            before[component] = level
            for place in range(KEPT if component == 0 else 3):
                bits.number(AC, choose.choice((-1, 1)) * choose.randint(1, max(1, 24 // (place + 1))))
            bits.put(*AC[0])
        parts.append(bits)
    whole = Bits()
    for bits in parts:
        whole.put(bits.value - (1 << bits.length), bits.length)
    return whole.done()


def segment(marker, body):
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


class Camera:
    """Pictures of one size. Rows are made once and put together in another order for each picture."""

    def __init__(self, width, height, seed=7, pool=48):
        self.size, self.choose = (width, height), random.Random(seed)
        self.across, self.down = -(-width // SIDE), -(-height // SIDE)
        self.rows = [row(self.choose, self.across) for _ in range(min(pool, self.down * 2))]

    def picture(self):
        width, height = self.size
        head = [b"\xff\xd8", segment(0xDB, b"\x00" + bytes([4] * 64)),
                segment(0xC0, struct.pack(">BHHB", 8, height, width, 3) + bytes((1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0))),
                segment(0xC4, b"\x00" + DC_COUNTS + DC_VALUES), segment(0xC4, b"\x10" + AC_COUNTS + AC_VALUES),
                segment(0xDD, struct.pack(">H", self.across)),
                segment(0xDA, bytes((3, 1, 0, 2, 0, 3, 0, 0, 63, 0)))]
        body = []
        for number in range(self.down):
            body += [self.choose.choice(self.rows), bytes((0xFF, 0xD0 + number % 8))]
        return b"".join(head + body[:-1] + [b"\xff\xd9"])

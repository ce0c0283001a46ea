"""Unique words for every sealed field: one stem that nobody bears, and four letters that say where it was put."""

import re
import threading

STEM = "Zymyrykkanary"
FOUND = re.compile(rb"(?i)zymyrykkanary([a-z]{4})")


class Marks:
    """What was put where: (owner, compartment) of each word. The owner is a case, or who wrote for themselves alone."""

    def __init__(self):
        self.places = []
        self.lock = threading.Lock()

    def new(self, owner, compartment):
        with self.lock:
            self.places.append((owner, compartment))
            return self.word(len(self.places) - 1)

    def place(self, letters):
        number = 0
        for letter in letters.lower():
            number = number * 26 + ord(letter) - ord("a")
        return self.places[number]

    def seen(self, content):
        """Owners and compartments of all words in some bytes."""
        return {self.place(letters.decode()) for letters in set(FOUND.findall(content))}

    def of(self, owner, compartment):
        """The words put there, in the order of their putting."""
        return [self.word(number) for number, place in enumerate(self.places) if place == (owner, compartment)]

    @staticmethod
    def word(number):
        letters = ""
        for _ in range(4):
            number, rest = divmod(number, 26)
            letters = chr(ord("a") + rest) + letters
        return STEM + letters

"""What somebody opens who has the whole database, the secret beside it, and a person's password and recovery code.

Shares no code with the program, and does not do as the program does: tags and what a ciphertext is bound to are not looked at,
and every key that falls out of anything is tried on everything of its case. So a text opens here as soon as its key is at hand,
whatever is written around it, and the oracle outlives new columns, epochs and contexts. src/vault/README.md has the layouts.
"""

import ctypes
import ctypes.util
import hashlib
import struct
import uuid

sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
sodium.sodium_init()
Long = ctypes.c_ulonglong
# Everything the program derives from a secret (number, purpose), and the secret itself.
DERIVED = ((1, "teamquik"), (1, "teamtext"), (4, "ownseal_"), (5, "teamkept"))
OF_NODE = ((1, "nodepepp"), (2, "nodetotp"), (3, "nodeacti"), (4, "nodedumm"))
# Where a nonce may begin: behind nothing, a version, a kind, an epoch or a key's version, or some of them twice.
OFFSETS = (0, 1, 2, 6, 10)
# A key alone, and what texts are padded to; longer ones to more. At another offset a ciphertext has no such size.
SIZES = (32, 64, 256, 1024)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def derive(key, number, purpose):
    return hashlib.blake2b(digest_size=32, key=key, salt=struct.pack("<Q", number) + bytes(8), person=purpose.encode() + bytes(8)).digest()


def keyed(key, *parts):
    return hashlib.blake2b(b"".join(parts), digest_size=32, key=key).digest()


def public_of(secret):
    out = ctypes.create_string_buffer(32)
    sodium.crypto_scalarmult_base(out, secret)
    return out.raw


sodium.crypto_stream_xchacha20_xor_ic.argtypes = (ctypes.c_void_p, ctypes.c_char_p, Long, ctypes.c_char_p, ctypes.c_uint64, ctypes.c_char_p)
desk = ctypes.create_string_buffer(1 << 20)
desk_at = ctypes.addressof(desk)


def stream(key, sealed, at=0):
    """What lies under nonce and ciphertext, tag unread; noise under a wrong key."""
    size = len(sealed) - at - 40
    sodium.crypto_stream_xchacha20_xor_ic(desk_at, sealed[at + 24:], size, sealed[at:at + 24], 1, key)
    return ctypes.string_at(desk_at, size)


def open_box(secret, public, sealed):
    """The text of a sealed box, or nothing."""
    out = ctypes.create_string_buffer(len(sealed) - 48)
    wrong = sodium.crypto_box_seal_open(out, sealed, Long(len(sealed)), public, secret)
    return None if wrong else out.raw


def stretched(password, salt, passes, memory):
    out = ctypes.create_string_buffer(32)
    wrong = sodium.crypto_pwhash(out, Long(32), password.encode(), Long(len(password.encode())), salt, Long(passes), ctypes.c_size_t(memory), 2)
    assert wrong == 0, "no memory for Argon2id"
    return out.raw


def code_bytes(text):
    """A recovery code as it is printed: Crockford's base32."""
    held = bits = 0
    out = []
    for letter in text.upper():
        if letter in " -":
            continue
        held, bits = held << 5 | ALPHABET.index(letter), bits + 5
        if bits >= 8:
            bits -= 8
            out.append(held >> bits)
            held &= (1 << bits) - 1
    return bytes(out)


class Loot:
    """Every row of every table, and the secret beside the database; of a stopped node."""

    def __init__(self, place, leave_out=()):
        """`leave_out`: ids of cases that are not tried, to be sooner done."""
        left_out = {uuid.UUID(case).bytes for case in leave_out}
        self.rows = [(table, row) for table, rows in place.everything().items() for row in rows
                     if left_out.isdisjoint(value for value in row.values() if isinstance(value, bytes))]
        self.secret = (place.folder / "data" / "node.secret").read_bytes()
        self.cases = {row["id"] for table, row in self.rows if table == "case_file"}
        # Each sealed thing with its table, the case that its row names, and where its nonce may begin.
        self.blobs = [(table, value, self.case_of(row), beginnings(value)) for table, row in self.rows for value in row.values()
                      if isinstance(value, bytes) and len(value) >= 49]
        self.of_case = {}
        for blob in self.blobs:
            self.of_case.setdefault(blob[2], []).append(blob)

    def case_of(self, row):
        return next((value for value in row.values() if isinstance(value, bytes) and value in self.cases), None)

    def account(self, user):
        return next(row for table, row in self.rows if table == "access_user" and row["id"] == user)


class Thief:
    """Takes what one person knows; `texts` is all that it opens."""

    def __init__(self, loot, person=None):
        """Of nobody: the secret beside the database alone, which everybody of the others has too."""
        self.loot, self.texts, self.searches = loot, [], 0
        self.tried, self.tried_on_cases = set(), set()
        if person:
            self.take_account(loot.account(uuid.UUID(person.id).bytes), person.password, person.recovery)
        else:
            for secret in (loot.secret, *(derive(loot.secret, number, purpose) for number, purpose in OF_NODE)):
                self.take(secret)

    def take_account(self, account, password, recovery):
        """Both ways to a person's own secrets have to lead to the same ones."""
        pepper = derive(self.loot.secret, 1, "nodepepp")
        root = keyed(pepper, stretched(password, account["password_salt"], account["password_passes"], account["password_memory"]))
        recognised = hashlib.blake2b(derive(root, 1, "pw-auth_"), digest_size=32).digest()
        assert recognised == account["password_verifier"], "the password is not recognised"
        by_password = stream(derive(root, 2, "pw-kek__"), account["secrets"][1:])
        code = hashlib.blake2b(code_bytes(recovery) + b"panoh recovery code", digest_size=32).digest()
        by_code = stream(code, account["recovery"][33:])
        assert by_password == by_code, "password and recovery code lead to two secrets"
        self.take(by_password[:32])  # of the pair for boxes
        self.take(by_password[32:64])  # of the pair for signing

    def take(self, secret):
        """A secret that may open anything: as a pair's secret half, and as a key."""
        if secret in self.tried:
            return
        self.tried.add(secret)
        public = public_of(secret)
        for table, sealed, case, _ in self.loot.blobs:
            for at in OFFSETS:
                # A box begins with a public key: nothing but a box opens, so trying is exact.
                text = open_box(secret, public, sealed[at:]) if len(sealed) - at > 48 and self.box_may_begin(table, at) else None
                if text is not None:
                    self.opened(table, text, case)
                    break
        for key in (secret, *(derive(secret, number, purpose) for number, purpose in DERIVED)):
            self.try_key(key, self.loot.blobs)

    @staticmethod
    def box_may_begin(table, at):
        """Boxes of keys stand alone, those of texts behind their head; a scalar multiplication each is dear."""
        return at == 0 if table.startswith("vault_") else at in (2, 6)

    def take_of_case(self, key, case):
        """A secret that fell out of a row of one case is tried on that case."""
        if (key, case) in self.tried_on_cases:
            return
        self.tried_on_cases.add((key, case))
        self.try_key(key, self.loot.of_case.get(case, []), last=True)

    def try_key(self, key, blobs, last=False):
        """The `last` of a chain opens texts only: whatever it makes of other keys is noise."""
        for table, sealed, case, beginnings in blobs:
            for at in beginnings:
                text = stream(key, sealed, at)
                if len(text) > 32:
                    if readable(text):
                        self.opened(table, text, case)
                elif case and not last and table.startswith("vault_"):
                    self.take_of_case(text, case)

    def opened(self, table, text, case):
        if table.startswith("vault_"):
            secret = text[-32:]
            if case:
                self.take_of_case(secret, case)
            else:
                self.take(secret)
            return
        self.texts.append(text)
        self.searches += table == "case_finding"

    def marks(self, marks):
        """Owners and compartments of the words that were opened."""
        return set().union(*(marks.seen(text) for text in self.texts)) if self.texts else set()


def beginnings(sealed):
    """Where a nonce may begin, so that text and tag behind it have a size there is."""
    return tuple(at for at in OFFSETS if len(sealed) - at - 40 in SIZES or len(sealed) - at - 40 > SIZES[-1])


def readable(text):
    """Padded text as it is sealed: UTF-8, one 0x80, zeros. Noise hardly ever is, and names nobody when it is."""
    plain = text.rstrip(b"\0")
    if not plain or plain[-1] != 0x80:
        return False
    try:
        plain[:-1].decode()
    except UnicodeDecodeError:
        return False
    return True

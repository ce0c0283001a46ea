"""Crowds at the real server: 500 who sign in at once, 10,000 idle connections, 500 who drip their requests.

Somebody who is signed in works on through each of them and is never refused; memory stays bounded. How long that person waited is
told and not judged: it says more of the machine than of the server.
"""

import collections
import http.client
import pathlib
import resource
import select
import socket
import threading
import time

from support.client import Client

SIGN_INS, IDLE, DRIPPING = 500, 10_000, 500
NETWORKS = 25  # the server counts by /24
ONE_NETWORK = 1024  # http/limits.h
MIB = 1024 * 1024
PASSWORD_WORK = 64 * MIB


def address(number):
    """One of as many networks of this machine."""
    return f"127.0.{1 + number % NETWORKS}.1"


class From(Client):
    """A browser in another network."""

    def __init__(self, server, number):
        super().__init__(server)
        self.number = number

    def _exchange(self, method, path, data, headers):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.server.host, self.server.port, timeout=120,
                                                         source_address=(address(self.number), 0))
            self.used_at = time.monotonic()
        return super()._exchange(method, path, data, headers)


class Inside(threading.Thread):
    """Somebody who works on; keeps what was refused and how long each answer took."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.client, self.refused, self.took, self.over = Client(server), [], [], threading.Event()
        self.client.sign_in("ayana")
        self.case = self.client.request("GET", "/api/cases?limit=1").json["items"][0]["id"]

    def run(self):
        number = 0
        while not self.over.wait(0.02):
            path = ("/api/cases?limit=50", f"/api/cases/{self.case}", f"/api/cases/{self.case}/identity")[number % 3]
            number, began = number + 1, time.monotonic()
            try:
                status = self.client.request("GET", path).status
            except OSError as error:
                status = type(error).__name__
            self.took.append(time.monotonic() - began)
            if status != 200:
                self.refused.append(f"{path}: {status}")

    def end(self):
        self.over.set()
        self.join()
        self.client.close()
        took = sorted(self.took)
        self.figures = (f"{len(took)} answers to a person inside, median {took[len(took) // 2] * 1000:.0f} ms, "
                        f"95 of 100 within {took[len(took) * 95 // 100] * 1000:.0f} ms, longest {took[-1] * 1000:.0f} ms")
        return [f"a person inside was refused: {one}" for one in self.refused[:5]]


def memory(server, what):
    """`VmRSS` or the highest so far, `VmHWM`; bytes."""
    for line in pathlib.Path(f"/proc/{server.process.pid}/status").read_text().splitlines():
        if line.startswith(what + ":"):
            return int(line.split()[1]) * 1024
    raise AssertionError(f"no {what}")


def newcomer(server):
    """What somebody who signs in now is answered."""
    try:
        return From(server, NETWORKS - 1).sign_in("meerim").status
    except OSError as error:
        return type(error).__name__


def sign_ins(server):
    """500 sign in at once: two passwords are worked on at a time, the others wait or are told to come back."""
    server.stop()
    server.start()
    before, inside = memory(server, "VmRSS"), Inside(server)
    gate, answers = threading.Barrier(SIGN_INS), []

    def go(number):
        client = From(server, number)
        gate.wait()
        try:
            # Names that nobody has cost the same work as others. Some are real.
            name = "timur" if number % 100 == 0 else f"nobody.{number}"
            answers.append(client.sign_in(name))
        except OSError as error:
            answers.append(error)
        client.close()

    threads = [threading.Thread(target=go, args=(number,)) for number in range(SIGN_INS)]
    inside.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = inside.end()
    seen = collections.Counter(getattr(answer, "status", type(answer).__name__) for answer in answers)
    if not set(seen) <= {201, 401, 429, 503} or not seen[503] or seen[201] + seen[401] < 30:
        found.append(f"the crowd was answered {dict(seen)}")
    if any(answer.status in (429, 503) and not answer.header("Retry-After") for answer in answers if hasattr(answer, "status")):
        found.append("somebody was sent away without being told when to come back")
    grown = memory(server, "VmHWM") - before
    if grown >= 3 * PASSWORD_WORK:
        found.append(f"memory grew by {grown // MIB} MiB: more than two passwords were worked on at once")
    if newcomer(server) != 201:
        found.append("after the crowd nobody gets in")
    return found, f"{SIGN_INS} sign-ins at once: {dict(seen)}, memory grew by {grown // MIB} MiB; {inside.figures}"


def connect(server, number):
    made = socket.socket()
    made.setsockopt(socket.IPPROTO_IP, 24, 1)  # IP_BIND_ADDRESS_NO_PORT: the port is chosen by the connection
    made.bind((address(number), 0))
    made.settimeout(60)
    try:
        made.connect((server.host, server.port))
    except ConnectionResetError:
        pass  # ended already: nothing will be answered
    return made


def ask(connection, server):
    try:
        connection.sendall(f"GET /api/node HTTP/1.1\r\nHost: {server.host}:{server.port}\r\n\r\n".encode())
    except OSError:
        pass  # ended already: nothing will be answered


def answered(connection):
    try:
        return connection.recv(4096).startswith(b"HTTP/1.1 200 ")
    except OSError:
        return False


class Drips(threading.Thread):
    """Connections that send a byte now and then of a head, with `bodies` half of them of a body, until the server has had enough of each."""

    def __init__(self, server, bodies):
        super().__init__(daemon=True)
        self.server, self.bodies, self.cut, self.left = server, bodies, 0, DRIPPING
        host = f"{server.host}:{server.port}"
        self.head = f"GET /api/node HTTP/1.1\r\nHost: {host}\r\nX-Slow: ".encode() + b"a" * 5000
        self.body = (f"POST /api/session HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/json\r\n"
                     "Content-Length: 100000\r\n\r\n").encode() + b" " * 5000

    def run(self):
        drops = {}
        for number in range(DRIPPING):
            connection, whole = connect(self.server, number), self.body if self.bodies and number % 2 else self.head
            at = whole.index(b"\r\n\r\n") + 4 if whole is self.body else 1
            drops[connection] = [whole, 0]
            try:
                connection.sendall(whole[:at])
                drops[connection] = [whole, at]
            except OSError:
                continue  # ended at once
        end = time.monotonic() + 120
        while drops and time.monotonic() < end:
            time.sleep(0.25)
            for connection, drop in list(drops.items()):
                drop[1] += 1
                if not self.drip(connection, drop):
                    del drops[connection]
                    self.cut += 1
        self.left = len(drops)
        for connection in drops:
            connection.close()

    def drip(self, connection, drop):
        """False when the server has ended it."""
        try:
            # select() takes no descriptor above 1,023, and here there are ten thousand.
            ready = select.poll()
            ready.register(connection, select.POLLIN)
            if ready.poll(0):
                connection.recv(4096)  # 408, or the end
                connection.close()
                return False
            connection.sendall(drop[0][drop[1]:drop[1] + 1])
            return True
        except OSError:
            connection.close()
            return False


def idle_and_dripping(server, bodies):
    """10,000 idle connections and 500 dripping ones: the others are served, and each drip ends."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if hard < IDLE + 4 * DRIPPING:
        return None, f"no more than {hard} files may be open here"
    server.stop()
    server.start()
    before, inside = memory(server, "VmRSS"), Inside(server)
    inside.start()
    drips, crowd = Drips(server, bodies), []
    drips.start()
    try:
        for first in range(0, IDLE, 250):
            some = [connect(server, number) for number in range(first, first + 250)]
            for connection in some:
                ask(connection, server)
            crowd += [connection for connection in some if answered(connection)]
        found = [] if len(crowd) == IDLE else [f"{IDLE - len(crowd)} of {IDLE} were not answered"]
        grown = memory(server, "VmRSS") - before
        late = newcomer(server)
        if late != 201:
            found.append(f"beside the crowd a sign-in gives {late}")
        drips.join()
        again = crowd[:: IDLE // 100]
        for connection in again:
            ask(connection, server)
        alive = sum(answered(connection) for connection in again)
    finally:
        for connection in crowd:
            connection.close()
    found += inside.end()
    if drips.left:
        found.append(f"{drips.left} of {DRIPPING} dripping connections were never ended")
    # 16 KiB for each, and two passwords.
    if grown > (IDLE + DRIPPING) * 16 * 1024 + 3 * PASSWORD_WORK:
        found.append(f"memory grew by {grown // MIB} MiB")
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return found, (f"{len(crowd)} idle and {DRIPPING} dripping connections: memory grew by {grown // MIB} MiB, {drips.cut} drips were cut, "
                   f"{alive} of {len(again)} idle ones still answered; {inside.figures}")


def one_network(server):
    """One network takes its own places and nobody else's."""
    def served(number):
        made = connect(server, number)
        ask(made, server)
        if answered(made):
            taken.append(made)
            return True
        made.close()
        return False

    taken, end = [], time.monotonic() + 30
    try:
        # A place is free again when the server has seen the end of whoever had it: of the crowd before that takes a moment.
        while len(taken) < ONE_NETWORK and time.monotonic() < end:
            served(0)
        most = len(taken) + sum(served(0) for _ in range(50))
        found = [] if most == ONE_NETWORK else [f"{most} connections of one network are served, not {ONE_NETWORK}"]
        if not served(1):
            found.append("another network is refused")
    finally:
        for connection in taken:
            connection.close()
    return found, f"{most} connections of one network were served, 50 more asked"


def faults(server, thorough):
    """(what was wrong, what was seen) of each crowd. A body may take half a minute: `thorough` waits for it."""
    yield sign_ins.__doc__, *sign_ins(server)
    yield idle_and_dripping.__doc__, *idle_and_dripping(server, thorough)
    yield one_network.__doc__, *one_network(server)

"""Signals in quick succession: many SIGHUP leave the server alive, a second SIGTERM does not cut short what runs."""

import signal
import threading
import time

from support.client import Client

BURSTS, IN_A_BURST = 5, 200
ENDS_WITHIN = 30


def hang_up(server):
    """What was wrong after many SIGHUP."""
    for number in range(BURSTS):
        for _ in range(IN_A_BURST):
            if server.process.poll() is not None:
                return [f"burst {number} of SIGHUP ended the server: {server.process.returncode}"]
            server.process.send_signal(signal.SIGHUP)
        time.sleep(0.1)
        if server.process.poll() is not None:
            return [f"burst {number} of SIGHUP ended the server: {server.process.returncode}"]
    status = Client(server).request("GET", "/healthz").status
    return [] if status == 200 else [f"after {BURSTS * IN_A_BURST} SIGHUP /healthz answers {status}"]


def end_twice(server):
    """What was wrong when SIGTERM came twice while a request ran."""
    answers = []

    def sign_in():
        try:
            answers.append(Client(server).sign_in("ayana").status)
        except OSError as error:
            answers.append(type(error).__name__)

    running = threading.Thread(target=sign_in)
    running.start()
    time.sleep(0.05)  # Password work takes longer than this.
    for _ in range(20):
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.005)
    status = server.process.wait(timeout=ENDS_WITHIN)
    running.join()
    found = [] if status == 0 else [f"SIGTERM again while it stopped: exit {status}, not 0"]
    if answers != [201]:
        found.append(f"the request that ran got {answers}, not 201")
    server.stop()
    server.start()
    return found


def faults(server):
    found = hang_up(server)
    if found:
        server.stop()
        server.start()
    return found + end_twice(server)

"""List, open, find, save and create over HTTP at several sizes, on both engines, with 1 and 32 connections.

A save is a durable PATCH of one coded field with its audit row; a creation seals an identity besides."""

import asks

KINDS = ("list", "open", "find", "save", "create")


def run(program, engines, sizes, seconds):
    for cases in sizes:
        for engine in engines:
            place = engine.copy(engine.kept(program, cases))
            people = asks.Asks(place, program)
            print(f"\n{cases:,} cases, {engine.label}", flush=True)
            try:
                for kind in KINDS:
                    for connections in (1, 32):
                        # A search opens the short text of every case of the team: so many at once are a queue.
                        patience = max(seconds, cases // 25_000) * (2 if connections > 1 else 1) if kind == "find" else seconds
                        came = people.run(kind, connections, patience)
                        print(f"  {kind:7} {connections:3} connections {came.line()}", flush=True)
            finally:
                people.stop()
                engine.take_away(place)

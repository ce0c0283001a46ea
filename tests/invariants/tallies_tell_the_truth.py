"""What is counted beside the cases is what the cases say."""

WHEN = ("stopped",)

COUNTED = "SELECT hex(team), state, country, COUNT(*) FROM case_file GROUP BY 1, 2, 3"
KEPT = "SELECT hex(team), state, country, total FROM case_tally WHERE total <> 0"
LOADS = "SELECT hex(assigned_to), COUNT(*) FROM case_file WHERE assigned_to IS NOT NULL GROUP BY 1"
KEPT_LOADS = "SELECT hex(worker), total FROM case_load WHERE total <> 0"


def faults(server):
    found = []
    for what, counted, kept in (("case_tally", COUNTED, KEPT), ("case_load", LOADS, KEPT_LOADS)):
        if server.place.cluster:
            counted, kept = (sql.replace("hex(", "concat(") for sql in (counted, kept))
        truth, told = set(server.place.rows(counted)), set(server.place.rows(kept))
        found += [f"{what}: {row} is only counted" for row in sorted(truth - told)]
        found += [f"{what}: {row} is only kept" for row in sorted(told - truth)]
    return found

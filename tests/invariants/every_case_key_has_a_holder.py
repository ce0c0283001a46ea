"""Every compartment of every case can be opened by somebody: what is sealed to nobody is lost."""

WHEN = ("stopped",)

HELD = """EXISTS (SELECT 1 FROM vault_team_member m JOIN access_user u ON u.id = m.user_id
    WHERE m.team_id = k.team_id AND m.compartment = k.compartment AND m.epoch = k.epoch AND u.active = 1)"""


def faults(server):
    keys = server.place.rows("SELECT COUNT(*) FROM vault_case_key")[0][0]
    orphans = server.place.rows(f"SELECT COUNT(*) FROM vault_case_key k WHERE NOT {HELD}")[0][0]
    without = server.place.rows("""SELECT COUNT(*) FROM case_file f JOIN case_identity i ON i.case_id = f.id WHERE NOT EXISTS
        (SELECT 1 FROM vault_case_key k WHERE k.case_id = f.id AND k.compartment = 'identity')""")[0][0]
    found = []
    finding = server.place.rows(f"""SELECT COUNT(*) FROM vault_team_key k WHERE NOT {HELD} AND EXISTS
        (SELECT 1 FROM case_finding x JOIN case_file f ON f.id = x.case_id WHERE f.organisation = k.team_id AND x.epoch = k.epoch)""")[0][0]
    if int(finding):
        found.append(f"{finding} finding keys are held by nobody who is active")
    if int(keys) == 0:
        found.append("no data key at all")
    if int(orphans):
        found.append(f"{orphans} of {keys} data keys are sealed to nobody who is active")
    if int(without):
        found.append(f"{without} identities without a data key")
    return found

"""Every rule of who may what, broken one at a time: a test notices each.

The program of the unit tests is linked once with all mutants of decide.cpp in it, and run once for each of a third of them; in the soak for all. That
does the same with what stands before a handler, by a server with all mutants of gate.cpp in it, which is asked the whole matrix.
"""

import concurrent.futures
import json
import os
import random
import shlex
import time

from matrix.walk import Tables, Walk
from matrix.world import World
from mutants.schemata import Schemata
from suites.places import BUILD, ROOT

DECIDE, GATE = ROOT / "src" / "access" / "decide.cpp", ROOT / "src" / "access" / "gate.cpp"
# Origin, session, stage, the coarse decision, and the permits of handlers; what is only written down is not seen from outside.
OF_GATE = (r"core::Done check_origin.*?\n}\n", r"core::Done PermitIssuer::check.*?\n}\n", r"PANOH_CHECK\(check_origin\(request\)\);",
           r"if \(decide\(caller\.subject_, action.*?\n}\n", r"if \(request\.method != http::Method::get\) \{\s+if \(auto origin.*?\n        }\n")
FOLDER = BUILD / "mutants"
# As many as the machine has places for, and no more.
AT_ONCE = os.cpu_count() or 2


def run(context):
    if context.wants("decide"):
        run_decide(context)
    if context.soak or context.word == "gate":
        run_gate(context)


def run_decide(context):
    began = time.monotonic()
    made = Schemata(DECIDE.read_text(encoding="utf-8"))
    program = link(context, made, DECIDE, "access_test")
    if not program:
        return
    status, out = context.run([program, "-sf=*decide_test*"], cwd=ROOT)
    context.expect("without a mutant the tests of decide() pass", status == 0, out[-2000:])
    # A third a run, another one each time; the soak takes all.
    mutants = made.mutants if context.soak else random.SystemRandom().sample(made.mutants, len(made.mutants) // 3)
    alive = living(context, program, mutants)
    # What reads behind a table does as it likes; the sanitizer says so.
    if alive and (strict := link(context, made, DECIDE, "access_test", ["-fsanitize=address"])):
        alive = living(context, strict, alive)
    context.expect(f"every mutant of decide.cpp dies: {len(alive)} live", not alive, "\n".join(map(str, alive)))
    context.say(f"{len(mutants) - len(alive)} of {len(mutants)} mutants killed in {time.monotonic() - began:.0f} s")


def living(context, program, mutants, tests="-sf=*decide_test*"):
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        dead = pool.map(lambda mutant: killed(context, program, mutant, tests), mutants)
        return [mutant for mutant, gone in zip(mutants, dead) if not gone]


def link(context, made, file, target, more=()):
    """A program with the mutated file in place of the real one."""
    FOLDER.mkdir(exist_ok=True)
    source, built, program = FOLDER / file.name, FOLDER / f"{file.stem}.o", FOLDER / f"{target}{len(more)}"
    program.unlink(missing_ok=True)
    source.write_text(made.text, encoding="utf-8")
    commands = json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8"))
    words = shlex.split(next(one["command"] for one in commands if one["file"] == str(file)))
    words[words.index("-o") + 1] = str(built)
    words[words.index("-c") + 1] = str(source)
    context.passes(f"all mutants of {file.name} compile", [*words, *more, "-Wno-error", "-w"], cwd=BUILD)
    status, out = context.run(["ninja", "-C", BUILD, "-t", "commands", target])
    linking = shlex.split(out.splitlines()[-1])
    if status != 0 or "-o" not in linking:
        context.fail(f"how {target} is linked", out[-2000:])
        return None
    begin = next(number for number, word in enumerate(linking) if word.endswith(("c++", "g++", "clang++")))
    words = [word for word in linking[begin:] if word not in ("&&", ":")]
    words[words.index("-o") + 1] = str(program)
    # The first definition is the one that counts; the archive's own is not asked for any more.
    words.insert(words.index("-o"), str(built))
    context.passes(f"the mutants of {file.name} link", [*words, *more], cwd=BUILD)
    return program if program.exists() else None


def killed(context, program, mutant, tests):
    """Whether a test fails; a mutant that ends the program, or never ends, is found too."""
    status, _ = context.run([program, tests, "-aa=1"], timeout=60, cwd=ROOT,
                            env={**os.environ, "PANOH_MUTANT": str(mutant.number)})
    return status != 0


def run_gate(context):
    began = time.monotonic()
    made = Schemata(GATE.read_text(encoding="utf-8"), OF_GATE)
    program = link(context, made, GATE, "panoh")
    if not program:
        return
    server = context.demonstration.real(None)
    try:
        world, tables = World(server), Tables()
        whole = faults_of(world, tables, program, 0)
        context.expect("without a mutant the matrix holds", not whole, "\n".join(whole[:5]))
        alive = [mutant for mutant in made.mutants if not faults_of(world, tables, program, mutant.number)]
    finally:
        server.remove()
    # What no request brings about, since the server refuses it earlier, and what no answer tells is held by tests beside the code.
    if alive and (units := link(context, made, GATE, "access_test")):
        alive = living(context, units, alive, "-tc=a request that another site sends*,work is heard of*")
    context.expect(f"every mutant of gate.cpp dies: {len(alive)} live", not alive, "\n".join(map(str, alive)))
    context.say(f"{len(made.mutants) - len(alive)} of {len(made.mutants)} mutants of the gate killed in {time.monotonic() - began:.0f} s")


def faults_of(world, tables, program, number):
    """What a server with one mutant answers otherwise; one that does not stay is found too."""
    walk = Walk(world, tables, "NGO", program)
    walk.server.environment["PANOH_MUTANT"] = str(number)
    try:
        return walk.run().faults
    except (AssertionError, OSError, EOFError, ValueError) as error:
        return [str(error)]
    finally:
        walk.server.remove()

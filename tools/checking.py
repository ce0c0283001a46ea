"""What the checks of this folder have in common: where they look, and how they tell."""
import pathlib
import sys


def tell(check):
    """Runs `check(top)` on the folder that the command line names, or this repository: prints `where: what` for each fault that it
    yields and ends with exit status 1 when there are any."""
    top = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    faults = list(check(top))
    for where, what in faults:
        print(f"{where}: {what}")
    sys.exit(1 if faults else 0)

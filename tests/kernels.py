#!/usr/bin/env python3
"""Counts the instructions of each stage on texts made up for it (benches/kernels.rs), and holds two things:

- no stage takes more instructions than tests/kernels.json says, give or take TOLERANCE: where the compiler is the one that
  they were counted with, since others make other code;
- four times the text takes at most GROWTH times the instructions, also for texts made to be dear: with every compiler.

Instructions do not depend on what else the machine does, so that this can fail only for what the program does. BINARY is
the benchmark `kernels` of the dev profile, which `tests/run` builds: its code is not optimised, but what grows with the
square of a text does so in any profile, and what takes a quarter more here takes more everywhere.

    tests/kernels.py BINARY            check
    tests/kernels.py BINARY --accept   write the figures of now to tests/kernels.json

Needs valgrind; without it nothing is checked, and it says so.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
REFERENCE = HERE / "kernels.json"
# Rules are added all the time, and each costs a little.
TOLERANCE = 1.25
# Four times the text: what is made once for a text makes this less than 4, tables that grow a little more.
GROWTH = 4.6
STAGES = ["decode", "repair", "split", "recognize", "whole", "write"]
HOSTILE = ["list of numbers", "headings", "open brackets", "rows", "from and to", "years"]


def counts(binary: str) -> list[int]:
    """Instructions of each call of a kernel, in order."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        # By their whole names: a pattern would find the closures in them, too.
        kernels = [f"kernels::kernel_{name}" for name in [*STAGES, "hostile"]]
        dumps = [f"--dump-{when}={kernel}" for kernel in kernels for when in ("before", "after")]
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "--dump-line=no", *dumps, binary],
            capture_output=True, text=True)
        if run.returncode:
            sys.exit(f"tests/kernels.py: {binary} failed under valgrind:\n{run.stderr[-2000:]}")
        dumps = sorted(pathlib.Path(folder).glob("out.*"), key=lambda path: int(path.suffix[1:]))
        totals = []
        for dump in dumps:
            text = dump.read_text(errors="replace")
            trigger = re.search(r"^desc: Trigger: (.*)$", text, re.M).group(1)
            if trigger.startswith("--dump-after"):
                totals.append(int(re.search(r"^(?:totals|summary): (\d+)", text, re.M).group(1)))
        return totals


def compiler() -> str:
    """The compiler that is at hand, which a fresh build was made with."""
    return subprocess.run(["rustc", "--version"], capture_output=True, text=True).stdout.strip()


def main() -> int:
    arguments = sys.argv[1:]
    if not arguments or not shutil.which(arguments[0]):
        sys.exit(__doc__)
    if not shutil.which("valgrind"):
        print("tests/kernels.py: valgrind is not installed, so the instructions of the stages were not counted; "
              "install it (apt-get install valgrind) to have slower code noticed")
        return 0
    totals = counts(arguments[0])
    expected = 3 * len(STAGES) + 2 * len(HOSTILE)
    if len(totals) != expected:
        sys.exit(f"tests/kernels.py: benches/kernels.rs made {len(totals)} calls, not {expected}; "
                 "STAGES and HOSTILE here must be what it does")
    small, large = (totals[len(STAGES) * n:len(STAGES) * (n + 1)] for n in (1, 2))
    hostile = totals[3 * len(STAGES):]
    pairs = dict(zip(STAGES, zip(small, large)))
    pairs |= dict(zip(HOSTILE, zip(hostile[::2], hostile[1::2])))
    now = {name: large for name, (_, large) in pairs.items()}
    if "--accept" in arguments:
        REFERENCE.write_text(json.dumps({"compiler": compiler(), "instructions": now}, indent=2) + "\n")
    reference = json.loads(REFERENCE.read_text()) if REFERENCE.exists() else {}
    if reference.get("compiler") != compiler():
        print(f"tests/kernels.json was counted with {reference.get('compiler')}: only the growth is checked")
        reference = now
    else:
        reference = reference["instructions"]
    print(f"{'kernel':<18} {'instructions':>14} {'of reference':>13} {'for 4 × text':>13}")
    wrong = []
    for name, (one, four) in pairs.items():
        # A kernel that is new is compared with none until --accept.
        share, growth = four / reference.get(name, four), four / one
        print(f"{name:<18} {four:>14,} {share:>13.2f} {growth:>13.2f}")
        if share > TOLERANCE:
            wrong.append(f"{name} takes {share:.2f} times the instructions of tests/kernels.json (allowed: {TOLERANCE}); "
                         "if that is what a new ability costs, run tests/kernels.py BINARY --accept")
        if growth > GROWTH:
            wrong.append(f"{name}: four times the text takes {growth:.1f} times the instructions (allowed: {GROWTH}); "
                         "something grows with the square of the text")
    for sentence in wrong:
        print(f"tests/kernels.py: {sentence}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

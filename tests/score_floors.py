#!/usr/bin/env python3
"""Measures how well facts are read, and fails where a figure is below its floor.

usage: score_floors.py SHARED             measure and compare with tests/floors.json
       score_floors.py SHARED --raise     then lift every floor to its figure, rounded down
       score_floors.py --self-test        check this script's own judgement

SHARED holds eval/score.py, corpus/ and gold/. Figures: detect_f1 (the numbers that are facts are found), exact_f1 (a fact
is right in every field), skips (share of dates, names, numbering … that no fact covers); for the set `recognize`, the
share of cases that the recognisers read right. Floors only rise: one that is lower than in an earlier commit fails too.
"""
import json
import math
import os
import subprocess
import sys
import tempfile

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FLOORS = os.path.join(HOME, "tests", "floors.json")
# `cargo test` has built this program already; a figure does not depend on the profile.
GONGBAO = ["cargo", "run", "--locked", "--quiet", "--"]


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if not arguments or arguments[1:] not in ([], ["--raise"]):
        print(__doc__, file=sys.stderr)
        return 2
    shared = os.path.abspath(arguments[0])
    with open(FLOORS, encoding="utf-8") as file:
        floors = json.load(file)
    figures = {name: measure(name, shared) for name in floors}
    complaints = below(floors, figures) + fallen(floors, earlier())
    table(floors, figures)
    if arguments[1:] == ["--raise"]:
        with open(FLOORS, "w", encoding="utf-8") as file:
            json.dump(raised(floors, figures), file, indent=2)
            file.write("\n")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


def written(name):
    """The folder of documents written for a set, and that of their facts."""
    folder = os.path.join(HOME, "tests", "corpus", name)
    return folder, os.path.join(folder, "gold")


def measure(name, shared):
    """Set → its figures."""
    if name == "recognize":
        cases = os.path.join(shared, "eval", "suites", "recognize.jsonl")
        command = " ".join(GONGBAO + ["recognize", "--json-lines"])
        text = run([sys.executable, os.path.join(shared, "eval", "suites.py"), command, cases])
        return {"right": float(text.split()[-1])}
    documents, gold = {
        "shared": (os.path.join(shared, "corpus"), os.path.join(shared, "gold")),
        "corpus": (os.path.join(HOME, "corpus"), os.path.join(HOME, "corpus", "gold")),
        **{name: written(name) for name in ("known", "unseen", "dense-known", "dense-unseen")},
    }[name]
    with tempfile.TemporaryDirectory() as output:
        # 1 says that there are findings, which is no matter here.
        run(GONGBAO + ["extract", documents, "-o", output, "--quiet"], codes=(0, 1))
        score = [sys.executable, os.path.join(shared, "eval", "score.py")]
        totals = json.loads(run(score + [os.path.join(output, "facts.jsonl"), gold, "--json"]).splitlines()[-1])
        # `gongbao eval` must judge as the score does; 1 says that something is wrong somewhere.
        own = json.loads(run(GONGBAO + ["eval", output, "--gold", gold, "--json"], codes=(0, 1)))["total"]
    differ = differing(totals, own)
    if differ:
        sys.exit(f"{name}: gongbao eval and score.py disagree on {', '.join(differ)}")
    skips = totals["skips_ok"] / totals["skips"] if totals["skips"] else 1.0
    return {"detect_f1": totals["detect_f1"], "exact_f1": totals["exact_f1"], "skips": skips}


def differing(totals, own):
    """The figures of score.py that `gongbao eval` gives otherwise, or not at all."""
    own = {**own, **{f"fields.{name}": figure for name, figure in own.get("fields", {}).items()}}
    totals = {**totals, **{f"fields.{name}": figure for name, figure in totals["fields"].items()}}
    same = lambda name: own.get(name) is not None and math.isclose(totals[name], own[name], abs_tol=1e-9)
    return [name for name in totals if name != "fields" and not same(name)]


def run(command, codes=(0,)):
    ended = subprocess.run(command, cwd=HOME, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    if ended.returncode not in codes:
        sys.exit(f"{' '.join(command)} ended with {ended.returncode}")
    return ended.stdout


def below(floors, figures):
    """A complaint for every figure that is missing or below its floor."""
    complaints = []
    for name, of_set in floors.items():
        for figure, floor in of_set.items():
            value = figures.get(name, {}).get(figure)
            if value is None:
                complaints.append(f"{name} {figure}: has a floor, and was not measured")
            elif value < floor:
                complaints.append(f"{name} {figure}: {value:.4f} is below the floor {floor:.4f}")
    return complaints


def fallen(floors, versions):
    """A complaint for every floor that is gone or lower than in an earlier version."""
    complaints = []
    for version in versions:
        for name, of_set in version.items():
            for figure, before in of_set.items():
                now = floors.get(name, {}).get(figure)
                if now is None or now < before:
                    complaints.append(f"{name} {figure}: the floor was {before:.4f} before; floors only rise")
    return sorted(set(complaints))


def raised(floors, figures):
    """The floors, each lifted to its figure where that is higher; rounded down, so that the figure itself passes."""
    return {
        name: {figure: max(floor, math.floor(figures[name][figure] * 1000) / 1000) for figure, floor in of_set.items()}
        for name, of_set in floors.items()
    }


def earlier():
    """Every committed version of the floors that the history at hand holds."""
    git = ["git", "-C", HOME]
    commits = subprocess.run(git + ["log", "--format=%H", "--", FLOORS], stdout=subprocess.PIPE, text=True)
    versions = []
    for commit in commits.stdout.split():
        shown = subprocess.run(git + ["show", f"{commit}:tests/floors.json"], stdout=subprocess.PIPE, text=True)
        if shown.returncode == 0:
            versions.append(json.loads(shown.stdout))
    return versions


def table(floors, figures):
    print(f"{'set':<10} {'figure':<10} {'now':>7} {'floor':>7}")
    for name, of_set in floors.items():
        for figure, floor in of_set.items():
            print(f"{name:<10} {figure:<10} {figures[name].get(figure, math.nan):>7.4f} {floor:>7.4f}")


def self_test():
    floors = {"a": {"x": 0.5, "y": 0.7}}
    same = {"gold": 2, "exact_f1": 0.5, "fields": {"unit": 1.0}}
    assert differing(same, {"gold": 2, "exact_f1": 0.5, "fields": {"unit": 1.0}}) == []
    assert differing(same, {"gold": 3, "exact_f1": 0.5, "fields": {}}) == ["gold", "fields.unit"]
    assert below(floors, {"a": {"x": 0.5, "y": 0.71}}) == []
    assert below(floors, {"a": {"x": 0.4999, "y": 0.8}}) == ["a x: 0.4999 is below the floor 0.5000"]
    assert below(floors, {"a": {"x": 0.5}}) == ["a y: has a floor, and was not measured"]
    assert len(below(floors, {})) == 2
    assert fallen(floors, [{"a": {"x": 0.5}}, {"a": {"y": 0.1}}]) == []
    assert fallen(floors, [{"a": {"x": 0.6}}]) == ["a x: the floor was 0.6000 before; floors only rise"]
    assert fallen(floors, [{"b": {"x": 0.1}}]) == ["b x: the floor was 0.1000 before; floors only rise"]
    assert raised(floors, {"a": {"x": 0.61239, "y": 0.2}}) == {"a": {"x": 0.612, "y": 0.7}}
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Kills runs at random moments and checks that nothing is lost: never half an output, and after the next run the bytes of
a clean one.

usage: kill.py [--runs N] [--documents DIR] [--program PATH] [--seed N] [--only KIND]

--documents   what is read; by default ../shared/bulk beside the project, else copies of corpus/, with --few a few of them
--few         some sixty small documents instead of about seven hundred
--program     the program; by default it is built, in the profile of the tests

Each of the N rounds (default 50) begins with the output of other documents, so that old and new can be told apart, and
with what earlier runs have kept or without. Then one of four things happens, by turns:

  anywhere   the run is killed (SIGKILL) after a random share of the time a whole run takes
  renames    it is killed while the new files take their places: at one of the renames, where strace is at hand to do it,
             else as soon as a journal declares them the set
  twice      it is killed, and the run that goes on from there is killed too
  together   a second run into the same folder is started; it must refuse; then the first is killed

After each kill the output must be the old set or the new one, unless a journal says that the one is becoming the other;
then a run without a kill must give the new set. Exits with 1 where anything else happens.
"""
import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FILES = ["facts.jsonl", "documents.jsonl", "numbers.jsonl", "run.json"]
KINDS = ["anywhere", "renames", "twice", "together"]
STORE = os.path.join(".gongbao", "documents.store")
STRACE = shutil.which("strace")
JOURNAL = os.path.join(".gongbao", "journal.json")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--documents")
    parser.add_argument("--few", action="store_true")
    parser.add_argument("--program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=KINDS)
    options = parser.parse_args()
    program = os.path.abspath(options.program) if options.program else build()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="gongbao-kill-") as work:
        documents = options.documents or gathered(os.path.join(work, "documents"), options.few)
        test = Test(program, documents, work, chance)
        for turn in range(options.runs):
            test.round(turn, options.only or KINDS[turn % len(KINDS)])
    test.account(options.runs)
    return 1 if test.complaints else 0


def build():
    command = ["cargo", "build", "--locked", "--quiet", "--message-format=json"]
    lines = subprocess.run(command, cwd=HOME, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    built = [json.loads(line).get("executable") for line in lines]
    return next(path for path in built if path)


def gathered(folder, few):
    """The folder of documents to read."""
    shared = os.path.join(HOME, "..", "shared", "bulk")
    if os.path.isdir(shared) and not few:
        return shared
    sources = [entry.path for entry in os.scandir(os.path.join(HOME, "corpus")) if entry.is_file()]
    sources.sort()
    copies = 7 if few else 80
    for copy in range(copies):
        os.makedirs(os.path.join(folder, str(copy)))
        for source in sources:
            shutil.copy(source, os.path.join(folder, str(copy), os.path.basename(source)))
    return folder


def contents(folder):
    """Name → hash of each of the four files; the hash of what is not there is None."""
    found = {}
    for name in FILES:
        path = os.path.join(folder, name)
        try:
            with open(path, "rb") as file:
                found[name] = hashlib.sha256(file.read()).hexdigest()
        except FileNotFoundError:
            found[name] = None
    return found


class Test:
    """The rounds, and what they came to."""

    def __init__(self, program, documents, work, chance):
        self.program, self.documents, self.work, self.chance = program, documents, work, chance
        self.complaints, self.counts, self.resumed = [], {}, []
        other = os.path.join(work, "other")
        os.makedirs(other)
        with open(os.path.join(other, "other.txt"), "w", encoding="utf-8") as file:
            file.write("湖州市2023年全市生产总值4015.1亿元，比上年增长5.8%。\n")
        self.before, self.clean = os.path.join(work, "before"), os.path.join(work, "clean")
        self.run(other, self.before)
        begun = time.monotonic()
        text = self.run(documents, self.clean)
        self.whole = time.monotonic() - begun
        self.old, self.new = contents(self.before), contents(self.clean)
        print(f"a whole run: {self.whole:.2f} s; {text.splitlines()[0]}")

    def command(self, documents, output):
        return [self.program, "extract", documents, "-o", output]

    def run(self, documents, output):
        """A run that nobody disturbs; its summary."""
        ended = subprocess.run(self.command(documents, output), stderr=subprocess.PIPE, text=True)
        if ended.returncode not in (0, 1):
            raise SystemExit(f"a run failed: {ended.stderr}")
        return ended.stderr

    def round(self, turn, kind):
        output = os.path.join(self.work, "output")
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(self.before, output)
        # With everything kept, a run is over at once: then the kills fall upon its end.
        if kind == "renames" or self.chance.random() < 0.2:
            shutil.copy(os.path.join(self.clean, STORE), os.path.join(output, STORE))
        for _ in range(2 if kind == "twice" else 1):
            self.killed(output, kind)
            self.look(output, turn, kind)
        text = self.run(self.documents, output)
        taken = next((line.split()[1] for line in text.splitlines() if line.startswith("unchanged")), "0")
        self.resumed.append(int(taken.replace(",", "")))
        if contents(output) != self.new:
            self.complain(turn, kind, "the run after the kill gives other bytes than a clean run")
        left = sorted(name for name in os.listdir(output) if name not in FILES + [".gongbao"])
        if left:
            self.complain(turn, kind, f"left behind: {left}")

    def killed(self, output, kind):
        """Starts a run and kills it."""
        command = self.command(self.documents, output)
        if kind == "renames" and STRACE:
            # The journal and the four files: five renames. strace ends as the program does.
            kill = f"inject=rename,renameat,renameat2:signal=KILL:when={self.chance.randint(1, 5)}"
            command = [STRACE, "-f", "-qq", "-o", os.devnull, "-e", "trace=rename,renameat,renameat2", "-e", kill] + command
        child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        if kind == "renames" and STRACE:
            child.wait()
        elif kind == "renames":
            journal = os.path.join(output, JOURNAL)
            while child.poll() is None and not os.path.exists(journal):
                pass
            time.sleep(self.chance.random() * 0.0015)
        elif kind == "together":
            lock = os.path.join(output, ".gongbao", "lock")
            while child.poll() is None and os.path.getsize(lock) == 0:
                time.sleep(0.001)
            second = subprocess.run(self.command(self.documents, output), stderr=subprocess.PIPE, text=True)
            refused = second.returncode == 2 and f"another run (process {child.pid}) is writing" in second.stderr
            if not refused and child.poll() is None:
                self.complain("-", kind, f"a second run was not refused: {second.returncode} {second.stderr}")
            self.count("a second run refused" if refused else "the first run was over before the second began")
            time.sleep(self.chance.random() * self.whole * 0.5)
        else:
            time.sleep(self.chance.random() * self.whole)
        child.kill()
        self.count("killed" if child.wait() == -signal.SIGKILL else "over before the kill")

    def look(self, output, turn, kind):
        """What a kill has left."""
        found = contents(output)
        if found == self.old:
            state = "old set"
        elif found == self.new:
            state = "new set"
        else:
            state = "between the sets"
        if os.path.exists(os.path.join(output, JOURNAL)):
            state += ", with a journal"
        elif state == "between the sets":
            self.complain(turn, kind, "neither the old set nor the new, and no journal that says so")
        self.count(f"found after a kill: {state}")

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1

    def complain(self, turn, kind, text):
        self.complaints.append(f"round {turn} ({kind}): {text}")

    def account(self, runs):
        for what, count in sorted(self.counts.items()):
            print(f"{count:5} {what}")
        print(f"{runs:5} rounds; the last runs took over {min(self.resumed)} to {max(self.resumed)} documents")
        for complaint in self.complaints:
            print(complaint, file=sys.stderr)
        print("every round ended with the bytes of a clean run" if not self.complaints else "not all is well")


if __name__ == "__main__":
    sys.exit(main())

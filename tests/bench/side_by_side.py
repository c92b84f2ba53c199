#!/usr/bin/env python3
"""What a user would pick instead, side by side on the same documents in one run.

    tests/bench/side_by_side.py GONGBAO FOLDER [SECONDS]

GONGBAO is the program (a release build), FOLDER holds UTF-8 documents (*.txt, *.md). Each of the others is installed from
PyPI into a folder of its own, which is kept for the next time, and reads the documents in order for at most SECONDS
(default 20); what it reads in that time counts. Speeds are MB (10^6 bytes of UTF-8) a second on one thread, start-up left
out. It is not part of the tests: it needs the network, and minutes.

jieba only cuts text into words; JioNLP and Recognizers-Text find times, money and numbers; none of them makes facts.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import venv

# Package to install, code that sets up, code that reads `text`.
OTHERS = {
    "jieba (Python)": (
        ["jieba==0.42.1", "setuptools<81"],
        "import jieba; jieba.setLogLevel(60); jieba.initialize()",
        "jieba.lcut(text)",
    ),
    "JioNLP": (
        ["jionlp"],
        "import jionlp; jionlp.ner.extract_time('2023年5月'); jionlp.ner.extract_money('5元')",
        "jionlp.ner.extract_time(text, with_parsing=False); jionlp.ner.extract_money(text, with_parsing=False)",
    ),
    "Recognizers-Text": (
        ["recognizers-text-suite", "emoji==1.7.0", "setuptools<81"],
        "from recognizers_suite import Culture, recognize_currency, recognize_datetime, recognize_number",
        "recognize_number(text, Culture.Chinese); recognize_currency(text, Culture.Chinese); "
        "recognize_datetime(text, Culture.Chinese)",
    ),
}

READER = """
import json, sys, time, warnings
warnings.filterwarnings('ignore')
setup, read, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
exec(setup)
done, failed, began = 0, 0, time.perf_counter()
for path in json.load(sys.stdin):
    whole = open(path, encoding='utf-8').read()
    for text in whole.splitlines():
        if not text.strip():
            continue
        try:
            exec(read)
        except Exception:
            failed += 1
        done += len(text.encode())
        if time.perf_counter() - began > seconds:
            break
    if time.perf_counter() - began > seconds:
        break
print(json.dumps([done, time.perf_counter() - began, failed]))
"""


def other(packages: list[str], setup: str, read: str, documents: list[str], seconds: float) -> tuple[float, str]:
    """MB/s of one of the others, and a remark."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "gongbao-side-by-side"
    folder = cache / packages[0].replace("=", "-")
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
        (folder / "ready").touch()
    run = subprocess.run([python, "-c", READER, setup, read, str(seconds)], input=json.dumps(documents),
                         capture_output=True, text=True)
    if run.returncode:
        return 0.0, "failed: " + run.stderr.strip().splitlines()[-1]
    done, taken, failed = json.loads(run.stdout.strip().splitlines()[-1])
    return done / 1e6 / taken, f"{done / 1e6:.2f} MB read" + (f", {failed} lines failed" if failed else "")


def gongbao(program: str, documents: list[str]) -> tuple[float, str]:
    """MB/s of the whole pipeline, its start-up subtracted."""
    with tempfile.TemporaryDirectory() as folder:
        def timed(paths: list[str]) -> float:
            began = time.perf_counter()
            subprocess.run([program, "extract", "--fresh", "--quiet", "--threads", "1", "--output", folder, *paths],
                           stdout=subprocess.DEVNULL)
            return time.perf_counter() - began
        one = pathlib.Path(folder) / "one.txt"
        one.write_text("全市2023年增长5%。\n")
        start = min(timed([str(one)]) for _ in range(3))
        size = sum(os.path.getsize(path) for path in documents)
        return size / 1e6 / (timed(documents) - start), f"{size / 1e6:.2f} MB read"


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 20.0

    def is_utf8(path: pathlib.Path) -> bool:
        try:
            path.read_text(encoding="utf-8")
            return True
        except UnicodeDecodeError:
            return False
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md") and is_utf8(path))
    documents = [str(path) for path in found]
    if not documents:
        sys.exit(f"side_by_side.py: there are no UTF-8 documents (*.txt, *.md) in {folder}")
    results = [("gongbao, everything, facts written", *gongbao(program, documents))]
    for name, (packages, setup, read) in OTHERS.items():
        results.append((name, *other(packages, setup, read, documents, seconds)))
    ours = results[0][1]
    print(f"{'what':<36} {'MB/s':>9} {'gongbao is':>12}")
    for name, speed, remark in results:
        times = f"{ours / speed:,.1f} ×" if speed else "-"
        print(f"{name:<36} {speed:>9.3f} {times:>12}  {remark}")


if __name__ == "__main__":
    main()

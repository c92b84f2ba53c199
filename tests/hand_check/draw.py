#!/usr/bin/env python3
"""Draws facts of an output at random, each with the text round it, to be judged by hand.

    tests/hand_check/draw.py OUTPUT DOCUMENTS SEED [HOW_MANY]

OUTPUT is an output of `gongbao extract`, DOCUMENTS the folder that it was made from. The same output and seed draw the same
facts. A fact is right if value, unit, bound, measure, status, label, place and period are: if one would publish it as it
stands. The lists beside this file hold what was judged: number of the draw, document and line, the quote, the verdict, and,
where it is wrong, what is wrong first of all.
"""

import json
import random
import sys
from pathlib import Path

PYTHON_NAMES = {"GB18030": "gb18030", "Big5": "big5hkscs"}


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    output, documents, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    many = int(sys.argv[4]) if len(sys.argv) == 5 else 100
    encodings = {record["document"]: record["encoding"] for record in lines(output / "documents.jsonl")}
    facts = lines(output / "facts.jsonl")
    random.seed(seed)
    for nth, fact in enumerate(random.sample(facts, min(many, len(facts))), 1):
        name = fact["document"]
        encoding = PYTHON_NAMES.get(encodings[name], encodings[name])
        text = (documents / name).read_bytes().decode(encoding, errors="replace")
        start, end = fact["span"]["start"], fact["span"]["end"]
        before = text[max(fact["sentence"]["start"], start - 110) : start]
        behind = text[end : min(max(fact["sentence"]["end"], end), end + 50)]
        period = fact["period"] or {}
        area = (fact["area"] or {}).get("name")
        subject = (fact["subject"] or {}).get("name")
        place = f"{area} · {subject}" if subject else area
        base = " ".join(f"{kind}:{words}" for kind, words in (fact["base"] or {}).items())
        print(f"\n{nth}  {name}:{fact['line']}")
        print("  " + f"{before}【{fact['quote']}】{behind}".replace("\n", "⏎"))
        print(
            f"  {fact['label']} {fact['qualifiers'] or ''} {base} | {fact['bound']} {fact['value']} {fact['value_high'] or ''}"
            f" {fact['unit']} {fact['measure']} {fact['status']} | {place} | {period.get('start')}..{period.get('end')}"
            f" | {fact['rule']} {fact['confidence']}"
        )


if __name__ == "__main__":
    main()

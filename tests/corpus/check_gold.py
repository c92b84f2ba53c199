#!/usr/bin/env python3
"""Check the reviewed facts in corpus/gold against the documents in corpus/.

usage: check_gold.py [CORPUS_DIR]

Every gold file must have its document; every line must be legal, in text order and free of overlaps; every quote must
stand at its offset in the decoded document; every number in Arabic digits (half or full width) must lie inside exactly
one line; and the value of a fact must be the number its quote shows. Exits 1 and names each problem otherwise.
"""
import calendar
import json
import pathlib
import re
import sys
from decimal import Decimal, InvalidOperation

SKIP_REASONS = {"date", "numbering", "name", "contact", "qualifier", "other"}
BOUNDS = {"eq", "ge", "gt", "le", "lt", "approx", "range"}
MEASURES = {"level", "change", "growth", "rank"}
STATUSES = {"actual", "target", "rule"}
FLOWS = {None, "new", "cumulative"}
HARD = {"wrap", "coordination", "from_to", "ellipsis", "paren", "table", "relative_time", "unit_missing", "quote_loss",
        "cn_numeral", "range", "place_shift"}
REQUIRED = ["type", "start", "quote", "value", "unit", "bound", "measure", "status", "flow", "label", "must", "place",
            "period"]
OPTIONAL = ["value_high", "out_of", "hard", "optional", "note"]
MAX_LABEL = 30
FOLD = str.maketrans("０１２３４５６７８９．，－％", "0123456789.,-%")
SCALES = {"": 1, "千": 10**3, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "万亿": 10**12}


def decode(path):
    """The text of a document: by byte order mark, else UTF-8, else what the end of the stem names."""
    data = path.read_bytes()
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark):].decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        named = path.stem.rsplit("-", 1)[-1]
        encoding = {"big5": "big5", "gb18030": "gb18030", "gb2312": "gb18030"}.get(named)
        if encoding is None:
            raise ValueError("not UTF-8, and the name does not end in the name of an encoding") from None
        return data.decode(encoding, errors="replace")


def legal_period(text):
    """Whether `text` is one of 2020, 2020-05, 2020-05-13, 2020-Q1, 2020-H1, or two of them around a slash."""
    def first_day(part):
        found = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d))?))?", part)
        if not found:
            return None
        year, quarter, half, month, day = found.groups()
        start = int(quarter) * 3 - 2 if quarter else int(half) * 6 - 5 if half else int(month or 1)
        if not 1 <= start <= 12 or not 1 <= int(day or 1) <= calendar.monthrange(int(year), start)[1]:
            return None
        return int(year), start, int(day or 1)

    days = [first_day(part) for part in text.split("/")]
    return 1 <= len(days) <= 2 and None not in days and days == sorted(days)


def shown_values(quote):
    """The values that the Arabic digits of a quote can mean, in the order of the quote; empty without digits.

    Each number is multiplied by the scale behind it; 1,482億3,600萬 adds up to one value.
    """
    text = re.sub(r"\s", "", quote).translate(FOLD)
    parts = re.findall(r"(-?\d[\d,]*(?:\.\d+)?)(?:多|余|餘)?(万亿|[千万萬亿億]?)", text)
    values = [Decimal(digits.replace(",", "")) * SCALES[scale] for digits, scale in parts]
    compound = re.fullmatch(r"(?:\d[\d,]*[亿億万萬]){1,2}\d[\d,]*[万萬]?\D*", text)
    return [sum(values)] if compound else values


def check_fact(row):
    """Yields what is wrong with the fields of a fact."""
    for name in REQUIRED:
        if name not in row:
            yield f"no field {name!r}"
            return
    for name in row:
        if name not in REQUIRED and name not in OPTIONAL:
            yield f"unknown field {name!r}"
    for name, legal in (("bound", BOUNDS), ("measure", MEASURES), ("status", STATUSES), ("flow", FLOWS)):
        if row[name] not in legal:
            yield f"{name} is {row[name]!r}"
    try:
        value = Decimal(row["value"])
        high = Decimal(row["value_high"]) if "value_high" in row else None
    except (InvalidOperation, TypeError):
        yield f"value is no decimal string: {row['value']!r} {row.get('value_high')!r}"
        return
    if (row["bound"] == "range") != (high is not None):
        yield "bound range and value_high go together"
    if high is not None and row["measure"] not in ("change", "growth") and high <= value:
        yield "value_high is not above value"
    unit = row["unit"]
    if unit is not None and (not isinstance(unit, str) or not unit or re.match(r"[万亿萬億]", unit)):
        yield f"unit is {unit!r}"
    if row["measure"] == "rank" and unit not in ("位", "%"):
        yield f"the unit of a rank is {unit!r}"
    if "out_of" in row and row["measure"] != "rank":
        yield "out_of belongs to ranks"
    label = row["label"]
    if not isinstance(label, str) or not 0 < len(label) <= MAX_LABEL:
        yield f"label is {label!r}"
    must = row["must"]
    if not must or not all(group and all(isinstance(word, str) and word for word in group) for group in must):
        yield f"must is {must!r}"
    elif not all(any(word in label for word in group) for group in must):
        yield f"the label {label!r} does not satisfy its own must {must!r}"
    if not row["place"] or not all(isinstance(name, str) and name for name in row["place"]):
        yield f"place is {row['place']!r}"
    for period in row["period"]:
        if not legal_period(period):
            yield f"period {period!r}"
    for tag in row.get("hard", []):
        if tag not in HARD:
            yield f"hard tag {tag!r}"
    if ("\n" in row["quote"]) != ("wrap" in row.get("hard", [])):
        yield "a line break in the quote and the tag wrap go together"
    if row.get("optional", True) is not True:
        yield "optional is true or absent"
    yield from check_value(row, value, high)


def check_value(row, value, high):
    """Yields how the value differs from the number shown in the quote."""
    shown = shown_values(row["quote"])
    want = [value] if high is None else [value, high]
    if not shown:
        return
    if len(shown) < len(want):
        yield f"{row['quote']!r} shows fewer numbers than the fact has values"
        return
    for number, target in zip(shown, want):
        ratio = abs(target) / abs(number) if number else Decimal(1)
        # A table cell takes its scale from the header, a range its scale from its end.
        if ratio not in {Decimal(scale) for scale in SCALES.values()}:
            yield f"{row['quote']!r} shows {number}, the fact says {target}"
    if value < 0 and row["measure"] not in ("change", "growth") and shown[0] >= 0:
        yield f"a {row['measure']} is negative although {row['quote']!r} is not"


def check_file(gold, document):
    """Yields the problems of one gold file; returns how many facts and skips it holds."""
    count = {"fact": 0, "skip": 0}
    try:
        text = decode(document)
    except ValueError as error:
        yield f"cannot be decoded: {error}"
        return count
    spans = []
    end = 0
    for number, line in enumerate(gold.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            start, quote = row["start"], row["quote"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            yield f"line {number}: {error!r}"
            continue
        if text[start:start + len(quote)] != quote or not quote:
            yield f"line {number}: {quote!r} is not what stands at {start}: {text[start:start + len(quote)]!r}"
        if start < end:
            yield f"line {number}: {quote!r} overlaps the line before or is out of order"
        end = start + len(quote)
        spans.append((start, end))
        kind = row.get("type")
        if kind == "skip":
            if row.get("why") not in SKIP_REASONS or set(row) - {"type", "start", "quote", "why", "note"}:
                yield f"line {number}: a skip with {row}"
        elif kind == "fact":
            for problem in check_fact(row):
                yield f"line {number}: {quote!r}: {problem}"
        else:
            yield f"line {number}: type is {kind!r}"
            continue
        count[kind] += 1
    for found in re.finditer(r"[0-9０-９]+", text):
        covering = [span for span in spans if span[0] <= found.start() and found.end() <= span[1]]
        if len(covering) != 1:
            around = text[max(0, found.start() - 12):found.end() + 12]
            yield f"{found[0]} at {found.start()} stands in {len(covering)} lines: {around!r}"
    return count


def main():
    root = pathlib.Path(__file__).resolve().parents[2] / "corpus"
    corpus = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root
    documents = {path.stem: path for path in sorted(corpus.iterdir())
                 if path.is_file() and path.name != "README.md" and not path.name.startswith(".")}
    golds = {path.stem: path for path in sorted((corpus / "gold").glob("*.jsonl"))}
    problems = [f"{stem}: a document without gold" for stem in documents if stem not in golds]
    problems += [f"{stem}: gold without a document" for stem in golds if stem not in documents]
    total = {"fact": 0, "skip": 0}
    for stem in sorted(documents.keys() & golds.keys()):
        check = check_file(golds[stem], documents[stem])
        while True:
            try:
                problems.append(f"{stem}: {next(check)}")
            except StopIteration as done:
                for kind, many in done.value.items():
                    total[kind] += many
                break
    for problem in problems:
        print(problem)
    print(f"{len(golds)} documents, {total['fact']} facts, {total['skip']} skips, {len(problems)} problems")
    return 1 if problems or not golds else 0


if __name__ == "__main__":
    sys.exit(main())

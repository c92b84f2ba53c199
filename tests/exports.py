#!/usr/bin/env python3
"""Reads every export back with a reader that is not ours, and compares it with facts.jsonl, field by field.

    tests/exports.py GONGBAO [FOLDER…]      the program, and folders of documents (the example bulletins, if none)

Needs the packages of tests/requirements.txt. A field that differs is named with its fact; any difference fails.
"""

import csv
import datetime
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
from decimal import Decimal

import frictionless
import openpyxl
import pyarrow.parquet
from openpyxl.utils.escape import unescape

HOME = pathlib.Path(__file__).resolve().parent.parent

# Texts that spreadsheets take for formulas or numbers, and values at the edges of the types. Made from a real fact.
TRAPS = [
    {"label": "=HYPERLINK(\"http://example.org\",\"x\")", "quote": "+8%", "value": "-8.00"},
    {"label": "-1+1", "section": "@SUM(A1)", "quote": "\t5", "value": "0.0000000001"},
    {"label": "'已写的撇号", "id": "12345678901234567890", "value": "123456789012345678"},
    {"label": "一，“二”,\"三\"", "quote": "88.78亿\n元", "qualifiers": ["省级", "=甲|乙", "a\"b"]},
    {"label": "长", "id": "12345678901234567e12", "period": {"start": "1899-10-01", "end": "2101-12-31", "text": ""}},
    {"label": "空", "period": None, "area": None, "unit": None, "base": None, "section": None, "indicator": None},
    {"label": "域", "value": "1", "value_high": "2.50", "bound": "range", "base": {"among": "全国", "out_of": 72}},
]


def flat(fact):
    """A fact as the columns have it: the same names, decimals as written, None where nothing is said."""
    row = {name: fact[name] for name in (
        "id", "document", "line", "quote", "value", "value_high", "unit", "bound", "measure", "status", "flow",
        "label", "qualifiers", "indicator", "section", "rule", "confidence")}
    base, area, period = fact["base"] or {}, fact["area"] or {}, fact["period"] or {}
    row |= {f"base_{part}": base.get(part) for part in ("versus", "among", "out_of")}
    row |= {f"area_{part}": area.get(part) for part in ("name", "code", "level")}
    row |= {f"period_{part}": period.get(part) for part in ("start", "end", "text")}
    row["subject"] = (fact["subject"] or {}).get("name")
    # What reviewers said; facts.jsonl itself never has it.
    row["review"] = fact.get("review")
    for span in ("span", "bytes", "sentence"):
        row |= {f"{span}_{end}": fact[span][end] for end in ("start", "end")}
    for part in ("label", "area", "period", "status"):
        origin = fact["origins"][part] or {}
        row[f"{part}_origin"] = origin.get("kind")
        row |= {f"{part}_origin_{end}": (origin.get("span") or {}).get(end) for end in ("start", "end")}
    return row


def as_text(row):
    """The same row as a CSV holds it."""
    def cell(value):
        if value is None or value == []:
            return ""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, list) else str(value)
    return {name: cell(value) for name, value in row.items()}


def from_csv(path):
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "facts.csv begins without the mark that a spreadsheet knows UTF-8 by"
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = {"value", "value_high"}
    for row in rows:
        for name, text in row.items():
            risky = text.lstrip()[:1] in tuple("=+-@＝＋－＠") or text[:1] in tuple("\t\r\n")
            assert not (text and risky) or name in numbers, f"{name} would be run as a formula: {text!r}"
            row[name] = text[1:] if text.startswith("'") else text
    return rows, as_text


def from_datapackage(path):
    report = frictionless.validate(str(path / "datapackage.json"))
    assert report.valid, report.to_summary()
    package = frictionless.Package(str(path / "datapackage.json"))
    assert package.licenses == [{"name": "CC-BY-4.0"}], package.licenses
    documents = package.get_resource("documents").read_rows()
    assert len(package.sources) == len(documents), "not every document is a source"
    rows = []
    for row in package.get_resource("facts").read_rows():
        row = row.to_dict()
        row["qualifiers"] = row["qualifiers"] or []
        rows.append(row)

    def typed(row):
        numbers = {name: None if row[name] is None else Decimal(str(row[name]))
                   for name in ("value", "value_high", "confidence")}
        days = {name: None if row[name] is None else datetime.date.fromisoformat(row[name])
                for name in ("period_start", "period_end")}
        return row | numbers | days | {"period_text": row["period_text"] or None}
    return rows, typed


def from_sdmx(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, 1):
        head = [row.pop(name) for name in ("STRUCTURE", "STRUCTURE_ID", "ACTION", "OBS_ID", "UNIT_MULT")]
        assert head == ["dataflow", "GONGBAO:FACTS(1.0)", "I", str(number), "0"], head
        assert int(row.pop("DECIMALS")) == len(row["OBS_VALUE"].partition(".")[2]), row["OBS_VALUE"]
        assert row.pop("TIME_PERIOD") and row.pop("INDICATOR")
        assert (row.pop("REF_AREA")) == (row["AREA_CODE"] or "_U")
        state = {"actual": "E" if row["BOUND"] == "approx" else "A", "target": "F", "rule": ""}
        assert row.pop("OBS_STATUS") == state[row["STATUS"]]
    renamed = {"OBS_VALUE": "value", "UNIT_MEASURE": "unit", "INDICATOR_KEY": "indicator"}
    rows = [{renamed.get(name, name.lower()): text for name, text in row.items()} for row in rows]
    return rows, as_text


def from_sqlite(path):
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for view in ("series", "targets", "conflicts", "coverage"):
        database.execute(f"SELECT * FROM {view}").fetchall()
    assert database.execute("SELECT count(*) FROM series").fetchone()[0] > 0
    plan = database.execute("EXPLAIN QUERY PLAN SELECT * FROM facts WHERE indicator = 'rd.intensity'").fetchall()
    assert "facts_indicator" in plan[0]["detail"], plan[0]["detail"]
    rows = []
    for row in map(dict, database.execute("SELECT * FROM fact_list ORDER BY fact_id")):
        del row["fact_id"]
        near(row.pop("value"), row["value_text"])
        row["value"] = row.pop("value_text")
        row["qualifiers"] = json.loads(row["qualifiers"])
        row["value_high"] = None if row["value_high"] is None else Decimal(str(row["value_high"]))
        rows.append(row)

    def typed(row):
        return row | {"value_high": None if row["value_high"] is None else Decimal(row["value_high"])}
    return rows, typed


def from_xlsx(path):
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["facts", "documents", "columns"], book.sheetnames
    sheet = book["facts"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:")
    heads = [cell.value for cell in sheet[1]]
    documents = {row[0].row: row[0].value for row in book["documents"].iter_rows(min_row=2)}
    rows = []
    for cells in sheet.iter_rows(min_row=2):
        row = {head: cell.value for head, cell in zip(heads, cells, strict=True)}
        formulas = [head for head, cell in zip(heads, cells) if cell.data_type == "f"]
        assert formulas == ["source"], f"formulas in {formulas}"
        target = int(row.pop("source").removeprefix('=HYPERLINK("#documents!A').partition('"')[0])
        assert documents[target] == row["document"], "a link leads to another document"
        assert isinstance(row["value"], (int, float)), row["value"]
        near(row.pop("value"), row["value_text"])
        row["value"] = row.pop("value_text")
        row["qualifiers"] = json.loads(row["qualifiers"] or "[]")
        for name in ("period_start", "period_end"):
            if isinstance(row[name], datetime.datetime):
                row[name] = row[name].date().isoformat()
        if row["value_high"] is not None:
            row["value_high"] = Decimal(str(row["value_high"]))
        # The format says a carriage return as _x000D_; spreadsheets undo that, this reader leaves it to its user.
        rows.append({name: unescape(value) if isinstance(value, str) else value for name, value in row.items()})

    def typed(row):
        high = None if row["value_high"] is None else Decimal(row["value_high"])
        return row | {"value_high": high, "period_text": row["period_text"] or None}
    return rows, typed


def from_parquet(path):
    table = pyarrow.parquet.read_table(path)
    kinds = {name: str(table.schema.field(name).type) for name in ("value", "period_start", "line", "qualifiers")}
    kinds["qualifiers"] = kinds["qualifiers"].replace("item", "element")
    assert kinds == {"value": "decimal128(38, 10)", "period_start": "date32[day]", "line": "int64",
                     "qualifiers": "list<element: string not null>"}, kinds
    rows = table.to_pylist()
    for row in rows:
        assert row["value"] == Decimal(row["value_text"]), (row["value"], row["value_text"])
        row["value"] = row.pop("value_text")

    def typed(row):
        days = {name: None if row[name] is None else datetime.date.fromisoformat(row[name])
                for name in ("period_start", "period_end")}
        return row | days | {"value_high": None if row["value_high"] is None else Decimal(row["value_high"])}
    return rows, typed


READERS = {"csv": from_csv, "xlsx": from_xlsx, "parquet": from_parquet, "sqlite": from_sqlite, "sdmx-csv": from_sdmx,
           "datapackage": from_datapackage}


def near(number, digits):
    """A number that is held in binary is the nearest one to the digits."""
    assert float(number) == float(digits), f"{number} is not {digits}"


def differences(facts, rows, typed):
    if len(facts) != len(rows):
        yield f"{len(rows)} rows for {len(facts)} facts"
    for fact, row in zip(facts, rows):
        expected = typed(flat(fact))
        for name in expected.keys() | row.keys():
            if name not in row or name not in expected or expected[name] != row[name]:
                yield f"{fact['id']} {name}: {expected.get(name)!r} became {row.get(name, 'nothing')!r}"


def comparisons(program, output, place):
    """What is wrong with the workbook of a comparison, which must hold what its CSV does."""
    table, book, again = (place / name for name in ("compared.csv", "compared.xlsx", "again.xlsx"))
    for path in (table, book, again):
        form = path.suffix[1:]
        subprocess.run([program, "compare", output, "--open", "--format", form, "-o", path], check=True)
    if book.read_bytes() != again.read_bytes():
        yield "the same comparison gave other bytes the second time"
    with open(table, encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    book = openpyxl.load_workbook(book)
    if book.sheetnames != ["tables", "values", "quotes"]:
        yield f"sheets {book.sheetnames}"
    sheet = book["values"]
    heads = [cell.value for cell in sheet[1]]
    quotes = [[cell.value for cell in row] for row in book["quotes"].iter_rows(min_row=2)]
    if sheet.max_row - 1 != len(lines):
        yield f"{sheet.max_row - 1} values for {len(lines)} lines"
    for number, (cells, line) in enumerate(zip(sheet.iter_rows(min_row=2), lines), 2):
        row = {head: cell.value for head, cell in zip(heads, cells, strict=True)}
        formulas = [head for head, cell in zip(heads, cells) if cell.data_type == "f"]
        if formulas != ["quotes_at"]:
            yield f"row {number}: formulas in {formulas}"
        first = int(row.pop("quotes_at").removeprefix('=HYPERLINK("#quotes!A').partition('"')[0])
        document, at, quote = quotes[first - 2][:3]
        if not line["quotes"].startswith(f"{document}:{at} {unescape(quote)}"):
            yield f"row {number} leads to {document}:{at} {quote!r} and not to {line['quotes']!r}"
        for name, of in (("number", "value"), ("number_high", "value_high")):
            found = row.pop(name)
            if (found is None) != (line[of] == "") or found is not None and float(found) != float(line[of]):
                yield f"row {number} {name}: {found!r} for {line[of]!r}"
        for name, text in line.items():
            text = text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t\r＝＋－＠") else text
            found = row[name]
            same = float(found) == float(text) if isinstance(found, (int, float)) else unescape(found or "") == text
            if not same:
                yield f"row {number} {name}: {text!r} became {found!r}"
    # A number of a table is that of the line of values to which it leads, but for its multiple.
    numbers = 0
    for cells in book["tables"].iter_rows():
        for cell in (cell for cell in cells if cell.hyperlink):
            place = int(cell.hyperlink.location.rpartition("A")[2])
            value = sheet.cell(place, heads.index("number") + 1).value
            used = [sheet.cell(at, heads.index("number") + 1).value for at in range(place, place + 30)
                    if sheet.cell(at, heads.index("used") + 1).value == "true"]
            if isinstance(cell.value, (int, float)):
                numbers += 1
                near = any(abs(abs(cell.value) * scale - abs(used[0])) <= abs(used[0]) * 1e-9 for scale in (1, 1e4, 1e8))
                if not near:
                    yield f"tables {cell.coordinate}: {cell.value!r} leads to {value!r}"
    if numbers < 50:
        yield f"only {numbers} numbers in the tables"


def main():
    program, *folders = sys.argv[1:]
    folders = folders or [HOME / "corpus"]
    wrong = 0
    with tempfile.TemporaryDirectory() as place:
        output = pathlib.Path(place) / "output"
        ended = subprocess.run([program, "extract", *folders, "-o", output, "--quiet"], check=False)
        assert ended.returncode in (0, 1), f"extract ended with {ended.returncode}"
        found = list(comparisons(program, output, pathlib.Path(place)))
        wrong += len(found)
        print(f"compare to xlsx: {len(found)} differences")
        for line in found[:10]:
            print(f"  {line}")
        path = output / "facts.jsonl"
        facts = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        assert len(facts) > 100, "too few facts to tell anything"
        facts += [facts[-1] | trap for trap in TRAPS]
        path.write_text("".join(json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts), "utf-8")
        for name, reader in READERS.items():
            files = [pathlib.Path(place) / f"{time}.{name}" for time in ("first", "second")]
            for file in files:
                more = ["--license", "CC-BY-4.0"] if name == "datapackage" else []
                subprocess.run([program, "export", output, "--to", name, "-o", file, "--quiet", *more], check=True)
            contents = [sorted((part.name, part.read_bytes()) for part in file.iterdir()) if file.is_dir()
                        else file.read_bytes() for file in files]
            found = list(differences(facts, *reader(files[0])))
            if contents[0] != contents[1]:
                found.append("the same output gave other bytes the second time")
            wrong += len(found)
            print(f"{name}: {len(facts)} facts, {len(found)} differences")
            for line in found[:10]:
                print(f"  {line}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

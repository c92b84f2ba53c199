#!/usr/bin/env python3
"""Reviews documents on the page of `gongbao review`, in a real browser, mostly by keyboard alone.

    tests/review_page.py GONGBAO [--shots DIR] [--only NAME]

Needs the packages of tests/requirements.txt and a Chromium or Chrome (tests/run installs one where there is none). Each
test below begins with an output of its own; the first assertion that fails ends the run with the place.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import axe_playwright_python
from playwright.sync_api import expect, sync_playwright

HOME = pathlib.Path(__file__).resolve().parent.parent
AXE = pathlib.Path(axe_playwright_python.__file__).with_name("axe.min.js")

BULLETIN = """2023年临江市国民经济和社会发展统计公报

一、综合
全年地区生产总值1386.5亿元，比上年增长5.8%。其中，第一产业增加值88亿元，增长3.1%。
年末全市常住人口341.2万人。

二、科技
全市新增高新技术企业123家，技术合同成交额25.3亿元，增长18.4%。
各类平台建设成效明显，咨询热线2398号。
"""

# Everything that a document might try, and numbers between.
HOSTILE = (
    "湖州市2023年统计公报\n"
    "<script>document.title='ran'</script>全年工业产量比上年增长7.4%。\n"
    "<img src=x onerror=\"document.title='ran'\">出口增长3.1%。\n"
    "<a href=\"javascript:document.title='ran'\">投资</a>增长2.2%。[点击](javascript:alert(1))\n"
    "</textarea></div></script><svg onload=\"document.title='ran'\"><iframe srcdoc='<script>parent.document.title=1</script>'>\n"
    "\u202e消费增长6.6%\u202c，\u2067进口增长1.5%\u2069，\u200b外资\u200f增长4.4%。\n"
    "财政收入\0增长9.9%。\x1b[2J\n"
    "&lt;b&gt;税收&#x3c;b&#x3e;增长8.8%。{{7*7}}${7*7}\n"
)


class Review:
    """An output, its server, and a browser."""

    def __init__(self, browser, program, folder):
        self.browser, self.program, self.folder = browser, program, pathlib.Path(folder)
        self.documents, self.output = self.folder / "公报", self.folder / "output"
        self.documents.mkdir()
        self.server, self.port, self.address = None, None, None

    def write(self, name, text):
        path = self.documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def extract(self, *more):
        done = subprocess.run([self.program, "extract", self.documents, "-o", self.output, *more], capture_output=True, text=True)
        assert done.returncode in (0, 1), done.stderr
        return done.stderr

    def run(self, *arguments, code=0):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True)
        assert done.returncode == code, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def start(self, reviewer="王"):
        port = ["--port", str(self.port)] if self.port else ["--port", "0"]
        self.server = subprocess.Popen(
            [self.program, "review", self.output, "--no-open", "--reviewer", reviewer, *port], stdout=subprocess.PIPE, text=True)
        self.server.stdout.readline()
        self.address = self.server.stdout.readline().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/#token=[0-9a-f]{64}", self.address)
        assert found, self.address
        self.port = int(found[1])

    def stop(self, how=signal.SIGTERM):
        if self.server and self.server.poll() is None:
            self.server.send_signal(how)
            self.server.wait()

    def context(self, **more):
        options = {"locale": "zh-CN", "viewport": {"width": 1280, "height": 800}} | more
        return self.browser.new_context(**options)

    def open(self, context=None, address=None):
        page = (context or self.context()).new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda line: page.errors.append(line.text)
                if line.type == "error" and "Failed to load resource" not in line.text else None)
        page.goto(address or self.address)
        page.wait_for_selector("body[data-ready]")
        return page

    def decisions(self):
        """What is on the disk, as (verdict, quote)."""
        if not (self.output / "review.sqlite").exists():
            return []
        base = sqlite3.connect(f"file:{self.output / 'review.sqlite'}?mode=ro", uri=True)
        rows = [json.loads(row[0]) for row in base.execute("SELECT decision FROM decisions ORDER BY sequence")]
        base.close()
        return [(row["verdict"]["kind"], row["anchor"]["quote"]) for row in rows]

    def facts(self, *more):
        """The facts of an export, by their quotes."""
        target = self.folder / "facts.sqlite"
        self.run("export", str(self.output), "--to", "sqlite", "-o", str(target), "--quiet", *more)
        base = sqlite3.connect(target)
        base.row_factory = sqlite3.Row
        rows = [dict(row) for row in base.execute("SELECT * FROM facts ORDER BY rowid")]
        base.close()
        return {row["quote"]: row for row in rows}


def rows(page):
    return page.locator(".row")


def saved(page):
    expect(page.locator("#saved")).to_have_text(re.compile("已保存|^saved$"))


def current(page):
    return page.locator("#fact h2").inner_text()


def chip(page):
    return page.locator("#fact header .chip").inner_text()


def go(page, quote):
    """By keys alone: searches the number and goes to it."""
    page.keyboard.press("/")
    page.keyboard.press("Control+a")
    page.keyboard.type(quote)
    page.keyboard.press("Enter")
    expect(page.locator("#fact q")).to_contain_text(quote)
    page.keyboard.press("/")
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.locator("#fact q")).to_contain_text(quote)


def test_a_document_by_keyboard_alone(review):
    review.write("a.txt", BULLETIN)
    review.extract()
    review.start()
    page = review.open()
    facts = rows(page).count()
    assert facts >= 6, facts
    expect(page.locator("#progress")).to_have_text(re.compile(f"已审 0 / {facts}"))

    go(page, "1386.5亿元")
    page.keyboard.press("a")
    expect(page.locator("#fact q")).not_to_contain_text("1386.5")
    saved(page)
    assert review.decisions() == [("accept", "1386.5亿元")]

    # Reject with the third of the reasons.
    go(page, "5.8%")
    page.keyboard.press("r")
    page.keyboard.press("3")
    saved(page)
    go(page, "5.8%")
    assert chip(page) == "已剔除"

    # Fix: first something wrong, which is told; then right, with a unit from the lexicon.
    go(page, "88亿元")
    page.keyboard.press("e")
    page.keyboard.type("八十八")
    page.keyboard.press("Enter")
    expect(page.locator("#wrong-value")).to_contain_text("a number, such as 5.2, -3.4 or 8.39亿")
    expect(page.locator("#in-value")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("88.5亿")
    page.keyboard.press("Enter")
    saved(page)
    go(page, "88亿元")
    assert chip(page) == "已更正"
    expect(page.locator("#fact ins").first).to_contain_text("8,850,000,000")
    assert page.locator("datalist#units option").count() > 50

    # Undo: back to undecided, and again what was rejected.
    page.keyboard.press("u")
    expect(page.locator("#fact header .chip")).to_have_text("未审")
    saved(page)
    page.keyboard.press("u")
    expect(page.locator("#fact q")).to_contain_text("5.8%")
    expect(page.locator("#fact header .chip")).to_have_text("未审")
    saved(page)
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    saved(page)

    # A number that was not read as a fact is one.
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="全部", exact=True).press("Enter")
    go(page, "2398号" if "2398号" in page.inner_text("#text") and page.locator("mark", has_text="2398号").count() else "2398")
    assert page.locator("#fact .buttons .nothing").count() == 1, "the telephone number is no fact"
    page.keyboard.press("a")
    expect(page.locator("#notes")).to_contain_text("这不是数据")
    page.keyboard.press("m")
    page.keyboard.type("咨询热线")
    for _ in range(1):
        page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("2398")
    page.keyboard.press("Enter")
    saved(page)
    made = [kind for kind, _ in review.decisions()]
    assert made == ["accept", "reject", "fix", "undo", "undo", "reject", "missing"], made

    # Everything is there after a reload.
    page.reload()
    page.wait_for_selector("body[data-ready]")
    go(page, "1386.5亿元")
    assert chip(page) == "正确"
    go(page, "5.8%")
    assert chip(page) == "已剔除"

    # And it is honoured.
    out = review.facts()
    assert "5.8%" not in out and out["1386.5亿元"]["review"] == "accepted"
    assert [row["review"] for quote, row in out.items() if quote.startswith("2398")] == ["added"]
    raw = review.facts("--as-read")
    assert "5.8%" in raw and not any(row["review"] for row in raw.values())
    assert page.errors == [], page.errors


def test_decisions_outlive_other_rules_and_another_layout(review):
    review.write("a.txt", BULLETIN)
    review.extract()
    review.start()
    page = review.open()
    for quote in ("1386.5亿元", "3.1%", "5.8%"):
        go(page, quote)
        page.keyboard.press("a")
        saved(page)
    before = len(review.decisions())

    # Other rules: the one that read 5.8% takes a growth for a change.
    rules = review.folder / "rules"
    shutil.copytree(HOME / "rules", rules)
    facts = {fact["quote"]: fact for fact in map(json.loads, open(review.output / "facts.jsonl"))}
    rule = facts["5.8%"]["rule"]
    assert rule not in (facts["1386.5亿元"]["rule"], facts["3.1%"]["rule"])
    for path in (rules / "patterns").glob("*.toml"):
        text = path.read_text()
        at = text.find(f'id = "{rule}"')
        if at >= 0:
            path.write_text(text[:at] + text[at:].replace('measure = "difference"', 'measure = "change"', 1))
    told = review.extract("--rules", str(rules))
    assert len(review.decisions()) == before
    assert "decisions  2 accepted, 1 to be looked at again" in told, told
    assert re.search(r"Decisions that no longer fit .*:\n  a\.txt:4 “5\.8%” 王: the fact is read otherwise now: measure", told), told

    # The open page notices the new output by itself.
    expect(page.locator("#rows .row.stale, #fact .chip.stale").first).to_be_visible(timeout=8000)
    go(page, "1386.5亿元")
    assert chip(page) == "正确"
    # What this run reads otherwise can be listed.
    page.keyboard.press("f")
    page.locator('[data-filter="state"]').select_option("changed")
    expect(rows(page)).to_have_count(1)
    expect(rows(page).first).to_contain_text("5.8%")
    page.keyboard.press("Escape")
    # Another layout: the same words, broken elsewhere.
    review.write("a.txt", BULLETIN.replace("比上年", "比\n上年").replace("高新技术企业", "高新技术\n企业"))
    told = review.extract()
    assert "decisions  3 accepted" in told, told
    # Another text: what was said of it is to be looked at again.
    review.write("a.txt", BULLETIN.replace("1386.5亿元", "1402.7亿元"))
    told = review.extract()
    assert "the document has changed, and the number with the words round it is gone" in told, told
    assert review.run("review", "status", str(review.output), code=1).count("a.txt:") >= 1


def test_a_new_output_takes_nothing_from_under_the_hands(review):
    review.write("a.txt", BULLETIN)
    review.extract()
    review.start()
    page = review.open()

    def read_anew(ready):
        expect(page.locator("body")).not_to_have_attribute("data-ready", ready, timeout=8000)

    # In the middle of a word for the search.
    page.keyboard.press("/")
    page.keyboard.type("1386亿")
    page.keyboard.press("ArrowLeft")
    ready = page.locator("body").get_attribute("data-ready")
    review.write("a.txt", BULLETIN + "全年粮食总产量38.6万吨。\n")
    review.extract()
    read_anew(ready)
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.type(".5")
    expect(page.locator("#search")).to_have_value("1386.5亿")
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")

    # In the middle of a correction: the page waits until it is made.
    go(page, "88亿元")
    page.keyboard.press("e")
    page.keyboard.type("88.")
    ready = page.locator("body").get_attribute("data-ready")
    review.write("a.txt", BULLETIN + "全年粮食总产量38.9万吨。\n")
    review.extract()
    page.wait_for_timeout(4500)
    assert page.locator("body").get_attribute("data-ready") == ready
    page.keyboard.type("5亿")
    page.keyboard.press("Enter")
    saved(page)
    assert ("fix", "88亿元") in review.decisions()
    read_anew(ready)
    go(page, "38.9万吨")
    assert page.errors == [], page.errors


def test_two_tabs_and_two_reviewers(review):
    review.write("a.txt", BULLETIN)
    review.extract()
    review.start()
    context = review.context()
    one, other = review.open(context), review.open(context, review.address.split("#")[0])
    go(one, "5.8%")
    go(other, "3.1%")
    one.keyboard.press("a")
    other.keyboard.press("a")
    saved(one), saved(other)
    assert sorted(review.decisions()) == [("accept", "3.1%"), ("accept", "5.8%")]
    # Each tab shows what was decided in the other.
    go(one, "3.1%")
    expect(one.locator("#fact header .chip")).to_have_text("正确", timeout=6000)
    # Both decide on one number at once: both decisions are kept, the later one counts.
    go(one, "18.4%"), go(other, "18.4%")
    one.keyboard.press("a")
    saved(one)
    other.keyboard.press("s")
    saved(other)
    assert review.decisions()[-2:] == [("accept", "18.4%"), ("later", "18.4%")]

    # Another reviewer, on the same output at the same time: disagreement, which one of them settles.
    second = Review(review.browser, review.program, tempfile.mkdtemp(dir=review.folder))
    second.documents, second.output = review.documents, review.output
    second.start("李")
    try:
        li = second.open()
        go(li, "5.8%")
        li.keyboard.press("r")
        li.keyboard.press("Enter")
        saved(li)
        go(one, "5.8%")
        expect(one.locator("#fact header .chip")).to_have_text("有分歧", timeout=6000)
        told = review.run("review", "status", str(review.output), code=1)
        assert "1 disputed" in told and "李 and 王" in told, told
        assert "5.8%" in review.facts(), "a disputed fact stays"
        one.keyboard.press("f")
        one.locator('[data-filter="state"]').select_option("disputed")
        expect(rows(one)).to_have_count(1)
        one.keyboard.press("Escape")
        one.keyboard.press("a")
        saved(one)
        go(li, "5.8%")
        expect(li.locator("#fact header .chip")).to_have_text("正确", timeout=6000)
    finally:
        second.stop()


def test_a_server_killed_in_the_middle(review):
    review.write("a.txt", BULLETIN)
    review.extract()
    review.start()
    page = review.open()
    quotes = ["1386.5亿元", "5.8%", "3.1%"]
    go(page, quotes[0])
    page.keyboard.press("a")
    saved(page)
    review.stop(signal.SIGKILL)
    # Decisions go on; the page says that they wait, and a reload does not lose them.
    go(page, quotes[1])
    page.keyboard.press("a")
    expect(page.locator("#saved")).to_contain_text("连不上服务", timeout=6000)
    go(page, quotes[2])
    page.keyboard.press("r")
    page.keyboard.press("1")
    assert len(review.decisions()) == 1
    review.start()
    saved_within = time.time() + 10
    while len(review.decisions()) < 3 and time.time() < saved_within:
        page.wait_for_timeout(100)
    assert review.decisions() == [("accept", quotes[0]), ("accept", quotes[1]), ("reject", quotes[2])], review.decisions()
    saved(page)

    # Killed again and again while decisions are sent: each is kept once.
    kept = len(review.decisions())
    for turn in range(4):
        page.keyboard.press("Home")
        page.keyboard.press("a")
        page.wait_for_timeout(7 * turn)
        review.stop(signal.SIGKILL)
        review.start()
    deadline = time.time() + 15
    while len(review.decisions()) < kept + 4 and time.time() < deadline:
        page.wait_for_timeout(100)
    saved(page)
    assert len(review.decisions()) == kept + 4, review.decisions()

    # The tab is closed while the server is away: the next one sends what is left.
    review.stop(signal.SIGKILL)
    page.keyboard.press("End")
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    context = page.context
    page.close()
    review.start()
    again = review.open(context)
    saved(again)
    deadline = time.time() + 6
    while len(review.decisions()) < kept + 5 and time.time() < deadline:
        again.wait_for_timeout(100)
    assert len(review.decisions()) == kept + 5


def test_a_hostile_document_never_runs(review):
    review.write("甲<img src=x onerror=document.title='ran'>.txt", HOSTILE)
    review.extract()
    review.start(reviewer="<script>x</script>")
    static = review.folder / "static.html"
    review.run("review", str(review.output), "--static", str(static))
    for address in (review.address, static.as_uri()):
        context = review.context()
        page = review.open(context, address)
        outside = []
        page.on("request", lambda request: outside.append(request.url))
        assert rows(page).count() >= 5
        for _ in range(rows(page).count()):
            page.keyboard.press("j")
        page.keyboard.press("?")
        page.keyboard.press("Escape")
        page.keyboard.press("e")
        page.keyboard.press("Escape")
        page.locator(".kinds button").last.click()
        page.wait_for_timeout(200)
        shown = page.evaluate("document.getElementById('text').textContent")
        assert "<script>document.title='ran'</script>" in shown, "markup is shown as text"
        assert "\u202e" not in page.inner_text("body") and "\0" not in shown and "\x1b" not in shown
        # One for one: every mark shows the number that it is about.
        quotes = page.eval_on_selector_all("#text mark", "all => all.map(it => it.textContent)")
        assert {"7.4%", "3.1%", "2.2%", "6.6%", "1.5%", "4.4%", "9.9%", "8.8%"} <= set(quotes), quotes
        assert page.title() != "ran"
        assert page.evaluate("document.querySelectorAll('#reader img, #reader a, #reader iframe, #reader svg, #reader script, #list img, #fact img').length") == 0
        # The policy itself: even our own script could not.
        blocked = page.evaluate("""() => { try { document.body.innerHTML = '<img src=x onerror=1>'; return false; } catch { return true; } }""")
        assert blocked, "markup cannot be put into the page"
        assert all(url.startswith((f"http://127.0.0.1:{review.port}/", "blob:")) for url in outside), outside
        context.close()


def test_other_sites_are_refused(review):
    review.write("a.txt", BULLETIN)
    review.extract()
    review.start()
    import http.server
    import threading

    class Evil(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<p>evil</p>")

        def log_message(self, *_):
            pass

    evil = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Evil)
    threading.Thread(target=evil.serve_forever, daemon=True).start()
    token = review.address.split("=")[1]
    try:
        page = review.context().new_page()
        page.goto(f"http://localhost:{evil.server_port}/")
        told = page.evaluate("""async ([port, token]) => {
            const target = `http://127.0.0.1:${port}`;
            const tried = {};
            const attempt = async (name, path, options) => {
                try { const answer = await fetch(target + path, options); tried[name] = `${answer.type} ${answer.status}`; } catch { tried[name] = 'refused'; }
            };
            await attempt('read', '/api/index', {headers: {'X-Gongbao-Token': token}});
            await attempt('write', '/api/decide', {method: 'POST', headers: {'X-Gongbao-Token': token, 'Content-Type': 'application/json'}, body: '{}'});
            await attempt('simple', '/api/decide', {method: 'POST', body: '{}'});
            const frame = document.createElement('iframe');
            frame.src = target + '/';
            document.body.append(frame);
            await new Promise((done) => { frame.onload = done; setTimeout(done, 1500); });
            let seen = null;
            try { seen = frame.contentDocument && frame.contentDocument.title; } catch { seen = null; }
            tried.frame = String(seen);
            return tried;
        }""", [review.port, token])
        assert told == {"read": "refused", "write": "refused", "simple": "refused", "frame": "null"}, told
        assert review.decisions() == []
        # Under another name for this address the server does not answer.
        rebound = review.browser.new_context().new_page()
        answer = rebound.request.get(f"http://127.0.0.1:{review.port}/", headers={"Host": f"evil.example:{review.port}"})
        assert answer.status == 421, answer.status
    finally:
        evil.shutdown()


def test_a_page_that_was_sent(review):
    review.write("a.txt", BULLETIN)
    review.write("b/b.txt", BULLETIN.replace("临江", "临海"))
    review.extract()
    static = review.folder / "sent.html"
    review.run("review", str(review.output), "--static", str(static))
    shutil.move(review.documents, review.folder / "away")
    context = review.context(offline=True, accept_downloads=True)
    page = review.open(context, static.as_uri())
    page.locator("#who").fill("陈")
    page.locator("#rows").focus()
    go(page, "1386.5亿元")
    page.keyboard.press("a")
    go(page, "5.8%")
    page.keyboard.press("r")
    page.keyboard.press("2")
    go(page, "88亿元")
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("8900000000")
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_contain_text("已审 3 /")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("#progress")).to_contain_text("已审 3 /")
    with page.expect_download() as download:
        page.locator("#download").click()
    lines = review.folder / "decisions.jsonl"
    download.value.save_as(lines)
    assert page.errors == [], page.errors
    assert "3 new decisions, 0 known already" in review.run("review", "import", str(review.output), str(lines))
    assert "0 new decisions, 3 known already" in review.run("review", "import", str(review.output), str(lines))
    out = review.run("review", "export", str(review.output))
    assert [json.loads(line)["reviewer"] for line in out.splitlines()] == ["陈"] * 3
    lines.write_text(lines.read_text() + "{}\n")
    told = review.run("review", "import", str(review.output), str(lines), code=2)
    assert "decisions.jsonl:4: no decision; nothing was imported" in told, told


def test_nothing_serious_for_those_who_need_aids(review):
    review.write("a.txt", BULLETIN)
    review.extract()
    review.start()
    for options in ({}, {"locale": "en-US", "color_scheme": "dark"}, {"viewport": {"width": 400, "height": 760}}):
        page = review.open(review.context(**options))
        page.evaluate(AXE.read_text())
        for keys in ([], ["j", "a", "k"], ["e"], ["Escape", "r"], ["Escape", "?"]):
            for key in keys:
                page.keyboard.press(key)
            page.wait_for_timeout(80)
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
            serious = [(it["id"], it["impact"], [node["html"][:160] for node in it["nodes"]]) for it in found if it["impact"] in ("serious", "critical")]
            assert not serious, (options, keys, serious)
        page.context.close()
    # What a screen reader is told, and the language.
    page = review.open(review.context(locale="en-GB"))
    assert page.get_attribute("html", "lang") == "en" and page.locator("nav h1, #list").first.get_attribute("aria-label") == "Numbers"
    page.keyboard.press("j")
    expect(page.locator("#said")).to_contain_text(re.compile(r"2 of \d+\. .*5\.8%\. right"))
    page.keyboard.press("Shift+L")
    assert page.get_attribute("html", "lang") == "zh-CN"
    # Keys can be switched off for those whose aids use them.
    page.keyboard.press("?")
    page.locator("#singles").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_timeout(100)
    assert review.decisions() == [("accept", quote) for _, quote in review.decisions()] and len(review.decisions()) <= 3


def test_five_thousand_facts_and_a_megabyte(review):
    line = "第{0}条：{1}市全年工业增加值{0}亿元，比上年增长{2}.{3}%，研发投入持续加大，高新技术企业队伍不断壮大，营商环境不断优化，各项工作取得新成效，" \
           "人民生活水平稳步提高，社会大局保持和谐稳定，为全面建设现代化打下坚实基础，努力实现质的有效提升和量的合理增长。\n"
    text = "2023年统计公报\n" + "".join(line.format(n, "湖州", n % 30, n % 10) for n in range(1, 2850))
    review.write("large.txt", text)
    review.extract()
    facts = sum(1 for _ in open(review.output / "facts.jsonl"))
    assert facts >= 5000 and len(text.encode()) >= 1_000_000, (facts, len(text.encode()))
    review.start()
    context = review.context()
    page = review.open(context)
    expect(rows(page).first).to_be_visible()
    ready = float(page.get_attribute("body", "data-ready"))
    served = page.evaluate("""performance.getEntriesByType('resource').filter((it) => it.name.includes('/api/'))
        .filter((it) => /index|document/.test(it.name)).reduce((sum, it) => sum + it.responseEnd - it.startTime, 0)""")
    moves = []
    measure = """key => new Promise((done) => {
        const begun = performance.now();
        document.getElementById('rows').dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun), 0));
    })"""
    for key in ["j"] * 40 + ["PageDown"] * 10 + ["End", "k", "k", "Home"]:
        moves.append(page.evaluate(measure, key))
    moves.sort()
    print(f"   {facts} facts, {len(text.encode()) / 1e6:.2f} MB: ready after {ready:.0f} ms, {served:.0f} ms of them the server's; key to next fact "
          f"{moves[len(moves) // 2]:.0f} ms in the middle, {moves[int(len(moves) * 0.95)]:.0f} ms at 95 %, {moves[-1]:.0f} ms at most")
    # The program as it is used is ready within a second; the tests drive one that is not optimised, so that the server's share
    # says nothing here.
    assert ready - served <= 2000 and moves[len(moves) // 2] <= 50, (ready, served, moves)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None)
    tests = [test for name, test in globals().items() if name.startswith("test_") and arguments.only in name]
    assert tests, "no such test"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else [])
        for test in tests:
            begun = time.time()
            with tempfile.TemporaryDirectory() as folder:
                review = Review(chromium, str(pathlib.Path(arguments.program).resolve()), folder)
                try:
                    test(review)
                finally:
                    review.stop()
                    for context in chromium.contexts:
                        context.close()
            print(f"ok {test.__name__.removeprefix('test_').replace('_', ' ')} ({time.time() - begun:.1f} s)", flush=True)
    print(f"{len(tests)} passed, 0 failed")


if __name__ == "__main__":
    sys.exit(main())

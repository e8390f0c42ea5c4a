"""The explorer in a real browser: search, counts, addresses, concordance, export, and hostile inputs that run nothing."""

import csv
import os
import shutil

import pytest

from taawun.report.explorer import explorer_data
from taawun.report.explorer_facets import read_facets
from taawun.report.explorer_links import explorer_link
from taawun.report.rendering import render_page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>\u202e\"'`${alert(3)}"
NAMES = ("سالم إردوغان", "نبيل الحاج")


@pytest.fixture(scope="module")
def browser():
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip(f"there is no {' or '.join(BROWSERS)}")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path,
            args=[*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser):
    """Open a page at an address; returns it once the explorer stands. What it asks for or runs is kept in `.heard`."""
    contexts = []

    def make(path, address="", **settings):
        contexts.append(browser.new_context(accept_downloads=True, **settings))
        page = contexts[-1].new_page()
        page.heard = []
        page.on("request", lambda request: page.heard.append(request.url))
        page.on("dialog", lambda dialog: (page.heard.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("console", lambda message: page.heard.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri() + address)
        if settings.get("java_script_enabled", True):
            page.wait_for_selector("#explorer-app[data-shown]")
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def path(notebook, tmp_path):
    """A page with an explorer of sixty statements; titles, outlets, speakers, ids and labels are hostile."""
    articles, statements = [], []
    for number in range(10):
        text = "".join(f"وأكد {NAMES[k % 2]} أن الميناء الكبير رقم {k} مفتوح {EVIL}.\n" for k in range(6))
        id_ = f"a{number}{EVIL if number == 9 else ''}"
        articles.append(
            {
                **{"id": id_, "title": f"قمة {EVIL}", "outlet": f"شاطئ {EVIL}", "date": f"2017-10-{number + 1:02}"},
                **{"text": text, "url": "javascript:alert(4)"},
            }
        )
        start = 0
        for k in range(6):
            end = text.index("\n", start)
            statements.append(
                dict.fromkeys(("speaker_rule", "link_rule", "span_rule"), EVIL)
                | {"article_id": id_, "statement_id": f"{id_}:{start}", "cue": [start, start + 4], "cue_rule": "finite"}
                | {"content": [[text.index("أن", start), end]], "speaker": NAMES[k % 2] if k else EVIL, "level": 1}
                | {"side": ("east", "west", None)[k % 3], "mention": [start + 5, start + 10], "speaker_state": EVIL}
                | {"speech_act": "state", "speaker_office": EVIL, "polarity": "affirmed", "factuality": "reported"}
                | {"confidence": 0.9}
            )
            start = end + 1
    facets = read_facets(notebook.study, articles, statements, frames=[], topics={statements[0]["statement_id"]: EVIL})
    sets = {"table.n.0": [row["statement_id"] for row in statements[::7]]}
    data = explorer_data(articles, statements, facets, language="en", sets=sets)
    text = render_page(notebook.study, [], {"studies/shores.yaml": "0"}, explorer=data)
    file = tmp_path / "صفحة.html"
    file.write_text(text, encoding="utf-8")
    return file


def shown(page):
    return int(page.locator("#explorer-app").get_attribute("data-shown"))


def test_search_folds_as_the_library_does(open_page, path):
    page = open_page(path)
    assert shown(page) == 60
    page.locator(".explorer input[type=search]").fill("أردوغان")
    page.wait_for_selector("#explorer-app:not([data-shown='60'])")
    assert shown(page) == 20  # three statements of each article name him as their speaker; the hostile one stands first
    assert "إردوغان" in page.locator(".ex-list mark").first.inner_text()


def test_number_of_the_report_opens_exactly_its_statements(open_page, path):
    page = open_page(path, explorer_link(of="table.n.0"))
    assert shown(page) == 9
    assert page.locator(".ex-count").inner_text() == "9 of 60 statements"
    page = open_page(path, explorer_link(of="table.n.7"))
    assert shown(page) == 0


def test_every_count_of_a_built_report_opens_that_many(open_page, built_project):
    page = open_page(built_project.folder / "reports/harbour/report.html")
    links = page.evaluate(
        "[...document.querySelectorAll('a.explore')].map(a => [a.hash, a.textContent, a.closest('details').firstChild.textContent])"
    )
    assert len(links) > 20
    for address, text, count in links[:: max(1, len(links) // 12)]:
        page.evaluate("address => { location.hash = address; }", address)
        page.wait_for_timeout(100)
        assert f"all {shown(page)} in" in text
        assert not count.strip().isdigit() or int(count) == shown(page)


def test_shared_address_restores_the_view(open_page, path):
    page = open_page(path)
    page.locator("[data-facet=side] input[value=west]").check()
    page.locator("[data-facet=speaker] input").nth(1).check()
    page.locator("[data-view=kwic]").click()
    page.locator(".explorer select").select_option("date")
    address, lines = page.evaluate("location.hash"), page.locator(".ex-list").inner_text()
    again = open_page(path, address)
    assert (shown(again), again.locator(".ex-list").inner_text()) == (shown(page), lines)
    assert 0 < shown(page) < 60
    page.locator(".ex-row").first.click()
    card = open_page(path, page.evaluate("location.hash"))
    assert card.locator("dialog[open] .ex-said").inner_text() == page.locator("dialog[open] .ex-said").inner_text()
    assert card.locator("dialog[open] .ex-own").count() == 2
    page.go_back()
    page.wait_for_selector("dialog:not([open])", state="attached")


def test_counts_follow_the_filters(open_page, path):
    page = open_page(path, explorer_link(side="west"))
    counts = page.locator("[data-facet=speaker] .ex-n").all_inner_texts()
    assert sum(map(int, counts)) == shown(page) == 20
    assert page.locator("[data-facet=side] .ex-n").all_inner_texts() == ["20", "20"]  # what another choice would give


def test_concordance_is_aligned_from_right_to_left(open_page, path):
    page = open_page(path, explorer_link(q="الميناء", view="kwic"))
    nodes = [node.bounding_box() for node in page.locator(".ex-node").all()]
    assert len(nodes) == 50
    assert len({(round(box["x"]), round(box["x"] + box["width"])) for box in nodes}) == 1
    assert page.locator(".ex-list").get_attribute("dir") == "rtl"
    row = page.locator(".ex-kwic").first
    before, after = (row.locator(name).bounding_box() for name in (".ex-left", ".ex-right"))
    assert before["x"] > nodes[0]["x"] > after["x"]
    narrow = open_page(path, explorer_link(view="kwic"), viewport={"width": 390, "height": 800})
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390


def test_hostile_inputs_run_nothing_and_nothing_is_asked_for(open_page, path):
    page = open_page(path)
    page.evaluate("document.querySelectorAll('.explorer details').forEach(one => { one.open = true; })")
    for row in (0, 1, 48):
        page.locator(".ex-row").nth(row).click()
        page.wait_for_selector("dialog[open]")
        page.keyboard.press("Escape")
    for query in (EVIL, "</script>", "(", "\\", '"'):
        page.locator(".explorer input[type=search]").fill(query)
        page.wait_for_timeout(150)
    hostile = open_page(path, explorer_link(side=EVIL, q=EVIL, of="__proto__", id="constructor", sort="x", view=EVIL))
    assert shown(hostile) == 0
    for opened in (page, hostile):
        assert opened.locator(".explorer img, .explorer script:not([type]) ~ *").count() == 0
        assert [heard for heard in opened.heard if not heard.startswith(("file:", "data:"))] == []
        assert opened.locator("a[href^='javascript']").count() == 0
    assert "[U+202E]" in page.locator(".ex-filters").inner_text()


def test_policy_forbids_every_other_script(open_page, path, tmp_path):
    broken = tmp_path / "broken.html"
    text = path.read_text(encoding="utf-8")
    broken.write_text(
        text.replace("</main>", '<img src="x" onerror="alert(5)"><script>alert(6)</script></main>'), "utf-8"
    )
    page = open_page(broken)
    page.wait_for_timeout(100)
    refused = [heard for heard in page.heard if "Content Security Policy" in heard]
    assert len(refused) >= 2
    assert not {"5", "6"} & set(page.heard)


def test_export_has_what_is_shown_and_no_formula(open_page, path, tmp_path):
    page = open_page(path, explorer_link(side="east"))
    with page.expect_download() as download:
        page.locator(".ex-export").click()
    download.value.save_as(tmp_path / "shown.csv")
    with (tmp_path / "shown.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == shown(page) == 20
    assert {row["side"] for row in rows} == {"east"}
    assert all(row["cue"] == "وأكد" and row["content"].startswith("أن الميناء") for row in rows)


def test_page_without_scripts_reads_as_before(open_page, path):
    page = open_page(path, java_script_enabled=False)
    assert page.locator("a.explore:visible").count() == 0
    assert "needs JavaScript" in page.locator(".explorer").inner_text()


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"color_scheme": "dark"}, id="dark, on a desk"),
        pytest.param({"color_scheme": "light", "viewport": {"width": 390, "height": 844}}, id="light, on a phone"),
    ],
)
def test_axe_finds_no_violation_in_a_built_report(open_page, built_project, settings):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = open_page(built_project.folder / "reports/harbour/report.html", **settings)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    found = axe.run(page)
    assert len(found.response["passes"]) > 20
    assert found.violations_count == 0, found.generate_report()

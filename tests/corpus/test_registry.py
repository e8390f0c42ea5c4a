"""A public corpus is what was published or nothing: tried against a server that misbehaves in every way."""

import contextlib
import errno
import hashlib
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from corpus_samples import ROWS, as_zip

from taawun.corpus import download
from taawun.corpus.articles import build_articles
from taawun.corpus.registry import fetch_corpus, load_corpora
from taawun.errors import TaawunError
from taawun.study import load_study

FILES = {f"{day}.zip": as_zip({"day.json": json.dumps([ROWS[day - 1] | {"id": None}])}) for day in (1, 2)}
ENTRY = """\
harbour:
  title: {{en: Harbour news, ar: أخبار المرفأ}}
  homepage: http://example.com
  base_url: {url}/
  licence: CC BY 4.0
  licence_url: http://example.com/licence
  rights: the harbour
  citation: Harbour (2016)
  form: zip
  id_format: "harbour-{{number:03}}"
  dates_in_urls: {{}}
  files:
"""


class Server(ThreadingHTTPServer):
    """Serves FILES; `fault` says how it goes wrong."""

    fault = ""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str | None]] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        name, wanted = self.path.strip("/"), self.headers.get("Range")
        self.server.asked.append((name, wanted))
        data, fault = FILES[name], self.server.fault
        start = int(wanted[6:-1]) if wanted and fault != "no ranges" else 0
        if fault in ("drops of a head", "no http"):
            line = b"\x1b[31mhello\r\n\r\n" if fault == "no http" else b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100
            self.drip(line, 0.0 if fault == "no http" else 0.05)
            return
        if fault == "not found":
            self.send_error(404)
            return
        if fault.isdigit():
            self.send_response(int(fault), "\x1b[31m\u00ff bytes of its own")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if fault in ("circle", "elsewhere"):
            self.send_response(302)
            self.send_header("Location", f"/{name}" if fault == "circle" else "file:///etc/hostname")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8" if fault == "page" else "application/zip")
        body = {"page": b"<html>log in</html>", "wrong": data[:-1] + b"x", "too much": data + b"x"}.get(fault, data)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        if fault == "drops":
            self.drip(body, 0.05)
            return
        end = len(body) // 2 if fault in ("truncated", "stall") else len(body)
        if fault != "truncated after a start" or not start:
            self.wfile.write(body[start : max(start, end)])
        self.wfile.flush()
        if fault == "stall":
            time.sleep(1.5)

    def drip(self, data, pause):
        with contextlib.suppress(OSError):  # the other side leaves
            for byte in data:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(pause)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def project(tmp_path, server, monkeypatch):
    """A project whose registry points to the server, with an empty cache."""
    monkeypatch.delenv("TAAWUN_SHARED", raising=False)
    monkeypatch.setenv("TAAWUN_CACHE", str(tmp_path / "cache"))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    lines = [
        f"    - {{name: {name}, bytes: {len(data)}, sha256: {hashlib.sha256(data).hexdigest()}, articles: 1}}\n"
        for name, data in FILES.items()
    ]
    (tmp_path / "data").mkdir()
    (tmp_path / "data/corpora.yaml").write_text(ENTRY.format(url=server.url) + "".join(lines), encoding="utf-8")
    return tmp_path


def test_corpus_is_fetched_once_and_whole(project, server):
    for _ in range(2):
        folder = fetch_corpus("harbour", project)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    assert server.asked == [("1.zip", None), ("2.zip", None)]


def test_study_reads_the_corpus_with_ids_that_count_through_its_files(project):
    (project / "studies").mkdir()
    study = (Path(__file__).parents[2] / "studies/tehran-2017.yaml").read_text(encoding="utf-8")
    text = study.replace("folder: data/tehran-2017", "registry: harbour")
    for pattern, ids in (("'*.zip'", ["harbour-001", "harbour-002"]), ("2.zip", ["harbour-002"])):
        (project / "studies/s.yaml").write_text(text.replace("articles.csv", pattern), encoding="utf-8")
        out = project / "build/s/articles.jsonl"
        build_articles(load_study(project / "studies/s.yaml"), out)
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert [row["id"] for row in rows] == ids
        assert rows[0]["rights"] == "the harbour"


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("wrong", "sent something else than was published .its hash differs"),
        ("too much", "sends more than was published"),
        ("page", "answers with a web page"),
        ("not found", r"the server has no file at this address \(answer 404\); correct base_url"),
        ("429", r"was asked too often \(answer 429\); try again later"),
        ("503", r"the server is busy \(answer 503\); try again later"),
        ("500", r"the server has a fault \(answer 500\)"),
        ("403", r"does not let this computer have the file"),
        ("204", r"gives no file at this address \(answer 204\)"),
        ("no http", r"the transfer broke off"),
        ("drops", r"the transfer is too slow: it has not ended after"),
        ("drops of a head", r"the transfer is too slow: it has not ended after"),
        ("circle", r"from address to address without end"),
        ("elsewhere", r"this is no address of the web"),
        ("truncated", r"the transfer (ended after|broke off)"),
        ("stall", r"sent nothing for 0.3 seconds|broke off"),
    ],
)
def test_misbehaving_server_is_explained_and_leaves_no_file(project, server, fault, message):
    server.fault = fault
    with pytest.raises(TaawunError, match=message) as caught:
        fetch_corpus("harbour", project, stall=0.3, slowest=1e4 if "drops" in fault else 5e3)
    assert caught.value.exit_code == 2
    assert "\x1b" not in str(caught.value) and "of its own" not in str(caught.value)
    assert server.url in str(caught.value)
    assert [path.name for path in (project / "cache/harbour").iterdir() if not path.name.endswith(".part")] == []


def test_interrupted_transfer_goes_on_where_it_stopped(project, server, monkeypatch):
    monkeypatch.setattr(download, "BLOCK", 50)
    server.fault = "truncated"
    with pytest.raises(TaawunError):
        fetch_corpus("harbour", project)
    server.fault, server.asked[:] = "", []
    folder = fetch_corpus("harbour", project)
    assert server.asked[0] == ("1.zip", f"bytes={len(FILES['1.zip']) // 2 // 50 * 50}-")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES


def test_server_without_ranges_begins_again(project, server):
    server.fault = "truncated"
    with pytest.raises(TaawunError):
        fetch_corpus("harbour", project)
    server.fault = "no ranges"
    assert (fetch_corpus("harbour", project) / "1.zip").read_bytes() == FILES["1.zip"]


def test_no_server_at_all(project, server):
    path = project / "data/corpora.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(server.url, "http://127.0.0.1:9"), encoding="utf-8")
    with pytest.raises(
        TaawunError, match=r"1\.zip: no server answers at this address; check the connection, or correct"
    ):
        fetch_corpus("harbour", project)


def test_no_server_of_this_name(project, server):
    path = project / "data/corpora.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(server.url, "http://nobody.invalid"), encoding="utf-8")
    with pytest.raises(TaawunError, match=r"there is no server of this name, or no connection"):
        fetch_corpus("harbour", project)


@pytest.mark.parametrize("address", ["harbour/", "ftp://example.com/", "file:///etc/", "https:///x/", "javascript:x"])
def test_address_that_is_none_is_refused_in_the_registry(project, server, address):
    path = project / "data/corpora.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(f"{server.url}/", address), encoding="utf-8")
    with pytest.raises(TaawunError, match=r"line 4, field 'harbour.base_url': expected an address"):
        fetch_corpus("harbour", project)


def test_two_fetches_at_once_bring_each_file_once(project, server):
    found, threads = [], []
    for _ in range(3):
        threads.append(threading.Thread(target=lambda: found.append(fetch_corpus("harbour", project))))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert len(found) == 3 and sorted(server.asked) == [("1.zip", None), ("2.zip", None)]


def test_full_disk_is_called_full(project, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(download, "_take", full)
    with pytest.raises(TaawunError, match=r"1.zip: cannot be written \(No space left on device\); free some space"):
        fetch_corpus("harbour", project)


def test_changed_file_in_the_cache_is_not_read(project):
    folder = fetch_corpus("harbour", project)
    (folder / "2.zip").write_bytes(b"other")
    with pytest.raises(TaawunError, match=r"2\.zip: the file is not the one that was published"):
        fetch_corpus("harbour", project)


def test_shared_folder_serves_the_files_without_the_network(project, server, monkeypatch):
    shared = project / "shared/data/harbour"
    shared.mkdir(parents=True)
    for name, data in FILES.items():
        (shared / name).write_bytes(data)
    monkeypatch.setenv("TAAWUN_SHARED", str(project / "shared"))
    assert fetch_corpus("harbour", project) == shared
    assert server.asked == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("name: 1.zip", "name: ../1.zip"), "plain file name"),
        (("  licence: CC BY 4.0\n", ""), r"harbour\.licence.*is missing"),
        (("  form: zip", "  fomr: zip"), r"harbour\.fomr"),
        (("sha256: ", "sha256: 0"), "should match pattern"),
    ],
)
def test_mistakes_in_the_registry_are_named_with_their_line(project, change, message):
    path = project / "data/corpora.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    with pytest.raises(TaawunError, match=f"line .*{message}"):
        load_corpora(project)


def test_unknown_corpus_lists_those_there_are(project):
    with pytest.raises(TaawunError, match=r"no public corpus 'habour'.*known: harbour"):
        fetch_corpus("habour", project)


def test_registry_of_the_project_is_valid():
    corpora = load_corpora(Path(__file__).parents[2])
    assert sum(file.articles for file in corpora["saudinewsnet"].files) == 31_030
    assert all(corpus.base_url.startswith("https://") for corpus in corpora.values())

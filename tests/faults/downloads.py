"""Cases on servers of public corpora: whatever they answer, a file is whole with its hash, or not there."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import socketserver
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from taawun.corpus.download import fetch_file
from taawun.errors import TaawunError

Case = tuple[str, Callable[[Path], str | None]]
BODY = b"harbour news " * 40
SECRET = b"\x1b[31m bytes of its own"
SLOWEST = 10.0


def _answer(status: str = "200 OK", *headers: str, body: bytes = BODY, length: int | None = -1) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, "Connection: close"]
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length == -1 else length}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\nX-Own: " + SECRET + b"\r\n\r\n" + body


GOOD = _answer()
CODES = [201, 202, 203, 204, 205, 207, 300, 304, 305, 306, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412,
         413, 414, 415, 416, 417, 418, 421, 422, 423, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 507, 511,
         520, 521, 599, 600, 999]  # fmt: skip
ANSWERS = {
    "good": GOOD,
    "good, no length": _answer(length=None),
    "nothing": b"",
    "a letter": b"H",
    "no http": SECRET + b"\r\n\r\n" + BODY,
    "head alone": GOOD[: GOOD.index(b"\r\n\r\n")],
    "long head": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    "many heads": b"HTTP/1.1 200 OK\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(500)) + b"\r\n",
    "wrong byte": _answer(body=BODY[:-1] + b"x"),
    "more": _answer(body=BODY + b"x"),
    "much more": _answer(body=BODY * 1000),
    "promises more": _answer(length=len(BODY) + 9),
    "promises less": _answer(length=len(BODY) - 9),
    "length that is none": _answer("200 OK", "Content-Length: many", length=None),
    "length below zero": _answer("200 OK", "Content-Length: -5", length=None),
    "two lengths": _answer("200 OK", "Content-Length: 5"),
    "bad chunks": _answer("200 OK", "Transfer-Encoding: chunked", body=b"zz\r\nxx\r\n", length=None),
    "good chunks": _answer("200 OK", "Transfer-Encoding: chunked", body=b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY), length=None),
    "gzip that is none": _answer("200 OK", "Content-Encoding: gzip"),
    "brotli": _answer("200 OK", "Content-Encoding: br"),
    "part not asked for": _answer("206 Partial Content", "Content-Range: bytes 5-9/9", body=b"xxxx"),
    **{f"type {kind}": _answer("200 OK", f"Content-Type: {kind}") for kind in
       ("text/html", "TEXT/HTML; charset=x", "application/xhtml+xml", "application/zip", "x", "", "text/plain", "\xff")},
    **{f"leads to {to}": _answer("302 Found", f"Location: {to}") for to in
       ("/", "//", "/again", "file:///etc/passwd", "ftp://x/", "javascript:x", "http://[", "http://127.0.0.1:1/", "",
        "data:,x", "http://nobody.invalid/", "\xff", "http://x:99999/", "?", "#")},
    **{f"answer {code}": _answer(f"{code} {SECRET.decode('latin-1')}", body=b"", length=0) for code in CODES},
    **{f"answer {code} with a wait": _answer(f"{code} x", "Retry-After: 99999", body=b"", length=0) for code in (429, 503)},
    **{f"cut at {n}/40": GOOD[: len(GOOD) * n // 40] for n in range(1, 40)},
}  # fmt: skip
RIGHT = {
    "good",
    "good, no length",
    "good chunks",
    "type application/zip",
    "type x",
    "type ",
    "type text/plain",
    "type \xff",
}


def _by_drops(data: bytes) -> Iterator[bytes]:
    for place in range(len(data)):
        yield data[place : place + 1]
        time.sleep(0.3)


def _without_end(head: bytes) -> Iterator[bytes]:
    yield head
    for _ in range(MOST_SENT // 2**20 + 1):
        yield bytes(2**20)


MOST_SENT = 200 * 2**20
"""Bytes that nobody may take from a server."""
STREAMS: dict[str, Callable[[], Iterator[bytes]]] = {
    "head by drops": lambda: _by_drops(GOOD),
    "file by drops": lambda: itertools.chain([GOOD[: -len(BODY)]], _by_drops(BODY)),
    "sends on by drops": lambda: _by_drops(ANSWERS["leads to /"]),
    "sends on, without end": lambda: _without_end(_answer("302 Found", "Location: /", body=b"", length=2**40)),
    "file without end": lambda: _without_end(_answer(body=b"", length=None)),
    "fault without end": lambda: _without_end(_answer("500 x", body=b"", length=2**40)),
    "packed without end": lambda: iter([_answer("200 OK", "Content-Encoding: gzip", body=gzip.compress(bytes(2**26)))]),
    "chunks without end": lambda: itertools.chain(
        [_answer("200 OK", "Transfer-Encoding: chunked", body=b"", length=None)], itertools.repeat(b"1\r\nx\r\n", 10**6)
    ),
}
"""Servers that do not end, or hardly go on."""


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True

    def __init__(self, answer: Callable[[], Iterable[bytes]]) -> None:
        self.answer, self.sent = answer, 0
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        try:
            self.request.recv(65536)
            for piece in self.server.answer():  # type: ignore[attr-defined]
                self.request.sendall(piece)
                self.server.sent += len(piece)  # type: ignore[attr-defined]
        except OSError:
            return  # the other side has left


def downloads() -> Iterator[Case]:
    """Every answer: the file of the right hash, or a sentence and no file."""
    for name, data in ANSWERS.items():
        yield name, lambda folder, name=name, data=data: _try_answer(folder, name, lambda: [data])
    for name, stream in STREAMS.items():
        yield name, lambda folder, name=name, stream=stream: _try_answer(folder, name, stream)


def _try_answer(folder: Path, name: str, answer: Callable[[], Iterable[bytes]]) -> str | None:
    target, started = folder / "a.zip", time.monotonic()
    with _Server(answer) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/a.zip"
        try:
            fetch_file(url, target, size=len(BODY), sha256=hashlib.sha256(BODY).hexdigest(), stall=0.5)
            said = ""
        except TaawunError as error:
            said = str(error)
        finally:
            server.shutdown()
    if time.monotonic() - started > SLOWEST:
        return "too slow"
    if server.sent >= MOST_SENT:
        return f"{server.sent} bytes were taken"
    if "bytes of its own" in said or "\x1b" in said or len(said.splitlines()) > 1:
        return f"the server speaks: {said!r}"
    if target.exists() == bool(said):
        return f"file {target.exists()}, message {said!r}"
    if target.exists() and target.read_bytes() != BODY:
        return "another file has the name"
    return None if name not in RIGHT or not said else said

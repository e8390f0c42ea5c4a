"""One file from a server that may be slow, busy, wrong or hostile: whole and with its hash, or not at all.

What the server says of itself is never shown: a message names the number of its answer, in words of our own.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from taawun.errors import FULL, TaawunError
from taawun.time_limits import time_limit

STALL = 30.0
"""Seconds without a byte after which a server is given up."""
SLOWEST = 5_000.0
"""Bytes a second, over a whole file, below which it is given up: a server may not hold a fetch by drops."""
TRIES = 3
MOST_ADDRESSES = 10
"""Addresses that servers may send to, one after the other."""
BLOCK = 2**18

_AGAIN = "check the connection and run it again: it goes on from there"
_LATER = "try again later: it goes on from there"
_ADDRESS = "correct base_url in data/corpora.yaml"


def fetch_file(
    url: str, target: Path, *, size: int, sha256: str, progress: bool = False, stall: float = STALL,
    slowest: float = SLOWEST,
) -> None:  # fmt: skip
    """Bring a file; it gets its name only when it is whole and its hash is right.

    What an interrupted transfer has brought is kept beside it, and the next attempt goes on from there.

    Parameters
    ----------
    size, sha256
        Bytes and hash that were published.
    progress
        Show a bar on a terminal.
    stall, slowest
        Seconds without a byte, and bytes a second over the whole file, at which the server is given up.

    Raises
    ------
    TaawunError
        The address is wrong, the server cannot be reached, is busy, stalls, sends a web page, too little or something
        else than was published; or the file cannot be written.
    """
    import pooch

    part = target.with_name(f".{target.name}.part")

    def transfer(url: str, output: Any, _: Any) -> None:
        _transfer(url, part, size, stall, TRIES * stall + size / slowest, progress=progress)
        part.replace(output)

    pooch.get_logger().setLevel("ERROR")
    store = pooch.create(
        path=target.parent, base_url="", registry={target.name: f"sha256:{sha256}"}, urls={target.name: url}
    )
    try:
        store.fetch(target.name, downloader=transfer)
    except ValueError:  # a wrong hash
        raise TaawunError(
            "the server sent something else than was published (its hash differs)",
            "try again; if it stays so, correct data/corpora.yaml",
            file=url,
        ) from None
    except OSError as error:
        raise TaawunError(
            f"cannot be written ({error.strerror or type(error).__name__})",
            "free some space" if error.errno in FULL else "check the folder",
            file=target,
        ) from None


def _transfer(url: str, part: Path, size: int, stall: float, seconds: float, *, progress: bool) -> None:
    """Bring `url` to `part`, going on where an earlier attempt stopped; raise when it is not whole in the end."""
    import requests

    fault = TaawunError("the server sent nothing", _AGAIN)
    late = TaawunError(f"the transfer is too slow: it has not ended after {seconds:.0f} seconds", _AGAIN, file=url)
    end = time.monotonic() + seconds
    for _ in range(TRIES):
        begun = part.stat().st_size if part.exists() else 0
        if begun == size:
            return
        if begun > size:
            part.unlink()
        try:
            with time_limit(end - time.monotonic(), late, waiting=True):
                begun = _take(url, part, size, stall, progress=progress)
        except TaawunError as error:
            if error is not late:
                part.unlink(missing_ok=True)
            raise
        except requests.Timeout:
            fault = TaawunError(f"the server sent nothing for {stall:g} seconds", _AGAIN)
        except (requests.RequestException, ValueError) as error:
            if time.monotonic() >= end:
                raise late from None
            fault = _explain(error)
        else:
            if begun == size:
                return
            fault = TaawunError(f"the transfer ended after {begun} of {size} bytes", _AGAIN)
    raise TaawunError(fault.what, fault.do, file=url)


def _take(url: str, part: Path, size: int, stall: float, *, progress: bool) -> int:
    """Ask once for what is missing and add it to `part`; return the bytes that are there then."""
    from tqdm import tqdm

    begun = part.stat().st_size if part.exists() else 0
    # As it is stored: packed for the way, its bytes could not be counted.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={begun}-"} if begun else {})
    with _ask(url, headers, stall) as answer:
        _check_answer(answer, url)
        begun = begun if answer.status_code == 206 else 0
        bar = tqdm(
            total=size, initial=begun, desc=part.name.strip(".").removesuffix(".part"), unit="B", unit_scale=True,
            disable=None if progress else True,
        )  # fmt: skip
        with part.open("ab" if begun else "wb") as out, bar:
            for block in answer.iter_content(BLOCK):
                begun += len(block)
                if begun > size:
                    raise TaawunError("the server sends more than was published", "try again", file=url)
                out.write(block)
                bar.update(len(block))
    return begun


@contextmanager
def _ask(url: str, headers: dict[str, str], stall: float) -> Iterator[Any]:
    """Answer of the server, or of the one it sends to; what an answer that only sends on holds is never read."""
    import requests

    class Direct(requests.Session):
        """It goes on nowhere by itself: requests reads all that an answer holds before it does."""

        def get_redirect_target(self, _: requests.Response) -> None:
            return None

    with Direct() as session:
        for _ in range(MOST_ADDRESSES):
            with session.get(url, headers=headers, stream=True, timeout=stall) as answer:
                further = requests.Session.get_redirect_target(session, answer)
                if further is None:
                    yield answer
                    return
            url = urljoin(url, further)
    raise requests.TooManyRedirects


def _check_answer(answer: Any, url: str) -> None:
    code = answer.status_code
    if code not in (200, 206):
        what, do = _ANSWERS.get(code, ("the server has a fault", _LATER) if code >= 500 else _OTHER)
        raise TaawunError(f"{what} (answer {code})", do, file=url)
    if answer.headers.get("Content-Type", "").lower().startswith(("text/html", "application/xhtml")):
        raise TaawunError(
            "the server answers with a web page (a login or an error page?)", "open the address in a browser", file=url
        )


_OTHER = "the server gives no file at this address", _ADDRESS
_ANSWERS = {
    401: ("the server wants a password", "fetch the file by hand, into the cache"),
    403: ("the server does not let this computer have the file", "open the address in a browser"),
    404: ("the server has no file at this address", _ADDRESS),
    410: ("the server has no file at this address any more", _ADDRESS),
    416: ("the server has less than was brought already", "run it again: it begins anew"),
    429: ("the server was asked too often", _LATER),
    503: ("the server is busy", _LATER),
}


def _explain(error: Exception) -> TaawunError:
    """Say why there was no answer: the address, the server, or the way to it."""
    import requests

    if isinstance(error, (requests.TooManyRedirects,)):
        return TaawunError("the server sends from address to address without end", _ADDRESS)
    if isinstance(error, ValueError):  # of requests too: what is no address
        return TaawunError("this is no address of the web", _ADDRESS)
    if isinstance(error, requests.exceptions.SSLError):
        return TaawunError("the server cannot prove who it is (its certificate)", "check the clock and the address")
    if isinstance(error, requests.exceptions.ProxyError):
        return TaawunError("the proxy of this computer does not answer", "check http_proxy and https_proxy")
    if isinstance(error, requests.ConnectionError) and error.args:
        reason = getattr(error.args[0], "reason", None)
        if type(reason).__name__ == "NameResolutionError":  # of urllib3, which requests hands on
            return TaawunError("there is no server of this name, or no connection", f"check both; or {_ADDRESS}")
        if reason is not None:
            return TaawunError("no server answers at this address", f"check the connection, or {_ADDRESS}")
    return TaawunError(f"the transfer broke off ({type(error).__name__})", _AGAIN)

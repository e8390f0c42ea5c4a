"""Print which rooms of the library import which, as the tables of docs/rooms.md.

python tools/room_table.py > docs/rooms.md
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

LIBRARY = Path(__file__).parents[1] / "src/taawun"


def imported_modules(path: Path) -> Iterator[str]:
    """Full names of modules that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def read_arrows(folder: Path, package: str) -> dict[str, set[str]]:
    """Rooms (modules and packages) of a folder, each with the other rooms of it that it imports."""
    rooms = {
        path.stem
        for path in folder.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").is_file()) and path.stem != "__init__"
    }
    arrows: dict[str, set[str]] = {room: set() for room in rooms}
    for room in rooms:
        modules = (folder / room).rglob("*.py") if (folder / room).is_dir() else [folder / f"{room}.py"]
        for module in modules:
            for name in imported_modules(module):
                other = name.removeprefix(f"{package}.").split(".")[0]
                if name.startswith(f"{package}.") and other in rooms - {room}:
                    arrows[room].add(other)
    return arrows


def order_rooms(arrows: dict[str, set[str]]) -> list[str]:
    """Rooms from the ground up, so that each imports only rooms before it.

    Raises
    ------
    ValueError
        Some rooms import each other in a circle.
    """
    order: list[str] = []
    while len(order) < len(arrows):
        ready = sorted(room for room in arrows if room not in order and arrows[room] <= set(order))
        if not ready:
            raise ValueError(f"a circle among {', '.join(sorted(set(arrows) - set(order)))}")
        order += ready
    return order


def room_table(folder: Path, package: str) -> str:
    """Rooms of a folder with what they import, in the order of `order_rooms`, as a Markdown table."""
    arrows = read_arrows(folder, package)
    order = order_rooms(arrows)
    rows = [f"| `{room}` | {' '.join(other for other in order if other in arrows[room]) or '-'} |" for room in order]
    return "\n".join(["| room | imports |", "|---|---|", *rows])


def describe_rooms() -> str:
    """Page with the tables of the library and of the extractor."""
    return (
        "# Rooms and what they import\n\n"
        "Written by `python tools/room_table.py > docs/rooms.md`; a test holds it. A room imports only rooms above it in\n"
        "its table, so no arrow points upwards and there is no circle.\n\n"
        f"## The library\n\n{room_table(LIBRARY, 'taawun')}\n\n"
        f"## The extractor, `taawun.statements`\n\n{room_table(LIBRARY / 'statements', 'taawun.statements')}\n"
    )


if __name__ == "__main__":
    print(describe_rooms(), end="")

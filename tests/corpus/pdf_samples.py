"""Small PDF files: text as a page's drawing instructions hold it, in any order of letters; or only a picture."""

SHAPES = {"ا": "\ufe8d", "ل": "\ufedf", "م": "\ufee3", "ي": "\ufef3", "و": "\ufeed", "ن": "\ufee7", "ر": "\ufead"}
"""Some letters as the shapes that old programs write."""


def as_pdf(lines: list[str]) -> bytes:
    """One page with a text layer: each line is drawn as it is given, letter by letter in its order.

    Runs of a line that a bar parts are drawn beside each other, as browsers do where the direction changes.
    """
    letters = sorted(set("".join(lines)) - {"|"})
    codes = {letter: f"{number:04x}" for number, letter in enumerate(letters, 1)}
    mapped = "".join(f"<{codes[letter]}> <{letter.encode('utf-16-be').hex()}>\n" for letter in letters)
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{mapped}endbfchar endcmap end end"
    )
    shown = ""
    for number, line in enumerate(lines):
        place = 50
        for run in line.split("|"):
            shown += f"BT /F 12 Tf {place} {700 - 20 * number} Td <{''.join(codes[letter] for letter in run)}> Tj ET\n"
            place += 6 * len(run)
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
            _stream(shown),
            "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
            " /Supplement 0 >> /DW 500 >>",
            _stream(unicode_map),
        ]
    )


def as_scan() -> bytes:
    """One page with nothing but a drawn box: what a scanner makes."""
    return _file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
            _stream("10 10 500 700 re f"),
        ]
    )


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(objects: list[str]) -> bytes:
    body, places = "%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")

"""What is known of the accuracy of codes that nobody has checked in the study at hand: the project's own measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taawun.codebook import measured_accuracy
from taawun.messages import list_words, phrase

if TYPE_CHECKING:
    import pandas as pd

    from taawun.codebook import Codebook

LEAST_F1 = 0.6
"""F1 below which a code is not to be used for conclusions."""
USABLE, WEAK, UNKNOWN = "usable with care", "not for conclusions", "not measured"


def tabulate_measured(codebook: Codebook, language: str = "en") -> pd.DataFrame:
    """Return what the project measured of each frame: `code`, `label`, `cases`, `precision`, `recall`, `f1`, `verdict`.

    A code that a study adds was never measured.
    """
    import pandas as pd

    known, rows = measured_accuracy(), []
    for code in codebook.layer("frame"):
        figures = known.get(code.id)
        verdict = UNKNOWN if figures is None else USABLE if figures.f1 >= LEAST_F1 else WEAK
        numbers = {} if figures is None else figures._asdict()
        rows.append(
            {
                "code": code.id,
                "label": code.label_ar if language == "ar" else code.label_en,
                **numbers,
                "verdict": verdict,
            }
        )
    columns = ["code", "label", "cases", "precision", "recall", "f1", "verdict"]
    return pd.DataFrame(rows, columns=columns)


def trust_measured(codebook: Codebook, language: str = "en") -> str:
    """Say in a few sentences how far frames that nobody has coded here can be trusted.

    Examples
    --------
    >>> from taawun.codebook import load_codebook
    >>> trust_measured(load_codebook()).startswith("Nobody has coded a sample of these statements by hand")
    True
    """
    known = describe_measured(codebook, language)
    if not known:
        return phrase(
            "Nobody has coded a sample of these statements by hand, and the codebook was not measured elsewhere.",
            language,
        )
    return f"{phrase('Nobody has coded a sample of these statements by hand.', language)} {known}"


def describe_measured(codebook: Codebook, language: str = "en") -> str:
    """Say in two sentences which codes are not to be used for conclusions; empty when no code was measured.

    Examples
    --------
    >>> from taawun.codebook import load_codebook
    >>> describe_measured(load_codebook()).startswith("On statements of other articles")
    True
    """
    table = tabulate_measured(codebook, language)
    known = table[table["verdict"] != UNKNOWN]
    if known.empty:
        return ""
    weak = known.loc[known["verdict"] == WEAK, "label"].tolist()
    said = phrase(
        "On statements of other articles, coded by language models, the codebook, which finds frames by their wording, reached an "
        "F1 of {f1} (median of {frames} frames, cross-validated; 1 would be full agreement).",
        language,
        f1=f"{known['f1'].median():.2f}",
        frames=len(known),
    )
    if not weak:
        return said
    message = "Too weak for conclusions (F1 below {least}): {frames}."
    return f"{said} {phrase(message, language, least=LEAST_F1, frames=list_words(weak, language))}"

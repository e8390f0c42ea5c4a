"""The codebook: what is looked for in statements, and where it is found.

A codebook is a YAML file (`lexicons/codebook.yaml` explains the syntax of patterns). Patterns are compiled once into
tables keyed by the word: each written word of a text is looked up once, whatever the number of patterns, so matching
takes time linear in the text. Hits carry offsets into the verbatim text.
"""

from taawun.codebook.definitions import LAYERS, Code, Codebook
from taawun.codebook.evidence import measured_accuracy
from taawun.codebook.loading import load_codebook
from taawun.codebook.matching import GAP, Hit
from taawun.codebook.patterns import parse_pattern
from taawun.codebook.statements import match_statements, match_text

__all__ = [
    "GAP",
    "LAYERS",
    "Code",
    "Codebook",
    "Hit",
    "load_codebook",
    "match_statements",
    "match_text",
    "measured_accuracy",
    "parse_pattern",
]

"""Who said what: reporting words, speakers and the content attributed to them."""

from taawun.statements.pipeline import extract_statements

__all__ = ["extract_statements"]

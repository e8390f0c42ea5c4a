"""taawun: reproducible research on bilateral cooperation rhetoric in Arabic newswire."""

__version__ = "0.2.0"

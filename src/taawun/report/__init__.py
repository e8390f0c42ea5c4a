"""The report: figures, tables and the one self-contained page made of the executed notebooks."""

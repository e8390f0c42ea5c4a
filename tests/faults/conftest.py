"""The cases are built from the samples of the corpus tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))
sys.path.insert(0, str(Path(__file__).parent))

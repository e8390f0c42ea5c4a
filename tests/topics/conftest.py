"""Test modules are imported one by one, without packages: this makes planted.py importable beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

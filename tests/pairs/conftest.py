"""Tables of small texts."""

import pandas as pd
import pytest

from taawun.statements import extract_statements
from taawun.targets import find_targets


@pytest.fixture(scope="session")
def tables_of():
    """Make the tables of statements, targets and articles of some articles."""

    def make(*articles):
        rows = [{"date": None, "outlet": "o", **article} for article in articles]
        statements = [row for article in rows for row in extract_statements(article)]
        targets = [
            row
            for article in rows
            for row in find_targets(article, [one for one in statements if one["article_id"] == article["id"]])
        ]
        return pd.DataFrame(statements), pd.DataFrame(targets), pd.DataFrame(rows)

    return make

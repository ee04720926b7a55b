"""What is derived from the vendors' contracts is as they are now."""

from __future__ import annotations

import pytest

from tools.generate import FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_is_up_to_date(path):
    assert path.read_text(encoding="utf-8") == FILES[path](), (
        "run `python -m tools.generate`"
    )

"""Make anew what is derived from the vendors' contracts and from our own operations.

    python -m tools.generate

To be run when a `.graphql` file of a client, what the sandbox plays, or a contract has
changed; `tests/contract/test_generated.py` tells when it was forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sandbox.shopify.unchecked import SCHEMA
from tools.bulk_queries import bulk_queries
from tools.played_schema import played_schema
from tools.shopify_client import CLIENT
from tools.shopify_shapes import shapes

FILES: Mapping[Path, Callable[[], str]] = {
    SCHEMA: played_schema,
    CLIENT / "shapes.py": shapes,
    CLIENT / "bulk_queries.py": bulk_queries,
}


def main() -> None:
    for path, make in FILES.items():
        path.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()

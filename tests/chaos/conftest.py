"""A cluster of its own, since PostgreSQL itself is among what gets killed."""

import pytest

from bench.lab import Bench
from tools.omni import clusters, paths, stamps


@pytest.fixture(scope="session")
def bench():
    # Two runs at once in one clone must not restart each other's PostgreSQL
    alone = stamps.exclusively(paths.STATE / "chaos")
    with alone, clusters.chaos().running() as cluster:
        yield Bench(cluster)

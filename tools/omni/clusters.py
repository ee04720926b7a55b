"""The clusters that the commands use."""

from .postgres import VOLATILE, Cluster


def demo() -> Cluster:
    """Keeps what the user does in the demo: writes reach the disk."""
    return Cluster("demo")


def test() -> Cluster:
    """Thrown away at will: fast, and unsafe in a power cut."""
    return Cluster("test", VOLATILE)


# The benchmarks count statements per database in PostgreSQL's log.
_COUNTABLE = {"log_line_prefix": "'%d '"}


def bench() -> Cluster:
    """As careful as a production server, so that a commit costs what it costs."""
    return Cluster("bench", {"max_wal_size": "2GB"} | _COUNTABLE)


def chaos() -> Cluster:
    """PostgreSQL itself is among what gets killed: nobody else may depend on it.

    What it called committed must be there after that, as in life.
    """
    return Cluster("chaos", VOLATILE | {"synchronous_commit": "on"} | _COUNTABLE)

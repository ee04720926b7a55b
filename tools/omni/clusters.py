"""The clusters that the commands use."""

from .postgres import VOLATILE, Cluster


def demo() -> Cluster:
    """Keeps what the user does in the demo: writes reach the disk."""
    return Cluster("demo")


def test() -> Cluster:
    """Thrown away at will: fast, and unsafe in a power cut."""
    return Cluster("test", VOLATILE)


def bench() -> Cluster:
    """As careful as a production server, so that a commit costs what it costs."""
    return Cluster("bench", {"log_line_prefix": "'%d '", "max_wal_size": "2GB"})

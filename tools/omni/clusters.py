"""The clusters that the commands use."""

from .postgres import VOLATILE, Cluster


def demo() -> Cluster:
    """Keeps what the user does in the demo: writes reach the disk."""
    return Cluster("demo")


def test() -> Cluster:
    """Thrown away at will: fast, and unsafe in a power cut."""
    return Cluster("test", VOLATILE)

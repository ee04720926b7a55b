"""ShipStation's simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .platform import ShipStation

if TYPE_CHECKING:
    from sandbox.kernel.kernel import Kernel


def build(kernel: Kernel) -> ShipStation:
    return ShipStation(kernel)

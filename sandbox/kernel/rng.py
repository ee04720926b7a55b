"""Everything random comes from here, so that a run can be repeated."""

from __future__ import annotations

import random
import uuid


class Rng(random.Random):
    """A `random.Random` that also makes the tokens platforms are so fond of."""

    def uuid(self) -> str:
        return str(uuid.UUID(int=self.getrandbits(128), version=4))

    def hex(self, digits: int = 32) -> str:
        return f"{self.getrandbits(digits * 4):0{digits}x}"


class RngTree:
    """One independent stream per name: a new user of chance disturbs no other."""

    def __init__(self, seed: int) -> None:
        self.reset(seed)

    def reset(self, seed: int) -> None:
        self.seed = seed
        self._streams: dict[str, Rng] = {}

    def __call__(self, name: str) -> Rng:
        if name not in self._streams:
            self._streams[name] = Rng(f"{self.seed}/{name}")
        return self._streams[name]

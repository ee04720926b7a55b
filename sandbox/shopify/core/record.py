"""What every simulated resource is: a number, a global id, two moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from . import gid


@dataclass(kw_only=True, eq=False)
class Record:
    """Named as in the schema: the class `Product` plays GraphQL's `Product`."""

    kind: ClassVar[str] = ""

    id: int
    created_at: datetime
    updated_at: datetime

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.kind = cls.__dict__.get("kind") or cls.__name__

    @property
    def gid(self) -> str:
        return gid.make(self.kind, self.id)

    @property
    def legacy_resource_id(self) -> int:
        return self.id

"""A channel that takes 250 levels a call, and writes down each call with its moment."""

import json
import os
import time
from types import MappingProxyType

from odoo.addons.omni_commerce.adapter import (
    ChannelAdapter,
    ChannelPlatform,
    Result,
    SetStock,
)
from odoo.addons.omni_core.engine.platform import CheckResult, register_platform
from odoo.addons.omni_core.lib.paging import Page

PER_CALL = 250
ANSWER_S = 0.05


class Adapter(ChannelAdapter):
    most_per_call = MappingProxyType({SetStock: PER_CALL})

    def check(self):
        return CheckResult(account="Bench")

    def fetch(self, kind, cursor, **wanted):
        return Page(())

    def get(self, kind, refs):
        return {}

    def push(self, commands):
        """One line per call; servers append to the same file."""
        told = [[c.level.stock_ref, c.level.available] for c in commands]
        line = json.dumps({"at": time.time(), "told": told}) + "\n"
        with open(os.environ["BENCH_STOCK_LOG"], "a", encoding="utf-8") as log:
            log.write(line)
        time.sleep(ANSWER_S)
        return [Result()] * len(commands)


@register_platform
class BenchStock(ChannelPlatform):
    code = "bench_stock"
    name = "Bench stock"
    schedules = ()

    def client(self, settings, transport):
        return Adapter()

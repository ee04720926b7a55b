"""docs/api.md: what stands there works, word for word."""

import re
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.omni_core.engine.worker import Worker
from odoo.addons.omni_core.tests.vault_common import VaultMixin

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from tools.omni import paths

PAGE = (paths.ROOT / "docs" / "api.md").read_text()
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@tagged("post_install", "-at_install")
class TestApiPage(VaultMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        running = SandboxThread(Config(seed=1, platforms=("shopify",)))
        sandbox = running.__enter__()
        cls.addClassCleanup(running.__exit__, None, None, None)
        shop = cls.env["integration.connection"].create(
            {"name": "Shop", "platform": "shopify"}
        )
        keys = shop._ask_simulator(sandbox.base_url, "shopify")
        shop._take_simulated(f"{sandbox.base_url}/shopify", keys)
        shop.state = "connected"
        user = new_test_user(cls.env, "program", "omni_core.group_administrator")
        key = (
            cls.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "script", fields.Datetime.now() + timedelta(hours=1))
        )
        cls.ours = {
            "https://odoo.example.com": cls.base_url(),
            "my_company": cls.env.cr.dbname,
            '"integrator"': '"program"',
            "the API key": key,
        }

    def test_every_example_does_what_the_page_says(self):
        self.assertGreater(len(BLOCKS), 10)
        names = {}
        for number, block in enumerate(BLOCKS, 1):
            with self.subTest(f"block {number}"):
                self.env.flush_all()
                with self.allow_requests(all_requests=True):
                    exec(self.adapted(block), names)  # noqa: S102
                self.env.invalidate_all()
                self.let_workers_work()

    def adapted(self, block):
        for example, real in self.ours.items():
            block = block.replace(example, real)
        return block

    def let_workers_work(self):
        self.env.flush_all()
        while Worker(self.registry, linger_s=0).drain():
            pass
        self.env.invalidate_all()

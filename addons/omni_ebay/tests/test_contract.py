"""What every channel's adapter promises, held by eBay's over the strict sandbox."""

from odoo.tests import tagged

from odoo.addons.omni_commerce.tests.contract import AdapterContract
from odoo.addons.omni_core.engine.platform import get_platform
from odoo.addons.omni_core.engine.way_out import open_way
from odoo.addons.omni_core.lib.transport import CallPolicy

from .common import EbayCase


@tagged("post_install", "-at_install")
class TestEbayContract(AdapterContract, EbayCase):
    with_history = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sign_in(cls.connection)
        tokens = cls.adapter().renew()
        cls.env["integration.credential"]._store_many(cls.connection, tokens)

    @classmethod
    def adapter(cls):
        platform, settings = get_platform("ebay"), cls.connection._settings()
        transport = open_way(platform, settings, CallPolicy("off"), seconds=120)
        return platform.client(settings, transport)

    def open_adapter(self):
        return self.adapter()

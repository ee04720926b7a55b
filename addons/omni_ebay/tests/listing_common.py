"""A signed-in seller, ready to list."""

from odoo.addons.omni_core.engine.way_out import open_way

from .common import EbayCase


class ListingCase(EbayCase):
    @classmethod
    def sign_in(cls, connection):
        super().sign_in(connection)
        platform, settings = connection._platform(), connection._settings()
        way = open_way(platform, settings, connection._call_policy(), seconds=20)
        tokens = platform.renew(platform.client(settings, way))
        cls.env["integration.credential"]._store_many(connection, tokens)

    def run_job(self, operation, **wish):
        job = self.enqueue(operation, **wish)
        self.drain()
        self.assertEqual(job.status, "done", job.last_error)
        return job

"""Who wants to hear of offers: kept as the shop tells it, and of nobody else."""

from datetime import datetime, timezone

from odoo.tests import tagged

from .. import documents as doc
from ..documents import Consent, Kind, MarketingConsent
from .orders_common import OrderCase, order

MAY = datetime(2025, 5, 1, tzinfo=timezone.utc)


@tagged("post_install", "-at_install")
class TestConsent(OrderCase):
    def setUp(self):
        super().setUp()
        self.connection.read_consent = True
        customer = doc.Customer(ref="c1", email="ada@example.org", first_name="Ada")
        self.ada = self.arrive(order(customer=customer)).partner_id

    def told(self, email, ref="c1", since=MAY):
        consent = MarketingConsent(ref, email, since)
        self.channel.documents[Kind.CONSENT] = {ref: consent}
        self.enqueue("consent_poll")
        self.drain()
        return self.ada.channel_binding_ids

    def test_it_is_kept_beside_the_account_and_follows_what_is_told(self):
        account = self.told(Consent.GIVEN)
        self.assertEqual(account.email_consent, "given")
        self.assertEqual(account.email_consent_at, MAY.replace(tzinfo=None))
        self.assertEqual(self.told(Consent.REFUSED).email_consent, "refused")

    def test_who_wants_offers_is_found(self):
        self.told(Consent.GIVEN)
        wants = [("channel_binding_ids.email_consent", "=", "given")]
        self.assertEqual(self.env["res.partner"].search(wants), self.ada)

    def test_of_a_stranger_nothing_is_kept(self):
        before = self.env["res.partner"].search_count([])
        self.assertFalse(self.told(Consent.GIVEN, ref="c2").email_consent)
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_nothing_is_read_unless_the_connection_says_so(self):
        self.connection.read_consent = False
        self.assertFalse(self.told(Consent.GIVEN).email_consent)
        self.assertNotIn("fetch consent", self.channel.calls)

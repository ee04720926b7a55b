"""Whether a buyer of the store wants to hear of offers."""

from odoo.tests import tagged

from .shipment_common import ShipmentCase

MAKE = """mutation Make($input: CustomerInput!) {
  customerCreate(input: $input) { customer { id } userErrors { message } }
}"""


@tagged("post_install", "-at_install")
class TestConsent(ShipmentCase):
    def look(self):
        self.enqueue("consent_poll")
        self.settle()

    def test_consent_is_read_and_one_that_is_taken_back_as_well(self):
        self.connection.read_consent = True
        email = f"ada-{self.merchant.shop}@example.org"
        wants = {"marketingState": "SUBSCRIBED", "marketingOptInLevel": "SINGLE_OPT_IN"}
        wanted = {"email": email, "emailMarketingConsent": wants}
        customer = self.merchant.do(MAKE, input=wanted)["customer"]["id"]
        buyer = {"toAssociate": {"id": customer}}
        there = self.merchant.order(self.there, email=email, customer=buyer)
        self.hear()
        self.look()
        [account] = self.orders()[there["id"]].partner_id.channel_binding_ids
        self.assertEqual(
            (account.external_ref, account.email_consent), (customer, "given")
        )
        self.assertTrue(account.email_consent_at)
        store = self.remote.platform.stores[self.merchant.shop]
        store.node(customer).accepts_marketing = False
        store.touch(store.node(customer))
        self.look()
        self.assertEqual(account.email_consent, "refused")

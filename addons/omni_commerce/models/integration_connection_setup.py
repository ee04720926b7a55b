"""What a shop needs before it can go live, beside what every connection needs."""

from odoo import models
from odoo.fields import Domain

from odoo.addons.omni_core.engine.setup import SetupStep


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    def _setup_steps(self):
        steps = super()._setup_steps()
        if not self.is_shop:
            return steps
        return [
            *steps,
            self._setup_listings(),
            self._setup_locations(),
            self._setup_orders(),
            self._setup_proof(),
            *self._setup_workflow(),
        ]

    def _setup_listings(self):
        there, still_open = self.listing_count, self.listing_open_count
        if not there:
            return SetupStep(
                "listings",
                self.env._("Read the products"),
                False,
                "",
                "action_read_products",
                self.env._("Read Now"),
                sequence=40,
            )
        matched = self.env._(
            "%(matched)s of %(all)s listings have a product here.",
            matched=there - still_open,
            all=there,
        )
        return SetupStep(
            "listings",
            self.env._("Match the products"),
            not still_open,
            matched,
            "action_open_listings",
            self.env._("Match"),
            sequence=40,
        )

    def _setup_locations(self):
        there = self.env["integration.location"].search(
            [("connection_id", "=", self.id)]
        )
        filled = there.filtered("location_ids")
        if not there:
            text = ""
        elif filled:
            text = ", ".join(filled.mapped("name"))
        else:
            text = self.env._(
                "On the page “Stock”, say which of your locations fills it."
            )
        return SetupStep(
            "locations",
            self.env._("Say where its stock comes from"),
            bool(filled),
            text,
            "" if there else "action_read_locations",
            self.env._("Read Locations"),
            is_optional=not self.stock_push,
            sequence=45,
        )

    def _setup_orders(self):
        one = self.env["integration.order.binding"].search_count(
            [("connection_id", "=", self.id)], limit=1
        )
        return SetupStep(
            "orders",
            self.env._("Import the first orders"),
            bool(one),
            "",
            "action_open_orders" if one else "action_import_orders",
            self.env._("Orders") if one else self.env._("Import"),
            sequence=50,
        )

    def _setup_proof(self):
        wrong = self.env["integration.order.binding"].search_count(
            Domain("connection_id", "=", self.id)
            & Domain("proof_state", "=", "unproven"),
            limit=1000,
        )
        return SetupStep(
            "proof",
            self.env._("Every order adds up, to the cent"),
            not wrong,
            self.env._("%s do not add up and wait.", wrong) if wrong else "",
            "action_open_orders",
            self.env._("Orders"),
            sequence=55,
        )

    def _setup_workflow(self):
        """Who only looks at orders needs none."""
        if self.order_policy != "fulfil":
            return []
        known = self.workflow_id or self.env["integration.mapping"].search_count(
            Domain("connection_id", "=", self.id)
            & Domain("kind", "=", "gateway")
            & Domain("state", "=", "mapped"),
            limit=1,
        )
        return [
            SetupStep(
                "workflow",
                self.env._("Say what follows a payment"),
                bool(known),
                ""
                if known
                else self.env._(
                    "Choose the usual workflow on the page “Orders”, or map the "
                    "payment gateways."
                ),
                sequence=65,
            )
        ]

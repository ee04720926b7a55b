"""From a transfer to the order that people pack in a hub."""

from datetime import timezone

from odoo import models
from odoo.tools import html2plaintext
from odoo.tools.misc import limited_field_access_token

from ..documents import Money, Weight
from ..hub import HubLine, HubOrder, HubState
from .delivery_documents import decimal_of


class IntegrationHubBuilder(models.AbstractModel):
    _name = "integration.hub.builder"
    _description = "Orders for Hubs"

    def _order_document(self, order):
        picking, carrier = order.picking_id, self.env["delivery.carrier"]
        sale = picking.sale_id
        ordered_at = sale.date_order or picking.create_date
        deadline = picking.date_deadline
        return HubOrder(
            ref=order.ref,
            number=order.number,
            ordered_at=ordered_at.replace(tzinfo=timezone.utc),
            ship_from=carrier._omni_address(carrier._omni_sender(picking)),
            ship_to=carrier._omni_address(picking.partner_id),
            lines=tuple(self._lines(order)),
            state=HubState(order.wanted),
            aliases=self._other_numbers(picking),
            ship_by=picking._omni_day(deadline) if deadline else None,
            store_ref=order.connection_id.hub_store_id.external_ref or "",
            service=picking.carrier_id.name or "",
            note=html2plaintext(picking.note or ""),
            tags=tuple(sale.tag_ids.mapped("name")),
            custom=order.connection_id._hub_custom_texts(picking),
            warehouse_ref=order.connection_id._hub_warehouse_ref(picking),
            remote_ref=order.remote_ref or "",
        )

    def _other_numbers(self, picking):
        """Under which numbers the order may be known; shops have more of them."""
        sale = picking.sale_id
        return tuple(filter(None, (sale.client_order_ref, sale.name)))

    def _lines(self, order):
        moves = order.picking_id.move_ids
        if order.wanted != "cancelled":
            moves = moves.filtered(lambda move: move.state != "cancel")
        for move in moves:
            quantity = decimal_of(move.product_uom_qty)
            if quantity > 0:
                yield self._line(move, quantity)

    def _line(self, move, quantity):
        product, sold = move.product_id, move.sale_line_id
        currency = sold.currency_id or move.company_id.currency_id
        price = sold.price_reduce_taxexcl if sold else product.lst_price
        return HubLine(
            ref=self._line_ref(move),
            quantity=quantity,
            sku=product.default_code or "",
            name=product.display_name,
            unit_price=Money(decimal_of(currency.round(price)), currency.name),
            weight=self._weight(product),
            barcode=product.barcode or "",
            location=move.move_line_ids.location_id[:1].name or "",
            image_url=self._image_url(product),
            options=tuple(self._options(move)),
        )

    def _image_url(self, product):
        """For people who pack: without signing in, and for some weeks."""
        if not product.image_256:
            return ""
        token = limited_field_access_token(product, "image_256", scope="binary")
        path = f"/web/image/product.product/{product.id}/image_256"
        return f"{product.get_base_url()}{path}?access_token={token}"

    def _options(self, move):
        """Attributes of the variant, and what the buyer wrote himself."""
        for value in move.product_id.product_template_attribute_value_ids:
            yield value.attribute_id.name, value.name
        for custom in move.sale_line_id.product_custom_attribute_value_ids:
            attribute = custom.custom_product_template_attribute_value_id.attribute_id
            yield attribute.name, custom.custom_value or ""

    def _weight(self, product):
        templates = self.env["product.template"]
        unit = templates._get_weight_uom_id_from_ir_config_parameter()
        is_pound = unit == self.env.ref("uom.product_uom_lb")
        if not product.weight:
            return None
        return Weight(decimal_of(product.weight), "lb" if is_pound else "kg")

    def _line_ref(self, move):
        return f"{self._line_prefix()}{move.id}"

    def _line_prefix(self):
        return f"{self.env['integration.hub.order']._ref_prefix()}m"

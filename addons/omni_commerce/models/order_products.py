"""Which product a line of a channel is."""

from dataclasses import dataclass

from odoo import models
from odoo.fields import Domain

from ..documents import LineKind
from ..holds import Hold


@dataclass(frozen=True)
class Found:
    product: models.BaseModel = None
    rule: str = ""
    hold: Hold | None = None


class IntegrationOrderProducts(models.AbstractModel):
    _name = "integration.order.products"
    _description = "Finds the Products of Orders"

    def _match(self, connection, orders):
        """{(order ref, line ref): Found} for every line, with one read per rule."""
        lines = [
            (order, line)
            for order in orders
            for line in order.lines
            if line.kind is LineKind.PRODUCT
        ]
        by_ref = self._by_variant_ref(connection, {x.variant_ref for _o, x in lines})
        by_sku = self._by(connection, "default_code", {x.sku for _o, x in lines})
        by_code = self._by(connection, "barcode", {x.barcode for _o, x in lines})
        found, unknown = {}, []
        for order, line in lines:
            if any(other.bundle_ref == line.ref for other in order.lines):
                # Its components are delivered; the bundle is what they are sold as.
                hit = self._fallback(connection, LineKind.CUSTOM)
            else:
                hit = self._choose(line, by_ref, by_sku, by_code)
            if hit:
                found[order.ref, line.ref] = hit
            else:
                unknown.append((order, line))
        found |= self._unknown(connection, unknown)
        for order in orders:
            for line in order.lines:
                if line.kind is not LineKind.PRODUCT:
                    found[order.ref, line.ref] = self._fallback(connection, line.kind)
        return found

    def _choose(self, line, by_ref, by_sku, by_code):
        """The first rule that names exactly one product; None if none names any."""
        if product := by_ref.get(line.variant_ref):
            return self._ours(product) or Found(product, self.env._("bound variant"))
        for products, rule, value in (
            (by_sku.get(line.sku), self.env._("SKU"), line.sku),
            (by_code.get(line.barcode), self.env._("barcode"), line.barcode),
        ):
            if products and len(products) > 1:
                text = self.env._(
                    "%(count)s products have the %(rule)s “%(value)s”. Make it unique, "
                    "then process the order again.",
                    count=len(products),
                    rule=rule,
                    value=value,
                )
                return Found(hold=Hold("product", text, blocks=True))
            if products:
                return Found(products, rule)
        return None

    def _ours(self, product):
        """A hold, if the product that was matched belongs to another company by now."""
        if not product.company_id or product.company_id == self.env.company:
            return None
        text = self.env._(
            "%(product)s belongs to %(company)s. Match the listing to a product of "
            "yours, then process the order again.",
            product=product.display_name,
            company=product.company_id.name,
        )
        return Found(hold=Hold("product", text, blocks=True))

    def _by_variant_ref(self, connection, refs):
        """By what was matched before, by a rule or by hand."""
        found = self.env["integration.variant.binding"]._find(connection, refs - {""})
        return {ref: binding.product_id for ref, binding in found.items()}

    def _by(self, connection, field, values):
        """{value: products}: several with the same value are told, not guessed."""
        values = list(values - {""})
        if not values:
            return {}
        company = Domain("company_id", "in", (False, connection.company_id.id))
        products = self.env["product.product"].search_fetch(
            Domain(field, "in", values) & company, [field, "type", "uom_id"]
        )
        return products.grouped(field)

    def _fallback(self, connection, kind):
        product = connection._fallback_product(kind.value)
        if product:
            return Found(product, self.env._("product for “%s”", kind.value))
        return Found(hold=self._no_fallback(connection, kind.value))

    def _no_fallback(self, connection, kind):
        text = self.env._(
            "No product stands for lines of the kind “%(kind)s”. Choose one on the "
            "connection “%(name)s”.",
            kind=kind,
            name=connection.name,
        )
        return Hold("product", text, blocks=True)

    # -- products that Odoo does not know ----------------------------------------------

    def _unknown(self, connection, lines):
        """Hold, stand in or create, as the connection says."""
        if connection.unknown_sku == "create":
            return self._create_products(lines)
        product = connection.product_placeholder_id
        if connection.unknown_sku == "placeholder" and product:
            found = Found(product, self.env._("placeholder"))
            return {(order.ref, line.ref): found for order, line in lines}
        return {
            (order.ref, line.ref): Found(hold=self._unknown_hold(line))
            for order, line in lines
        }

    def _unknown_hold(self, line):
        text = self.env._(
            "No product has the SKU “%(sku)s” (%(title)s). Match its listing under "
            "“Match Products”: the order goes on by itself. Or correct the SKU, and "
            "process the order again.",
            sku=line.sku or line.barcode or "–",
            title=line.title,
        )
        return Hold("product", text, blocks=True)

    def _create_products(self, lines):
        wanted = {_identity(line): line for _order, line in reversed(lines)}
        products = self.env["product.product"].create(
            [
                {
                    "name": line.title,
                    "default_code": line.sku or False,
                    "barcode": line.barcode or False,
                    "type": "consu" if line.requires_shipping else "service",
                    "taxes_id": False,
                }
                for line in wanted.values()
            ]
        )
        created = dict(zip(wanted, products, strict=True))
        why = self.env._("created for this order")
        return {
            (order.ref, line.ref): Found(created[_identity(line)], why)
            for order, line in lines
        }


def _identity(line):
    return line.sku or line.barcode or line.title

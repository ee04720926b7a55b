"""Which record here is which thing over there: the base of all bindings."""

from typing import ClassVar

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class IntegrationBindingMixin(models.AbstractModel):
    """A concrete binding names its record, and makes it unique per connection::

    class ProductBinding(models.Model):
        _name = "integration.product.binding"
        _inherit = "integration.binding.mixin"
        _binding_record = "product_tmpl_id"

        product_tmpl_id = fields.Many2one("product.template", ondelete="cascade", ...)
        _record_uniq = models.UniqueIndex(unique_record("product_tmpl_id"))
    """

    _name = "integration.binding.mixin"
    _description = "Integration Binding"
    _rec_name = "external_ref"

    _binding_record: ClassVar[str] = ""

    connection_id = fields.Many2one(
        "integration.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    platform = fields.Selection(related="connection_id.platform", store=True)
    external_ref = fields.Char(
        "Reference There",
        required=True,
        help="The platform's own number of it.",
    )
    external_parent_ref = fields.Char("Parent Reference There", index="btree_not_null")
    external_data = fields.Json(
        "Data There", help="What else the platform needs to hear from us again."
    )
    content_hash = fields.Char(help="Fingerprint of what was exchanged last.")
    remote_version = fields.Char(
        "Version There", help="The platform's own version, for compare and set."
    )
    remote_updated_at = fields.Datetime(
        "Changed There",
        help="By the platform's own clock. What is older than this is not taken in.",
    )
    last_seen_at = fields.Datetime("Last Seen")
    active = fields.Boolean(default=True)

    _ref_uniq = models.UniqueIndex(
        "(connection_id, external_ref) WHERE active",
        "Another record is already bound to this reference on the connection.",
    )

    def _demand_operator(self):
        """For buttons: whoever decides about these decides for their connection."""
        self.connection_id._demand("operator")

    @api.model
    def _find(self, connection, refs):
        """{external_ref: binding} of those that are bound."""
        bindings = self.search(
            Domain("connection_id", "=", connection.id)
            & Domain("external_ref", "in", list(refs))
        )
        return {binding.external_ref: binding for binding in bindings}

    @api.model
    def _of_records(self, connection, records):
        """{record id: binding} of those records that are bound to the connection."""
        bindings = self.search(
            Domain("connection_id", "=", connection.id)
            & Domain(self._binding_record, "in", records.ids)
        )
        return {binding[self._binding_record].id: binding for binding in bindings}

    @api.model
    def _upsert(self, connection, rows):
        """Bind, or bring up to date; return {external_ref: binding}.

        ``rows`` are values with ``external_ref`` each. What the platform says is older
        than what we know is not written: state only moves forward.
        """
        by_ref = {row["external_ref"]: row for row in rows}
        found = self._find(connection, by_ref)
        for ref, binding in found.items():
            binding._update_from(by_ref[ref])
        now = fields.Datetime.now()
        missing = [
            {"connection_id": connection.id, "last_seen_at": now, **row}
            for ref, row in by_ref.items()
            if ref not in found
        ]
        known = self.browse([binding.id for binding in found.values()])
        known._seen(now)
        for binding in self.create(missing):
            found[binding.external_ref] = binding
        return found

    @api.model
    def _take_all(self, connection, rows):
        """As ``_upsert``, of all that is there: what is gone from there is archived."""
        every = self.with_context(active_test=False)
        found = every._upsert(connection, [{"active": True, **row} for row in rows])
        present = self.union(*found.values())
        mine = self.search([("connection_id", "=", connection.id)])
        (mine - present).action_archive()
        return present

    def _update_from(self, row):
        """Write what differs: an unchanged binding costs no UPDATE and no conflict."""
        if not self._is_news(row.get("remote_updated_at")):
            return
        changed = {
            name: value
            for name, value in row.items()
            if self._fields[name].convert_to_write(self[name], self) != (value or False)
        }
        if changed:
            self.write(changed)

    def _is_news(self, remote_updated_at):
        """Whether that state is at least as new as the one we have."""
        known = self.remote_updated_at
        return not (known and remote_updated_at and remote_updated_at < known)

    @api.model
    def _unchanged(self, connection, hashes):
        """Of {external_ref: content hash}, the refs where nothing has changed."""
        found = self._find(connection, hashes)
        return {
            ref for ref, binding in found.items() if binding.content_hash == hashes[ref]
        }

    def _seen(self, now=None):
        """The platform still has them. By SQL: this is no change of the binding."""
        if self:
            self.env.execute_query(
                SQL(
                    "UPDATE %s SET last_seen_at = %s WHERE id = ANY(%s) RETURNING id",
                    SQL.identifier(self._table),
                    now or fields.Datetime.now(),
                    self.ids,
                )
            )
            self.invalidate_recordset(["last_seen_at"], flush=False)


def unique_record(field):
    """The index definition by which a record is bound once per connection."""
    return f"(connection_id, {field}) WHERE active AND {field} IS NOT NULL"

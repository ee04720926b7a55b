"""What the platform's words mean here: its taxes, carriers, gateways ... to ours.

A value that nobody has matched yet makes its jobs wait in the inbox of this model;
matching it, or choosing to ignore it, lets them run.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.language import tell
from ..engine.mapping import known_mapping_kinds, mapping_cause, mapping_model
from ..engine.transaction import read_committed
from ..lib.errors import MappingError, Unmapped
from ..lib.text import bounded

_LATELY = timedelta(hours=1)


class IntegrationMapping(models.Model):
    _name = "integration.mapping"
    _description = "Integration Mapping"
    _order = "state desc, kind, label, external_key"  # unmapped first
    _rec_name = "label"
    _rec_names_search = ("label", "external_key")

    connection_id = fields.Many2one(
        "integration.connection", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    platform = fields.Selection(related="connection_id.platform", store=True)
    kind = fields.Selection(selection="_selection_kind", required=True)
    external_key = fields.Char(
        "Platform's Value", required=True, help="The identity of the value over there."
    )
    label = fields.Char(
        "Shown As",
        compute="_compute_label",
        store=True,
        readonly=False,
        help="The platform's value in its own words.",
    )
    model = fields.Char(compute="_compute_model", store=True)
    res_id = fields.Many2oneReference(
        "In Odoo",
        model_field="model",
        help="What it means here. The jobs that waited run by themselves.",
    )
    value = fields.Char("As Text", help="For kinds that have no record in Odoo.")
    ignored = fields.Boolean(
        help="Leave this value out: nothing here corresponds to it."
    )
    state = fields.Selection(
        [("mapped", "Mapped"), ("ignored", "Ignored"), ("unmapped", "Unmapped")],
        compute="_compute_state",
        store=True,
    )
    waiting_count = fields.Integer("Waiting Jobs", compute="_compute_waiting_count")
    first_seen_at = fields.Datetime("First Seen", readonly=True, copy=False)
    last_seen_at = fields.Datetime("Last Seen", readonly=True, copy=False)

    _external_key_uniq = models.UniqueIndex(
        "(connection_id, kind, external_key)",
        "This value of the connection is there already.",
    )
    _unmapped_idx = models.Index("(connection_id) WHERE state = 'unmapped'")

    # -- what people see --

    @api.model
    def _selection_kind(self):
        return sorted(
            (kind.code, tell(self.env.lang, kind.label))
            for kind in known_mapping_kinds()
            if not kind.model or kind.model in self.env
        )

    @api.depends("external_key")
    def _compute_label(self):
        for mapping in self:
            mapping.label = mapping.label or mapping.external_key

    @api.depends("kind")
    def _compute_model(self):
        for mapping in self:
            mapping.model = mapping_model(mapping.kind)

    @api.depends("res_id", "value", "ignored")
    def _compute_state(self):
        for mapping in self:
            if mapping.res_id or mapping.value:
                mapping.state = "mapped"
            else:
                mapping.state = "ignored" if mapping.ignored else "unmapped"

    def _compute_waiting_count(self):
        self.waiting_count = 0
        rows = self.env["sync.job"]._read_group(
            Domain("cause", "in", [mapping._cause() for mapping in self])
            & Domain("status", "=", "pending"),
            ["cause"],
            ["__count"],
        )
        waiting = dict(rows)
        for mapping in self:
            mapping.waiting_count = waiting.get(mapping._cause(), 0)

    @api.constrains("res_id", "kind", "connection_id")
    def _check_target(self):
        for mapping in self.filtered("res_id"):
            target = mapping._target().sudo()
            if not target:
                raise ValidationError(
                    self.env._("“%(label)s” points to nothing.", label=mapping.label)
                )
            company = target._fields.get("company_id") and target.company_id
            if company and company != mapping.company_id:
                raise ValidationError(
                    self.env._(
                        "“%(target)s” belongs to %(company)s, the connection does not.",
                        target=target.display_name,
                        company=company.name,
                    )
                )

    def _target(self):
        """The Odoo record, empty if there is none (any more)."""
        self.ensure_one()
        if not self.model or not self.res_id:
            return None
        return self.env[self.model].browse(self.res_id).exists()

    # -- mapping a value --

    @api.model_create_multi
    def create(self, vals_list):
        mappings = super().create(vals_list)
        mappings._release()
        return mappings

    def write(self, vals):
        result = super().write(vals)
        if not {"res_id", "value", "ignored"}.isdisjoint(vals):
            self._release()
        return result

    def action_ignore(self):
        return self.write({"ignored": True, "res_id": False, "value": False})

    def action_forget(self):
        """Back to the inbox: the next job that meets the value waits for it."""
        return self.write({"ignored": False, "res_id": False, "value": False})

    def _cause(self):
        return mapping_cause(self.connection_id.id, self.kind, self.external_key)

    def _release(self):
        """Jobs that waited for these values can go."""
        self.flush_recordset()
        self.env["sync.job"].sudo()._release_causes(
            mapping._cause() for mapping in self if mapping.state != "unmapped"
        )

    @api.model
    def _release_forgotten(self):
        """Jobs that went to wait at the moment in which somebody mapped their value:
        neither of the two had seen the other."""
        lately = fields.Datetime.now() - _LATELY
        decided = Domain("write_date", ">", lately) & Domain("state", "!=", "unmapped")
        self.search(decided)._release()

    # -- for operations --

    @api.model
    def _known(self, connection, kind, keys):
        """{key: record or text, empty if ignored} of what somebody has decided."""
        model = mapping_model(kind)
        if not keys or (model and model not in self.env):
            return {}
        given = {bounded(key): key for key in keys}
        mappings = self.sudo().search(
            Domain("connection_id", "=", connection.id)
            & Domain("kind", "=", kind)
            & Domain("external_key", "in", list(given))
            & Domain("state", "!=", "unmapped")
        )
        if not model:
            return {given[m.external_key]: m.value or "" for m in mappings}
        records = self.env[model].browse(mappings.mapped("res_id")).exists()
        return {
            given[m.external_key]: records.browse(m.res_id or ())
            for m in mappings
            if m.ignored or m.res_id in records._ids
        }

    @api.model
    def _require(self, connection, kind, keys):
        """{key: record, or text, or None if ignored} for all ``keys``, in one read.

        ``keys`` may be {key: label}. Raises ``MappingError`` that names every value
        still missing, so that a person maps them all at once.
        """
        labels = keys if isinstance(keys, dict) else dict.fromkeys(keys, "")
        found = self._known(connection, kind, labels)
        missing = [key for key in labels if key not in found]
        if missing:
            raise MappingError(*(Unmapped(kind, key, labels[key]) for key in missing))
        return {key: target or None for key, target in found.items()}

    @api.model
    def _note_unmapped(self, connection_id, unmapped):
        """Put values into the inbox. Returns those that are solved after all.

        In a READ COMMITTED transaction of its own: many jobs in many workers meet the
        same value at the same time. A person may map it between this and the job's
        going to wait, so whoever makes it wait looks once more afterwards.
        """
        solved = []
        with read_committed(self.env.registry) as cr:
            mappings = self.with_env(self.env(cr=cr)).sudo()
            for value in sorted(unmapped, key=lambda v: (v.kind, v.key)):
                mapping = mappings._upsert_unmapped(connection_id, value)
                if mapping.res_id and not mapping._target():
                    mapping.res_id = False  # its record was deleted
                if mapping and mapping.state != "unmapped":
                    solved.append(value)
        self.invalidate_model()
        return solved

    def _upsert_unmapped(self, connection_id, value):
        """The row of the value; none if the connection was deleted meanwhile."""
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO integration_mapping
                       (connection_id, company_id, platform, kind, external_key, label,
                        model, state, first_seen_at, last_seen_at, create_uid,
                        create_date)
                SELECT id, company_id, platform, %(kind)s, %(key)s, %(label)s,
                       %(model)s, 'unmapped', %(now)s, %(now)s, %(uid)s, %(now)s
                  FROM integration_connection WHERE id = %(connection)s
                ON CONFLICT (connection_id, kind, external_key) DO UPDATE
                   SET last_seen_at = EXCLUDED.last_seen_at
                RETURNING id
                """,
                connection=connection_id,
                kind=value.kind,
                key=value.key,
                label=value.label or value.key,
                model=mapping_model(value.kind),
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        return self.browse(row_id for (row_id,) in rows)

"""What an unmapped value probably means here, for a person to accept.

By its name for most kinds; an add-on that knows more about one of its kinds extends
``_suggest``. Looked up for what is on the screen, and never taken without a person.
"""

from odoo import api, fields, models
from odoo.fields import Domain

_MOST = 1000  # records of a kind; with more, people search by themselves


class IntegrationMapping(models.Model):
    _inherit = "integration.mapping"

    suggested_id = fields.Many2oneReference(
        "Suggested Record", model_field="model", compute="_compute_suggestion"
    )
    suggestion = fields.Char(
        compute="_compute_suggestion", help="What it probably means here."
    )

    @api.depends("state", "kind", "label", "connection_id")
    def _compute_suggestion(self):
        self.suggested_id = self.suggestion = False
        open_ones = self.filtered(lambda one: one.state == "unmapped" and one.model)
        for (company, kind), mappings in open_ones.grouped(
            lambda one: (one.company_id, one.kind)
        ).items():
            candidates = mappings._candidates(company)
            for mapping, found in mappings._suggest(kind, candidates).items():
                mapping.suggested_id = found.id
                mapping.suggestion = found.display_name

    def _candidates(self, company):
        """All that the reader may choose from."""
        [model] = set(self.mapped("model"))
        records = self.env[model]
        if not records.has_access("read"):
            return records
        domain = Domain.TRUE
        if "company_id" in records._fields:
            domain = Domain("company_id", "in", [False, company.id])
        return records.search(domain, limit=_MOST)

    @api.model
    def _suggest(self, kind, candidates):
        """{mapping: the record it probably means} of those that have one.

        A name that two records bear suggests neither.
        """
        by_name = candidates.grouped(lambda one: plain_name(one.display_name))
        found = {one: by_name.get(plain_name(one.label)) for one in self}
        return {one: same for one, same in found.items() if same and len(same) == 1}

    def action_accept_suggestion(self):
        for mapping in self.filtered("suggested_id"):
            mapping.res_id = mapping.suggested_id
        return True


def plain_name(name):
    """“USPS Priority” and “USPSPriority” are one name."""
    return "".join(filter(str.isalnum, (name or "").casefold()))

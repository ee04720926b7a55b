"""What is due to be told, as a number: what changes meanwhile stays due."""

from odoo import api, models
from odoo.tools import SQL


class IntegrationDueMixin(models.AbstractModel):
    """A due column holds the number of the latest change that was not told yet.

    It is only taken away together with that number: what changes again while it is
    being sent has a higher one by then. All by SQL, in one statement: ten thousand
    products may change at once.
    """

    _name = "integration.due.mixin"
    _description = "Something Due to Be Told"

    def init(self):
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS integration_due_seq")

    @api.model
    def _number_due(self, column, domain):
        """These are due now; returns their connections."""
        query = self.sudo()._search(domain)
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE %(table)s AS due
                   SET %(column)s = nextval('integration_due_seq')
                 WHERE id IN %(ids)s
             RETURNING connection_id
                """,
                table=SQL.identifier(self._table),
                column=SQL.identifier(column),
                ids=query.subselect(),
            )
        )
        self.env[self._name].invalidate_model([column], flush=False)
        return (
            self.env["integration.connection"].sudo().browse({id_ for (id_,) in rows})
        )

    @api.model
    def _not_due(self, column, changes):
        """{id: number of the change that was told}: these are not due any more."""
        self.env.execute_query(
            SQL(
                """
                UPDATE %(table)s AS due
                   SET %(column)s = NULL
                  FROM unnest(%(ids)s::int[], %(numbers)s::int[]) AS told(id, number)
                 WHERE due.id = told.id AND due.%(column)s = told.number
             RETURNING due.id
                """,
                table=SQL.identifier(self._table),
                column=SQL.identifier(column),
                ids=list(changes),
                numbers=list(changes.values()),
            )
        )
        self.env[self._name].invalidate_model([column], flush=False)

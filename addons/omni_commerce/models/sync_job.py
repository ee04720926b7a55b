"""What a job of a channel is about, by the name that people know."""

from odoo import api, models
from odoo.fields import Domain

# How the key of its line begins, after the connection: who bears the rest as reference.
_BEARERS = {
    "order": "integration.order.binding",
    "product": "integration.product.binding",
}
_WAITING = "order_wait:"  # beside the order's line, so it has no key of that


class SyncJob(models.Model):
    _inherit = "sync.job"

    @api.depends("order_key", "identity_key")
    def _compute_record_name(self):
        super()._compute_record_name()
        groups = {}
        for job in self.filtered(lambda job: not job.record_name):
            kind, ref = _kind_and_ref(job)
            if kind in _BEARERS:
                groups.setdefault(kind, {})[job] = ref
        for kind, refs in groups.items():
            names = self._names_there(self.env[_BEARERS[kind]], refs)
            for job, ref in refs.items():
                job.record_name = names.get((job.connection_id, ref))

    def _names_there(self, bindings, refs):
        """{(connection, reference): name} of what these jobs are about."""
        if not bindings.has_access("read"):
            return {}
        connections = self.browse(job.id for job in refs).connection_id
        found = bindings.search_fetch(
            Domain("connection_id", "in", connections.ids)
            & Domain("external_ref", "in", list(set(refs.values()))),
            ["connection_id", "external_ref", "display_name"],
        )
        return {
            (one.connection_id, one.external_ref): one.display_name for one in found
        }


def _kind_and_ref(job):
    key = (job.order_key or job.identity_key or "").removeprefix(
        f"{job.connection_id.id}:"
    )
    kind, _colon, ref = key.removeprefix(_WAITING).partition(":")
    return kind, ref

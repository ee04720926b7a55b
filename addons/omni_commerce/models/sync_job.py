"""What a job of a channel is about, by the name that people know."""

from odoo import api, models

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
            if kind in _BEARERS and self.env[_BEARERS[kind]].has_access("read"):
                groups.setdefault((job.connection_id, kind), []).append((job, ref))
        for (connection, kind), jobs in groups.items():
            found = self.env[_BEARERS[kind]]._find(connection, {ref for _, ref in jobs})
            for job, ref in jobs:
                job.record_name = ref in found and found[ref].display_name


def _kind_and_ref(job):
    key = (job.order_key or job.identity_key or "").removeprefix(
        f"{job.connection_id.id}:"
    )
    kind, _colon, ref = key.removeprefix(_WAITING).partition(":")
    return kind, ref

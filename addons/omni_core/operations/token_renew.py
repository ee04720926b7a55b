"""Trade a connection's refresh secret for new ones."""

from ..engine.operation import Operation, Outcome, register_operation
from ..engine.platform import get_platform
from ..lib.errors import AuthError
from ..lib.words import _lt


@register_operation
class TokenRenew(Operation):
    """Serial per connection by its order key: two refreshes at once would invalidate
    each other's tokens on platforms that rotate them."""

    platform = "*"
    name = "token_renew"
    title = _lt("Renew access token")
    lane = "realtime"

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job in jobs:
            outcome.results[job.id] = self._renew(job, client)
        return outcome

    def _renew(self, job, client):
        try:
            return dict(get_platform(job.platform).renew(client))
        except AuthError as error:
            # The refresh secret itself is refused: only a person can help now.
            error.code = "refresh_refused"
            raise

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            connection.credential_ids._store_many(connection, outcome.results[job.id])
            env["sync.job"]._release_causes([f"token:{connection.id}"])

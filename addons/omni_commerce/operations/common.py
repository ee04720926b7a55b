"""What the operations of this add-on share."""


def connection_of(env, job):
    """Superuser: an integration acts on its connection, whoever asked for it."""
    connections = env["integration.connection"].sudo()
    connection = connections.browse(job.connection_id)
    return connection.with_company(connection.company_id)

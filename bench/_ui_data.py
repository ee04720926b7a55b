"""A month of traffic, put into the database by SQL: what the screens have to bear."""

from __future__ import annotations

# More of the one that is there: add-ons may demand any column.
CONNECTIONS = """
    INSERT INTO integration_connection
    SELECT (jsonb_populate_record(first, jsonb_build_object(
               'id', nextval('integration_connection_id_seq'), 'name', 'Shop ' || n,
               'webhook_token', md5(random()::text)))).*
      FROM integration_connection first, generate_series(1, 4) n
     WHERE first.id = (SELECT min(id) FROM integration_connection)
"""
# Nine of ten done; of the rest some failed, some wait, in all lanes and of all ages.
JOBS = """
    INSERT INTO sync_job (platform, operation, connection_id, company_id, user_id, lane,
           priority, status, payload, order_key, trace_id, retry_count,
           coalesced_count, has_needs, create_date, started_at, finished_at,
           error_kind, last_error, eta)
    SELECT 'bench', 'noop', connections[1 + n %% array_length(connections, 1)], 1, 2,
           (ARRAY['realtime', 'normal', 'bulk'])[1 + n %% 3], 10, fate, '{"n": 1}',
           connections[1] || ':order:ref' || n %% 100000,
           md5((n / 5)::text), n %% 7 / 6, 0, false,
           at, at, CASE WHEN fate <> 'pending' THEN at END,
           CASE fate WHEN 'failed' THEN 'rejected' END,
           CASE fate WHEN 'failed' THEN 'The product has no SKU.' END,
           CASE fate WHEN 'pending' THEN now() + interval '1 day' END
      FROM (SELECT n, now() AT TIME ZONE 'UTC' - random() * interval '30 days' AS at,
                   CASE WHEN n %% 20 = 0 THEN 'failed' WHEN n %% 20 = 1 THEN 'pending'
                        ELSE 'done' END AS fate,
                   (SELECT array_agg(id) FROM integration_connection) AS connections
              FROM generate_series(1, %(count)s) n) job
"""
ISSUES = """
    INSERT INTO integration_issue (connection_id, company_id, platform, operation, kind,
           fingerprint, name, state, first_seen_at, last_seen_at, opened_at)
    SELECT (SELECT min(id) FROM integration_connection), 1, 'bench', 'noop', 'rejected',
           md5(n::text), 'Error number ' || n, 'open', now(), now(), now()
      FROM generate_series(1, 200) n
"""
FAILED_OF_ISSUES = """
    UPDATE sync_job
       SET issue_id = (SELECT min(id) FROM integration_issue) + id %% 200
     WHERE status = 'failed'
"""
CALLS = """
    INSERT INTO integration_call (connection_id, company_id, platform, operation,
           method, url, host, status, duration_ms, bytes_in, bytes_out, error_kind,
           create_date, request_body, response_body)
    SELECT connections[1 + n %% array_length(connections, 1)], 1, 'bench', 'noop',
           'GET', 'https://api.example/orders/' || n, 'api.example',
           CASE WHEN n %% 25 = 0 THEN 503 ELSE 200 END, n %% 900, 800, 200,
           CASE WHEN n %% 25 = 0 THEN 'transient' END,
           now() AT TIME ZONE 'UTC' - random() * interval '30 days', '{}', '{}'
      FROM generate_series(1, %(count)s) n,
           (SELECT array_agg(id) AS connections FROM integration_connection) c
"""
EVENTS = """
    INSERT INTO integration_event (connection_id, company_id, topic, delivery_ref,
           object_ref, status, headers, raw, size, received_at, trace_id, job_count,
           replay_count)
    SELECT connections[1 + n %% array_length(connections, 1)], 1, 'orders/updated',
           'd' || n, 'order:' || n, 'processed', '{}', '{}', 2,
           now() AT TIME ZONE 'UTC' - random() * interval '30 days',
           md5((n / 5)::text), 1, 0
      FROM generate_series(1, %(count)s) n,
           (SELECT array_agg(id) AS connections FROM integration_connection) c
"""
# As the workers and the vacuum leave them: two fine days, and hours before that.
METRICS = """
    INSERT INTO integration_metric
           (connection_id, company_id, slot, measure, key, value)
    SELECT c.id, 1, slot, kind.measure, kind.key, 1 + random() * 100
      FROM integration_connection c
     CROSS JOIN (
           SELECT date_trunc('hour', now() AT TIME ZONE 'UTC')
                  - n * interval '5 minutes' AS slot FROM generate_series(0, 570) n
           UNION
           SELECT date_trunc('hour', now() AT TIME ZONE 'UTC') - n * interval '1 hour'
             FROM generate_series(49, 720) n) slots
     CROSS JOIN (VALUES ('calls', 'ok'), ('calls', 'transient'), ('calls', 'throttled'),
           ('times', '100'), ('times', '200'), ('times', '400'), ('times', '800'),
           ('times', '1600'), ('records', 'exchanged'), ('jobs', 'done'),
           ('jobs', 'failed'), ('jobs', 'recovered'), ('events', 'processed'),
           ('events', 'late'), ('errors', 'transient')) AS kind(measure, key)
        ON CONFLICT DO NOTHING
"""
ORDERS = """
    INSERT INTO integration_order_binding (connection_id, company_id, platform,
           external_ref, name, state, document, ordered_at, customer_name, total_text,
           paid, active, create_date)
    SELECT (SELECT min(id) FROM integration_connection), 1, 'bench', 'ref' || n,
           '#' || n, CASE WHEN n %% 50 = 0 THEN 'held' ELSE 'imported' END, '{}',
           now() AT TIME ZONE 'UTC' - random() * interval '30 days', 'Buyer ' || n,
           '10.00 USD', 'paid', true, now()
      FROM generate_series(1, %(count)s) n
"""
LISTINGS = """
    INSERT INTO integration_product_binding (connection_id, company_id, platform,
           external_ref, title, state, match_state, is_managed, active, create_date)
    SELECT (SELECT min(id) FROM integration_connection), 1, 'bench', 'p' || n,
           'Product ' || n,
           CASE WHEN n %% 50 = 0 THEN 'error' ELSE 'listed' END,
           CASE WHEN n %% 20 = 0 THEN 'unmatched' ELSE 'ignored' END,
           n %% 2 = 0, true, now()
      FROM generate_series(1, %(count)s) n
"""
VARIANTS = """
    INSERT INTO integration_variant_binding (connection_id, company_id, platform,
           external_ref, product_binding_id, title, sku, match_state, tracked, active,
           create_date)
    SELECT connection_id, company_id, platform, 'v' || external_ref, id, title,
           'SKU-' || id, match_state, true, true, now()
      FROM integration_product_binding
"""
# The anchor: as many rows in a plain table of Odoo's own, in Odoo's own list.
LOG_LINES = """
    INSERT INTO ir_logging (name, type, dbname, level, message, path, func, line,
           create_date, create_uid)
    SELECT 'bench', 'server', 'bench', 'INFO', 'Line ' || n, 'path', 'func', n::text,
           now() AT TIME ZONE 'UTC' - random() * interval '30 days', 2
      FROM generate_series(1, %(count)s) n
"""
TABLES = (
    "integration_connection, sync_job, integration_issue, integration_call, "
    "integration_event, integration_metric, integration_order_binding, "
    "integration_product_binding, integration_variant_binding, ir_logging"
)


def fill(run, count: int) -> None:
    """``run(sql)`` commits; ``count`` jobs and calls, the rest in proportion."""
    run(CONNECTIONS)
    for statement, share in (
        (JOBS, 1.0),
        (ISSUES, 1.0),
        (FAILED_OF_ISSUES, 1.0),
        (CALLS, 1.0),
        (EVENTS, 0.2),
        (METRICS, 1.0),
        (ORDERS, 0.1),
        (LISTINGS, 0.1),
        (VARIANTS, 0.1),
        (LOG_LINES, 1.0),
    ):
        run(statement.replace("%(count)s", str(int(count * share))).replace("%%", "%"))
    run(f"VACUUM ANALYZE {TABLES}")

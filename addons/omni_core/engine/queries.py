"""Every SQL statement of the queue, each beside the reason for its shape.

Times are UTC without zone, as Odoo stores them. ``connection_id`` is null for jobs of
the server itself; the claim treats those as connection 0.
"""

# The columns of a claimed job, in the order of ``engine.job.Job``'s keyword names.
JOB_COLUMNS = (
    "id",
    "platform",
    "operation",
    "lane",
    "connection_id",
    "company_id",
    "user_id",
    "context",
    "model",
    "record_id",
    "payload",
    "checkpoint",
    "retry_count",
    "lost_count",
    "priority",
    "order_key",
    "identity_key",
    "batch_id",
    "trace_id",
    "intent",
    "create_date",
)

NOW = "(now() AT TIME ZONE 'UTC')"

# Rows (connection, limit), limit null is no limit. A connection whose circuit breaker
# has waited long enough gets one exchange as a probe. A row with id 0: the kill switch
# is on.
BREAKER_FAILURES = 8  # transient failures in a row that stop a connection
KILL_SWITCH = "omni_core.kill_switch"
RUNNABLE = f"""
    SELECT c.id, CASE WHEN h.failures_in_row >= {BREAKER_FAILURES} THEN 1 END AS quota
      FROM integration_connection c
      LEFT JOIN integration_health h
        ON h.connection_id = c.id AND h.direction = 'out'
     WHERE c.active AND c.state = 'connected'
       AND (h.breaker_until IS NULL
            OR h.breaker_until <= COALESCE(%(now)s::timestamp, {NOW}))
       AND (h.probe_until IS NULL
            OR h.probe_until <= COALESCE(%(now)s::timestamp, {NOW}))
     UNION ALL
    SELECT 0, 1
      FROM ir_config_parameter
     WHERE key = '{KILL_SWITCH}' AND value = 'True'
"""

# One probe in all, whoever is first: the others see it once the first has committed.
# It ends with the news that it brings, or when no exchange can be that long.
TAKE_PROBE = f"""
    UPDATE integration_health
       SET probe_until = {NOW} + make_interval(secs => %(seconds)s)
     WHERE connection_id = %(connection)s AND direction = 'out'
       AND breaker_until <= {NOW}
       AND (probe_until IS NULL OR probe_until <= {NOW})
"""

HOLDS = "SELECT connection_id, operation FROM integration_hold"

PUT_ASIDE = """
    UPDATE sync_job
       SET cause = 'hold:' || connection_id || ':' || operation
     WHERE id = ANY(%(ids)s)
"""

# One index walk per connection and lane (sync_job_claim_idx), so that a million jobs of
# a paused connection cost nothing, and no connection is starved by a busier one.
#
# Of one order key only the oldest job may run. "Oldest" alone does not stop a job that
# commits late with a lower id while a younger one is running: the unique index on the
# running order key does, at the price of a claim that is tried again.
#
# Whether the job's user is still active, and which language the connection's owner
# reads, is asked here for all of them at once: Odoo forgets what it read of a user with
# every commit.
CANDIDATES = f"""
    SELECT {", ".join(f"j.{name}" for name in JOB_COLUMNS)},
           COALESCE((SELECT active FROM res_users WHERE id = j.user_id), false),
           owner.lang
      FROM unnest(%(connections)s::int[]) AS c(id)
      LEFT JOIN LATERAL (
            SELECT partner.lang
              FROM integration_connection connection
              JOIN res_users owner ON owner.id = connection.user_id
              JOIN res_partner partner ON partner.id = owner.partner_id
             WHERE connection.id = c.id
          ) AS owner ON true
     CROSS JOIN unnest(%(lanes)s::text[], %(shares)s::int[])
                WITH ORDINALITY AS l(name, share, rank)
     CROSS JOIN LATERAL (
            SELECT *
              FROM sync_job
             WHERE status = 'pending'
               AND cause IS NULL
               AND COALESCE(connection_id, 0) = c.id
               AND lane = l.name
               AND (eta IS NULL OR eta <= {NOW})
               AND (order_key IS NULL OR NOT EXISTS (
                        SELECT 1
                          FROM sync_job other
                         WHERE other.order_key = sync_job.order_key
                           AND other.status IN ('pending', 'processing')
                           AND (other.id < sync_job.id
                                OR other.status = 'processing')))
               AND (NOT has_needs OR NOT EXISTS (
                        SELECT 1
                          FROM sync_job_needs_rel rel
                          JOIN sync_job needed ON needed.id = rel.needs_id
                         WHERE rel.job_id = sync_job.id
                           AND needed.status <> 'done'))
             ORDER BY priority DESC, id
             LIMIT l.share
               FOR UPDATE SKIP LOCKED
          ) AS j
     ORDER BY l.rank, j.priority DESC, j.id
"""

CLAIM = f"""
    UPDATE sync_job
       SET status = 'processing', worker = %(worker)s, started_at = {NOW}
     WHERE id = ANY(%(ids)s)
"""

# The worker is named in each end of a job: a worker that was given up for dead and
# comes back finds that the job is no longer its own, and rolls back what it did.
#
# A job that succeeds makes good what failed before at the same thing. Failed jobs that
# nobody has made good yet are few, and have an index of their own.
SUBJECT = "COALESCE({0}.order_key, {0}.identity_key, {0}.model || ',' || {0}.record_id)"
FINISH = f"""
    WITH ended AS (
        UPDATE sync_job
           SET status = 'done', finished_at = {NOW}, worker = NULL, cause = NULL,
               last_error = NULL, error_kind = NULL, error_detail = NULL, intent = NULL
         WHERE id = ANY(%(ids)s) AND worker = %(worker)s AND status = 'processing'
     RETURNING id, connection_id, operation, issue_id,
               {SUBJECT.format("sync_job")} AS subject
    ), made_good AS (
        UPDATE sync_job failed
           SET solved_by_id = ended.id
          FROM ended
         WHERE failed.status = 'failed'
           AND failed.issue_id IS NOT NULL
           AND failed.solved_by_id IS NULL
           AND failed.connection_id = ended.connection_id
           AND failed.operation = ended.operation
           AND {SUBJECT.format("failed")} = ended.subject
     RETURNING failed.issue_id
    )
    SELECT (SELECT count(*) FROM ended),
           (SELECT array_agg(issue_id)
              FROM (SELECT issue_id FROM ended UNION SELECT issue_id FROM made_good) i
             WHERE issue_id IS NOT NULL)
"""

# Long work goes on in the same job. If its identity was wished for again meanwhile, the
# new wish keeps the identity and starts from the beginning later.
CONTINUE = f"""
    UPDATE sync_job
       SET status = 'pending', worker = NULL, checkpoint = data.checkpoint,
           eta = {NOW} + make_interval(secs => NULLIF(data.pause, 0)),
           intent = NULL, retry_count = 0, lost_count = 0,
           identity_key = CASE WHEN EXISTS (
                SELECT 1 FROM sync_job twin
                 WHERE twin.identity_key = sync_job.identity_key
                   AND twin.status = 'pending') THEN NULL ELSE identity_key END
      FROM unnest(%(ids)s::int[], %(checkpoints)s::jsonb[], %(pauses)s::float[])
           AS data(id, checkpoint, pause)
     WHERE sync_job.id = data.id AND worker = %(worker)s AND status = 'processing'
"""

# A pending twin may have come while a job was running (same identity key): then the
# twin carries the newer wish, and what the running one leaves has nothing left to do.
_BACK_IN_LINE = f"""
           status = CASE WHEN twin.id IS NULL THEN 'pending' ELSE 'cancelled' END,
           finished_at = CASE WHEN twin.id IS NULL THEN NULL ELSE {NOW} END,
           worker = NULL
"""
_OWN = """
      FROM sync_job self
      LEFT JOIN sync_job twin
        ON twin.identity_key = self.identity_key AND twin.status = 'pending'
     WHERE sync_job.id = self.id
       AND self.id = ANY(%(ids)s)
       AND sync_job.worker = %(worker)s
       AND sync_job.status = 'processing'
"""

HAND_BACK = f"UPDATE sync_job SET {_BACK_IN_LINE} {_OWN}"

# What it was about to do has not happened for certain, so there is nothing to look up.
BEGIN_ANEW = f"UPDATE sync_job SET {_BACK_IN_LINE}, intent = NULL, eta = NULL {_OWN}"

INTEND = """
    UPDATE sync_job
       SET intent = data.intent
      FROM unnest(%(ids)s::int[], %(intents)s::jsonb[]) AS data(id, intent)
     WHERE sync_job.id = data.id AND worker = %(worker)s AND status = 'processing'
"""

POSTPONE = f"""
    UPDATE sync_job
       SET {_BACK_IN_LINE},
           eta = {NOW} + make_interval(secs => %(delay)s),
           cause = %(cause)s,
           retry_count = sync_job.retry_count + %(counts)s,
           lost_count = 0,
           last_error = COALESCE(%(error)s, sync_job.last_error),
           error_kind = COALESCE(%(kind)s, sync_job.error_kind),
           error_detail = COALESCE(%(detail)s, sync_job.error_detail),
           issue_id = COALESCE(%(issue)s, sync_job.issue_id)
    {_OWN}
"""

FAIL = f"""
    UPDATE sync_job
       SET status = 'failed', finished_at = {NOW}, worker = NULL,
           retry_count = retry_count + 1,
           last_error = %(error)s, error_kind = %(kind)s, error_detail = %(detail)s,
           issue_id = %(issue)s, solved_by_id = NULL
     WHERE id = ANY(%(ids)s) AND worker = %(worker)s AND status = 'processing'
"""

# A worker holds an advisory lock for the length of its drain; PostgreSQL lets go of it
# when the worker's connection dies, however it dies. So a running job without a lock is
# an orphan, known at once and without any timeout.
LOCK_CLASS = 0x6F6D6E69  # "omni"

LOCK_WORKER = "SELECT pg_advisory_lock(%(lock_class)s, %(worker)s)"
UNLOCK_WORKER = "SELECT pg_advisory_unlock(%(lock_class)s, %(worker)s)"

ORPHANS = """
    SELECT id
      FROM sync_job
     WHERE status = 'processing'
       AND worker NOT IN (
            SELECT objid::bigint::int
              FROM pg_locks
             WHERE locktype = 'advisory' AND classid = %(lock_class)s AND objsubid = 2
               AND database = (SELECT oid FROM pg_database
                                WHERE datname = current_database())
               AND granted)
"""

# A job that was cut off is no failure and uses up none of its tries: it is due at once,
# and being older it goes before those that wait. But a job that kills every worker must
# end as failed, so lost workers are counted by themselves, until one survives it.
#
# A worker that only lost its database may still be in the middle of an exchange. What
# must not happen twice is looked up when that is over for certain, not before.
#
# Two orphans may have the same identity, the younger one being the newer wish.
MAX_LOST = 5
GIVE_BACK_ORPHANS = f"""
    WITH orphan AS MATERIALIZED ({ORPHANS})
    UPDATE sync_job
       SET status = CASE
                WHEN sync_job.lost_count + 1 >= {MAX_LOST} THEN 'failed'
                WHEN twin.id IS NOT NULL THEN 'cancelled'
                ELSE 'pending' END,
           finished_at = CASE
                WHEN sync_job.lost_count + 1 >= {MAX_LOST}
                     OR twin.id IS NOT NULL THEN {NOW} END,
           worker = NULL,
           eta = CASE WHEN sync_job.intent IS NOT NULL
                      THEN sync_job.started_at + make_interval(secs => %(exchange_s)s)
                 END,
           lost_count = sync_job.lost_count + 1,
           last_error = %(error)s, error_kind = 'lost'
      FROM sync_job self
      LEFT JOIN sync_job twin
        ON twin.identity_key = self.identity_key
       AND (twin.status = 'pending'
            OR twin.id > self.id AND twin.id IN (SELECT id FROM orphan))
     WHERE sync_job.id = self.id
       AND sync_job.status = 'processing'
       AND self.id IN (SELECT id FROM orphan)
 RETURNING sync_job.id, self.connection_id, self.platform, self.operation, self.worker,
           extract(epoch FROM self.started_at AT TIME ZONE 'UTC')::float8,
           sync_job.status
"""

# Coalescing: an identity key is pending at most once, and the latest wish wins.
ENQUEUE = f"""
    INSERT INTO sync_job (
           platform, operation, connection_id, company_id, user_id, context, lane,
           priority, status, model, record_id, payload, eta, identity_key, order_key,
           batch_id, has_needs, trace_id, retry_count, lost_count, coalesced_count,
           create_uid, create_date)
    SELECT data.platform, data.operation, data.connection_id, data.company_id,
           %(user)s, %(context)s::jsonb, data.lane, data.priority, 'pending',
           data.model, data.record_id, data.payload, data.eta, data.identity_key,
           data.order_key, data.batch_id, false, data.trace_id, 0, 0, 0, %(user)s,
           {NOW}
      FROM unnest(
           %(platform)s::text[], %(operation)s::text[], %(connection_id)s::int[],
           %(company_id)s::int[], %(lane)s::text[], %(priority)s::int[],
           %(model)s::text[], %(record_id)s::int[], %(payload)s::jsonb[],
           %(eta)s::timestamp[], %(identity_key)s::text[], %(order_key)s::text[],
           %(batch_id)s::int[], %(trace_id)s::text[])
        AS data(platform, operation, connection_id, company_id, lane, priority,
                model, record_id, payload, eta, identity_key, order_key, batch_id,
                trace_id)
        ON CONFLICT (identity_key) WHERE status = 'pending' AND identity_key IS NOT NULL
        DO UPDATE SET
           payload = EXCLUDED.payload,
           priority = GREATEST(sync_job.priority, EXCLUDED.priority),
           eta = CASE WHEN EXCLUDED.eta IS NULL OR sync_job.eta IS NULL THEN NULL
                      ELSE LEAST(EXCLUDED.eta, sync_job.eta) END,
           batch_id = COALESCE(sync_job.batch_id, EXCLUDED.batch_id),
           coalesced_count = sync_job.coalesced_count + 1
 RETURNING id
"""

# Lanes that have something to do now and nobody to do it, asked by the pacemaker. What
# no budget is left for is not due before there is one again: then it is, at once.
DUE = f"""
    WITH runnable AS ({RUNNABLE})
    SELECT count(*), count(*) FILTER (WHERE l.name <> 'bulk')
      FROM (SELECT 0 AS id UNION SELECT id FROM runnable) AS c
     CROSS JOIN unnest('{{realtime,normal,bulk}}'::text[]) AS l(name)
     CROSS JOIN LATERAL (
            SELECT 1
              FROM sync_job
             WHERE status = 'pending' AND cause IS NULL
               AND COALESCE(connection_id, 0) = c.id
               AND lane = l.name
               AND (eta IS NULL OR eta <= {NOW})
             LIMIT %(limit)s) AS due
     WHERE NOT EXISTS (SELECT 1 FROM runnable WHERE id = 0)
       AND (l.name = 'realtime' OR NOT EXISTS (
                SELECT 1
                  FROM integration_budget
                 WHERE connection_id = c.id
                   AND opens_at > extract(epoch FROM clock_timestamp())))
"""

EVENTS_WAITING = (
    "SELECT EXISTS (SELECT 1 FROM integration_event WHERE status = 'received')"
)

# Younger ones are about to be taken by the worker that is at it.
EVENTS_LEFT_BEHIND = f"""
    SELECT EXISTS (SELECT 1 FROM integration_event
                    WHERE status = 'received'
                      AND received_at < {NOW} - interval '0.5 second')
"""

# A person may have mapped the value between the job's try and its verdict.
RELEASE_IF_MAPPED = """
    UPDATE sync_job
       SET cause = NULL
     WHERE cause = %(cause)s
       AND status = 'pending'
       AND EXISTS (
            SELECT 1 FROM integration_mapping
             WHERE 'mapping:' || connection_id || ':' || kind || ':' || external_key
                   = %(cause)s
               AND state <> 'unmapped')
"""

# Whether the connection got a new secret since this job was started: then its expired
# token was a stale one, and the job only has to try again.
RENEWED_SINCE = """
    SELECT EXISTS (
        SELECT 1
          FROM sync_job job
          JOIN integration_credential credential
            ON credential.connection_id = job.connection_id
         WHERE job.id = %(job)s AND credential.write_date > job.started_at)
"""

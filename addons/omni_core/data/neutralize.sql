-- A copy of the database must never act for the original: neither with its secrets,
-- nor on its webhooks, nor by itself.
UPDATE integration_credential
   SET value_sealed = NULL, value_mark = NULL, has_value = false, key_id = NULL, expires_at = NULL;
DELETE FROM integration_credential WHERE slot = 'previous';
UPDATE integration_connection
   SET state = 'blocked',
       state_reason = 'This database is a copy: secrets were removed.',
       state_changed_at = now() AT TIME ZONE 'UTC',
       state_changed_by = NULL,
       base_url = NULL,
       webhook_token = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
       webhook_token_previous = NULL,
       webhook_token_previous_until = NULL;
INSERT INTO ir_config_parameter (key, value, create_date, write_date)
VALUES ('omni_core.kill_switch', 'True', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')
    ON CONFLICT (key) DO UPDATE SET value = 'True';
UPDATE integration_schedule SET active = false;
UPDATE sync_job
   SET status = 'cancelled', finished_at = now() AT TIME ZONE 'UTC',
       last_error = 'Cancelled because this database is a copy.'
 WHERE status IN ('pending', 'processing');
DELETE FROM ir_config_parameter
 WHERE key IN ('omni_core.monitor_token_hash', 'omni_core.alert_email');

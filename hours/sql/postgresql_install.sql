CREATE OR REPLACE FUNCTION ledger_insert_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before record;
BEGIN
    SELECT number, available, reserved, used INTO before FROM hours_ledgerentry
    WHERE pool_id = NEW.pool_id ORDER BY number DESC LIMIT 1;
    IF NOT FOUND THEN
        SELECT 0 AS number, 0 AS available, 0 AS reserved, 0 AS used INTO before;
    END IF;
    IF NEW.number <> before.number + 1 THEN
        RAISE EXCEPTION 'ledger: the number does not follow the line before'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.available <> before.available + NEW.minutes *
            (CASE WHEN NEW.kind IN ('grant', 'top_up', 'release', 'refund') THEN 1
                  WHEN NEW.kind = 'reserve' THEN -1 ELSE 0 END)
        OR NEW.reserved <> before.reserved + NEW.minutes *
            (CASE WHEN NEW.kind = 'reserve' THEN 1
                  WHEN NEW.kind IN ('release', 'use') THEN -1 ELSE 0 END)
        OR NEW.used <> before.used + NEW.minutes *
            (CASE WHEN NEW.kind = 'use' THEN 1 WHEN NEW.kind = 'refund' THEN -1 ELSE 0 END)
    THEN
        RAISE EXCEPTION 'ledger: the balances do not follow the line before'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
--%
CREATE OR REPLACE FUNCTION ledger_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM hours_disposalpermit WHERE pool_id = OLD.pool_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'ledger: a passbook line is never changed, nor removed without a disposal permit'
        USING ERRCODE = 'integrity_constraint_violation';
END $$
--%
CREATE OR REPLACE TRIGGER ledger_insert_follows BEFORE INSERT ON hours_ledgerentry
FOR EACH ROW EXECUTE FUNCTION ledger_insert_follows()
--%
CREATE OR REPLACE TRIGGER ledger_no_update BEFORE UPDATE ON hours_ledgerentry
FOR EACH ROW EXECUTE FUNCTION ledger_never_changes()
--%
CREATE OR REPLACE TRIGGER ledger_no_delete BEFORE DELETE ON hours_ledgerentry
FOR EACH ROW EXECUTE FUNCTION ledger_never_changes()
--%
CREATE OR REPLACE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON hours_ledgerentry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_never_changes()
--%
CREATE EXTENSION IF NOT EXISTS btree_gist
--%
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_constraint
                   WHERE conname = 'escort_once_at_a_time' AND conrelid = 'hours_booking'::regclass) THEN
        ALTER TABLE hours_booking ADD CONSTRAINT escort_once_at_a_time
            EXCLUDE USING gist (escort_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
            WHERE (state = 'assigned' AND escort_id IS NOT NULL);
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_constraint
                   WHERE conname = 'escort_told_once_at_a_time' AND conrelid = 'hours_booking'::regclass) THEN
        -- A range from nothing to nothing is the whole of time.
        ALTER TABLE hours_booking ADD CONSTRAINT escort_told_once_at_a_time
            EXCLUDE USING gist (escort_id WITH =, tstzrange(actual_starts_at, actual_ends_at) WITH &&)
            WHERE (state = 'done' AND escort_id IS NOT NULL
                   AND actual_starts_at IS NOT NULL AND actual_ends_at IS NOT NULL);
    END IF;
END $$

DROP TRIGGER IF EXISTS ledger_insert_follows
--%
CREATE TRIGGER ledger_insert_follows BEFORE INSERT ON hours_ledgerentry
BEGIN
    -- INSERT OR REPLACE would remove the line it collides with, and fire no trigger for it.
    SELECT RAISE(ABORT, 'ledger: a passbook line is never replaced')
    WHERE EXISTS (SELECT 1 FROM hours_ledgerentry WHERE id = NEW.id OR key = NEW.key);
    SELECT RAISE(ABORT, 'ledger: the number does not follow the line before')
    WHERE NEW.number <> 1 + COALESCE(
        (SELECT MAX(number) FROM hours_ledgerentry WHERE pool_id = NEW.pool_id), 0);
    SELECT RAISE(ABORT, 'ledger: the balances do not follow the line before')
    WHERE NOT EXISTS (
        SELECT 1
        FROM (SELECT available, reserved, used FROM hours_ledgerentry
              WHERE pool_id = NEW.pool_id AND number = NEW.number - 1
              UNION ALL SELECT 0, 0, 0 WHERE NEW.number = 1) AS before
        WHERE NEW.available = before.available + NEW.minutes *
                  (CASE WHEN NEW.kind IN ('grant', 'top_up', 'release', 'refund') THEN 1
                        WHEN NEW.kind = 'reserve' THEN -1 ELSE 0 END)
          AND NEW.reserved = before.reserved + NEW.minutes *
                  (CASE WHEN NEW.kind = 'reserve' THEN 1
                        WHEN NEW.kind IN ('release', 'use') THEN -1 ELSE 0 END)
          AND NEW.used = before.used + NEW.minutes *
                  (CASE WHEN NEW.kind = 'use' THEN 1 WHEN NEW.kind = 'refund' THEN -1 ELSE 0 END));
END
--%
DROP TRIGGER IF EXISTS ledger_no_update
--%
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON hours_ledgerentry
BEGIN
    SELECT RAISE(ABORT, 'ledger: a passbook line is never changed');
END
--%
DROP TRIGGER IF EXISTS ledger_no_delete
--%
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON hours_ledgerentry
WHEN NOT EXISTS (SELECT 1 FROM hours_disposalpermit WHERE pool_id = OLD.pool_id)
BEGIN
    SELECT RAISE(ABORT, 'ledger: a passbook line is never removed without a disposal permit');
END
--%
DROP TRIGGER IF EXISTS escort_once_at_a_time_insert
--%
CREATE TRIGGER escort_once_at_a_time_insert BEFORE INSERT ON hours_booking
WHEN NEW.state = 'assigned' AND NEW.escort_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'booking: the escort has another visit at that time')
    WHERE EXISTS (
        SELECT 1 FROM hours_booking
        WHERE escort_id = NEW.escort_id AND state = 'assigned'
          AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at);
END
--%
DROP TRIGGER IF EXISTS escort_once_at_a_time_update
--%
CREATE TRIGGER escort_once_at_a_time_update BEFORE UPDATE ON hours_booking
WHEN NEW.state = 'assigned' AND NEW.escort_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'booking: the escort has another visit at that time')
    WHERE EXISTS (
        SELECT 1 FROM hours_booking
        WHERE escort_id = NEW.escort_id AND state = 'assigned' AND id <> NEW.id
          AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at);
END
--%
DROP TRIGGER IF EXISTS escort_told_once_at_a_time_insert
--%
CREATE TRIGGER escort_told_once_at_a_time_insert BEFORE INSERT ON hours_booking
WHEN NEW.state = 'done' AND NEW.escort_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'booking: the escort was at another visit at that time')
    WHERE EXISTS (
        SELECT 1 FROM hours_booking
        WHERE escort_id = NEW.escort_id AND state = 'done'
          AND actual_starts_at < NEW.actual_ends_at AND actual_ends_at > NEW.actual_starts_at);
END
--%
DROP TRIGGER IF EXISTS escort_told_once_at_a_time_update
--%
CREATE TRIGGER escort_told_once_at_a_time_update BEFORE UPDATE OF state, escort_id, actual_starts_at, actual_ends_at ON hours_booking
WHEN NEW.state = 'done' AND NEW.escort_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'booking: the escort was at another visit at that time')
    WHERE EXISTS (
        SELECT 1 FROM hours_booking
        WHERE escort_id = NEW.escort_id AND state = 'done' AND id <> NEW.id
          AND actual_starts_at < NEW.actual_ends_at AND actual_ends_at > NEW.actual_starts_at);
END

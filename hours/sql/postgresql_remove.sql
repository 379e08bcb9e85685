DROP TRIGGER IF EXISTS ledger_insert_follows ON hours_ledgerentry
--%
DROP TRIGGER IF EXISTS ledger_no_update ON hours_ledgerentry
--%
DROP TRIGGER IF EXISTS ledger_no_delete ON hours_ledgerentry
--%
DROP TRIGGER IF EXISTS ledger_no_truncate ON hours_ledgerentry
--%
ALTER TABLE hours_booking DROP CONSTRAINT IF EXISTS escort_once_at_a_time
--%
ALTER TABLE hours_booking DROP CONSTRAINT IF EXISTS escort_told_once_at_a_time

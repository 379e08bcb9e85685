DROP TRIGGER IF EXISTS ledger_insert_follows
--%
DROP TRIGGER IF EXISTS ledger_no_update
--%
DROP TRIGGER IF EXISTS ledger_no_delete
--%
DROP TRIGGER IF EXISTS escort_once_at_a_time_insert
--%
DROP TRIGGER IF EXISTS escort_once_at_a_time_update
--%
DROP TRIGGER IF EXISTS escort_told_once_at_a_time_insert
--%
DROP TRIGGER IF EXISTS escort_told_once_at_a_time_update

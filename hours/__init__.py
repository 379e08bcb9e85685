"""The hour pool, bookings and escorts.

Pure rules:  policy (constants of the promise), errors (problems as values), ledger (the passbook's
             arithmetic), rules (what a booking or report must satisfy), matching (who fits), times
             (local time and UTC).
ORM:         models/, pools (passbook lines), bookings (book, change, cancel), visits (report, correct,
             no-show, rate), assignments (assign, accept, decline), queries (reads, the only door for
             admin_costs), guards (what the database itself refuses), access (your object, or 404).
Edge:        forms, tables, messages, views/ by audience, urls.
"""

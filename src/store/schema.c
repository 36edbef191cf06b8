/* The schema: the one place that says what is kept. */
#include "store/inside.h"

/* All in one transaction with the mark and the version, so that a file has either nothing or all of it. */
static const char *const schema[] = {
	/* In the order of `put`; the id is an index beside it, so that the walk over all reads forward. */
	"CREATE TABLE decisions ("
	" number INTEGER PRIMARY KEY,"
	" id TEXT NOT NULL UNIQUE CHECK (id <> ''),"
	" transfer_ref TEXT NOT NULL,"
	" verdict TEXT NOT NULL,"
	" transfer TEXT NOT NULL,"
	" decision TEXT NOT NULL,"
	" snapshot TEXT NOT NULL,"
	" date TEXT NOT NULL,"
	" known TEXT NOT NULL"
	") STRICT",

	/* A decision that was given out does not change. It may be deleted: the law that keeps it may end. */
	"CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions "
	"BEGIN SELECT RAISE(ABORT, 'a decision does not change'); END",

	"CREATE TABLE adjudications ("
	" number INTEGER PRIMARY KEY,"
	" party_hash TEXT NOT NULL CHECK (party_hash <> ''),"
	" entry_hash TEXT NOT NULL CHECK (entry_hash <> ''),"
	" list TEXT NOT NULL,"
	" entry TEXT NOT NULL,"
	" outcome TEXT NOT NULL CHECK (outcome IN ('same', 'cleared', 'escalated')),"
	" reason TEXT NOT NULL,"
	" decided_by TEXT NOT NULL,"
	" day TEXT NOT NULL"
	") STRICT",

	"CREATE INDEX adjudications_of_pair ON adjudications (party_hash, entry_hash)",

	"CREATE TRIGGER adjudications_stay BEFORE UPDATE ON adjudications "
	"BEGIN SELECT RAISE(ABORT, 'adjudications are only added'); END",

	"CREATE TRIGGER adjudications_remain BEFORE DELETE ON adjudications "
	"BEGIN SELECT RAISE(ABORT, 'adjudications are only added'); END",

	/* REPLACE deletes without asking the trigger above. */
	"CREATE TRIGGER adjudications_follow BEFORE INSERT ON adjudications "
	"WHEN EXISTS (SELECT 1 FROM adjudications WHERE number = NEW.number) "
	"BEGIN SELECT RAISE(ABORT, 'adjudications are only added'); END",

	"PRAGMA application_id = 0x5843544C",
	"PRAGMA user_version = 1",
};
_Static_assert(STORE_MARK == 0x5843544C && STORE_SCHEMA == 1, "as in the two lines above");

/* What SQLite itself reads there, under its locks. `*empty`: nobody's database yet. */
static xctl_code look(xctl_store *store, bool *empty, xctl_error *error)
{
	static const char doing[] = "read the store";
	int64_t mark = 0, version = 0, tables = 0;
	xctl_code code = store_run(store, "PRAGMA application_id", &mark, doing, error);
	if (code == XCTL_OK)
		code = store_run(store, "PRAGMA user_version", &version, doing, error);
	if (code == XCTL_OK)
		code = store_run(store, "SELECT count(*) FROM sqlite_schema", &tables, doing, error);
	if (code != XCTL_OK)
		return code;
	*empty = mark == 0 && version == 0 && tables == 0;
	if (*empty || (mark == STORE_MARK && version == STORE_SCHEMA))
		return XCTL_OK;
	xctl_fail(error, XCTL_DAMAGED, "is not a store of this program");
	xctl_hint(error, "give the path of a store, or of a file that does not exist yet");
	xctl_at(error, store->name, 0, 0);
	return XCTL_DAMAGED;
}

/* Looks in one transaction, so that what another process is just making is seen whole or not at all; with `make` the
 * lock is taken at once, and who waited for it finds the tables made. */
static xctl_code look_and_make(xctl_store *store, bool make, bool *empty, xctl_error *error)
{
	const char *doing = make ? "create the store" : "read the store";
	xctl_code code = store_run(store, make ? "BEGIN IMMEDIATE" : "BEGIN", NULL, doing, error);
	if (code != XCTL_OK)
		return code;
	code = look(store, empty, error);
	for (size_t i = 0; code == XCTL_OK && make && *empty && i < sizeof schema / sizeof *schema; i++)
		code = store_run(store, schema[i], NULL, doing, error);
	if (code == XCTL_OK)
		code = store_run(store, "COMMIT", NULL, doing, error);
	if (code != XCTL_OK && !sqlite3_get_autocommit(store->db))
		store_run(store, "ROLLBACK", NULL, doing, NULL);
	return code;
}

xctl_code store_settle(xctl_store *store, xctl_error *error)
{
	bool empty = false;
	xctl_code code = look_and_make(store, false, &empty, error);
	if (code == XCTL_OK && empty)
		code = look_and_make(store, true, &empty, error);
	return code;
}

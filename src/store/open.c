/* Opening and closing, batches, and what is asked of the store as a whole. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "store/inside.h"

#define DECISION_COLUMNS "id, transfer_ref, verdict, transfer, decision, snapshot, date, known"
#define ADJUDICATION_COLUMNS "party_hash, entry_hash, list, entry, outcome, reason, decided_by, day"

static const char *const sql_text[SQL_COUNT] = {
	[SQL_BEGIN] = "BEGIN IMMEDIATE",
	[SQL_COMMIT] = "COMMIT",
	[SQL_ROLLBACK] = "ROLLBACK",
	[SQL_DECISION_PUT] = "INSERT INTO decisions (" DECISION_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
			     " ON CONFLICT (id) DO NOTHING",
	[SQL_DECISION_GET] = "SELECT " DECISION_COLUMNS " FROM decisions WHERE id = ?1",
	[SQL_DECISION_EACH] = "SELECT " DECISION_COLUMNS " FROM decisions ORDER BY number",
	[SQL_DECISION_LATEST] = "SELECT " DECISION_COLUMNS " FROM decisions WHERE number IN (SELECT max(number) FROM decisions"
				" GROUP BY CASE transfer_ref WHEN '' THEN 'd' || transfer ELSE 'r' || transfer_ref END)"
				" AND date >= ?1 AND (?2 = '' OR date <= ?2) ORDER BY number",
	[SQL_IDS_FROM] = "SELECT id FROM decisions WHERE id >= ?1 ORDER BY id",
	[SQL_IDS_BEFORE] = "SELECT id FROM decisions WHERE id < ?1 ORDER BY id DESC",
	[SQL_DECISION_COUNT] = "SELECT count(*) FROM decisions",
	[SQL_ADJUDICATION_PUT] = "INSERT INTO adjudications (" ADJUDICATION_COLUMNS ")"
				 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[SQL_ADJUDICATION_GET] = "SELECT " ADJUDICATION_COLUMNS " FROM adjudications"
				 " WHERE party_hash = ?1 AND entry_hash = ?2 ORDER BY number DESC LIMIT 1",
	[SQL_ADJUDICATION_COUNT] = "SELECT count(*) FROM adjudications",
	[SQL_VERIFY] = "PRAGMA integrity_check(1)",
};

static xctl_code make_parents(const char *path, xctl_error *error)
{
	const char *slash = strrchr(path, '/');
	if (!slash || slash == path)
		return XCTL_OK;
	size_t len = (size_t)(slash - path);
	char *parent = malloc(len + 1);
	if (!parent)
		return xctl_fail_limit(error, "the path of the store");
	memcpy(parent, path, len);
	parent[len] = '\0';
	xctl_code code = xctl_directory_make(parent, error);
	free(parent);
	if (code == XCTL_OK || code == XCTL_LIMIT)
		return code;
	if (error) /* whatever stands in the way, the store cannot be written */
		error->code = XCTL_IO;
	xctl_hint(error, "name a store in a directory you may write");
	return XCTL_IO;
}

/* SQLite gives a meaning to ":memory:", "file:…" and the empty name; a path with a slash in front is only a path. */
static char *plain_path(const char *path)
{
	size_t len = strlen(path), dot = path[0] == '/' ? 0 : 2;
	char *plain = malloc(dot + len + 1);
	if (!plain)
		return NULL;
	memcpy(plain, "./", dot);
	memcpy(plain + dot, path, len + 1);
	return plain;
}

/* What a file that somebody else may have touched is not trusted with. */
static xctl_code harden(xctl_store *store, xctl_error *error)
{
	static const struct {
		int option, value;
	} options[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
	};
	sqlite3_extended_result_codes(store->db, 1);
	sqlite3_busy_timeout(store->db, STORE_WAIT_MS);
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		int result = sqlite3_db_config(store->db, options[i].option, options[i].value, (int *)NULL);
		if (result != SQLITE_OK)
			return store_fail(store, result, "set up the store", error);
	}
	xctl_code code = store_run(store, "PRAGMA cell_size_check = ON", NULL, "set up the store", error);
	if (code == XCTL_OK) /* no file elsewhere, whatever the environment says of temporary ones */
		code = store_run(store, "PRAGMA temp_store = MEMORY", NULL, "set up the store", error);
	return code;
}

/* A log of writes beside the file: readers and a writer do not wait for each other, and a put costs one sync. The file
 * remembers it. Where it cannot be had now (another process is just opening the file, or the file system has no shared
 * memory) SQLite goes on with its journal, which is slower and as safe. */
static xctl_code use_log(xctl_store *store, xctl_error *error)
{
	static const char doing[] = "set up the store";
	if (sqlite3_db_readonly(store->db, "main") == 1)
		return XCTL_OK;
	sqlite3_stmt *statement = NULL;
	int result = sqlite3_prepare_v2(store->db, "PRAGMA journal_mode = WAL", -1, &statement, NULL);
	if (result == SQLITE_OK)
		result = sqlite3_step(statement);
	xctl_code code = XCTL_OK;
	if (result != SQLITE_ROW && (result & 0xFF) != SQLITE_BUSY)
		code = store_fail(store, result, doing, error);
	sqlite3_finalize(statement);
	if (code == XCTL_OK) /* a put that returned survives the loss of power */
		code = store_run(store, "PRAGMA synchronous = FULL", NULL, doing, error);
	return code;
}

static xctl_code prepare_all(xctl_store *store, xctl_error *error)
{
	for (int i = 0; i < SQL_COUNT; i++) {
		int result = sqlite3_prepare_v3(store->db, sql_text[i], -1, SQLITE_PREPARE_PERSISTENT, &store->sql[i],
			NULL);
		if (result != SQLITE_OK)
			return store_fail(store, result, "use the tables of the store", error);
	}
	return XCTL_OK;
}

static xctl_code connect_to(xctl_store *store, bool logged, xctl_error *error)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
	int result = sqlite3_open_v2(store->path, &store->db, flags, NULL);
	if (result != SQLITE_OK)
		return store_fail(store, result, "open the store", error);
	/* Closing writes the log back into the file: not into one that turns out to be damaged. */
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, (int)logged, (int *)NULL);
	xctl_code code = harden(store, error);
	if (code == XCTL_OK)
		code = store_settle(store, error);
	if (code == XCTL_OK)
		code = use_log(store, error);
	if (code == XCTL_OK)
		code = prepare_all(store, error);
	if (code == XCTL_OK)
		sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, (int *)NULL);
	return code;
}

xctl_code xctl_store_open(xctl_store **out, const char *path, xctl_error *error)
{
	if (!path || !*path) {
		xctl_fail(error, XCTL_USAGE, "the store has no path");
		xctl_hint(error, "name a file");
		return XCTL_USAGE;
	}
	xctl_store *store = calloc(1, sizeof *store);
	if (store)
		store->path = plain_path(path);
	if (!store || !store->path) {
		free(store);
		return xctl_fail_limit(error, "the store");
	}
	store->name = store->path + (path[0] == '/' ? 0 : 2);
	bool logged = false;
	xctl_code code = make_parents(store->name, error);
	if (code == XCTL_OK)
		code = store_recognise(store->name, &logged, error);
	if (code == XCTL_OK)
		code = connect_to(store, logged, error);
	if (code == XCTL_OK)
		*out = store;
	else
		xctl_store_close(store);
	return code;
}

void xctl_store_close(xctl_store *store)
{
	if (!store)
		return;
	xctl_store_batch_abandon(store);
	for (int i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(store->sql[i]);
	sqlite3_close(store->db);
	free(store->path);
	free(store);
}

xctl_code xctl_store_batch_begin(xctl_store *store, xctl_error *error)
{
	if (store->batch)
		return xctl_fail(error, XCTL_USAGE, "a batch is open already");
	xctl_code code = store_write(store, store->sql[SQL_BEGIN], "begin a batch", error);
	store->batch = code == XCTL_OK;
	store->lost = false;
	return code;
}

xctl_code xctl_store_batch_end(xctl_store *store, xctl_error *error)
{
	if (!store->batch)
		return xctl_fail(error, XCTL_USAGE, "no batch is open");
	xctl_code code = store_may_write(store, error);
	if (code == XCTL_OK)
		code = store_write(store, store->sql[SQL_COMMIT], "write the batch", error);
	if (code != XCTL_OK)
		xctl_store_batch_abandon(store);
	store->batch = false;
	return code;
}

void xctl_store_batch_abandon(xctl_store *store)
{
	/* Whatever the failure was, no transaction stays open; SQLite may have ended it already. */
	if (store->batch && !sqlite3_get_autocommit(store->db))
		store_write(store, store->sql[SQL_ROLLBACK], "take the batch back", NULL);
	store->batch = false;
	store->lost = false;
}

xctl_code xctl_store_status_get(xctl_store *store, xctl_store_status *out, xctl_error *error)
{
	xctl_store_status status = { .schema = STORE_SCHEMA };
	xctl_code code = store_count(store, SQL_DECISION_COUNT, &status.decisions, error);
	if (code == XCTL_OK)
		code = store_count(store, SQL_ADJUDICATION_COUNT, &status.adjudications, error);
	if (code == XCTL_OK)
		*out = status;
	return code;
}

xctl_code xctl_store_verify(xctl_store *store, xctl_error *error)
{
	static const char doing[] = "verify the store";
	sqlite3_stmt *statement = store->sql[SQL_VERIFY];
	xctl_str said;
	int result = sqlite3_step(statement);
	xctl_code code = result == SQLITE_ROW ? XCTL_OK : store_fail(store, result, doing, error);
	if (code == XCTL_OK)
		code = store_texts(store, statement, NULL, &said, 1, error);
	if (code == XCTL_OK && !xctl_str_is(said, "ok")) {
		code = xctl_fail(error, XCTL_DAMAGED, "the store is damaged: %.*s", XCTL_FMT(said));
		xctl_hint(error, "take it from a copy; the decisions in it can be made again from their transfers");
		xctl_at(error, store->name, 0, 0);
	}
	sqlite3_reset(statement);
	return code;
}

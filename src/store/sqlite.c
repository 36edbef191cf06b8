/* The few things that are done to SQLite, each in one place: errors, binding, stepping, reading. */
#define _GNU_SOURCE /* strerrordesc_np */
#include <string.h>

#include "store/inside.h"

static xctl_code code_of(int result)
{
	switch (result & 0xFF) { /* the primary result code */
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return XCTL_OK;
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
	case SQLITE_FORMAT:
	case SQLITE_ERROR:    /* our statements are right: the tables are not */
	case SQLITE_MISMATCH:
		return XCTL_DAMAGED;
	case SQLITE_NOMEM:
	case SQLITE_TOOBIG:
		return XCTL_LIMIT;
	case SQLITE_CONSTRAINT:
		return XCTL_INPUT;
	case SQLITE_INTERRUPT:
		return XCTL_CANCELLED;
	case SQLITE_MISUSE:
		return XCTL_USAGE;
	default:
		return XCTL_IO;
	}
}

static const char *hint_of(int result)
{
	switch (result & 0xFF) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return "another process is writing to the store: try again when it is done";
	case SQLITE_FULL:
		return "make room on the disk, or move the store";
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_READONLY:
		return "name a file you may write, in a directory you may write";
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
	case SQLITE_ERROR:
		return "take it from a copy; the decisions in it can be made again from their transfers";
	case SQLITE_NOMEM:
	case SQLITE_TOOBIG:
		return "split the input";
	default:
		return "check the disk and try again";
	}
}

xctl_code store_fail(xctl_store *store, int result, const char *doing, xctl_error *error)
{
	xctl_code code = code_of(result);
	const char *why = store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(result);
	int reason = store->db ? sqlite3_system_errno(store->db) : 0;
	bool from_system = (result & 0xFF) == SQLITE_CANTOPEN || (result & 0xFF) == SQLITE_IOERR;
	const char *system = from_system && reason ? strerrordesc_np(reason) : NULL;

	store->lost = store->lost || store->batch;
	xctl_fail(error, code, "cannot %s: %s%s%s", doing, why, system ? ": " : "", system ? system : "");
	xctl_hint(error, "%s", hint_of(result));
	xctl_at(error, store->name, 0, 0);
	return code;
}

xctl_code store_run(xctl_store *store, const char *sql, int64_t *number, const char *doing, xctl_error *error)
{
	sqlite3_stmt *statement = NULL;
	int result = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
	if (result == SQLITE_OK)
		result = sqlite3_step(statement);
	if (result == SQLITE_ROW) {
		if (number)
			*number = sqlite3_column_int64(statement, 0);
		result = sqlite3_step(statement);
	}
	xctl_code code = result == SQLITE_DONE ? XCTL_OK : store_fail(store, result, doing, error);
	sqlite3_finalize(statement);
	return code;
}

xctl_code store_bind(xctl_store *store, store_sql which, const xctl_str *texts, int n_texts, sqlite3_stmt **out,
	xctl_error *error)
{
	sqlite3_stmt *statement = store->sql[which];
	for (int i = 0; i < n_texts; i++) {
		const char *at = texts[i].len ? texts[i].at : ""; /* no text is empty, not NULL */
		int result = sqlite3_bind_text64(statement, i + 1, at, texts[i].len, SQLITE_STATIC, SQLITE_UTF8);
		if (result != SQLITE_OK) {
			sqlite3_clear_bindings(statement);
			return store_fail(store, result, "hand a text to the store", error);
		}
	}
	*out = statement;
	return XCTL_OK;
}

xctl_code store_write(xctl_store *store, sqlite3_stmt *statement, const char *doing, xctl_error *error)
{
	int result = sqlite3_step(statement);
	xctl_code code = result == SQLITE_DONE ? XCTL_OK : store_fail(store, result, doing, error);
	/* A failed step may leave its last word, the commit of one statement, to the reset. */
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return code;
}

xctl_code store_texts(xctl_store *store, sqlite3_stmt *row, xctl_arena *arena, xctl_str *texts, int n_texts,
	xctl_error *error)
{
	for (int i = 0; i < n_texts; i++) {
		const char *at = (const char *)sqlite3_column_text(row, i);
		if (!at)
			return store_fail(store, SQLITE_NOMEM, "read a row", error);
		texts[i] = (xctl_str){ at, (size_t)sqlite3_column_bytes(row, i) };
		if (!arena)
			continue;
		texts[i] = xctl_str_copy(arena, texts[i]);
		if (!texts[i].at)
			return xctl_fail_limit(error, "what the store keeps");
	}
	return XCTL_OK;
}

xctl_code store_count(xctl_store *store, store_sql which, uint64_t *out, xctl_error *error)
{
	sqlite3_stmt *statement = store->sql[which];
	int result = sqlite3_step(statement);
	xctl_code code = XCTL_OK;
	if (result == SQLITE_ROW)
		*out = (uint64_t)sqlite3_column_int64(statement, 0);
	else
		code = store_fail(store, result, "count what the store keeps", error);
	sqlite3_reset(statement);
	return code;
}

xctl_code store_may_write(const xctl_store *store, xctl_error *error)
{
	/* SQLite itself may have taken the transaction back: what came after would be written alone, at once. */
	if (!store->batch || (!store->lost && !sqlite3_get_autocommit(store->db)))
		return XCTL_OK;
	xctl_fail(error, XCTL_IO, "the batch was lost when the store failed in it");
	xctl_hint(error, "abandon the batch and put all of it again");
	xctl_at(error, store->name, 0, 0);
	return XCTL_IO;
}

/* What the files of the SQLite store share. */
#ifndef XCTL_STORE_INSIDE_H
#define XCTL_STORE_INSIDE_H

#include <sqlite3.h>

#include "store/store.h"

/* Our mark in the header of the file ("XCTL"), and the version of the schema. */
#define STORE_MARK 0x5843544C
#define STORE_SCHEMA 1
#define STORE_WAIT_MS 5000

/* Each is prepared once, when the store opens: a file whose tables are not ours is found there and then. */
typedef enum store_sql {
	SQL_BEGIN,
	SQL_COMMIT,
	SQL_ROLLBACK,
	SQL_DECISION_PUT,
	SQL_DECISION_GET,
	SQL_DECISION_EACH,
	SQL_DECISION_LATEST,
	SQL_IDS_FROM,
	SQL_IDS_BEFORE,
	SQL_DECISION_COUNT,
	SQL_ADJUDICATION_PUT,
	SQL_ADJUDICATION_GET,
	SQL_ADJUDICATION_COUNT,
	SQL_VERIFY,
	SQL_COUNT,
} store_sql;

struct xctl_store {
	sqlite3 *db;
	sqlite3_stmt *sql[SQL_COUNT];
	char *path;
	const char *name; /* of the path, as the caller wrote it */
	bool batch; /* between begin and end */
	bool lost;  /* the store failed inside the batch */
};

/* recognise.c: reads the header of the file, with no help from SQLite, which may write as it opens. XCTL_DAMAGED when
 * the file is none of ours; no file, or an empty one, is fine: a store is made there. `*logged`: a log or a journal
 * with something in it lies beside, so that the file alone is not the whole. */
xctl_code store_recognise(const char *path, bool *logged, xctl_error *error);

/* schema.c: makes the tables in a database that has none. Two processes may try at once: one makes them. */
xctl_code store_settle(xctl_store *store, xctl_error *error);

/* sqlite.c: turns what SQLite says into an error; `doing` is what was tried: "write a decision". */
xctl_code store_fail(xctl_store *store, int result, const char *doing, xctl_error *error);
/* Runs one statement of SQL text that gives at most one number. */
xctl_code store_run(xctl_store *store, const char *sql, int64_t *number, const char *doing, xctl_error *error);
/* Takes a prepared statement with these texts bound, from the first parameter on; they must live until it is reset. */
xctl_code store_bind(xctl_store *store, store_sql which, const xctl_str *texts, int n_texts, sqlite3_stmt **out,
	xctl_error *error);
/* Steps a statement that gives nothing, and resets it. */
xctl_code store_write(xctl_store *store, sqlite3_stmt *statement, const char *doing, xctl_error *error);
/* The texts of a row's columns: borrowed from the statement, or copied when there is an arena. */
xctl_code store_texts(xctl_store *store, sqlite3_stmt *row, xctl_arena *arena, xctl_str *texts, int n_texts,
	xctl_error *error);
xctl_code store_count(xctl_store *store, store_sql which, uint64_t *out, xctl_error *error);
/* Refuses to write in a batch that was lost. */
xctl_code store_may_write(const xctl_store *store, xctl_error *error);

#endif

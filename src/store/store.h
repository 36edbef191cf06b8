/* The store: transfers, decisions and adjudications, kept between runs. Never on the matching hot path. SQLite behind
 * it now; another database stands behind the same functions with the same conformance tests.
 *
 * Several processes may use one store at once: readers never wait, and a writer waits up to five seconds for another
 * before it gives up with XCTL_IO. One handle belongs to one thread at a time.
 *
 * What every function may answer: XCTL_IO (the system's reason is in the text), XCTL_DAMAGED (the file's pages do not
 * agree), XCTL_LIMIT (no memory, or the arena's ceiling). On failure outputs are as they were and nothing is
 * half-written. */
#ifndef XCTL_STORE_STORE_H
#define XCTL_STORE_STORE_H

#include "base/base.h"

typedef struct xctl_store xctl_store;

/* Opens or creates the store (parent directories too). A file that is not a store, is damaged or was written by a newer
 * program is XCTL_DAMAGED and stays untouched. */
xctl_code xctl_store_open(xctl_store **out, const char *path, xctl_error *error);
/* An open batch is abandoned. NULL is allowed. */
void xctl_store_close(xctl_store *store);

typedef struct xctl_stored_decision {
	xctl_str id;       /* "D-…" */
	xctl_str transfer_ref; /* the caller's reference */
	xctl_str verdict;
	xctl_str transfer; /* canonical JSON */
	xctl_str decision; /* JSON as it was given out */
	xctl_str snapshot; /* hex of its hash */
	xctl_str date, known; /* ISO days */
} xctl_stored_decision;

/* Writes one decision; the same id again is no error and changes nothing. Durable when it returns, unless a batch is
 * open. An empty id is XCTL_USAGE. */
xctl_code xctl_store_put(xctl_store *store, const xctl_stored_decision *decision, xctl_error *error);
/* Finds a decision by its id, or by the beginning of its id when that is unique and has at least 6 letters after "D-";
 * small letters stand for capitals. Strings live in `arena`.
 * XCTL_NOT_FOUND with the nearest ids in the hint; XCTL_INPUT when several ids begin so, some of them in the hint. */
xctl_code xctl_store_get(xctl_store *store, xctl_str id, xctl_arena *arena, xctl_stored_decision *out,
	xctl_error *error);
/* Calls `each` for every decision, in the order in which they were put. Strings are borrowed until `each` returns; what
 * it answers but XCTL_OK ends the walk and is the result. It may get from the store; it may not put, nor walk again. */
xctl_code xctl_store_each(xctl_store *store,
	xctl_code (*each)(void *context, const xctl_stored_decision *decision, xctl_error *error), void *context,
	xctl_error *error);

/* The same for the newest decision of each transfer alone, in the order in which they were put: transfers are one where
 * their references are, or without a reference where their documents are. Of those, acts on the days `from` to `to`
 * (ISO days, both included; an empty one is no limit). O(n log n) in what is kept. */
xctl_code xctl_store_latest(xctl_store *store, xctl_str from, xctl_str to,
	xctl_code (*each)(void *context, const xctl_stored_decision *decision, xctl_error *error), void *context,
	xctl_error *error);

/* A batch of puts and adjudications is one transaction: all or, when it is abandoned, none. Once the store has failed
 * inside a batch, the batch is lost: what follows in it and its end are refused with XCTL_IO, and nothing of it is
 * kept. A batch within a batch, or an end without a beginning, is XCTL_USAGE. Other writers wait while it is open. */
xctl_code xctl_store_batch_begin(xctl_store *store, xctl_error *error);
xctl_code xctl_store_batch_end(xctl_store *store, xctl_error *error);
void xctl_store_batch_abandon(xctl_store *store);

/* An adjudication of a name hit: bound to the party as it was and the entry as it was (their hashes); it speaks no more
 * when either changes. The history is append-only: the newest counts. */
typedef struct xctl_clearance {
	xctl_str party_hash, entry_hash; /* hex */
	xctl_str list, entry;
	xctl_str outcome;                /* "same", "cleared", "escalated" */
	xctl_str reason, by, day;
} xctl_clearance;

/* Another outcome, or an empty hash, is XCTL_INPUT. */
xctl_code xctl_store_adjudicate(xctl_store *store, const xctl_clearance *clearance, xctl_error *error);
/* The newest adjudication for the pair; XCTL_NOT_FOUND when there is none (no error text is set then). */
xctl_code xctl_store_adjudicated(xctl_store *store, xctl_str party_hash, xctl_str entry_hash, xctl_arena *arena,
	xctl_clearance *out, xctl_error *error);

/* How many decisions and adjudications are kept, and the schema version: for `doctor`. O(what is kept). */
typedef struct xctl_store_status {
	uint64_t decisions, adjudications;
	uint32_t schema;
} xctl_store_status;
xctl_code xctl_store_status_get(xctl_store *store, xctl_store_status *out, xctl_error *error);
/* Reads the whole file and checks that its pages, indices and rules agree; XCTL_DAMAGED names the first that does
 * not. */
xctl_code xctl_store_verify(xctl_store *store, xctl_error *error);

#endif

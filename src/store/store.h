/* The store: parties, transfers, decisions and adjudications, kept between runs. Never on the matching hot path.
 * SQLite behind it now; another database stands behind the same functions with the same conformance tests. */
#ifndef XCTL_STORE_STORE_H
#define XCTL_STORE_STORE_H

#include "base/base.h"

typedef struct xctl_store xctl_store;

/* Opens or creates the store (parent directories too). A file that is not a store, is damaged or was written by a newer
 * program is XCTL_DAMAGED and stays untouched. */
xctl_code xctl_store_open(xctl_store **out, const char *path, xctl_error *error);
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

/* Writes one decision; the same id again is no error and changes nothing. Durable when it returns, unless a batch is open. */
xctl_code xctl_store_put(xctl_store *store, const xctl_stored_decision *decision, xctl_error *error);
/* XCTL_NOT_FOUND with the nearest ids in the hint (a unique prefix of at least 6 letters is enough). Strings live in `arena`. */
xctl_code xctl_store_get(xctl_store *store, xctl_str id, xctl_arena *arena, xctl_stored_decision *out, xctl_error *error);

/* A batch of puts is one transaction: all or, when it is abandoned, none. */
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

xctl_code xctl_store_adjudicate(xctl_store *store, const xctl_clearance *clearance, xctl_error *error);
/* The newest adjudication for the pair; XCTL_NOT_FOUND when there is none (no error text is set then). */
xctl_code xctl_store_adjudicated(xctl_store *store, xctl_str party_hash, xctl_str entry_hash, xctl_arena *arena,
	xctl_clearance *out, xctl_error *error);

/* How many decisions are kept, the path, the schema version: for `doctor`. */
typedef struct xctl_store_status {
	uint64_t decisions, adjudications;
	uint32_t schema;
} xctl_store_status;
xctl_code xctl_store_status_get(xctl_store *store, xctl_store_status *out, xctl_error *error);

#endif

/* Adjudications of name hits: added, never changed. */
#include "store/inside.h"

#define FIELDS 8

static xctl_code refuse(xctl_error *error, const char *field, xctl_str got, const char *hint)
{
	xctl_fail(error, XCTL_INPUT, "an adjudication with the %s \"%.*s\"", field, XCTL_FMT(got));
	xctl_hint(error, "%s", hint);
	xctl_at_pointer(error, "/%s", field);
	return XCTL_INPUT;
}

static xctl_code check(const xctl_clearance *c, xctl_error *error)
{
	if (!xctl_str_is(c->outcome, "same") && !xctl_str_is(c->outcome, "cleared")
		&& !xctl_str_is(c->outcome, "escalated"))
		return refuse(error, "outcome", c->outcome, "the outcome is same, cleared or escalated");
	if (!c->party_hash.len)
		return refuse(error, "party_hash", c->party_hash, "give the hash of the party as it was");
	if (!c->entry_hash.len)
		return refuse(error, "entry_hash", c->entry_hash, "give the hash of the entry as it was");
	return XCTL_OK;
}

xctl_code xctl_store_adjudicate(xctl_store *store, const xctl_clearance *c, xctl_error *error)
{
	const xctl_str texts[FIELDS] = { c->party_hash, c->entry_hash, c->list, c->entry, c->outcome, c->reason, c->by,
		c->day };
	sqlite3_stmt *statement;
	xctl_code code = check(c, error);
	if (code == XCTL_OK)
		code = store_may_write(store, error);
	if (code == XCTL_OK)
		code = store_bind(store, SQL_ADJUDICATION_PUT, texts, FIELDS, &statement, error);
	if (code == XCTL_OK)
		code = store_write(store, statement, "write an adjudication", error);
	return code;
}

xctl_code xctl_store_adjudicated(xctl_store *store, xctl_str party_hash, xctl_str entry_hash, xctl_arena *arena,
	xctl_clearance *out, xctl_error *error)
{
	const xctl_str pair[2] = { party_hash, entry_hash };
	xctl_str t[FIELDS];
	sqlite3_stmt *statement;
	xctl_code code = store_bind(store, SQL_ADJUDICATION_GET, pair, 2, &statement, error);
	if (code != XCTL_OK)
		return code;
	int result = sqlite3_step(statement);
	if (result == SQLITE_ROW)
		code = store_texts(store, statement, arena, t, FIELDS, error);
	else
		code = result == SQLITE_DONE ? XCTL_NOT_FOUND
					     : store_fail(store, result, "read an adjudication", error);
	if (code == XCTL_OK)
		*out = (xctl_clearance){ t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7] };
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return code;
}

/* Decisions: put once, found by their id or its beginning. */
#include <string.h>

#include "store/inside.h"

#define FIELDS 8
#define ID_MOST 64      /* of an id that is looked for by its beginning; ours have 28 */
#define LETTERS_FEWEST 6
#define LETTERS_TRIED 8 /* where a wrong letter is looked for: behind them the neighbours in the index share enough */
#define SHOWN_MOST 4

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

xctl_code xctl_store_put(xctl_store *store, const xctl_stored_decision *d, xctl_error *error)
{
	const xctl_str texts[FIELDS] = { d->id, d->transfer_ref, d->verdict, d->transfer, d->decision, d->snapshot,
		d->date, d->known };
	sqlite3_stmt *statement;
	if (!d->id.len)
		return xctl_fail(error, XCTL_USAGE, "a decision without an id cannot be kept");
	xctl_code code = store_may_write(store, error);
	if (code == XCTL_OK)
		code = store_bind(store, SQL_DECISION_PUT, texts, FIELDS, &statement, error);
	if (code == XCTL_OK)
		code = store_write(store, statement, "write a decision", error);
	return code;
}

static xctl_code read_row(xctl_store *store, sqlite3_stmt *row, xctl_arena *arena, xctl_stored_decision *out,
	xctl_error *error)
{
	xctl_str t[FIELDS];
	xctl_code code = store_texts(store, row, arena, t, FIELDS, error);
	if (code == XCTL_OK)
		*out = (xctl_stored_decision){ t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7] };
	return code;
}

/* The decision with exactly this id; XCTL_NOT_FOUND sets no text. */
static xctl_code get_exact(xctl_store *store, xctl_str id, xctl_arena *arena, xctl_stored_decision *out,
	xctl_error *error)
{
	sqlite3_stmt *statement;
	xctl_code code = store_bind(store, SQL_DECISION_GET, &id, 1, &statement, error);
	if (code != XCTL_OK)
		return code;
	int result = sqlite3_step(statement);
	if (result == SQLITE_ROW)
		code = read_row(store, statement, arena, out, error);
	else
		code = result == SQLITE_DONE ? XCTL_NOT_FOUND : store_fail(store, result, "read a decision", error);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return code;
}

/* Some ids, each at most ID_MOST bytes: what an error shows. */
typedef struct few_ids {
	char at[SHOWN_MOST][ID_MOST + 1];
	uint32_t count;
	bool more;
} few_ids;

static void add_id(few_ids *ids, xctl_str id)
{
	if (id.len > ID_MOST)
		return; /* not one that this program makes */
	for (uint32_t i = 0; i < ids->count; i++)
		if (xctl_str_is(id, ids->at[i]))
			return;
	if (ids->count == SHOWN_MOST) {
		ids->more = true;
		return;
	}
	memcpy(ids->at[ids->count], id.at, id.len);
	ids->at[ids->count++][id.len] = '\0';
}

/* Adds at most `most` ids from one of the two statements that walk from an id on, as long as they begin with
 * `prefix`. */
static xctl_code walk_ids(xctl_store *store, store_sql which, xctl_str from, xctl_str prefix, int most, few_ids *ids,
	xctl_error *error)
{
	sqlite3_stmt *statement;
	xctl_str id = { "", 0 };
	xctl_code code = store_bind(store, which, &from, 1, &statement, error);
	if (code != XCTL_OK)
		return code;
	for (int n = 0; code == XCTL_OK && n < most; n++) {
		int result = sqlite3_step(statement);
		if (result == SQLITE_DONE)
			break;
		code = result == SQLITE_ROW ? store_texts(store, statement, NULL, &id, 1, error)
					    : store_fail(store, result, "read the ids of the store", error);
		if (code != XCTL_OK || !xctl_str_starts(id, prefix))
			break;
		add_id(ids, id);
	}
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return code;
}

/* Adds ids that begin as `sought` does but for one wrong letter, or two letters exchanged, near the beginning. */
static xctl_code mistyped_ids(xctl_store *store, xctl_str sought, few_ids *ids, xctl_error *error)
{
	char tried[2 + LETTERS_TRIED];
	xctl_code code = XCTL_OK;
	if (sought.len < 2 + LETTERS_FEWEST)
		return XCTL_OK;
	size_t len = sought.len < sizeof tried ? sought.len : sizeof tried;
	xctl_str prefix = { tried, len };
	memcpy(tried, sought.at, len);
	for (size_t i = 2; i < len; i++) {
		char was = tried[i];
		for (const char *letter = letters; code == XCTL_OK && *letter; letter++) {
			tried[i] = *letter;
			if (*letter != was)
				code = walk_ids(store, SQL_IDS_FROM, prefix, prefix, 1, ids, error);
		}
		tried[i] = was;
		if (i + 1 < len && tried[i] != tried[i + 1]) {
			tried[i] = tried[i + 1];
			tried[i + 1] = was;
			if (code == XCTL_OK)
				code = walk_ids(store, SQL_IDS_FROM, prefix, prefix, 1, ids, error);
			tried[i + 1] = tried[i];
			tried[i] = was;
		}
	}
	return code;
}

static void show(const few_ids *ids, const char *intro, xctl_error *error)
{
	xctl_buf text = { .ceiling = sizeof error->hint };
	for (uint32_t i = 0; i < ids->count; i++)
		xctl_buf_printf(&text, "%s%s", i ? ", " : "", ids->at[i]);
	xctl_hint(error, "%s: %s%s", intro, text.at ? text.at : "", ids->more ? ", …" : "");
	xctl_buf_drop(&text);
}

/* The nearest first: those that share the most letters with what was sought, then those of a slip of the finger. */
static xctl_code not_found(xctl_store *store, xctl_str asked, xctl_str sought, xctl_error *error)
{
	few_ids ids = { 0 };
	xctl_str any = { "", 0 };
	bool short_one = sought.len < 2 + LETTERS_FEWEST;
	xctl_code code = mistyped_ids(store, sought, &ids, error);
	if (code == XCTL_OK)
		code = walk_ids(store, SQL_IDS_FROM, sought, any, 2, &ids, error);
	if (code == XCTL_OK)
		code = walk_ids(store, SQL_IDS_BEFORE, sought, any, 2, &ids, error);
	if (code != XCTL_OK)
		return code;
	xctl_fail(error, XCTL_NOT_FOUND, "the store has no decision \"%.*s\"", XCTL_FMT(asked));
	xctl_at(error, store->name, 0, 0);
	if (ids.count == 0)
		xctl_hint(error, "it keeps no decision yet; was another store used?");
	else
		show(&ids, short_one ? "give at least 6 letters after D-; nearest" : "nearest", error);
	return XCTL_NOT_FOUND;
}

static xctl_code get_by_prefix(xctl_store *store, xctl_str asked, xctl_str prefix, xctl_arena *arena,
	xctl_stored_decision *out, xctl_error *error)
{
	few_ids ids = { 0 };
	xctl_code code = walk_ids(store, SQL_IDS_FROM, prefix, prefix, SHOWN_MOST + 1, &ids, error);
	if (code != XCTL_OK)
		return code;
	if (ids.count == 0)
		return not_found(store, asked, prefix, error);
	if (ids.count == 1) {
		code = get_exact(store, xctl_str_of(ids.at[0]), arena, out, error);
		return code == XCTL_NOT_FOUND ? not_found(store, asked, prefix, error) : code; /* deleted just now */
	}
	xctl_fail(error, XCTL_INPUT, "several decisions begin with \"%.*s\"", XCTL_FMT(asked));
	show(&ids, "give more letters; it may be", error);
	xctl_at(error, store->name, 0, 0);
	return XCTL_INPUT;
}

xctl_code xctl_store_get(xctl_store *store, xctl_str id, xctl_arena *arena, xctl_stored_decision *out,
	xctl_error *error)
{
	char capitals[ID_MOST];
	xctl_code code = get_exact(store, id, arena, out, error);
	if (code != XCTL_NOT_FOUND)
		return code;
	xctl_str prefix = { capitals, id.len < sizeof capitals ? id.len : sizeof capitals };
	for (size_t i = 0; i < prefix.len; i++)
		capitals[i] = (char)(id.at[i] >= 'a' && id.at[i] <= 'z' ? id.at[i] - 'a' + 'A' : id.at[i]);
	bool usable = id.len <= sizeof capitals && xctl_str_starts(prefix, XCTL_STR("D-"))
		&& prefix.len >= 2 + LETTERS_FEWEST;
	return usable ? get_by_prefix(store, id, prefix, arena, out, error) : not_found(store, id, prefix, error);
}

static xctl_code walk(xctl_store *store, sqlite3_stmt *statement,
	xctl_code (*each)(void *context, const xctl_stored_decision *decision, xctl_error *error), void *context,
	xctl_error *error)
{
	xctl_stored_decision d;
	xctl_code code = XCTL_OK;
	while (code == XCTL_OK) {
		int result = sqlite3_step(statement);
		if (result == SQLITE_DONE)
			break;
		code = result == SQLITE_ROW ? read_row(store, statement, NULL, &d, error)
					    : store_fail(store, result, "read the decisions", error);
		if (code == XCTL_OK)
			code = each(context, &d, error);
	}
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return code;
}

xctl_code xctl_store_each(xctl_store *store,
	xctl_code (*each)(void *context, const xctl_stored_decision *decision, xctl_error *error), void *context,
	xctl_error *error)
{
	return walk(store, store->sql[SQL_DECISION_EACH], each, context, error);
}

xctl_code xctl_store_latest(xctl_store *store, xctl_str from, xctl_str to,
	xctl_code (*each)(void *context, const xctl_stored_decision *decision, xctl_error *error), void *context,
	xctl_error *error)
{
	const xctl_str days[] = { from.at ? from : XCTL_STR(""), to.at ? to : XCTL_STR("") };
	sqlite3_stmt *statement;
	xctl_code code = store_bind(store, SQL_DECISION_LATEST, days, 2, &statement, error);
	return code == XCTL_OK ? walk(store, statement, each, context, error) : code;
}

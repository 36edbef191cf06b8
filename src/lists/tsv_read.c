/* The project's own form of a list: one table, read strictly. */
#include <stdlib.h>

#include "format/tsv.h"
#include "lists/inside.h"

enum column {
	ENTRY, KIND, NAME, ALIASES, WEAK_ALIASES, COUNTRIES, ADDRESSES, IDS, PROGRAMMES, SCOPE, CODES, EXCEPT, CARVE_OUT,
	REQUIREMENT, POLICY, POLICY_TEXT, FOOTNOTES, CITES, EFFECTIVE, UNTIL, KNOWN, BIRTH, N_COLUMNS
};
static const char *const column_names[N_COLUMNS] = { "entry", "kind", "name", "aliases", "weak_aliases", "countries",
	"addresses", "ids", "programmes", "scope", "codes", "except", "carve_out", "requirement", "policy", "policy_text", "footnotes", "cites",
	"effective", "until", "known", "birth" };

typedef struct table {
	xctl_tsv tsv;
	xctl_str bytes;
	const char *source;
	xctl_arena *arena;
	uint32_t at[N_COLUMNS];
	uint32_t row;
	xctl_error *error;
} table;

static xctl_str cell(const table *t, enum column c)
{
	return xctl_tsv_cell(&t->tsv, t->row, t->at[c]);
}

/* Names the place of a text that lies in the table. */
static xctl_code at_text(const table *t, xctl_str where, enum column c)
{
	uint32_t column = 0;
	if (where.at >= t->bytes.at && where.at <= t->bytes.at + t->bytes.len) {
		const char *from = where.at;
		while (from > t->bytes.at && from[-1] != '\n')
			from--;
		column = (uint32_t)(where.at - from) + 1;
	}
	xctl_at(t->error, t->source, t->tsv.lines[t->row], column);
	xctl_at_pointer(t->error, "%s", column_names[c]);
	return XCTL_INPUT;
}

static xctl_code full(const table *t)
{
	return xctl_fail_limit(t->error, "reading the list");
}

/* The index of a word in a vocabulary, or an error that offers the nearest. An empty cell is `otherwise`. */
static xctl_code read_word(const table *t, enum column c, const char *(*word)(unsigned), unsigned otherwise, unsigned *out)
{
	xctl_str s = cell(t, c);
	xctl_str words[8];
	unsigned n = 0;
	*out = otherwise;
	if (s.len == 0)
		return XCTL_OK;
	for (; n < 8 && word(n); n++) {
		words[n] = xctl_str_of(word(n));
		if (xctl_str_eq(s, words[n])) {
			*out = n;
			return XCTL_OK;
		}
	}
	xctl_fail(t->error, XCTL_INPUT, "\"%.*s\" is no %s", XCTL_FMT(s), column_names[c]);
	xctl_str near = xctl_nearest(s, words, n);
	if (near.len)
		xctl_hint(t->error, "did you mean \"%.*s\"?", XCTL_FMT(near));
	else
		xctl_hint(t->error, "one of %s, %s, %s, %s, %s", word(0), word(1), word(2), word(3), word(4));
	return at_text(t, s, c);
}

static const char *kind_word(unsigned i)
{
	return xctl_party_kind_word((xctl_party_kind)i);
}

static const char *scope_word(unsigned i)
{
	return xctl_scope_word((xctl_scope)i);
}

static const char *policy_word(unsigned i)
{
	return xctl_policy_word((xctl_policy)i);
}

/* "a; b; c" */
static xctl_code read_array(const table *t, enum column c, const xctl_str **out, uint32_t *n)
{
	xctl_strs parts = { 0 };
	xctl_str rest = cell(t, c);
	while (rest.len) {
		xctl_str part = xctl_str_trim(xctl_str_cut(&rest, ';'));
		xctl_str *slot = part.len ? XCTL_PUSH(t->arena, &parts) : NULL;
		if (part.len && !slot)
			return full(t);
		if (slot)
			*slot = part;
	}
	*out = parts.at;
	*n = parts.count;
	return XCTL_OK;
}

static xctl_code read_names(const table *t, xctl_entry *entry)
{
	static const struct {
		enum column column;
		xctl_name_quality quality;
	} from[] = { { NAME, XCTL_NAME_PRIMARY }, { ALIASES, XCTL_NAME_STRONG }, { WEAK_ALIASES, XCTL_NAME_WEAK } };
	xctl_name_list names = { 0 };
	for (size_t k = 0; k < sizeof from / sizeof from[0]; k++) {
		xctl_str rest = cell(t, from[k].column);
		while (rest.len) {
			/* A primary name is one name, whatever it holds. */
			xctl_str part = k == 0 ? rest : xctl_str_trim(xctl_str_cut(&rest, ';'));
			if (k == 0)
				rest.len = 0;
			xctl_name *slot = part.len ? XCTL_PUSH(t->arena, &names) : NULL;
			if (part.len && !slot)
				return full(t);
			if (slot)
				*slot = (xctl_name){ part, from[k].quality };
		}
	}
	entry->names = names.at;
	entry->n_names = names.count;
	if (cell(t, NAME).len)
		return XCTL_OK;
	xctl_fail(t->error, XCTL_INPUT, "the entry has no name");
	return at_text(t, cell(t, NAME), NAME);
}

/* Codes between blanks, commas or semicolons. */
static xctl_code read_countries(const table *t, xctl_str *out)
{
	xctl_str s = cell(t, COUNTRIES);
	*out = XCTL_STR("");
	for (size_t i = 0; i < s.len;) {
		size_t from = i;
		while (i < s.len && s.at[i] != ' ' && s.at[i] != ',' && s.at[i] != ';')
			i++;
		xctl_str code = { s.at + from, i - from };
		i += i == from;
		if (code.len == 0)
			continue;
		if (!xctl_country_assigned(code)) {
			xctl_fail(t->error, XCTL_INPUT, "\"%.*s\" is no country", XCTL_FMT(code));
			xctl_hint(t->error, "use ISO 3166-1 alpha-2 codes, several between blanks: CN HK");
			return at_text(t, code, COUNTRIES);
		}
		if (!xctl_countries_add(out, t->arena, code))
			return full(t);
	}
	return XCTL_OK;
}

static xctl_code read_day(const table *t, enum column c, xctl_date *out)
{
	xctl_str s = cell(t, c);
	*out = XCTL_DATE_NONE;
	if (s.len == 0 || xctl_date_parse(s, out))
		return XCTL_OK;
	xctl_fail(t->error, XCTL_INPUT, "\"%.*s\" is no day", XCTL_FMT(s));
	xctl_hint(t->error, "write the day as YYYY-MM-DD");
	return at_text(t, s, c);
}

static xctl_code read_footnotes(const table *t, uint8_t *out)
{
	xctl_str rest = cell(t, FOOTNOTES), whole = rest;
	while (rest.len) {
		xctl_str one = xctl_str_trim(xctl_str_cut(&rest, ','));
		if (one.len != 1 || one.at[0] < '1' || one.at[0] > '5') {
			xctl_fail(t->error, XCTL_INPUT, "\"%.*s\" is no footnote", XCTL_FMT(one));
			xctl_hint(t->error, "footnotes are numbers from 1 to 5 between commas");
			return at_text(t, one.len ? one : whole, FOOTNOTES);
		}
		*out = (uint8_t)(*out | 1u << (one.at[0] - '0'));
	}
	return XCTL_OK;
}

/* "no" or nothing; "yes"; or the codes it may reach. */
static xctl_code read_carve_out(const table *t, xctl_entry *entry)
{
	xctl_str s = cell(t, CARVE_OUT);
	if (s.len == 0 || xctl_str_is(s, "no"))
		return XCTL_OK;
	entry->carve_out = true;
	return xctl_str_is(s, "yes") ? XCTL_OK : read_array(t, CARVE_OUT, &entry->carved, &entry->n_carved);
}

static xctl_code read_meaning(const table *t, xctl_entry *entry)
{
	unsigned kind = 0, scope = 0, policy = 0;
	xctl_code code = read_word(t, KIND, kind_word, XCTL_PARTY_UNKNOWN, &kind);
	if (code == XCTL_OK)
		code = read_word(t, SCOPE, scope_word, XCTL_SCOPE_NONE, &scope);
	if (code == XCTL_OK)
		code = read_word(t, POLICY, policy_word, XCTL_POLICY_NONE, &policy);
	if (code != XCTL_OK)
		return code;
	entry->kind = (xctl_party_kind)kind;
	entry->scope = (xctl_scope)scope;
	entry->policy = (xctl_policy)policy;
	if (entry->scope == XCTL_SCOPE_CODES && entry->n_codes == 0) {
		xctl_fail(t->error, XCTL_INPUT, "the scope is codes, and there are no codes");
		xctl_hint(t->error, "name them in the column codes, or write the scope as unparsed");
		return at_text(t, cell(t, SCOPE), SCOPE);
	}
	if (entry->n_codes && (entry->scope == XCTL_SCOPE_ALL || entry->scope == XCTL_SCOPE_NONE)) {
		xctl_fail(t->error, XCTL_INPUT, "codes have no meaning with the scope %s", xctl_scope_word(entry->scope));
		return at_text(t, cell(t, CODES), CODES);
	}
	return XCTL_OK;
}

static xctl_code read_days(const table *t, xctl_entry *entry)
{
	xctl_code code = read_day(t, EFFECTIVE, &entry->effective.from);
	if (code == XCTL_OK)
		code = read_day(t, UNTIL, &entry->effective.until);
	if (code == XCTL_OK)
		code = read_day(t, KNOWN, &entry->known.from);
	entry->known.until = XCTL_DATE_NONE;
	if (code == XCTL_OK && entry->effective.until != XCTL_DATE_NONE && entry->effective.from != XCTL_DATE_NONE
	    && entry->effective.until <= entry->effective.from) {
		xctl_fail(t->error, XCTL_INPUT, "the entry ends before it begins");
		return at_text(t, cell(t, UNTIL), UNTIL);
	}
	return code;
}

/* What cannot be written again is not read: a cell is one line of plain text. */
static xctl_code refuse_controls(const table *t)
{
	for (unsigned c = 0; c < N_COLUMNS; c++) {
		xctl_str s = cell(t, c);
		for (size_t i = 0; i < s.len; i++)
			if ((unsigned char)s.at[i] < ' ') {
				xctl_fail(t->error, XCTL_INPUT, "a control character");
				return at_text(t, (xctl_str){ s.at + i, 1 }, c);
			}
	}
	return XCTL_OK;
}

static xctl_code read_entry(const table *t, const xctl_list *list, xctl_entry *entry)
{
	entry->id = cell(t, ENTRY);
	entry->requirement_text = cell(t, REQUIREMENT);
	entry->policy_text = cell(t, POLICY_TEXT);
	entry->cites = cell(t, CITES);
	entry->birth = cell(t, BIRTH);
	if (entry->id.len == 0) {
		xctl_fail(t->error, XCTL_INPUT, "the entry has no id");
		return at_text(t, entry->id, ENTRY);
	}
	xctl_code code = refuse_controls(t);
	if (code == XCTL_OK)
		code = read_names(t, entry);
	if (code == XCTL_OK)
		code = read_countries(t, &entry->countries);
	if (code == XCTL_OK)
		code = read_array(t, ADDRESSES, &entry->addresses, &entry->n_addresses);
	if (code == XCTL_OK)
		code = read_array(t, IDS, &entry->ids, &entry->n_ids);
	if (code == XCTL_OK)
		code = read_array(t, PROGRAMMES, &entry->programmes, &entry->n_programmes);
	if (code == XCTL_OK)
		code = read_array(t, CODES, &entry->codes, &entry->n_codes);
	if (code == XCTL_OK)
		code = read_array(t, EXCEPT, &entry->except, &entry->n_except);
	if (code == XCTL_OK)
		code = read_carve_out(t, entry);
	if (code == XCTL_OK)
		code = read_meaning(t, entry);
	if (code == XCTL_OK)
		code = read_footnotes(t, &entry->footnotes);
	if (code == XCTL_OK)
		code = read_days(t, entry);
	if (code == XCTL_OK)
		xctl_entry_date(entry, list, NULL);
	return code;
}

/* --- heads --- */

static xctl_code bad_head(const table *t, const char *key, xctl_str value, const char *hint)
{
	if (value.len == 0)
		xctl_fail(t->error, XCTL_INPUT, "the head \"# %s:\" is missing", key);
	else
		xctl_fail(t->error, XCTL_INPUT, "\"%.*s\" is no value of the head %s", XCTL_FMT(value), key);
	if (hint)
		xctl_hint(t->error, "%s", hint);
	uint32_t line = 1;
	for (const char *at = t->bytes.at; value.len && at < value.at; at++)
		line += *at == '\n';
	xctl_at(t->error, t->source, line, 0);
	return XCTL_INPUT;
}

static bool read_count(xctl_str s, uint32_t *out)
{
	if (s.len == 0 || s.len > 6)
		return false;
	uint32_t sum = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
		sum = sum * 10 + (uint32_t)(s.at[i] - '0');
	}
	*out = sum;
	return true;
}

static xctl_code read_heads(const table *t, xctl_list *list)
{
	struct {
		const char *key;
		xctl_str *to;
	} texts[] = { { "list", &list->id }, { "title", &list->title }, { "government", &list->government },
		{ "source", &list->source }, { "cites", &list->cites } };
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		*texts[i].to = xctl_tsv_head(&t->tsv, texts[i].key);
		if (texts[i].to->len == 0)
			return bad_head(t, texts[i].key, *texts[i].to, "heads stand above the columns, one a line: # list: us-entity");
	}
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		for (size_t k = 0; k < texts[i].to->len; k++)
			if ((unsigned char)texts[i].to->at[k] < ' ')
				return bad_head(t, texts[i].key, *texts[i].to, "a head is one line of plain text");
	const char *day_hint = "write the day as YYYY-MM-DD";
	xctl_str as_of = xctl_tsv_head(&t->tsv, "as-of"), known = xctl_tsv_head(&t->tsv, "known");
	if (!xctl_date_parse(as_of, &list->as_of))
		return bad_head(t, "as-of", as_of, day_hint);
	list->known = list->as_of;
	if (known.len && !xctl_date_parse(known, &list->known))
		return bad_head(t, "known", known, day_hint);
	xctl_str age = xctl_tsv_head(&t->tsv, "max-age-days");
	if (!read_count(age, &list->max_age_days))
		return bad_head(t, "max-age-days", age, "a number of days, such as 400");
	xctl_str completeness = xctl_tsv_head(&t->tsv, "completeness");
	list->excerpt = xctl_str_is(completeness, "excerpt");
	if (!list->excerpt && !xctl_str_is(completeness, "full"))
		return bad_head(t, "completeness", completeness, "full or excerpt");
	return XCTL_OK;
}

static xctl_code find_columns(table *t)
{
	xctl_str known[N_COLUMNS];
	for (unsigned c = 0; c < N_COLUMNS; c++) {
		known[c] = xctl_str_of(column_names[c]);
		t->at[c] = xctl_tsv_column(&t->tsv, column_names[c]);
		if (t->at[c] == XCTL_NONE && (c == ENTRY || c == NAME || c == SCOPE)) {
			xctl_fail(t->error, XCTL_INPUT, "the column %s is missing", column_names[c]);
			xctl_at(t->error, t->source, 1, 0);
			return XCTL_INPUT;
		}
	}
	for (uint32_t i = 0; i < t->tsv.n_columns; i++) {
		bool found = false;
		for (unsigned c = 0; c < N_COLUMNS; c++)
			found = found || t->at[c] == i;
		if (found)
			continue;
		xctl_fail(t->error, XCTL_INPUT, "unknown column \"%.*s\"", XCTL_FMT(t->tsv.columns[i]));
		xctl_str near = xctl_nearest(t->tsv.columns[i], known, N_COLUMNS);
		if (near.len)
			xctl_hint(t->error, "did you mean \"%.*s\"?", XCTL_FMT(near));
		xctl_at(t->error, t->source, 1, 0);
		return XCTL_INPUT;
	}
	return XCTL_OK;
}

static int by_id(const void *a, const void *b)
{
	return xctl_str_cmp(((const xctl_entry *)a)->id, ((const xctl_entry *)b)->id);
}

static xctl_code read_rows(table *t, xctl_list *list)
{
	xctl_entry *entries = XCTL_NEW_ARRAY(t->arena, xctl_entry, t->tsv.n_rows);
	xctl_map seen = { .arena = t->arena };
	if (!entries)
		return full(t);
	for (t->row = 0; t->row < t->tsv.n_rows; t->row++) {
		xctl_code code = read_entry(t, list, &entries[t->row]);
		if (code != XCTL_OK)
			return code;
		xctl_str id = entries[t->row].id;
		uint32_t before = xctl_map_get(&seen, id);
		if (before != XCTL_NONE) {
			xctl_fail(t->error, XCTL_INPUT, "the entry \"%.*s\" is already in line %u", XCTL_FMT(id), t->tsv.lines[before]);
			return at_text(t, id, ENTRY);
		}
		if (!xctl_map_set(&seen, id, t->row))
			return full(t);
	}
	if (t->tsv.n_rows)
		qsort(entries, t->tsv.n_rows, sizeof *entries, by_id);
	list->entries = entries;
	list->n_entries = t->tsv.n_rows;
	return XCTL_OK;
}

xctl_code xctl_list_read_tsv(xctl_list *out, xctl_arena *arena, xctl_str bytes, const char *source, xctl_error *error)
{
	table t = { .bytes = bytes, .source = source, .arena = arena, .error = error };
	xctl_list list = { 0 };
	xctl_code code = xctl_tsv_read(&t.tsv, arena, bytes, source, error);
	if (code == XCTL_OK)
		code = read_heads(&t, &list);
	if (code == XCTL_OK)
		code = find_columns(&t);
	if (code == XCTL_OK)
		code = read_rows(&t, &list);
	if (code == XCTL_OK)
		*out = list;
	return code;
}

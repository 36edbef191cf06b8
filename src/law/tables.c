/* Tables beside the law, sets over them, code registries, countries. */
#include <stdio.h>
#include <stdlib.h>

#include "law/compiler.h"

const law_table *law_table_find(const law_compiler *c, xctl_str name)
{
	uint32_t at = xctl_map_get(&c->table_names, name);
	return at == XCTL_NONE ? NULL : &c->table_list.at[at];
}

xctl_str law_substitute(const law_instance *in, xctl_str word)
{
	return in->variable.len && xctl_str_eq(word, in->variable) ? in->value : word;
}

static xctl_code table_wrong(law_compiler *c, const law_table *table, uint32_t row, const char *hint, const char *what,
	xctl_str cell)
{
	xctl_fail(c->error, XCTL_INPUT, "%s \"%.*s\"", what, XCTL_FMT(cell));
	xctl_at(c->error, table->path.at, table->tsv.lines[row], 0);
	xctl_hint(c->error, "%s", hint);
	return XCTL_INPUT;
}

static xctl_code row_date(law_compiler *c, const law_table *table, uint32_t row, const char *column, xctl_date *out)
{
	xctl_str cell = xctl_tsv_cell(&table->tsv, row, xctl_tsv_column(&table->tsv, column));
	if (cell.len && !xctl_date_parse(cell, out))
		return table_wrong(c, table, row, "write YYYY-MM-DD", "not a day of the calendar:", cell);
	return XCTL_OK;
}

xctl_code law_row_dates(law_compiler *c, const law_table *table, uint32_t row, law_member *out)
{
	out->effective = out->known = XCTL_ALWAYS;
	out->attested = XCTL_DATE_MIN;
	xctl_code code = row_date(c, table, row, "effective", &out->effective.from);
	if (code == XCTL_OK)
		code = row_date(c, table, row, "until", &out->effective.until);
	if (code == XCTL_OK)
		code = row_date(c, table, row, "attested", &out->attested);
	if (code == XCTL_OK)
		code = row_date(c, table, row, "known", &out->known.from);
	if (code == XCTL_OK)
		code = row_date(c, table, row, "known_until", &out->known.until);
	if (code != XCTL_OK)
		return code;
	if (out->effective.from >= out->effective.until || out->known.from >= out->known.until)
		return table_wrong(c, table, row, "the first day comes before the first day no longer in force",
			"dates in the wrong order in the row", xctl_tsv_cell(&table->tsv, row, 0));
	if (!law_intern(c, xctl_tsv_cell(&table->tsv, row, xctl_tsv_column(&table->tsv, "cites")), &out->cites)
		|| !law_intern(c, xctl_tsv_cell(&table->tsv, row, xctl_tsv_column(&table->tsv, "says")), &out->says))
		return law_no_room(c);
	return XCTL_OK;
}

/* The cell is the value, or lists it. */
static bool cell_has(xctl_str cell, xctl_str value)
{
	while (cell.len)
		if (xctl_str_eq(xctl_str_trim(xctl_str_cut(&cell, ',')), value))
			return true;
	return false;
}

static law_member *new_member(law_compiler *c, law_test *test)
{
	law_member *m = XCTL_PUSH(c->arena, &c->members_list);
	if (m) {
		m->effective = m->known = XCTL_ALWAYS;
		m->attested = XCTL_DATE_MIN;
		test->members.n++;
	}
	return m;
}

/* "3B001 except 3B001.g, 3B001.h" into pattern and exceptions. */
static bool code_cell(law_compiler *c, law_member *m, xctl_str cell)
{
	static const char word[] = " except ";
	size_t cut = cell.len;
	for (size_t i = 0; i + sizeof word - 1 <= cell.len && cut == cell.len; i++)
		if (xctl_str_starts((xctl_str){ cell.at + i, cell.len - i }, XCTL_STR(" except ")))
			cut = i;
	m->except.from = c->texts_list.count;
	if (!law_intern(c, xctl_str_trim((xctl_str){ cell.at, cut }), &m->text))
		return false;
	xctl_str rest = cut < cell.len ? (xctl_str){ cell.at + cut + sizeof word - 1, cell.len - cut - sizeof word + 1 }
				       : (xctl_str){ 0 };
	while (rest.len) {
		law_text *t = XCTL_PUSH(c->arena, &c->texts_list);
		if (!t || !law_intern(c, xctl_str_trim(xctl_str_cut(&rest, ',')), t))
			return false;
		m->except.n++;
	}
	return true;
}

/* Gives a member its value; what the value must be depends on the attribute's type. */
static xctl_code set_member(law_compiler *c, law_member *m, law_type type, xctl_str value, bool *bad)
{
	*bad = false;
	if (type == LAW_COUNTRIES) {
		m->country = xctl_country_of(value);
		*bad = m->country == XCTL_COUNTRY_NONE || !xctl_bit(c->assigned, m->country);
		return XCTL_OK;
	}
	bool room = type == LAW_CODES_TYPE || type == LAW_HS ? code_cell(c, m, value) : law_intern(c, value, &m->text);
	return room ? XCTL_OK : law_no_room(c);
}

/* Territories without a row of their own take the row the law gives them: <government>/territories. */
static xctl_code add_territories(law_compiler *c, const law_table *table, law_test *test, uint32_t first)
{
	xctl_str rest = table->name, government = xctl_str_cut(&rest, '/');
	char name[64];
	snprintf(name, sizeof name, "%.*s/territories", XCTL_FMT(government));
	const law_table *territories = law_table_find(c, xctl_str_of(name));
	if (!territories || territories == table)
		return XCTL_OK;
	uint32_t last = c->members_list.count;
	for (uint32_t row = 0; row < territories->tsv.n_rows; row++) {
		xctl_str territory = xctl_tsv_cell(&territories->tsv, row, 0);
		xctl_country from = xctl_country_of(territory), to = xctl_country_of(xctl_tsv_cell(&territories->tsv, row, 1));
		if (from == XCTL_COUNTRY_NONE || to == XCTL_COUNTRY_NONE || from == to)
			continue;
		bool own = false;
		for (uint32_t i = 0; i < table->tsv.n_rows && !own; i++)
			own = xctl_str_eq(xctl_tsv_cell(&table->tsv, i, 0), territory);
		for (uint32_t i = first; i < last && !own; i++) {
			if (c->members_list.at[i].country != to)
				continue;
			law_member copy = c->members_list.at[i];
			law_member *m = new_member(c, test);
			if (!m)
				return law_no_room(c);
			*m = copy;
			m->country = from;
		}
	}
	return XCTL_OK;
}

static xctl_code unknown_column(law_compiler *c, law_place place, const law_table *table, xctl_str column)
{
	xctl_str near = xctl_nearest(column, table->tsv.columns, table->tsv.n_columns);
	char hint[128];
	snprintf(hint, sizeof hint, near.len ? "is \"%.*s\" meant?" : "name one of its columns%.*s", XCTL_FMT(near));
	return law_wrong(c, place, hint, "the table %.*s has no column \"%.*s\"", XCTL_FMT(table->name), XCTL_FMT(column));
}

static const law_table *need_table(law_compiler *c, law_place place, xctl_str name)
{
	const law_table *table = law_table_find(c, name);
	if (table)
		return table;
	xctl_str *names = XCTL_NEW_ARRAY(c->arena, xctl_str, c->table_list.count);
	for (uint32_t i = 0; names && i < c->table_list.count; i++)
		names[i] = c->table_list.at[i].name;
	xctl_str near = names ? xctl_nearest(name, names, c->table_list.count) : (xctl_str){ 0 };
	char hint[128];
	snprintf(hint, sizeof hint, near.len ? "is \"%.*s\" meant?" : "put it below the rulebook as a .tsv file%.*s",
		XCTL_FMT(near));
	law_wrong(c, place, hint, "there is no table \"%.*s\"", XCTL_FMT(name));
	return NULL;
}

static xctl_code add_table(law_compiler *c, const law_instance *in, const law_condition *condition, const law_element *e,
	law_type type, law_test *test, bool *dated)
{
	const law_table *table = need_table(c, condition->place, e->table);
	if (!table)
		return c->error ? c->error->code : XCTL_INPUT;
	uint32_t column = XCTL_NONE, first = c->members_list.count;
	if (e->column.len) {
		xctl_str name = law_substitute(in, e->column);
		char wanted[64];
		snprintf(wanted, sizeof wanted, "%.*s", XCTL_FMT(name));
		column = xctl_tsv_column(&table->tsv, wanted);
		if (column == XCTL_NONE)
			return unknown_column(c, condition->place, table, name);
	}
	for (uint32_t row = 0; row < table->tsv.n_rows; row++) {
		if (column != XCTL_NONE
			&& !cell_has(xctl_tsv_cell(&table->tsv, row, column), law_substitute(in, e->value)))
			continue;
		law_member *m = new_member(c, test);
		if (!m)
			return law_no_room(c);
		uint32_t index = c->members_list.count - 1;
		bool bad;
		xctl_code code = set_member(c, m, type, xctl_tsv_cell(&table->tsv, row, 0), &bad);
		if (code == XCTL_OK && bad)
			code = table_wrong(c, table, row, "use ISO 3166-1 alpha-2 codes, or XK", "an unknown country",
				xctl_tsv_cell(&table->tsv, row, 0));
		m = &c->members_list.at[index];
		m->minus = e->minus;
		if (code == XCTL_OK)
			code = law_row_dates(c, table, row, m);
		if (code != XCTL_OK)
			return code;
		*dated |= m->effective.from != XCTL_DATE_MIN || m->effective.until != XCTL_DATE_MAX
			|| m->known.from != XCTL_DATE_MIN || m->known.until != XCTL_DATE_MAX;
	}
	return type == LAW_COUNTRIES ? add_territories(c, table, test, first) : XCTL_OK;
}

xctl_code law_resolve_set(law_compiler *c, const law_instance *in, const law_condition *condition, law_type type,
	law_test *test, bool *dated)
{
	test->members.from = c->members_list.count;
	for (uint32_t i = 0; i < condition->set.count; i++) {
		const law_element *e = &condition->set.at[i];
		if (e->table.len) {
			xctl_code code = add_table(c, in, condition, e, type, test, dated);
			if (code != XCTL_OK)
				return code;
			continue;
		}
		law_member *m = new_member(c, test);
		if (!m)
			return law_no_room(c);
		xctl_str value = law_substitute(in, e->literal);
		bool bad;
		uint32_t index = c->members_list.count - 1;
		xctl_code code = set_member(c, m, type, value, &bad);
		c->members_list.at[index].minus = e->minus;
		if (code != XCTL_OK)
			return code;
		if (bad)
			return law_wrong(c, condition->place, "use ISO 3166-1 alpha-2 codes, or XK",
				"an unknown country \"%.*s\"", XCTL_FMT(value));
	}
	return XCTL_OK;
}

static int by_text(const void *a, const void *b)
{
	return xctl_str_cmp(*(const xctl_str *)a, *(const xctl_str *)b);
}

xctl_code law_resolve_values(law_compiler *c, const law_block *block, xctl_str **out, uint32_t *n)
{
	XCTL_LIST(xctl_str) values = { 0 };
	for (uint32_t i = 0; i < block->values.count; i++) {
		const law_element *e = &block->values.at[i];
		if (!e->table.len) {
			xctl_str *slot = XCTL_PUSH(c->arena, &values);
			if (!slot)
				return law_no_room(c);
			*slot = e->literal;
			continue;
		}
		const law_table *table = need_table(c, block->place, e->table);
		if (!table)
			return XCTL_INPUT;
		char name[64];
		snprintf(name, sizeof name, "%.*s", XCTL_FMT(e->column));
		uint32_t column = xctl_tsv_column(&table->tsv, name);
		if (column == XCTL_NONE)
			return unknown_column(c, block->place, table, e->column);
		for (uint32_t row = 0; row < table->tsv.n_rows; row++) {
			xctl_str cell = xctl_tsv_cell(&table->tsv, row, column);
			while (cell.len) { /* a cell may list several */
				xctl_str *slot = XCTL_PUSH(c->arena, &values);
				if (!slot)
					return law_no_room(c);
				*slot = xctl_str_trim(xctl_str_cut(&cell, ','));
			}
		}
	}
	qsort(values.at, values.count, sizeof *values.at, by_text);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < values.count; i++)
		if (values.at[i].len && (kept == 0 || !xctl_str_eq(values.at[kept - 1], values.at[i])))
			values.at[kept++] = values.at[i];
	*out = values.at;
	*n = kept;
	return XCTL_OK;
}

static xctl_code load_countries(law_compiler *c)
{
	const law_table *table = law_table_find(c, XCTL_STR("world/countries"));
	if (!table) {
		xctl_fail(c->error, XCTL_INPUT, "the rulebook has no table world/countries");
		xctl_hint(c->error, "the countries the book knows stand there, one a row");
		return XCTL_INPUT;
	}
	uint32_t name = xctl_tsv_column(&table->tsv, "name"), ja = xctl_tsv_column(&table->tsv, "ja"),
		 zh = xctl_tsv_column(&table->tsv, "zh");
	for (uint32_t row = 0; row < table->tsv.n_rows; row++) {
		xctl_str key = xctl_tsv_cell(&table->tsv, row, 0);
		xctl_country country = xctl_country_of(key);
		if (country == XCTL_COUNTRY_NONE)
			return table_wrong(c, table, row, "two capital letters", "not a country code:", key);
		if (xctl_bit(c->assigned, country))
			return table_wrong(c, table, row, "one row a country", "a repeated country", key);
		xctl_bit_set(c->assigned, country);
		law_country *slot = XCTL_PUSH(c->arena, &c->countries_list);
		if (!slot || !law_intern(c, xctl_tsv_cell(&table->tsv, row, name), &slot->name)
			|| !law_intern(c, xctl_tsv_cell(&table->tsv, row, ja), &slot->ja)
			|| !law_intern(c, xctl_tsv_cell(&table->tsv, row, zh), &slot->zh))
			return law_no_room(c);
		slot->country = country;
	}
	return XCTL_OK;
}

/* A table of countries names none that the book does not know, whether a rule reads the row or not. */
static xctl_code check_countries(law_compiler *c)
{
	for (uint32_t i = 0; i < c->table_list.count; i++) {
		const law_table *table = &c->table_list.at[i];
		for (uint32_t column = 0; column < table->tsv.n_columns && column < 2; column++) {
			bool territory = column == 0 && xctl_str_is(table->tsv.columns[0], "territory");
			if (!territory && !xctl_str_is(table->tsv.columns[column], "country"))
				continue;
			for (uint32_t row = 0; row < table->tsv.n_rows; row++) {
				xctl_str cell = xctl_tsv_cell(&table->tsv, row, column);
				xctl_country country = xctl_country_of(cell);
				if (country == XCTL_COUNTRY_NONE || !xctl_bit(c->assigned, country))
					return table_wrong(c, table, row, "use ISO 3166-1 alpha-2 codes, or XK", "an unknown country", cell);
			}
		}
	}
	return XCTL_OK;
}

xctl_code law_load_tables(law_compiler *c, const law_file *files, uint32_t n_files)
{
	c->table_names.arena = c->arena;
	for (uint32_t i = 0; i < n_files; i++) {
		xctl_str path = files[i].path;
		if (path.len < 4 || !xctl_str_is((xctl_str){ path.at + path.len - 4, 4 }, ".tsv"))
			continue;
		law_table *table = XCTL_PUSH(c->arena, &c->table_list);
		if (!table)
			return law_no_room(c);
		table->path = xctl_str_copy(c->arena, path);
		table->name = (xctl_str){ path.at, path.len - 4 };
		if (!table->path.at || !xctl_map_set(&c->table_names, table->name, c->table_list.count - 1))
			return law_no_room(c);
		xctl_code code = xctl_tsv_read(&table->tsv, c->arena, files[i].text, table->path.at, c->error);
		if (code != XCTL_OK)
			return code;
		if (!xctl_tsv_head(&table->tsv, "source").len) {
			xctl_fail(c->error, XCTL_INPUT, "the table does not say where its rows come from");
			xctl_at(c->error, table->path.at, 1, 0);
			xctl_hint(c->error, "begin it with \"# source: …\", \"# verified: …\" and \"# completeness: …\"");
			return XCTL_INPUT;
		}
	}
	xctl_code code = load_countries(c);
	return code == XCTL_OK ? check_countries(c) : code;
}

static xctl_code add_codes(law_compiler *c, law_place place, xctl_str name, uint32_t flags)
{
	const law_table *table = need_table(c, place, name);
	if (!table)
		return XCTL_INPUT;
	uint32_t title = xctl_tsv_column(&table->tsv, "title"), tabled = xctl_tsv_column(&table->tsv, "tabled"),
		 state = xctl_tsv_column(&table->tsv, "state"), leaf = xctl_tsv_column(&table->tsv, "leaf");
	for (uint32_t row = 0; row < table->tsv.n_rows; row++) {
		law_code *code = XCTL_PUSH(c->arena, &c->codes_list);
		if (!code || !law_intern(c, xctl_tsv_cell(&table->tsv, row, 0), &code->code)
			|| !law_intern(c, xctl_tsv_cell(&table->tsv, row, title), &code->title))
			return law_no_room(c);
		code->flags = flags;
		if (xctl_str_is(xctl_tsv_cell(&table->tsv, row, tabled), "yes"))
			code->flags |= LAW_CODE_TABLED;
		if (xctl_str_is(xctl_tsv_cell(&table->tsv, row, state), "reserved"))
			code->flags |= LAW_CODE_RESERVED;
		if (xctl_str_is(xctl_tsv_cell(&table->tsv, row, leaf), "yes"))
			code->flags |= LAW_CODE_LEAF;
	}
	return XCTL_OK;
}

typedef struct named_code {
	xctl_str name;
	law_code code;
} named_code;

static int by_name(const void *a, const void *b)
{
	return xctl_str_cmp(((const named_code *)a)->name, ((const named_code *)b)->name);
}

/* Sorted by code. A code that stands in two tables (an entry without paragraphs, say) is one code. */
static xctl_code sort_codes(law_compiler *c, law_code_system *system)
{
	law_span *span = &system->codes;
	named_code *all = XCTL_NEW_ARRAY(c->arena, named_code, span->n);
	if (!all)
		return law_no_room(c);
	law_code *codes = c->codes_list.at + span->from;
	for (uint32_t i = 0; i < span->n; i++)
		all[i] = (named_code){ law_interned(c, codes[i].code), codes[i] };
	qsort(all, span->n, sizeof *all, by_name);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < span->n; i++) {
		if (i == 0 || !xctl_str_eq(all[i - 1].name, all[i].name)) {
			codes[kept++] = all[i].code;
			continue;
		}
		codes[kept - 1].flags |= all[i].code.flags;
		if (!codes[kept - 1].title.len)
			codes[kept - 1].title = all[i].code.title;
	}
	span->n = kept;
	c->codes_list.count = span->from + kept;
	return XCTL_OK;
}

/* `codes US` / `entries us/eccn` / `paragraphs us/paragraph` / `also EAR99`. */
xctl_code law_load_codes(law_compiler *c, const law_block *block)
{
	law_code_system *system = XCTL_PUSH(c->arena, &c->systems_list);
	if (!system || !law_intern(c, law_block_name(block), &system->system))
		return law_no_room(c);
	system->codes.from = c->codes_list.count;
	uint32_t index = c->systems_list.count - 1;
	xctl_str entries = law_block_text(block, "entries"), paragraphs = law_block_text(block, "paragraphs"),
		 also = law_block_text(block, "also");
	if (!entries.len)
		return law_wrong(c, block->place, "add \"entries TABLE\"", "a code system without entries");
	xctl_code code = XCTL_OK;
	while (code == XCTL_OK && entries.len)
		code = add_codes(c, block->place, xctl_str_trim(xctl_str_cut(&entries, ',')), LAW_CODE_ENTRY);
	while (code == XCTL_OK && paragraphs.len)
		code = add_codes(c, block->place, xctl_str_trim(xctl_str_cut(&paragraphs, ',')), 0);
	while (code == XCTL_OK && also.len) {
		law_code *more = XCTL_PUSH(c->arena, &c->codes_list);
		if (!more || !law_intern(c, xctl_str_trim(xctl_str_cut(&also, ',')), &more->code))
			return law_no_room(c);
		more->flags = LAW_CODE_ENTRY | LAW_CODE_TABLED | LAW_CODE_LEAF;
	}
	system = &c->systems_list.at[index];
	system->codes.n = c->codes_list.count - system->codes.from;
	return code == XCTL_OK ? sort_codes(c, system) : code;
}

static bool is_open_entry(const law_compiler *c, const law_code *codes, uint32_t n, xctl_str code)
{
	for (uint32_t i = 0; i < n; i++) {
		xctl_str entry = law_interned(c, codes[i].code);
		if (codes[i].flags & LAW_CODE_ENTRY && law_code_under(code, code.len, entry, false) == LAW_YES)
			return !(codes[i].flags & LAW_CODE_TABLED) && !xctl_str_eq(entry, code);
	}
	return false;
}

static xctl_code mention(law_compiler *c, const law_code *codes, uint32_t n, law_text text)
{
	if (!is_open_entry(c, codes, n, law_interned(c, text)))
		return XCTL_OK;
	law_code *slot = XCTL_PUSH(c->arena, &c->codes_list);
	if (!slot)
		return law_no_room(c);
	slot->code = text;
	return XCTL_OK;
}

/* Every pattern of every test of one system's codes. */
static xctl_code mention_all(law_compiler *c, xctl_str system, const law_code *codes, uint32_t n)
{
	for (uint32_t t = 0; t < c->tests_list.count; t++) {
		const law_test *test = &c->tests_list.at[t];
		const law_attribute *a = &c->attributes_list.at[test->attribute];
		if (test->op != LAW_OP_SET || a->type != LAW_CODES_TYPE || !xctl_str_eq(law_interned(c, a->parameter), system))
			continue;
		for (uint32_t m = 0; m < test->members.n; m++) {
			const law_member *member = &c->members_list.at[test->members.from + m];
			xctl_code code = mention(c, codes, n, member->text);
			for (uint32_t e = 0; e < member->except.n && code == XCTL_OK; e++)
				code = mention(c, codes, n, c->texts_list.at[member->except.from + e]);
			if (code != XCTL_OK)
				return code;
		}
	}
	return XCTL_OK;
}

xctl_code law_mention_codes(law_compiler *c)
{
	for (uint32_t s = 0; s < c->systems_list.count; s++) {
		law_span old = c->systems_list.at[s].codes;
		law_code *codes = XCTL_NEW_ARRAY(c->arena, law_code, old.n);
		if (!codes)
			return law_no_room(c);
		uint32_t from = c->codes_list.count;
		for (uint32_t i = 0; i < old.n; i++) {
			codes[i] = c->codes_list.at[old.from + i];
			law_code *slot = XCTL_PUSH(c->arena, &c->codes_list);
			if (!slot)
				return law_no_room(c);
			*slot = codes[i];
		}
		xctl_code code = mention_all(c, law_interned(c, c->systems_list.at[s].system), codes, old.n);
		c->systems_list.at[s].codes = (law_span){ from, c->codes_list.count - from };
		if (code == XCTL_OK)
			code = sort_codes(c, &c->systems_list.at[s]);
		if (code != XCTL_OK)
			return code;
	}
	return XCTL_OK;
}

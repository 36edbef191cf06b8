/* Tables: rows that nothing asks for, codes that there are not, listed codes of which no rule speaks; slips of the law's own
 * text, and what is accepted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/linting.h"

static uint32_t column_named(const lint_table *t, xctl_str name)
{
	for (uint32_t i = 0; i < t->tsv.n_columns; i++)
		if (xctl_str_eq(t->tsv.columns[i], name))
			return i;
	return XCTL_NONE;
}

static bool cell_has(xctl_str cell, xctl_str value)
{
	while (cell.len)
		if (xctl_str_eq(xctl_str_trim(xctl_str_cut(&cell, ',')), value))
			return true;
	return false;
}

/* --- rows that nothing asks for --- */

typedef struct usage {
	linting *l;
	const lint_table *table;
	bool *used;
	xctl_str column; /* by which rows were last chosen */
	bool any;        /* something speaks of the table */
} usage;

static void use_all(usage *u)
{
	u->any = true;
	for (uint32_t i = 0; i < u->table->tsv.n_rows; i++)
		u->used[i] = true;
}

static void use_element(usage *u, const law_block *b, const law_element *e)
{
	xctl_str *values;
	uint32_t n;
	if (!xctl_str_eq(e->table, u->table->name))
		return;
	/* A column chosen by the variable makes a matrix: a row without a mark says something too. */
	if (!e->column.len || (b->variable.len && xctl_str_eq(e->column, b->variable))) {
		use_all(u);
		return;
	}
	u->any = true;
	u->column = e->column;
	lint_values(u->l, b, &values, &n);
	uint32_t column = column_named(u->table, e->column);
	for (uint32_t i = 0; i < n && column != XCTL_NONE; i++) {
		xctl_str value = b->variable.len && xctl_str_eq(e->value, b->variable) ? values[i] : e->value;
		for (uint32_t row = 0; row < u->table->tsv.n_rows; row++)
			u->used[row] |= cell_has(xctl_tsv_cell(&u->table->tsv, row, column), value);
	}
}

static void use_group(usage *u, const law_block *b, const law_group *group)
{
	for (uint32_t a = 0; a < group->count; a++)
		for (uint32_t i = 0; i < group->at[a].count; i++)
			for (uint32_t e = 0; e < group->at[a].at[i]->set.count; e++)
				use_element(u, b, &group->at[a].at[i]->set.at[e]);
}

static void use_block(usage *u, const law_block *b)
{
	for (uint32_t g = 0; g < b->when.count; g++)
		use_group(u, b, &b->when.at[g]);
	use_group(u, b, &b->unless);
	for (uint32_t i = 0; i < b->values.count; i++)
		u->any |= xctl_str_eq(b->values.at[i].table, u->table->name);
	xctl_str names[] = { law_block_text(b, "entries"), law_block_text(b, "paragraphs") };
	for (size_t i = 0; b->kind == LAW_CODES && i < 2; i++)
		if (cell_has(names[i], u->table->name))
			use_all(u);
}

static bool read_by_name(const linting *l, xctl_str name)
{
	static const char *const own[] = { "world/countries", "lint-accepted", "stale-references" };
	size_t cut = name.len;
	while (cut && name.at[cut - 1] != '/')
		cut--;
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (xctl_str_is(name, own[i]))
			return true;
	xctl_str last = { name.at + cut, name.len - cut };
	for (uint32_t i = 0; i < l->options->n_read; i++)
		if (xctl_str_eq(l->options->read[i], name) || xctl_str_eq(l->options->read[i], last))
			return true;
	return xctl_str_is(last, "territories");
}

/* The term that a table's keys are values of, by the first condition that asks for the table. */
static const law_condition *asking_for(const linting *l, xctl_str table)
{
	for (uint32_t i = 0; i < l->ast.blocks.count; i++) {
		const law_block *b = &l->ast.blocks.at[i];
		for (uint32_t g = 0; g < b->when.count; g++)
			for (uint32_t a = 0; a < b->when.at[g].count; a++)
				for (uint32_t k = 0; k < b->when.at[g].at[a].count; k++) {
					const law_condition *c = b->when.at[g].at[a].at[k];
					for (uint32_t e = 0; e < c->set.count; e++)
						if (xctl_str_eq(c->set.at[e].table, table) && !c->variable.len)
							return c;
				}
	}
	return NULL;
}

/* A transfer with the row's key, which the row does not change. */
static void show_row(linting *l, law_finding *f, const lint_table *t, uint32_t row)
{
	const law_condition *c = asking_for(l, t->name);
	xctl_str key = xctl_tsv_cell(&t->tsv, row, 0), rest = key;
	if (!c || !f || xctl_str_starts(c->term, XCTL_STR("facts.")))
		return;
	law_fact_given given[] = { { c->term, xctl_str_word(&rest) } };
	lint_show(l, f, &(law_wish){ .given = given, .n_given = 1, .when = XCTL_ALWAYS }, NULL, 0);
}

/* Unused rows of one value of the asked column are told together. */
static void tell_rows(usage *u)
{
	linting *l = u->l;
	const lint_table *t = u->table;
	uint32_t column = u->column.len ? column_named(t, u->column) : XCTL_NONE;
	for (uint32_t row = 0; row < t->tsv.n_rows; row++) {
		if (u->used[row])
			continue;
		xctl_str value = xctl_tsv_cell(&t->tsv, row, column);
		uint32_t n = 0;
		for (uint32_t other = row; other < t->tsv.n_rows; other++)
			if (!u->used[other] && xctl_str_eq(xctl_tsv_cell(&t->tsv, other, column), value)) {
				u->used[other] = true;
				n++;
			}
		char name[160];
		snprintf(name, sizeof name, "%.*s %.*s", XCTL_FMT(t->name), XCTL_FMT(value.len ? value : xctl_tsv_cell(&t->tsv, row, 0)));
		law_finding *f = lint_find(l, LAW_UNUSED_ROW, xctl_str_of(name), t->path, t->tsv.lines[row],
			"no rule asks for rows whose %.*s is \"%.*s\" (%u)", XCTL_FMT(u->column), XCTL_FMT(value), n);
		show_row(l, f, t, row);
	}
}

static void unused_rows(linting *l, const lint_table *t)
{
	usage u = { .l = l, .table = t, .used = XCTL_NEW_ARRAY(l->arena, bool, t->tsv.n_rows) };
	l->no_room |= !u.used;
	if (!u.used || xctl_str_starts(t->name, XCTL_STR("lists/")) || read_by_name(l, t->name))
		return;
	for (uint32_t i = 0; i < l->ast.blocks.count; i++)
		use_block(&u, &l->ast.blocks.at[i]);
	if (!u.any)
		lint_find(l, LAW_UNUSED_ROW, t->name, t->path, 1, "no rule asks for this table");
	else if (u.column.len)
		tell_rows(&u);
}

/* --- codes that there are not --- */

/* The code system that a term's values are of, or the empty view. */
static xctl_str system_of(const law_condition *c)
{
	uint16_t term;
	xctl_str parameter;
	if (c->variable.len || !law_term_find(c->term, LAW_OF_TRANSFER, &term, &parameter)
		|| law_term_at(term)->type != LAW_CODES_TYPE || xctl_str_is(parameter, "HS"))
		return (xctl_str){ 0 };
	return parameter.len ? parameter : XCTL_STR("US");
}

/* "3B001 except 3B001.g, 3B001.h": the first code that the registry does not have. A code no longer used was one. */
static bool missing_code(const linting *l, xctl_str system, xctl_str cell, xctl_str *code)
{
	size_t sure;
	const law_code *entry;
	while (cell.len) {
		*code = xctl_str_word(&cell);
		while (code->len && code->at[code->len - 1] == ',')
			code->len--;
		if (!xctl_str_is(*code, "except") && law_code_look(&l->book, system, *code, &sure, &entry) == LAW_CODE_MISSING
			&& !(entry && entry->flags & LAW_CODE_RESERVED))
			return true;
	}
	return false;
}

static void codes_of_element(linting *l, const law_block *b, const law_condition *c, const law_element *e)
{
	xctl_str system = system_of(c), code;
	if (!system.len)
		return;
	if (!e->table.len) {
		bool variable = b->variable.len && xctl_str_eq(e->literal, b->variable);
		if (!variable && missing_code(l, system, e->literal, &code))
			lint_find(l, LAW_DANGLING, law_block_name(b), l->ast.sources.at[c->place.file].path, c->place.line,
				"there is no %.*s code \"%.*s\"", XCTL_FMT(system), XCTL_FMT(code));
		return;
	}
	const lint_table *t = lint_table_named(l, e->table);
	for (uint32_t row = 0; t && row < t->tsv.n_rows; row++)
		if (missing_code(l, system, xctl_tsv_cell(&t->tsv, row, 0), &code)) {
			char name[160];
			snprintf(name, sizeof name, "%.*s %.*s", XCTL_FMT(t->name), XCTL_FMT(code));
			lint_find(l, LAW_DANGLING, xctl_str_of(name), t->path, t->tsv.lines[row], "there is no %.*s code \"%.*s\"",
				XCTL_FMT(system), XCTL_FMT(code));
		}
}

static void codes_of_group(linting *l, const law_block *b, const law_group *group)
{
	for (uint32_t a = 0; a < group->count; a++)
		for (uint32_t i = 0; i < group->at[a].count; i++)
			for (uint32_t e = 0; e < group->at[a].at[i]->set.count; e++)
				codes_of_element(l, b, group->at[a].at[i], &group->at[a].at[i]->set.at[e]);
}

void lint_tables(linting *l)
{
	for (uint32_t i = 0; i < l->tables.count; i++)
		unused_rows(l, &l->tables.at[i]);
	for (uint32_t i = 0; i < l->ast.blocks.count; i++) {
		const law_block *b = &l->ast.blocks.at[i];
		for (uint32_t g = 0; g < b->when.count; g++)
			codes_of_group(l, b, &b->when.at[g]);
		codes_of_group(l, b, &b->unless);
	}
}

/* --- gaps --- */

/* Tests that grounds rest on, through facts. */
static void mark_head(const linting *l, uint32_t head, bool *tests)
{
	const law_head *h = &l->book.heads[head];
	for (uint32_t i = 0; i < h->clauses.n; i++) {
		law_given_that given = law_clause_given(&l->book, h->clauses.from + i);
		for (uint32_t k = 0; k < given.n; k++) {
			uint32_t test = given.at[k].test, attribute = l->book.tests[test].attribute;
			if (tests[test])
				continue;
			tests[test] = !given.at[k].negated;
			if (l->book.attributes[attribute].term < LAW_TERM_PATTERN || given.at[k].negated)
				continue;
			for (uint32_t f = l->sets.first[attribute]; f != XCTL_NONE; f = l->sets.next[f])
				mark_head(l, f, tests);
		}
	}
}

static bool of_government(const linting *l, uint32_t regime, xctl_str government)
{
	return regime != XCTL_NONE && xctl_str_eq(law_str(&l->book, l->book.regimes[regime].government), government);
}

static uint32_t code_attribute(const linting *l, xctl_str system)
{
	for (uint32_t i = 0; i < l->book.n_attributes; i++) {
		const law_attribute *a = &l->book.attributes[i];
		if (a->type == LAW_CODES_TYPE && xctl_str_starts(law_str(&l->book, a->path), XCTL_STR("item.codes."))
			&& xctl_str_eq(law_str(&l->book, a->parameter), system))
			return i;
	}
	return XCTL_NONE;
}

/* The codes, as atoms, that some ground asks for on some day; the code lists themselves ("is listed") do not count: they
 * say that a code is one, not what follows from it. */
static uint64_t *asked_codes(linting *l, xctl_str system, uint32_t attribute)
{
	const law_domain *d = &l->sets.domains[attribute];
	const law_attribute *a = &l->book.attributes[attribute];
	bool *tests = XCTL_NEW_ARRAY(l->arena, bool, l->book.n_tests);
	uint64_t *asked = xctl_alloc_array(l->arena, d->n_words, sizeof *asked);
	l->no_room |= !tests || !asked;
	if (l->no_room)
		return NULL;
	for (uint32_t h = 0; h < l->book.n_heads; h++)
		if (l->book.heads[h].kind == LAW_HEAD_GROUND && lint_alive(l, h) && of_government(l, l->book.heads[h].regime, system))
			mark_head(l, h, tests);
	for (uint32_t i = 0; i < a->tests.n; i++) {
		uint32_t test = l->book.links[a->tests.from + i];
		for (uint32_t k = 0; tests[test] && l->sets.tests[test] && k < d->n_words * d->n_days; k++)
			asked[k % d->n_words] |= l->sets.tests[test][k];
	}
	return asked;
}

/* The code, something below it, or what it lies under. */
static bool is_asked(const law_domain *d, const uint64_t *asked, xctl_str code)
{
	for (uint32_t i = xctl_bit_next(asked, d->n_atoms, 1); i < d->n_atoms; i = xctl_bit_next(asked, d->n_atoms, i + 1))
		if (law_code_under(d->words[i - 1], d->words[i - 1].len, code, false) == LAW_YES
			|| law_code_under(code, code.len, d->words[i - 1], false) == LAW_YES)
			return true;
	return false;
}

/* No ground of the government stands. */
typedef struct silence {
	linting *l;
	xctl_str government;
} silence;

static bool nothing_stands(void *context, const law_witness *w)
{
	const silence *s = context;
	for (uint32_t r = 0; r < s->l->book.n_regimes; r++) {
		law_item_answer answer;
		law_question q = { .regime = r, .evaluation = w->evaluation };
		if (of_government(s->l, r, s->government)
			&& (law_answer(&answer, &q, s->l->arena, s->l->error) != XCTL_OK || answer.n_grounds))
			return false;
	}
	return true;
}

static xctl_country not_in(const linting *l, xctl_str government)
{
	for (uint32_t i = 0; i < l->book.n_countries; i++)
		if (l->book.countries[i].country != xctl_country_of(government))
			return (xctl_country)l->book.countries[i].country;
	return XCTL_COUNTRY_NONE;
}

static void tell_code(linting *l, xctl_str system, const lint_table *t, uint32_t row, xctl_str code)
{
	char name[96], to[3];
	snprintf(name, sizeof name, "%.*s %.*s", XCTL_FMT(system), XCTL_FMT(code));
	law_finding *f = lint_find(l, LAW_GAP, xctl_str_of(name), t->path, t->tsv.lines[row],
		"the code is listed, and no rule asks for it: the list alone makes nobody ask for a licence");
	xctl_country_print(not_in(l, system), to);
	law_fact_given given[] = { { XCTL_STR("from"), system }, { XCTL_STR("to"), xctl_str_of(to) },
		{ xctl_str_print(l->arena, "item.codes.%.*s", XCTL_FMT(system)), code } };
	if (xctl_country_of(system) == XCTL_COUNTRY_NONE)
		given[0] = given[1];
	silence s = { l, system };
	uint32_t concerned = XCTL_NONE;
	for (uint32_t h = 0; h < l->book.n_heads && concerned == XCTL_NONE; h++)
		if (l->book.heads[h].kind == LAW_HEAD_GROUND && of_government(l, l->book.heads[h].regime, system))
			concerned = h;
	if (concerned != XCTL_NONE)
		lint_show(l, f, &(law_wish){ .given = given, .n_given = 3, .when = XCTL_ALWAYS, .fits = nothing_stands, .context = &s },
			&concerned, 1);
}

static void code_gaps(linting *l, const law_block *b)
{
	xctl_str system = law_block_name(b), names = law_block_text(b, "entries");
	uint32_t attribute = code_attribute(l, system);
	uint64_t *asked = attribute == XCTL_NONE ? NULL : asked_codes(l, system, attribute);
	while (asked && names.len) {
		const lint_table *t = lint_table_named(l, xctl_str_trim(xctl_str_cut(&names, ',')));
		for (uint32_t row = 0; t && row < t->tsv.n_rows; row++) {
			xctl_str code = xctl_tsv_cell(&t->tsv, row, 0);
			bool reserved = xctl_str_is(xctl_tsv_cell(&t->tsv, row, xctl_tsv_column(&t->tsv, "state")), "reserved");
			if (!reserved && !is_asked(&l->sets.domains[attribute], asked, code))
				tell_code(l, system, t, row, code);
		}
	}
}

/* The day before which the next version of the block does not begin. */
static xctl_date next_version(const linting *l, uint32_t head)
{
	const law_head *h = &l->book.heads[head];
	xctl_date next = XCTL_DATE_MAX;
	for (uint32_t i = 0; i < l->book.n_heads; i++) {
		const law_head *o = &l->book.heads[i];
		if (i == head || o->kind != h->kind || !lint_alive(l, i) || !xctl_str_eq(law_str(&l->book, o->name), law_str(&l->book, h->name)))
			continue;
		if (o->effective.from < h->effective.until && o->effective.until > h->effective.until)
			return XCTL_DATE_MAX; /* it goes on */
		if (o->effective.from >= h->effective.until && o->effective.from < next)
			next = o->effective.from;
	}
	return next;
}

static void version_gap(linting *l, uint32_t head)
{
	const law_head *h = &l->book.heads[head];
	xctl_date next = next_version(l, head);
	if (h->effective.until == XCTL_DATE_MAX || next == XCTL_DATE_MAX || next == h->effective.until)
		return;
	char from[11], until[11];
	xctl_date_print(h->effective.until, from);
	xctl_date_print(next, until);
	law_finding *f = lint_find_head(l, LAW_GAP, head, "from %s until %s neither this version nor the next is in force", from, until);
	law_given_that given = law_clause_given(&l->book, h->clauses.from);
	lint_show(l, f, &(law_wish){ .literals = given.at, .n_literals = given.n, .when = { h->effective.until, next } }, &head, 1);
}

void lint_gaps(linting *l)
{
	for (uint32_t i = 0; i < l->ast.blocks.count; i++)
		if (l->ast.blocks.at[i].kind == LAW_CODES)
			code_gaps(l, &l->ast.blocks.at[i]);
	for (uint32_t head = 0; head < l->book.n_heads; head++) {
		uint8_t kind = l->book.heads[head].kind;
		if ((kind == LAW_HEAD_GROUND || kind == LAW_HEAD_EXCEPTION || kind == LAW_HEAD_DUTY) && lint_alive(l, head)
			&& l->book.heads[head].clauses.n)
			version_gap(l, head);
	}
}

/* --- slips of the law itself --- */

static xctl_str cell_of(const lint_table *t, uint32_t row, const char *column)
{
	return xctl_tsv_cell(&t->tsv, row, xctl_tsv_column(&t->tsv, column));
}

void lint_stale(linting *l)
{
	const lint_table *t = lint_table_named(l, XCTL_STR("stale-references"));
	for (uint32_t row = 0; t && row < t->tsv.n_rows; row++) {
		law_finding *f = lint_find(l, LAW_STALE, cell_of(t, row, "at"), t->path, t->tsv.lines[row],
			"the law's own text refers to %.*s: %.*s", XCTL_FMT(cell_of(t, row, "refers")), XCTL_FMT(cell_of(t, row, "says")));
		if (!f)
			continue;
		f->accepted = XCTL_STR("a slip of the law itself: reported, not repaired");
		xctl_str rule = cell_of(t, row, "rule");
		for (uint32_t h = 0; h < l->book.n_heads; h++) {
			const law_head *head = &l->book.heads[h];
			if (head->kind != LAW_HEAD_GROUND || head->clauses.n == 0 || f->example.len || !rule.len
				|| (!xctl_str_eq(law_str(&l->book, head->name), rule) && !xctl_str_eq(law_str(&l->book, head->base), rule)))
				continue;
			uint32_t clause = head->clauses.from;
			lint_show(l, f, &(law_wish){ .clauses = &clause, .n_clauses = 1, .when = head->effective }, &h, 1);
		}
	}
}

void lint_accept(linting *l)
{
	const lint_table *t = lint_table_named(l, XCTL_STR("lint-accepted"));
	for (uint32_t row = 0; t && row < t->tsv.n_rows; row++) {
		xctl_str name = cell_of(t, row, "finding"), kind = cell_of(t, row, "kind"), reason = cell_of(t, row, "reason");
		bool any = false;
		for (uint32_t i = 0; i < l->findings.count; i++) {
			law_finding *f = &l->findings.at[i];
			if (!xctl_str_is(kind, law_finding_words[f->kind]) || !xctl_str_eq(name, f->name))
				continue;
			any = true;
			f->accepted = reason;
		}
		if (!any || !reason.len)
			lint_find(l, LAW_UNUSED_ROW, name, t->path, t->tsv.lines[row],
				any ? "the acceptance gives no reason" : "there is no such finding to accept: drop the row");
	}
}

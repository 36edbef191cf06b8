/* Which column feeds which part of a transfer, and what its words come to. */
#include <stdlib.h>
#include <string.h>

#include "desk/bulk_inside.h"

/* A column more; where there is no room left for it, rows that fill it are answered one by one. */
static void take(struct bulk_memory *b, bulk_columns *to, uint32_t column)
{
	if (to->n == BULK_WIDEST - 8)
		to = &b->plain;
	if (to->n < BULK_WIDEST)
		to->at[to->n++] = column;
	else
		b->one_by_one = true;
}

static bool is_in(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static void sort_item(struct bulk_memory *b, const xctl_column_target *t, uint32_t column)
{
	static const char *const worth[] = { "value", "currency", "values", NULL };
	static const char *const labels[] = { "name", "unit", NULL }; /* no rule reads them */
	static const char *const counts[] = { "quantity", "line", NULL };
	bool contains = strcmp(t->field, "contains") == 0;
	if (t->which || (contains && t->deeper)) {
		take(b, &b->plain, column);
	} else if (contains) { /* that it contains nothing, or that nobody knows */
		take(b, &b->part[LAW_PART_ITEM], column);
		take(b, &b->part[LAW_PART_CONTENT], column);
	} else if (is_in(t->field, counts)) {
		take(b, &b->numbers, column);
	} else if (is_in(t->field, worth)) {
		take(b, &b->part[LAW_PART_WORTH], column);
		if (strcmp(t->field, "value") == 0)
			b->value = column;
	} else if (strcmp(t->field, "us_controlled_content") == 0) {
		take(b, &b->part[LAW_PART_CONTENT], column);
	} else if (!is_in(t->field, labels)) {
		take(b, &b->part[LAW_PART_ITEM], column);
	}
}

static void sort_party(struct bulk_memory *b, const xctl_column_target *t, uint32_t column)
{
	bool owner = strcmp(t->field, "owners") == 0 && t->deeper;
	uint32_t i = 0;
	while (i < b->n_slots && (strcmp(b->slots[i].role, t->role) != 0 || b->slots[i].which != t->which))
		i++;
	if (i == BULK_SLOTS) {
		take(b, &b->plain, column);
		return;
	}
	if (i == b->n_slots)
		b->slots[b->n_slots++] = (bulk_slot){ .role = t->role, .which = t->which, .receives = desk_role_receives(xctl_str_of(t->role)) };
	take(b, &b->everybody, column);
	if (owner)
		take(b, &b->owners, column);
	take(b, owner ? &b->slots[i].owners : &b->slots[i].columns, column);
}

static void sort_transfer(struct bulk_memory *b, const xctl_column_target *t, uint32_t column)
{
	static const char *const route[] = { "from", "to", "to_region", "via", NULL };
	static const char *const plain[] = { "authorisations", "legs", "assurances", NULL };
	if (strcmp(t->field, "id") == 0)
		b->id = column;
	else if (strcmp(t->field, "date") == 0)
		b->date = column;
	else if (strcmp(t->field, "known") == 0)
		b->known = column;
	else if (strcmp(t->field, "unstated") == 0)
		b->unstated = column;
	else if (is_in(t->field, plain) && t->deeper)
		take(b, &b->plain, column);
	else if (strcmp(t->field, "order") == 0) {
		if (!t->below || strcmp(t->below, "id") != 0)
			take(b, &b->part[LAW_PART_WORTH], column);
	} else if (is_in(t->field, route)) {
		take(b, &b->part[LAW_PART_ROUTE], column);
		if (strcmp(t->field, "from") == 0)
			b->from = column;
		if (strcmp(t->field, "to") == 0)
			take(b, &b->part[LAW_PART_CONTENT], column);
	} else if (strcmp(t->field, "kind") == 0) {
		b->kind = column;
		take(b, &b->part[LAW_PART_ROUTE], column);
		take(b, &b->part[LAW_PART_ACT], column);
	} else if (strcmp(t->field, "end_use") != 0 || !t->below || strcmp(t->below, "text") != 0) {
		take(b, &b->part[LAW_PART_ACT], column);
		if (strcmp(t->field, "dates") == 0 && t->below && strcmp(t->below, "export") == 0)
			b->leaves = column;
	}
}

/* What a party comes to may depend on what is said of the whole transfer: its facts, and no more than these. */
static void find_facts_of_parties(struct bulk_memory *b)
{
	const xctl_table *table = b->asking.table;
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		const law_plan *plan = &b->session[d]->plan;
		b->one_by_one |= plan->mixed || plan->book->n_regimes > 64;
		for (uint32_t i = 0; i < plan->part[LAW_PART_PARTY].count; i++) {
			const law_attribute *a = &plan->book->attributes[plan->part[LAW_PART_PARTY].at[i]];
			xctl_str path = law_str(plan->book, a->path);
			if (a->object == LAW_OF_PARTY)
				continue;
			b->one_by_one |= !xctl_str_starts(path, XCTL_STR("facts."));
			for (uint32_t c = 0; c < table->n_columns; c++)
				if (xctl_str_eq(table->columns[c].name, path))
					take(b, &b->facts_of_parties, c);
		}
	}
}

/* --- words --- */

static xctl_date *days_of(struct bulk_memory *b, uint32_t column)
{
	if (column == XCTL_NONE)
		return NULL;
	const xctl_table_column *c = &b->asking.table->columns[column];
	xctl_date *days = XCTL_NEW_ARRAY(&b->arena, xctl_date, c->n_words);
	for (uint32_t i = 0; days && i < c->n_words; i++)
		if (!xctl_date_parse(c->words[i], &days[i]))
			days[i] = XCTL_DATE_NONE;
	return days;
}

static int by_size(const void *x, const void *y)
{
	return xctl_decimal_cmp(*(const xctl_decimal *)x, *(const xctl_decimal *)y);
}

static bool gather_constants(struct bulk_memory *b)
{
	XCTL_LIST(xctl_decimal) all = { 0 };
	for (uint32_t d = 0; d < b->asking.n_desks; d++) {
		const law_book *book = &b->asking.desks[d]->snapshot.book;
		for (uint32_t i = 0; i < book->n_tests; i++) {
			const law_attribute *a = &book->attributes[book->tests[i].attribute];
			if (book->tests[i].op != LAW_OP_NUMBER || a->term >= LAW_TERM_PATTERN || law_term_part(a->term) != LAW_PART_WORTH)
				continue;
			xctl_decimal *slot = XCTL_PUSH(&b->arena, &all);
			if (!slot)
				return false;
			*slot = book->tests[i].number;
		}
	}
	if (all.count)
		qsort(all.at, all.count, sizeof *all.at, by_size);
	b->constants = all.at;
	b->n_constants = all.count;
	return true;
}

/* Amounts that no rule tells apart are one: the interval between two constants, or the constant itself. What is no amount
 * keeps its own code, above all intervals. */
static int32_t interval(const struct bulk_memory *b, xctl_str word, uint32_t code)
{
	xctl_decimal value;
	if (!xctl_decimal_parse(word, false, &value) || value.coefficient < 0)
		return (int32_t)(2 * b->n_constants + 1 + code);
	uint32_t low = 0, high = b->n_constants;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (xctl_decimal_cmp(b->constants[middle], value) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool on = low < b->n_constants && xctl_decimal_cmp(b->constants[low], value) == 0;
	return (int32_t)(2 * low + on);
}

static bool weigh_values(struct bulk_memory *b)
{
	if (b->value == XCTL_NONE)
		return true;
	const xctl_table_column *c = &b->asking.table->columns[b->value];
	b->worth = XCTL_NEW_ARRAY(&b->arena, int32_t, c->n_words);
	for (uint32_t i = 0; b->worth && i < c->n_words; i++)
		b->worth[i] = interval(b, c->words[i], i);
	return b->worth != NULL;
}

static bool check_numbers(struct bulk_memory *b)
{
	b->is_number = xctl_alloc_array(&b->arena, b->numbers.n, sizeof *b->is_number);
	for (uint32_t k = 0; b->is_number && k < b->numbers.n; k++) {
		const xctl_table_column *c = &b->asking.table->columns[b->numbers.at[k]];
		b->is_number[k] = XCTL_NEW_ARRAY(&b->arena, uint8_t, c->n_words);
		xctl_decimal value;
		for (uint32_t i = 0; b->is_number[k] && i < c->n_words; i++)
			b->is_number[k][i] = xctl_decimal_parse(c->words[i], false, &value);
		if (!b->is_number[k])
			return false;
	}
	return b->is_number != NULL;
}

/* Countries whose own law some book does not hold; what is no country is found out when a transfer is read. */
static bool find_foreign(struct bulk_memory *b)
{
	if (b->from == XCTL_NONE)
		return true;
	const xctl_table_column *c = &b->asking.table->columns[b->from];
	b->foreign = XCTL_NEW_ARRAY(&b->arena, uint8_t, c->n_words);
	for (uint32_t i = 0; b->foreign && i < c->n_words; i++) {
		xctl_country country = xctl_country_of(c->words[i]);
		for (uint32_t d = 0; d < b->asking.n_desks && country != XCTL_COUNTRY_NONE; d++)
			if (!desk_knows_law_of(&b->asking.desks[d]->snapshot.book, country))
				b->foreign[i] |= (uint8_t)(1u << d);
	}
	return b->foreign != NULL;
}

static bool find_worlds(struct bulk_memory *b)
{
	if (b->unstated == XCTL_NONE)
		return true;
	const xctl_table_column *c = &b->asking.table->columns[b->unstated];
	b->worlds = XCTL_NEW_ARRAY(&b->arena, uint8_t, c->n_words);
	for (uint32_t i = 0; b->worlds && i < c->n_words; i++)
		b->worlds[i] = xctl_str_is(c->words[i], "no") ? LAW_WORLD_UNSTATED_NO : BULK_NO_WORLD;
	return b->worlds != NULL;
}

/* Regimes that are asked, and speak of such an act. */
static bool find_asked(struct bulk_memory *b)
{
	if (b->kind == XCTL_NONE)
		return true;
	const xctl_table_column *c = &b->asking.table->columns[b->kind];
	b->asked = XCTL_NEW_ARRAY(&b->arena, uint64_t, BULK_BOOKS * (size_t)c->n_words);
	for (uint32_t i = 0; b->asked && i < c->n_words; i++)
		for (uint32_t d = 0; d < b->asking.n_desks; d++) {
			const law_book *book = &b->asking.desks[d]->snapshot.book;
			for (uint32_t r = 0; r < book->n_regimes && r < 64; r++)
				if (desk_wants(b->asking.how->governments, law_str(book, book->regimes[r].government))
					&& desk_regime_covers(book, r, c->words[i]))
					b->asked[BULK_BOOKS * i + d] |= UINT64_C(1) << r;
		}
	return b->asked != NULL;
}

xctl_code bulk_sort_columns(struct bulk_memory *b)
{
	const xctl_table *table = b->asking.table;
	xctl_words unmatched;
	xctl_str *names = XCTL_NEW_ARRAY(&b->arena, xctl_str, table->n_columns);
	b->id = b->date = b->leaves = b->known = b->unstated = b->kind = b->from = b->value = XCTL_NONE;
	if (!names)
		return xctl_fail_limit(b->error, "the columns");
	for (uint32_t i = 0; i < table->n_columns; i++)
		names[i] = table->columns[i].name;
	xctl_code code = xctl_columns_open(&b->columns, &b->arena, names, table->n_columns, &unmatched, b->error);
	if (code != XCTL_OK) {
		xctl_at(b->error, b->asking.source, 1, 0);
		return code;
	}
	for (uint32_t i = 0; i < table->n_columns; i++) {
		xctl_column_target t = xctl_columns_target(b->columns, i);
		if (t.of == XCTL_COLUMN_OF_ITEM)
			sort_item(b, &t, i);
		else if (t.of == XCTL_COLUMN_OF_PARTY)
			sort_party(b, &t, i);
		else if (t.of == XCTL_COLUMN_OF_TRANSFER)
			sort_transfer(b, &t, i);
	}
	find_facts_of_parties(b);
	b->dates = days_of(b, b->date);
	b->leaving = days_of(b, b->leaves);
	b->knowing = days_of(b, b->known);
	bool whole = (b->date == XCTL_NONE || b->dates) && (b->leaves == XCTL_NONE || b->leaving)
		&& (b->known == XCTL_NONE || b->knowing);
	if (!whole || !gather_constants(b) || !weigh_values(b) || !check_numbers(b) || !find_foreign(b) || !find_worlds(b)
		|| !find_asked(b))
		return xctl_fail_limit(b->error, "the columns");
	return XCTL_OK;
}

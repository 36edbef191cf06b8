/* What is seen in the blocks as they were written: these findings also keep a book from compiling, one at a time; here
 * they are all named. */
#include <stdio.h>
#include <string.h>

#include "law/linting.h"

/* --- intervals --- */

static bool backwards(xctl_str from, xctl_str until)
{
	xctl_date a = XCTL_DATE_MIN, b = XCTL_DATE_MAX;
	if ((from.len && !xctl_date_parse(from, &a)) || (until.len && !xctl_date_parse(until, &b)))
		return false;
	return a >= b;
}

static void block_interval(linting *l, const law_block *b)
{
	const char *start = b->kind == LAW_SUSPEND ? "from" : "effective";
	const char *pairs[][2] = { { start, "until" }, { "known", "known_until" } };
	for (size_t i = 0; i < 2; i++) {
		xctl_str from = law_block_text(b, pairs[i][0]), until = law_block_text(b, pairs[i][1]);
		if (backwards(from, until))
			lint_find_block(l, LAW_EMPTY_INTERVAL, b, "\"%s %.*s\" is not before \"%s %.*s\": it is never in force", pairs[i][0],
				XCTL_FMT(from), pairs[i][1], XCTL_FMT(until));
	}
}

static void row_intervals(linting *l, const lint_table *t)
{
	static const char *const pairs[][2] = { { "effective", "until" }, { "known", "known_until" } };
	for (size_t i = 0; i < 2; i++) {
		uint32_t from = xctl_tsv_column(&t->tsv, pairs[i][0]), until = xctl_tsv_column(&t->tsv, pairs[i][1]);
		for (uint32_t row = 0; row < t->tsv.n_rows; row++)
			if (backwards(xctl_tsv_cell(&t->tsv, row, from), xctl_tsv_cell(&t->tsv, row, until)))
				lint_find(l, LAW_EMPTY_INTERVAL, xctl_tsv_cell(&t->tsv, row, 0), t->path, t->tsv.lines[row],
					"\"%s\" is not before \"%s\": the row is never in force", pairs[i][0], pairs[i][1]);
	}
}

/* --- targets --- */

/* "us.ear.chart(C)" with the value in place of the variable: base and, in parentheses, the instance. */
static void split_target(const law_block *b, xctl_str target, xctl_str value, xctl_str *base, xctl_str *instance)
{
	size_t n = 0;
	while (n < target.len && target.at[n] != '(')
		n++;
	*base = xctl_str_trim((xctl_str){ target.at, n });
	*instance = (xctl_str){ 0 };
	if (n < target.len && target.at[target.len - 1] == ')')
		*instance = (xctl_str){ target.at + n + 1, target.len - n - 2 };
	if (b->variable.len && xctl_str_eq(*instance, b->variable))
		*instance = value;
}

static bool has_instance(linting *l, const law_block *rule, xctl_str instance)
{
	xctl_str *values;
	uint32_t n;
	if (!instance.len)
		return true;
	lint_values(l, rule, &values, &n);
	for (uint32_t i = 0; i < n; i++)
		if (xctl_str_eq(values[i], instance))
			return true;
	return false;
}

static bool target_there(linting *l, xctl_str base, xctl_str instance, bool exceptions_too)
{
	for (uint32_t i = 0; i < l->ast.blocks.count; i++) {
		const law_block *b = &l->ast.blocks.at[i];
		if ((b->kind == LAW_RULE || (exceptions_too && b->kind == LAW_EXCEPTION)) && xctl_str_eq(law_block_name(b), base)
			&& has_instance(l, b, instance))
			return true;
	}
	return false;
}

static void check_target(linting *l, const law_block *b, xctl_str target)
{
	xctl_str *values, base, instance;
	uint32_t n;
	lint_values(l, b, &values, &n);
	for (uint32_t i = 0; i < n; i++) {
		split_target(b, target, values[i], &base, &instance);
		if (target_there(l, base, instance, b->kind == LAW_SUSPEND))
			continue;
		lint_find_block(l, LAW_DANGLING, b, "it speaks of \"%.*s%s%.*s%s\", and there is no such rule", XCTL_FMT(base),
			instance.len ? "(" : "", XCTL_FMT(instance), instance.len ? ")" : "");
		return;
	}
}

static void block_targets(linting *l, const law_block *b)
{
	xctl_str rest = b->head, first = xctl_str_word(&rest);
	if (b->kind == LAW_SUSPEND)
		check_target(l, b, first);
	if (b->kind != LAW_EXCEPTION && b->kind != LAW_OVERRIDES)
		return;
	xctl_str word = xctl_str_word(&rest);
	if (b->kind == LAW_OVERRIDES && xctl_str_is(word, "over")) {
		check_target(l, b, first);
		check_target(l, b, xctl_str_trim(rest));
	}
	while (b->kind == LAW_EXCEPTION && xctl_str_is(word, "to") && rest.len)
		check_target(l, b, xctl_str_trim(xctl_str_cut(&rest, ',')));
}

/* --- cycles --- */

/* What a block leads to: the weaker rule of a precedence, the facts of a fact's conditions. */
typedef struct walk {
	linting *l;
	uint8_t *state;   /* of blocks: 0 not seen, 1 on the way, 2 done */
	uint32_t *way;    /* blocks on the way */
	uint32_t n_way;
} walk;

static void step(walk *w, uint32_t block);

static void round_trip(walk *w, uint32_t block)
{
	uint32_t start = 0;
	xctl_buf path = { 0 };
	while (start < w->n_way && w->way[start] != block)
		start++;
	for (uint32_t i = start; i < w->n_way; i++) {
		xctl_str name = law_block_name(&w->l->ast.blocks.at[w->way[i]]);
		xctl_buf_printf(&path, "%.*s, ", XCTL_FMT(name));
	}
	const law_block *b = &w->l->ast.blocks.at[block];
	lint_find_block(w->l, LAW_EXCEPTION_CYCLE, b, "%s in the end on itself: %.*s and again %.*s",
		b->kind == LAW_FACT ? "it rests" : "it goes before the next, and so", XCTL_FMT(xctl_buf_view(&path)),
		XCTL_FMT(law_block_name(b)));
	xctl_buf_drop(&path);
}

static void visit(walk *w, uint32_t block)
{
	if (w->state[block] == 1)
		round_trip(w, block);
	else if (w->state[block] == 0)
		step(w, block);
}

static bool of_party(const law_block *b)
{
	xctl_str rest = b->head;
	xctl_str_word(&rest);
	return xctl_str_is(xctl_str_word(&rest), "of");
}

static void visit_facts(walk *w, xctl_str name, bool party)
{
	for (uint32_t i = 0; i < w->l->ast.blocks.count; i++) {
		const law_block *b = &w->l->ast.blocks.at[i];
		if (b->kind == LAW_FACT && of_party(b) == party && xctl_str_eq(law_block_name(b), name))
			visit(w, i);
	}
}

static void visit_weaker(walk *w, const law_block *from)
{
	xctl_str rest = from->head;
	xctl_str_word(&rest);
	xctl_str_word(&rest);
	for (uint32_t i = 0; i < w->l->ast.blocks.count; i++) {
		const law_block *b = &w->l->ast.blocks.at[i];
		if (b->kind == LAW_OVERRIDES && xctl_str_eq(law_block_name(b), xctl_str_trim(rest)))
			visit(w, i);
	}
}

static void step(walk *w, uint32_t block)
{
	const law_block *b = &w->l->ast.blocks.at[block];
	w->state[block] = 1;
	w->way[w->n_way++] = block;
	if (b->kind == LAW_OVERRIDES)
		visit_weaker(w, b);
	for (uint32_t g = 0; b->kind == LAW_FACT && g < b->when.count; g++)
		for (uint32_t a = 0; a < b->when.at[g].count; a++)
			for (uint32_t i = 0; i < b->when.at[g].at[a].count; i++) {
				const law_condition *c = b->when.at[g].at[a].at[i];
				if (c->kind == LAW_TEST_FACT)
					visit_facts(w, c->term, c->variable.len != 0);
			}
	w->n_way--;
	w->state[block] = 2;
}

static void cycles(linting *l)
{
	walk w = { .l = l, .state = XCTL_NEW_ARRAY(l->arena, uint8_t, l->ast.blocks.count),
		.way = XCTL_NEW_ARRAY(l->arena, uint32_t, l->ast.blocks.count) };
	l->no_room |= !w.state || !w.way;
	for (uint32_t i = 0; !l->no_room && i < l->ast.blocks.count; i++)
		if (w.state[i] == 0 && (l->ast.blocks.at[i].kind == LAW_FACT || l->ast.blocks.at[i].kind == LAW_OVERRIDES))
			step(&w, i);
}

void lint_blocks(linting *l)
{
	for (uint32_t i = 0; i < l->ast.blocks.count; i++) {
		block_interval(l, &l->ast.blocks.at[i]);
		block_targets(l, &l->ast.blocks.at[i]);
	}
	for (uint32_t i = 0; i < l->tables.count; i++)
		row_intervals(l, &l->tables.at[i]);
	cycles(l);
}

/* --- lists --- */

static bool list_there(const linting *l, xctl_str name)
{
	for (uint32_t i = 0; i < l->options->n_lists; i++)
		if (xctl_str_eq(l->options->lists[i], name))
			return true;
	return false;
}

static void unknown_list(linting *l, const law_block *b, xctl_str name)
{
	if (list_there(l, name))
		return;
	xctl_str near = xctl_nearest(name, l->options->lists, l->options->n_lists);
	char meant[120] = "";
	if (near.len)
		snprintf(meant, sizeof meant, "; is \"%.*s\" meant?", XCTL_FMT(near));
	law_finding *f = lint_find_block(l, LAW_UNKNOWN_LIST, b, "no list is called \"%.*s\"%s", XCTL_FMT(name), meant);
	uint32_t head = law_find_head(&l->book, law_block_name(b));
	if (!f || head == XCTL_NONE || l->book.heads[head].clauses.n == 0)
		return;
	uint32_t clause = l->book.heads[head].clauses.from;
	lint_show(l, f, &(law_wish){ .clauses = &clause, .n_clauses = 1, .when = l->book.heads[head].effective }, &head, 1);
}

static void lists_of(linting *l, const law_block *b, const law_group *group)
{
	for (uint32_t a = 0; a < group->count; a++)
		for (uint32_t i = 0; i < group->at[a].count; i++)
			if (group->at[a].at[i]->kind == LAW_TEST_LISTED)
				unknown_list(l, b, group->at[a].at[i]->term);
}

void lint_lists(linting *l)
{
	for (uint32_t i = 0; i < l->ast.blocks.count; i++) {
		const law_block *b = &l->ast.blocks.at[i];
		xctl_str lists = b->kind == LAW_REGIME ? law_block_text(b, "lists") : (xctl_str){ 0 };
		while (lists.len)
			unknown_list(l, b, xctl_str_trim(xctl_str_cut(&lists, ',')));
		for (uint32_t g = 0; g < b->when.count; g++)
			lists_of(l, b, &b->when.at[g]);
		lists_of(l, b, &b->unless);
	}
}

/* rules coverage: which of the book's blocks its own examples reach. A block is matched where one of its clauses holds for
 * sure; a ground is decisive where without it the answer would be milder; a condition is shown where it alone keeps a clause
 * from holding. */
#include <stdlib.h>
#include <string.h>

#include "desk/desk.h"
#include "desk/table.h"

typedef struct block {
	law_text file, name;
	uint32_t line;
	uint8_t kind;
	bool matched, decisive;
	uint32_t conditions, alone;
} block;

typedef struct covering {
	const law_book *book;
	xctl_arena arena;
	uint32_t *block_of; /* of each head, or XCTL_NONE */
	XCTL_LIST(block) blocks;
	uint8_t *shown;     /* of each literal: it alone kept its clause from holding */
	uint32_t *place;    /* of each test among its attribute's */
	xctl_arena item;    /* of the item looked at */
	const uint8_t **truths; /* of each stated attribute, of the transfer and then of each party: what its tests say */
} covering;

static const char *const kind_words[] = { "fact", "fact", "rule", "exception", "exception", "duty", "conflict" };

/* A block is known by where it stands: what a `for` unrolled is one. A bar belongs to the exception it was taken out of. */
static bool find_blocks(covering *c)
{
	const law_book *b = c->book;
	c->block_of = XCTL_NEW_ARRAY(&c->arena, uint32_t, b->n_heads);
	c->shown = XCTL_NEW_ARRAY(&c->arena, uint8_t, b->n_literals);
	c->place = XCTL_NEW_ARRAY(&c->arena, uint32_t, b->n_tests);
	for (uint32_t i = 0; c->place && i < b->n_attributes; i++)
		for (uint32_t k = 0; k < b->attributes[i].tests.n; k++)
			c->place[b->links[b->attributes[i].tests.from + k]] = k;
	for (uint32_t i = 0; c->block_of && c->shown && c->place && i < b->n_heads; i++) {
		const law_head *h = &b->heads[i];
		uint32_t at = 0;
		c->block_of[i] = XCTL_NONE;
		if (h->kind == LAW_HEAD_PATTERN) /* a condition of some block, not one itself */
			continue;
		while (at < c->blocks.count && (c->blocks.at[at].line != h->line || c->blocks.at[at].file.at != h->file.at))
			at++;
		if (at == c->blocks.count) {
			block *slot = XCTL_PUSH(&c->arena, &c->blocks);
			if (!slot)
				return false;
			*slot = (block){ .file = h->file, .line = h->line, .name = h->base, .kind = h->kind };
		}
		if (h->kind != LAW_HEAD_BAR) {
			c->blocks.at[at].name = h->base;
			c->blocks.at[at].kind = h->kind;
		}
		c->block_of[i] = at;
	}
	return c->block_of && c->shown && c->place;
}

/* The truth of a literal; what the tests of a stated attribute say is looked up once an item. */
static law_truth truth_of(covering *c, const law_evaluation *e, const law_literal *l, uint32_t party)
{
	uint32_t attribute = c->book->tests[l->test].attribute;
	const law_attribute *a = &c->book->attributes[attribute];
	if (a->term >= LAW_TERM_PATTERN || !c->truths)
		return law_literal_truth(e, l, party, &c->item);
	uint32_t whose = a->object == LAW_OF_PARTY ? party + 1 : 0;
	const uint8_t **slot = &c->truths[(size_t)whose * c->book->n_attributes + attribute];
	if (!*slot) {
		law_value value = law_value_of(e, attribute, party, &c->item);
		*slot = law_truths_of(e, attribute, &value);
	}
	if (!*slot)
		return law_literal_truth(e, l, party, &c->item);
	law_truth truth = (law_truth)(*slot)[c->place[l->test]];
	return l->negated ? law_not(truth) : truth;
}

/* The one literal that is false, or XCTL_NONE. */
static uint32_t alone(covering *c, const law_evaluation *e, uint32_t clause, uint32_t party)
{
	law_span literals = e->book->clauses[clause].literals;
	uint32_t found = XCTL_NONE;
	for (uint32_t i = literals.from; i < literals.from + literals.n; i++) {
		if (truth_of(c, e, &e->book->literals[i], party) != LAW_NO)
			continue;
		if (found != XCTL_NONE)
			return XCTL_NONE;
		found = i;
	}
	return found;
}

static bool in_force(const law_evaluation *e, const law_head *h)
{
	return xctl_interval_has(h->effective, e->frame->date) && xctl_interval_has(h->known, e->frame->known);
}

static void look(covering *c, const law_evaluation *e, uint32_t clause, uint32_t party, const uint64_t *must)
{
	uint32_t head = c->book->clauses[clause].head;
	if (xctl_bit(must, clause)) {
		/* What only a bar says is not what the exception says. */
		if (c->book->heads[head].kind != LAW_HEAD_BAR)
			c->blocks.at[c->block_of[head]].matched = true;
		return;
	}
	/* Of the last sheet, where most clauses stand, the sweep has told already which lack one condition. */
	bool last = c->book->heads[head].sheet == c->book->n_sheets - 1;
	uint32_t literal = last && !xctl_bit(e->near, clause) ? XCTL_NONE : alone(c, e, clause, party);
	if (literal != XCTL_NONE)
		c->shown[literal] = 1;
}

static void look_at_item(covering *c, const law_evaluation *e)
{
	const law_book *b = c->book;
	xctl_arena_reset(&c->item);
	c->truths = xctl_alloc_array(&c->item, (size_t)b->n_attributes * (e->frame->n_parties + 1), sizeof *c->truths);
	for (uint32_t i = 0; i < b->n_clauses; i++) {
		uint32_t head = b->clauses[i].head;
		if (head == XCTL_NONE || c->block_of[head] == XCTL_NONE || !in_force(e, &b->heads[head]))
			continue;
		bool of_party = b->sheets[b->heads[head].sheet].object == LAW_OF_PARTY;
		for (uint32_t p = 0; p < (of_party ? e->frame->n_parties : 1); p++)
			look(c, e, i, of_party ? p : XCTL_NONE, of_party ? e->party_must + (size_t)p * e->n_words : e->must);
	}
}

static law_verdict left_of(const law_ground *g)
{
	return g->overcome == LAW_YES ? g->left : g->verdict;
}

/* Without the ground the item's answer would be milder. */
static void look_at_grounds(covering *c, const law_item_answer *answer)
{
	for (uint32_t i = 0; i < answer->n_grounds; i++) {
		bool alone_so_bad = answer->grounds[i].truth == LAW_YES;
		for (uint32_t k = 0; k < answer->n_grounds; k++)
			alone_so_bad &= k == i || left_of(&answer->grounds[k]) < left_of(&answer->grounds[i]);
		if (alone_so_bad)
			c->blocks.at[c->block_of[answer->grounds[i].head]].decisive = true;
	}
}

static xctl_code visit(void *context, const desk_example *example, const desk_answer *answer, xctl_error *error)
{
	covering *c = context;
	(void)example;
	(void)error;
	for (uint32_t i = 0; i < answer->n_items && answer->n_regimes; i++) {
		look_at_item(c, answer->regimes[0].items[i].evaluation);
		for (uint32_t r = 0; r < answer->n_regimes; r++)
			look_at_grounds(c, &answer->regimes[r].items[i].answer);
	}
	return XCTL_OK;
}

static void count_conditions(covering *c)
{
	const law_book *b = c->book;
	for (uint32_t i = 0; i < b->n_clauses; i++) {
		if (b->clauses[i].head == XCTL_NONE || c->block_of[b->clauses[i].head] == XCTL_NONE)
			continue;
		block *at = &c->blocks.at[c->block_of[b->clauses[i].head]];
		for (uint32_t k = 0; k < b->clauses[i].literals.n; k++) {
			at->conditions++;
			at->alone += c->shown[b->clauses[i].literals.from + k];
		}
	}
}

static int by_place(const void *x, const void *y)
{
	const block *a = x, *b = y;
	if (a->file.at != b->file.at)
		return a->file.at < b->file.at ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

/* --- showing --- */

static void add(xctl_rule_coverage *to, const block *b)
{
	to->blocks++;
	to->matched += b->matched;
	to->grounds += b->kind == LAW_HEAD_GROUND;
	to->decisive += b->kind == LAW_HEAD_GROUND && b->decisive;
	to->conditions += b->conditions;
	to->alone += b->alone;
}

static void row(desk_table *table, xctl_arena *arena, xctl_str name, const xctl_rule_coverage *n)
{
	xctl_str cells[] = { name, xctl_str_print(arena, "%u", n->blocks), xctl_str_print(arena, "%u", n->matched),
		xctl_str_print(arena, "%u", n->grounds), xctl_str_print(arena, "%u", n->decisive),
		xctl_str_print(arena, "%u", n->conditions), xctl_str_print(arena, "%u", n->alone) };
	desk_table_row(table, n->matched < n->blocks ? DESK_WARN : DESK_PLAIN, cells);
}

static void show_table(const covering *c, const xctl_rule_coverage *all, const xctl_view *view, xctl_buf *out)
{
	static const desk_column columns[] = { { .title = "file", .least = 20 }, { .title = "blocks", .right = true },
		{ .title = "matched", .right = true }, { .title = "rules", .right = true }, { .title = "decisive", .right = true },
		{ .title = "conditions", .right = true }, { .title = "false alone", .right = true } };
	xctl_arena arena = { .ceiling = 64u << 20 };
	desk_table table = { .arena = &arena, .columns = columns, .n_columns = 7 };
	for (uint32_t i = 0; i < c->blocks.count;) {
		xctl_rule_coverage file = { 0 };
		law_text name = c->blocks.at[i].file;
		for (; i < c->blocks.count && c->blocks.at[i].file.at == name.at; i++)
			add(&file, &c->blocks.at[i]);
		row(&table, &arena, law_str(c->book, name), &file);
	}
	row(&table, &arena, XCTL_STR("all"), all);
	desk_table_write(out, &table, view->width ? view->width : DESK_WIDTH, view->colour);
	for (uint32_t i = 0; i < c->blocks.count; i++) {
		const block *b = &c->blocks.at[i];
		if (!b->matched)
			xctl_buf_printf(out, "%.*s:%u: no example matches the %s %.*s\n", XCTL_FMT(law_str(c->book, b->file)), b->line,
				kind_words[b->kind], XCTL_FMT(law_str(c->book, b->name)));
	}
	xctl_arena_drop(&arena);
}

static void put_counts(xctl_json *w, const xctl_rule_coverage *n)
{
	const struct {
		const char *key;
		uint32_t value;
	} counts[] = { { "blocks", n->blocks }, { "matched", n->matched }, { "rules", n->grounds }, { "decisive", n->decisive },
		{ "conditions", n->conditions }, { "false_alone", n->alone } };
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		xctl_json_key(w, counts[i].key);
		xctl_json_int(w, counts[i].value);
	}
}

static void show_json(const covering *c, const xctl_rule_coverage *all, xctl_buf *out)
{
	xctl_json w = { .to = out };
	xctl_json_object(&w);
	put_counts(&w, all);
	xctl_json_key(&w, "all");
	xctl_json_array(&w);
	for (uint32_t i = 0; i < c->blocks.count; i++) {
		const block *b = &c->blocks.at[i];
		xctl_json_object(&w);
		xctl_json_key(&w, "name");
		xctl_json_str(&w, law_str(c->book, b->name));
		xctl_json_key(&w, "kind");
		xctl_json_text(&w, kind_words[b->kind]);
		xctl_json_key(&w, "file");
		xctl_json_str(&w, law_str(c->book, b->file));
		xctl_json_key(&w, "line");
		xctl_json_int(&w, b->line);
		xctl_json_key(&w, "matched");
		xctl_json_bool(&w, b->matched);
		xctl_json_key(&w, "decisive");
		if (b->kind == LAW_HEAD_GROUND)
			xctl_json_bool(&w, b->decisive);
		else
			xctl_json_null(&w);
		xctl_json_key(&w, "conditions");
		xctl_json_int(&w, b->conditions);
		xctl_json_key(&w, "false_alone");
		xctl_json_int(&w, b->alone);
		xctl_json_end_object(&w);
	}
	xctl_json_end_array(&w);
	xctl_json_end_object(&w);
	xctl_buf_char(out, '\n');
}

xctl_code xctl_rule_covered(xctl_rule_coverage *result, xctl_desk *desk, const xctl_view *view, xctl_write write, void *context,
	xctl_error *error)
{
	covering c = { .book = &desk->snapshot.book, .arena = { .ceiling = desk->ceiling }, .item = { .ceiling = desk->ceiling } };
	xctl_buf out = { .ceiling = desk->ceiling }, failed = { .ceiling = desk->ceiling };
	xctl_rule_coverage all = { 0 };
	xctl_code code = find_blocks(&c) ? XCTL_OK : xctl_fail_limit(error, "the rulebook");
	xctl_test_result ran;
	if (code == XCTL_OK)
		code = desk_run_examples(&ran, desk, NULL, visit, &c, &failed, error);
	if (code == XCTL_OK) {
		count_conditions(&c);
		if (c.blocks.count)
			qsort(c.blocks.at, c.blocks.count, sizeof *c.blocks.at, by_place);
		for (uint32_t i = 0; i < c.blocks.count; i++)
			add(&all, &c.blocks.at[i]);
		all.failed = ran.failed;
		if (view->format == XCTL_TABLE)
			show_table(&c, &all, view, &out);
		else
			show_json(&c, &all, &out);
		code = desk_flush(&out, write, context, error);
	}
	if (code == XCTL_OK)
		*result = all;
	xctl_buf_drop(&out);
	xctl_buf_drop(&failed);
	xctl_arena_drop(&c.item);
	xctl_arena_drop(&c.arena);
	return code;
}

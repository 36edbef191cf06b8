/* rules mutate: do the book's examples notice when a condition is not there? For each condition as it is written the book
 * without it is asked the same questions. Nothing is compiled anew: the reference evaluator counts the condition as given
 * where that changes what its block comes to, and the heads that then come out otherwise are set by hand in the answer. */
#include <stdlib.h>
#include <string.h>

#include "desk/desk.h"
#include "desk/table.h"
#include "law/session.h"

/* Heads that may come out otherwise where a block does. */
typedef struct touched {
	uint32_t *heads;
	uint32_t n;
} touched;

typedef struct mutant {
	law_counted counted; /* while the examples run */
	touched touched;
	xctl_str path, block, text; /* what outlives the run: of the file, its block's name, its own line */
	uint32_t line;
	xctl_str implied; /* why nobody could notice, by the book itself */
	bool killed;
	xctl_str by_path; /* the example that noticed */
	uint32_t by_line;
} mutant;

typedef struct mutating {
	xctl_desk *desk;
	const char *only; /* files whose path starts so, or NULL */
	const law_ast *ast;
	xctl_arena arena;
	xctl_arena example; /* of the example looked at, and below it of one mutant */
	xctl_arena trial;
	XCTL_LIST(mutant) mutants;
	uint32_t *all; /* every head's number */
} mutating;

/* What an item comes to in the book as it is. */
typedef struct item_view {
	const law_evaluation *evaluation;
	law_probe *probe;
	uint8_t *truths;
} item_view;

/* --- the conditions --- */

static xctl_str line_of(xctl_str text, uint32_t line)
{
	xctl_str found = { 0 };
	for (uint32_t i = 0; i < line; i++)
		found = xctl_str_cut(&text, '\n');
	return xctl_str_trim(found);
}

static bool is_of(const mutating *m, const law_block *b, const law_head *h)
{
	return h->line == b->place.line
		&& xctl_str_eq(law_str(&m->desk->snapshot.book, h->file), m->ast->sources.at[b->place.file].path);
}

static bool tests_any(const law_book *book, const law_head *h, const uint8_t *attributes)
{
	for (uint32_t c = h->clauses.from; c < h->clauses.from + h->clauses.n; c++)
		for (uint32_t i = 0; i < book->clauses[c].literals.n; i++)
			if (attributes[book->tests[book->literals[book->clauses[c].literals.from + i].test].attribute])
				return true;
	return false;
}

/* The block's own heads, and those that hang on what it decides: heads stand behind what they speak of. */
static bool find_touched(mutating *m, const law_block *b, touched *out)
{
	const law_book *book = &m->desk->snapshot.book;
	uint8_t *attributes = XCTL_NEW_ARRAY(&m->arena, uint8_t, book->n_attributes);
	*out = (touched){ .heads = XCTL_NEW_ARRAY(&m->arena, uint32_t, book->n_heads) };
	for (uint32_t h = 0; attributes && out->heads && h < book->n_heads; h++) {
		if (!is_of(m, b, &book->heads[h]) && !tests_any(book, &book->heads[h], attributes))
			continue;
		out->heads[out->n++] = h;
		if (book->heads[h].attribute != XCTL_NONE)
			attributes[book->heads[h].attribute] = 1;
	}
	return attributes && out->heads;
}

static bool add_mutant(mutating *m, law_counted counted)
{
	static const xctl_str mark = { "# implied:", 10 };
	mutant *slot = XCTL_PUSH(&m->arena, &m->mutants);
	if (!slot)
		return false;
	slot->counted = counted;
	bool first = m->mutants.count == 1 || slot[-1].counted.block != counted.block;
	if (!first)
		slot->touched = slot[-1].touched;
	else if (!find_touched(m, counted.block, &slot->touched))
		return false;
	const law_place place = counted.condition->place;
	slot->path = m->ast->sources.at[place.file].path;
	slot->line = place.line;
	slot->block = law_block_name(counted.block);
	slot->text = line_of(m->ast->sources.at[place.file].text, place.line);
	for (size_t i = 0; i + mark.len <= slot->text.len; i++)
		if (memcmp(slot->text.at + i, mark.at, mark.len) == 0) {
			slot->implied = xctl_str_trim((xctl_str){ slot->text.at + i + mark.len, slot->text.len - i - mark.len });
			slot->text = xctl_str_trim((xctl_str){ slot->text.at, i });
		}
	return true;
}

/* Of several conditions that must hold one falls away; of alternatives that say one thing only, the alternative. */
static bool add_group(mutating *m, const law_block *b, const law_group *group, bool unless)
{
	for (uint32_t a = 0; a < group->count; a++) {
		const law_alternative *alternative = &group->at[a];
		uint32_t says = 0;
		for (uint32_t i = 0; i < alternative->count; i++)
			says += alternative->at[i]->kind != LAW_TEST_SOME;
		bool falls = says == 1 && (unless || group->count > 1);
		for (uint32_t i = 0; i < alternative->count; i++)
			if (alternative->at[i]->kind != LAW_TEST_SOME
				&& !add_mutant(m, (law_counted){ b, alternative->at[i], unless, falls ? LAW_NO : LAW_YES }))
				return false;
	}
	return true;
}

static bool find_conditions(mutating *m, const law_ast *ast)
{
	m->ast = ast;
	m->all = XCTL_NEW_ARRAY(&m->arena, uint32_t, m->desk->snapshot.book.n_heads);
	for (uint32_t h = 0; m->all && h < m->desk->snapshot.book.n_heads; h++)
		m->all[h] = h;
	for (uint32_t i = 0; m->all && i < ast->blocks.count; i++) {
		const law_block *b = &ast->blocks.at[i];
		if (m->only && !xctl_str_starts(ast->sources.at[b->place.file].path, xctl_str_of(m->only)))
			continue;
		for (uint32_t g = 0; g < b->when.count; g++)
			if (!add_group(m, b, &b->when.at[g], false))
				return false;
		if (!add_group(m, b, &b->unless, true))
			return false;
	}
	return m->all != NULL;
}

/* --- one example --- */

static void set_head(const law_book *book, uint32_t head, law_truth truth, uint64_t *may, uint64_t *must)
{
	law_span clauses = book->heads[head].clauses;
	for (uint32_t i = clauses.from; i < clauses.from + clauses.n; i++) {
		if (truth == LAW_NO)
			xctl_bit_clear(may, i);
		if (truth != LAW_YES)
			xctl_bit_clear(must, i);
	}
	if (truth != LAW_NO && clauses.n)
		xctl_bit_set(may, clauses.from);
	if (truth == LAW_YES)
		xctl_bit_set(must, clauses.from);
}

/* A fact holds where one of its blocks does. */
static void set_fact(const law_evaluation *e, const uint8_t *truths, uint32_t attribute, uint64_t *may, uint64_t *must)
{
	const law_book *book = e->book;
	uint32_t fact = e->session->plan.fact[attribute];
	law_truth any = LAW_NO;
	for (uint32_t h = 0; h < book->n_heads; h++)
		if (book->heads[h].kind == LAW_HEAD_FACT && book->heads[h].attribute == attribute)
			any = law_or(any, (law_truth)truths[h]);
	xctl_bit_clear(may, fact);
	xctl_bit_clear(must, fact);
	if (any != LAW_NO)
		xctl_bit_set(may, fact);
	if (any == LAW_YES)
		xctl_bit_set(must, fact);
}

/* The item's evaluation as it comes to without the condition; the old one where no ground, exception, duty, conflict or
 * subject comes out otherwise. NULL at the ceiling. */
static const law_evaluation *without(mutating *m, const item_view *item, const mutant *one, xctl_error *error)
{
	const law_evaluation *was = item->evaluation;
	const law_book *book = was->book;
	if (!law_probe_moves(item->probe, &one->counted))
		return was;
	uint8_t *truths = XCTL_NEW_ARRAY(&m->trial, uint8_t, book->n_heads);
	if (truths)
		memcpy(truths, item->truths, book->n_heads);
	if (!truths || law_probe_truths(truths, item->probe, &one->counted, one->touched.heads, one->touched.n, error) != XCTL_OK)
		return NULL;
	if (memcmp(truths, item->truths, book->n_heads) == 0)
		return was;
	size_t words = was->n_words, facts = was->session->plan.fact_words;
	law_evaluation *e = XCTL_NEW(&m->trial, law_evaluation);
	uint64_t *bits = XCTL_NEW_ARRAY(&m->trial, uint64_t, 2 * (words + facts));
	if (!e || !bits)
		return NULL;
	uint64_t *may = memcpy(bits, was->may, words * sizeof *bits);
	uint64_t *must = memcpy(bits + words, was->must, words * sizeof *bits);
	uint64_t *facts_may = memcpy(bits + 2 * words, was->facts_may, facts * sizeof *bits);
	uint64_t *facts_must = memcpy(bits + 2 * words + facts, was->facts_must, facts * sizeof *bits);
	for (uint32_t h = 0; h < book->n_heads; h++) {
		if (truths[h] == item->truths[h])
			continue;
		if (book->heads[h].kind == LAW_HEAD_FACT)
			set_fact(was, truths, book->heads[h].attribute, facts_may, facts_must);
		set_head(book, h, (law_truth)truths[h], may, must);
	}
	*e = *was;
	e->may = may;
	e->must = must;
	e->facts_may = facts_may;
	e->facts_must = facts_must;
	return e;
}

static xctl_code try_mutant(mutating *m, mutant *one, const desk_example *example, const desk_answer *answer,
	const item_view *items, xctl_error *error)
{
	xctl_arena_reset(&m->trial);
	const law_evaluation **evaluations = xctl_alloc_array(&m->trial, answer->n_items, sizeof *evaluations);
	bool same = true;
	for (uint32_t i = 0; evaluations && i < answer->n_items; i++) {
		evaluations[i] = without(m, &items[i], one, error);
		if (!evaluations[i])
			return xctl_fail_limit(error, "the mutation");
		same &= evaluations[i] == items[i].evaluation;
	}
	if (same)
		return evaluations ? XCTL_OK : xctl_fail_limit(error, "the mutation");
	desk_answer changed;
	desk_asking asking = *desk_example_asking(example);
	asking.explain = false;
	xctl_code code = desk_answer_with(&changed, m->desk, answer, &asking, evaluations, &m->trial, error);
	if (code == XCTL_OK)
		one->killed = !desk_example_holds(example, &changed);
	law_place place = desk_example_place(example);
	one->by_path = m->ast->sources.at[place.file].path;
	one->by_line = place.line;
	return code;
}

static xctl_code visit(void *context, const desk_example *example, const desk_answer *answer, xctl_error *error)
{
	mutating *m = context;
	law_reference *reference = desk_example_reference(example);
	uint32_t n_heads = m->desk->snapshot.book.n_heads;
	if (!m->ast && !find_conditions(m, law_reference_ast(reference)))
		return xctl_fail_limit(error, "the mutation");
	if (!answer->n_regimes || !desk_example_holds(example, answer))
		return XCTL_OK;
	xctl_arena_reset(&m->example);
	item_view *items = XCTL_NEW_ARRAY(&m->example, item_view, answer->n_items);
	xctl_code code = items ? XCTL_OK : xctl_fail_limit(error, "the mutation");
	for (uint32_t i = 0; i < answer->n_items && code == XCTL_OK; i++) {
		items[i].evaluation = answer->regimes[0].items[i].evaluation;
		items[i].truths = XCTL_NEW_ARRAY(&m->example, uint8_t, n_heads);
		code = law_probe_open(&items[i].probe, reference, items[i].evaluation->frame, &m->example, error);
		if (code == XCTL_OK)
			code = items[i].truths ? law_probe_truths(items[i].truths, items[i].probe, NULL, m->all, n_heads, error)
					       : xctl_fail_limit(error, "the mutation");
	}
	for (uint32_t i = 0; i < m->mutants.count && code == XCTL_OK; i++)
		if (!m->mutants.at[i].killed)
			code = try_mutant(m, &m->mutants.at[i], example, answer, items, error);
	return code;
}

/* --- showing --- */

static void add(xctl_rule_mutation *to, const mutant *one)
{
	to->conditions++;
	to->killed += one->killed;
	to->implied += !one->killed && one->implied.len;
}

double xctl_rule_killed_share(const xctl_rule_mutation *n)
{
	return n->conditions > n->implied ? 100.0 * n->killed / (n->conditions - n->implied) : 100.0;
}

static void row(desk_table *table, xctl_arena *arena, xctl_str name, const xctl_rule_mutation *n)
{
	xctl_str cells[] = { name, xctl_str_print(arena, "%u", n->conditions), xctl_str_print(arena, "%u", n->implied),
		xctl_str_print(arena, "%u", n->killed), xctl_str_print(arena, "%.1f %%", xctl_rule_killed_share(n)) };
	desk_table_row(table, n->killed + n->implied < n->conditions ? DESK_WARN : DESK_PLAIN, cells);
}

static void show_table(const mutating *m, const xctl_rule_mutation *all, const xctl_view *view, xctl_buf *out)
{
	static const desk_column columns[] = { { .title = "file", .least = 20 }, { .title = "conditions", .right = true },
		{ .title = "implied", .right = true }, { .title = "noticed", .right = true }, { .title = "share", .right = true } };
	xctl_arena arena = { .ceiling = 64u << 20 };
	desk_table table = { .arena = &arena, .columns = columns, .n_columns = 5 };
	for (uint32_t i = 0; i < m->mutants.count;) {
		xctl_rule_mutation file = { 0 };
		xctl_str path = m->mutants.at[i].path;
		for (; i < m->mutants.count && m->mutants.at[i].path.at == path.at; i++)
			add(&file, &m->mutants.at[i]);
		row(&table, &arena, path, &file);
	}
	row(&table, &arena, XCTL_STR("all"), all);
	desk_table_write(out, &table, view->width ? view->width : DESK_WIDTH, view->colour);
	for (uint32_t i = 0; i < m->mutants.count; i++) {
		const mutant *one = &m->mutants.at[i];
		if (one->killed == (one->implied.len != 0))
			xctl_buf_printf(out, "%.*s:%u: %s %.*s: %.*s\n", XCTL_FMT(one->path), one->line,
				one->killed ? "marked as implied, yet noticed, in" : "no example notices, in",
				XCTL_FMT(one->block), XCTL_FMT(one->text));
	}
	xctl_arena_drop(&arena);
}

static void put_place(xctl_json *w, xctl_str path, uint32_t line)
{
	xctl_json_object(w);
	xctl_json_key(w, "file"), xctl_json_str(w, path);
	xctl_json_key(w, "line"), xctl_json_int(w, line);
	xctl_json_end_object(w);
}

static void show_json(const mutating *m, const xctl_rule_mutation *all, xctl_buf *out)
{
	xctl_json w = { .to = out };
	xctl_json_object(&w);
	xctl_json_key(&w, "conditions"), xctl_json_int(&w, all->conditions);
	xctl_json_key(&w, "implied"), xctl_json_int(&w, all->implied);
	xctl_json_key(&w, "noticed"), xctl_json_int(&w, all->killed);
	xctl_json_key(&w, "all");
	xctl_json_array(&w);
	for (uint32_t i = 0; i < m->mutants.count; i++) {
		const mutant *one = &m->mutants.at[i];
		xctl_json_object(&w);
		xctl_json_key(&w, "file"), xctl_json_str(&w, one->path);
		xctl_json_key(&w, "line"), xctl_json_int(&w, one->line);
		xctl_json_key(&w, "block"), xctl_json_str(&w, one->block);
		xctl_json_key(&w, "condition"), xctl_json_str(&w, one->text);
		xctl_json_key(&w, "noticed"), xctl_json_bool(&w, one->killed);
		xctl_json_key(&w, "by");
		if (one->killed)
			put_place(&w, one->by_path, one->by_line);
		else
			xctl_json_null(&w);
		xctl_json_key(&w, "implied");
		if (one->implied.len)
			xctl_json_str(&w, one->implied);
		else
			xctl_json_null(&w);
		xctl_json_end_object(&w);
	}
	xctl_json_end_array(&w);
	xctl_json_end_object(&w);
	xctl_buf_char(out, '\n');
}

xctl_code xctl_rule_mutated(xctl_rule_mutation *result, xctl_desk *desk, const char *only, const xctl_view *view,
	xctl_write write, void *context, xctl_error *error)
{
	mutating m = { .desk = desk, .only = only, .arena = { .ceiling = desk->ceiling }, .example = { .ceiling = desk->ceiling },
		.trial = { .ceiling = desk->ceiling } };
	xctl_buf out = { .ceiling = desk->ceiling }, failed = { .ceiling = desk->ceiling };
	xctl_rule_mutation all = { 0 };
	xctl_test_result ran;
	xctl_code code = desk_run_examples(&ran, desk, NULL, visit, &m, &failed, error);
	for (uint32_t i = 0; i < m.mutants.count; i++)
		add(&all, &m.mutants.at[i]);
	if (code == XCTL_OK) {
		all.failed = ran.failed;
		if (view->format == XCTL_TABLE)
			show_table(&m, &all, view, &out);
		else
			show_json(&m, &all, &out);
		code = desk_flush(&out, write, context, error);
	}
	if (code == XCTL_OK)
		*result = all;
	xctl_buf_drop(&out);
	xctl_buf_drop(&failed);
	xctl_arena_drop(&m.trial);
	xctl_arena_drop(&m.example);
	xctl_arena_drop(&m.arena);
	return code;
}

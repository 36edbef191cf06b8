/* What a change of the book does to transfers of the past: verdicts before and after, what is at stake, whom it concerns. */
#include "desk/replay.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

enum { FACTS_ASKED = 64 };

static bool same(const desk_between *a, const desk_between *b)
{
	return a->verdict == b->verdict && a->at_least == b->at_least && a->at_most == b->at_most;
}

uint32_t replay_after(const desk_between *before, const desk_between *after)
{
	return after->verdict == LAW_UNDETERMINED && !same(before, after) ? LAW_VERDICTS : (uint32_t)after->verdict;
}

/* --- money --- */

static bool add_money(replay *r, replay_sum *to, int32_t currency, xctl_decimal amount, bool whole)
{
	uint32_t i = 0;
	while (i < to->money.count && to->money.at[i].currency != currency)
		i++;
	if (i == to->money.count) {
		replay_money *slot = XCTL_PUSH(r->arena, &to->money);
		if (!slot)
			return false;
		*slot = (replay_money){ currency, { 0 }, true };
	}
	replay_money *m = &to->money.at[i];
	m->whole &= whole && xctl_decimal_add(m->sum, amount, &m->sum);
	return true;
}

static bool add_sum(replay *r, replay_sum *to, const replay_sum *from)
{
	to->transfers += from->transfers;
	for (uint32_t i = 0; i < from->money.count; i++)
		if (!add_money(r, to, from->money.at[i].currency, from->money.at[i].sum, from->money.at[i].whole))
			return false;
	return true;
}

static bool add_line(replay *r, replay_sum *to, uint64_t row)
{
	int32_t code = xctl_table_code(r->table, r->value, row);
	int32_t currency = xctl_table_code(r->table, r->currency, row);
	return code < 0 || add_money(r, to, currency, r->amounts[code], r->is_amount[code]);
}

static bool read_amounts(replay *r)
{
	if (r->value == XCTL_NONE)
		return true;
	const xctl_table_column *c = &r->table->columns[r->value];
	r->amounts = XCTL_NEW_ARRAY(r->arena, xctl_decimal, c->n_words);
	r->is_amount = XCTL_NEW_ARRAY(r->arena, uint8_t, c->n_words);
	for (uint32_t i = 0; r->amounts && r->is_amount && i < c->n_words; i++)
		r->is_amount[i] = xctl_decimal_parse(c->words[i], false, &r->amounts[i]);
	return r->amounts && r->is_amount;
}

/* --- one pass over the rows --- */

static uint32_t column_named(const xctl_table *table, const char *name)
{
	for (uint32_t i = 0; i < table->n_columns; i++)
		if (xctl_str_is(table->columns[i].name, name))
			return i;
	return XCTL_NONE;
}

static void find_columns(replay *r)
{
	static const char *const customers[] = { "end-user.name", "consignee.name", "purchaser.name" };
	r->value = column_named(r->table, "item.value");
	r->currency = column_named(r->table, "item.currency");
	r->hs = column_named(r->table, "item.codes.HS");
	r->id = column_named(r->table, "id");
	for (size_t i = 0; i < sizeof customers / sizeof *customers; i++)
		r->customer[i] = column_named(r->table, customers[i]);
}

/* Answers that say more, or less, than they did: those are what a change is about. */
static bool changes(const bulk_outcome *o)
{
	return !same(&o->of[0].headline, &o->of[1].headline);
}

typedef struct naming {
	replay_sum *of[4]; /* by code, of each column that may name it */
	uint64_t *counted; /* of each code of the last: the first row of the transfer it counted last, plus one */
} naming;

/* Who gets it: the end user, else the consignee, else the purchaser. */
static void customer_of(const replay *r, uint64_t row, uint32_t *column, int32_t *code)
{
	*code = XCTL_TABLE_EMPTY;
	for (uint32_t i = 0; i < 3 && *code < 0; i++) {
		*column = i;
		*code = xctl_table_code(r->table, r->customer[i], row);
	}
}

static bool begin_naming(replay *r, naming *n)
{
	const uint32_t columns[] = { r->customer[0], r->customer[1], r->customer[2], r->hs };
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		uint32_t words = columns[i] == XCTL_NONE ? 0 : r->table->columns[columns[i]].n_words;
		n->of[i] = XCTL_NEW_ARRAY(r->arena, replay_sum, words);
		if (!n->of[i])
			return false;
	}
	n->counted = XCTL_NEW_ARRAY(r->arena, uint64_t, r->hs == XCTL_NONE ? 0 : r->table->columns[r->hs].n_words);
	return n->counted != NULL;
}

/* A line adds to what is at stake under its HS code; its transfer counts once, however many lines say the same. */
static bool add_hs(replay *r, naming *n, uint64_t first, uint64_t row, int32_t code)
{
	n->of[3][code].transfers += n->counted[code] != first + 1;
	n->counted[code] = first + 1;
	return add_line(r, &n->of[3][code], row);
}

static bool pass(replay *r, naming *n)
{
	uint32_t outcome = BULK_BAD, column = 0;
	uint64_t first = 0;
	int32_t customer = XCTL_TABLE_EMPTY;
	for (uint64_t row = 0; row < r->table->n_rows; row++) {
		uint32_t of = r->answers->outcome_of[row];
		if (of != BULK_MORE) {
			outcome = of;
			first = row;
			customer_of(r, row, &column, &customer); /* the transfer's, whatever its other lines repeat */
		}
		if (outcome == BULK_BAD)
			continue;
		r->sums[outcome].transfers += first == row;
		if (!add_line(r, &r->sums[outcome], row))
			return false;
		if (!changes(&r->answers->outcomes[outcome]))
			continue;
		if (customer >= 0) {
			n->of[column][customer].transfers += first == row;
			if (!add_line(r, &n->of[column][customer], row))
				return false;
		}
		int32_t hs = xctl_table_code(r->table, r->hs, row);
		if (hs >= 0 && !add_hs(r, n, first, row, hs))
			return false;
	}
	return true;
}

static int by_stake(const void *x, const void *y)
{
	const replay_named *a = x, *b = y;
	if (a->at_stake.transfers != b->at_stake.transfers)
		return a->at_stake.transfers > b->at_stake.transfers ? -1 : 1;
	return xctl_str_cmp(a->name, b->name);
}

/* Names of several columns are one when they are written alike. */
static bool gather_named(replay *r, const replay_sum *sums, uint32_t column, replay_names *to, xctl_map *at)
{
	for (uint32_t i = 0; column != XCTL_NONE && i < r->table->columns[column].n_words; i++) {
		if (!sums[i].transfers && !sums[i].money.count)
			continue;
		xctl_str name = r->table->columns[column].words[i];
		uint32_t k = xctl_map_get(at, name);
		if (k == XCTL_NONE) {
			replay_named *slot = XCTL_PUSH(r->arena, to);
			k = to->count - 1;
			if (!slot || !xctl_map_set(at, name, k))
				return false;
			*slot = (replay_named){ .name = name };
		}
		if (!add_sum(r, &to->at[k].at_stake, &sums[i]))
			return false;
	}
	return true;
}

/* --- outcome by outcome --- */

static xctl_str government_of(const replay *r, uint32_t book, uint32_t regime)
{
	const law_book *b = &r->desks[book]->snapshot.book;
	return law_str(b, b->regimes[regime].government);
}

/* The worst that a government's regimes say under one book. */
static desk_between of_government(const replay *r, const bulk_outcome *o, uint32_t book, xctl_str government)
{
	desk_between worst = { 0 };
	for (uint32_t i = 0; i < r->desks[book]->snapshot.book.n_regimes; i++)
		if (xctl_str_eq(government_of(r, book, i), government))
			desk_take_worse(&worst, &o->of[book].regimes[i]);
	return worst;
}

static bool begin_matrices(replay *r)
{
	replay_matrix *all = XCTL_PUSH(r->arena, &r->matrices);
	if (!all)
		return false;
	*all = (replay_matrix){ .changed = 0 };
	for (uint32_t book = 0; book < BULK_BOOKS; book++)
		for (uint32_t i = 0; i < r->desks[book]->snapshot.book.n_regimes; i++) {
			xctl_str government = government_of(r, book, i);
			bool known = false;
			for (uint32_t m = 1; m < r->matrices.count; m++)
				known |= xctl_str_eq(r->matrices.at[m].government, government);
			if (known)
				continue;
			replay_matrix *slot = XCTL_PUSH(r->arena, &r->matrices);
			if (!slot)
				return false;
			*slot = (replay_matrix){ .government = government };
		}
	return true;
}

static void put_in_matrix(replay_matrix *m, const desk_between *before, const desk_between *after, uint64_t n)
{
	m->cells[before->verdict][replay_after(before, after)] += n;
	if (!same(before, after))
		m->changed += n;
}

static xctl_str name_of(const replay *r, uint32_t book, uint32_t head)
{
	const law_book *b = &r->desks[book]->snapshot.book;
	return law_str(b, b->heads[head].base);
}

static bool has_ground(const replay *r, const bulk_outcome *o, uint32_t book, xctl_str name)
{
	for (uint32_t i = 0; i < o->of[book].n_grounds; i++)
		if (xctl_str_eq(name_of(r, book, o->of[book].grounds[i]), name))
			return true;
	return false;
}

/* Grounds of one book that the other does not have for the same transfers. */
static bool count_grounds(replay *r, const bulk_outcome *o, uint32_t book, const replay_sum *sum)
{
	const law_book *b = &r->desks[book]->snapshot.book;
	for (uint32_t i = 0; i < o->of[book].n_grounds; i++) {
		xctl_str name = name_of(r, book, o->of[book].grounds[i]);
		bool seen = false;
		for (uint32_t k = 0; k < i; k++)
			seen |= xctl_str_eq(name_of(r, book, o->of[book].grounds[k]), name);
		if (seen || has_ground(r, o, 1 - book, name))
			continue;
		uint32_t k = 0;
		while (k < r->grounds.count && (r->grounds.at[k].gained != (book == 1) || !xctl_str_eq(r->grounds.at[k].name, name)))
			k++;
		if (k == r->grounds.count) {
			replay_ground *slot = XCTL_PUSH(r->arena, &r->grounds);
			if (!slot)
				return false;
			*slot = (replay_ground){ .name = name, .cites = law_str(b, b->heads[o->of[book].grounds[i]].cites),
				.gained = book == 1 };
		}
		if (!add_sum(r, &r->grounds.at[k].sum, sum))
			return false;
	}
	return true;
}

static bool add_example(replay *r, const bulk_outcome *o, uint64_t transfers)
{
	law_verdict before = o->of[0].headline.verdict;
	uint32_t after = replay_after(&o->of[0].headline, &o->of[1].headline);
	for (uint32_t i = 0; i < r->examples.count; i++)
		if (r->examples.at[i].before == before && r->examples.at[i].after == after) {
			r->examples.at[i].transfers += transfers;
			return true;
		}
	xctl_str id = r->id == XCTL_NONE ? (xctl_str){ 0 } : xctl_table_cell(r->table, r->id, o->row);
	if (!id.len)
		id = xctl_str_print(r->arena, "line %u", r->table->lines ? r->table->lines[o->row] : (unsigned)o->row + 1);
	replay_example *slot = id.at ? XCTL_PUSH(r->arena, &r->examples) : NULL;
	if (slot)
		*slot = (replay_example){ before, after, id, transfers };
	return slot != NULL;
}

static bool count_outcome(replay *r, uint32_t i)
{
	const bulk_outcome *o = &r->answers->outcomes[i];
	const replay_sum *sum = &r->sums[i];
	const desk_between *before = &o->of[0].headline, *after = &o->of[1].headline;
	put_in_matrix(&r->matrices.at[0], before, after, sum->transfers);
	for (uint32_t m = 1; m < r->matrices.count; m++) {
		desk_between was = of_government(r, o, 0, r->matrices.at[m].government);
		desk_between is = of_government(r, o, 1, r->matrices.at[m].government);
		put_in_matrix(&r->matrices.at[m], &was, &is, sum->transfers);
	}
	if (!count_grounds(r, o, 0, sum) || !count_grounds(r, o, 1, sum))
		return false;
	if (!changes(o))
		return true;
	replay_sum *to = replay_after(before, after) == LAW_VERDICTS ? &r->cannot_tell
		: after->verdict > before->verdict		     ? &r->stricter
								     : &r->looser;
	return add_sum(r, to, sum) && add_example(r, o, sum->transfers);
}

/* --- what is missing --- */

static bool add_fact(replay *r, xctl_str fact, xctl_str asks, uint64_t transfers)
{
	for (uint32_t i = 0; i < r->facts.count; i++)
		if (xctl_str_eq(r->facts.at[i].fact, fact)) {
			r->facts.at[i].transfers += transfers;
			return true;
		}
	xctl_str kept = xctl_str_copy(r->arena, fact), asked = xctl_str_copy(r->arena, asks);
	replay_fact *slot = kept.at && asked.at ? XCTL_PUSH(r->arena, &r->facts) : NULL;
	if (slot)
		*slot = (replay_fact){ kept, asked, transfers };
	return slot != NULL;
}

/* The first transfer of the outcome is asked under the book afterwards what it lacks. */
static xctl_code ask(replay *r, uint32_t i, const desk_asking *how, xctl_error *error)
{
	json_t *document;
	xctl_transfer t;
	desk_answer answer;
	xctl_desk *desk = r->desks[1];
	desk_asking explained = *how;
	explained.explain = true;
	xctl_code code = bulk_document(&document, r->answers, r->answers->outcomes[i].row, error);
	if (code != XCTL_OK)
		return code;
	xctl_arena_reset(&desk->work);
	code = xctl_transfer_read(&t, &desk->work, document, desk->snapshot.book.assigned, error);
	json_decref(document);
	if (code != XCTL_OK)
		return code;
	code = desk_answer_transfer(&answer, desk, &t, &explained, &desk->work, error);
	for (uint32_t g = 0; code == XCTL_OK && g < answer.n_regimes; g++) {
		const desk_regime_answer *one = &answer.regimes[g];
		desk_between was = of_government(r, &r->answers->outcomes[i], 0, government_of(r, 1, one->regime));
		if (same(&was, &(desk_between){ one->verdict, one->at_least, one->at_most }))
			continue;
		for (uint32_t k = 0; k < answer.n_items && code == XCTL_OK; k++)
			for (uint32_t m = 0; m < one->items[k].answer.n_missing; m++)
				if (!add_fact(r, one->items[k].answer.missing[m].fact, one->items[k].answer.missing[m].asks,
						r->sums[i].transfers))
					code = xctl_fail_limit(error, "the replay");
	}
	xctl_transfer_drop(&t);
	return code;
}

typedef struct open_outcome {
	uint32_t outcome;
	uint64_t transfers;
} open_outcome;

static int by_transfers(const void *x, const void *y)
{
	const open_outcome *a = x, *b = y;
	if (a->transfers != b->transfers)
		return a->transfers > b->transfers ? -1 : 1;
	return a->outcome < b->outcome ? -1 : 1;
}

static int by_fact(const void *x, const void *y)
{
	const replay_fact *a = x, *b = y;
	if (a->transfers != b->transfers)
		return a->transfers > b->transfers ? -1 : 1;
	return xctl_str_cmp(a->fact, b->fact);
}

static xctl_code ask_what_is_missing(replay *r, const desk_asking *how, xctl_error *error)
{
	open_outcome *open = XCTL_NEW_ARRAY(r->arena, open_outcome, r->answers->n_outcomes);
	if (!open)
		return xctl_fail_limit(error, "the replay");
	for (uint32_t i = 0; i < r->answers->n_outcomes; i++) {
		const bulk_outcome *o = &r->answers->outcomes[i];
		if (replay_after(&o->of[0].headline, &o->of[1].headline) == LAW_VERDICTS)
			open[r->facts_open++] = (open_outcome){ i, r->sums[i].transfers };
	}
	if (r->facts_open)
		qsort(open, r->facts_open, sizeof *open, by_transfers);
	xctl_code code = XCTL_OK;
	for (; r->facts_asked < r->facts_open && r->facts_asked < FACTS_ASKED && code == XCTL_OK; r->facts_asked++)
		code = ask(r, open[r->facts_asked].outcome, how, error);
	if (r->facts.count)
		qsort(r->facts.at, r->facts.count, sizeof *r->facts.at, by_fact);
	return code;
}

static int by_ground(const void *x, const void *y)
{
	const replay_ground *a = x, *b = y;
	if (a->gained != b->gained)
		return a->gained ? -1 : 1;
	if (a->sum.transfers != b->sum.transfers)
		return a->sum.transfers > b->sum.transfers ? -1 : 1;
	return xctl_str_cmp(a->name, b->name);
}

static int by_example(const void *x, const void *y)
{
	const replay_example *a = x, *b = y;
	if (a->transfers != b->transfers)
		return a->transfers > b->transfers ? -1 : 1;
	return a->before != b->before ? (a->before > b->before ? -1 : 1) : (a->after > b->after ? -1 : 1);
}

static void sort_all(replay *r)
{
	if (r->customers.count)
		qsort(r->customers.at, r->customers.count, sizeof *r->customers.at, by_stake);
	if (r->codes.count)
		qsort(r->codes.at, r->codes.count, sizeof *r->codes.at, by_stake);
	if (r->grounds.count)
		qsort(r->grounds.at, r->grounds.count, sizeof *r->grounds.at, by_ground);
	if (r->examples.count)
		qsort(r->examples.at, r->examples.count, sizeof *r->examples.at, by_example);
}

xctl_code replay_count(replay *r, xctl_error *error)
{
	naming names;
	find_columns(r);
	r->sums = XCTL_NEW_ARRAY(r->arena, replay_sum, r->answers->n_outcomes);
	bool good = r->sums && read_amounts(r) && begin_naming(r, &names) && begin_matrices(r) && pass(r, &names);
	for (uint32_t i = 0; good && i < r->answers->n_outcomes; i++)
		good = count_outcome(r, i);
	xctl_map customers = { .arena = r->arena }, codes = { .arena = r->arena };
	for (uint32_t i = 0; good && i < 3; i++)
		good = gather_named(r, names.of[i], r->customer[i], &r->customers, &customers);
	if (!good || !gather_named(r, names.of[3], r->hs, &r->codes, &codes))
		return xctl_fail_limit(error, "the replay");
	sort_all(r);
	return XCTL_OK;
}

/* --- the whole --- */

typedef struct hearing {
	const xctl_replay_options *options;
	size_t bytes; /* of the file: reading counts for one half of the work, answering for the other */
	uint64_t rows;
} hearing;

static void read_so_far(void *context, size_t bytes)
{
	hearing *h = context;
	if (h->options->progress)
		h->options->progress(h->options->context, bytes, 2 * h->bytes);
}

static void answered_so_far(void *context, uint64_t rows)
{
	hearing *h = context;
	if (h->options->progress)
		h->options->progress(h->options->context, h->bytes + (size_t)((double)rows / (double)h->rows * (double)h->bytes),
			2 * h->bytes);
}

static xctl_code hear_bad(void *context, uint64_t row, const xctl_error *error)
{
	hearing *h = context;
	(void)row;
	return h->options->bad ? h->options->bad(h->options->context, error) : XCTL_OK;
}

static xctl_code replay_table(xctl_replay_result *out, xctl_desk *before, xctl_desk *after, hearing *h, const xctl_table *table,
	const desk_asking *how, const xctl_view *view, xctl_write write, void *context, xctl_error *error)
{
	xctl_desk *const desks[] = { before, after };
	bulk_answers answers;
	bulk_asking asking = { .desks = desks, .n_desks = 2, .table = table, .how = how, .source = h->options->source,
		.bad = hear_bad, .done = answered_so_far, .context = h };
	h->rows = table->n_rows;
	xctl_code code = bulk_answer_table(&answers, &asking, error);
	if (code != XCTL_OK)
		return code;
	xctl_arena arena = { .ceiling = (size_t)1 << 34 };
	replay r = { .table = table, .desks = { before, after }, .answers = &answers, .arena = &arena };
	code = replay_count(&r, error);
	if (code == XCTL_OK)
		code = ask_what_is_missing(&r, how, error);
	if (code == XCTL_OK)
		code = replay_show(&r, view, write, context, error);
	*out = (xctl_replay_result){ answers.transfers, answers.unreadable, r.stricter.transfers, r.looser.transfers,
		r.cannot_tell.transfers };
	bulk_drop(&answers);
	xctl_arena_drop(&arena);
	return code;
}

xctl_code xctl_replay(xctl_replay_result *out, xctl_desk *before, xctl_desk *after, const xctl_replay_options *options,
	const xctl_view *view, xctl_write write, void *context, xctl_error *error)
{
	desk_asking how;
	xctl_file file = { 0 };
	xctl_table table;
	xctl_str bytes = { options->bytes, options->length };
	xctl_code code = desk_read_options(&how, &options->check, error);
	how.explain = false;
	if (code == XCTL_OK)
		code = desk_check_governments(before, how.governments, error);
	if (code == XCTL_OK)
		code = desk_check_governments(after, how.governments, error);
	if (code == XCTL_OK && options->path) {
		code = xctl_file_map(&file, options->path, error);
		bytes = file.bytes;
	}
	if (code != XCTL_OK)
		return code;
	hearing h = { .options = options, .bytes = bytes.len };
	code = xctl_table_read_csv(&table, bytes, options->source, read_so_far, &h, error);
	if (code == XCTL_OK) {
		code = replay_table(out, before, after, &h, &table, &how, view, write, context, error);
		xctl_table_drop(&table);
	}
	if (options->path)
		xctl_file_close(&file);
	return code;
}

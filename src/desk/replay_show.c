/* A replay as a person reads it, as JSON, and as rows for a spreadsheet. */
#include "desk/replay.h"
#include "desk/table.h"
#include "format/csv.h"

enum { MOST_SHOWN = 20 };

static const char cannot_tell[] = "cannot tell";

static const char *after_word(uint32_t after)
{
	return after == LAW_VERDICTS ? cannot_tell : law_verdict_words[after];
}

static xctl_str currency_of(const replay *r, const replay_money *m)
{
	return m->currency < 0 ? XCTL_STR("?") : r->table->columns[r->currency].words[m->currency];
}

/* --- table --- */

typedef struct showing {
	const replay *r;
	xctl_buf *to;
	xctl_buf scratch;
	xctl_arena arena;
	unsigned width;
	bool colour;
} showing;

static xctl_str number(showing *s, uint64_t n)
{
	xctl_buf_printf(&s->scratch, "%llu", (unsigned long long)n);
	return desk_keep(&s->arena, &s->scratch, s->to);
}

/* "USD 1200, JPY 5000": currencies side by side. */
static xctl_str money(showing *s, const replay_sum *sum)
{
	for (uint32_t i = 0; i < sum->money.count; i++) {
		const replay_money *m = &sum->money.at[i];
		char amount[24];
		xctl_decimal_print(m->sum, amount);
		xctl_buf_printf(&s->scratch, "%s%.*s %s%s", i ? ", " : "", XCTL_FMT(currency_of(s->r, m)), amount, m->whole ? "" : " at least");
	}
	return desk_keep(&s->arena, &s->scratch, s->to);
}

static void heading(showing *s, const char *text)
{
	xctl_buf_char(s->to, '\n');
	desk_paint(s->to, DESK_HEAD, s->colour, xctl_str_of(text));
	xctl_buf_char(s->to, '\n');
}

static void show_matrix(showing *s, const replay_matrix *m)
{
	desk_column columns[LAW_VERDICTS + 2] = { { .title = "before, after:", .least = 14 } };
	uint32_t shown[LAW_VERDICTS + 1], n = 0;
	for (uint32_t after = 0; after <= LAW_VERDICTS; after++) {
		uint64_t all = 0;
		for (uint32_t before = 0; before < LAW_VERDICTS; before++)
			all += m->cells[before][after];
		if (!all)
			continue;
		columns[n + 1] = (desk_column){ .title = after_word(after), .least = 5, .right = true };
		shown[n++] = after;
	}
	desk_table table = { .arena = &s->arena, .columns = columns, .n_columns = n + 1 };
	for (uint32_t before = 0; before < LAW_VERDICTS; before++) {
		xctl_str cells[LAW_VERDICTS + 2] = { xctl_str_of(law_verdict_words[before]) };
		uint64_t all = 0;
		for (uint32_t i = 0; i < n; i++) {
			uint64_t count = m->cells[before][shown[i]];
			cells[i + 1] = count ? number(s, count) : (xctl_str){ "", 0 };
			all += count;
		}
		if (all)
			desk_table_row(&table, DESK_PLAIN, cells);
	}
	desk_table_write(s->to, &table, s->width, s->colour);
}

static void show_matrices(showing *s)
{
	const replay *r = s->r;
	heading(s, "Verdicts, all governments together");
	show_matrix(s, &r->matrices.at[0]);
	for (uint32_t i = 1; i < r->matrices.count; i++) {
		if (!r->matrices.at[i].changed)
			continue;
		xctl_buf_printf(&s->scratch, "Verdicts of %.*s", XCTL_FMT(r->matrices.at[i].government));
		xctl_str title = desk_keep(&s->arena, &s->scratch, s->to);
		heading(s, title.at ? title.at : "");
		show_matrix(s, &r->matrices.at[i]);
	}
}

static void show_stake(showing *s)
{
	static const desk_column columns[] = { { .title = "the answer became" }, { .title = "transfers", .right = true },
		{ .title = "at stake", .least = 20 } };
	const struct {
		const char *what;
		desk_style style;
		const replay_sum *sum;
	} lines[] = { { "stricter", DESK_BAD, &s->r->stricter }, { "looser", DESK_GOOD, &s->r->looser },
		{ "one that nobody can tell", DESK_WARN, &s->r->cannot_tell } };
	desk_table table = { .arena = &s->arena, .columns = columns, .n_columns = 3 };
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		xctl_str cells[] = { xctl_str_of(lines[i].what), number(s, lines[i].sum->transfers), money(s, lines[i].sum) };
		if (lines[i].sum->transfers)
			desk_table_row(&table, lines[i].style, cells);
	}
	if (!table.rows.count) {
		desk_wrap(s->to, XCTL_STR("No answer changes."), s->width, 0);
		return;
	}
	heading(s, "What is at stake");
	desk_table_write(s->to, &table, s->width, s->colour);
}

static void show_grounds(showing *s)
{
	static const desk_column columns[] = { { .title = "ground", .least = 20 }, { .title = "" },
		{ .title = "transfers", .right = true }, { .title = "at stake", .least = 20 } };
	desk_table table = { .arena = &s->arena, .columns = columns, .n_columns = 4 };
	for (uint32_t i = 0; i < s->r->grounds.count; i++) {
		const replay_ground *g = &s->r->grounds.at[i];
		xctl_str cells[] = { g->cites, g->gained ? XCTL_STR("gained") : XCTL_STR("lost"), number(s, g->sum.transfers),
			money(s, &g->sum) };
		desk_table_row(&table, g->gained ? DESK_BAD : DESK_GOOD, cells);
	}
	if (!table.rows.count)
		return;
	heading(s, "Grounds gained and lost");
	desk_table_write(s->to, &table, s->width, s->colour);
}

static void show_named(showing *s, const char *title, const char *what, const replay_named *at, uint32_t n)
{
	desk_column columns[] = { { .title = what, .least = 20 }, { .title = "transfers", .right = true },
		{ .title = "at stake", .least = 20 } };
	desk_table table = { .arena = &s->arena, .columns = columns, .n_columns = 3 };
	for (uint32_t i = 0; i < n && i < MOST_SHOWN; i++) {
		xctl_str cells[] = { at[i].name, number(s, at[i].at_stake.transfers), money(s, &at[i].at_stake) };
		desk_table_row(&table, DESK_PLAIN, cells);
	}
	if (!n)
		return;
	heading(s, title);
	desk_table_write(s->to, &table, s->width, s->colour);
	if (n > MOST_SHOWN)
		xctl_buf_printf(s->to, "and %u more (-o json names all)\n", n - MOST_SHOWN);
}

static void show_facts(showing *s)
{
	const replay *r = s->r;
	static const desk_column columns[] = { { .title = "not recorded", .least = 20 }, { .title = "the question", .least = 30 },
		{ .title = "transfers", .right = true } };
	desk_table table = { .arena = &s->arena, .columns = columns, .n_columns = 3 };
	for (uint32_t i = 0; i < r->facts.count && i < MOST_SHOWN; i++) {
		xctl_str cells[] = { r->facts.at[i].fact, r->facts.at[i].asks, number(s, r->facts.at[i].transfers) };
		desk_table_row(&table, DESK_PLAIN, cells);
	}
	if (!table.rows.count)
		return;
	heading(s, "Why nobody can tell");
	desk_table_write(s->to, &table, s->width, s->colour);
	if (r->facts_asked < r->facts_open)
		xctl_buf_printf(s->to, "asked of the %u most frequent of %u kinds of open answers\n", r->facts_asked, r->facts_open);
}

static void show_examples(showing *s)
{
	static const desk_column columns[] = { { .title = "before" }, { .title = "after" }, { .title = "transfers", .right = true },
		{ .title = "for example", .least = 12 } };
	desk_table table = { .arena = &s->arena, .columns = columns, .n_columns = 4 };
	for (uint32_t i = 0; i < s->r->examples.count; i++) {
		const replay_example *e = &s->r->examples.at[i];
		xctl_str cells[] = { xctl_str_of(law_verdict_words[e->before]), xctl_str_of(after_word(e->after)),
			number(s, e->transfers), e->id };
		desk_table_row(&table, DESK_PLAIN, cells);
	}
	if (!table.rows.count)
		return;
	heading(s, "Changes");
	desk_table_write(s->to, &table, s->width, s->colour);
}

static void show_table(xctl_buf *to, const replay *r, const xctl_view *view)
{
	showing s = { .r = r, .to = to, .scratch = { .ceiling = 1u << 20 }, .arena = { .ceiling = 256u << 20 },
		.width = view->width ? view->width : DESK_WIDTH, .colour = view->colour };
	const bulk_answers *a = r->answers;
	xctl_buf_printf(to, "%llu transfers under two books", (unsigned long long)a->transfers);
	if (a->unreadable)
		xctl_buf_printf(to, "; %llu could not be read", (unsigned long long)a->unreadable);
	xctl_buf_char(to, '\n');
	show_matrices(&s);
	show_stake(&s);
	show_examples(&s);
	show_grounds(&s);
	show_named(&s, "Customers concerned", "customer", r->customers.at, r->customers.count);
	show_named(&s, "HS codes concerned", "HS code", r->codes.at, r->codes.count);
	show_facts(&s);
	xctl_buf_drop(&s.scratch);
	xctl_arena_drop(&s.arena);
}

/* --- JSON --- */

static const char *keyword_after(uint32_t after)
{
	return after == LAW_VERDICTS ? "cannot-tell" : law_verdict_words[after];
}

static void put_sum(xctl_json *w, const replay *r, const replay_sum *sum)
{
	xctl_json_key(w, "transfers");
	xctl_json_int(w, (int64_t)sum->transfers);
	xctl_json_key(w, "value");
	xctl_json_array(w);
	for (uint32_t i = 0; i < sum->money.count; i++) {
		const replay_money *m = &sum->money.at[i];
		xctl_json_object(w);
		xctl_json_key(w, "currency");
		if (m->currency < 0)
			xctl_json_null(w);
		else
			xctl_json_str(w, currency_of(r, m));
		xctl_json_key(w, "sum");
		xctl_json_decimal(w, m->sum);
		xctl_json_key(w, "complete");
		xctl_json_bool(w, m->whole);
		xctl_json_end_object(w);
	}
	xctl_json_end_array(w);
}

static void put_one_sum(xctl_json *w, const replay *r, const char *key, const replay_sum *sum)
{
	xctl_json_key(w, key);
	xctl_json_object(w);
	put_sum(w, r, sum);
	xctl_json_end_object(w);
}

static void put_matrices(xctl_json *w, const replay *r)
{
	xctl_json_key(w, "matrices");
	xctl_json_array(w);
	for (uint32_t i = 0; i < r->matrices.count; i++) {
		const replay_matrix *m = &r->matrices.at[i];
		xctl_json_object(w);
		xctl_json_key(w, "government");
		if (m->government.len)
			xctl_json_str(w, m->government);
		else
			xctl_json_null(w);
		xctl_json_key(w, "changed");
		xctl_json_int(w, (int64_t)m->changed);
		xctl_json_key(w, "cells");
		xctl_json_array(w);
		for (uint32_t before = 0; before < LAW_VERDICTS; before++)
			for (uint32_t after = 0; after <= LAW_VERDICTS; after++) {
				if (!m->cells[before][after])
					continue;
				xctl_json_object(w);
				xctl_json_key(w, "before");
				xctl_json_text(w, law_verdict_words[before]);
				xctl_json_key(w, "after");
				xctl_json_text(w, keyword_after(after));
				xctl_json_key(w, "transfers");
				xctl_json_int(w, (int64_t)m->cells[before][after]);
				xctl_json_end_object(w);
			}
		xctl_json_end_array(w);
		xctl_json_end_object(w);
	}
	xctl_json_end_array(w);
}

static void put_named(xctl_json *w, const replay *r, const char *key, const char *name, const replay_named *at, uint32_t n)
{
	xctl_json_key(w, key);
	xctl_json_array(w);
	for (uint32_t i = 0; i < n; i++) {
		xctl_json_object(w);
		xctl_json_key(w, name);
		xctl_json_str(w, at[i].name);
		put_sum(w, r, &at[i].at_stake);
		xctl_json_end_object(w);
	}
	xctl_json_end_array(w);
}

static void put_grounds(xctl_json *w, const replay *r)
{
	xctl_json_key(w, "grounds");
	xctl_json_array(w);
	for (uint32_t i = 0; i < r->grounds.count; i++) {
		const replay_ground *g = &r->grounds.at[i];
		xctl_json_object(w);
		xctl_json_key(w, "rule");
		xctl_json_str(w, g->name);
		xctl_json_key(w, "cites");
		xctl_json_str(w, g->cites);
		xctl_json_key(w, "change");
		xctl_json_text(w, g->gained ? "gained" : "lost");
		put_sum(w, r, &g->sum);
		xctl_json_end_object(w);
	}
	xctl_json_end_array(w);
}

static void put_rest(xctl_json *w, const replay *r)
{
	xctl_json_key(w, "not_recorded");
	xctl_json_array(w);
	for (uint32_t i = 0; i < r->facts.count; i++) {
		xctl_json_object(w);
		xctl_json_key(w, "fact");
		xctl_json_str(w, r->facts.at[i].fact);
		xctl_json_key(w, "asks");
		xctl_json_str(w, r->facts.at[i].asks);
		xctl_json_key(w, "transfers");
		xctl_json_int(w, (int64_t)r->facts.at[i].transfers);
		xctl_json_end_object(w);
	}
	xctl_json_end_array(w);
	xctl_json_key(w, "examples");
	xctl_json_array(w);
	for (uint32_t i = 0; i < r->examples.count; i++) {
		const replay_example *e = &r->examples.at[i];
		xctl_json_object(w);
		xctl_json_key(w, "before");
		xctl_json_text(w, law_verdict_words[e->before]);
		xctl_json_key(w, "after");
		xctl_json_text(w, keyword_after(e->after));
		xctl_json_key(w, "transfers");
		xctl_json_int(w, (int64_t)e->transfers);
		xctl_json_key(w, "first");
		xctl_json_str(w, e->id);
		xctl_json_end_object(w);
	}
	xctl_json_end_array(w);
}

static void put_book(xctl_json *w, const char *key, const xctl_desk *desk)
{
	char hash[65];
	xctl_hex(&desk->snapshot.hash, hash);
	xctl_json_key(w, key);
	xctl_json_printf(w, "sha256:%s", hash);
}

static void show_json(xctl_buf *to, const replay *r)
{
	xctl_json w = { .to = to };
	xctl_json_object(&w);
	put_book(&w, "before", r->desks[0]);
	put_book(&w, "after", r->desks[1]);
	xctl_json_key(&w, "transfers");
	xctl_json_int(&w, (int64_t)r->answers->transfers);
	xctl_json_key(&w, "unreadable");
	xctl_json_int(&w, (int64_t)r->answers->unreadable);
	put_one_sum(&w, r, "stricter", &r->stricter);
	put_one_sum(&w, r, "looser", &r->looser);
	put_one_sum(&w, r, "cannot_tell", &r->cannot_tell);
	put_matrices(&w, r);
	put_grounds(&w, r);
	put_named(&w, r, "customers", "name", r->customers.at, r->customers.count);
	put_named(&w, r, "hs_codes", "code", r->codes.at, r->codes.count);
	put_rest(&w, r);
	xctl_json_end_object(&w);
	xctl_buf_char(to, '\n');
}

/* --- CSV --- */

static void put_row(xctl_buf *to, const replay *r, const char *what, const char *change, xctl_str name, const replay_sum *sum)
{
	for (uint32_t i = 0; i < sum->money.count || i == 0; i++) {
		char amount[24] = "";
		xctl_str currency = { "", 0 };
		if (i < sum->money.count) {
			xctl_decimal_print(sum->money.at[i].sum, amount);
			currency = currency_of(r, &sum->money.at[i]);
		}
		xctl_buf_printf(to, "%s,%s,", what, change);
		xctl_csv_cell(to, name);
		xctl_buf_printf(to, ",%llu,%.*s,%s\n", (unsigned long long)sum->transfers, XCTL_FMT(currency), amount);
	}
}

static void show_csv(xctl_buf *to, const replay *r)
{
	xctl_buf_printf(to, "what,change,name,transfers,currency,value\n");
	for (uint32_t m = 0; m < r->matrices.count; m++)
		for (uint32_t before = 0; before < LAW_VERDICTS; before++)
			for (uint32_t after = 0; after <= LAW_VERDICTS; after++) {
				xctl_str government = r->matrices.at[m].government;
				if (r->matrices.at[m].cells[before][after])
					xctl_buf_printf(to, "verdict,%s > %s,%.*s,%llu,,\n", law_verdict_words[before], after_word(after),
						XCTL_FMT(government.len ? government : XCTL_STR("all")),
						(unsigned long long)r->matrices.at[m].cells[before][after]);
			}
	put_row(to, r, "answer", "stricter", XCTL_STR("all"), &r->stricter);
	put_row(to, r, "answer", "looser", XCTL_STR("all"), &r->looser);
	put_row(to, r, "answer", cannot_tell, XCTL_STR("all"), &r->cannot_tell);
	for (uint32_t i = 0; i < r->grounds.count; i++)
		put_row(to, r, "ground", r->grounds.at[i].gained ? "gained" : "lost", r->grounds.at[i].name, &r->grounds.at[i].sum);
	for (uint32_t i = 0; i < r->customers.count; i++)
		put_row(to, r, "customer", "changed", r->customers.at[i].name, &r->customers.at[i].at_stake);
	for (uint32_t i = 0; i < r->codes.count; i++)
		put_row(to, r, "HS code", "changed", r->codes.at[i].name, &r->codes.at[i].at_stake);
}

xctl_code replay_show(const replay *r, const xctl_view *view, xctl_write write, void *context, xctl_error *error)
{
	xctl_buf out = { .ceiling = 256u << 20 };
	if (view->format == XCTL_TABLE)
		show_table(&out, r, view);
	else if (view->format == XCTL_CSV)
		show_csv(&out, r);
	else
		show_json(&out, r);
	xctl_code code = desk_flush(&out, write, context, error);
	xctl_buf_drop(&out);
	return code;
}

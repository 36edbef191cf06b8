/* Flows: the decisions in the store, summed by who, what, to whom, by which way and with which verdict. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/desk.h"
#include "desk/table.h"
#include "format/csv.h"
#include "format/json.h"
#include "store/store.h"

enum { BY_EXPORTER, BY_ITEM, BY_END_USER, BY_ROUTE, BY_VERDICT, N_BY };

static const char *const by_words[N_BY] = { "exporter", "item", "end-user", "route", "verdict" };
static const char *const by_titles[N_BY] = { "EXPORTER", "ITEM", "END USER", "ROUTE", "VERDICT" };

typedef struct money {
	xctl_str currency;
	xctl_decimal sum;
} money;

typedef struct flow {
	xctl_str key[N_BY]; /* empty where it is not summed by */
	uint64_t lines, transfers, unvalued;
	uint64_t last; /* the transfer that was counted last, from 1 on */
	XCTL_LIST(money) money;
} flow;

typedef struct flows {
	xctl_arena *arena;
	uint32_t by[N_BY], n_by;
	xctl_map at; /* key to flow */
	XCTL_LIST(flow) flow;
	uint64_t transfers;
	xctl_buf scratch;
} flows;

static xctl_code read_by(flows *f, const char *by, xctl_error *error)
{
	xctl_str rest = xctl_str_of(by ? by : "exporter,item,end-user,route,verdict");
	while (rest.len) {
		xctl_str word = xctl_str_trim(xctl_str_cut(&rest, ','));
		uint32_t which = 0;
		while (which < N_BY && !xctl_str_is(word, by_words[which]))
			which++;
		bool again = false;
		for (uint32_t i = 0; i < f->n_by; i++)
			again |= f->by[i] == which;
		if (which == N_BY || again) {
			xctl_fail(error, XCTL_USAGE, again ? "flows are summed by \"%.*s\" twice" : "flows are not summed by \"%.*s\"",
				XCTL_FMT(word));
			xctl_hint(error, "some of: exporter,item,end-user,route,verdict");
			return XCTL_USAGE;
		}
		f->by[f->n_by++] = which;
	}
	return XCTL_OK;
}

/* --- what a transfer says --- */

static const char *text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* The names of all parties in the role; roles are one party each, as a rule. */
static void put_parties(xctl_buf *to, const json_t *transfer, const char *role)
{
	size_t i;
	json_t *party;
	bool any = false;
	json_array_foreach(json_object_get(transfer, "parties"), i, party) {
		const char *is = text_in(party, "role"), *name = text_in(party, "name");
		if (!is || strcmp(is, role) != 0)
			continue;
		xctl_buf_printf(to, "%s%s", any ? "; " : "", name ? name : "?");
		any = true;
	}
	if (!any)
		xctl_buf_char(to, '?');
}

/* "US > SG > CN"; what is not stated is "?". */
static void put_route(xctl_buf *to, const json_t *transfer)
{
	const char *from = text_in(transfer, "from"), *destination = text_in(transfer, "to");
	const json_t *via = json_object_get(transfer, "via");
	size_t i;
	json_t *one;
	xctl_buf_puts(to, from ? from : "?");
	if (json_is_string(via))
		xctl_buf_printf(to, " > %s", json_string_value(via));
	json_array_foreach(via, i, one)
		if (json_is_string(one))
			xctl_buf_printf(to, " > %s", json_string_value(one));
	xctl_buf_printf(to, " > %s", destination ? destination : "?");
}

/* By its name, else by its first code. */
static void put_item(xctl_buf *to, const json_t *item)
{
	const char *name = text_in(item, "name"), *key;
	json_t *codes = json_object_get(item, "codes"), *one;
	if (name && *name) {
		xctl_buf_puts(to, name);
		return;
	}
	json_object_foreach(codes, key, one) {
		const json_t *first = json_is_array(one) ? json_array_get(one, 0) : one;
		if (json_is_string(first)) {
			xctl_buf_printf(to, "%s %s", key, json_string_value(first));
			return;
		}
	}
	xctl_buf_char(to, '?');
}

static bool number_of(const json_t *value, xctl_decimal *out)
{
	if (json_is_integer(value)) {
		*out = (xctl_decimal){ json_integer_value(value), 0 };
		return true;
	}
	if (json_is_real(value))
		return xctl_decimal_of_double(json_real_value(value), out);
	return json_is_string(value) && xctl_decimal_parse(xctl_str_of(json_string_value(value)), true, out);
}

/* --- sums --- */

static xctl_code add_money(flows *f, flow *to, xctl_str currency, xctl_decimal amount, xctl_error *error)
{
	for (uint32_t i = 0; i < to->money.count; i++)
		if (xctl_str_eq(to->money.at[i].currency, currency)) {
			if (xctl_decimal_add(to->money.at[i].sum, amount, &to->money.at[i].sum))
				return XCTL_OK;
			return xctl_fail(error, XCTL_LIMIT, "the sum in %.*s has more than 18 digits", XCTL_FMT(currency));
		}
	money *slot = XCTL_PUSH(f->arena, &to->money);
	xctl_str kept = xctl_str_copy(f->arena, currency);
	if (!slot || !kept.at)
		return xctl_fail_limit(error, "the flows");
	*slot = (money){ kept, amount };
	return XCTL_OK;
}

/* The line's own value; one that is stated in other currencies alone counts in the first of them. */
static xctl_code add_value(flows *f, flow *to, const json_t *item, xctl_error *error)
{
	const char *currency = text_in(item, "currency"), *key;
	xctl_decimal amount;
	json_t *one;
	if (currency && number_of(json_object_get(item, "value"), &amount))
		return add_money(f, to, xctl_str_of(currency), amount, error);
	json_object_foreach(json_object_get(item, "values"), key, one)
		if (number_of(one, &amount))
			return add_money(f, to, xctl_str_of(key), amount, error);
	to->unvalued++;
	return XCTL_OK;
}

static flow *flow_of(flows *f, const xctl_str key[N_BY])
{
	xctl_buf_clear(&f->scratch);
	for (uint32_t i = 0; i < f->n_by; i++) {
		xctl_buf_str(&f->scratch, key[f->by[i]]);
		xctl_buf_char(&f->scratch, '\0');
	}
	xctl_str joined = f->scratch.failed ? (xctl_str){ 0 } : xctl_buf_view(&f->scratch);
	uint32_t at = joined.at ? xctl_map_get(&f->at, joined) : XCTL_NONE;
	if (at != XCTL_NONE || !joined.at)
		return joined.at ? &f->flow.at[at] : NULL;
	joined = xctl_str_copy(f->arena, joined);
	flow *made = XCTL_PUSH(f->arena, &f->flow);
	if (!joined.at || !made || !xctl_map_set(&f->at, joined, f->flow.count - 1))
		return NULL;
	for (uint32_t i = 0; i < f->n_by; i++) {
		made->key[f->by[i]] = xctl_str_copy(f->arena, key[f->by[i]]);
		if (!made->key[f->by[i]].at)
			return NULL;
	}
	return made;
}

static xctl_code add_line(flows *f, xctl_str key[N_BY], const json_t *item, xctl_error *error)
{
	flow *to = flow_of(f, key);
	if (!to)
		return xctl_fail_limit(error, "the flows");
	to->lines++;
	to->transfers += to->last != f->transfers;
	to->last = f->transfers;
	return add_value(f, to, item, error);
}

/* Every line of a transfer. */
static xctl_code add_transfer(flows *f, const json_t *transfer, const json_t *decision, xctl_error *error)
{
	xctl_buf exporter = { .ceiling = 1u << 20 }, end_user = { .ceiling = 1u << 20 }, route = { .ceiling = 1u << 20 },
		 name = { .ceiling = 1u << 20 };
	const json_t *items = json_object_get(transfer, "items"), *answers = json_object_get(decision, "items");
	size_t n = json_is_array(items) ? json_array_size(items) : 1;
	xctl_code code = XCTL_OK;
	put_parties(&exporter, transfer, "exporter");
	put_parties(&end_user, transfer, "end-user");
	put_route(&route, transfer);
	f->transfers++;
	for (size_t i = 0; i < n && code == XCTL_OK; i++) { /* an act without items, such as an investment, is one line */
		const json_t *item = json_is_array(items) ? json_array_get(items, i) : items;
		const char *verdict = text_in(json_array_get(answers, i), "verdict");
		if (!verdict)
			verdict = text_in(decision, "verdict");
		xctl_buf_clear(&name);
		put_item(&name, item);
		xctl_str key[N_BY] = { xctl_buf_view(&exporter), xctl_buf_view(&name), xctl_buf_view(&end_user),
			xctl_buf_view(&route), xctl_str_of(verdict ? verdict : "?") };
		code = name.failed || exporter.failed || end_user.failed || route.failed ? xctl_fail_limit(error, "the flows")
											 : add_line(f, key, item, error);
	}
	xctl_buf_drop(&exporter);
	xctl_buf_drop(&end_user);
	xctl_buf_drop(&route);
	xctl_buf_drop(&name);
	return code;
}

static xctl_code add_decision(void *context, const xctl_stored_decision *d, xctl_error *error)
{
	json_t *transfer = NULL, *decision = NULL;
	xctl_code code = xctl_json_read(&transfer, d->transfer, "the store", error);
	if (code == XCTL_OK)
		code = xctl_json_read(&decision, d->decision, "the store", error);
	if (code == XCTL_OK)
		code = add_transfer(context, transfer, decision, error);
	json_decref(transfer);
	json_decref(decision);
	return code;
}

/* The most lines first, then by their keys. */
static int by_lines(const void *a, const void *b)
{
	const flow *x = a, *y = b;
	if (x->lines != y->lines)
		return x->lines > y->lines ? -1 : 1;
	for (uint32_t i = 0; i < N_BY; i++) {
		int order = xctl_str_cmp(x->key[i], y->key[i]);
		if (order)
			return order;
	}
	return 0;
}

static int by_currency(const void *a, const void *b)
{
	return xctl_str_cmp(((const money *)a)->currency, ((const money *)b)->currency);
}

/* --- shown --- */

static desk_style style_of(xctl_str verdict)
{
	law_verdict v;
	if (!law_verdict_of(verdict, &v))
		return DESK_PLAIN;
	return v >= LAW_LICENCE ? DESK_BAD : v >= LAW_REVIEW ? DESK_WARN : DESK_GOOD;
}

static xctl_str money_text(flows *f, const flow *one)
{
	char amount[24];
	xctl_buf_clear(&f->scratch);
	for (uint32_t i = 0; i < one->money.count; i++) {
		xctl_decimal_print(one->money.at[i].sum, amount);
		xctl_buf_printf(&f->scratch, "%s%.*s %s", i ? ", " : "", XCTL_FMT(one->money.at[i].currency), amount);
	}
	if (one->unvalued)
		xctl_buf_printf(&f->scratch, "%s%llu without a value", one->money.count ? ", " : "", (unsigned long long)one->unvalued);
	return xctl_str_copy(f->arena, xctl_buf_view(&f->scratch));
}

static void show_table(flows *f, const xctl_view *view, xctl_buf *out)
{
	desk_column columns[N_BY + 3] = { { .title = "" } };
	for (uint32_t i = 0; i < f->n_by; i++)
		columns[i] = (desk_column){ .title = by_titles[f->by[i]], .least = 8, .painted = f->by[i] == BY_VERDICT };
	columns[f->n_by] = (desk_column){ .title = "LINES", .right = true };
	columns[f->n_by + 1] = (desk_column){ .title = "TRANSFERS", .right = true };
	columns[f->n_by + 2] = (desk_column){ .title = "VALUE", .least = 12 };
	desk_table table = { .arena = f->arena, .columns = columns, .n_columns = f->n_by + 3 };
	for (uint32_t k = 0; k < f->flow.count; k++) {
		const flow *one = &f->flow.at[k];
		xctl_str cells[N_BY + 3];
		for (uint32_t i = 0; i < f->n_by; i++)
			cells[i] = one->key[f->by[i]];
		cells[f->n_by] = xctl_str_print(f->arena, "%llu", (unsigned long long)one->lines);
		cells[f->n_by + 1] = xctl_str_print(f->arena, "%llu", (unsigned long long)one->transfers);
		cells[f->n_by + 2] = money_text(f, one);
		desk_table_row(&table, style_of(one->key[BY_VERDICT]), cells);
	}
	desk_table_write(out, &table, view->width, view->colour);
	xctl_buf_printf(out, "%llu transfer%s, each by its newest decision\n", (unsigned long long)f->transfers,
		f->transfers == 1 ? "" : "s");
}

/* A row for each currency of a flow, or one without. */
static void show_csv(flows *f, xctl_buf *out)
{
	for (uint32_t i = 0; i < f->n_by; i++)
		xctl_buf_printf(out, "%s,", by_words[f->by[i]]);
	xctl_buf_puts(out, "lines,transfers,currency,value\n");
	for (uint32_t k = 0; k < f->flow.count; k++) {
		const flow *one = &f->flow.at[k];
		for (uint32_t m = 0; m < one->money.count || (m == 0 && !one->money.count); m++) {
			char amount[24] = "";
			for (uint32_t i = 0; i < f->n_by; i++) {
				xctl_csv_cell(out, one->key[f->by[i]]);
				xctl_buf_char(out, ',');
			}
			if (one->money.count)
				xctl_decimal_print(one->money.at[m].sum, amount);
			xctl_buf_printf(out, "%llu,%llu,", (unsigned long long)one->lines, (unsigned long long)one->transfers);
			if (one->money.count)
				xctl_csv_cell(out, one->money.at[m].currency);
			xctl_buf_printf(out, ",%s\n", amount);
		}
	}
}

static void show_flow(const flows *f, const flow *one, xctl_json *w)
{
	xctl_json_object(w);
	for (uint32_t i = 0; i < f->n_by; i++) {
		xctl_json_key(w, by_words[f->by[i]]);
		xctl_json_str(w, one->key[f->by[i]]);
	}
	xctl_json_key(w, "lines"), xctl_json_int(w, (int64_t)one->lines);
	xctl_json_key(w, "transfers"), xctl_json_int(w, (int64_t)one->transfers);
	xctl_json_key(w, "values"), xctl_json_array(w);
	for (uint32_t i = 0; i < one->money.count; i++) {
		xctl_json_object(w);
		xctl_json_key(w, "currency"), xctl_json_str(w, one->money.at[i].currency);
		xctl_json_key(w, "value"), xctl_json_decimal(w, one->money.at[i].sum);
		xctl_json_end_object(w);
	}
	xctl_json_end_array(w);
	xctl_json_key(w, "lines_without_value"), xctl_json_int(w, (int64_t)one->unvalued);
	xctl_json_end_object(w);
}

static void show_json(const flows *f, xctl_format format, xctl_buf *out)
{
	xctl_json w = { .to = out };
	if (format == XCTL_JSON) {
		xctl_json_object(&w);
		xctl_json_key(&w, "transfers"), xctl_json_int(&w, (int64_t)f->transfers);
		xctl_json_key(&w, "flows"), xctl_json_array(&w);
	}
	for (uint32_t i = 0; i < f->flow.count; i++) {
		xctl_json line = { .to = out };
		show_flow(f, &f->flow.at[i], format == XCTL_JSON ? &w : &line);
		if (format != XCTL_JSON)
			xctl_buf_char(out, '\n');
	}
	if (format == XCTL_JSON) {
		xctl_json_end_array(&w);
		xctl_json_end_object(&w);
		xctl_buf_char(out, '\n');
	}
}

xctl_code xctl_flows(xctl_desk *desk, const xctl_flows_options *options, const xctl_view *view, xctl_write write, void *context,
	xctl_error *error)
{
	xctl_buf out = { .ceiling = desk->ceiling };
	flows f = { .arena = &desk->work, .at = { .arena = &desk->work }, .scratch = { .ceiling = 1u << 20 } };
	if (!desk->store) {
		xctl_fail(error, XCTL_NOT_FOUND, "there is no store to sum decisions of");
		xctl_hint(error, "check without --no-store, with a store that can be written");
		return XCTL_NOT_FOUND;
	}
	xctl_arena_reset(&desk->work);
	xctl_code code = read_by(&f, options->by, error);
	if (code == XCTL_OK)
		code = xctl_store_latest(desk->store, xctl_str_of(options->from ? options->from : ""),
			xctl_str_of(options->to ? options->to : ""), add_decision, &f, error);
	if (code == XCTL_OK) {
		if (f.flow.count)
			qsort(f.flow.at, f.flow.count, sizeof *f.flow.at, by_lines);
		for (uint32_t i = 0; i < f.flow.count; i++)
			if (f.flow.at[i].money.count)
				qsort(f.flow.at[i].money.at, f.flow.at[i].money.count, sizeof(money), by_currency);
		if (view->format == XCTL_TABLE)
			show_table(&f, view, &out);
		else if (view->format == XCTL_CSV)
			show_csv(&f, &out);
		else
			show_json(&f, view->format, &out);
		code = desk_flush(&out, write, context, error);
	}
	xctl_buf_drop(&out);
	xctl_buf_drop(&f.scratch);
	return code;
}

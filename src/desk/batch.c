/* Batches: CSV with dotted columns or NDJSON. Unreadable rows are told with their line and never stop the others. */
#include <stdio.h>
#include <string.h>

#include "desk/desk.h"
#include "format/csv.h"

typedef struct batch {
	xctl_desk *desk;
	const desk_asking *asking;
	bool store;
	const char *source;
	xctl_code (*each)(void *context, const xctl_batch_row *row);
	void *context;
	xctl_batch_report report;
	size_t total;
	xctl_columns *columns;
	json_t *document; /* the transfer whose rows are being read */
	xctl_str id;      /* of it; borrowed from the document */
	uint32_t line;
	xctl_error bad;   /* why the transfer cannot be read, if it cannot */
	XCTL_LIST(const char *) unmatched;
} batch;

static xctl_code remember_unmatched(batch *b, xctl_str name, xctl_error *error)
{
	for (uint32_t i = 0; i < b->unmatched.count; i++)
		if (xctl_str_is(name, b->unmatched.at[i]))
			return XCTL_OK;
	xctl_str copy = xctl_str_copy(&b->desk->report, name);
	const char **slot = copy.at ? XCTL_PUSH(&b->desk->report, &b->unmatched) : NULL;
	if (!slot)
		return xctl_fail_limit(error, "the batch report");
	*slot = copy.at;
	return XCTL_OK;
}

static void count(batch *b, const xctl_decision *d)
{
	xctl_batch_report *r = &b->report;
	if (r->transfers == 0 || d->verdict > r->worst)
		r->worst = d->verdict;
	if (r->transfers == 0 || d->at_least > r->worst_at_least)
		r->worst_at_least = d->at_least;
	r->stale |= d->stale;
	r->verdicts[d->verdict]++;
	r->transfers++;
}

static xctl_code tell(batch *b, const xctl_decision *d, const xctl_error *bad, size_t done)
{
	xctl_batch_row row = { .line = b->line, .decision = d, .error = bad, .bytes_done = done, .bytes_total = b->total };
	if (d)
		count(b, d);
	else
		b->report.unreadable++;
	return b->each(b->context, &row);
}

/* Answers the transfer that has been read, or tells why it cannot be. */
static xctl_code finish(batch *b, size_t done, xctl_error *error)
{
	if (!b->document && b->bad.code == XCTL_OK)
		return XCTL_OK;
	xctl_decision *d = NULL;
	if (b->bad.code == XCTL_OK) {
		if (b->columns)
			xctl_columns_end(b->document);
		xctl_code code = desk_check_document(&d, b->desk, b->document, b->asking, b->store, &b->bad);
		if (code != XCTL_OK && code != XCTL_INPUT && code != XCTL_LIMIT) {
			*error = b->bad;
			return code;
		}
		if (code != XCTL_OK)
			xctl_at(&b->bad, b->source, b->line, 0);
	}
	xctl_code code = tell(b, d, d ? NULL : &b->bad, done);
	xctl_decision_free(d);
	json_decref(b->document);
	b->document = NULL;
	b->bad = (xctl_error){ 0 };
	return code;
}

static xctl_code read_header(batch *b, const xctl_csv_row *row, xctl_error *error)
{
	xctl_words unmatched;
	if (row->bad != XCTL_OK) {
		*error = *row->error;
		return row->bad;
	}
	xctl_code code = xctl_columns_open(&b->columns, &b->desk->report, row->cells, row->n_cells, &unmatched, error);
	if (code != XCTL_OK) {
		xctl_at(error, b->source, row->line, 0);
		return code;
	}
	for (uint32_t i = 0; i < unmatched.n && code == XCTL_OK; i++)
		code = remember_unmatched(b, unmatched.at[i], error);
	static const char *const needed[] = { "kind", "to", "item.codes" };
	for (size_t n = 0; n < sizeof needed / sizeof *needed && code == XCTL_OK; n++) {
		bool there = false;
		for (uint32_t i = 0; i < row->n_cells; i++)
			there |= xctl_str_starts(xctl_str_trim(row->cells[i]), xctl_str_of(needed[n]));
		if (there)
			continue;
		xctl_fail(error, XCTL_INPUT, "the table has no column \"%s%s\"", needed[n], n == 2 ? ".US (or another government)" : "");
		xctl_at(error, b->source, row->line, 0);
		xctl_hint(error, "name the columns by dotted paths: kind, from, to, item.codes.US, end-user.name …");
		return XCTL_INPUT;
	}
	return code;
}

static xctl_code csv_row(void *context, const xctl_csv_row *row, xctl_error *error)
{
	batch *b = context;
	if (!b->columns)
		return read_header(b, row, error);
	xctl_str id = row->bad == XCTL_OK ? xctl_columns_id(b->columns, row->cells, row->n_cells) : (xctl_str){ 0 };
	bool same = b->document && id.len && xctl_str_eq(id, b->id);
	if (!same) {
		xctl_code code = finish(b, row->offset, error);
		if (code != XCTL_OK)
			return code;
		b->line = row->line;
	}
	if (row->bad != XCTL_OK) {
		b->bad = *row->error;
		xctl_at(&b->bad, b->source, row->line, 0);
		return finish(b, row->offset, error);
	}
	xctl_error bad = { 0 };
	if (xctl_columns_add(b->columns, row->cells, row->n_cells, &b->document, &bad) != XCTL_OK) {
		xctl_at(&bad, b->source, row->line, 0);
		b->bad = bad;
	}
	const json_t *kept = b->document ? json_object_get(b->document, "id") : NULL;
	b->id = kept ? (xctl_str){ json_string_value(kept), json_string_length(kept) } : (xctl_str){ 0 };
	return XCTL_OK;
}

static xctl_code ndjson(batch *b, xctl_str bytes, xctl_error *error)
{
	uint32_t line = 0;
	while (bytes.len) {
		xctl_str one = xctl_str_trim(xctl_str_cut(&bytes, '\n'));
		line++;
		if (!one.len)
			continue;
		b->line = line;
		xctl_error bad = { 0 };
		if (desk_read_document(&b->document, one, b->source, &bad) != XCTL_OK) {
			b->document = NULL;
			b->bad = bad;
			xctl_at(&b->bad, b->source, line, bad.column);
		}
		xctl_code code = finish(b, b->total - bytes.len, error);
		if (code != XCTL_OK)
			return code;
	}
	return XCTL_OK;
}

static bool looks_like_json(xctl_str bytes)
{
	bytes = xctl_str_trim(bytes);
	return bytes.len && bytes.at[0] == '{';
}

xctl_code xctl_check_batch(xctl_batch_report *out, xctl_desk *desk, const char *bytes, size_t length, const char *source,
	const xctl_check_options *options, xctl_code (*each)(void *context, const xctl_batch_row *row), void *context,
	xctl_error *error)
{
	desk_asking asking;
	xctl_code code = desk_read_options(&asking, options, error);
	if (code == XCTL_OK)
		code = desk_check_governments(desk, asking.governments, error);
	if (code != XCTL_OK)
		return code;
	xctl_arena_reset(&desk->report);
	batch b = { .desk = desk, .asking = &asking, .store = desk->store && !(options && options->no_store), .source = source,
		.each = each, .context = context, .total = length };
	if (b.store)
		code = xctl_store_batch_begin(desk->store, error);
	xctl_str text = { bytes, length };
	if (code == XCTL_OK && looks_like_json(text))
		code = ndjson(&b, text, error);
	else if (code == XCTL_OK)
		code = xctl_csv_read(text, &(xctl_csv_options){ .source = source }, csv_row, &b, error);
	if (code == XCTL_OK)
		code = finish(&b, length, error);
	json_decref(b.document);
	if (b.store && code == XCTL_OK)
		code = xctl_store_batch_end(desk->store, error);
	else if (b.store)
		xctl_store_batch_abandon(desk->store);
	if (code == XCTL_OK && b.report.transfers + b.report.unreadable == 0) {
		xctl_fail(error, XCTL_INPUT, "there is no transfer in it");
		xctl_at(error, source, 0, 0);
		xctl_hint(error, "give a header line and at least one row, or one JSON object a line");
		return XCTL_INPUT;
	}
	if (code != XCTL_OK)
		return code;
	b.report.unmatched = b.unmatched.at;
	b.report.n_unmatched = b.unmatched.count;
	*out = b.report;
	return XCTL_OK;
}

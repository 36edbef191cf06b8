/* The small decision on columns: a record batch in Arrow's layout, words as numbers into dictionaries. */
#include <exportctl.h>
#include <stdlib.h>
#include <string.h>

#include "peers.h"
#include "rows.h"
#include "transfer/arrow.h"

enum { COLUMNS = 14, WORD = 24 };

typedef struct column {
	struct ArrowSchema schema, words_schema;
	struct ArrowArray array, words;
	const void *buffers[2], *words_buffers[3];
	int32_t *numbers, *offsets;
	char *bytes;
} column;

typedef struct batch {
	column at[COLUMNS];
	int count;
	int64_t n_rows;
	struct ArrowSchema schema, *schemas[COLUMNS];
	struct ArrowArray array, *arrays[COLUMNS];
	const void *buffers[1];
} batch;

/* A column of int32; its numbers are still to be written. */
static column *add(batch *b, const char *name)
{
	if (b->count == COLUMNS)
		bench_die("too many columns");
	column *c = &b->at[b->count];
	c->numbers = bench_room((size_t)b->n_rows, sizeof *c->numbers);
	c->buffers[1] = c->numbers;
	c->schema = (struct ArrowSchema){ .format = "i", .name = name };
	c->array = (struct ArrowArray){ .length = b->n_rows, .n_buffers = 2, .buffers = c->buffers };
	b->schemas[b->count] = &c->schema;
	b->arrays[b->count++] = &c->array;
	return c;
}

/* A column of words: `first` is number 0, then come the names of the rows; without rows every transfer says `first`. */
static column *add_words(batch *b, const char *name, const char *first, const rows *others)
{
	column *c = add(b, name);
	int n = 1 + (others ? others->count : 0), at = 0;
	c->offsets = bench_room((size_t)n + 1, sizeof *c->offsets);
	c->bytes = bench_room((size_t)n, WORD);
	for (int i = 0; i < n; i++) {
		const char *word = i ? others->at[i - 1].name : first;
		memcpy(c->bytes + at, word, strlen(word));
		at += (int)strlen(word);
		c->offsets[i + 1] = at;
	}
	c->words_buffers[1] = c->offsets;
	c->words_buffers[2] = c->bytes;
	c->words_schema = (struct ArrowSchema){ .format = "u" };
	c->words = (struct ArrowArray){ .length = n, .n_buffers = 3, .buffers = c->words_buffers };
	c->schema.dictionary = &c->words_schema;
	c->array.dictionary = &c->words;
	return c;
}

static void make(batch *b, const numbered *n, int count)
{
	static row listed[] = { { .name = "us-entity" } }, footnotes[] = { { .name = "1" } };
	const rows lists = { listed, 1 }, notes = { footnotes, 1 };
	b->n_rows = count;
	column *to = add_words(b, "to", "", &n->countries), *buyer = add_words(b, "end-user.country", "", &n->countries),
	       *code = add_words(b, "item.codes.US", "", &n->items),
	       *product = add_words(b, "item.direct_product_of", "[]", &n->products), *value = add(b, "item.value"),
	       *list = add_words(b, "end-user.listed.0.list", "", &lists),
	       *note = add_words(b, "end-user.listed.0.footnotes", "", &notes);
	add_words(b, "kind", "export", NULL);
	add_words(b, "from", "US", NULL);
	add_words(b, "date", "2026-11-01", NULL);
	add_words(b, "item.type", "commodity", NULL);
	add_words(b, "item.origin", "US", NULL);
	add_words(b, "item.currency", "USD", NULL);
	add_words(b, "end-user.name", "somebody", NULL);
	for (int i = 0; i < count; i++) {
		const numbers *t = &n->at[i];
		to->numbers[i] = buyer->numbers[i] = t->to + 1;
		code->numbers[i] = t->item + 1;
		product->numbers[i] = t->product + 1;
		value->numbers[i] = t->value;
		list->numbers[i] = note->numbers[i] = t->footnote;
	}
	b->schema = (struct ArrowSchema){ .format = "+s", .n_children = b->count, .children = b->schemas };
	b->array = (struct ArrowArray){ .length = count, .n_buffers = 1, .buffers = b->buffers, .n_children = b->count,
		.children = b->arrays };
}

static void drop(batch *b)
{
	for (int i = 0; i < b->count; i++) {
		free(b->at[i].numbers);
		free(b->at[i].offsets);
		free(b->at[i].bytes);
	}
	free(b);
}

void peers_columns(const char *snapshot, const problem *p, const char *name, const char *timed, char *verdicts)
{
	xctl_desk *desk;
	xctl_error error = { 0 };
	xctl_columns_report report;
	numbered n;
	const xctl_check_options options = { .accept_excerpts = true, .no_store = true };
	double start = bench_processor(), best = 1e9;
	if (xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = snapshot, .today = "2026-11-01" }, &error) != XCTL_OK)
		bench_die(error.what);
	peers_number(&n, p);
	batch *b = bench_room(1, sizeof *b);
	make(b, &n, p->count);
	unsigned char *found = bench_room((size_t)p->count, 1);
	double load = bench_processor() - start;
	for (int round = 0; round < p->rounds; round++) {
		start = bench_processor();
		if (xctl_check_columns(&report, desk, &b->schema, &b->array, &options, found, NULL, NULL, &error) != XCTL_OK)
			bench_die(error.what);
		double took = bench_processor() - start;
		best = took < best ? took : best;
	}
	if (report.unreadable)
		bench_die(report.first_error.what);
	for (int i = 0; verdicts && i < p->count; i++)
		verdicts[i] = peers_letter((law_verdict)found[i]);
	char what[128];
	snprintf(what, sizeof what, "%s; %.0f cases decided", timed, (double)report.cases);
	peers_report(p, name, XCTL_VERSION, load, best, what, verdicts);
	xctl_desk_close(desk);
	peers_number_drop(&n);
	free(found);
	drop(b);
}

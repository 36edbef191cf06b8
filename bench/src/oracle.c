/* oracle: what this project's engine says of the transfers of bench/oracle/slice.py.  oracle SNAPSHOT FOLDER
 *
 * FOLDER/exportctl gets a line a transfer: verdict, grounds that stand, the slice's exceptions with where each stands. */
#include <stdlib.h>
#include <string.h>

#include "law/decide.h"
#include "rows.h"
#include "snapshot/snapshot.h"

enum { FACTS = 26, NAMES = 64, NAME = 64 };

typedef struct fact {
	char name[48];
	bool number;
} fact;

typedef struct names {
	char at[NAMES][NAME];
	int count;
} names;

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void add(names *to, xctl_str name, const char *status)
{
	if (to->count == NAMES)
		bench_die("too many names");
	snprintf(to->at[to->count++], NAME, "%.*s%s%s", XCTL_FMT(name), *status ? "=" : "", status);
}

static void write_names(FILE *out, names *all, char end)
{
	qsort(all->at, (size_t)all->count, NAME, by_name);
	for (int i = 0; i < all->count; i++)
		fprintf(out, "%s%s", i ? "," : "", all->at[i]);
	fputc(end, out);
	all->count = 0;
}

static void read_facts(const char *folder, fact *facts)
{
	char line[BENCH_LINE], *cells[3];
	FILE *file = bench_open_in(folder, "facts.tsv", "r");
	while (bench_read_row(file, line, cells, 3)) {
		if (cells[0][0] < 'a' || cells[0][0] > 'z')
			bench_die("facts.tsv: a letter is needed");
		fact *f = &facts[cells[0][0] - 'a'];
		snprintf(f->name, sizeof f->name, "%s", cells[1]);
		f->number = strcmp(cells[2], "number") == 0;
	}
	fclose(file);
}

static void read_exceptions(const char *folder, names *out)
{
	char line[BENCH_LINE], *cell;
	FILE *file = bench_open_in(folder, "exceptions.tsv", "r");
	while (bench_read_row(file, line, &cell, 1))
		add(out, xctl_str_of(cell), "");
	fclose(file);
}

static bool among(const names *all, xctl_str name)
{
	for (int i = 0; i < all->count; i++)
		if (xctl_str_eq(xctl_str_of(all->at[i]), name))
			return true;
	return false;
}

static json_t *document(char *const *cells, const fact *facts)
{
	json_t *stated = json_object();
	for (int i = 0; i < FACTS; i++) {
		bool yes = strchr(cells[5], 'a' + i) != NULL, unsaid = strchr(cells[5], 'A' + i) != NULL;
		if (facts[i].name[0] && !unsaid)
			json_object_set_new(stated, facts[i].name, facts[i].number ? json_integer(yes) : json_boolean(yes));
	}
	return json_pack("{s:s, s:s, s:s, s:s, s:[{s:s, s:{s:s}, s:s, s:s, s:s}], s:[{s:s, s:s, s:s}, {s:s, s:s, s:s, s:s}], s:o}",
		"kind", "export", "from", "US", "to", cells[0], "date", "2026-10-01", "items", "type", cells[2], "codes", "US", cells[1],
		"origin", "US", "value", cells[3], "currency", "USD", "parties", "role", "exporter", "name", "seller", "country", "US",
		"role", "end-user", "name", "buyer", "country", cells[0], "headquarters", cells[4], "facts", stated);
}

typedef struct oracle {
	xctl_snapshot snapshot;
	law_session *session;
	uint32_t regime;
	xctl_arena arena;
	fact facts[FACTS];
	names exceptions;
	double deciding;
} oracle;

static void answer(law_item_answer *out, oracle *o, const xctl_transfer *t)
{
	static const law_party strangers[2];
	xctl_error error = { 0 };
	law_frame frame = { .transfer = t, .item = &t->items[0], .to = t->to.country, .date = t->date.date,
		.known = xctl_date_make(2026, 11, 23), .world = LAW_WORLD_CLOSED, .parties = strangers, .n_parties = 2,
		.has_content = true };
	law_evaluation evaluation;
	double start = bench_processor();
	if (law_evaluate(&evaluation, o->session, &frame, NULL, 0, &o->arena, &error) != XCTL_OK)
		bench_die(error.what);
	law_question question = { .regime = o->regime, .evaluation = &evaluation };
	if (law_answer(out, &question, &o->arena, &error) != XCTL_OK)
		bench_die(error.what);
	o->deciding += bench_processor() - start;
}

static void write_answer(FILE *out, const oracle *o, const law_item_answer *a)
{
	const law_book *book = &o->snapshot.book;
	names all = { .count = 0 };
	fprintf(out, "%s\t", law_verdict_words[a->verdict]);
	for (uint32_t i = 0; i < a->n_grounds; i++)
		add(&all, law_str(book, book->heads[a->grounds[i].head].name), a->grounds[i].truth == LAW_YES ? "" : "maybe");
	write_names(out, &all, '\t');
	for (uint32_t i = 0; i < a->n_exceptions; i++) {
		xctl_str name = law_str(book, book->heads[a->exceptions[i].head].name);
		if (among(&o->exceptions, name))
			add(&all, name, law_exception_words[a->exceptions[i].status]);
	}
	write_names(out, &all, '\n');
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	oracle o = { .arena.ceiling = 64u << 20 };
	xctl_error error = { 0 };
	if (xctl_snapshot_open(&o.snapshot, argv[1], &error) != XCTL_OK)
		bench_die(error.what);
	if (law_session_open(&o.session, &o.snapshot.book, NULL, (size_t)1 << 30, &error) != XCTL_OK)
		bench_die(error.what);
	o.regime = law_find_regime(&o.snapshot.book, XCTL_STR("us.bis"));
	read_facts(argv[2], o.facts);
	read_exceptions(argv[2], &o.exceptions);
	FILE *in = bench_open_in(argv[2], "transfers.tsv", "r"), *out = bench_open_in(argv[2], "exportctl", "w");
	char line[BENCH_LINE], *cells[6];
	long count = 0;
	for (; bench_read_row(in, line, cells, 6); count++) {
		xctl_transfer transfer;
		law_item_answer one;
		xctl_arena_reset(&o.arena);
		json_t *text = document(cells, o.facts);
		if (!text || xctl_transfer_read(&transfer, &o.arena, text, o.snapshot.book.assigned, &error) != XCTL_OK)
			bench_die(error.what);
		json_decref(text);
		answer(&one, &o, &transfer);
		write_answer(out, &o, &one);
	}
	fclose(in);
	if (fclose(out) != 0)
		bench_die("the answers could not be written");
	printf("exportctl\t%.0f\n", count ? o.deciding / (double)count * 1e9 : 0);
	law_session_close(o.session);
	xctl_snapshot_close(&o.snapshot);
	xctl_arena_drop(&o.arena);
	return 0;
}

/* replay: a year of trade as columns, under one book and under two, and the same from CSV.  replay SNAPSHOT BRANCH [ROWS]
 *
 * The trade of a house with 2,000 products and 1,000 partners: what is shipped more often stands for more rows (Zipf), every
 * row has a day, a route, an amount and two partners of its own. Names are looked up once each; that time stands apart. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "desk/bulk.h"
#include "report.h"

enum { PRODUCTS = 2000, FIRMS = 1000, DAYS = 1461, AMOUNTS = 20000, COLUMNS = 17 };

static uint64_t state = 7;

static uint32_t below(uint32_t n)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)((state >> 33) % n);
}

/* The smaller numbers come more often: about one in the logarithm of n for each doubling. */
static uint32_t often(uint32_t n)
{
	uint32_t most = n;
	while (most > 1 && below(2))
		most /= 2;
	return below(most);
}

static void die(const char *what)
{
	fprintf(stderr, "%s\n", what);
	exit(1);
}

typedef struct making {
	xctl_table_column columns[COLUMNS];
	int32_t *codes[COLUMNS];
	xctl_str words[COLUMNS][AMOUNTS + 1];
	uint32_t n_words[COLUMNS];
} making;

enum { KIND, FROM, TO, DATE, UNSTATED, TYPE, US, JP, EU, ORIGIN, VALUE, CURRENCY, MAKER, MAKER_AT, USER, USER_AT, SEAT };
static const char *const names[COLUMNS] = { "kind", "from", "to", "date", "unstated", "item.type", "item.codes.US",
	"item.codes.JP", "item.codes.EU", "item.origin", "item.value", "item.currency", "exporter.name", "exporter.country",
	"end-user.name", "end-user.country", "end-user.headquarters" };

static int32_t word(making *m, int column, const char *text)
{
	for (uint32_t i = 0; i < m->n_words[column]; i++)
		if (xctl_str_is(m->words[column][i], text))
			return (int32_t)i;
	char *copy = strdup(text);
	if (!copy || m->n_words[column] > AMOUNTS)
		die("no room for words");
	m->words[column][m->n_words[column]] = xctl_str_of(copy);
	return (int32_t)m->n_words[column]++;
}

static const char *place(void)
{
	static const char *const usual[] = { "US", "JP", "CN", "CN", "CN", "NL", "DE", "KR", "TW", "HK", "SG", "IN", "MY", "FR", "IL",
		"BR", "VN", "GB", "RU", "AE" };
	return usual[often(sizeof usual / sizeof *usual)];
}

static int32_t code_of(making *m, int column, const law_book *b, const char *system)
{
	for (uint32_t s = 0; s < b->n_systems; s++) {
		law_span span = b->systems[s].codes;
		if (!xctl_str_is(law_str(b, b->systems[s].system), system) || !span.n || !below(3))
			continue;
		for (int tries = 0; tries < 100; tries++) { /* one that stands for itself, whose paragraph need not be asked */
			const law_code *code = &b->codes[span.from + below(span.n)];
			char text[64];
			snprintf(text, sizeof text, "%.*s", XCTL_FMT(law_str(b, code->code)));
			if (code->flags & LAW_CODE_LEAF && !(code->flags & LAW_CODE_RESERVED))
				return word(m, column, text);
		}
	}
	return word(m, column, "none");
}

typedef struct product {
	int32_t type, us, jp, eu, origin;
} product;

typedef struct firm {
	int32_t maker, maker_at, user, user_at, seat;
} firm;

static void make(making *m, xctl_table *table, uint64_t rows, const law_book *b)
{
	static product products[PRODUCTS];
	static firm firms[FIRMS];
	char text[64];
	for (int i = 0; i < PRODUCTS; i++)
		products[i] = (product){ word(m, TYPE, below(8) ? "commodity" : "technology"), code_of(m, US, b, "US"),
			code_of(m, JP, b, "JP"), code_of(m, EU, b, "EU"), word(m, ORIGIN, place()) };
	for (int i = 0; i < FIRMS; i++) {
		static const char *const first[] = { "Aoi", "Borealis", "Cedar", "Delphin", "Everest", "Fujin", "Granit", "Hanul" };
		static const char *const second[] = { "Optics", "Works", "Trading", "Devices", "Foundry", "Materials", "Systems" };
		snprintf(text, sizeof text, "%s %s %d", first[below(8)], second[below(7)], i);
		const char *at = place();
		firms[i] = (firm){ word(m, MAKER, text), word(m, MAKER_AT, at), word(m, USER, text), word(m, USER_AT, at),
			word(m, SEAT, below(4) ? at : place()) };
	}
	for (int i = 0; i < DAYS; i++) {
		char day[11];
		xctl_date_print(xctl_date_make(2023, 1, 1) + i, day);
		word(m, DATE, day);
	}
	for (int i = 0; i < AMOUNTS; i++) {
		snprintf(text, sizeof text, "%d.%02d", i * 13 + 7, i % 100);
		m->words[VALUE][i] = xctl_str_of(strdup(text));
	}
	m->n_words[VALUE] = AMOUNTS;
	for (int c = 0; c < COLUMNS; c++)
		if (!(m->codes[c] = malloc(rows * sizeof *m->codes[c])))
			die("no room for rows");
	int32_t export_ = word(m, KIND, "export"), reexport = word(m, KIND, "reexport"), no = word(m, UNSTATED, "no"),
		usd = word(m, CURRENCY, "USD"), jpy = word(m, CURRENCY, "JPY");
	for (uint64_t i = 0; i < rows; i++) {
		const product *p = &products[often(PRODUCTS)];
		const firm *maker = &firms[often(FIRMS)], *user = &firms[often(FIRMS)];
		const int32_t row[COLUMNS] = { below(5) ? export_ : reexport, word(m, FROM, place()), word(m, TO, place()),
			(int32_t)below(DAYS), no, p->type, p->us, p->jp, p->eu, p->origin, (int32_t)below(AMOUNTS), below(3) ? usd : jpy,
			maker->maker, maker->maker_at, user->user, user->user_at, user->seat };
		for (int c = 0; c < COLUMNS; c++)
			m->codes[c][i] = row[c];
	}
	for (int c = 0; c < COLUMNS; c++)
		m->columns[c] = (xctl_table_column){ xctl_str_of(names[c]), m->codes[c], m->words[c], m->n_words[c] };
	*table = (xctl_table){ .n_rows = rows, .n_columns = COLUMNS, .columns = m->columns };
}

static xctl_desk *open_desk(const char *snapshot, const char *branch)
{
	xctl_desk *desk;
	xctl_error error = { 0 };
	if (xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = snapshot, .branch = branch, .today = "2026-11-24" }, &error)
		!= XCTL_OK)
		die(error.what);
	return desk;
}

static double answer(bulk_answers *out, xctl_desk *const *desks, uint32_t n, const xctl_table *table)
{
	desk_asking how = { .as_of = XCTL_DATE_NONE, .known = XCTL_DATE_NONE, .accept_excerpts = true, .consult_lists = true };
	bulk_asking asking = { .desks = desks, .n_desks = n, .table = table, .how = &how };
	xctl_error error = { 0 };
	double from = bench_now();
	if (bulk_answer_table(out, &asking, &error) != XCTL_OK)
		die(error.what);
	return bench_now() - from;
}

static xctl_code swallow(void *context, const char *bytes, size_t length)
{
	(void)bytes;
	*(size_t *)context += length;
	return XCTL_OK;
}

/* The rows as CSV, then everything from its bytes to the report. */
static double from_csv(xctl_desk *before, xctl_desk *after, const xctl_table *table, size_t *length)
{
	xctl_buf csv = { .ceiling = (size_t)8 << 30 };
	size_t written = 0;
	for (uint32_t c = 0; c < table->n_columns; c++)
		xctl_buf_printf(&csv, "%s%s", c ? "," : "", names[c]);
	for (uint64_t row = 0; row < table->n_rows; row++)
		for (uint32_t c = 0; c < table->n_columns; c++) {
			xctl_buf_char(&csv, c ? ',' : '\n');
			xctl_buf_str(&csv, xctl_table_cell(table, c, row));
		}
	xctl_buf_char(&csv, '\n');
	if (csv.failed)
		die("no room for CSV");
	xctl_replay_options how = { .bytes = csv.at, .length = csv.len, .source = "bench", .check = { .accept_excerpts = true } };
	xctl_replay_result result;
	xctl_error error = { 0 };
	double from = bench_now();
	if (xctl_replay(&result, before, after, &how, &(xctl_view){ .format = XCTL_JSON }, swallow, &written, &error) != XCTL_OK)
		die(error.what);
	double took = bench_now() - from;
	*length = csv.len;
	xctl_buf_drop(&csv);
	return took;
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	uint64_t rows = argc > 3 ? strtoull(argv[3], NULL, 10) : 10000000;
	FILE *record = bench_open("replay");
	xctl_desk *desks[] = { open_desk(argv[1], NULL), open_desk(argv[1], argv[2]) };
	making *m = calloc(1, sizeof *m);
	xctl_table table;
	bulk_answers answers;
	if (!m)
		die("no room");
	make(m, &table, rows, &desks[0]->snapshot.book);
	xctl_table few = table;
	few.n_rows = rows < 200000 ? rows : 200000;
	bench_figure(record, "rows", (double)rows, "", NULL, 0);
	double looked = answer(&answers, desks, 2, &few); /* names are looked up, pages touched */
	bench_figure(record, "first rows, with the look-up of each name", looked, "s", NULL, 0);
	bulk_drop(&answers);
	double one = answer(&answers, desks, 1, &table);
	bench_figure(record, "cases among the rows", answers.n_cases, "", NULL, 0);
	bench_figure(record, "outcomes among the cases", answers.n_outcomes, "", NULL, 0);
	bench_figure(record, "answered one by one", (double)answers.plain, "", NULL, 0);
	bench_figure(record, "columns under one book", (double)rows / one, "/s", NULL, 0);
	bulk_drop(&answers);
	double two = answer(&answers, desks, 2, &table);
	bench_figure(record, "columns under two books", two, "s", "columns under one book", two / one);
	bulk_drop(&answers);
	size_t length;
	double csv = from_csv(desks[0], desks[1], &table, &length);
	bench_figure(record, "replay from CSV to the report", csv, "s", "columns under two books", csv / two);
	bench_figure(record, "CSV", (double)length / 1e6, "MB", NULL, 0);
	if (record)
		fclose(record);
	return 0;
}

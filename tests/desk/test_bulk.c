/* A table answered by cases says of every transfer what asking for it alone says. */
#include "answers.h"
#include "desk/bulk.h"

static int open_desk(void **state)
{
	*state = answers_desk(NULL);
	return 0;
}

static int close_desk(void **state)
{
	xctl_desk_close(*state);
	return 0;
}

static const char *const columns[] = { "id", "kind", "from", "to", "date", "known", "unstated", "item.codes.US", "item.codes.JP",
	"item.type", "item.origin", "item.value", "item.currency", "item.us_controlled_content.0.pct", "item.quantity",
	"item.name", "exporter.name", "exporter.country", "consignee.name", "consignee.country", "end-user.name",
	"end-user.country", "end-user.headquarters", "end-user2.country", "end_use.uses", "end_use.text", "knowledge.0.of",
	"knowledge.0.grade", "knowledge.0.who", "facts.us.red-flag.cash", "facts.jp.foreign-held", "exporter.owners.0.name",
	"exporter.owners.0.pct", "authorisations.0.authority", "item.contains.0.codes.US", "order.total", "nobody.knows" };

/* What may stand in a column, "|" between; a column is filled in `often` of a hundred rows. */
static const struct {
	const char *column, *words;
	int often;
} filling[] = {
	{ "kind", "export|export|export|export|export|export|export|export|export|export|export|export|reexport|reexport|reexport|"
		  "in-country|in-country|release|brokering|smuggling", 99 },
	{ "from", "US|JP|CN|HK|NL|DE|KR|TW|BR|GB", 95 },
	{ "to", "CN|CN|CN|HK|HK|MO|RU|RU|IR|KP|JP|KR|KR|DE|IN|BY|AE|TW|SG|XX", 97 },
	{ "date", "2019-05-16|2020-09-15|2022-10-07|2023-07-23|2024-12-02|2025-09-29|2025-11-10|2026-11-09|2026-11-10|"
		  "2024-01-01|2023-10-07|2022-02-24|2026-02-30", 90 },
	{ "known", "2025-10-15|2025-11-20|2026-11-01", 15 },
	{ "unstated", "no|no|no|no|no|no|no|no|no|no|no|no|no|no|no|yes", 92 },
	{ "item.codes.US", "3B001.c.3|3B001.c.1.a|3B001.a.2|3A001.b.2|3A090.a|4A090|5A002.a|EAR99|3A991|1C350.b|3E001|"
		  "none|3B001.f.1|4E001|5E001|9Z999", 95 },
	{ "item.codes.JP", "7(16)|7(1)|6(2)|none|16(1).1|3(2)|8(1)", 80 },
	{ "item.type", "commodity|commodity|commodity|software|technology", 85 },
	{ "item.origin", "US|JP|CN|NL|DE", 80 },
	{ "item.value", "100|1500|3000|5000|5000.01|9999|10000|99999|2500.50|0|1|7|77|3000.00|-3|dear", 90 },
	{ "item.currency", "USD|USD|JPY|EUR", 90 },
	{ "item.us_controlled_content.0.pct", "0|10|25|26|99", 12 },
	{ "item.quantity", "1|2|3|4|5|many", 20 },
	{ "item.name", "a thing|another thing", 50 },
	{ "exporter.name", "Quiet Dawn|Acme|Tokyo Parts|Huawei Technologies Co Ltd", 80 },
	{ "exporter.country", "US|JP|CN|NL", 80 },
	{ "consignee.name", "Quiet Dawn|Semiconductor Manufacturing International Corporation", 30 },
	{ "consignee.country", "CN|HK|SG", 30 },
	{ "end-user.name", "Huawei Technologies Co Ltd|Fictional Trading|Seoul Optics|Rosneft|SMIC", 70 },
	{ "end-user.country", "CN|HK|RU|KR|DE", 80 },
	{ "end-user.headquarters", "CN|US|RU|MO", 30 },
	{ "end-user2.country", "CN|RU", 5 },
	{ "end_use.uses", "supercomputer|military|nuclear|civil", 15 },
	{ "end_use.text", "for making things|who knows", 10 },
	{ "facts.us.red-flag.cash", "true|false", 6 },
	{ "facts.jp.foreign-held", "true|false", 6 },
	{ "authorisations.0.authority", "BIS|METI", 3 },
	{ "item.contains.0.codes.US", "3A001.b.2", 2 },
	{ "order.total", "10|9999999", 5 },
	{ "nobody.knows", "this", 50 },
};

static void choose(test_random *r, xctl_buf *csv, const char *words)
{
	uint32_t n = 1;
	for (const char *w = words; *w; w++)
		n += *w == '|';
	uint32_t which = (uint32_t)test_random_between(r, 0, n - 1);
	xctl_str rest = xctl_str_of(words), word = xctl_str_cut(&rest, '|');
	while (which--)
		word = xctl_str_cut(&rest, '|');
	xctl_buf_str(csv, word);
}

static void cell(test_random *r, xctl_buf *csv, const char *column)
{
	for (size_t i = 0; i < COUNT_OF(filling); i++)
		if (strcmp(filling[i].column, column) == 0 && test_random_between(r, 0, 99) < filling[i].often)
			choose(r, csv, filling[i].words);
}

static void random_table(xctl_buf *csv, uint64_t seed, int rows)
{
	test_random r = { seed };
	for (size_t i = 0; i < COUNT_OF(columns); i++)
		xctl_buf_printf(csv, "%s%s", i ? "," : "", columns[i]);
	for (int row = 0, number = 0; row < rows; row++) {
		bool more = row && test_random_between(&r, 0, 19) == 0; /* another line of the same transfer */
		bool knows = test_random_between(&r, 0, 9) == 0, owned = test_random_between(&r, 0, 29) == 0;
		number += !more;
		xctl_buf_printf(csv, "\nT%d", number);
		for (size_t i = 1; i < COUNT_OF(columns); i++) {
			bool whole = strncmp(columns[i], "item.", 5) != 0;
			xctl_buf_char(csv, ',');
			if (more && whole) /* what stands on the first line holds for the others */
				continue;
			if (strncmp(columns[i], "knowledge.", 10) == 0 && knows)
				xctl_buf_printf(csv, "%s", strstr(columns[i], "of") ? "wmd" : strstr(columns[i], "grade") ? "aware" : "exporter");
			else if (strncmp(columns[i], "exporter.owners.", 16) == 0 && owned)
				xctl_buf_printf(csv, "%s", strstr(columns[i], "name") ? "Rosneft" : "60");
			else
				cell(&r, csv, columns[i]);
		}
	}
	xctl_buf_char(csv, '\n');
	assert_false(csv->failed);
}

typedef struct bad_rows {
	uint64_t rows[2000];
	size_t n;
} bad_rows;

static xctl_code note_bad(void *context, uint64_t row, const xctl_error *error)
{
	bad_rows *bad = context;
	assert_int_equal(error->code, XCTL_INPUT);
	assert_true(bad->n < COUNT_OF(bad->rows));
	bad->rows[bad->n++] = row;
	return XCTL_OK;
}

static void compare_grounds(const bulk_answer *a, const desk_answer *alone)
{
	for (uint32_t r = 0; r < alone->n_regimes; r++)
		for (uint32_t i = 0; i < alone->n_items; i++)
			for (uint32_t g = 0; g < alone->regimes[r].items[i].answer.n_grounds; g++) {
				const law_ground *ground = &alone->regimes[r].items[i].answer.grounds[g];
				bool stands = ground->truth == LAW_YES && ground->overcome != LAW_YES, found = false;
				for (uint32_t k = 0; k < a->n_grounds; k++)
					found |= a->grounds[k] == ground->head;
				assert_true(!stands || found);
			}
}

/* The row's filled cells, for whoever must find out why. */
static void show(const xctl_table *table, uint64_t row)
{
	for (uint32_t i = 0; i < table->n_columns; i++) {
		xctl_str said = xctl_table_cell(table, i, row);
		if (said.len)
			print_error("%.*s=%.*s ", XCTL_FMT(table->columns[i].name), XCTL_FMT(said));
	}
	print_error("\n");
}

/* Asked alone, without the case analysis that a table does not make. */
static bool ask_alone(desk_answer *out, xctl_transfer *t, xctl_desk *desk, const bulk_answers *answers, uint64_t row,
	const desk_asking *how, xctl_arena *arena)
{
	json_t *document;
	xctl_error error;
	if (bulk_document(&document, answers, row, &error) != XCTL_OK)
		return false;
	xctl_code code = xctl_transfer_read(t, arena, document, desk->snapshot.book.assigned, &error);
	json_decref(document);
	if (code != XCTL_OK)
		return false;
	code = desk_check_codes(desk, t, &error);
	if (code == XCTL_OK)
		code = desk_answer_transfer(out, desk, t, how, arena, &error);
	if (code != XCTL_OK)
		xctl_transfer_drop(t);
	return code == XCTL_OK;
}

static void same_as_alone(void **state)
{
	xctl_desk *desk = *state;
	bool reached[LAW_VERDICTS] = { false };
	uint64_t by_cases = 0, plain = 0;
	for (uint64_t seed = 1; seed <= 6; seed++) {
		xctl_buf csv = { .ceiling = 16u << 20 };
		xctl_table table;
		xctl_error error = { 0 };
		bulk_answers answers;
		bad_rows bad = { .n = 0 };
		random_table(&csv, seed, 300);
		assert_int_equal(xctl_table_read_csv(&table, xctl_buf_view(&csv), "random", NULL, NULL, &error), XCTL_OK);
		desk_asking how = { .as_of = XCTL_DATE_NONE, .known = XCTL_DATE_NONE, .accept_excerpts = seed % 2, .consult_lists = true,
			.governments = seed == 3 ? "us" : NULL };
		bulk_asking asking = { .desks = &desk, .n_desks = 1, .table = &table, .how = &how, .source = "random", .bad = note_bad,
			.context = &bad };
		assert_int_equal(bulk_answer_table(&answers, &asking, &error), XCTL_OK);
		size_t next_bad = 0;
		uint64_t transfers = 0;
		for (uint64_t row = 0; row < table.n_rows; row++) {
			bool more = row && xctl_str_eq(xctl_table_cell(&table, 0, row), xctl_table_cell(&table, 0, row - 1)); /* one id */
			assert_int_equal(more, answers.outcome_of[row] == BULK_MORE);
			if (more)
				continue;
			xctl_arena arena = { .ceiling = 256u << 20 };
			xctl_transfer t;
			desk_answer alone;
			bool answered = ask_alone(&alone, &t, desk, &answers, row, &how, &arena);
			if (answered != (answers.outcome_of[row] != BULK_BAD))
				show(&table, row);
			assert_case(answered == (answers.outcome_of[row] != BULK_BAD), "seed %u, row %u", (unsigned)seed, (unsigned)row);
			if (answered) {
				const bulk_answer *a = &answers.outcomes[answers.outcome_of[row]].of[0];
				if (a->headline.verdict != alone.verdict)
					show(&table, row);
				assert_case(a->headline.verdict == alone.verdict && a->headline.at_least == alone.at_least
						&& a->headline.at_most == alone.at_most && a->stale == alone.stale,
					"seed %u, row %u: by cases %s [%s, %s], alone %s [%s, %s]", (unsigned)seed, (unsigned)row,
					law_verdict_words[a->headline.verdict], law_verdict_words[a->headline.at_least],
					law_verdict_words[a->headline.at_most], law_verdict_words[alone.verdict],
					law_verdict_words[alone.at_least], law_verdict_words[alone.at_most]);
				for (uint32_t r = 0; r < alone.n_regimes; r++)
					assert_int_equal(a->regimes[alone.regimes[r].regime].verdict, alone.regimes[r].verdict);
				compare_grounds(a, &alone);
				reached[alone.verdict] = true;
				xctl_transfer_drop(&t);
				transfers++;
			} else {
				assert_true(next_bad < bad.n && bad.rows[next_bad++] == row);
			}
			xctl_arena_drop(&arena);
		}
		assert_int_equal(transfers, answers.transfers);
		assert_int_equal(next_bad, bad.n);
		plain += answers.plain;
		by_cases += answers.transfers - answers.plain;
		bulk_drop(&answers);
		xctl_table_drop(&table);
		xctl_buf_drop(&csv);
	}
	/* The table took both ways, and came to verdicts of many kinds. */
	assert_case(by_cases > 500 && plain > 50, "%u by cases, %u alone", (unsigned)by_cases, (unsigned)plain);
	int kinds = 0;
	for (int v = 0; v < LAW_VERDICTS; v++)
		kinds += reached[v];
	assert_case(kinds >= 3, "%d kinds of verdicts", kinds);
}

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(same_as_alone) };
	return cmocka_run_group_tests_name("bulk", tests, open_desk, close_desk);
}

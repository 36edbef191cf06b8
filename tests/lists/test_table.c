/* The project's own form of a list: what it reads, what it refuses and where, what it writes. */
#include "testing.h"

#include <string.h>

#include "lists/inside.h"

#define HEADS                                                                                                                \
	"# list: us-entity\n# title: Entity List\n# government: US\n# source: trade.gov\n# cites: 15 CFR 744.16\n"           \
	"# as-of: 2026-07-31\n# max-age-days: 30\n# completeness: excerpt\n"
#define COLUMNS "entry\tkind\tname\taliases\tcountries\tscope\tcodes\tcarve_out\tpolicy\tfootnotes\tcites\teffective\tuntil\tknown\n"

static const char good[] = HEADS "# known: 2026-08-01\n" COLUMNS
	"b\torganization\tBlue Crane; Ltd\tBC; 青鹤; \tCN, HK\tlisted\t3B001; §746-supp-7\tEAR99; ?E\tpresumption\t1,4\t84 FR 1\t\t\t\n"
	"a\tperson\tJane Doe\t\t\tnone\t\t\t\t\t\t2020-02-29\t2030-01-01\t\n";

static xctl_code read_text(xctl_list *out, xctl_arena *arena, const char *text, xctl_error *error)
{
	return xctl_list_read_tsv(out, arena, xctl_str_of(text), "x.tsv", error);
}

static void reads(void **state)
{
	xctl_arena arena = { 0 };
	xctl_list list;
	xctl_error error = { 0 };
	(void)state;
	assert_int_equal(read_text(&list, &arena, good, &error), XCTL_OK);
	assert_str(list.id, "us-entity");
	assert_int_equal(list.as_of, xctl_date_make(2026, 7, 31));
	assert_int_equal(list.known, xctl_date_make(2026, 8, 1));
	assert_int_equal(list.max_age_days, 30);
	assert_true(list.excerpt);
	assert_int_equal(list.n_entries, 2);
	const xctl_entry *a = &list.entries[0], *b = &list.entries[1]; /* sorted by id */
	assert_str(a->id, "a");
	assert_int_equal(a->kind, XCTL_PARTY_PERSON);
	assert_int_equal(a->effective.from, xctl_date_make(2020, 2, 29));
	assert_int_equal(a->effective.until, xctl_date_make(2030, 1, 1));
	assert_int_equal(a->known.from, a->effective.from);
	assert_int_equal(a->known.until, XCTL_DATE_MAX);
	assert_int_equal(b->n_names, 3);
	assert_str(b->names[0].text, "Blue Crane; Ltd");
	assert_str(b->names[2].text, "青鹤");
	assert_int_equal(b->names[2].quality, XCTL_NAME_STRONG);
	assert_str(b->countries, "CNHK");
	assert_int_equal(b->n_codes, 2);
	assert_int_equal(b->n_carved, 2);
	assert_true(b->carve_out);
	assert_int_equal(b->footnotes, XCTL_FOOTNOTE_1 | XCTL_FOOTNOTE_4);
	assert_int_equal(b->effective.from, xctl_date_make(2019, 12, 31)); /* the year of its notice */
	assert_int_equal(b->effective.until, XCTL_DATE_MAX);
	xctl_arena_drop(&arena);
}

static void dates_from_what_there_is(void **state)
{
	static const struct {
		const char *cites, *effective, *known, *is_effective, *is_known;
	} cases[] = {
		{ "", "", "", "2026-07-31", "2026-07-31" },
		{ "84 FR 1", "", "", "2019-12-31", "2019-12-31" },
		{ "91 FR 1", "", "", "2026-07-31", "2026-07-31" }, /* its year is not over */
		{ "84 FR 1", "2019-05-16", "", "2019-05-16", "2019-05-16" },
		{ "84 FR 1", "", "2019-05-21", "2019-05-21", "2019-05-21" },
		{ "68 F.R. 1 6/27/03", "2003-06-19", "", "2003-06-19", "2003-06-27" },
		{ "", "2027-01-01", "2026-07-30", "2027-01-01", "2026-07-30" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_arena arena = { 0 };
		xctl_list list;
		xctl_error error = { 0 };
		char from[11], known[11];
		xctl_str text = xctl_str_print(&arena, HEADS COLUMNS "a\t\tA\t\t\tall\t\t\t\t\t%s\t%s\t\t%s\n", cases[i].cites,
			cases[i].effective, cases[i].known);
		assert_int_equal(xctl_list_read_tsv(&list, &arena, text, "x", &error), XCTL_OK);
		xctl_date_print(list.entries[0].effective.from, from);
		xctl_date_print(list.entries[0].known.from, known);
		assert_case(strcmp(from, cases[i].is_effective) == 0, "%zu: %s\n", i, from);
		assert_case(strcmp(known, cases[i].is_known) == 0, "%zu: %s\n", i, known);
		xctl_arena_drop(&arena);
	}
}

static const struct refusal {
	const char *text;
	uint32_t line, column;
	const char *pointer, *says;
} refusals[] = {
	{ "entry\tname\tscope\na\tA\tall\n", 0, 0, "", "\"# list:\" is missing" },
	{ "# list: x\n# title: t\n# government: US\n# source: s\n# cites: c\n# as-of: 2026-02-30\n# max-age-days: 3\n# completeness: full\n" COLUMNS,
		6, 0, "", "as-of" },
	{ "# list: x\n# title: t\n# government: US\n# source: s\n# cites: c\n# as-of: 2026-02-28\n# max-age-days: soon\n# completeness: full\n" COLUMNS,
		7, 0, "", "max-age-days" },
	{ "# list: x\n# title: t\n# government: US\n# source: s\n# cites: c\n# as-of: 2026-02-28\n# max-age-days: 3\n# completeness: part\n" COLUMNS,
		8, 0, "", "completeness" },
	{ HEADS "entry\tname\na\tA\n", 1, 0, "", "the column scope is missing" },
	{ HEADS "entry\tname\tscope\tcountrys\na\tA\tall\tCN\n", 1, 0, "", "unknown column \"countrys\"" },
	{ HEADS "entry\tname\tscope\na\tA\n", 10, 4, "", "2 cells for 3 columns" },
	{ HEADS "entry\tname\tscope\tcountries\na\tA\tall\tCN QQ\n", 10, 12, "countries", "\"QQ\" is no country" },
	{ HEADS "entry\tname\tscope\tcountries\na\tA\tall\tcn\n", 10, 9, "countries", "\"cn\" is no country" },
	{ HEADS "entry\tname\tscope\teffective\na\tA\tall\t2025-02-29\n", 10, 9, "effective", "\"2025-02-29\" is no day" },
	{ HEADS "entry\tname\tscope\teffective\tuntil\na\tA\tall\t2025-02-28\t2025-02-28\n", 10, 20, "until", "ends before it begins" },
	{ HEADS "entry\tname\tscope\na\tA\tall\na\tB\tall\n", 11, 1, "entry", "already in line 10" },
	{ HEADS "entry\tname\tscope\na\tA\tal\n", 10, 5, "scope", "\"al\" is no scope" },
	{ HEADS "entry\tname\tscope\tpolicy\na\tA\tall\tperhaps\n", 10, 9, "policy", "\"perhaps\" is no policy" },
	{ HEADS "entry\tname\tscope\tkind\na\tA\tall\tship\n", 10, 9, "kind", "\"ship\" is no kind" },
	{ HEADS "entry\tname\tscope\tfootnotes\na\tA\tall\t1,6\n", 10, 11, "footnotes", "\"6\" is no footnote" },
	{ HEADS "entry\tname\tscope\na\t\tall\n", 10, 3, "name", "no name" },
	{ HEADS "entry\tname\tscope\n\tA\tall\n", 10, 1, "entry", "no id" },
	{ HEADS "entry\tname\tscope\na\tA\tcodes\n", 10, 5, "scope", "there are no codes" },
	{ HEADS "entry\tname\tscope\tcodes\na\tA\tall\t3A001\n", 10, 9, "codes", "codes have no meaning" },
	{ HEADS "entry\tname\tscope\na\tA\xFF\tall\n", 10, 4, "", "UTF-8" },
	{ HEADS "entry\tname\tscope\na\tA\x01" "B\tall\n", 10, 4, "name", "control character" },
	{ "", 0, 0, "", "no columns" },
};

static void refuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refusals); i++) {
		const struct refusal *r = &refusals[i];
		xctl_arena arena = { 0 };
		xctl_list list = { .n_entries = 77 };
		xctl_error error = { 0 };
		assert_int_equal(read_text(&list, &arena, r->text, &error), XCTL_INPUT);
		assert_case(strstr(error.what, r->says) != NULL, "%zu: %s\n", i, error.what);
		assert_case(r->line == 0 || error.line == r->line, "%zu: %s: line %u\n", i, r->says, error.line);
		assert_case(r->column == 0 || error.column == r->column, "%zu: %s: column %u\n", i, r->says, error.column);
		assert_case(strcmp(error.pointer, r->pointer) == 0, "%zu: pointer %s\n", i, error.pointer);
		assert_string_equal(error.source, "x.tsv");
		assert_int_equal(list.n_entries, 77);
		xctl_arena_drop(&arena);
	}
}

static void offers_the_nearest_word(void **state)
{
	xctl_arena arena = { 0 };
	xctl_list list;
	xctl_error error = { 0 };
	(void)state;
	read_text(&list, &arena, HEADS "entry\tname\tscope\na\tA\tlsited\n", &error);
	assert_non_null(strstr(error.hint, "listed"));
	xctl_arena_drop(&arena);
}

static void writes_what_it_read(void **state)
{
	xctl_arena arena = { 0 };
	xctl_list list, again;
	xctl_list_diff diff;
	xctl_error error = { 0 };
	xctl_buf once = { 0 }, twice = { 0 };
	(void)state;
	assert_int_equal(read_text(&list, &arena, good, &error), XCTL_OK);
	assert_int_equal(xctl_list_write_tsv(&once, &list, &error), XCTL_OK);
	assert_int_equal(xctl_list_read_tsv(&again, &arena, xctl_buf_view(&once), "again", &error), XCTL_OK);
	assert_int_equal(xctl_list_write_tsv(&twice, &again, &error), XCTL_OK);
	assert_true(xctl_str_eq(xctl_buf_view(&once), xctl_buf_view(&twice)));
	assert_true(xctl_list_compare(&diff, &arena, &list, &again));
	assert_int_equal(diff.n_added + diff.n_removed + diff.n_changed, 0);
	xctl_buf_drop(&once);
	xctl_buf_drop(&twice);
	xctl_arena_drop(&arena);
}

static void refuses_to_write_what_would_read_otherwise(void **state)
{
	xctl_name plain = { XCTL_STR("A"), XCTL_NAME_PRIMARY };
	xctl_name broken[] = { { XCTL_STR("A"), XCTL_NAME_PRIMARY }, { XCTL_STR("B; C"), XCTL_NAME_STRONG } };
	xctl_str tab = XCTL_STR("one\ttwo");
	xctl_entry entries[] = {
		{ .id = XCTL_STR("a"), .names = &plain, .n_names = 1, .requirement_text = XCTL_STR("two\nlines") },
		{ .id = XCTL_STR("a"), .names = broken, .n_names = 2 },
		{ .id = XCTL_STR("a"), .names = &plain, .n_names = 1, .addresses = &tab, .n_addresses = 1 },
		{ .id = XCTL_STR("#a"), .names = &plain, .n_names = 1 },
		{ .id = XCTL_STR("a"), .names = &plain, .n_names = 1, .birth = XCTL_STR(" 1970") },
		{ .id = XCTL_STR("a") },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(entries); i++) {
		xctl_list list = { .id = XCTL_STR("x"), .title = XCTL_STR("t"), .government = XCTL_STR("US"), .source = XCTL_STR("s"),
			.cites = XCTL_STR("c"), .entries = &entries[i], .n_entries = 1 };
		xctl_buf out = { 0 };
		xctl_error error = { 0 };
		assert_case(xctl_list_write_tsv(&out, &list, &error) == XCTL_INPUT, "%zu\n", i);
		assert_int_equal(out.len, 0);
		assert_true(error.what[0]);
		xctl_buf_drop(&out);
	}
}

static xctl_code read_and_write(const xctl_memory *memory, void *context)
{
	xctl_arena arena = { .memory = memory };
	xctl_buf out = { .memory = memory };
	xctl_list list;
	xctl_error error = { 0 };
	xctl_code code = read_text(&list, &arena, context, &error);
	if (code == XCTL_OK)
		code = xctl_list_write_tsv(&out, &list, &error);
	xctl_buf_drop(&out);
	xctl_arena_drop(&arena);
	return code;
}

static void survives_every_failed_allocation(void **state)
{
	(void)state;
	test_every_allocation(read_and_write, (void *)(uintptr_t)good);
}

static uint32_t read_bundled(const char *name, bool whole, xctl_arena *arena)
{
	xctl_file file = { 0 };
	xctl_list list;
	xctl_error error = { 0 };
	assert_int_equal(xctl_file_map(&file, test_path(name), &error), XCTL_OK);
	xctl_code code = xctl_list_read_tsv(&list, arena, file.bytes, name, &error);
	assert_case(code == XCTL_OK, "%s:%u:%u %s: %s\n", name, error.line, error.column, error.pointer, error.what);
	assert_case(list.excerpt == !whole, "%s: says that it is %s\n", name, whole ? "an excerpt" : "whole");
	for (uint32_t i = 0; i < list.n_entries; i++) {
		const xctl_entry *e = &list.entries[i];
		assert_case(e->cites.len > 0, "%.*s: no citation\n", XCTL_FMT(e->names[0].text));
		assert_case(e->countries.len > 0, "%.*s: no country\n", XCTL_FMT(e->names[0].text));
		assert_case(e->known.from <= list.known, "%.*s: known after the list\n", XCTL_FMT(e->names[0].text));
		assert_case(e->effective.from <= list.as_of, "%.*s: of the future\n", XCTL_FMT(e->names[0].text));
		assert_case((e->kind == XCTL_PARTY_ADDRESS) == (e->n_addresses == 1 && e->kind == XCTL_PARTY_ADDRESS), "address\n");
	}
	/* Not stale on the day the release is judged. */
	assert_true(list.as_of + (int32_t)list.max_age_days > xctl_date_make(2026, 11, 24));
	uint32_t n = list.n_entries;
	xctl_file_close(&file);
	return n;
}

static void bundled_lists_read(void **state)
{
	static const struct {
		const char *path;
		uint32_t entries;
		bool whole;
	} files[] = {
		{ "rulebook/lists/us-entity.tsv", 112, false },
		{ "rulebook/lists/us-denied.tsv", 9, false },
		{ "rulebook/lists/us-unverified.tsv", 9, false },
		{ "rulebook/lists/us-meu.tsv", 10, false },
		{ "rulebook/lists/us-sdn.tsv", 24, false },
		{ "rulebook/lists/us-section-889.tsv", 5, true },
		{ "rulebook/lists/us-fcc-covered.tsv", 13, false },
		{ "rulebook/lists/jp-end-user.tsv", 28, false },
		{ "rulebook/lists/cn-control.tsv", 16, false },
		{ "rulebook/lists/cn-unreliable.tsv", 8, false },
		{ "rulebook/lists/cn-attention.tsv", 12, false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		xctl_arena arena = { 0 };
		uint32_t n = read_bundled(files[i].path, files[i].whole, &arena);
		assert_case(n == files[i].entries, "%s: %u\n", files[i].path, n);
		xctl_arena_drop(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads),
		cmocka_unit_test(dates_from_what_there_is),
		cmocka_unit_test(refuses),
		cmocka_unit_test(offers_the_nearest_word),
		cmocka_unit_test(writes_what_it_read),
		cmocka_unit_test(refuses_to_write_what_would_read_otherwise),
		cmocka_unit_test(survives_every_failed_allocation),
		cmocka_unit_test(bundled_lists_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

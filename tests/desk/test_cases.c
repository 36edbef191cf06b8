/* The worked cases stand in the book or among the tests; the one whose code exists only in an example of the law gets a
 * book in which it does exist. */
#include <sys/stat.h>

#include "answers.h"

/* --- every case has its place --- */

static bool names(xctl_str text, xctl_str id)
{
	for (size_t i = 0; i + id.len <= text.len; i++) {
		bool word = memcmp(text.at + i, id.at, id.len) == 0;
		char before = i ? text.at[i - 1] : ' ', after = i + id.len < text.len ? text.at[i + id.len] : ' ';
		if (word && strchr(" \t#:\"", before) && strchr(" \t\n:\",", after))
			return true;
	}
	return false;
}

/* As an example's name begins: `example  U01 …`. */
static bool is_an_example(xctl_str text, xctl_str id)
{
	while (text.len) {
		xctl_str line = xctl_str_cut(&text, '\n'), word = xctl_str_word(&line);
		if (xctl_str_is(word, "example") && xctl_str_eq(xctl_str_word(&line), id))
			return true;
	}
	return false;
}

/* Cases of later parts of the product: licences, denials and their clocks. */
static bool is_later(xctl_str id)
{
	return id.at[0] == 'P' || xctl_str_is(id, "G09") || xctl_str_is(id, "G10");
}

static bool stands(const xctl_desk *desk, xctl_str id)
{
	static const char *const tests[] = { "tests/desk/test_cases.c", "tests/cli/cases.t" };
	for (uint32_t i = 0; i < desk->snapshot.n_sources; i++) {
		law_file source;
		assert_true(xctl_snapshot_source(&desk->snapshot, i, &source));
		if (is_an_example(source.text, id))
			return true;
	}
	for (size_t i = 0; i < COUNT_OF(tests); i++) {
		xctl_file file;
		assert_int_equal(xctl_file_map(&file, test_path(tests[i]), NULL), XCTL_OK);
		bool there = names(file.bytes, id);
		xctl_file_close(&file);
		if (there)
			return true;
	}
	return false;
}

/* Ids of worked cases: a letter and two digits between bars at the beginning of a line. */
static void every_worked_case_has_its_place(void **state)
{
	xctl_file cases;
	unsigned all = 0;
	(void)state;
	assert_int_equal(xctl_file_map(&cases, test_shared("eval/cases.md"), NULL), XCTL_OK);
	xctl_desk *desk = answers_desk(NULL);
	xctl_str rest = cases.bytes;
	while (rest.len) {
		xctl_str line = xctl_str_cut(&rest, '\n');
		if (line.len < 5 || line.at[0] != '|' || line.at[1] < 'A' || line.at[1] > 'Z' || line.at[2] < '0' || line.at[2] > '9'
			|| line.at[4] != '|')
			continue;
		xctl_str id = { line.at + 1, 3 };
		if (is_later(id))
			continue;
		all++;
		assert_case(stands(desk, id), "worked case %.*s is neither an example nor a test\n", XCTL_FMT(id));
	}
	assert_true(all >= 90);
	xctl_desk_close(desk);
	xctl_file_close(&cases);
}

/* --- U01: the entry that 738.4(b) invents to explain the chart --- */

static void write_file(const char *path, xctl_str bytes)
{
	xctl_error error = { 0 };
	xctl_code code = xctl_file_replace(path, bytes, &error);
	assert_case(code == XCTL_OK, "%s: %s\n", path, error.what);
}

/* The table with more rows, each where the order of the first column puts it. */
static void write_with_rows(const char *folder, const char *table, const char *const *rows, size_t n)
{
	char path[4200], original[128];
	xctl_buf out = { 0 };
	xctl_file file;
	size_t next = 0;
	bool head = true;
	snprintf(original, sizeof original, "rulebook/us/%s.tsv", table);
	assert_int_equal(xctl_file_map(&file, test_path(original), NULL), XCTL_OK);
	xctl_str rest = file.bytes;
	while (rest.len) {
		xctl_str line = xctl_str_cut(&rest, '\n');
		bool data = !head && line.len && line.at[0] != '#';
		if (line.len && line.at[0] != '#')
			head = false; /* the first other line names the columns */
		for (; data && next < n && xctl_str_cmp(xctl_str_of(rows[next]), line) < 0; next++) {
			xctl_buf_puts(&out, rows[next]);
			xctl_buf_puts(&out, "\n");
		}
		xctl_buf_put(&out, line.at, line.len);
		xctl_buf_puts(&out, "\n");
	}
	assert_int_equal(next, n);
	snprintf(path, sizeof path, "%s/us/%s.tsv", folder, table);
	write_file(path, xctl_buf_view(&out));
	xctl_buf_drop(&out);
	xctl_file_close(&file);
}

static const char u01[] =
	"# The example of 738.4(b)\n\n```rule\n"
	"example U01 goods of 2A000.a for 10,000 dollars to Chad\n"
	"on 2026-10-01\n"
	"given kind = export\n from = US\n to = TD\n item.type = commodity\n item.codes.US = 2A000.a\n item.origin = US\n"
	" item.value = 10000\n item.currency = USD\n"
	"expect us.bis licence by us.ear.chart(NS2)\n and candidate us.ear.gbs\n and no us.ear.lvs\n"
	" and no us.ear.chart(AT1)\n and no us.ear.chart(NP1)\n\n"
	"example U01 the same within the value limit\n"
	"on 2026-10-01\n"
	"given kind = export\n from = US\n to = TD\n item.type = commodity\n item.codes.US = 2A000.a\n item.origin = US\n"
	" item.value = 5000\n item.currency = USD\n"
	"expect us.bis licence by us.ear.chart(NS2)\n and candidate us.ear.gbs\n and candidate us.ear.lvs\n\n"
	"example U01 goods of 2A000.b\n"
	"on 2026-10-01\n"
	"given kind = export\n from = US\n to = TD\n item.type = commodity\n item.codes.US = 2A000.b\n item.origin = US\n"
	" item.value = 10000\n item.currency = USD\n"
	"expect us.bis licence by us.ear.chart(NS2), us.ear.chart(NP1)\n and barred us.ear.gbs\n"
	"```\n";

static void the_invented_entry_answers_as_the_law_says(void **state)
{
	static const struct {
		const char *table, *rows[3];
		size_t n;
	} tables[] = {
		{ "eccn", { "2A000\tan entry invented to explain the chart\tNS, NP, AT\tyes" }, 1 },
		{ "paragraph", { "2A000.a\tlive\tyes", "2A000.b\tlive\tyes" }, 2 },
		{ "ccl", { "2A000\tAT1\t15 CFR 738.4(b)", "2A000\tNS2\t15 CFR 738.4(b)", "2A000.b\tNP1\t15 CFR 738.4(b)" }, 3 },
		{ "lvs", { "2A000.a\t5000" }, 1 },
		{ "gbs", { "2A000\twhole" }, 1 },
	};
	char folder[4100], path[4200], out[4200], hash[65];
	xctl_error error = { 0 };
	xctl_desk *desk = NULL;
	(void)state;
	snprintf(folder, sizeof folder, "%s/invented", test_directory());
	mkdir(folder, 0700);
	snprintf(path, sizeof path, "%s/us", folder);
	mkdir(path, 0700);
	for (size_t i = 0; i < COUNT_OF(tables); i++)
		write_with_rows(folder, tables[i].table, tables[i].rows, tables[i].n);
	snprintf(path, sizeof path, "%s/us/invented.md", folder);
	write_file(path, XCTL_STR(u01));
	snprintf(out, sizeof out, "%s/invented.snapshot", folder);
	char book[4200];
	snprintf(book, sizeof book, "%s", test_path("rulebook"));
	xctl_build_options options = { .rulebooks = (const char *[]){ book, folder }, .n_rulebooks = 2, .out = out };
	xctl_code code = xctl_snapshot_build(&options, hash, &error);
	assert_case(code == XCTL_OK, "%s:%u: %s; %s\n", error.source, error.line, error.what, error.hint);
	assert_int_equal(xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = out, .today = ANSWERS_TODAY }, &error), XCTL_OK);
	xctl_buf told = { 0 };
	xctl_test_result result = { 0 };
	code = xctl_rule_test(&result, desk, "U01", &(xctl_view){ .format = XCTL_TABLE }, answers_into, &told, &error);
	assert_case(code == XCTL_OK && result.failed == 0, "%s%s\n", error.what, told.at ? told.at : "");
	assert_int_equal(result.passed, 3);
	xctl_buf_drop(&told);
	xctl_desk_close(desk);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_worked_case_has_its_place),
		cmocka_unit_test(the_invented_entry_answers_as_the_law_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

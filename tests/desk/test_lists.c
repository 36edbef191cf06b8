/* lists import: all or nothing. lists status: how old they are. */
#define _GNU_SOURCE /* mkdir, chmod */
#include "fixture.h"

#include <sys/stat.h>
#include <unistd.h>

static const char feed[] = "tests/lists/fixtures/consolidated.csv";

typedef struct imported {
	xctl_arena arena;
	xctl_str folder, feed;
	xctl_buf out;
	xctl_error error;
} imported;

static void start(imported *m)
{
	*m = (imported){ .error = { 0 } };
	m->folder = xctl_str_print(&m->arena, "%s/lists", test_directory());
	m->feed = xctl_str_copy(&m->arena, xctl_str_of(test_path(feed)));
}

static void stop(imported *m)
{
	xctl_buf_drop(&m->out);
	xctl_arena_drop(&m->arena);
}

static xctl_code import(imported *m, const char *path, const char *published, xctl_format format)
{
	xctl_buf_clear(&m->out);
	m->error = (xctl_error){ 0 };
	return xctl_lists_import(
		path, m->folder.at, published, &(xctl_view){ .format = format }, fixture_write, &m->out, &m->error);
}

static xctl_code count_file(void *context, const char *relative, xctl_error *error)
{
	(void)relative, (void)error;
	++*(unsigned *)context;
	return XCTL_OK;
}

/* Files of the folder; what waits beside begins with a dot and is counted by its own name. */
static unsigned files_in(const imported *m)
{
	unsigned n = 0;
	xctl_file_walk(m->folder.at, "", count_file, &n, NULL);
	return n;
}

static bool waits(imported *m, const char *id)
{
	return access(xctl_str_print(&m->arena, "%s/.%s.tsv.arriving", m->folder.at, id).at, F_OK) == 0;
}

static const char *in_folder(imported *m, const char *name)
{
	return xctl_str_print(&m->arena, "%s/%s", m->folder.at, name).at;
}

static void writes_every_list(void **state)
{
	imported m;
	(void)state;
	start(&m);
	assert_int_equal(import(&m, m.feed.at, "2026-07-31", XCTL_TABLE), XCTL_OK);
	assert_says(&m.out, "LIST ");
	assert_says(&m.out, "us-entity      2026-07-31        5    new");
	assert_says(&m.out, "13 records, 12 entries");
	assert_fits(&m.out, 100);
	assert_int_equal(files_in(&m), 6);
	assert_false(waits(&m, "us-entity"));
	/* What was written is the project's own form: it reads back, and again changes nothing. */
	assert_int_equal(import(&m, in_folder(&m, "us-entity.tsv"), NULL, XCTL_JSON), XCTL_OK);
	json_t *root = json_loads(m.out.at, 0, NULL);
	const json_t *list = json_array_get(json_object_get(root, "lists"), 0);
	assert_string_equal(json_string_value(json_object_get(list, "list")), "us-entity");
	assert_true(json_is_true(json_object_get(list, "replaced")));
	assert_int_equal(json_integer_value(json_object_get(list, "added")), 0);
	assert_int_equal(json_integer_value(json_object_get(list, "changed")), 0);
	json_decref(root);
	assert_int_equal(import(&m, m.feed.at, "2026-08-31", XCTL_CSV), XCTL_OK);
	assert_says(&m.out, "\nus-denied,2026-08-31,2,0,0,0,full,");
	assert_int_equal(import(&m, m.feed.at, "2026-08-31", XCTL_NDJSON), XCTL_OK);
	stop(&m);
}

static void refuses(void **state)
{
	imported m;
	(void)state;
	start(&m);
	assert_int_equal(import(&m, m.feed.at, NULL, XCTL_TABLE), XCTL_USAGE); /* this form states no day */
	assert_int_equal(import(&m, m.feed.at, "yesterday", XCTL_TABLE), XCTL_USAGE);
	assert_int_equal(import(&m, test_path("tests/meson.build"), "2026-07-31", XCTL_TABLE), XCTL_INPUT);
	assert_int_not_equal(import(&m, "/nowhere/at/all", NULL, XCTL_TABLE), XCTL_OK);
	assert_int_equal(files_in(&m), 0);
	assert_int_equal(m.out.len, 0);
	stop(&m);
}

static void does_not_go_back(void **state)
{
	imported m;
	(void)state;
	start(&m);
	assert_int_equal(import(&m, m.feed.at, "2026-07-31", XCTL_TABLE), XCTL_OK);
	assert_int_equal(import(&m, m.feed.at, "2026-07-30", XCTL_TABLE), XCTL_INPUT);
	assert_non_null(strstr(m.error.what, "older"));
	stop(&m);
}

static void put_list(imported *m, const char *path, const char *id, const char *day, unsigned entries)
{
	xctl_buf text = { .at = NULL };
	xctl_buf_printf(&text,
		"# list: %s\n# title: T\n# government: US\n# source: s\n# cites: c\n# as-of: %s\n# known: %s\n"
		"# max-age-days: 400\n# completeness: full\n" FIXTURE_COLUMNS,
		id, day, day);
	for (unsigned i = 0; i < entries; i++)
		xctl_buf_printf(
			&text, "E%03u\torganization\tName %u\t\t\tCN\t\t\t\tall\t\t\t\tall\tnone\t\t\t\t\t\t\t\n", i, i);
	assert_int_equal(xctl_directory_make(m->folder.at, NULL), XCTL_OK);
	assert_int_equal(xctl_file_replace(path, xctl_buf_view(&text), NULL), XCTL_OK);
	xctl_buf_drop(&text);
}

static void refuses_a_list_that_shrank(void **state)
{
	imported m;
	(void)state;
	start(&m);
	put_list(&m, in_folder(&m, "xx-list.tsv"), "xx-list", "2026-01-01", 100);
	xctl_str arriving = xctl_str_print(&m.arena, "%s.new", m.folder.at);
	put_list(&m, arriving.at, "xx-list", "2026-02-01", 70);
	assert_int_equal(import(&m, arriving.at, NULL, XCTL_TABLE), XCTL_INPUT);
	assert_non_null(strstr(m.error.what, "30 of the 100"));
	put_list(&m, arriving.at, "xx-list", "2026-02-01", 80);
	assert_int_equal(import(&m, arriving.at, NULL, XCTL_TABLE), XCTL_OK);
	stop(&m);
}

/* A list's name must not lead out of the folder. */
static void refuses_a_path_for_a_name(void **state)
{
	static const char *const names[] = { "../x", "a/b", ".x", "-x", "X", "x y" };
	imported m;
	(void)state;
	start(&m);
	xctl_str arriving = xctl_str_print(&m.arena, "%s.new", m.folder.at);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		put_list(&m, arriving.at, names[i], "2026-02-01", 1);
		assert_case(import(&m, arriving.at, NULL, XCTL_TABLE) == XCTL_INPUT, "%s\n", names[i]);
		assert_int_equal(files_in(&m), 0);
	}
	stop(&m);
}

/* One list that cannot be compared, and none is written. */
static void writes_nothing_when_one_fails(void **state)
{
	imported m;
	(void)state;
	start(&m);
	assert_int_equal(xctl_directory_make(in_folder(&m, "us-sdn.tsv"), NULL), XCTL_OK);
	assert_int_not_equal(import(&m, m.feed.at, "2026-07-31", XCTL_TABLE), XCTL_OK);
	assert_int_equal(files_in(&m), 0);
	assert_false(waits(&m, "us-denied"));
	assert_int_equal(rmdir(in_folder(&m, "us-sdn.tsv")), 0);
	/* Neither when what waits beside cannot be written. */
	assert_int_equal(xctl_directory_make(in_folder(&m, ".us-sdn.tsv.arriving"), NULL), XCTL_OK);
	assert_int_not_equal(import(&m, m.feed.at, "2026-07-31", XCTL_TABLE), XCTL_OK);
	assert_int_equal(files_in(&m), 0);
	assert_false(waits(&m, "us-denied"));
	stop(&m);
}

static void tells_the_state_of_lists(void **state)
{
	xctl_arena arena = { 0 };
	xctl_buf out = { .at = NULL };
	xctl_error error = { 0 };
	(void)state;
	xctl_desk *desk = fixture_desk(fixture_snapshot(&arena, true, false), NULL, "2026-11-23");
	assert_int_equal(
		xctl_lists_status(desk, &(xctl_view){ .format = XCTL_TABLE }, fixture_write, &out, &error), XCTL_OK);
	assert_says(&out, "xx-others   Others                2026-08-01  114   30        1  excerpt   STALE");
	assert_says(&out, "xx-parties  Parties of the tests  2026-07-31  115  400        2  full      fresh");
	assert_says(&out, "lists sha256:");
	assert_fits(&out, 100);
	xctl_buf_clear(&out);
	assert_int_equal(
		xctl_lists_status(desk, &(xctl_view){ .format = XCTL_JSON }, fixture_write, &out, &error), XCTL_OK);
	json_t *root = json_loads(out.at, 0, NULL);
	const json_t *list = json_array_get(json_object_get(root, "lists"), 0);
	assert_true(json_is_true(json_object_get(list, "stale")));
	assert_int_equal(json_integer_value(json_object_get(list, "age_days")), 114);
	json_decref(root);
	xctl_buf_clear(&out);
	assert_int_equal(xctl_lists_status(desk, &(xctl_view){ .format = XCTL_CSV }, fixture_write, &out, &error), XCTL_OK);
	assert_says(&out, "\nxx-parties,Parties of the tests,US,2026-07-31,115,400,2,full,no,the tests\n");
	xctl_buf_clear(&out);
	assert_int_equal(
		xctl_lists_status(desk, &(xctl_view){ .format = XCTL_NDJSON }, fixture_write, &out, &error), XCTL_OK);
	assert_says(&out, "}\n{\"list\":\"xx-parties\"");
	assert_int_equal(
		xctl_lists_status(desk, &(xctl_view){ .format = XCTL_CSV }, fixture_refuse, NULL, &error), XCTL_IO);
	xctl_desk_close(desk);
	xctl_buf_drop(&out);
	xctl_arena_drop(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_every_list),
		cmocka_unit_test(refuses),
		cmocka_unit_test(does_not_go_back),
		cmocka_unit_test(refuses_a_list_that_shrank),
		cmocka_unit_test(refuses_a_path_for_a_name),
		cmocka_unit_test(writes_nothing_when_one_fails),
		cmocka_unit_test(tells_the_state_of_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

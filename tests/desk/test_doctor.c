/* doctor: sound things are told as sound, wrong things with how to mend them. */
#define _GNU_SOURCE /* memmem */
#include "fixture.h"

typedef struct examined {
	xctl_arena arena;
	xctl_buf out;
	bool healthy;
} examined;

static void examine(examined *x, const char *snapshot, const char *store, const char *today, xctl_format format)
{
	xctl_error error = { 0 };
	xctl_desk *desk = fixture_desk(snapshot, store, today);
	xctl_buf_clear(&x->out);
	assert_int_equal(
		xctl_doctor(desk, &(xctl_view){ .format = format }, fixture_write, &x->out, &x->healthy, &error), XCTL_OK);
	xctl_desk_close(desk);
}

static void stop(examined *x)
{
	xctl_buf_drop(&x->out);
	xctl_arena_drop(&x->arena);
}

static void finds_nothing_wrong(void **state)
{
	examined x = { .healthy = false };
	(void)state;
	const char *snapshot = fixture_snapshot(&x.arena, true, true);
	xctl_str store = xctl_str_print(&x.arena, "%s/store.db", test_directory());
	examine(&x, snapshot, store.at, "2026-08-02", XCTL_TABLE);
	assert_true(x.healthy);
	assert_says(&x.out, "regimes 1, rules 2, facts 1, exceptions 1,");
	assert_says(&x.out, "names folded with Unicode library");
	assert_says(&x.out, "note   xx-others of 2026-08-01, 1 day old: an excerpt (1 listed)");
	assert_says(&x.out, "ok     xx-parties of 2026-07-31, 2 days old, 2 listed");
	assert_says(&x.out, "0 decisions and 0 adjudications");
	assert_says(&x.out, "Sound.");
	assert_silent(&x.out, "WRONG");
	assert_fits(&x.out, 100);
	examine(&x, snapshot, NULL, "2026-08-02", XCTL_JSON);
	assert_true(x.healthy);
	json_t *root = json_loads(x.out.at, 0, NULL);
	assert_true(json_is_true(json_object_get(root, "healthy")));
	assert_int_equal(json_array_size(json_object_get(root, "checks")), 6);
	json_decref(root);
	stop(&x);
}

static void finds_old_and_missing_lists(void **state)
{
	examined x = { .healthy = true };
	(void)state;
	const char *snapshot = fixture_snapshot(&x.arena, true, false);
	examine(&x, snapshot, NULL, "2026-11-23", XCTL_TABLE);
	assert_false(x.healthy);
	assert_says(&x.out, "WRONG  xx-others of 2026-08-01 is 114 days old, 30 are allowed");
	assert_says(&x.out, "to mend: import the publisher's newest version");
	x.healthy = true;
	examine(&x, fixture_snapshot(&x.arena, false, false), NULL, "2026-11-23", XCTL_CSV);
	assert_false(x.healthy);
	assert_says(&x.out, "\nlist,wrong,xx-parties is not loaded: xx.office says nothing clear without it,");
	stop(&x);
}

/* A byte of a rule's prose: opening does not see it, the doctor does. */
static void finds_damage(void **state)
{
	examined x = { .healthy = true };
	xctl_file file;
	(void)state;
	const char *snapshot = fixture_snapshot(&x.arena, true, false);
	assert_int_equal(xctl_file_read(&file, snapshot, 1 << 26, NULL), XCTL_OK);
	char *bytes = xctl_alloc(&x.arena, file.bytes.len);
	memcpy(bytes, file.bytes.at, file.bytes.len);
	char *word = memmem(bytes, file.bytes.len, "It has one office.", 18);
	assert_non_null(word);
	*word = 'i';
	assert_int_equal(xctl_file_replace(snapshot, (xctl_str){ bytes, file.bytes.len }, NULL), XCTL_OK);
	xctl_file_close(&file);
	examine(&x, snapshot, NULL, "2026-08-02", XCTL_NDJSON);
	assert_false(x.healthy);
	assert_says(&x.out, "{\"check\":\"snapshot\",\"state\":\"wrong\"");
	stop(&x);
}

static void finds_a_broken_store(void **state)
{
	examined x = { .healthy = true };
	(void)state;
	xctl_str store = xctl_str_print(&x.arena, "%s/store.db", test_directory());
	assert_int_equal(xctl_file_replace(store.at, XCTL_STR("this is a letter to my aunt"), NULL), XCTL_OK);
	examine(&x, fixture_snapshot(&x.arena, true, false), store.at, "2026-08-02", XCTL_TABLE);
	assert_false(x.healthy);
	assert_says(&x.out, "store     WRONG");
	assert_says(&x.out, "to mend: ");
	stop(&x);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_nothing_wrong),
		cmocka_unit_test(finds_old_and_missing_lists),
		cmocka_unit_test(finds_damage),
		cmocka_unit_test(finds_a_broken_store),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

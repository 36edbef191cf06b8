/* Which files the SQLite store refuses, and how it says so. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store.h"
#include "testing.h"

static const char *fresh(void)
{
	static char path[4200];
	snprintf(path, sizeof path, "%s/a/new/store.db", test_directory());
	return path;
}

/* Runs SQL on a file as another program would. */
static int run_sql(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	int result = sqlite3_open(path, &db);
	if (result == SQLITE_OK)
		result = sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_close(db);
	return result;
}

/* A store with some decisions in it, all in the one file. */
static const char *filled(void)
{
	static char path[4200];
	xctl_store *store = NULL;
	snprintf(path, sizeof path, "%s", fresh());
	assert_int_equal(xctl_store_open(&store, path, NULL), XCTL_OK);
	assert_int_equal(xctl_store_batch_begin(store, NULL), XCTL_OK);
	for (unsigned i = 0; i < 200; i++) {
		char id[32];
		snprintf(id, sizeof id, "D-AAAAAA%u", 1000 + i);
		xctl_stored_decision d = { .id = xctl_str_of(id),
			.decision = XCTL_STR("{\"a\":\"quite a few bytes, so that there are some pages\"}") };
		assert_int_equal(xctl_store_put(store, &d, NULL), XCTL_OK);
	}
	assert_int_equal(xctl_store_batch_end(store, NULL), XCTL_OK);
	xctl_clearance c = { .party_hash = XCTL_STR("aa"), .entry_hash = XCTL_STR("01"), .outcome = XCTL_STR("same") };
	assert_int_equal(xctl_store_adjudicate(store, &c, NULL), XCTL_OK);
	xctl_store_close(store);
	return path;
}

static void write_file(const char *path, xctl_str bytes)
{
	FILE *file = fopen(path, "wb"); /* no sync: it is read back at once, hundreds of times */
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.at, 1, bytes.len, file), bytes.len);
	assert_int_equal(fclose(file), 0);
}

/* Opening must refuse it, and leave the bytes as they are and nothing beside them. */
static void assert_refused(const char *path, xctl_code expected, const char *why, const char *said)
{
	xctl_file before, after;
	xctl_store *store = NULL;
	xctl_error error = { 0 };
	char beside[4300];
	struct stat status;
	assert_int_equal(xctl_file_read(&before, path, 1u << 24, NULL), XCTL_OK);
	xctl_code code = xctl_store_open(&store, path, &error);
	assert_case(code == expected && error.code == expected, "%s: code %d, %s\n", why, (int)code, error.what);
	assert_case(strstr(error.what, said), "%s: %s\n", why, error.what);
	assert_case(error.source[0] && error.hint[0] && !store, "%s\n", why);
	assert_int_equal(xctl_file_read(&after, path, 1u << 24, NULL), XCTL_OK);
	assert_case(xctl_str_eq(before.bytes, after.bytes), "%s: was changed\n", why);
	for (size_t i = 0; i < 3; i++) {
		static const char *const suffixes[] = { "-wal", "-shm", "-journal" };
		snprintf(beside, sizeof beside, "%s%s", path, suffixes[i]);
		assert_case(stat(beside, &status) != 0, "%s: left %s\n", why, suffixes[i]);
	}
	xctl_file_close(&before);
	xctl_file_close(&after);
}

static void refuses_files_that_are_no_store(void **state)
{
	static const struct {
		const char *why, *text, *sql, *said;
	} cases[] = {
		{ "text", "id,verdict\n", NULL, "no SQLite" },
		{ "one byte", "x", NULL, "no SQLite" },
		{ "a magic and no more", "SQLite format 3", NULL, "another program" },
		{ "a database of nobody", NULL, "CREATE TABLE decisions (id TEXT)", "another program" },
		{ "a database of others", NULL, "PRAGMA application_id = 7; CREATE TABLE t (x)", "another program" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char path[4200];
		snprintf(path, sizeof path, "%s/file", test_directory());
		if (cases[i].text)
			write_file(path, (xctl_str){ cases[i].text, strlen(cases[i].text) + (i == 2) });
		else
			assert_int_equal(run_sql(path, cases[i].sql), SQLITE_OK);
		assert_refused(path, XCTL_DAMAGED, cases[i].why, cases[i].said);
	}
}

static void refuses_stores_it_cannot_know(void **state)
{
	static const struct {
		const char *sql, *said;
	} cases[] = {
		{ "PRAGMA user_version = 2", "schema 2" },
		{ "PRAGMA user_version = -1", "schema 4294967295" },
		{ "PRAGMA user_version = 0", "version" },
		{ "PRAGMA application_id = 0", "another program" },
		{ "DROP TABLE decisions", "no such table" },
		{ "ALTER TABLE adjudications DROP COLUMN day", "day" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *path = filled();
		assert_int_equal(run_sql(path, cases[i].sql), SQLITE_OK);
		assert_refused(path, XCTL_DAMAGED, cases[i].sql, cases[i].said);
	}
}

/* Cut anywhere, it is refused; but an empty file is a place for a new store. */
static void refuses_what_is_truncated(void **state)
{
	(void)state;
	const char *path = filled();
	xctl_file whole;
	assert_int_equal(xctl_file_read(&whole, path, 1u << 24, NULL), XCTL_OK);
	static const size_t cuts[] = { 1, 15, 16, 50, 99, 100, 101, 512, 4095, 4096, 4097, 8192, 20000 };
	for (size_t i = 0; i < COUNT_OF(cuts) + 1; i++) {
		size_t len = i < COUNT_OF(cuts) ? cuts[i] : whole.bytes.len - 1;
		char why[40];
		assert_true(len < whole.bytes.len);
		snprintf(why, sizeof why, "cut at %zu", len);
		write_file(path, (xctl_str){ whole.bytes.at, len });
		assert_refused(path, XCTL_DAMAGED, why, "");
	}
	xctl_file_close(&whole);

	xctl_store *store = NULL;
	write_file(path, XCTL_STR(""));
	assert_int_equal(xctl_store_open(&store, path, NULL), XCTL_OK);
	xctl_store_close(store);
}

/* A log beside a damaged file belongs to it: neither is written into the other, so that both can be looked into. */
static void leaves_a_damaged_file_and_its_log_apart(void **state)
{
	(void)state;
	char log[4300];
	const char *path = filled();
	xctl_file whole, log_before, log_after, after;
	sqlite3 *db = NULL;
	xctl_store *store = NULL;
	xctl_error error = { 0 };
	snprintf(log, sizeof log, "%s-wal", path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DROP TABLE decisions", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(xctl_file_read(&whole, path, 1u << 24, NULL), XCTL_OK);
	assert_int_equal(xctl_file_read(&log_before, log, 1u << 24, NULL), XCTL_OK);
	assert_true(log_before.bytes.len > 0);

	assert_int_equal(xctl_store_open(&store, path, &error), XCTL_DAMAGED);
	assert_int_equal(xctl_file_read(&after, path, 1u << 24, NULL), XCTL_OK);
	assert_int_equal(xctl_file_read(&log_after, log, 1u << 24, NULL), XCTL_OK);
	assert_true(xctl_str_eq(whole.bytes, after.bytes));
	assert_true(xctl_str_eq(log_before.bytes, log_after.bytes));
	xctl_file_close(&whole);
	xctl_file_close(&log_before);
	xctl_file_close(&log_after);
	xctl_file_close(&after);
}

/* Damage inside shows at the latest when the page is read, as damage; never as a crash, never as a wrong answer of
 * "there is none" from verify. */
static void finds_damage_inside(void **state)
{
	(void)state;
	const char *path = filled();
	xctl_file whole;
	test_random r = { 3 };
	unsigned refused = 0, found = 0;
	assert_int_equal(xctl_file_read(&whole, path, 1u << 24, NULL), XCTL_OK);
	char *bytes = malloc(whole.bytes.len);
	assert_non_null(bytes);
	for (unsigned n = 0; n < 200; n++) {
		memcpy(bytes, whole.bytes.at, whole.bytes.len);
		size_t page = (size_t)test_random_between(&r, 0, (int64_t)(whole.bytes.len / 4096) - 1);
		for (size_t i = page ? 0 : 100; i < 24; i++) /* the head of a page of the tree */
			bytes[page * 4096 + i] = (char)test_random_next(&r);
		for (unsigned i = 0; i < 8; i++)
			bytes[page * 4096 + (size_t)test_random_between(&r, 100, 4095)] = (char)test_random_next(&r);
		write_file(path, (xctl_str){ bytes, whole.bytes.len });
		xctl_store *store = NULL;
		xctl_error error = { 0 };
		xctl_code code = xctl_store_open(&store, path, &error);
		assert_case(code == XCTL_OK || code == XCTL_DAMAGED, "%u: %d %s\n", n, (int)code, error.what);
		if (code != XCTL_OK) {
			refused++;
			continue;
		}
		xctl_arena arena = { 0 };
		xctl_stored_decision out;
		code = xctl_store_get(store, XCTL_STR("D-AAAAAA1100"), &arena, &out, &error);
		assert_case(code == XCTL_OK || code == XCTL_DAMAGED || code == XCTL_NOT_FOUND, "%u: %d %s\n", n,
			(int)code, error.what);
		code = xctl_store_verify(store, &error);
		assert_case(code == XCTL_OK || code == XCTL_DAMAGED, "%u: %d %s\n", n, (int)code, error.what);
		found += code == XCTL_DAMAGED;
		xctl_arena_drop(&arena);
		xctl_store_close(store);
	}
	assert_case(refused + found > 150, "refused %u, found %u\n", refused, found);
	free(bytes);
	xctl_file_close(&whole);
}

static void says_why_it_cannot_write(void **state)
{
	char path[4300], place[4200];
	(void)state;
	snprintf(place, sizeof place, "%s/file", test_directory());
	write_file(place, XCTL_STR("text"));
	static const char *const below[] = { "/store.db", "/deeper/store.db" };
	for (size_t i = 0; i < COUNT_OF(below); i++) {
		xctl_store *store = NULL;
		xctl_error error = { 0 };
		snprintf(path, sizeof path, "%s%s", place, below[i]);
		assert_int_equal(xctl_store_open(&store, path, &error), XCTL_IO);
		assert_non_null(strstr(error.what, "Not a directory"));
		assert_int_equal(error.code, XCTL_IO);
		assert_true(error.source[0] && error.hint[0]);
	}
	xctl_error error = { 0 };
	xctl_store *store = NULL;
	assert_int_equal(xctl_store_open(&store, "/proc/self/store.db", &error), XCTL_IO); /* for root as well */
	assert_non_null(strstr(error.source, "/proc/self/store.db"));
	assert_true(error.what[0] && error.hint[0]);
	assert_int_equal(xctl_store_open(&store, "", &error), XCTL_USAGE);
	assert_int_equal(xctl_store_open(&store, test_directory(), &error), XCTL_DAMAGED); /* a directory */
	if (geteuid() == 0)
		return;
	snprintf(place, sizeof place, "%s", test_directory());
	assert_int_equal(chmod(place, 0500), 0);
	snprintf(path, sizeof path, "%s/store.db", place);
	assert_int_equal(xctl_store_open(&store, path, &error), XCTL_IO);
	assert_non_null(strstr(error.what, "Permission denied"));
}

/* A path is only a path, also one that SQLite would take for something else. */
static void takes_a_path_as_a_path(void **state)
{
	static const char *const names[] = { ":memory:", "file:x?mode=memory", "file:y", "-z" };
	char back[4096];
	(void)state;
	assert_non_null(getcwd(back, sizeof back));
	assert_int_equal(chdir(test_directory()), 0);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		xctl_store *store = NULL;
		struct stat status;
		assert_int_equal(xctl_store_open(&store, names[i], NULL), XCTL_OK);
		xctl_store_close(store);
		assert_case(stat(names[i], &status) == 0 && status.st_size > 0, "%s\n", names[i]);
	}
	assert_int_equal(chdir(back), 0);
}

/* The history refuses also those who come with SQL. */
static void keeps_the_history_from_others(void **state)
{
	static const char *const refused[] = {
		"UPDATE adjudications SET outcome = 'cleared'",
		"DELETE FROM adjudications",
		"REPLACE INTO adjudications VALUES (1, 'aa', '01', '', '', 'cleared', '', '', '')",
		"INSERT INTO adjudications VALUES (9, 'aa', '01', '', '', 'perhaps', '', '', '')",
		"UPDATE decisions SET verdict = 'clear'",
		"INSERT INTO decisions VALUES (999, 'D-A', 1, 2, 3, 4, 5, 6, NULL)",
	};
	(void)state;
	const char *path = filled();
	for (size_t i = 0; i < COUNT_OF(refused); i++)
		assert_case((run_sql(path, refused[i]) & 0xFF) == SQLITE_CONSTRAINT, "%s\n", refused[i]);
	assert_int_equal(run_sql(path, "DELETE FROM decisions WHERE id = 'D-AAAAAA1000'"), SQLITE_OK);
}

static void waits_and_then_says_who_is_in_the_way(void **state)
{
	(void)state;
	const char *path = filled();
	sqlite3 *other = NULL;
	xctl_store *store = NULL;
	xctl_error error = { 0 };
	xctl_stored_decision d = { .id = XCTL_STR("D-B") };
	assert_int_equal(xctl_store_open(&store, path, NULL), XCTL_OK);
	assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(xctl_store_put(store, &d, &error), XCTL_IO);
	assert_non_null(strstr(error.hint, "another process"));
	assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(xctl_store_put(store, &d, &error), XCTL_OK);
	sqlite3_close(other);
	xctl_store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_files_that_are_no_store),
		cmocka_unit_test(refuses_stores_it_cannot_know),
		cmocka_unit_test(refuses_what_is_truncated),
		cmocka_unit_test(leaves_a_damaged_file_and_its_log_apart),
		cmocka_unit_test(finds_damage_inside),
		cmocka_unit_test(says_why_it_cannot_write),
		cmocka_unit_test(takes_a_path_as_a_path),
		cmocka_unit_test(keeps_the_history_from_others),
		cmocka_unit_test(waits_and_then_says_who_is_in_the_way),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

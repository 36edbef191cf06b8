/* What was made opens; what was damaged is refused at opening, or by the check of every byte. */
#include "fixture.h"

#include "snapshot/layout.h"
#include "text/fold.h"

static fixture given;
static xctl_buf whole;
static char directory[4096];

static int make(void **state)
{
	(void)state;
	fixture_load(&given);
	assert_int_equal(fixture_make(&whole, &given, NULL), XCTL_OK);
	snprintf(directory, sizeof directory, "%s", test_directory());
	return 0;
}

static int drop(void **state)
{
	(void)state;
	xctl_buf_drop(&whole);
	fixture_drop(&given);
	return 0;
}

static const char *put(const char *name, const char *bytes, size_t len)
{
	static char path[5000];
	snprintf(path, sizeof path, "%s/%s", directory, name);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
	return path;
}

/* Opens and checks; whatever happens, nothing is left behind and `out` is touched only by success. */
static xctl_code open_and_check(const char *path, xctl_error *error)
{
	xctl_snapshot s;
	memset(&s, 0x5A, sizeof s);
	xctl_snapshot before;
	memcpy(&before, &s, sizeof s);
	xctl_code code = xctl_snapshot_open(&s, path, error);
	if (code != XCTL_OK) {
		assert_memory_equal(&s, &before, sizeof s);
		assert_true(error->source[0] != '\0');
		return code;
	}
	law_file source;
	for (uint32_t i = 0; i <= s.n_sources && i < 100; i++)
		xctl_snapshot_source(&s, i, &source);
	code = xctl_snapshot_check(&s, error);
	xctl_snapshot_close(&s);
	return code;
}

static void what_was_made_opens(void **state)
{
	xctl_snapshot s;
	xctl_hasher hasher;
	law_file source;
	xctl_str last = { "", 0 };
	(void)state;
	const char *path = put("good", whole.at, whole.len);
	assert_int_equal(xctl_snapshot_open(&s, path, NULL), XCTL_OK);
	assert_int_equal(xctl_snapshot_check(&s, NULL), XCTL_OK);
	assert_str(s.folded_with, xctl_fold_version());

	assert_int_equal(s.n_sources, given.n_files);
	xctl_hash_start(&hasher);
	for (uint32_t i = 0; i < s.n_sources; i++) {
		assert_true(xctl_snapshot_source(&s, i, &source));
		assert_true(xctl_str_cmp(last, source.path) < 0);
		xctl_hash_add_field(&hasher, source.path);
		xctl_hash_add_field(&hasher, source.text);
		last = source.path;
		assert_true(xctl_str_eq(source.path, given.files[i].path));
		assert_true(xctl_str_eq(source.text, given.files[i].text));
	}
	assert_false(xctl_snapshot_source(&s, s.n_sources, &source));
	assert_false(xctl_snapshot_source(&s, UINT32_MAX, &source));
	xctl_digest digest = xctl_hash_finish(&hasher);
	assert_memory_equal(s.rulebook_hash.bytes, digest.bytes, sizeof digest.bytes);
	digest = xctl_sha256(s.lists.bytes);
	assert_memory_equal(s.lists_hash.bytes, digest.bytes, sizeof digest.bytes);
	digest = xctl_sha256((xctl_str){ whole.at + HEADER_SIZE, TABLE_SIZE });
	assert_memory_equal(s.hash.bytes, digest.bytes, sizeof digest.bytes);

	assert_true(law_find_head(&s.book, XCTL_STR("xx.listed")) != XCTL_NONE);
	assert_true(law_find_regime(&s.book, XCTL_STR("xx.office")) != XCTL_NONE);
	assert_int_equal(s.lists.n_lists, 2);
	assert_int_equal(xctl_lists_find(&s.lists, XCTL_STR("xx-others")), 0);
	assert_int_equal(xctl_lists_find(&s.lists, XCTL_STR("xx-parties")), 1);
	xctl_snapshot_close(&s);
	assert_null(s.file.bytes.at);
	xctl_snapshot_close(&s); /* twice does no harm */
}

/* Entity i of the name index is entry i of the lists, and address-only entries are among them. */
static void a_name_leads_to_its_entry(void **state)
{
	xctl_snapshot s;
	xctl_arena arena = { .memory = NULL };
	uint32_t list;
	xctl_entry entry;
	(void)state;
	assert_int_equal(xctl_snapshot_open(&s, put("good", whole.at, whole.len), NULL), XCTL_OK);
	assert_int_equal(s.names.n_entities, s.lists.n_entries);
	assert_int_equal(s.lists.n_entries, 5);
	for (uint32_t i = 0; i < s.lists.n_entries; i++) {
		assert_true(xctl_lists_entry(&s.lists, i, &arena, &entry, &list));
		xctl_named query = { .kind = entry.kind, .names = entry.names, .n_names = 1, .countries = entry.countries,
			.addresses = entry.addresses, .n_addresses = entry.n_addresses };
		xctl_name_hits hits;
		assert_int_equal(xctl_names_find(&hits, &arena, &s.names, &query, &(xctl_name_options){ 0 }, NULL), XCTL_OK);
		assert_case(hits.count > 0, "entry %u is not found\n", i);
		assert_case(hits.at[0].entity == i, "entry %u: the best hit is %u\n", i, hits.at[0].entity);
	}
	xctl_arena_drop(&arena);
	xctl_snapshot_close(&s);
}

static void a_snapshot_may_have_no_lists(void **state)
{
	xctl_snapshot s;
	xctl_buf bare = { .at = NULL };
	(void)state;
	assert_int_equal(xctl_snapshot_make(&bare, given.files, given.n_files, NULL, 0, NULL), XCTL_OK);
	assert_int_equal(xctl_snapshot_open(&s, put("bare", bare.at, bare.len), NULL), XCTL_OK);
	assert_int_equal(xctl_snapshot_check(&s, NULL), XCTL_OK);
	assert_int_equal(s.lists.n_lists, 0);
	assert_int_equal(s.names.n_entities, 0);
	xctl_snapshot_close(&s);
	xctl_buf_drop(&bare);
}

static void what_is_cut_is_refused(void **state)
{
	xctl_error error;
	(void)state;
	for (size_t len = 0; len < whole.len; len += 61) {
		xctl_code code = open_and_check(put("cut", whole.at, len), &error);
		assert_case(code == XCTL_DAMAGED, "%d when cut to %zu bytes\n", (int)code, len);
		assert_true(error.hint[0] != '\0');
	}
	assert_int_equal(open_and_check(put("cut", whole.at, whole.len - 1), &error), XCTL_DAMAGED);
	assert_non_null(strstr(error.what, "cut short"));
	xctl_buf longer = { .at = NULL };
	xctl_buf_str(&longer, xctl_buf_view(&whole));
	xctl_buf_char(&longer, '\0');
	assert_int_equal(open_and_check(put("long", longer.at, longer.len), &error), XCTL_DAMAGED);
	assert_non_null(strstr(error.what, "follow"));
	xctl_buf_drop(&longer);
}

static void every_flipped_bit_is_seen(void **state)
{
	xctl_error error;
	test_random random = { 61 };
	(void)state;
	for (size_t at = 0; at < whole.len;) {
		char bit = (char)(1 << test_random_between(&random, 0, 6));
		whole.at[at] ^= bit;
		xctl_code code = open_and_check(put("flip", whole.at, whole.len), &error);
		whole.at[at] ^= bit;
		assert_case(code == XCTL_DAMAGED, "%d when byte %zu is flipped by %d\n", (int)code, at, bit);
		at += at < 512 ? 1 : (size_t)test_random_between(&random, 1, 2 * (int64_t)whole.len / 2000 + 1);
	}
	assert_int_equal(open_and_check(put("flip", whole.at, whole.len), &error), XCTL_OK);
}

/* A table whose own hash is right may still speak nonsense. */
static void a_table_that_lies_is_refused(void **state)
{
	static const struct {
		size_t at;
		uint64_t value;
		unsigned bytes;
	} lies[] = {
		{ ROW_SIZE + ROW_OFFSET, 0, 8 },
		{ ROW_SIZE + ROW_OFFSET, UINT64_MAX - 63, 8 },
		{ ROW_SIZE + ROW_OFFSET, UINT64_C(1) << 40, 8 },
		{ ROW_SIZE + ROW_LENGTH, UINT64_MAX, 8 },
		{ ROW_SIZE + ROW_LENGTH, 0, 8 },
		{ ROW_SIZE + ROW_KIND, 7, 4 },
		{ ROW_SIZE + ROW_ZEROS, 1, 4 },
		{ 4 * ROW_SIZE + ROW_LENGTH, 0, 8 },
		{ 4 * ROW_SIZE + ROW_LENGTH, UINT64_MAX, 8 },
	};
	xctl_error error;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lies); i++) {
		xctl_buf lying = { .at = NULL };
		xctl_buf_str(&lying, xctl_buf_view(&whole));
		put_le(lying.at + HEADER_SIZE + lies[i].at, lies[i].value, lies[i].bytes);
		xctl_digest digest = xctl_sha256((xctl_str){ lying.at + HEADER_SIZE, TABLE_SIZE });
		memcpy(lying.at + HEADER_HASH, digest.bytes, sizeof digest.bytes);
		assert_case(open_and_check(put("lie", lying.at, lying.len), &error) == XCTL_DAMAGED, "lie %zu\n", i);
		assert_non_null(strstr(error.what, "table"));
		xctl_buf_drop(&lying);
	}
}

static void a_newer_form_is_named(void **state)
{
	xctl_error error;
	(void)state;
	put_le(whole.at + HEADER_VERSION, SNAPSHOT_VERSION + 1, 4);
	const char *path = put("newer", whole.at, whole.len);
	put_le(whole.at + HEADER_VERSION, SNAPSHOT_VERSION, 4);
	assert_int_equal(open_and_check(path, &error), XCTL_DAMAGED);
	assert_non_null(strstr(error.what, "built by a newer program"));
	assert_non_null(strstr(error.hint, "newer program"));
}

static void what_is_not_ours_is_named(void **state)
{
	xctl_error error;
	char path[5000];
	(void)state;
	assert_int_equal(open_and_check(put("empty", "", 0), &error), XCTL_DAMAGED);
	assert_non_null(strstr(error.what, "empty"));
	assert_non_null(strstr(error.source, "empty"));
	assert_int_equal(open_and_check(put("text", "not one of ours", 15), &error), XCTL_DAMAGED);
	assert_non_null(strstr(error.what, "not a snapshot"));
	assert_non_null(strstr(error.hint, "snapshot build"));
	assert_int_equal(open_and_check(put("short", "XCTL", 4), &error), XCTL_DAMAGED);
	assert_non_null(strstr(error.what, "cut short"));
	assert_int_equal(open_and_check(directory, &error), XCTL_IO);
	snprintf(path, sizeof path, "%s/absent", directory);
	assert_int_equal(open_and_check(path, &error), XCTL_NOT_FOUND);
	assert_non_null(strstr(error.source, "absent"));
	assert_int_equal(xctl_snapshot_open(NULL, path, NULL), XCTL_NOT_FOUND);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_made_opens),
		cmocka_unit_test(a_name_leads_to_its_entry),
		cmocka_unit_test(a_snapshot_may_have_no_lists),
		cmocka_unit_test(what_is_cut_is_refused),
		cmocka_unit_test(every_flipped_bit_is_seen),
		cmocka_unit_test(a_table_that_lies_is_refused),
		cmocka_unit_test(a_newer_form_is_named),
		cmocka_unit_test(what_is_not_ours_is_named),
	};
	return cmocka_run_group_tests(tests, make, drop);
}

#include <string.h>

#include "testing.h"
#include "text/fold.h"

/* Rows of tests/text/fold_cases.tsv: a name, and what it folds to without and with Han and kana romanised. */
static void folds_the_table(void **state)
{
	xctl_error error = { 0 };
	xctl_file file = { 0 };
	xctl_folder *folder = xctl_folder_open(NULL);
	(void)state;
	assert_non_null(folder);
	assert_int_equal(xctl_file_map(&file, test_path("tests/text/fold_cases.tsv"), &error), XCTL_OK);
	xctl_str rest = file.bytes;
	unsigned rows = 0;
	while (rest.len) {
		xctl_str line = xctl_str_cut(&rest, '\n');
		if (!line.len || line.at[0] == '#')
			continue;
		xctl_str name = xctl_str_cut(&line, '\t'), alphabets = xctl_str_cut(&line, '\t'), latin = line;
		xctl_buf out = { 0 };
		assert_int_equal(xctl_fold_with(folder, &out, name, XCTL_FOLD_ALPHABETS, &error), XCTL_OK);
		assert_case(xctl_str_eq(xctl_buf_view(&out), alphabets), "%.*s: %.*s\n", XCTL_FMT(name), (int)out.len, out.at);
		xctl_buf_clear(&out);
		assert_int_equal(xctl_fold_with(folder, &out, name, XCTL_FOLD_LATIN, &error), XCTL_OK);
		assert_case(xctl_str_eq(xctl_buf_view(&out), latin), "%.*s: %.*s\n", XCTL_FMT(name), (int)out.len, out.at);
		xctl_buf_drop(&out);
		rows++;
	}
	assert_true(rows > 20);
	xctl_file_close(&file);
	xctl_folder_close(folder);
}

/* What was folded once is folded: again it stays as it is. */
static void folds_once(void **state)
{
	static const char *const names[] = { "ACME, Inc.", "Société Générale", "Ромашка ООО", "삼성", "محمد", "華為 ltd" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		xctl_buf once = { 0 }, twice = { 0 };
		assert_int_equal(xctl_fold(&once, xctl_str_of(names[i]), true, NULL), XCTL_OK);
		assert_int_equal(xctl_fold(&twice, xctl_buf_view(&once), true, NULL), XCTL_OK);
		assert_true(xctl_str_eq(xctl_buf_view(&once), xctl_buf_view(&twice)));
		xctl_buf_drop(&once);
		xctl_buf_drop(&twice);
	}
}

static void native_keeps_the_script(void **state)
{
	static const struct {
		const char *name, *folded;
	} cases[] = {
		{ "華為技術有限公司", "华为技术有限公司" },
		{ "РОМАШКА, ООО", "ромашка ооо" },
		{ "أحمد", "احمد" },
		{ "علی", "علي" },
		{ "Société", "societe" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_buf out = { 0 };
		assert_int_equal(xctl_fold_with(NULL, &out, xctl_str_of(cases[i].name), XCTL_FOLD_NATIVE, NULL), XCTL_OK);
		assert_str(xctl_buf_view(&out), cases[i].folded);
		xctl_buf_drop(&out);
	}
}

static void appends_and_leaves_alone(void **state)
{
	xctl_buf out = { 0 };
	xctl_error error = { 0 };
	(void)state;
	xctl_buf_puts(&out, "before|");
	assert_int_equal(xctl_fold(&out, XCTL_STR("A-B"), false, &error), XCTL_OK);
	assert_str(xctl_buf_view(&out), "before|a b");
	assert_int_equal(xctl_fold(&out, XCTL_STR("\xC3\x28"), false, &error), XCTL_INPUT);
	assert_true(error.hint[0] != '\0');
	assert_str(xctl_buf_view(&out), "before|a b");
	assert_int_equal(xctl_fold(&out, (xctl_str){ NULL, 0 }, false, &error), XCTL_OK);
	assert_str(xctl_buf_view(&out), "before|a b");
	xctl_buf_drop(&out);
}

static void refuses_what_is_too_long(void **state)
{
	xctl_arena arena = { 0 };
	(void)state;
	size_t len = XCTL_FOLD_MOST + 1;
	char *text = xctl_alloc(&arena, len);
	assert_non_null(text);
	memset(text, 'x', len);
	xctl_buf out = { 0 };
	assert_int_equal(xctl_fold(&out, (xctl_str){ text, len }, false, NULL), XCTL_LIMIT);
	assert_int_equal(xctl_fold(&out, (xctl_str){ text, len - 1 }, false, NULL), XCTL_OK);
	assert_int_equal(out.len, len - 1);
	xctl_buf_drop(&out);
	xctl_arena_drop(&arena);
}

static void knows_scripts(void **state)
{
	(void)state;
	assert_false(xctl_has_cjk(XCTL_STR("Société")));
	assert_false(xctl_has_non_latin(XCTL_STR("Société — 1")));
	assert_true(xctl_has_cjk(XCTL_STR("삼성")));
	assert_true(xctl_has_cjk(XCTL_STR("A 華")));
	assert_true(xctl_has_cjk(XCTL_STR("ミツ")));
	assert_true(xctl_has_non_latin(XCTL_STR("Ромашка")));
	assert_false(xctl_has_cjk(XCTL_STR("Ромашка")));
	assert_true(xctl_has_abjad(XCTL_STR("محمد")));
	assert_false(xctl_has_abjad(XCTL_STR("Mohammad")));
	assert_true(xctl_fold_version()[0] != '\0');
}

static xctl_code fold_all(const xctl_memory *memory, void *context)
{
	static const char *const names[] = { "ACME, Inc.", "Société Générale", "Ромашка", "محمد", "삼성 華為" };
	xctl_folder *folder = xctl_folder_open(memory);
	xctl_code code = folder ? XCTL_OK : XCTL_LIMIT;
	(void)context;
	for (size_t i = 0; i < COUNT_OF(names) && code == XCTL_OK; i++)
		for (int form = XCTL_FOLD_ALPHABETS; form <= XCTL_FOLD_NATIVE && code == XCTL_OK; form++) {
			xctl_buf out = { .memory = memory };
			code = xctl_fold_with(folder, &out, xctl_str_of(names[i]), (xctl_fold_form)form, NULL);
			xctl_buf_drop(&out);
		}
	xctl_folder_close(folder);
	return code;
}

static void survives_every_failed_allocation(void **state)
{
	(void)state;
	test_every_allocation(fold_all, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds_the_table),
		cmocka_unit_test(folds_once),
		cmocka_unit_test(native_keeps_the_script),
		cmocka_unit_test(appends_and_leaves_alone),
		cmocka_unit_test(refuses_what_is_too_long),
		cmocka_unit_test(knows_scripts),
		cmocka_unit_test(survives_every_failed_allocation),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

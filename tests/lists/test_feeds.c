/* The publishers' own files, where they lie beside the repository: every list, to the entry. */
#include "testing.h"

#include <string.h>

#include "lists/import.h"

#define AT_MOST ((size_t)1 << 30)

typedef struct expected {
	const char *id;
	uint32_t entries;
} expected;

typedef struct feed {
	const char *path;
	xctl_code code;
	uint32_t rows, repeated, unparsed, unpolicied, bad_country;
	expected lists[13];
} feed;

static const feed us_2022 = { "data/lists/csl/consolidated_2022-04.csv", XCTL_OK, 14160, 1, 8, 0, 20,
	{ { "us-capta", 52 }, { "us-cmic", 68 }, { "us-denied", 462 }, { "us-dtc", 727 }, { "us-entity", 2001 }, { "us-fse", 3 },
		{ "us-isn", 163 }, { "us-meu", 71 }, { "us-ns-mbs", 17 }, { "us-plc", 78 }, { "us-sdn", 10026 }, { "us-ssi", 290 },
		{ "us-unverified", 201 } } };
static const feed us_2026 = { "data/lists/csl/screening-list_2026-07-31.json", XCTL_OK, 25921, 4, 0, 2, 12,
	{ { "us-capta", 1 }, { "us-cmic", 68 }, { "us-denied", 1593 }, { "us-dtc", 787 }, { "us-entity", 3419 }, { "us-isn", 161 },
		{ "us-meu", 70 }, { "us-ns-mbs", 51 }, { "us-plc", 78 }, { "us-sdn", 19181 }, { "us-ssi", 286 }, { "us-unverified", 222 } } };
static const feed jp_2025 = { "data/lists/jp/meti_end_user_list_2025-09.json", XCTL_OK, 835, 0, 0, 0, 0, { { "jp-end-user", 835 } } };
static const feed cn_2026 = { "data/lists/cn/mofcom_lists_2026-07.json", XCTL_OK, 240, 0, 61, 0, 158,
	{ { "cn-attention", 40 }, { "cn-control", 139 }, { "cn-unreliable", 61 } } };

typedef struct imported {
	xctl_file file;
	xctl_arena arena;
	xctl_list *lists;
	uint32_t n;
	xctl_import_report report;
	xctl_error error;
	xctl_code code;
} imported;

static void load(imported *i, const char *path, size_t len)
{
	memset(i, 0, sizeof *i);
	i->arena.ceiling = AT_MOST;
	xctl_import_options options = { .published = XCTL_DATE_NONE, .report = &i->report };
	if (strstr(path, ".csv"))
		options.published = xctl_date_make(2022, 4, 1);
	assert_int_equal(xctl_file_map(&i->file, test_shared(path), &i->error), XCTL_OK);
	xctl_str bytes = { i->file.bytes.at, len ? len : i->file.bytes.len };
	i->code = xctl_list_import(&i->lists, &i->n, &i->arena, bytes, path, &options, &i->error);
}

static void unload(imported *i)
{
	xctl_arena_drop(&i->arena);
	xctl_file_close(&i->file);
}

/* Through the own form and through the flat block, every list stays what it is. */
static void assert_kept(imported *i)
{
	xctl_buf block = { .ceiling = AT_MOST };
	xctl_lists opened;
	uint32_t number = 0;
	assert_int_equal(xctl_lists_encode(&block, i->lists, i->n, &i->error), XCTL_OK);
	assert_int_equal(xctl_lists_open(&opened, xctl_buf_view(&block), &i->error), XCTL_OK);
	for (uint32_t k = 0; k < i->n; k++) {
		const xctl_list *list = &i->lists[k];
		xctl_arena arena = { .ceiling = AT_MOST };
		xctl_buf text = { .ceiling = AT_MOST };
		xctl_list again, flat = *list;
		xctl_list_diff diff;
		assert_case(xctl_list_write_tsv(&text, list, &i->error) == XCTL_OK, "%s\n", i->error.what);
		assert_case(xctl_list_read_tsv(&again, &arena, xctl_buf_view(&text), "again", &i->error) == XCTL_OK, "%s\n", i->error.what);
		assert_true(xctl_list_compare(&diff, &arena, list, &again));
		assert_int_equal(diff.n_added + diff.n_removed + diff.n_changed, 0);
		xctl_entry *entries = XCTL_NEW_ARRAY(&arena, xctl_entry, list->n_entries);
		for (uint32_t e = 0; e < list->n_entries; e++, number++) {
			uint32_t of;
			assert_true(xctl_lists_entry(&opened, number, &arena, &entries[e], &of));
			assert_int_equal(of, k);
			assert_int_equal(entries[e].known.from, list->entries[e].known.from);
			assert_int_equal(again.entries[e].effective.from, list->entries[e].effective.from);
		}
		flat.entries = entries;
		assert_true(xctl_list_compare(&diff, &arena, list, &flat));
		assert_int_equal(diff.n_added + diff.n_removed + diff.n_changed, 0);
		xctl_buf_drop(&text);
		xctl_arena_drop(&arena);
	}
	xctl_buf_drop(&block);
}

static void assert_feed(const feed *f)
{
	imported i;
	load(&i, f->path, 0);
	assert_case(i.code == f->code, "%s: %s\n", f->path, i.error.what);
	assert_int_equal(i.report.rows, f->rows);
	assert_int_equal(i.report.repeated, f->repeated);
	assert_int_equal(i.report.entries, f->rows - f->repeated);
	assert_int_equal(i.report.unparsed, f->unparsed);
	assert_int_equal(i.report.unpolicied, f->unpolicied);
	assert_int_equal(i.report.bad_country, f->bad_country);
	for (uint32_t k = 0; k < i.n; k++) {
		assert_str(i.lists[k].id, f->lists[k].id);
		assert_case(i.lists[k].n_entries == f->lists[k].entries, "%s: %u\n", f->lists[k].id, i.lists[k].n_entries);
	}
	assert_true(i.n == COUNT_OF(f->lists) || f->lists[i.n].id == NULL);
	assert_kept(&i);
	unload(&i);
}

static void us_csv(void **state)
{
	(void)state;
	assert_feed(&us_2022);
}

static void us_compact(void **state)
{
	(void)state;
	assert_feed(&us_2026);
}

static void jp_end_user(void **state)
{
	(void)state;
	assert_feed(&jp_2025);
}

static void cn_mofcom(void **state)
{
	(void)state;
	assert_feed(&cn_2026);
}

/* This copy ends in the middle of a row. Without that row it is a feed like any other. */
static void us_csv_cut_short(void **state)
{
	imported i;
	(void)state;
	load(&i, "data/lists/csl/csl_2019-12.csv", 0);
	assert_int_equal(i.code, XCTL_INPUT);
	assert_null(i.lists);
	size_t len = i.file.bytes.len;
	while (len && i.file.bytes.at[len - 1] != '\n')
		len--;
	unload(&i);
	load(&i, "data/lists/csl/csl_2019-12.csv", len);
	assert_case(i.code == XCTL_OK, "%u: %s\n", i.error.line, i.error.what);
	assert_int_equal(i.report.rows, 4226);
	unload(&i);
}

static unsigned count_footnote(const xctl_list *list, unsigned footnote)
{
	unsigned n = 0;
	for (uint32_t k = 0; k < list->n_entries; k++)
		n += (list->entries[k].footnotes & footnote) != 0;
	return n;
}

static void us_entity_law_2026(void **state)
{
	imported i;
	unsigned scopes[5] = { 0 }, policies[5] = { 0 }, carved = 0, addresses = 0;
	(void)state;
	load(&i, us_2026.path, 0);
	assert_int_equal(i.code, XCTL_OK);
	const xctl_list *list = &i.lists[4];
	assert_str(list->id, "us-entity");
	for (uint32_t k = 0; k < list->n_entries; k++) {
		scopes[list->entries[k].scope]++;
		policies[list->entries[k].policy]++;
		carved += list->entries[k].carve_out;
		addresses += list->entries[k].kind == XCTL_PARTY_ADDRESS;
	}
	assert_int_equal(scopes[XCTL_SCOPE_ALL], 3400);
	assert_int_equal(scopes[XCTL_SCOPE_LISTED], 19);
	assert_int_equal(carved, 86);
	assert_int_equal(addresses, 19);
	assert_int_equal(policies[XCTL_POLICY_DENIAL], 364);
	assert_int_equal(policies[XCTL_POLICY_PRESUMPTION], 2186);
	assert_int_equal(policies[XCTL_POLICY_CASE], 102);
	assert_int_equal(policies[XCTL_POLICY_MIXED], 767);
	assert_int_equal(count_footnote(list, XCTL_FOOTNOTE_1), 156);
	assert_int_equal(count_footnote(list, XCTL_FOOTNOTE_2), 156);
	assert_int_equal(count_footnote(list, XCTL_FOOTNOTE_3), 770);
	assert_int_equal(count_footnote(list, XCTL_FOOTNOTE_4), 96);
	assert_int_equal(count_footnote(list, XCTL_FOOTNOTE_5), 16);
	unload(&i);
}

/* Through four years and two forms of the feed an entry keeps its id. */
static void ids_stay(void **state)
{
	imported old, new;
	xctl_arena arena = { 0 };
	xctl_list_diff diff;
	(void)state;
	load(&old, us_2022.path, 0);
	load(&new, us_2026.path, 0);
	assert_true(xctl_list_compare(&diff, &arena, &old.lists[4], &new.lists[4]));
	assert_int_equal(diff.n_removed, 148);
	assert_int_equal(diff.n_added, 1566);
	unload(&old);
	unload(&new);
	xctl_arena_drop(&arena);
}

/* The bundled excerpts say what the full lists say. */
static void excerpts_agree(void **state)
{
	static const char *const names[] = { "us-entity", "us-denied", "us-unverified", "us-meu", "us-sdn" };
	imported i;
	(void)state;
	load(&i, us_2026.path, 0);
	for (size_t k = 0; k < COUNT_OF(names); k++) {
		xctl_arena arena = { 0 };
		xctl_file file = { 0 };
		xctl_list excerpt;
		const xctl_list *full = NULL;
		xctl_str path = xctl_str_print(&arena, "rulebook/lists/%s.tsv", names[k]);
		assert_int_equal(xctl_file_map(&file, test_path(path.at), &i.error), XCTL_OK);
		assert_int_equal(xctl_list_read_tsv(&excerpt, &arena, file.bytes, path.at, &i.error), XCTL_OK);
		for (uint32_t n = 0; n < i.n; n++)
			if (xctl_str_is(i.lists[n].id, names[k]))
				full = &i.lists[n];
		for (uint32_t e = 0; e < excerpt.n_entries; e++) {
			const xctl_entry *x = &excerpt.entries[e], *y = NULL;
			if (x->kind == XCTL_PARTY_ADDRESS) /* the feed numbers its addresses and does not give them */
				continue;
			for (uint32_t n = 0; n < full->n_entries && !y; n++)
				y = xctl_str_eq(full->entries[n].id, x->id) ? &full->entries[n] : NULL;
			assert_case(y != NULL, "%.*s\n", XCTL_FMT(x->names[0].text));
			assert_case(xctl_str_eq(x->names[0].text, y->names[0].text), "%.*s\n", XCTL_FMT(x->names[0].text));
			assert_case(x->scope == y->scope && x->policy == y->policy && x->footnotes == y->footnotes && x->carve_out == y->carve_out,
				"%.*s\n", XCTL_FMT(x->names[0].text));
		}
		xctl_file_close(&file);
		xctl_arena_drop(&arena);
	}
	unload(&i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(us_csv),
		cmocka_unit_test(us_compact),
		cmocka_unit_test(jp_end_user),
		cmocka_unit_test(cn_mofcom),
		cmocka_unit_test(us_csv_cut_short),
		cmocka_unit_test(us_entity_law_2026),
		cmocka_unit_test(ids_stay),
		cmocka_unit_test(excerpts_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Lists as one flat block: the same lists back, wherever it lies, and nothing but a refusal from a damaged one. */
#include "testing.h"

#include <string.h>

#include "lists/import.h"

static xctl_name names_a[] = { { XCTL_STR("Blue Crane Ltd"), XCTL_NAME_PRIMARY }, { XCTL_STR("蓝鹤"), XCTL_NAME_STRONG },
	{ XCTL_STR("BCL"), XCTL_NAME_WEAK } };
static xctl_name names_b[] = { { XCTL_STR("Jane Doe"), XCTL_NAME_PRIMARY } };
static xctl_str two[] = { XCTL_STR("3B001"), XCTL_STR("§746-supp-7") }, one[] = { XCTL_STR("1 Lake Road, CN") };
static xctl_entry entries_a[] = {
	{ .id = XCTL_STR("a1"), .kind = XCTL_PARTY_ORGANIZATION, .names = names_a, .n_names = 3, .countries = XCTL_STR("CNHK"), .addresses = one,
		.n_addresses = 1, .ids = two, .n_ids = 2, .programmes = two, .n_programmes = 1, .scope = XCTL_SCOPE_LISTED, .codes = two, .n_codes = 2,
		.except = two, .n_except = 1, .carve_out = true, .carved = one, .n_carved = 1, .requirement_text = XCTL_STR("all"),
		.policy = XCTL_POLICY_MIXED, .policy_text = XCTL_STR("all"), .footnotes = XCTL_FOOTNOTE_1 | XCTL_FOOTNOTE_5,
		.cites = XCTL_STR("84 FR 1"), .effective = { -1, 20000 }, .known = { XCTL_DATE_MIN, XCTL_DATE_MAX } },
	{ .id = XCTL_STR("a2"), .kind = XCTL_PARTY_ADDRESS, .names = names_b, .n_names = 1, .effective = { XCTL_DATE_NONE, XCTL_DATE_NONE } },
};
static xctl_entry entries_b[] = { { .id = XCTL_STR("a1"), .kind = XCTL_PARTY_PERSON, .names = names_b, .n_names = 1,
	.birth = XCTL_STR("1970") } };
static const xctl_list lists[] = {
	{ .id = XCTL_STR("us-entity"), .title = XCTL_STR("Entity List"), .government = XCTL_STR("US"), .source = XCTL_STR("s"),
		.cites = XCTL_STR("c"), .as_of = 20000, .known = 20001, .max_age_days = 30, .excerpt = true, .entries = entries_a, .n_entries = 2 },
	{ .id = XCTL_STR("void"), .government = XCTL_STR("US") },
	{ .id = XCTL_STR("us-sdn"), .government = XCTL_STR("US"), .as_of = -5, .entries = entries_b, .n_entries = 1 },
};

static xctl_buf block(void)
{
	xctl_buf out = { 0 };
	xctl_error error = { 0 };
	assert_int_equal(xctl_lists_encode(&out, lists, COUNT_OF(lists), &error), XCTL_OK);
	return out;
}

static void assert_entry_same(const xctl_entry *a, const xctl_entry *b)
{
	xctl_arena arena = { 0 };
	xctl_list_diff diff;
	xctl_list x = { .entries = a, .n_entries = 1 }, y = { .entries = b, .n_entries = 1 };
	assert_true(xctl_list_compare(&diff, &arena, &x, &y));
	assert_int_equal(diff.n_added + diff.n_removed + diff.n_changed, 0);
	assert_memory_equal(&a->effective, &b->effective, sizeof a->effective);
	assert_memory_equal(&a->known, &b->known, sizeof a->known);
	xctl_arena_drop(&arena);
}

static void gives_back_what_went_in(void **state)
{
	xctl_buf out = block();
	xctl_arena arena = { 0 };
	xctl_lists opened;
	xctl_error error = { 0 };
	xctl_entry entry;
	xctl_list head;
	uint32_t list;
	(void)state;
	/* Anywhere, aligned to nothing. */
	char *elsewhere = xctl_alloc(&arena, out.len + 1);
	memcpy(elsewhere + 1, out.at, out.len);
	assert_int_equal(xctl_lists_open(&opened, (xctl_str){ elsewhere + 1, out.len }, &error), XCTL_OK);
	assert_int_equal(opened.n_lists, 3);
	assert_int_equal(opened.n_entries, 3);
	for (uint32_t i = 0; i < 3; i++) {
		assert_true(xctl_lists_entry(&opened, i, &arena, &entry, &list));
		assert_int_equal(list, i < 2 ? 0 : 2);
		assert_entry_same(&entry, i < 2 ? &entries_a[i] : &entries_b[0]);
	}
	assert_true(xctl_lists_head(&opened, 0, &head));
	assert_str(head.title, "Entity List");
	assert_int_equal(head.as_of, 20000);
	assert_int_equal(head.known, 20001);
	assert_int_equal(head.n_entries, 2);
	assert_true(head.excerpt && head.max_age_days == 30 && head.entries == NULL);
	assert_true(xctl_lists_head(&opened, 2, &head));
	assert_int_equal(head.as_of, -5);
	assert_false(xctl_lists_head(&opened, 3, &head));
	assert_false(xctl_lists_entry(&opened, 3, &arena, &entry, &list));
	assert_int_equal(xctl_lists_find(&opened, XCTL_STR("us-sdn")), 2);
	assert_int_equal(xctl_lists_find(&opened, XCTL_STR("nowhere")), XCTL_NONE);
	assert_int_equal(xctl_lists_find_entry(&opened, 0, XCTL_STR("a2")), 1);
	assert_int_equal(xctl_lists_find_entry(&opened, 2, XCTL_STR("a1")), 2);
	assert_int_equal(xctl_lists_find_entry(&opened, 1, XCTL_STR("a1")), XCTL_NONE);
	assert_int_equal(xctl_lists_find_entry(&opened, 9, XCTL_STR("a1")), XCTL_NONE);
	xctl_arena_drop(&arena);
	xctl_buf_drop(&out);
}

static void encodes_the_same_bytes_and_after_others(void **state)
{
	xctl_buf once = block(), twice = { 0 };
	xctl_error error = { 0 };
	(void)state;
	xctl_buf_puts(&twice, "before");
	assert_int_equal(xctl_lists_encode(&twice, lists, COUNT_OF(lists), &error), XCTL_OK);
	assert_int_equal(twice.len, once.len + 6);
	assert_memory_equal(twice.at + 6, once.at, once.len);
	xctl_buf_drop(&once);
	xctl_buf_drop(&twice);
}

static void holds_nothing(void **state)
{
	xctl_buf out = { 0 };
	xctl_lists opened;
	xctl_error error = { 0 };
	(void)state;
	assert_int_equal(xctl_lists_encode(&out, NULL, 0, &error), XCTL_OK);
	assert_int_equal(xctl_lists_open(&opened, xctl_buf_view(&out), &error), XCTL_OK);
	assert_int_equal(opened.n_lists, 0);
	xctl_buf_drop(&out);
}

/* Reads everything there is; nothing may be out of bounds (the sanitizers watch). */
static void read_all(xctl_str bytes)
{
	xctl_arena arena = { 0 };
	xctl_lists opened;
	xctl_error error = { 0 };
	if (xctl_lists_open(&opened, bytes, &error) == XCTL_OK) {
		for (uint32_t i = 0; i < opened.n_entries && i < 10; i++) {
			xctl_entry entry;
			uint32_t list;
			if (xctl_lists_entry(&opened, i, &arena, &entry, &list))
				assert_true(entry.n_names > 0 && list < opened.n_lists);
		}
		for (uint32_t i = 0; i < opened.n_lists && i < 10; i++) {
			xctl_list head;
			xctl_lists_head(&opened, i, &head);
			xctl_lists_find_entry(&opened, i, XCTL_STR("a2"));
		}
		xctl_lists_find(&opened, XCTL_STR("us-sdn"));
	} else {
		assert_int_equal(error.code, XCTL_DAMAGED);
	}
	xctl_arena_drop(&arena);
}

static void a_truncated_block_is_refused(void **state)
{
	xctl_buf out = block();
	(void)state;
	for (size_t len = 0; len < out.len; len++) {
		xctl_lists opened;
		xctl_error error = { 0 };
		char *part = test_malloc(len + 1); /* its own block: reading past it is seen */
		memcpy(part, out.at, len);
		assert_case(xctl_lists_open(&opened, (xctl_str){ part, len }, &error) == XCTL_DAMAGED, "%zu bytes\n", len);
		test_free(part);
	}
	xctl_buf_drop(&out);
}

static void a_garbled_block_does_no_harm(void **state)
{
	xctl_buf out = block();
	test_random random = { 20261124 };
	(void)state;
	for (size_t i = 0; i < out.len; i++)
		for (unsigned bit = 0; bit < 8; bit++) {
			out.at[i] = (char)(out.at[i] ^ (1 << bit));
			read_all(xctl_buf_view(&out));
			out.at[i] = (char)(out.at[i] ^ (1 << bit));
		}
	for (int round = 0; round < 2000; round++) {
		xctl_buf copy = { 0 };
		xctl_buf_str(&copy, xctl_buf_view(&out));
		for (int k = 0; k < 4; k++)
			copy.at[test_random_between(&random, 0, (int64_t)copy.len - 1)] = (char)test_random_between(&random, -128, 127);
		read_all(xctl_buf_view(&copy));
		xctl_buf_drop(&copy);
	}
	xctl_buf_drop(&out);
}

static xctl_code encode_and_read(const xctl_memory *memory, void *context)
{
	xctl_buf out = { .memory = memory };
	xctl_arena arena = { .memory = memory };
	xctl_error error = { 0 };
	xctl_lists opened;
	(void)context;
	xctl_code code = xctl_lists_encode(&out, lists, COUNT_OF(lists), &error);
	if (code != XCTL_OK)
		assert_int_equal(out.len, 0);
	if (code == XCTL_OK)
		code = xctl_lists_open(&opened, xctl_buf_view(&out), &error);
	for (uint32_t i = 0; i < 3 && code == XCTL_OK; i++) {
		xctl_entry entry;
		if (!xctl_lists_entry(&opened, i, &arena, &entry, NULL))
			code = XCTL_LIMIT;
	}
	xctl_arena_drop(&arena);
	xctl_buf_drop(&out);
	return code;
}

static void survives_every_failed_allocation(void **state)
{
	(void)state;
	test_every_allocation(encode_and_read, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_back_what_went_in),
		cmocka_unit_test(encodes_the_same_bytes_and_after_others),
		cmocka_unit_test(holds_nothing),
		cmocka_unit_test(a_truncated_block_is_refused),
		cmocka_unit_test(a_garbled_block_does_no_harm),
		cmocka_unit_test(survives_every_failed_allocation),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

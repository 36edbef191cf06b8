#include "testing.h"

static void empty(void **state)
{
	xctl_arena arena = { 0 };
	xctl_map map = { .arena = &arena };
	(void)state;
	assert_int_equal(xctl_map_get(&map, XCTL_STR("x")), XCTL_NONE);
	assert_int_equal(map.count, 0);
	xctl_arena_drop(&arena);
}

static void the_empty_key_is_a_key(void **state)
{
	xctl_arena arena = { 0 };
	xctl_map map = { .arena = &arena };
	(void)state;
	assert_true(xctl_map_set(&map, XCTL_STR("x"), 1));
	assert_int_equal(xctl_map_get(&map, (xctl_str){ NULL, 0 }), XCTL_NONE);
	assert_true(xctl_map_set(&map, (xctl_str){ NULL, 0 }, 2));
	assert_int_equal(xctl_map_get(&map, XCTL_STR("")), 2);
	assert_int_equal(xctl_map_get(&map, XCTL_STR("x")), 1);
	xctl_arena_drop(&arena);
}

#define KEYS 20000u

static xctl_code fill(const xctl_memory *memory, void *context)
{
	const uint32_t *n_keys = context;
	xctl_arena arena = { .memory = memory };
	xctl_map map = { .arena = &arena };
	xctl_code code = XCTL_OK;

	for (uint32_t i = 0; i < *n_keys && code == XCTL_OK; i++) {
		xctl_str key = xctl_str_print(&arena, "key %u", (unsigned)i);
		if (!key.at || !xctl_map_set(&map, key, i)) {
			assert_int_equal(map.count, i); /* what failed changed nothing */
			code = XCTL_LIMIT;
		}
	}
	for (uint32_t i = 0; i < map.count; i++) {
		xctl_buf buf = { .at = NULL };
		xctl_buf_printf(&buf, "key %u", (unsigned)i);
		assert_case(xctl_map_get(&map, xctl_buf_view(&buf)) == i, "key %u\n", (unsigned)i);
		xctl_buf_drop(&buf);
	}
	xctl_arena_drop(&arena);
	return code;
}

static void holds_many(void **state)
{
	uint32_t n_keys = KEYS;
	(void)state;
	assert_int_equal(fill(&xctl_memory_system, &n_keys), XCTL_OK);
}

static void sets_anew(void **state)
{
	xctl_arena arena = { 0 };
	xctl_map map = { .arena = &arena };
	(void)state;
	assert_true(xctl_map_set(&map, XCTL_STR("x"), 1));
	assert_true(xctl_map_set(&map, XCTL_STR("x"), 2));
	assert_int_equal(map.count, 1);
	assert_int_equal(xctl_map_get(&map, XCTL_STR("x")), 2);
	xctl_arena_drop(&arena);
}

static void every_allocation_may_fail(void **state)
{
	uint32_t n_keys = 2000;
	(void)state;
	test_every_allocation(fill, &n_keys);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty),
		cmocka_unit_test(the_empty_key_is_a_key),
		cmocka_unit_test(holds_many),
		cmocka_unit_test(sets_anew),
		cmocka_unit_test(every_allocation_may_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

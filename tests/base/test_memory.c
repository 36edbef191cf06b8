#include <string.h>

#include "testing.h"

static void blocks_are_zeroed_and_aligned(void **state)
{
	xctl_arena arena = { 0 };
	test_random random = { 7 };
	(void)state;
	for (int i = 0; i < 2000; i++) {
		size_t size = (size_t)test_random_between(&random, 0, i % 100 ? 300 : 100000);
		unsigned char *block = xctl_alloc(&arena, size);
		assert_non_null(block);
		assert_int_equal((uintptr_t)block % 16, 0);
		for (size_t j = 0; j < size; j++)
			assert_int_equal(block[j], 0);
		if (size)
			memset(block, 0xAA, size);
		if (i % 500 == 0)
			xctl_arena_reset(&arena);
	}
	xctl_arena_drop(&arena);
	assert_null(arena.chunks);
	assert_int_equal(arena.used, 0);
}

static void the_ceiling_holds_to_the_byte(void **state)
{
	static const size_t ceilings[] = { 1, 15, 16, 17, 100, 4096, 100000 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ceilings); i++) {
		for (size_t size = 0; size < 40; size += 13) {
			xctl_arena arena = { .ceiling = ceilings[i] };
			size_t n = 0;
			while (xctl_alloc(&arena, size))
				n++;
			size_t rounded = size ? (size + 15) / 16 * 16 : 16;
			assert_int_equal(n, ceilings[i] / rounded);
			assert_true(arena.used <= ceilings[i]);
			assert_null(xctl_alloc(&arena, ceilings[i] + 1));
			xctl_arena_drop(&arena);
		}
	}
}

static void absurd_sizes_are_refused(void **state)
{
	xctl_arena arena = { .ceiling = SIZE_MAX };
	(void)state;
	assert_null(xctl_alloc(&arena, SIZE_MAX));
	assert_null(xctl_alloc(&arena, SIZE_MAX - 15));
	assert_null(xctl_alloc_array(&arena, SIZE_MAX / 8 + 1, 8));
	assert_null(xctl_alloc_array(&arena, SIZE_MAX / 2, 3));
	assert_non_null(xctl_alloc_array(&arena, 0, 8));
	xctl_arena_drop(&arena);
}

static void reset_keeps_one_chunk(void **state)
{
	test_memory m;
	test_memory_start(&m, 0, false);
	xctl_arena arena = { .memory = &m.memory };
	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_non_null(xctl_alloc(&arena, 1000));
	assert_true(m.live > 1);
	xctl_arena_reset(&arena);
	assert_int_equal(m.live, 1);
	assert_int_equal(arena.used, 0);
	size_t calls = m.calls;
	assert_non_null(xctl_alloc(&arena, 1000));
	assert_int_equal(m.calls, calls);
	xctl_arena_drop(&arena);
	assert_int_equal(m.live, 0);
	xctl_arena_drop(&arena); /* twice does no harm */
	xctl_arena_reset(&arena);
}

static void chunks_stay_few(void **state)
{
	test_memory m;
	test_memory_start(&m, 0, false);
	xctl_arena arena = { .memory = &m.memory };
	(void)state;
	for (int i = 0; i < 100000; i++)
		assert_non_null(xctl_alloc(&arena, 64));
	assert_true(m.calls < 20); /* 6.4 MB */
	xctl_arena_drop(&arena);
}

typedef struct numbers {
	uint64_t *at;
	uint32_t count, room;
} numbers;

static xctl_code push_many(const xctl_memory *memory, void *context)
{
	xctl_arena arena = { .memory = memory };
	numbers list = { 0 };
	xctl_code code = XCTL_OK;
	(void)context;
	for (uint64_t i = 0; i < 5000 && code == XCTL_OK; i++) {
		uint64_t *slot = XCTL_PUSH(&arena, &list);
		if (slot) {
			assert_int_equal(*slot, 0);
			*slot = i * i;
		} else {
			code = XCTL_LIMIT;
		}
	}
	for (uint64_t i = 0; i < list.count; i++) /* a push that failed lost nothing */
		assert_int_equal(list.at[i], i * i);
	xctl_arena_drop(&arena);
	return code;
}

static void lists_grow(void **state)
{
	(void)state;
	assert_int_equal(push_many(&xctl_memory_system, NULL), XCTL_OK);
}

static void every_allocation_may_fail(void **state)
{
	(void)state;
	test_every_allocation(push_many, NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_zeroed_and_aligned),
		cmocka_unit_test(the_ceiling_holds_to_the_byte),
		cmocka_unit_test(absurd_sizes_are_refused),
		cmocka_unit_test(reset_keeps_one_chunk),
		cmocka_unit_test(chunks_stay_few),
		cmocka_unit_test(lists_grow),
		cmocka_unit_test(every_allocation_may_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

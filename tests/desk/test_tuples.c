/* Numbers for tuples: against a list that is searched from its beginning. */
#include "testing.h"

#include <string.h>

#include "desk/tuples.h"

enum { WIDTH = 3, DRAWN = 4000 };

static void numbers_in_the_order_of_first_sight(void **state)
{
	(void)state;
	static int32_t met[DRAWN][WIDTH];
	test_random r = { 7 };
	tuples t;
	uint32_t n = 0;
	tuples_begin(&t, WIDTH);
	for (int i = 0; i < DRAWN; i++) {
		int32_t key[WIDTH];
		uint32_t expected = 0;
		for (int k = 0; k < WIDTH; k++)
			key[k] = (int32_t)test_random_between(&r, 0, 14) - 1;
		while (expected < n && memcmp(met[expected], key, sizeof key) != 0)
			expected++;
		const uint32_t *found = tuples_find(&t, key, tuples_hash(key, WIDTH));
		assert_int_equal(found != NULL, expected < n);
		assert_int_equal(tuples_number(&t, key), expected);
		if (expected == n)
			memcpy(met[n++], key, sizeof key);
		assert_int_equal(t.count, n);
	}
	assert_true(n > 1000 && n < DRAWN); /* some were new and some were not */
	for (uint32_t i = 0; i < n; i++)
		assert_memory_equal(tuples_key(&t, i), met[i], sizeof met[i]);
	tuples_drop(&t);
}

static void values_stay_with_their_tuples(void **state)
{
	(void)state;
	tuples t;
	tuples_begin(&t, 2);
	for (int32_t i = 0; i < 2000; i++) {
		const int32_t key[] = { i, -i };
		assert_true(tuples_add(&t, key, tuples_hash(key, 2), (uint32_t)i * 7));
	}
	for (int32_t i = 0; i < 2000; i++) {
		const int32_t key[] = { i, -i }, other[] = { i, i + 1 };
		const uint32_t *found = tuples_find(&t, key, tuples_hash(key, 2));
		assert_non_null(found);
		assert_int_equal(*found, (uint32_t)i * 7);
		assert_null(tuples_find(&t, other, tuples_hash(other, 2)));
	}
	tuples_drop(&t);
}

/* Looked for side by side, tuples are where they are alone: none yet, some, and more than there is room for at first. */
static void many_at_once_are_found_as_one_by_one(void **state)
{
	(void)state;
	static int32_t integers[WIDTH][TUPLES_MANY];
	const int32_t *const at[WIDTH] = { integers[0], integers[1], integers[2] };
	static uint32_t out[TUPLES_MANY];
	test_random r = { 11 };
	tuples t;
	tuples_begin(&t, WIDTH);
	for (int round = 0; round < 8; round++) {
		uint32_t found = 0;
		for (uint32_t i = 0; i < TUPLES_MANY; i++)
			for (int k = 0; k < WIDTH; k++)
				integers[k][i] = (int32_t)test_random_between(&r, 0, 14) - 1;
		tuples_find_many(&t, at, TUPLES_MANY, out);
		for (uint32_t i = 0; i < TUPLES_MANY; i++) {
			const int32_t key[] = { integers[0][i], integers[1][i], integers[2][i] };
			const uint32_t *alone = tuples_find(&t, key, tuples_hash(key, WIDTH));
			assert_int_equal(out[i], alone ? *alone : XCTL_NONE);
			found += alone != NULL;
		}
		assert_true(round ? found > 0 && found < TUPLES_MANY : found == 0);
		for (uint32_t i = 0; i < TUPLES_MANY; i += 2) {
			const int32_t key[] = { integers[0][i], integers[1][i], integers[2][i] };
			tuples_number(&t, key);
		}
	}
	tuples_drop(&t);
}

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(numbers_in_the_order_of_first_sight),
		cmocka_unit_test(values_stay_with_their_tuples),
		cmocka_unit_test(many_at_once_are_found_as_one_by_one) };
	return cmocka_run_group_tests_name("tuples", tests, NULL, NULL);
}

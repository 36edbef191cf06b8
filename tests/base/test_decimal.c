#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "testing.h"

__extension__ typedef __int128 wide;

static xctl_decimal dec(const char *text)
{
	xctl_decimal value = { -1, 0 };
	assert_case(xctl_decimal_parse(xctl_str_of(text), true, &value), "%s\n", text);
	return value;
}

static void parses(void **state)
{
	static const struct {
		const char *text;
		bool exponent;
		int64_t coefficient;
		uint8_t scale;
	} cases[] = {
		{ "0", false, 0, 0 }, { "-0", false, 0, 0 }, { "12.50", false, 1250, 2 }, { "-12.50", false, -1250, 2 },
		{ "0.000000000001", false, 1, 12 }, { "999999999999999999", false, 999999999999999999, 0 },
		{ "-999999999999999999", false, -999999999999999999, 0 }, { "000000000000000000001.5", false, 15, 1 },
		{ "1.5e3", true, 1500, 0 }, { "1.5E+3", true, 1500, 0 }, { "15e-1", true, 15, 1 },
		{ "1e17", true, 100000000000000000, 0 },
		{ "100e-14", true, 1, 12 }, { "1.0000000000000e0", true, 1000000000000, 12 }, { "0e99", true, 0, 0 },
		{ "0e-99", true, 0, 12 }, { "25", true, 25, 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_decimal d = { 77, 7 };
		assert_case(xctl_decimal_parse(xctl_str_of(cases[i].text), cases[i].exponent, &d), "%s\n",
			cases[i].text);
		assert_case(d.coefficient == cases[i].coefficient && d.scale == cases[i].scale, "%s gives %lld, %d\n",
			cases[i].text, (long long)d.coefficient, d.scale);
	}
}

static void refuses_what_is_no_number(void **state)
{
	static const struct {
		const char *text;
		bool exponent;
	} cases[] = {
		{ "", true }, { "-", true }, { "+1", true }, { ".5", true }, { "5.", true }, { "1,000", true },
		{ "1 000", true },
		{ " 1", true }, { "1 ", true }, { "1.2.3", true }, { "--1", true }, { "0x10", true }, { "NaN", true },
		{ "inf", true },
		{ "1e5", false }, { "1e", true }, { "1e+", true }, { "1e1.5", true }, { "1000000000000000000", true },
		{ "1234567890.1234567890", true }, { "0.0000000000001", false }, { "1e-13", true }, { "1e18", true },
		{ "1.0000000000000", true }, { "1e99999999999", true }, { "1e-99999999999", true },
		{ "1.0000000000000", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_decimal d = { 77, 7 };
		bool read = xctl_decimal_parse(xctl_str_of(cases[i].text), cases[i].exponent, &d);
		assert_case(!read && d.coefficient == 77 && d.scale == 7, "\"%s\"\n", cases[i].text);
	}
}

static void prints_without_trailing_zeros(void **state)
{
	static const struct {
		xctl_decimal value;
		const char *text;
	} cases[] = {
		{ { 0, 0 }, "0" }, { { 0, 12 }, "0" }, { { 1250, 2 }, "12.5" }, { { -1250, 2 }, "-12.5" },
		{ { 100, 2 }, "1" },
		{ { 5, 3 }, "0.005" }, { { -5, 12 }, "-0.000000000005" }, { { 100, 0 }, "100" },
		{ { INT64_MIN, 0 }, "-9223372036854775808" }, { { INT64_MIN, 12 }, "-9223372.036854775808" },
		{ { INT64_MAX, 1 }, "922337203685477580.7" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[24];
		size_t len = xctl_decimal_print(cases[i].value, text);
		assert_string_equal(text, cases[i].text);
		assert_int_equal(len, strlen(text));
	}
}

static xctl_decimal any_decimal(test_random *random)
{
	static const int64_t edges[] = { 0, 1, -1, 10, INT64_MAX, INT64_MIN, INT64_MAX - 1, 999999999999999999,
		1000000000000 };
	xctl_decimal d;
	if (test_random_next(random) % 4 == 0)
		d.coefficient = edges[test_random_next(random) % COUNT_OF(edges)];
	else /* of every length, so that near values are met */
		d.coefficient = (int64_t)test_random_next(random) >> test_random_between(random, 0, 63);
	d.scale = (uint8_t)test_random_between(random, 0, 12);
	return d;
}

static wide scaled(xctl_decimal d, int scale)
{
	wide value = d.coefficient;
	for (int i = d.scale; i < scale; i++)
		value *= 10;
	return value;
}

static void compares_as_integers_do(void **state)
{
	test_random random = { 1 };
	(void)state;
	for (int i = 0; i < 200000; i++) {
		xctl_decimal a = any_decimal(&random), b = any_decimal(&random);
		wide left = scaled(a, 12), right = scaled(b, 12);
		int expected = (left > right) - (left < right);
		assert_case(xctl_decimal_cmp(a, b) == expected && xctl_decimal_cmp(b, a) == -expected,
			"%lld/%d %lld/%d\n",
			(long long)a.coefficient, a.scale, (long long)b.coefficient, b.scale);
		assert_int_equal(xctl_decimal_cmp(a, a), 0);
	}
}

static void adds_exactly_or_not_at_all(void **state)
{
	test_random random = { 2 };
	(void)state;
	for (int i = 0; i < 200000; i++) {
		xctl_decimal a = any_decimal(&random), b = any_decimal(&random), sum = { 77, 7 };
		if (xctl_decimal_add(a, b, &sum))
			assert_case(scaled(sum, 12) == scaled(a, 12) + scaled(b, 12), "%lld/%d %lld/%d\n",
				(long long)a.coefficient, a.scale, (long long)b.coefficient, b.scale);
		else
			assert_true(sum.coefficient == 77 && sum.scale == 7);
	}
	xctl_decimal sum;
	assert_true(xctl_decimal_add(dec("0.1"), dec("0.2"), &sum));
	assert_int_equal(xctl_decimal_cmp(sum, dec("0.3")), 0);
	assert_false(xctl_decimal_add((xctl_decimal){ INT64_MAX, 0 }, (xctl_decimal){ 1, 0 }, &sum));
	assert_false(xctl_decimal_add((xctl_decimal){ INT64_MIN, 3 }, (xctl_decimal){ -1, 12 }, &sum));
	assert_true(xctl_decimal_add((xctl_decimal){ INT64_MAX, 0 }, (xctl_decimal){ 0, 12 }, &sum));
}

static void shares_are_exact(void **state)
{
	static const struct {
		const char *part, *whole, *percent;
		int expected;
	} cases[] = {
		{ "25", "100", "25", 0 }, { "25.00", "100", "25.0", 0 }, { "250000.00", "1000000.00", "25", 0 },
		{ "25.000000000001", "100", "25", 1 }, { "24.999999999999", "100", "25", -1 },
		{ "1", "3", "33.333333333333", 1 },
		{ "1", "3", "33.333333333334", -1 }, { "0.1", "0.4", "25", 0 }, { "50", "100", "50", 0 },
		{ "49.99", "100", "50", -1 },
		{ "0", "1", "0", 0 }, { "0", "1", "10", -1 }, { "-1", "100", "0", -1 }, { "-1", "100", "-1", 0 },
		{ "-1", "100", "-2", 1 },
		{ "-2", "100", "-1", -1 }, { "1", "100", "-1", 1 },
		{ "999999999999999999", "999999999999999999", "100", 0 },
		{ "999999999999999998", "999999999999999999", "100", -1 },
		{ "999999999999999999", "0.000000000001", "100", 1 },
		{ "999999.999999999999", "999999.999999999998", "100.000000000000", 1 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
	{
		int order = xctl_share_cmp(dec(cases[i].part), dec(cases[i].whole), dec(cases[i].percent));
		assert_case(order == cases[i].expected, "%s of %s against %s %%\n", cases[i].part,
			cases[i].whole, cases[i].percent);
	}
	xctl_decimal most = { INT64_MAX, 0 }, least = { 1, 12 };
	assert_int_equal(xctl_share_cmp(most, least, most), 1);
	assert_int_equal(xctl_share_cmp(least, most, least), -1);
	assert_int_equal(xctl_share_cmp((xctl_decimal){ INT64_MIN, 0 }, least, (xctl_decimal){ INT64_MIN, 12 }), -1);
}

/* Where 128 bits are enough, they are the oracle. */
static void shares_compare_as_integers_do(void **state)
{
	test_random random = { 3 };
	(void)state;
	for (int i = 0; i < 200000; i++) {
		xctl_decimal part = { test_random_between(&random, -1000000000, 1000000000),
			(uint8_t)test_random_between(&random, 0, 4) };
		xctl_decimal whole = { test_random_between(&random, 1, 1000000000),
			(uint8_t)test_random_between(&random, 0, 4) };
		xctl_decimal percent = { test_random_between(&random, -20000, 20000),
			(uint8_t)test_random_between(&random, 0, 4) };
		if (i % 3 == 0) { /* exactly a whole number of percent */
			percent = (xctl_decimal){ test_random_between(&random, 0, 100), 0 };
			whole.scale = 0;
			part = (xctl_decimal){ percent.coefficient * whole.coefficient, 2 };
		}
		wide left = scaled(part, 4) * 100 * 10000, right = scaled(percent, 4) * scaled(whole, 4);
		int expected = (left > right) - (left < right);
		assert_int_equal(xctl_share_cmp(part, whole, percent), expected);
	}
}

static void percentages_round_half_up(void **state)
{
	static const struct {
		const char *part, *whole;
		uint8_t scale;
		const char *expected;
	} cases[] = {
		{ "1", "8", 2, "12.5" }, { "1", "8", 1, "12.5" }, { "1", "8", 0, "13" }, { "1", "3", 2, "33.33" },
		{ "2", "3", 2, "66.67" },
		{ "24.999", "100", 0, "25" }, { "1", "200", 0, "1" }, { "1", "201", 0, "0" }, { "-1", "200", 0, "0" },
		{ "-3", "200", 0, "-1" }, { "1", "-200", 0, "0" }, { "0.000000000001", "1", 10, "0.0000000001" },
		{ "1", "100000000", 12, "0.000001" }, { "0", "5", 12, "0" },
	};
	xctl_decimal d = { 77, 7 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[24];
		assert_true(xctl_percent(dec(cases[i].part), dec(cases[i].whole), cases[i].scale, &d));
		xctl_decimal_print(d, text);
		assert_case(strcmp(text, cases[i].expected) == 0, "%s of %s is %s\n", cases[i].part, cases[i].whole,
			text);
	}
	d = (xctl_decimal){ 77, 7 };
	assert_false(xctl_percent(dec("1"), dec("0"), 2, &d));
	assert_false(xctl_percent(dec("999999999999999999"), dec("0.000000000001"), 12, &d));
	assert_false(xctl_percent(dec("1"), dec("3"), 13, &d));
	assert_true(d.coefficient == 77 && d.scale == 7);
	assert_true(xctl_percent(dec("999999999999999999"), dec("999999.999999999999"), 0, &d));
}

/* The fewest digits that read back, by trying them: the oracle is the C library. */
static void shortest(double value, char out[64])
{
	for (int precision = 0; precision < 17; precision++) {
		snprintf(out, 64, "%.*e", precision, value);
		if (strtod(out, NULL) == value)
			return;
	}
}

static void doubles_give_their_shortest_decimal(void **state)
{
	test_random random = { 4 };
	(void)state;
	for (int i = 0; i < 300000; i++) {
		double value;
		char text[64];
		if (i % 3 == 0)
			value = (double)test_random_between(&random, -1000000000000, 1000000000000)
				/ pow(10, (double)test_random_between(&random, 0, 12));
		else if (i % 3 == 1)
			value = ldexp((double)(test_random_next(&random) >> 11),
				(int)test_random_between(&random, -100, 10));
		else /* near powers of two, where the interval is uneven */
			value = nextafter(ldexp(1, (int)test_random_between(&random, -38, 59)),
				(double)test_random_between(&random, -1, 1) * 1e300);
		shortest(value, text);
		xctl_decimal d = { 77, 7 }, expected;
		if (!xctl_decimal_of_double(value, &d)) {
			assert_true(d.coefficient == 77);
			bool fits = fabs(value) < 999999999999999999.0
				&& xctl_decimal_parse(xctl_str_of(text), true, &expected);
			assert_case(!fits, "%s\n", text);
			continue;
		}
		assert_case(xctl_decimal_parse(xctl_str_of(text), true, &expected), "%s\n", text);
		char digits[24];
		xctl_decimal_print(d, digits);
		assert_case(strtod(digits, NULL) == value, "%s does not read back as %s\n", digits, text);
		assert_case(xctl_decimal_cmp(d, expected) == 0, "%s is not %s\n", digits, text);
	}
}

static void doubles_at_the_edges(void **state)
{
	static const struct {
		double value;
		const char *expected; /* NULL: refused */
	} cases[] = {
		{ 0.0, "0" }, { -0.0, "0" }, { 0.1, "0.1" }, { 0.1 + 0.2, NULL }, { 25.0, "25" },
		{ 1e17, "100000000000000000" },
		{ 123456789012345680.0, "123456789012345680" }, { 9007199254740992.0, "9007199254740992" },
		{ 1e-12, "0.000000000001" },
		{ 1e-13, NULL }, { 1e18, NULL }, { -1e300, NULL }, { 5e-324, NULL }, { (double)NAN, NULL },
		{ (double)INFINITY, NULL },
		{ (double)-INFINITY, NULL }, { -2.5, "-2.5" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_decimal d;
		char text[24];
		bool given = xctl_decimal_of_double(cases[i].value, &d);
		assert_case(given == (cases[i].expected != NULL), "%g\n", cases[i].value);
		if (given) {
			xctl_decimal_print(d, text);
			assert_string_equal(text, cases[i].expected);
		}
	}
}

static void text_round_trips(void **state)
{
	test_random random = { 5 };
	(void)state;
	for (int i = 0; i < 100000; i++) {
		int64_t coefficient = test_random_between(&random, -999999999999999999, 999999999999999999);
		xctl_decimal d = { coefficient, (uint8_t)(i % 13) }, again;
		char text[24];
		size_t len = xctl_decimal_print(d, text);
		assert_true(len < sizeof text);
		assert_case(xctl_decimal_parse((xctl_str){ text, len }, false, &again), "%s\n", text);
		assert_case(xctl_decimal_cmp(d, again) == 0, "%s\n", text);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(parses),
		cmocka_unit_test(refuses_what_is_no_number),
		cmocka_unit_test(prints_without_trailing_zeros),
		cmocka_unit_test(compares_as_integers_do),
		cmocka_unit_test(adds_exactly_or_not_at_all),
		cmocka_unit_test(shares_are_exact),
		cmocka_unit_test(shares_compare_as_integers_do),
		cmocka_unit_test(percentages_round_half_up),
		cmocka_unit_test(doubles_give_their_shortest_decimal),
		cmocka_unit_test(doubles_at_the_edges),
		cmocka_unit_test(text_round_trips),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

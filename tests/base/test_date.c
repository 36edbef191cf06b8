#include "testing.h"

static void refuses_what_is_no_date(void **state)
{
	static const char *const bad[] = {
		"2025-02-29", "2100-02-29", "2025-00-01", "2025-13-01", "2025-04-31", "2025-01-00", "0000-01-01",
		"2025-1-01", "2025/01/01", "2025-01-01 ", " 025-01-01", "20250101", "", "2025-01-0a", "-025-01-01",
		"2025-01-011",
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		xctl_date date = 7;
		assert_case(!xctl_date_parse(xctl_str_of(bad[i]), &date) && date == 7, "%s\n", bad[i]);
	}
}

static void knows_days(void **state)
{
	static const struct {
		const char *text;
		xctl_date date;
	} cases[] = {
		{ "1970-01-01", 0 }, { "1969-12-31", -1 }, { "2000-02-29", 11016 }, { "2000-03-01", 11017 },
		{ "2024-02-29", 19782 }, { "1900-03-01", -25508 }, { "0001-01-01", XCTL_DATE_MIN },
		{ "9999-12-31", XCTL_DATE_MAX - 1 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_date date;
		char text[11];
		assert_true(xctl_date_parse(xctl_str_of(cases[i].text), &date));
		assert_case(date == cases[i].date, "%s is %d\n", cases[i].text, (int)date);
		xctl_date_print(date, text);
		assert_string_equal(text, cases[i].text);
	}
}

static void prints_open_ends_as_nothing(void **state)
{
	static const xctl_date open[] = { XCTL_DATE_NONE, XCTL_DATE_MIN - 1, XCTL_DATE_MAX, INT32_MAX };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(open); i++) {
		char text[11] = "x";
		xctl_date_print(open[i], text);
		assert_string_equal(text, "");
	}
}

/* Every day from 0001-01-01 to 9999-12-31, against a calendar kept by counting. */
static void every_day_round_trips(void **state)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year = 1, month = 1, day = 1;
	(void)state;
	for (xctl_date date = XCTL_DATE_MIN; date < XCTL_DATE_MAX; date++) {
		int y, m, d;
		xctl_date_split(date, &y, &m, &d);
		assert_case(y == year && m == month && d == day, "%d is %d-%d-%d\n", (int)date, year, month, day);
		assert_case(xctl_date_make(year, month, day) == date, "%d-%d-%d\n", year, month, day);
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		if (++day > lengths[month - 1] + (month == 2 && leap)) {
			day = 1;
			if (++month > 12) {
				month = 1;
				year++;
			}
		}
	}
	assert_int_equal(year, 10000);
}

static void text_round_trips(void **state)
{
	test_random random = { 20250101 };
	(void)state;
	for (int i = 0; i < 20000; i++) {
		xctl_date date = (xctl_date)test_random_between(&random, XCTL_DATE_MIN, XCTL_DATE_MAX - 1), again;
		char text[11];
		xctl_date_print(date, text);
		assert_case(xctl_date_parse(xctl_str_of(text), &again) && again == date, "%s\n", text);
	}
}

static void adds_months(void **state)
{
	static const struct {
		const char *from;
		int months;
		const char *to;
	} cases[] = {
		{ "2025-01-31", 1, "2025-02-28" }, { "2024-01-31", 1, "2024-02-29" },
		{ "2024-02-29", 12, "2025-02-28" },
		{ "2025-03-31", -1, "2025-02-28" }, { "2025-12-15", 1, "2026-01-15" },
		{ "2025-01-15", -1, "2024-12-15" },
		{ "2025-05-31", 48, "2029-05-31" }, { "2025-05-31", 0, "2025-05-31" },
		{ "0001-02-01", -1, "0001-01-01" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_date from, to;
		assert_true(xctl_date_parse(xctl_str_of(cases[i].from), &from));
		assert_true(xctl_date_parse(xctl_str_of(cases[i].to), &to));
		assert_case(xctl_date_add_months(from, cases[i].months) == to, "%s + %d\n", cases[i].from,
			cases[i].months);
	}
	assert_int_equal(xctl_date_add_months(XCTL_DATE_NONE, 5), XCTL_DATE_NONE);
	assert_int_equal(xctl_date_add_months(XCTL_DATE_MAX, -5), XCTL_DATE_MAX);
	assert_int_equal(xctl_date_add_months(XCTL_DATE_MIN, 5), XCTL_DATE_MIN);
	assert_int_equal(xctl_date_add_months(0, INT32_MAX), XCTL_DATE_MAX);
	assert_int_equal(xctl_date_add_months(0, INT32_MIN), XCTL_DATE_MIN);
}

static void intervals_are_half_open(void **state)
{
	xctl_interval i = { 10, 20 };
	(void)state;
	assert_false(xctl_interval_has(i, 9));
	assert_true(xctl_interval_has(i, 10));
	assert_true(xctl_interval_has(i, 19));
	assert_false(xctl_interval_has(i, 20));
	assert_true(xctl_interval_has(XCTL_ALWAYS, 0));
	assert_false(xctl_interval_has(XCTL_ALWAYS, XCTL_DATE_NONE));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_what_is_no_date),
		cmocka_unit_test(knows_days),
		cmocka_unit_test(prints_open_ends_as_nothing),
		cmocka_unit_test(every_day_round_trips),
		cmocka_unit_test(text_round_trips),
		cmocka_unit_test(adds_months),
		cmocka_unit_test(intervals_are_half_open),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

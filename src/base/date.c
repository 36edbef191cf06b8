#include "base/date.h"

#include <string.h>

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013): years begin in March, so that the leap day is
 * the last; an era is 400 years, 146,097 days. */

static int days_in_month(int year, int month)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

xctl_date xctl_date_make(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
		return XCTL_DATE_NONE;
	int y = month <= 2 ? year - 1 : year;
	int era = y / 400; /* y >= 0 */
	int year_of_era = y - era * 400;
	int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

void xctl_date_split(xctl_date date, int *year, int *month, int *day)
{
	int z = (date < XCTL_DATE_MIN ? XCTL_DATE_MIN : date > XCTL_DATE_MAX ? XCTL_DATE_MAX : date) + 719468;
	int era = z / 146097; /* z > 0 */
	int day_of_era = z - era * 146097;
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted = (5 * day_of_year + 2) / 153;
	*day = day_of_year - (153 * shifted + 2) / 5 + 1;
	*month = shifted < 10 ? shifted + 3 : shifted - 9;
	*year = year_of_era + era * 400 + (*month <= 2);
}

static bool digits(const char *at, int count, int *out)
{
	int value = 0;
	for (int i = 0; i < count; i++) {
		if (at[i] < '0' || at[i] > '9')
			return false;
		value = value * 10 + (at[i] - '0');
	}
	*out = value;
	return true;
}

bool xctl_date_parse(xctl_str s, xctl_date *out)
{
	int year, month, day;
	if (s.len != 10 || s.at[4] != '-' || s.at[7] != '-' || !digits(s.at, 4, &year) || !digits(s.at + 5, 2, &month)
		|| !digits(s.at + 8, 2, &day))
		return false;
	xctl_date date = xctl_date_make(year, month, day);
	if (date == XCTL_DATE_NONE)
		return false;
	*out = date;
	return true;
}

static void put_digits(char *at, int count, int value)
{
	for (int i = count - 1; i >= 0; i--) {
		at[i] = (char)('0' + value % 10);
		value /= 10;
	}
}

void xctl_date_print(xctl_date date, char out[11])
{
	if (date < XCTL_DATE_MIN || date >= XCTL_DATE_MAX) {
		out[0] = '\0';
		return;
	}
	int year, month, day;
	xctl_date_split(date, &year, &month, &day);
	memcpy(out, "0000-00-00", 11);
	put_digits(out, 4, year);
	put_digits(out + 5, 2, month);
	put_digits(out + 8, 2, day);
}

xctl_date xctl_date_add_months(xctl_date date, int months)
{
	if (date <= XCTL_DATE_MIN || date >= XCTL_DATE_MAX) /* not stated, or open: stays so */
		return date;
	int year, month, day;
	xctl_date_split(date, &year, &month, &day);
	int64_t index = (int64_t)year * 12 + (month - 1) + months;
	if (index < 12)
		return XCTL_DATE_MIN;
	if (index >= 120000)
		return XCTL_DATE_MAX;
	year = (int)(index / 12);
	month = (int)(index % 12) + 1;
	int last = days_in_month(year, month);
	return xctl_date_make(year, month, day < last ? day : last);
}

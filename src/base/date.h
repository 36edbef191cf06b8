/* Civil dates of the proleptic Gregorian calendar, as days since 1970-01-01 (Hinnant's algorithm). */
#ifndef XCTL_BASE_DATE_H
#define XCTL_BASE_DATE_H

#include "base/text.h"

typedef int32_t xctl_date;

#define XCTL_DATE_NONE INT32_MIN    /* not stated */
#define XCTL_DATE_MIN (-719162)     /* 0001-01-01: open to the past */
#define XCTL_DATE_MAX 2932897       /* 10000-01-01: open to the future */

/* "2025-02-29" is refused. Exactly ten bytes, YYYY-MM-DD. */
bool xctl_date_parse(xctl_str s, xctl_date *out);
/* The empty string for a date that is not stated, and for XCTL_DATE_MAX. */
void xctl_date_print(xctl_date date, char out[11]);
xctl_date xctl_date_make(int year, int month, int day); /* XCTL_DATE_NONE when there is no such day */
void xctl_date_split(xctl_date date, int *year, int *month, int *day);
/* The same day `months` later; a day that does not exist becomes the last of its month. What is not stated or
 * open stays so; past either end of the calendar it becomes open. */
xctl_date xctl_date_add_months(xctl_date date, int months);

/* Half-open: [from, until). */
typedef struct xctl_interval {
	xctl_date from, until;
} xctl_interval;
#define XCTL_ALWAYS ((xctl_interval){ XCTL_DATE_MIN, XCTL_DATE_MAX })
static inline bool xctl_interval_has(xctl_interval i, xctl_date d)
{
	return i.from <= d && d < i.until;
}

#endif

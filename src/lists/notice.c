/* Days from citations. A citation of the Federal Register gives its volume, and a volume is a year: 84 FR is 2019. */
#include "lists/inside.h"

#define VOLUME_ONE 1936 /* the year of volume 1 */
#define VOLUME_MOST 150

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The number at `*i`, at most six digits; false when there is none. */
static bool number_at(xctl_str s, size_t *i, int *value)
{
	size_t from = *i;
	int sum = 0;
	while (*i < s.len && is_digit(s.at[*i])) {
		if (*i - from == 6)
			return false;
		sum = sum * 10 + (s.at[(*i)++] - '0');
	}
	*value = sum;
	return *i > from;
}

/* "6/27/03", "11/19/1998": month, day, year, starting at `i`. */
static xctl_date day_at(xctl_str s, size_t i)
{
	int part[3];
	for (int k = 0; k < 3; k++) {
		size_t from = i;
		if (k && (i >= s.len || s.at[i++] != '/'))
			return XCTL_DATE_NONE;
		if (!number_at(s, &i, &part[k]))
			return XCTL_DATE_NONE;
		if (k < 2 && i - from > 3)
			return XCTL_DATE_NONE;
	}
	int year = part[2] < 50 ? 2000 + part[2] : part[2] < 100 ? 1900 + part[2] : part[2];
	return year < 1936 || year > 2100 ? XCTL_DATE_NONE : xctl_date_make(year, part[0], part[1]);
}

/* "84 FR", "68 F.R.", "74.F.R.", "76  FR", with the number at `i`: its year, or 0. */
static int volume_at(xctl_str s, size_t i)
{
	int volume;
	if (!number_at(s, &i, &volume) || volume < 1 || volume > VOLUME_MOST)
		return 0;
	while (i < s.len && (s.at[i] == ' ' || s.at[i] == '.'))
		i++;
	if (i >= s.len || s.at[i++] != 'F')
		return 0;
	if (i < s.len && s.at[i] == '.')
		i++;
	if (i >= s.len || s.at[i++] != 'R')
		return 0;
	return i < s.len && s.at[i] >= 'a' && s.at[i] <= 'z' ? 0 : VOLUME_ONE - 1 + volume;
}

xctl_date xctl_notice_day(xctl_str cites, bool *by_year)
{
	xctl_date earliest = XCTL_DATE_NONE;
	*by_year = false;
	for (size_t i = 0; i < cites.len; i++) {
		if (!is_digit(cites.at[i]) || (i && (is_digit(cites.at[i - 1]) || cites.at[i - 1] == '/')))
			continue;
		xctl_date day = day_at(cites, i);
		bool year_only = false;
		if (day == XCTL_DATE_NONE) {
			int year = volume_at(cites, i);
			if (!year)
				continue;
			day = xctl_date_make(year, 12, 31);
			year_only = true;
		}
		if (earliest == XCTL_DATE_NONE || day < earliest) {
			earliest = day;
			*by_year = year_only;
		}
	}
	return earliest;
}

void xctl_entry_date(xctl_entry *entry, const xctl_list *list, xctl_import_report *report)
{
	xctl_date latest = list->as_of;
	bool by_year = false;
	xctl_date notice = xctl_notice_day(entry->cites, &by_year);
	bool year_used = false, list_used = false;

	if (entry->effective.from == XCTL_DATE_NONE) {
		year_used = by_year && entry->known.from == XCTL_DATE_NONE && notice != XCTL_DATE_NONE;
		list_used = entry->known.from == XCTL_DATE_NONE && notice == XCTL_DATE_NONE;
		entry->effective.from = entry->known.from != XCTL_DATE_NONE ? entry->known.from
		    : notice != XCTL_DATE_NONE                              ? notice
		                                                            : latest;
		if (entry->effective.from > latest)
			entry->effective.from = latest;
		/* It ended before the day it could be given: it began at some day not known. */
		if (entry->effective.until != XCTL_DATE_NONE && entry->effective.from >= entry->effective.until)
			entry->effective.from = XCTL_DATE_MIN;
	}
	if (entry->known.from == XCTL_DATE_NONE) {
		/* A day written in the citation is the day of publication; a rule's own day comes before the end of its year. */
		entry->known.from = notice != XCTL_DATE_NONE && !by_year ? notice : entry->effective.from;
		if (entry->known.from == XCTL_DATE_MIN)
			entry->known.from = list->known;
		if (entry->known.from > list->known)
			entry->known.from = list->known;
	}
	if (entry->effective.until == XCTL_DATE_NONE)
		entry->effective.until = XCTL_DATE_MAX;
	if (entry->known.until == XCTL_DATE_NONE)
		entry->known.until = XCTL_DATE_MAX;
	if (report) {
		report->year_dated += year_used;
		report->undated += list_used;
	}
}

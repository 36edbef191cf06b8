#include "base/text.h"

#include <stdio.h>
#include <string.h>

xctl_str xctl_str_of(const char *text)
{
	return text ? (xctl_str){ text, strlen(text) } : (xctl_str){ NULL, 0 };
}

bool xctl_str_eq(xctl_str a, xctl_str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool xctl_str_is(xctl_str a, const char *b)
{
	return xctl_str_eq(a, xctl_str_of(b));
}

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool xctl_str_eq_nocase(xctl_str a, xctl_str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.at[i]) != lower(b.at[i]))
			return false;
	return true;
}

int xctl_str_cmp(xctl_str a, xctl_str b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared ? memcmp(a.at, b.at, shared) : 0;
	if (order)
		return order < 0 ? -1 : 1;
	return (a.len > b.len) - (a.len < b.len);
}

bool xctl_str_starts(xctl_str s, xctl_str prefix)
{
	return s.len >= prefix.len && xctl_str_eq((xctl_str){ s.at, prefix.len }, prefix);
}

static bool is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

xctl_str xctl_str_trim(xctl_str s)
{
	while (s.len && is_white(s.at[0])) {
		s.at++;
		s.len--;
	}
	while (s.len && is_white(s.at[s.len - 1]))
		s.len--;
	return s;
}

xctl_str xctl_str_cut(xctl_str *rest, char separator)
{
	xctl_str whole = *rest;
	const char *found = whole.len ? memchr(whole.at, separator, whole.len) : NULL;
	if (!found) {
		*rest = (xctl_str){ whole.len ? whole.at + whole.len : whole.at, 0 };
		return whole;
	}
	size_t before = (size_t)(found - whole.at);
	*rest = (xctl_str){ found + 1, whole.len - before - 1 };
	return (xctl_str){ whole.at, before };
}

xctl_str xctl_str_word(xctl_str *rest)
{
	xctl_str s = *rest;
	while (s.len && is_white(s.at[0])) {
		s.at++;
		s.len--;
	}
	size_t len = 0;
	while (len < s.len && !is_white(s.at[len]))
		len++;
	*rest = (xctl_str){ s.len ? s.at + len : s.at, s.len - len };
	return (xctl_str){ s.at, len };
}

xctl_str xctl_str_copy(xctl_arena *arena, xctl_str s)
{
	char *copy = s.len < SIZE_MAX ? xctl_alloc(arena, s.len + 1) : NULL;
	if (!copy)
		return (xctl_str){ NULL, 0 };
	if (s.len)
		memcpy(copy, s.at, s.len);
	return (xctl_str){ copy, s.len };
}

xctl_str xctl_str_print(xctl_arena *arena, const char *fmt, ...)
{
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, fmt, args);
	char *text = len < 0 ? NULL : xctl_alloc(arena, (size_t)len + 1);
	if (text)
		vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	va_end(args);
	return text ? (xctl_str){ text, (size_t)len } : (xctl_str){ NULL, 0 };
}

/* Names of commands, fields and words of the rule language are short: a longer one is not a slip of the finger. */
#define WORD_MOST 64

/* Levenshtein's distance, in bytes, by rows. Both words at most WORD_MOST long. */
static unsigned distance(xctl_str a, xctl_str b)
{
	unsigned row[WORD_MOST + 1];
	for (unsigned j = 0; j <= b.len; j++)
		row[j] = j;
	for (unsigned i = 1; i <= a.len; i++) {
		unsigned diagonal = row[0];
		row[0] = i;
		for (unsigned j = 1; j <= b.len; j++) {
			unsigned change = diagonal + (lower(a.at[i - 1]) != lower(b.at[j - 1]));
			unsigned drop = row[j] + 1, insert = row[j - 1] + 1;
			diagonal = row[j];
			row[j] = change < drop ? change : drop;
			if (insert < row[j])
				row[j] = insert;
		}
	}
	return row[b.len];
}

xctl_str xctl_nearest(xctl_str word, const xctl_str *words, size_t n_words)
{
	xctl_str best = { NULL, 0 };
	if (word.len == 0 || word.len > WORD_MOST)
		return best;
	unsigned most = word.len / 3 > 2 ? (unsigned)word.len / 3 : 2;
	if (word.len <= 3) /* two slips in three letters leave nothing to recognise */
		most = 1;
	unsigned nearest = most + 1;
	for (size_t i = 0; i < n_words; i++) {
		size_t longer = words[i].len > word.len ? words[i].len - word.len : word.len - words[i].len;
		if (words[i].len == 0 || words[i].len > WORD_MOST || longer >= nearest)
			continue;
		unsigned d = distance(word, words[i]);
		if (d < nearest) {
			nearest = d;
			best = words[i];
		}
	}
	return best;
}

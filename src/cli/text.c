#include "cli/text.h"

#include "cli/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct pool_block {
	struct pool_block *older;
	char text[];
} pool_block;

void *need_memory(void *block)
{
	if (!block) {
		say("there is not enough memory");
		exit(EXIT_UNDONE);
	}
	return block;
}

void pool_drop(pool *p)
{
	for (pool_block *block = p->newest; block;) {
		pool_block *older = block->older;
		free(block);
		block = older;
	}
	p->newest = NULL;
}

char *text_print(pool *p, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	size_t room = length < 0 ? 1 : (size_t)length + 1;
	pool_block *block = need_memory(malloc(sizeof *block + room));
	block->text[0] = '\0';
	vsnprintf(block->text, room, format, again);
	va_end(again);
	va_end(arguments);
	block->older = p->newest;
	p->newest = block;
	return block->text;
}

bool text_same(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool text_same_nocase(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) == lower(*b);
}

bool text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_is_day(const char *text)
{
	static const char shape[] = "0000-00-00";
	for (size_t i = 0; i < sizeof shape; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';
		if (shape[i] == '0' ? !digit : text[i] != shape[i])
			return false;
	}
	int month = (text[5] - '0') * 10 + text[6] - '0';
	int day = (text[8] - '0') * 10 + text[9] - '0';
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool text_number(unsigned *out, const char *text, unsigned most)
{
	unsigned long value = 0;
	if (!*text)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		value = value * 10 + (unsigned long)(*text - '0');
		if (value > most)
			return false;
	}
	*out = (unsigned)value;
	return true;
}

bool text_choice(const char *choices, const char *word)
{
	size_t length = strlen(word);
	while (length) {
		size_t end = strcspn(choices, "|");
		if (end == length && memcmp(choices, word, length) == 0)
			return true;
		if (!choices[end])
			return false;
		choices += end + 1;
	}
	return false;
}

/* What is typed by hand is short: a longer word is no slip of the finger. */
#define WORD_MOST 48

static unsigned least_of(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* How many slips lead from `a` to `b`: a letter too many, too few, wrong, or two that changed places (Damerau 1964; the
 * restricted form). Both at most WORD_MOST long. */
static unsigned slips(const char *a, size_t a_length, const char *b, size_t b_length)
{
	unsigned rows[3][WORD_MOST + 1];
	for (unsigned j = 0; j <= b_length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= b_length; j++) {
			unsigned wrong = above[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));
			row[j] = least_of(wrong, least_of(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
				row[j] = least_of(row[j], two_above[j - 2] + 1);
		}
	}
	return rows[a_length % 3][b_length];
}

void nearest_try(nearest *n, const char *word)
{
	size_t meant_length = strlen(n->meant), length = strlen(word);
	if (meant_length == 0 || meant_length > WORD_MOST || length > WORD_MOST)
		return;
	/* Two slips in three letters leave nothing to recognise. */
	unsigned most = meant_length <= 3 ? 1 : meant_length < 9 ? 2 : 3;
	unsigned distance = slips(n->meant, meant_length, word, length);
	/* A word cut short is recognised however much is missing. */
	if (meant_length >= 3 && length > meant_length && text_starts(word, n->meant))
		distance = least_of(distance, most);
	if (distance <= most && (!n->best || distance < n->distance)) {
		n->best = word;
		n->distance = distance;
	}
}

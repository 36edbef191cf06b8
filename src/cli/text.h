/* Text of the command line: strings that live as long as the program's run, ASCII helpers, and the word that was meant.
 *
 * A host has no arena: it makes a few dozen short strings and drops them together at the end. */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Blocks that are freed together. Zero-initialised is empty. */
typedef struct pool {
	struct pool_block *newest;
} pool;
void pool_drop(pool *p);

/* A new string of the pool, printf-fashion. Never NULL: without memory the program ends here, with exit code 3. */
char *text_print(pool *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* malloc's, or the end of the program; for what is freed by its maker. */
void *need_memory(void *block);

bool text_same(const char *a, const char *b);
/* Upper and lower case alike, of ASCII only. */
bool text_same_nocase(const char *a, const char *b);
bool text_starts(const char *text, const char *prefix);
/* YYYY-MM-DD with a month and a day that can be; whether the month has that day is the desk's to say. */
bool text_is_day(const char *text);
/* Digits only, at most `most`. */
bool text_number(unsigned *out, const char *text, unsigned most);
/* Calls for each word of "a|b|c": true when `word` is one of them. */
bool text_choice(const char *choices, const char *word);

/* Collects words and keeps the one nearest to `meant`; `best` is NULL where none is near enough to have been meant. */
typedef struct nearest {
	const char *meant;
	const char *best;
	unsigned distance; /* of `best` */
} nearest;
void nearest_try(nearest *n, const char *word);
#endif

/* Strings: a borrowed view, and a growing byte buffer with a ceiling. Bytes are UTF-8 once past the border. */
#ifndef XCTL_BASE_TEXT_H
#define XCTL_BASE_TEXT_H

#include <stdarg.h>

#include "base/memory.h"

/* A view: not owned, not terminated. */
typedef struct xctl_str {
	const char *at;
	size_t len;
} xctl_str;

#define XCTL_STR(literal) ((xctl_str){ (literal), sizeof(literal) - 1 })
#define XCTL_FMT(s) (int)(s).len, (s).at /* for %.*s */

xctl_str xctl_str_of(const char *text);                 /* of a C string; NULL gives the empty view */
bool xctl_str_is(xctl_str a, const char *b);
bool xctl_str_eq(xctl_str a, xctl_str b);
bool xctl_str_eq_nocase(xctl_str a, xctl_str b);        /* ASCII letters only */
int xctl_str_cmp(xctl_str a, xctl_str b);               /* bytewise */
bool xctl_str_starts(xctl_str s, xctl_str prefix);
xctl_str xctl_str_trim(xctl_str s);                     /* ASCII white space at both ends */
/* Cuts at the first `separator`: returns the part before it and leaves the rest in `*rest` (empty when none). */
xctl_str xctl_str_cut(xctl_str *rest, char separator);
/* The next word (runs of ASCII white space separate), empty at the end. */
xctl_str xctl_str_word(xctl_str *rest);
/* A terminated copy in the arena; `.at` is NULL at the ceiling. */
xctl_str xctl_str_copy(xctl_arena *arena, xctl_str s);
xctl_str xctl_str_print(xctl_arena *arena, const char *fmt, ...) XCTL_PRINTF(2, 3);
/* True for well-formed UTF-8 (no surrogates, no overlong forms); else `*bad` is the offset of the first bad byte. */
bool xctl_utf8_valid(xctl_str s, size_t *bad);
/* Decodes the code point at `*offset` and moves on; U+FFFD for a bad byte. */
uint32_t xctl_utf8_next(xctl_str s, size_t *offset);
/* The nearest of `words` to `word` by edit distance (at most 2, or a third of its length), or the empty view. */
xctl_str xctl_nearest(xctl_str word, const xctl_str *words, size_t n_words);

/* A growing byte buffer. A put that would pass the ceiling, or that finds no memory, sets `failed` and changes nothing
 * from then on: check once at the end. `at` is terminated whenever it is not NULL. */
typedef struct xctl_buf {
	char *at;
	size_t len, room;
	size_t ceiling; /* 0: 64 MiB */
	const xctl_memory *memory;
	bool failed;
} xctl_buf;

void xctl_buf_put(xctl_buf *buf, const void *bytes, size_t len);
void xctl_buf_puts(xctl_buf *buf, const char *text);
void xctl_buf_str(xctl_buf *buf, xctl_str s);
void xctl_buf_char(xctl_buf *buf, char c);
void xctl_buf_printf(xctl_buf *buf, const char *fmt, ...) XCTL_PRINTF(2, 3);
xctl_str xctl_buf_view(const xctl_buf *buf);
void xctl_buf_clear(xctl_buf *buf);
void xctl_buf_drop(xctl_buf *buf);

#endif

#include "format/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MOST 64

/* The comma before a value, unless its key wrote it. Depth 0 holds one value, and needs none. */
static void begin_value(xctl_json *w)
{
	if (w->after_key) {
		w->after_key = false;
	} else if (w->depth > 0) {
		uint64_t bit = UINT64_C(1) << (w->depth - 1);
		if (w->comma & bit)
			xctl_buf_char(w->to, ',');
		w->comma |= bit;
	}
}

static void open(xctl_json *w, char bracket)
{
	begin_value(w);
	if (w->depth == DEPTH_MOST) { /* what our own reader would refuse is not written */
		w->to->failed = true;
		return;
	}
	xctl_buf_char(w->to, bracket);
	w->comma &= ~(UINT64_C(1) << w->depth);
	w->depth++;
}

static void end(xctl_json *w, char bracket)
{
	if (w->depth > 0)
		w->depth--;
	xctl_buf_char(w->to, bracket);
}

void xctl_json_object(xctl_json *w)
{
	open(w, '{');
}

void xctl_json_array(xctl_json *w)
{
	open(w, '[');
}

void xctl_json_end_object(xctl_json *w)
{
	end(w, '}');
}

void xctl_json_end_array(xctl_json *w)
{
	end(w, ']');
}

static void put_escaped(xctl_buf *to, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char text[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };
	size_t len = 2;
	switch (c) {
	case '"':
	case '\\':
		text[1] = (char)c;
		break;
	case '\n':
		text[1] = 'n';
		break;
	case '\r':
		text[1] = 'r';
		break;
	case '\t':
		text[1] = 't';
		break;
	default:
		len = 6;
	}
	xctl_buf_put(to, text, len);
}

/* Runs of ordinary bytes go out in one piece. A byte that is not UTF-8 becomes U+FFFD: output is valid whatever came
 * in. */
static void put_quoted(xctl_buf *to, xctl_str s)
{
	size_t begun = 0, i = 0;
	xctl_buf_char(to, '"');
	while (i < s.len) {
		unsigned char c = (unsigned char)s.at[i];
		if (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') {
			i++;
			continue;
		}
		size_t next = i;
		uint32_t point = xctl_utf8_next(s, &next);
		bool bad = point == 0xFFFD && next == i + 1;
		if (c >= 0x7F && !bad) {
			i = next;
			continue;
		}
		xctl_buf_put(to, s.at + begun, i - begun);
		if (bad)
			xctl_buf_puts(to, "\xEF\xBF\xBD");
		else
			put_escaped(to, c);
		i = begun = next;
	}
	if (s.len)
		xctl_buf_put(to, s.at + begun, s.len - begun);
	xctl_buf_char(to, '"');
}

void xctl_json_key(xctl_json *w, const char *key)
{
	w->after_key = false;
	begin_value(w);
	put_quoted(w->to, xctl_str_of(key));
	xctl_buf_char(w->to, ':');
	w->after_key = true;
}

void xctl_json_str(xctl_json *w, xctl_str value)
{
	begin_value(w);
	put_quoted(w->to, value);
}

void xctl_json_text(xctl_json *w, const char *value)
{
	if (value)
		xctl_json_str(w, xctl_str_of(value));
	else
		xctl_json_null(w);
}

void xctl_json_printf(xctl_json *w, const char *fmt, ...)
{
	char text[512];
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	int len = vsnprintf(text, sizeof text, fmt, args);
	if (len < 0) {
		w->to->failed = true;
	} else if ((size_t)len < sizeof text) {
		xctl_json_str(w, (xctl_str){ text, (size_t)len });
	} else {
		const xctl_memory *memory = w->to->memory ? w->to->memory : &xctl_memory_system;
		char *longer = memory->allocate(memory->context, (size_t)len + 1);
		if (longer) {
			vsnprintf(longer, (size_t)len + 1, fmt, again);
			xctl_json_str(w, (xctl_str){ longer, (size_t)len });
			memory->release(memory->context, longer);
		} else {
			w->to->failed = true;
		}
	}
	va_end(again);
	va_end(args);
}

void xctl_json_int(xctl_json *w, int64_t value)
{
	char digits[24];
	begin_value(w);
	xctl_buf_put(w->to, digits, xctl_decimal_print((xctl_decimal){ value, 0 }, digits));
}

void xctl_json_bool(xctl_json *w, bool value)
{
	begin_value(w);
	xctl_buf_puts(w->to, value ? "true" : "false");
}

void xctl_json_null(xctl_json *w)
{
	begin_value(w);
	xctl_buf_puts(w->to, "null");
}

void xctl_json_date(xctl_json *w, xctl_date value)
{
	char text[11];
	if (value <= XCTL_DATE_MIN || value >= XCTL_DATE_MAX) {
		xctl_json_null(w);
		return;
	}
	xctl_date_print(value, text);
	xctl_json_text(w, text);
}

void xctl_json_decimal(xctl_json *w, xctl_decimal value)
{
	char digits[24];
	begin_value(w);
	xctl_buf_put(w->to, digits, xctl_decimal_print(value, digits));
}

/* A real by its shortest decimal, so that 1.0, 1e0 and 1 are one number with one hash. What is too large or too small
 * for our decimals gets the fewest digits that read back. */
static void put_real(xctl_json *w, double value)
{
	xctl_decimal decimal;
	if (xctl_decimal_of_double(value, &decimal)) {
		xctl_json_decimal(w, decimal);
		return;
	}
	char text[40];
	int precision = 0;
	do {
		snprintf(text, sizeof text, "%.*e", precision, value);
	} while (++precision < 17 && strtod(text, NULL) != value);
	for (char *c = text; *c; c++)
		if (*c == ',') /* a host's locale may have chosen the comma */
			*c = '.';
	begin_value(w);
	xctl_buf_puts(w->to, text);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_object(xctl_json *w, const json_t *value)
{
	const xctl_memory *memory = w->to->memory ? w->to->memory : &xctl_memory_system;
	json_t *object = (json_t *)(uintptr_t)value; /* the iterators do not change it, but do not say so */
	size_t n_keys = json_object_size(value), n = 0;
	/* One more than there are: no size of zero, which an allocator may answer with NULL. */
	const char **keys = memory->allocate(memory->context, (n_keys + 1) * sizeof *keys);
	if (!keys) {
		w->to->failed = true;
		return;
	}
	for (void *i = json_object_iter(object); i; i = json_object_iter_next(object, i))
		keys[n++] = json_object_iter_key(i);
	qsort(keys, n, sizeof *keys, by_bytes);

	xctl_json_object(w);
	for (size_t i = 0; i < n && !w->to->failed; i++) {
		xctl_json_key(w, keys[i]);
		xctl_json_value(w, json_object_get(value, keys[i]));
	}
	xctl_json_end_object(w);
	memory->release(memory->context, keys);
}

void xctl_json_value(xctl_json *w, const json_t *value)
{
	if (w->to->failed) /* also the end of the recursion: at depth 64 the writer fails */
		return;
	switch (value ? json_typeof(value) : JSON_NULL) {
	case JSON_OBJECT:
		put_object(w, value);
		break;
	case JSON_ARRAY:
		xctl_json_array(w);
		for (size_t i = 0; i < json_array_size(value) && !w->to->failed; i++)
			xctl_json_value(w, json_array_get(value, i));
		xctl_json_end_array(w);
		break;
	case JSON_STRING:
		xctl_json_str(w, (xctl_str){ json_string_value(value), json_string_length(value) });
		break;
	case JSON_INTEGER:
		xctl_json_int(w, json_integer_value(value));
		break;
	case JSON_REAL:
		put_real(w, json_real_value(value));
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		xctl_json_bool(w, json_is_true(value));
		break;
	case JSON_NULL:
		xctl_json_null(w);
		break;
	}
}

#include "format/json.h"

#include <string.h>

#define DEPTH_MOST 64

/* Line and column (in bytes, both from 1) of the byte at `offset`. */
static void place(xctl_error *error, xctl_str text, size_t offset, const char *source)
{
	uint32_t line = 1;
	size_t begin = 0;
	for (size_t i = 0; i < offset && i < text.len; i++) {
		if (text.at[i] == '\n') {
			line++;
			begin = i + 1;
		}
	}
	size_t column = offset - begin + 1;
	xctl_at(error, source, line, column > UINT32_MAX ? UINT32_MAX : (uint32_t)column);
}

/* Looks for nesting that goes too deep before any memory is spent on it. Brackets inside strings do not count; all
 * other faults are left to the parser, which knows them better. */
static bool too_deep(xctl_str text, size_t *where)
{
	unsigned depth = 0;
	bool quoted = false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		if (quoted) {
			if (c == '\\')
				i++;
			else if (c == '"')
				quoted = false;
		} else if (c == '"') {
			quoted = true;
		} else if (c == '[' || c == '{') {
			if (++depth > DEPTH_MOST) {
				*where = i;
				return true;
			}
		} else if ((c == ']' || c == '}') && depth > 0) {
			depth--;
		}
	}
	return false;
}

/* The parser's own message, with the place in our terms: its columns count characters, and its position is the number
 * of bytes it had taken, so that the last one of them is where it balked. */
static xctl_code refuse(xctl_error *error, xctl_str text, const json_error_t *reason, const char *source)
{
	enum json_error_code kind = json_error_code(reason);
	if (kind == json_error_out_of_memory || reason->text[0] == '\0')
		return xctl_fail_limit(error, "the JSON document");

	xctl_fail(error, XCTL_INPUT, "not valid JSON: %s", reason->text);
	size_t taken = reason->position > 0 ? (size_t)reason->position : 0;
	place(error, text, taken > 0 ? taken - 1 : 0, source);
	if (kind == json_error_duplicate_key)
		xctl_hint(error, "keep one of the two: readers disagree on which one counts");
	else if (kind == json_error_numeric_overflow)
		xctl_hint(error, "whole numbers go from -9223372036854775808 to 9223372036854775807");
	else if (kind == json_error_null_character || kind == json_error_null_byte_in_key)
		xctl_hint(error, "remove the NUL character");
	else if (kind == json_error_end_of_input_expected)
		xctl_hint(error, "one document is read: remove what follows its end");
	return XCTL_INPUT;
}

xctl_code xctl_json_read(json_t **out, xctl_str text, const char *source, xctl_error *error)
{
	static const xctl_str mark = { "\xEF\xBB\xBF", 3 };
	size_t bad, deep;

	if (xctl_str_starts(text, mark)) /* some editors write it; RFC 8259 lets a reader pass over it */
		text = (xctl_str){ text.at + mark.len, text.len - mark.len };
	if (!xctl_utf8_valid(text, &bad)) {
		xctl_fail(error, XCTL_INPUT, "not valid JSON: not UTF-8");
		xctl_hint(error, "save the file as UTF-8");
		place(error, text, bad, source);
		return XCTL_INPUT;
	}
	const char *nul = text.len ? memchr(text.at, '\0', text.len) : NULL;
	if (nul) {
		xctl_fail(error, XCTL_INPUT, "not valid JSON: a NUL byte");
		place(error, text, (size_t)(nul - text.at), source);
		return XCTL_INPUT;
	}
	if (too_deep(text, &deep)) {
		xctl_fail(error, XCTL_INPUT, "nested more than %d deep", DEPTH_MOST);
		place(error, text, deep, source);
		return XCTL_INPUT;
	}

	json_error_t reason = { .text = "" };
	json_t *value = json_loadb(text.len ? text.at : "", text.len, JSON_REJECT_DUPLICATES, &reason);
	if (!value)
		return refuse(error, text, &reason, source);
	*out = value;
	return XCTL_OK;
}

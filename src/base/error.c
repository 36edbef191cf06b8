#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Formats by way of a buffer of our own, so that an argument may be a part of the error that is being written. */
static void print_into(char *out, size_t room, const char *fmt, va_list args)
{
	char text[sizeof((xctl_error *)0)->what + 8]; /* longer than any part: the byte after a cut can be looked at */
	int wanted = vsnprintf(text, sizeof text, fmt, args);
	size_t len = wanted < 0 ? 0 : (size_t)wanted;
	if (len >= room) {
		len = room - 1;
		/* A cut inside a UTF-8 sequence would spoil the whole message: drop what was begun. */
		while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
			len--;
	}
	memcpy(out, text, len);
	out[len] = '\0';
}

xctl_code xctl_fail(xctl_error *error, xctl_code code, const char *fmt, ...)
{
	if (!error)
		return code;
	va_list args;
	va_start(args, fmt);
	print_into(error->what, sizeof error->what, fmt, args);
	va_end(args);
	error->code = code;
	error->line = 0;
	error->column = 0;
	error->source[0] = '\0';
	error->pointer[0] = '\0';
	error->hint[0] = '\0';
	return code;
}

void xctl_hint(xctl_error *error, const char *fmt, ...)
{
	if (!error)
		return;
	va_list args;
	va_start(args, fmt);
	print_into(error->hint, sizeof error->hint, fmt, args);
	va_end(args);
}

void xctl_at(xctl_error *error, const char *source, uint32_t line, uint32_t column)
{
	if (!error)
		return;
	if (source && source != error->source) {
		size_t len = strlen(source);
		size_t room = sizeof error->source - 1;
		if (len <= room) {
			memmove(error->source, source, len + 1);
		} else { /* the end of a path says more than its beginning */
			memcpy(error->source, "...", 3);
			memcpy(error->source + 3, source + len - (room - 3), room - 3 + 1);
		}
	}
	if (line)
		error->line = line;
	if (column)
		error->column = column;
}

void xctl_at_pointer(xctl_error *error, const char *fmt, ...)
{
	if (!error || !fmt)
		return;
	va_list args;
	va_start(args, fmt);
	print_into(error->pointer, sizeof error->pointer, fmt, args);
	va_end(args);
}

xctl_code xctl_fail_limit(xctl_error *error, const char *of_what)
{
	xctl_fail(error, XCTL_LIMIT, "%s does not fit in the memory allowed", of_what);
	xctl_hint(error, "raise the ceiling, or split the input");
	return XCTL_LIMIT;
}

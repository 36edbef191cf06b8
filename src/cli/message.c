#include "cli/message.h"

#include <stdarg.h>
#include <stdio.h>

/* Control characters of ASCII, and those of Latin-1 as UTF-8 writes them (0xC2 and 0x80 to 0x9F). */
static void harmless(char *text)
{
	for (unsigned char *at = (unsigned char *)text; *at; at++) {
		if (*at < 0x20 || *at == 0x7f)
			*at = '?';
		else if (*at == 0xc2 && at[1] >= 0x80 && at[1] <= 0x9f)
			at[0] = at[1] = '?';
	}
}

static void say_line(const char *before, const char *format, va_list arguments)
{
	char line[4096];
	vsnprintf(line, sizeof line, format, arguments);
	harmless(line);
	fprintf(stderr, "%s%s\n", before, line);
}

void say(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	say_line("exportctl: ", format, arguments);
	va_end(arguments);
}

void say_hint(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	say_line("  hint: ", format, arguments);
	va_end(arguments);
}

void say_plain(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	say_line("", format, arguments);
	va_end(arguments);
}

void say_error(const xctl_error *error, const char *source)
{
	char place[160] = "", column[16] = "";
	const char *name = error->source[0] ? error->source : source;
	if (error->column)
		snprintf(column, sizeof column, ":%u", error->column);
	if (name && error->line)
		snprintf(place, sizeof place, "%s:%u%s: ", name, error->line, column);
	else if (name)
		snprintf(place, sizeof place, "%s: ", name);
	else if (error->line)
		snprintf(place, sizeof place, "line %u%s: ", error->line, column);
	const char *what = error->what[0] ? error->what : "it failed, and nothing says why";
	if (error->pointer[0])
		say("%s%s (%s)", place, what, error->pointer);
	else
		say("%s%s", place, what);
	if (error->hint[0])
		say_hint("%s", error->hint);
}

int exit_of_code(xctl_code code)
{
	switch (code) {
	case XCTL_OK:
		return EXIT_CLEAR;
	case XCTL_USAGE:
	case XCTL_INPUT:
	case XCTL_NOT_FOUND:
		return EXIT_WRONG;
	case XCTL_IO:
	case XCTL_DAMAGED:
	case XCTL_LIMIT:
	case XCTL_CANCELLED:
		break;
	}
	return EXIT_UNDONE;
}

int exit_of_verdict(xctl_verdict verdict, xctl_verdict at_least, bool stale, bool detailed)
{
	if (stale)
		return EXIT_UNDONE;
	/* Undetermined between licence and worse is at least a licence; so is a batch where that is true of one row. */
	if (at_least >= XCTL_LICENCE && at_least > verdict)
		verdict = at_least;
	int code = EXIT_UNDONE; /* a verdict that this program does not know */
	switch (verdict) {
	case XCTL_NOT_SUBJECT:
	case XCTL_CLEAR:
	case XCTL_AUTHORISED:
	case XCTL_EXCEPTION:
		return EXIT_CLEAR;
	case XCTL_REVIEW:
		code = EXIT_REVIEW;
		break;
	case XCTL_UNDETERMINED:
		code = EXIT_UNDETERMINED;
		break;
	case XCTL_NOTIFY:
		code = EXIT_NOTIFY;
		break;
	case XCTL_LICENCE:
		code = EXIT_LICENCE;
		break;
	case XCTL_PROHIBITED:
		code = EXIT_PROHIBITED;
		break;
	}
	return detailed || code == EXIT_UNDONE ? code : EXIT_ACT;
}

#define _GNU_SOURCE /* isatty, strerrordesc_np */
#include "cli/output.h"

#include "cli/app.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

xctl_code output_write(void *context, const char *bytes, size_t length)
{
	app *host = context;
	if (host->write_reason)
		return XCTL_IO;
	if (length && fwrite(bytes, 1, length, stdout) != length) {
		host->write_reason = errno ? errno : EIO;
		return XCTL_IO;
	}
	return XCTL_OK;
}

void output_print(app *host, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	if (!host->write_reason && vfprintf(stdout, format, arguments) < 0)
		host->write_reason = errno ? errno : EIO;
	va_end(arguments);
}

void output_flush(app *host)
{
	if (!host->write_reason && fflush(stdout) != 0)
		host->write_reason = errno ? errno : EIO;
}

int output_end(app *host, int code)
{
	output_flush(host);
	if (!host->write_reason)
		return code;
	if (host->write_reason != EPIPE)
		say("stdout: cannot be written: %s", strerrordesc_np(host->write_reason));
	return EXIT_UNDONE;
}

static unsigned width_of_terminal(void)
{
	struct winsize size;
	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

/* https://no-color.org: any value but an empty one. */
static bool colour_wanted(const char *when)
{
	const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
	if ((refused && *refused) || text_same(when, "never"))
		return false;
	if (text_same(when, "always"))
		return true;
	return isatty(STDOUT_FILENO) && !(terminal && text_same(terminal, "dumb"));
}

static xctl_format format_named(const char *name)
{
	return text_same(name, "json") ? XCTL_JSON
		: text_same(name, "ndjson") ? XCTL_NDJSON
		: text_same(name, "csv") ? XCTL_CSV
		: XCTL_TABLE;
}

xctl_view output_view(const app *host)
{
	unsigned width = setting_number(host, SETTING_WIDTH);
	return (xctl_view){
		.format = format_named(host->settings[SETTING_OUTPUT].value),
		.width = width ? width : width_of_terminal(),
		.colour = colour_wanted(host->settings[SETTING_COLOUR].value),
	};
}

void series_begin(series *s, app *host)
{
	*s = (series){ .host = host, .view = output_view(host) };
}

void series_next(series *s)
{
	s->begun = false;
}

static void begin_answer(series *s)
{
	if (s->view.format == XCTL_JSON)
		output_print(s->host, s->count ? ",\n" : "[\n");
	s->held_lines = 0;
	s->in_heading = s->view.format == XCTL_CSV && s->count > 0;
	s->begun = true;
	s->count++;
}

xctl_code series_write(void *context, const char *bytes, size_t length)
{
	series *s = context;
	if (!s->begun)
		begin_answer(s);
	if (s->in_heading) {
		const char *end = memchr(bytes, '\n', length);
		size_t cut = end ? (size_t)(end - bytes) + 1 : length;
		s->in_heading = !end;
		bytes += cut;
		length -= cut;
	}
	if (s->view.format != XCTL_JSON)
		return output_write(s->host, bytes, length);
	size_t kept = length;
	while (kept && bytes[kept - 1] == '\n')
		kept--;
	if (kept) {
		for (; s->held_lines; s->held_lines--)
			output_print(s->host, "\n");
		output_write(s->host, bytes, kept);
	}
	s->held_lines += length - kept;
	return s->host->write_reason ? XCTL_IO : XCTL_OK;
}

void series_end(series *s)
{
	if (s->view.format == XCTL_JSON)
		output_print(s->host, s->count ? "\n]\n" : "[]\n");
}

#define _GNU_SOURCE /* open, fstat, strerrordesc_np */
#include "cli/input.h"

#include "cli/app.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int unreadable(const char *source, int reason)
{
	say("%s: cannot be read: %s", source, strerrordesc_np(reason));
	return reason == ENOENT || reason == EISDIR || reason == ENOTDIR ? EXIT_WRONG : EXIT_UNDONE;
}

static int too_long(const char *source)
{
	say("%s: is longer than %zu MiB", source, INPUT_CEILING >> 20);
	say_hint("split it");
	return EXIT_UNDONE;
}

static int read_all(input *out, int fd, size_t expected)
{
	/* One byte more than expected, to see the end without growing. */
	size_t room = (expected < INPUT_CEILING ? expected : INPUT_CEILING) + (1 << 12);
	out->bytes = need_memory(malloc(room));
	for (;;) {
		if (out->length == room) {
			room = room < INPUT_CEILING / 2 ? room * 2 : INPUT_CEILING + (1 << 12);
			out->bytes = need_memory(realloc(out->bytes, room));
		}
		ssize_t got = read(fd, out->bytes + out->length, room - out->length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return unreadable(out->source, errno);
		if (got == 0)
			return 0;
		out->length += (size_t)got;
		if (out->length > INPUT_CEILING)
			return too_long(out->source);
	}
}

static int read_piped(const input *piped, input *out)
{
	out->bytes = need_memory(malloc(piped->length + 1));
	memcpy(out->bytes, piped->bytes, piped->length);
	out->length = piped->length;
	out->source = piped->source;
	return 0;
}

int input_read(const app *host, input *out, const char *path)
{
	bool from_stdin = text_same(path, "-");
	*out = (input){ .source = from_stdin ? "stdin" : path };
	if (from_stdin && host->piped)
		return read_piped(host->piped, out);
	int fd = from_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return unreadable(out->source, errno);
	struct stat status;
	size_t expected = fstat(fd, &status) == 0 && status.st_size > 0 ? (size_t)status.st_size : 0;
	int failed = expected > INPUT_CEILING ? too_long(out->source) : read_all(out, fd, expected);
	if (!from_stdin)
		close(fd);
	if (!failed && out->length == 0) {
		say("%s: there is nothing in it", out->source);
		failed = EXIT_WRONG;
	}
	if (failed)
		input_drop(out);
	return failed;
}

void input_drop(input *in)
{
	free(in->bytes);
	in->bytes = NULL;
	in->length = 0;
}

/* The next line that is not blank, without the blanks around it. */
static bool next_line(const char **at, const char *end, const char **line, size_t *length)
{
	while (*at < end) {
		const char *stop = memchr(*at, '\n', (size_t)(end - *at));
		const char *last = stop ? stop : end;
		const char *first = *at;
		*at = stop ? stop + 1 : end;
		while (first < last && (*first == ' ' || *first == '\t' || *first == '\r'))
			first++;
		while (last > first && (last[-1] == ' ' || last[-1] == '\t' || last[-1] == '\r'))
			last--;
		if (first < last) {
			*line = first;
			*length = (size_t)(last - first);
			return true;
		}
	}
	return false;
}

bool input_is_batch(const input *in)
{
	const char *at = in->bytes, *end = in->bytes + in->length;
	const char *first, *second;
	size_t first_length, second_length;
	if (in->length >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
		at += 3;
	if (!next_line(&at, end, &first, &first_length))
		return false;
	if (*first != '{')
		return *first != '['; /* an array is no transfer, but it is JSON: that is what the answer must say */
	/* One object spread over lines breaks after an opening or a comma; in NDJSON each line is a whole one. */
	bool open = first_length == 1 || strchr("{[,:", first[first_length - 1]) != NULL;
	return !open && next_line(&at, end, &second, &second_length) && *second == '{';
}

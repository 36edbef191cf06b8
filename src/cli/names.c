#include "cli/names.h"

#include "cli/text.h"

#include <string.h>

/* Reads one field and ends it in place. `*last`: it ended the record too. Returns NULL when a quote stays open. */
static char *read_field(names *n, bool *last)
{
	char *from = n->at, *to = n->at, *start = n->at;
	bool quoted = from < n->end && *from == '"';
	if (quoted)
		from++;
	for (; from < n->end; from++) {
		if (*from == '\n' && quoted)
			n->line++;
		if (quoted && *from == '"') {
			if (from + 1 == n->end || from[1] != '"') {
				quoted = false;
				continue;
			}
			from++; /* a quote is written as two */
		} else if (!quoted && (*from == ',' || *from == '\n')) {
			break;
		}
		*to++ = *from;
	}
	if (quoted)
		return NULL;
	*last = from == n->end || *from == '\n';
	n->line += from < n->end && *from == '\n';
	n->at = from < n->end ? from + 1 : n->end;
	if (*last && to > start && to[-1] == '\r')
		to--;
	*to = '\0';
	return start;
}

/* Reads one record into n->fields. Returns how many, or 0 with a fault. */
static size_t read_record(names *n, const char **fault)
{
	size_t count = 0;
	bool last = false;
	while (!last) {
		char *field = read_field(n, &last);
		if (!field || count == NAMES_COLUMNS_MOST) {
			*fault = field ? "the row has more than 256 columns" : "a quote is opened and never closed";
			n->at = n->end;
			return 0;
		}
		n->fields[count++] = field;
	}
	return count;
}

static char *read_line(names *n)
{
	char *line = n->at;
	char *stop = memchr(line, '\n', (size_t)(n->end - line));
	char *end = stop ? stop : n->end;
	n->at = stop ? stop + 1 : n->end;
	n->line += stop != NULL;
	while (end > line && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		end--;
	*end = '\0';
	while (*line == ' ' || *line == '\t')
		line++;
	return line;
}

static names_column column_named(const char *title)
{
	static const char *const titles[] = { "name", "country", "kind", "address" };
	for (unsigned i = 0; i < NAMES_UNKNOWN; i++)
		if (text_same_nocase(title, titles[i]))
			return (names_column)i;
	return NAMES_UNKNOWN;
}

/* True when the first line, cut at its commas, has a column "name". A name with commas alone is no heading. */
static bool has_heading(const names *n)
{
	const char *at = n->at;
	while (at < n->end && *at != '\n') {
		size_t length = 0;
		while (at + length < n->end && !memchr(",\r\n", at[length], 3))
			length++;
		const char *title = at;
		size_t bare = length;
		if (bare >= 2 && title[0] == '"' && title[bare - 1] == '"') {
			title++;
			bare -= 2;
		}
		char word[5] = "";
		if (bare == 4)
			memcpy(word, title, 4);
		if (text_same_nocase(word, "name"))
			return true;
		at += length;
		while (at < n->end && (*at == ',' || *at == '\r'))
			at++;
	}
	return false;
}

void names_start(names *n, char *bytes, size_t length)
{
	*n = (names){ .at = bytes, .end = bytes + length, .line = 1 };
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		n->at += 3;
	n->csv = has_heading(n);
	if (!n->csv)
		return;
	const char *fault;
	n->n_columns = read_record(n, &fault);
	for (size_t i = 0; i < n->n_columns; i++) {
		n->titles[i] = n->fields[i];
		n->meaning[i] = column_named(n->fields[i]);
	}
}

static void read_row(names *n, names_row *out)
{
	size_t count = read_record(n, &out->fault);
	if (count > n->n_columns)
		out->fault = "the row has more fields than the first line has columns";
	for (size_t i = 0; !out->fault && i < count; i++)
		if (n->meaning[i] != NAMES_UNKNOWN && *n->fields[i])
			out->value[n->meaning[i]] = n->fields[i];
	if (!out->fault && !out->value[NAMES_NAME])
		out->fault = "the row has no name";
}

bool names_next(names *n, names_row *out)
{
	while (n->at < n->end) {
		*out = (names_row){ .line = n->line };
		if (n->csv && *n->at != '\n' && *n->at != '\r') {
			read_row(n, out);
			return true;
		}
		out->value[NAMES_NAME] = read_line(n);
		if (!n->csv && *out->value[NAMES_NAME])
			return true;
	}
	return false;
}

/* A JSON document read as a transfer, or refused with a pointer and a mend; and a table of dotted columns (what does not
 * begin like JSON: the first line the names, the others rows) that becomes a document. */
#include <stdlib.h>
#include <string.h>

#include "format/json.h"
#include "transfer/transfer.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { CELLS = 32 };

static void read_document(json_t *document)
{
	xctl_arena arena = { .ceiling = 64u << 20 };
	xctl_transfer transfer;
	xctl_error error = { 0 };
	uint64_t countries[XCTL_COUNTRY_WORDS];
	memset(countries, 0xff, sizeof countries);
	xctl_code code = xctl_transfer_read(&transfer, &arena, document, countries, &error);
	if (code == XCTL_OK) {
		for (uint32_t i = 0; i < transfer.n_unread; i++)
			if (transfer.unread[i].at[0] != '/')
				abort();
		xctl_transfer_drop(&transfer);
	} else if (code != XCTL_LIMIT && (code != XCTL_INPUT || !error.what[0] || !error.hint[0])) {
		abort();
	}
	xctl_arena_drop(&arena);
}

static uint32_t split(xctl_str line, xctl_str cells[CELLS])
{
	uint32_t n = 0;
	while (line.len && n < CELLS)
		cells[n++] = xctl_str_cut(&line, ',');
	return n;
}

static void read_columns(xctl_str text)
{
	xctl_arena arena = { .ceiling = 64u << 20 };
	xctl_columns *columns;
	xctl_words odd;
	xctl_str cells[CELLS];
	json_t *document = NULL;
	uint32_t n = split(xctl_str_cut(&text, '\n'), cells);
	xctl_code code = xctl_columns_open(&columns, &arena, cells, n, &odd, NULL);
	for (int rows = 0; code == XCTL_OK && text.len && rows < 8; rows++) {
		xctl_error error = { 0 };
		n = split(xctl_str_cut(&text, '\n'), cells);
		if (xctl_columns_add(columns, cells, n, &document, &error) != XCTL_OK && (!error.what[0] || !error.hint[0]))
			abort();
	}
	if (document)
		read_document(document);
	json_decref(document);
	xctl_arena_drop(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	xctl_str text = { (const char *)bytes, len };
	json_t *document;
	size_t bad;
	if (len && bytes[0] != '{' && bytes[0] != '[') {
		if (xctl_utf8_valid(text, &bad) && !memchr(bytes, '\0', len))
			read_columns(text);
		return 0;
	}
	if (xctl_json_read(&document, text, "t", NULL) == XCTL_OK) {
		read_document(document);
		json_decref(document);
	}
	return 0;
}

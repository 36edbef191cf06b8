/* JSON: strict reading by jansson, streaming writing by a small writer of its own (the output path is hot: a tree built
 * only to be printed costs more than the decision). */
#ifndef XCTL_FORMAT_JSON_H
#define XCTL_FORMAT_JSON_H

#include <jansson.h>

#include "base/base.h"

/* Reads one document: duplicate keys, NUL, bad UTF-8, numbers out of range, depth over 64 and trailing bytes are
 * refused with line and column. A document is an object or an array; its tree takes up to 40 times the bytes of the
 * text, which is why the caller bounds the text. `*out` is the caller's (json_decref). `source` names the input in
 * errors. */
xctl_code xctl_json_read(json_t **out, xctl_str text, const char *source, xctl_error *error);

/* A writer into a buffer. Commas and quotes are its own business; nesting at most 64. */
typedef struct xctl_json {
	xctl_buf *to;
	uint64_t comma; /* bit d: something was written at depth d */
	unsigned depth;
	bool after_key;
} xctl_json;

void xctl_json_object(xctl_json *w);
void xctl_json_array(xctl_json *w);
void xctl_json_end_object(xctl_json *w);
void xctl_json_end_array(xctl_json *w);
void xctl_json_key(xctl_json *w, const char *key);
void xctl_json_str(xctl_json *w, xctl_str value);
void xctl_json_text(xctl_json *w, const char *value); /* NULL writes null */
void xctl_json_printf(xctl_json *w, const char *fmt, ...) XCTL_PRINTF(2, 3);
void xctl_json_int(xctl_json *w, int64_t value);
void xctl_json_bool(xctl_json *w, bool value);
void xctl_json_null(xctl_json *w);
void xctl_json_date(xctl_json *w, xctl_date value); /* null when open or not stated */
void xctl_json_decimal(xctl_json *w, xctl_decimal value);
/* Copies a parsed value with sorted keys: the canonical form that identities are hashed over. */
void xctl_json_value(xctl_json *w, const json_t *value);

#endif

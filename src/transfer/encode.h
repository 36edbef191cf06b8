/* Inside the room: making dictionary columns. */
#ifndef XCTL_TRANSFER_ENCODE_H
#define XCTL_TRANSFER_ENCODE_H

#include "transfer/table.h"

#define TABLE_CEILING ((size_t)1 << 36)
#define ENCODER_FULL INT32_MIN

/* One column under way: its rows' codes, its distinct words and where each stands. Not an xctl_map: a column of identifiers
 * has as many words as rows, and a map would hold every word once more, besides each of the rooms it grew out of. */
typedef struct encoder {
	xctl_buf codes;  /* int32_t */
	xctl_buf words;  /* xctl_str */
	uint32_t *slots; /* number of a word plus one */
	uint32_t room, n_words, last;
	xctl_arena *text;
} encoder;

struct xctl_table_memory {
	xctl_arena arena;
	encoder *encoders;
	xctl_table_column *columns;
	xctl_buf lines;
	uint32_t n;
};

/* The code of a word, made at first sight; ENCODER_FULL when there is no room. */
int32_t encoder_code(encoder *encoder, xctl_str word);
bool encoder_add(encoder *encoder, xctl_str word);
void encoder_column(const encoder *encoder, xctl_str name, xctl_table_column *out);
xctl_code table_begin(xctl_table *out, uint32_t n_columns, xctl_error *error);

#endif

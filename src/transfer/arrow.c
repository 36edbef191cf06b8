/* A record batch of the Arrow C data interface as a table of transfers. */
#include "transfer/arrow.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "transfer/encode.h"

typedef struct source {
	const char *format;
	const struct ArrowArray *array;
	const struct ArrowArray *words;  /* of a dictionary */
	const char *words_format;
} source;

static bool valid(const struct ArrowArray *a, int64_t row)
{
	const uint8_t *bits = a->buffers[0];
	row += a->offset;
	return !bits || (bits[row / 8] >> (row % 8)) & 1;
}

static xctl_str text_at(const struct ArrowArray *a, bool large, int64_t row)
{
	row += a->offset;
	const char *bytes = a->buffers[2];
	int64_t from, to;
	if (large) {
		from = ((const int64_t *)a->buffers[1])[row];
		to = ((const int64_t *)a->buffers[1])[row + 1];
	} else {
		from = ((const int32_t *)a->buffers[1])[row];
		to = ((const int32_t *)a->buffers[1])[row + 1];
	}
	return (xctl_str){ bytes ? bytes + from : "", (size_t)(to - from) };
}

/* An integer of the format's width; what is unsigned and above INT64_MAX is no index and no amount. */
static bool integer_at(const source *s, int64_t row, int64_t *out)
{
	row += s->array->offset;
	const void *at = s->array->buffers[1];
	switch (s->format[0]) {
	case 'c':
		*out = ((const int8_t *)at)[row];
		return true;
	case 'C':
		*out = ((const uint8_t *)at)[row];
		return true;
	case 's':
		*out = ((const int16_t *)at)[row];
		return true;
	case 'S':
		*out = ((const uint16_t *)at)[row];
		return true;
	case 'i':
		*out = ((const int32_t *)at)[row];
		return true;
	case 'I':
		*out = ((const uint32_t *)at)[row];
		return true;
	case 'l':
		*out = ((const int64_t *)at)[row];
		return true;
	case 'L':
		*out = (int64_t)((const uint64_t *)at)[row];
		return *out >= 0;
	default:
		return false;
	}
}

/* "d:precision,scale" of a decimal128; with ",256" behind it, it is another type. */
static bool decimal_format(const char *format, unsigned long *scale)
{
	char *end;
	if (strncmp(format, "d:", 2) != 0)
		return false;
	strtoul(format + 2, &end, 10);
	if (end == format + 2 || *end != ',')
		return false;
	const char *second = end + 1;
	*scale = strtoul(second, &end, 10);
	return end != second && !*end;
}

/* decimal128(precision, scale): two's complement, the low word first. Fits where the high word only extends the sign. */
static bool decimal_at(const source *s, int64_t row, xctl_decimal *out)
{
	unsigned long scale;
	const int64_t *words = s->array->buffers[1];
	int64_t low = words[2 * (row + s->array->offset)], high = words[2 * (row + s->array->offset) + 1];
	if (!decimal_format(s->format, &scale) || scale > 12 || high != (low < 0 ? -1 : 0))
		return false;
	*out = (xctl_decimal){ low, (uint8_t)scale };
	return true;
}

static bool is_text(const char *format)
{
	return strcmp(format, "u") == 0 || strcmp(format, "U") == 0;
}

static bool is_integer(const char *format)
{
	return format[0] && !format[1] && strchr("cCsSiIlL", format[0]);
}

static bool is_decimal(const char *format)
{
	unsigned long scale;
	return decimal_format(format, &scale);
}

static bool understood(const source *s)
{
	if (s->words)
		return is_integer(s->format) && is_text(s->words_format);
	return is_text(s->format) || is_integer(s->format) || is_decimal(s->format) || strcmp(s->format, "b") == 0
		|| strcmp(s->format, "tdD") == 0;
}

static bool cell_at(const source *s, int64_t row, char room[32], xctl_str *out)
{
	int64_t number;
	xctl_decimal decimal;
	*out = (xctl_str){ "", 0 };
	if (!valid(s->array, row))
		return true;
	if (s->words) {
		if (!integer_at(s, row, &number) || number < 0 || number >= s->words->length)
			return false;
		if (valid(s->words, number))
			*out = xctl_str_trim(text_at(s->words, s->words_format[0] == 'U', number));
		return true;
	}
	if (is_text(s->format)) {
		*out = xctl_str_trim(text_at(s->array, s->format[0] == 'U', row));
		return true;
	}
	if (is_decimal(s->format)) {
		if (!decimal_at(s, row, &decimal))
			return false;
		xctl_decimal_print(decimal, room);
	} else if (s->format[0] == 'b') {
		int64_t bit = row + s->array->offset;
		snprintf(room, 32, "%s", (((const uint8_t *)s->array->buffers[1])[bit / 8] >> (bit % 8)) & 1 ? "true" : "false");
	} else if (s->format[0] == 't') {
		xctl_date_print(((const int32_t *)s->array->buffers[1])[row + s->array->offset], room);
	} else if (integer_at(s, row, &number)) {
		snprintf(room, 32, "%" PRId64, number);
	} else {
		return false;
	}
	*out = xctl_str_of(room);
	return true;
}

/* A dictionary of utf8 with 32-bit indices is what a table is made of: its indices are borrowed, its words listed. */
static bool borrowable(const source *s)
{
	const struct ArrowArray *a = s->array;
	if (!s->words || s->format[0] != 'i' || (a->buffers[0] && a->null_count != 0) || s->words->buffers[0])
		return false;
	const int32_t *codes = (const int32_t *)a->buffers[1] + a->offset;
	for (int64_t i = 0; i < a->length; i++)
		if (codes[i] < 0 || codes[i] >= s->words->length)
			return false;
	for (int64_t i = 0; i < s->words->length; i++) {
		xctl_str word = text_at(s->words, s->words_format[0] == 'U', i);
		if (word.len == 0 || xctl_str_trim(word).len != word.len)
			return false;
	}
	return true;
}

static xctl_code borrow(const source *s, xctl_arena *arena, xctl_table_column *out, xctl_error *error)
{
	uint32_t n = (uint32_t)s->words->length;
	xctl_str *words = XCTL_NEW_ARRAY(arena, xctl_str, n);
	if (!words)
		return xctl_fail_limit(error, "the table");
	for (uint32_t i = 0; i < n; i++)
		words[i] = text_at(s->words, s->words_format[0] == 'U', i);
	out->codes = (const int32_t *)s->array->buffers[1] + s->array->offset;
	out->words = words;
	out->n_words = n;
	return XCTL_OK;
}

static xctl_code encode(const source *s, encoder *e, xctl_str name, xctl_error *error)
{
	char room[32];
	xctl_str cell;
	for (int64_t i = 0; i < s->array->length; i++) {
		if (!cell_at(s, i, room, &cell)) {
			xctl_fail(error, XCTL_INPUT, "row %" PRId64 " of the column \"%.*s\" has no value that fits", i, XCTL_FMT(name));
			xctl_hint(error, "an index must lie in its dictionary, an amount have at most 18 digits and 12 decimals");
			return XCTL_INPUT;
		}
		if (!encoder_add(e, cell))
			return xctl_fail_limit(error, "the table");
	}
	return XCTL_OK;
}

static xctl_code take_column(xctl_table *table, uint32_t i, const struct ArrowSchema *schema, const struct ArrowArray *array,
	xctl_error *error)
{
	struct xctl_table_memory *m = table->memory;
	xctl_table_column *to = &m->columns[i];
	source s = { schema->format, array, NULL, NULL };
	to->name = xctl_str_copy(&m->arena, xctl_str_of(schema->name ? schema->name : ""));
	if (!to->name.at)
		return xctl_fail_limit(error, "the table");
	if (schema->dictionary && array->dictionary) {
		s.words = array->dictionary;
		s.words_format = schema->dictionary->format;
	}
	if (!understood(&s) || (uint64_t)array->length != table->n_rows) {
		xctl_fail(error, XCTL_INPUT, "the column \"%.*s\" has a type or a length that cannot be read", XCTL_FMT(to->name));
		xctl_hint(error, "give utf8, a dictionary of it, bool, integers, decimal128 or date32");
		return XCTL_INPUT;
	}
	if (borrowable(&s))
		return borrow(&s, &m->arena, to, error);
	xctl_code code = encode(&s, &m->encoders[i], to->name, error);
	if (code == XCTL_OK)
		encoder_column(&m->encoders[i], to->name, to);
	return code;
}

xctl_code xctl_table_of_arrow(xctl_table *out, const struct ArrowSchema *schema, const struct ArrowArray *array,
	xctl_error *error)
{
	if (strcmp(schema->format, "+s") != 0 || schema->n_children != array->n_children || array->offset != 0
		|| array->length <= 0 || schema->n_children > 4096) {
		xctl_fail(error, XCTL_INPUT, "this is not a record batch with rows");
		xctl_hint(error, "give a struct array whose children are the columns, without an offset");
		return XCTL_INPUT;
	}
	xctl_table table;
	xctl_code code = table_begin(&table, (uint32_t)schema->n_children, error);
	if (code != XCTL_OK)
		return code;
	table.n_rows = (uint64_t)array->length;
	table.n_columns = (uint32_t)schema->n_children;
	for (uint32_t i = 0; i < table.n_columns && code == XCTL_OK; i++)
		code = take_column(&table, i, schema->children[i], array->children[i], error);
	table.columns = table.memory->columns;
	if (code == XCTL_OK)
		*out = table;
	else
		xctl_table_drop(&table);
	return code;
}

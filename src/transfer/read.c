#include <stdio.h>
#include <string.h>

#include "transfer/shape.h"

/* Where we are in the document, for errors: each level hangs on its caller's frame. */
typedef struct path {
	const struct path *above;
	const char *name;
	size_t index; /* when name is NULL */
} path;

typedef struct reader {
	xctl_arena *arena;
	const uint64_t *countries;
	xctl_error *error;
	struct {
		xctl_str *at;
		uint32_t count, room;
	} unread;
} reader;

static size_t put_byte(char *out, size_t n, size_t room, char c)
{
	if (n + 1 >= room)
		return n;
	out[n] = c;
	out[n + 1] = '\0';
	return n + 1;
}

/* RFC 6901: "~" and "/" in a name are written "~0" and "~1". */
static size_t path_print(const path *at, char *out, size_t room)
{
	if (!at)
		return 0;
	size_t n = path_print(at->above, out, room);
	char number[24];
	snprintf(number, sizeof number, "%zu", at->index);
	n = put_byte(out, n, room, '/');
	for (const char *c = at->name ? at->name : number; *c; c++) {
		if (*c == '~' || *c == '/')
			n = put_byte(out, n, room, '~');
		n = put_byte(out, n, room, *c == '~' ? '0' : *c == '/' ? '1' : *c);
	}
	return n;
}

static xctl_code wrong(reader *r, const path *at, const char *what, const char *hint)
{
	char pointer[128] = "";
	path_print(at, pointer, sizeof pointer);
	xctl_fail(r->error, XCTL_INPUT, "%s %s", pointer[0] ? pointer + 1 : "the document", what);
	xctl_at_pointer(r->error, "%s", pointer);
	xctl_hint(r->error, "%s", hint);
	return XCTL_INPUT;
}

static xctl_str string_of(const json_t *value)
{
	return (xctl_str){ json_string_value(value), json_string_length(value) };
}

xctl_country xctl_country_of(xctl_str code)
{
	if (code.len != 2 || code.at[0] < 'A' || code.at[0] > 'Z' || code.at[1] < 'A' || code.at[1] > 'Z')
		return XCTL_COUNTRY_NONE;
	return (xctl_country)((code.at[0] - 'A') * 26 + (code.at[1] - 'A'));
}

void xctl_country_print(xctl_country country, char out[3])
{
	if (country >= XCTL_COUNTRIES) {
		out[0] = out[1] = '?';
	} else {
		out[0] = (char)('A' + country / 26);
		out[1] = (char)('A' + country % 26);
	}
	out[2] = '\0';
}

static xctl_code read_country(reader *r, const path *at, const json_t *value, xctl_country *out)
{
	if (!json_is_string(value))
		return wrong(r, at, "is not a country code", "write two capital letters, ISO 3166-1 alpha-2 (or XK)");
	xctl_country c = xctl_country_of(string_of(value));
	if (c == XCTL_COUNTRY_NONE || !xctl_bit(r->countries, c)) {
		char what[96];
		snprintf(what, sizeof what, "names an unknown country \"%.20s\"", json_string_value(value));
		return wrong(r, at, what, "use ISO 3166-1 alpha-2 codes in capitals, or XK; GB for the United Kingdom");
	}
	*out = c;
	return XCTL_OK;
}

static xctl_code read_number(reader *r, const path *at, const json_t *value, xctl_decimal *out)
{
	bool fits;
	if (json_is_integer(value)) {
		const json_int_t most = INT64_C(999999999999999999);
		*out = (xctl_decimal){ json_integer_value(value), 0 };
		fits = out->coefficient <= most && out->coefficient >= -most;
	} else if (json_is_real(value)) {
		fits = xctl_decimal_of_double(json_real_value(value), out);
	} else if (json_is_string(value)) {
		fits = xctl_decimal_parse(xctl_str_trim(string_of(value)), true, out);
	} else {
		return wrong(r, at, "is not a number", "write a number, or an exact decimal as a string");
	}
	if (!fits)
		return wrong(r, at, "is not a number of at most 18 digits", "write digits with a decimal point");
	return XCTL_OK;
}

static xctl_code read_date(reader *r, const path *at, const json_t *value, xctl_date *out)
{
	if (!json_is_string(value) || !xctl_date_parse(string_of(value), out))
		return wrong(r, at, "is not a day of the calendar", "write YYYY-MM-DD");
	return XCTL_OK;
}

static xctl_code read_word(reader *r, const path *at, const json_t *value, const char *const *allowed, xctl_str *out)
{
	if (!json_is_string(value))
		return wrong(r, at, "is not a string", "write a string");
	*out = string_of(value);
	if (!allowed)
		return XCTL_OK;
	char hint[320] = "one of:";
	for (const char *const *word = allowed; *word; word++) {
		if (xctl_str_is(*out, *word))
			return XCTL_OK;
		size_t len = strlen(hint);
		snprintf(hint + len, sizeof hint - len, " %s", *word);
	}
	char what[96];
	snprintf(what, sizeof what, "is \"%.40s\"", out->at);
	return wrong(r, at, what, hint);
}

static xctl_code read_words(reader *r, const path *at, const json_t *value, const char *const *allowed,
	xctl_words *out)
{
	size_t n = json_is_array(value) ? json_array_size(value) : 1;
	xctl_str *words = XCTL_NEW_ARRAY(r->arena, xctl_str, n);
	if (!words)
		return xctl_fail_limit(r->error, "the transfer");
	for (size_t i = 0; i < n; i++) {
		const json_t *one = json_is_array(value) ? json_array_get(value, i) : value;
		path here = { at, NULL, i };
		xctl_code code = read_word(r, json_is_array(value) ? &here : at, one, allowed, &words[i]);
		if (code != XCTL_OK)
			return code;
	}
	*out = (xctl_words){ XCTL_STATED, (uint32_t)n, words };
	return XCTL_OK;
}

static xctl_code read_countries(reader *r, const path *at, const json_t *value, xctl_places *out)
{
	size_t n = json_is_array(value) ? json_array_size(value) : 1;
	xctl_country *places = XCTL_NEW_ARRAY(r->arena, xctl_country, n);
	if (!places)
		return xctl_fail_limit(r->error, "the transfer");
	for (size_t i = 0; i < n; i++) {
		path here = { at, NULL, i };
		bool many = json_is_array(value);
		xctl_code code = read_country(r, many ? &here : at, many ? json_array_get(value, i) : value, &places[i]);
		if (code != XCTL_OK)
			return code;
	}
	*out = (xctl_places){ XCTL_STATED, (uint32_t)n, places };
	return XCTL_OK;
}

static xctl_code read_parameter(reader *r, const path *at, const json_t *value, xctl_parameter *out)
{
	out->stated = json_is_null(value) ? XCTL_NULL : XCTL_STATED;
	if (json_is_null(value))
		return XCTL_OK;
	if (json_is_boolean(value)) {
		out->kind = XCTL_PARAMETER_YES;
		out->yes = json_is_true(value);
		return XCTL_OK;
	}
	if (json_is_string(value)) {
		out->word = string_of(value);
		if (xctl_date_parse(out->word, &out->date))
			out->kind = XCTL_PARAMETER_DATE;
		else if (xctl_decimal_parse(out->word, true, &out->number))
			out->kind = XCTL_PARAMETER_NUMBER;
		else
			out->kind = XCTL_PARAMETER_WORD;
		return XCTL_OK;
	}
	out->kind = XCTL_PARAMETER_NUMBER;
	return read_number(r, at, value, &out->number);
}

/* An object used as a map: names to codes, amounts or parameters. */
static xctl_code read_map(reader *r, const path *at, json_t *value, const field *f, void **array, uint32_t *count)
{
	if (!json_is_object(value))
		return wrong(r, at, "is not an object", "write {\"NAME\": value, …}");
	size_t n = json_object_size(value), i = 0;
	xctl_code_list *codes = NULL;
	xctl_amount *amounts = NULL;
	xctl_parameter *parameters = NULL;
	if (f->type == FIELD_CODES)
		*array = codes = XCTL_NEW_ARRAY(r->arena, xctl_code_list, n);
	else if (f->type == FIELD_AMOUNTS)
		*array = amounts = XCTL_NEW_ARRAY(r->arena, xctl_amount, n);
	else
		*array = parameters = XCTL_NEW_ARRAY(r->arena, xctl_parameter, n);
	if (!*array)
		return xctl_fail_limit(r->error, "the transfer");
	const char *key;
	json_t *one;
	json_object_foreach(value, key, one) {
		path here = { at, key, 0 };
		xctl_code code = XCTL_OK;
		if (codes) {
			codes[i].system = xctl_str_of(key);
			if (json_is_null(one))
				codes[i].codes.stated = XCTL_NULL;
			else
				code = read_words(r, &here, one, NULL, &codes[i].codes);
		} else if (amounts) {
			amounts[i].currency = xctl_str_of(key);
			amounts[i].value.stated = json_is_null(one) ? XCTL_NULL : XCTL_STATED;
			if (!json_is_null(one))
				code = read_number(r, &here, one, &amounts[i].value.value);
		} else {
			parameters[i].name = xctl_str_of(key);
			code = read_parameter(r, &here, one, &parameters[i]);
		}
		if (code != XCTL_OK)
			return code;
		i++;
	}
	*count = (uint32_t)n;
	return XCTL_OK;
}

static xctl_code read_object(reader *r, const path *at, json_t *value, const shape *of, char *into);

static xctl_code read_objects(reader *r, const path *at, json_t *value, const field *f, char *into)
{
	bool many = json_is_array(value);
	if (!many && !json_is_object(value))
		return wrong(r, at, "is not an array of objects", "write [{…}, …]");
	size_t n = many ? json_array_size(value) : 1;
	char *array = xctl_alloc_array(r->arena, n, f->of->size);
	if (!array)
		return xctl_fail_limit(r->error, "the transfer");
	for (size_t i = 0; i < n; i++) {
		path here = { at, NULL, i };
		xctl_code code = read_object(r, &here, many ? json_array_get(value, i) : value, f->of,
			array + i * f->of->size);
		if (code != XCTL_OK)
			return code;
	}
	*(void **)(void *)(into + f->at) = array;
	*(uint32_t *)(void *)(into + f->count) = (uint32_t)n;
	return XCTL_OK;
}

static xctl_code read_field(reader *r, const path *at, json_t *value, const field *f, char *into)
{
	void *to = into + f->at;
	bool null = json_is_null(value);
	xctl_stated stated = null ? XCTL_NULL : XCTL_STATED;
	if (f->stated != NO_OFFSET)
		*(xctl_stated *)(void *)(into + f->stated) = stated;
	switch (f->type) {
	case FIELD_WORD: {
		xctl_word *word = to;
		word->stated = stated;
		return null ? XCTL_OK : read_word(r, at, value, f->allowed, &word->at);
	}
	case FIELD_COUNTRY: {
		xctl_place *place = to;
		place->stated = stated;
		return null ? XCTL_OK : read_country(r, at, value, &place->country);
	}
	case FIELD_DATE: {
		xctl_day *day = to;
		day->stated = stated;
		return null ? XCTL_OK : read_date(r, at, value, &day->date);
	}
	case FIELD_YES: {
		xctl_yes *yes = to;
		if (!null && !json_is_boolean(value))
			return wrong(r, at, "is not yes or no", "write true, false or null");
		*yes = (xctl_yes){ stated, json_is_true(value) };
		return XCTL_OK;
	}
	case FIELD_NUMBER: {
		xctl_number *number = to;
		number->stated = stated;
		return null ? XCTL_OK : read_number(r, at, value, &number->value);
	}
	case FIELD_WORDS:
		if (null) {
			((xctl_words *)to)->stated = XCTL_NULL;
			return XCTL_OK;
		}
		return read_words(r, at, value, f->allowed, to);
	case FIELD_COUNTRIES:
		if (null) {
			((xctl_places *)to)->stated = XCTL_NULL;
			return XCTL_OK;
		}
		return read_countries(r, at, value, to);
	case FIELD_CODES:
	case FIELD_AMOUNTS:
	case FIELD_PARAMETERS:
		return null ? XCTL_OK : read_map(r, at, value, f, to, (uint32_t *)(void *)(into + f->count));
	case FIELD_OBJECT: {
		/* Asked, and not known: so is everything in it. */
		xctl_code code = null ? XCTL_OK : read_object(r, at, value, f->of, into);
		for (uint32_t i = 0; null && i < f->of->n_fields && code == XCTL_OK; i++)
			code = read_field(r, at, value, &f->of->fields[i], into);
		return code;
	}
	case FIELD_OBJECTS:
		return null ? XCTL_OK : read_objects(r, at, value, f, into);
	}
	return XCTL_OK;
}

static xctl_code read_object(reader *r, const path *at, json_t *value, const shape *of, char *into)
{
	if (!json_is_object(value))
		return wrong(r, at, "is not an object", "write {…}");
	const char *key;
	json_t *one;
	json_object_foreach(value, key, one) {
		const field *f = shape_field(of, xctl_str_of(key));
		path here = { at, key, 0 };
		if (f) {
			xctl_code code = read_field(r, &here, one, f, into);
			if (code != XCTL_OK)
				return code;
		} else if (!(of == &shape_transfer && strcmp(key, "unstated") == 0)) {
			char pointer[128];
			path_print(&here, pointer, sizeof pointer);
			xctl_str *slot = XCTL_PUSH(r->arena, &r->unread);
			if (!slot || !(*slot = xctl_str_copy(r->arena, xctl_str_of(pointer))).at)
				return xctl_fail_limit(r->error, "the transfer");
		}
	}
	return XCTL_OK;
}

/* What a document must have before anybody can answer anything. */
static xctl_code require(reader *r, const xctl_transfer *t)
{
	path kind = { NULL, "kind", 0 }, items = { NULL, "items", 0 };
	if (t->kind.stated != XCTL_STATED)
		return wrong(r, &kind, "is missing", "say what is done: export, reexport, in-country, release, service …");
	if (t->n_items == 0 && !xctl_str_is(t->kind.at, "investment"))
		return wrong(r, &items, "is missing or empty", "state at least one item");
	for (uint32_t i = 0; i < t->n_parties; i++) {
		path parties = { NULL, "parties", 0 }, index = { &parties, NULL, i }, role = { &index, "role", 0 };
		if (t->parties[i].role.stated != XCTL_STATED)
			return wrong(r, &role, "is missing", "say what the party does: exporter, consignee, end-user …");
	}
	return XCTL_OK;
}

static xctl_code read_unstated(reader *r, const json_t *document, bool *no)
{
	const json_t *value = json_object_get(document, "unstated");
	path at = { NULL, "unstated", 0 };
	const char *const allowed[] = { "unknown", "no", NULL };
	xctl_str word = { 0 };
	*no = false;
	if (!value || json_is_null(value))
		return XCTL_OK;
	xctl_code code = read_word(r, &at, value, allowed, &word);
	*no = code == XCTL_OK && xctl_str_is(word, "no");
	return code;
}

xctl_code xctl_transfer_read(xctl_transfer *out, xctl_arena *arena, json_t *document,
	const uint64_t countries[XCTL_COUNTRY_WORDS], xctl_error *error)
{
	reader r = { .arena = arena, .countries = countries, .error = error };
	xctl_transfer t = { 0 };
	xctl_code code = read_object(&r, NULL, document, &shape_transfer, (char *)&t);
	if (code == XCTL_OK)
		code = read_unstated(&r, document, &t.unstated_no);
	if (code == XCTL_OK)
		code = require(&r, &t);
	if (code == XCTL_OK)
		code = transfer_check_days(&t, error);
	if (code == XCTL_OK)
		code = transfer_check_parts(&t, arena, error);
	if (code == XCTL_OK)
		code = transfer_add_makers(&t, arena, error);
	if (code != XCTL_OK)
		return code;
	t.document = json_incref(document);
	t.unread = r.unread.at;
	t.n_unread = r.unread.count;
	*out = t;
	return XCTL_OK;
}

void xctl_transfer_drop(xctl_transfer *transfer)
{
	json_decref(transfer->document);
	transfer->document = NULL;
}

const xctl_words *xctl_item_codes(const xctl_item *item, xctl_str system)
{
	for (uint32_t i = 0; i < item->n_codes; i++)
		if (xctl_str_eq(item->codes[i].system, system))
			return &item->codes[i].codes;
	return NULL;
}

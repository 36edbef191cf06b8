/* Dotted columns: `item.codes.US`, `end-user.name`, `end-user2.country`, `item.contains.0.origin`, `facts.published`.
 * A column is resolved once into steps through the document's shape; a cell then only has to be put. */
#include <string.h>

#include "transfer/shape.h"

enum { STEPS = 8 };

typedef enum target { TARGET_TRANSFER, TARGET_ITEM, TARGET_PARTY } target;

typedef struct step {
	const char *key; /* NULL: an array element */
	uint32_t index;
} step;

typedef struct column {
	bool used;
	xctl_str name;
	target of;
	const char *role; /* PARTY */
	uint32_t which;   /* 0-based number of the item or of the party within its role */
	step steps[STEPS];
	uint32_t n_steps;
	field_type type; /* of the value to put */
} column;

struct xctl_columns {
	column *at;
	uint32_t n;
	uint32_t id; /* index of the column `id`, or XCTL_NONE */
};

static bool number_of(xctl_str s, uint32_t *out)
{
	if (s.len == 0 || s.len > 4)
		return false;
	uint32_t value = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
		value = value * 10 + (uint32_t)(s.at[i] - '0');
	}
	*out = value;
	return true;
}

/* `item`, `item2`, `end-user`, `end-user3`: the word and its 0-based number. */
static bool numbered(xctl_str part, const char *word, uint32_t *which)
{
	if (!xctl_str_starts(part, xctl_str_of(word)))
		return false;
	xctl_str rest = { part.at + strlen(word), part.len - strlen(word) };
	*which = 0;
	if (rest.len == 0)
		return true;
	if (!number_of(rest, which) || *which < 1)
		return false;
	*which -= 1;
	return true;
}

static bool push_step(column *c, const char *key, uint32_t index)
{
	if (c->n_steps == STEPS)
		return false;
	c->steps[c->n_steps++] = (step){ key, index };
	return true;
}

static bool resolve_in(column *c, xctl_arena *arena, const shape *of, xctl_str rest)
{
	xctl_str part = xctl_str_cut(&rest, '.');
	const field *f = shape_field(of, part);
	if (!f || !push_step(c, f->name, 0))
		return false;
	c->type = f->type;
	switch (f->type) {
	case FIELD_OBJECT:
		return rest.len > 0 && resolve_in(c, arena, f->of, rest);
	case FIELD_OBJECTS: {
		if (rest.len == 0) /* states the array itself: "[]" */
			return true;
		uint32_t index;
		part = xctl_str_cut(&rest, '.');
		return number_of(part, &index) && push_step(c, NULL, index) && rest.len > 0
			&& resolve_in(c, arena, f->of, rest);
	}
	case FIELD_CODES:
	case FIELD_AMOUNTS:
	case FIELD_PARAMETERS: {
		if (rest.len == 0)
			return false;
		xctl_str key = xctl_str_copy(arena, rest);
		return key.at && push_step(c, key.at, 0);
	}
	default:
		return rest.len == 0;
	}
}

static bool resolve(column *c, xctl_arena *arena, xctl_str name)
{
	xctl_str rest = name, first = xctl_str_cut(&rest, '.');
	const field *items = shape_field(&shape_transfer, XCTL_STR("items"));
	const field *parties = shape_field(&shape_transfer, XCTL_STR("parties"));
	if (rest.len > 0 && numbered(first, "item", &c->which)) {
		c->of = TARGET_ITEM;
		return resolve_in(c, arena, items->of, rest);
	}
	for (const char *const *role = shape_roles; rest.len > 0 && *role; role++)
		if (numbered(first, *role, &c->which)) {
			c->of = TARGET_PARTY;
			c->role = *role;
			return resolve_in(c, arena, parties->of, rest);
		}
	c->of = TARGET_TRANSFER;
	if (xctl_str_is(first, "items")) /* a line is an item: `item.…` */
		return false;
	if (xctl_str_is(name, "unstated")) {
		c->type = FIELD_WORD;
		return push_step(c, "unstated", 0);
	}
	return resolve_in(c, arena, &shape_transfer, name);
}

xctl_code xctl_columns_open(xctl_columns **out, xctl_arena *arena, const xctl_str *names, uint32_t n_names,
	xctl_words *unmatched, xctl_error *error)
{
	xctl_columns *columns = XCTL_NEW(arena, xctl_columns);
	xctl_str *odd = XCTL_NEW_ARRAY(arena, xctl_str, n_names);
	column *at = XCTL_NEW_ARRAY(arena, column, n_names);
	if (!columns || !odd || !at)
		return xctl_fail_limit(error, "the columns");
	uint32_t n_odd = 0;
	columns->id = XCTL_NONE;
	for (uint32_t i = 0; i < n_names; i++) {
		xctl_str name = xctl_str_trim(names[i]);
		for (uint32_t j = 0; j < i && name.len; j++)
			if (xctl_str_eq(at[j].name, name)) {
				xctl_fail(error, XCTL_INPUT, "the column \"%.*s\" stands twice", XCTL_FMT(name));
				xctl_at(error, NULL, 1, 0);
				xctl_hint(error, "number repeated parties (end-user, end-user2) or drop one of the columns");
				return XCTL_INPUT;
			}
		column *c = &at[i];
		c->used = resolve(c, arena, name);
		c->name = xctl_str_copy(arena, name);
		if (!c->name.at)
			return xctl_fail_limit(error, "the columns");
		if (!c->used)
			odd[n_odd++] = c->name;
		else if (xctl_str_is(name, "id"))
			columns->id = i;
	}
	columns->at = at;
	columns->n = n_names;
	*unmatched = (xctl_words){ XCTL_STATED, n_odd, odd };
	*out = columns;
	return XCTL_OK;
}

xctl_column_target xctl_columns_target(const xctl_columns *columns, uint32_t column_number)
{
	const column *c = &columns->at[column_number];
	if (!c->used)
		return (xctl_column_target){ .of = XCTL_COLUMN_OF_NOTHING };
	return (xctl_column_target){
		.of = c->of == TARGET_ITEM ? XCTL_COLUMN_OF_ITEM : c->of == TARGET_PARTY ? XCTL_COLUMN_OF_PARTY : XCTL_COLUMN_OF_TRANSFER,
		.role = c->role,
		.which = c->which,
		.field = c->steps[0].key,
		.below = c->n_steps > 1 ? c->steps[1].key : NULL,
		.deeper = c->n_steps > 1,
		.number = c->type == FIELD_NUMBER || c->type == FIELD_AMOUNTS,
	};
}

xctl_str xctl_columns_id(const xctl_columns *columns, const xctl_str *cells, uint32_t n_cells)
{
	return columns->id < n_cells ? xctl_str_trim(cells[columns->id]) : (xctl_str){ 0 };
}

static bool is_array(field_type type)
{
	return type == FIELD_WORDS || type == FIELD_COUNTRIES || type == FIELD_OBJECTS || type == FIELD_CODES;
}

/* A cell as a JSON value of the column's type; NULL when memory ran out. */
static json_t *value_of(const column *c, xctl_str cell)
{
	if (xctl_str_is(cell, "null"))
		return json_null();
	if (is_array(c->type)) {
		json_t *array = json_array();
		xctl_str rest = xctl_str_is(cell, "[]") ? (xctl_str){ 0 } : cell;
		while (rest.len) {
			xctl_str one = xctl_str_trim(xctl_str_cut(&rest, ';'));
			json_array_append_new(array, json_stringn(one.at, one.len));
		}
		if (c->type == FIELD_CODES && json_array_size(array) == 1) {
			json_t *only = json_incref(json_array_get(array, 0));
			json_decref(array);
			return only;
		}
		return array;
	}
	if (c->type == FIELD_YES || c->type == FIELD_PARAMETERS) {
		if (xctl_str_eq_nocase(cell, XCTL_STR("true")) || xctl_str_eq_nocase(cell, XCTL_STR("yes")))
			return json_true();
		if (xctl_str_eq_nocase(cell, XCTL_STR("false")) || xctl_str_eq_nocase(cell, XCTL_STR("no")))
			return json_false();
	}
	return json_stringn(cell.at, cell.len);
}

static xctl_code bad_cell(xctl_error *error, const column *c, const char *what, const char *hint)
{
	xctl_fail(error, XCTL_INPUT, "column \"%.*s\": %s", XCTL_FMT(c->name), what);
	xctl_at_pointer(error, "%.*s", XCTL_FMT(c->name));
	xctl_hint(error, "%s", hint);
	return XCTL_INPUT;
}

/* The child under a step, made when absent as an object or an array by what the next step wants. */
static json_t *descend(json_t *into, const step *s, bool array)
{
	json_t *child;
	if (s->key) {
		child = json_object_get(into, s->key);
		if (!child) {
			child = array ? json_array() : json_object();
			json_object_set_new(into, s->key, child);
		}
		return child;
	}
	child = json_array_get(into, s->index);
	if (!child && s->index == json_array_size(into)) {
		child = json_object();
		json_array_append_new(into, child);
	}
	return child;
}

static xctl_code contradiction(xctl_error *error, const column *c)
{
	return bad_cell(error, c, "contradicts another column", "state the array or its elements, not both");
}

/* An array that "[]" stated to be empty: one that was made for its elements has some. */
static bool said_empty(const json_t *array)
{
	return json_is_array(array) && json_array_size(array) == 0;
}

static xctl_code put(const column *c, json_t *into, xctl_str cell, xctl_error *error)
{
	if (c->type == FIELD_OBJECTS && !xctl_str_is(cell, "[]") && !xctl_str_is(cell, "null"))
		return bad_cell(error, c, "is an array of objects", "write [] for none, or name the fields of its elements: NAME.0.FIELD");
	for (uint32_t i = 0; i + 1 < c->n_steps; i++) {
		if (c->steps[i].key && !c->steps[i + 1].key && said_empty(json_object_get(into, c->steps[i].key)))
			return contradiction(error, c);
		into = descend(into, &c->steps[i], c->steps[i + 1].key == NULL);
		if (!into)
			return bad_cell(error, c, "skips an element of its array", "number the elements 0, 1, 2 … without gaps");
		if (c->steps[i + 1].key ? !json_is_object(into) : !json_is_array(into))
			return contradiction(error, c);
	}
	const char *key = c->steps[c->n_steps - 1].key;
	json_t *value = value_of(c, cell), *stands = json_object_get(into, key);
	if (!value) {
		/* jansson refuses a string that is not UTF-8; the reader has checked that already. */
		return xctl_fail_limit(error, "the row");
	}
	if (stands) {
		bool same = json_equal(stands, value);
		json_decref(value);
		return same ? XCTL_OK
			    : bad_cell(error, c, "differs from another column or an earlier line of the same transfer",
				      "lines with one id are one transfer: give whole-transfer cells once or alike");
	}
	json_object_set_new(into, key, value);
	return XCTL_OK;
}

/* The party of a role, made when absent: parties stand in the order in which columns first speak of them. NULL where
 * another column says that there are none, or that nobody knows. */
static json_t *party_of(json_t *document, const char *role, uint32_t which)
{
	json_t *parties = json_object_get(document, "parties");
	if (!parties) {
		parties = json_array();
		json_object_set_new(document, "parties", parties);
	} else if (!json_is_array(parties) || said_empty(parties)) {
		return NULL;
	}
	uint32_t seen = 0;
	size_t i;
	json_t *one;
	json_array_foreach(parties, i, one) {
		const char *other = json_string_value(json_object_get(one, "role"));
		if (other && strcmp(other, role) == 0 && seen++ == which)
			return one;
	}
	one = NULL;
	while (seen <= which) {
		one = json_object();
		json_object_set_new(one, "role", json_string(role));
		json_array_append_new(parties, one);
		seen++;
	}
	return one;
}

void xctl_columns_end(json_t *document)
{
	json_t *parties = json_object_get(document, "parties");
	for (size_t i = json_array_size(parties); i-- > 0;)
		if (json_object_size(json_array_get(parties, i)) == 1)
			json_array_remove(parties, i);
}

static json_t *item_of(json_t *items, size_t first, uint32_t which)
{
	while (json_array_size(items) <= first + which)
		json_array_append_new(items, json_object());
	return json_array_get(items, first + which);
}

xctl_code xctl_columns_add(const xctl_columns *columns, const xctl_str *cells, uint32_t n_cells, json_t **document,
	xctl_error *error)
{
	bool more = *document != NULL;
	json_t *to = more ? *document : json_object();
	json_t *items = json_object_get(to, "items");
	if (!items) {
		items = json_array();
		json_object_set_new(to, "items", items);
	}
	size_t first = json_array_size(items);
	xctl_code code = XCTL_OK;
	for (uint32_t i = 0; i < columns->n && i < n_cells && code == XCTL_OK; i++) {
		const column *c = &columns->at[i];
		xctl_str cell = xctl_str_trim(cells[i]);
		if (!c->used || cell.len == 0)
			continue;
		json_t *into = to;
		if (c->of == TARGET_ITEM)
			into = item_of(items, first, c->which);
		else if (c->of == TARGET_PARTY)
			into = party_of(to, c->role, c->which);
		code = into ? put(c, into, cell, error) : contradiction(error, c);
	}
	if (code == XCTL_OK)
		*document = to;
	else if (!more)
		json_decref(to);
	return code;
}

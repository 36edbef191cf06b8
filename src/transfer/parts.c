/* A bill of materials goes down: an item whose part is, by its name, another item of the transfer contains that item's
 * parts too, and none may come back to where it began. */
#include <stdio.h>

#include "transfer/shape.h"

enum { UNSEEN, OPEN, DONE };

/* The item that a part is, or XCTL_NONE. */
static uint32_t item_of(const xctl_transfer *t, const xctl_item *part)
{
	for (uint32_t i = 0; part->name.stated == XCTL_STATED && part->name.at.len && i < t->n_items; i++)
		if (t->items[i].name.stated == XCTL_STATED && xctl_str_eq(t->items[i].name.at, part->name.at))
			return i;
	return XCTL_NONE;
}

static xctl_code refuse(const xctl_transfer *t, uint32_t item, uint32_t part, xctl_error *error)
{
	xctl_str name = t->items[item].contains[part].name.at;
	xctl_fail(error, XCTL_INPUT, "the bill of materials runs in a circle: \"%.*s\" in the end contains itself",
		name.len > 80 ? 80 : (int)name.len, name.at);
	xctl_at_pointer(error, "/items/%u/contains/%u", item, part);
	xctl_hint(error, "take the part out where it closes the circle, or name it otherwise than the whole");
	return XCTL_INPUT;
}

/* Depth first, with a stack of its own: each item's next part. */
static xctl_code walk(const xctl_transfer *t, uint32_t from, uint8_t *state, uint32_t (*stack)[2], xctl_error *error)
{
	uint32_t depth = 0;
	stack[depth][0] = from;
	stack[depth++][1] = 0;
	state[from] = OPEN;
	while (depth) {
		uint32_t item = stack[depth - 1][0], part = stack[depth - 1][1]++;
		if (part == t->items[item].n_contains) {
			state[item] = DONE;
			depth--;
			continue;
		}
		uint32_t inner = item_of(t, &t->items[item].contains[part]);
		if (inner == XCTL_NONE || state[inner] == DONE)
			continue;
		if (state[inner] == OPEN)
			return refuse(t, item, part, error);
		state[inner] = OPEN;
		stack[depth][0] = inner;
		stack[depth++][1] = 0;
	}
	return XCTL_OK;
}

xctl_code transfer_check_parts(const xctl_transfer *t, xctl_arena *arena, xctl_error *error)
{
	bool any = false;
	for (uint32_t i = 0; i < t->n_items && !any; i++)
		any = t->items[i].n_contains > 0;
	if (!any)
		return XCTL_OK;
	uint8_t *state = XCTL_NEW_ARRAY(arena, uint8_t, t->n_items);
	uint32_t(*stack)[2] = xctl_alloc_array(arena, t->n_items, sizeof *stack);
	if (!state || !stack)
		return xctl_fail_limit(error, "the transfer");
	xctl_code code = XCTL_OK;
	for (uint32_t i = 0; i < t->n_items && code == XCTL_OK; i++)
		if (state[i] == UNSEEN)
			code = walk(t, i, state, stack, error);
	return code;
}

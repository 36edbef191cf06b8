/* Who made the parts of what is bought: rules on purchases look at them as at any party. */
#include <string.h>

#include "transfer/shape.h"

static bool is_there(const xctl_party *parties, uint32_t n, xctl_str name)
{
	for (uint32_t i = 0; i < n; i++)
		if (xctl_str_is(parties[i].role.at, "component-manufacturer") && xctl_str_eq(parties[i].name.at, name))
			return true;
	return false;
}

xctl_code transfer_add_makers(xctl_transfer *t, xctl_arena *arena, xctl_error *error)
{
	uint32_t parts = 0, n = t->n_parties;
	for (uint32_t i = 0; i < t->n_items; i++)
		parts += t->items[i].n_contains;
	if (!parts || !xctl_str_is(t->kind.at, "procurement"))
		return XCTL_OK;
	xctl_party *all = XCTL_NEW_ARRAY(arena, xctl_party, n + parts);
	if (!all)
		return xctl_fail_limit(error, "the parties");
	if (n)
		memcpy(all, t->parties, n * sizeof *all);
	for (uint32_t i = 0; i < t->n_items; i++)
		for (uint32_t k = 0; k < t->items[i].n_contains; k++) {
			const xctl_word *maker = &t->items[i].contains[k].manufacturer;
			if (maker->stated == XCTL_STATED && maker->at.len && !is_there(all, n, maker->at))
				all[n++] = (xctl_party){ .role = { XCTL_STATED, XCTL_STR("component-manufacturer") }, .name = *maker };
		}
	t->parties = all;
	t->n_parties = n;
	return XCTL_OK;
}

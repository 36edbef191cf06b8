/* What changed between two versions of one list. */
#include "lists/inside.h"

static bool same_strs(const xctl_str *a, uint32_t n_a, const xctl_str *b, uint32_t n_b)
{
	if (n_a != n_b)
		return false;
	for (uint32_t i = 0; i < n_a; i++)
		if (!xctl_str_eq(a[i], b[i]))
			return false;
	return true;
}

static bool same_names(const xctl_entry *a, const xctl_entry *b)
{
	if (a->n_names != b->n_names)
		return false;
	for (uint32_t i = 0; i < a->n_names; i++)
		if (a->names[i].quality != b->names[i].quality || !xctl_str_eq(a->names[i].text, b->names[i].text))
			return false;
	return true;
}

/* All but when it was known, and from when: a feed without dates dates by its own day. */
static bool same_entry(const xctl_entry *a, const xctl_entry *b)
{
	return a->kind == b->kind && a->scope == b->scope && a->policy == b->policy && a->carve_out == b->carve_out
	    && a->footnotes == b->footnotes && a->effective.until == b->effective.until && same_names(a, b)
	    && xctl_str_eq(a->countries, b->countries) && xctl_str_eq(a->birth, b->birth) && xctl_str_eq(a->cites, b->cites)
	    && xctl_str_eq(a->requirement_text, b->requirement_text) && xctl_str_eq(a->policy_text, b->policy_text)
	    && same_strs(a->addresses, a->n_addresses, b->addresses, b->n_addresses)
	    && same_strs(a->ids, a->n_ids, b->ids, b->n_ids)
	    && same_strs(a->programmes, a->n_programmes, b->programmes, b->n_programmes)
	    && same_strs(a->codes, a->n_codes, b->codes, b->n_codes)
	    && same_strs(a->except, a->n_except, b->except, b->n_except)
	    && same_strs(a->carved, a->n_carved, b->carved, b->n_carved);
}

static bool push(xctl_strs *to, xctl_arena *arena, xctl_str id)
{
	xctl_str *slot = XCTL_PUSH(arena, to);
	if (slot)
		*slot = id;
	return slot != NULL;
}

bool xctl_list_compare(xctl_list_diff *out, xctl_arena *arena, const xctl_list *before, const xctl_list *after)
{
	xctl_strs added = { 0 }, removed = { 0 }, changed = { 0 };
	uint32_t i = 0, k = 0;
	bool fine = true;
	while (fine && (i < before->n_entries || k < after->n_entries)) {
		const xctl_entry *a = i < before->n_entries ? &before->entries[i] : NULL;
		const xctl_entry *b = k < after->n_entries ? &after->entries[k] : NULL;
		int order = !a ? 1 : !b ? -1 : xctl_str_cmp(a->id, b->id);
		if (order < 0)
			fine = push(&removed, arena, a->id);
		else if (order > 0)
			fine = push(&added, arena, b->id);
		else if (!same_entry(a, b))
			fine = push(&changed, arena, b->id);
		i += order <= 0;
		k += order >= 0;
	}
	if (!fine)
		return false;
	*out = (xctl_list_diff){ .added = added.at, .removed = removed.at, .changed = changed.at, .n_added = added.count,
		.n_removed = removed.count, .n_changed = changed.count };
	return true;
}

/* Lists growing entry by entry while a feed is read; made final at its end. */
#include "lists/inside.h"

#include <stdlib.h>
#include <string.h>

xctl_gather_list *xctl_gather_list_of(xctl_gather *gather, const xctl_list *head)
{
	for (uint32_t i = 0; i < gather->lists.count; i++)
		if (xctl_str_eq(gather->lists.at[i].head.id, head->id))
			return &gather->lists.at[i];
	xctl_gather_list *list = XCTL_PUSH(gather->arena, &gather->lists);
	if (list)
		list->head = *head;
	return list;
}

/* Strong names before weak ones, else in the feed's order: the order in which the list form keeps them. */
static bool order_names(xctl_entry *entry, xctl_arena *arena)
{
	xctl_name *sorted = XCTL_NEW_ARRAY(arena, xctl_name, entry->n_names);
	uint32_t n = 0;
	if (!sorted)
		return false;
	for (unsigned quality = XCTL_NAME_PRIMARY; quality <= XCTL_NAME_WEAK; quality++)
		for (uint32_t i = 0; i < entry->n_names; i++)
			if ((unsigned)entry->names[i].quality == quality)
				sorted[n++] = entry->names[i];
	entry->names = sorted;
	return true;
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static int by_two_letters(const void *a, const void *b)
{
	return memcmp(a, b, 2);
}

/* The first 60 bits of the SHA-256 of the name in capitals, a line end, the countries in order, and `more`. */
static xctl_str made_id(xctl_arena *arena, const xctl_entry *entry, xctl_str more)
{
	xctl_str name = entry->names[0].text;
	size_t len = name.len + 1 + entry->countries.len + more.len;
	char *text = xctl_alloc(arena, len + 1);
	char *id = xctl_alloc(arena, 27);
	if (!text || !id)
		return (xctl_str){ NULL, 0 };
	for (size_t i = 0; i < name.len; i++)
		text[i] = upper(name.at[i]);
	text[name.len] = '\n';
	if (entry->countries.len)
		memcpy(text + name.len + 1, entry->countries.at, entry->countries.len);
	qsort(text + name.len + 1, entry->countries.len / 2, 2, by_two_letters);
	if (more.len)
		memcpy(text + name.len + 1 + entry->countries.len, more.at, more.len);
	xctl_digest digest = xctl_sha256((xctl_str){ text, len });
	xctl_base32_128(&digest, id);
	return (xctl_str){ id, 12 };
}

bool xctl_gather_add(xctl_gather *gather, xctl_gather_list *list, xctl_entry entry)
{
	if (entry.id.len == 0) {
		entry.id = made_id(gather->arena, &entry, XCTL_STR(""));
		if (!entry.id.at)
			return false;
	}
	if (!order_names(&entry, gather->arena))
		return false;
	xctl_entry_date(&entry, &list->head, &gather->report);
	xctl_entry *slot = XCTL_PUSH(gather->arena, &list->entries);
	if (slot)
		*slot = entry;
	return slot != NULL;
}

static int by_strs(const xctl_str *a, uint32_t n_a, const xctl_str *b, uint32_t n_b)
{
	for (uint32_t i = 0; i < n_a && i < n_b; i++) {
		int order = xctl_str_cmp(a[i], b[i]);
		if (order)
			return order;
	}
	return (n_a > n_b) - (n_a < n_b);
}

static int by_names(const xctl_entry *x, const xctl_entry *y)
{
	for (uint32_t i = 0; i < x->n_names && i < y->n_names; i++) {
		int order = xctl_str_cmp(x->names[i].text, y->names[i].text);
		if (order)
			return order;
	}
	return (x->n_names > y->n_names) - (x->n_names < y->n_names);
}

/* By id, then by what tells entries of one name and country apart: 0 only for entries that say the same. */
static int by_id(const void *a, const void *b)
{
	const xctl_entry *x = a, *y = b;
	int order = xctl_str_cmp(x->id, y->id);
	if (!order)
		order = (x->effective.from > y->effective.from) - (x->effective.from < y->effective.from);
	if (!order)
		order = xctl_str_cmp(x->cites, y->cites);
	if (!order)
		order = by_strs(x->addresses, x->n_addresses, y->addresses, y->n_addresses);
	if (!order)
		order = xctl_str_cmp(x->requirement_text, y->requirement_text);
	if (!order)
		order = xctl_str_cmp(x->policy_text, y->policy_text);
	if (!order)
		order = by_strs(x->ids, x->n_ids, y->ids, y->n_ids);
	if (!order)
		order = (x->effective.until > y->effective.until) - (x->effective.until < y->effective.until);
	if (!order)
		order = by_names(x, y);
	if (!order)
		order = by_strs(x->programmes, x->n_programmes, y->programmes, y->n_programmes);
	return order ? order : xctl_str_cmp(x->birth, y->birth);
}

/* Entries under one id: equal ones become one; of the others the first keeps the id, and each later one gets an id made of
 * what tells it apart. */
static bool part_equals(xctl_gather *gather, xctl_gather_list *list)
{
	xctl_entry *at = list->entries.at;
	uint32_t kept = 0, first = 0;
	for (uint32_t i = 0; i < list->entries.count; i++) {
		if (kept && by_id(&at[i], &at[kept - 1]) == 0) {
			gather->report.repeated++;
			continue;
		}
		at[kept] = at[i];
		if (kept == 0 || !xctl_str_eq(at[i].id, at[first].id))
			first = kept;
		kept++;
	}
	list->entries.count = kept;
	xctl_str shared = { NULL, 0 };
	uint32_t nth = 0;
	for (uint32_t i = 0; i < kept; i++) {
		if (i == 0 || !xctl_str_eq(at[i].id, shared)) {
			shared = at[i].id;
			nth = 0;
			continue;
		}
		nth++;
		xctl_str more = xctl_str_print(gather->arena, "\n%.*s\n%.*s\n%.*s\n%d\n%u", XCTL_FMT(shared), XCTL_FMT(at[i].cites),
			XCTL_FMT(at[i].n_addresses ? at[i].addresses[0] : XCTL_STR("")), at[i].effective.from, nth);
		at[i].id = more.at ? made_id(gather->arena, &at[i], more) : more;
		if (!at[i].id.at)
			return false;
	}
	return true;
}

static int by_list(const void *a, const void *b)
{
	return xctl_str_cmp(((const xctl_list *)a)->id, ((const xctl_list *)b)->id);
}

static bool finish_list(xctl_gather *gather, xctl_gather_list *list, xctl_list *out)
{
	xctl_entry *at = list->entries.at;
	if (list->entries.count)
		qsort(at, list->entries.count, sizeof *at, by_id);
	if (!part_equals(gather, list))
		return false;
	if (list->entries.count)
		qsort(at, list->entries.count, sizeof *at, by_id);
	for (uint32_t i = 0; i < list->entries.count; i++)
		gather->report.unparsed += at[i].scope == XCTL_SCOPE_UNPARSED;
	gather->report.entries += list->entries.count;
	*out = list->head;
	out->entries = at;
	out->n_entries = list->entries.count;
	return true;
}

xctl_code xctl_gather_finish(xctl_gather *gather, xctl_list **out, uint32_t *n, const char *source, xctl_error *error)
{
	uint32_t count = gather->lists.count;
	xctl_list *lists = XCTL_NEW_ARRAY(gather->arena, xctl_list, count);
	bool fine = lists != NULL;
	for (uint32_t i = 0; i < count && fine; i++)
		fine = finish_list(gather, &gather->lists.at[i], &lists[i]);
	if (!fine)
		return xctl_fail_limit(error, "importing the lists");
	if (gather->report.entries == 0) {
		xctl_fail(error, XCTL_INPUT, "the feed holds no entry");
		xctl_hint(error, "fetch it again: an empty answer is not an empty list");
		xctl_at(error, source, 0, 0);
		return XCTL_INPUT;
	}
	qsort(lists, count, sizeof *lists, by_list);
	*out = lists;
	*n = count;
	return XCTL_OK;
}

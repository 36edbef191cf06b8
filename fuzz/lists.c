/* A feed that was taken in must be written, read again and encoded as what it was; nothing else may happen but a refusal. */
#include <stdlib.h>

#include "lists/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void must(bool condition)
{
	if (!condition)
		abort();
}

static void check_block(const xctl_list *lists, uint32_t n, xctl_arena *arena)
{
	xctl_buf block = { .at = NULL };
	xctl_lists opened;
	uint32_t number = 0;
	must(xctl_lists_encode(&block, lists, n, NULL) == XCTL_OK);
	must(xctl_lists_open(&opened, xctl_buf_view(&block), NULL) == XCTL_OK);
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < lists[i].n_entries; k++, number++) {
			xctl_entry entry;
			uint32_t list;
			must(xctl_lists_entry(&opened, number, arena, &entry, &list) && list == i);
			must(xctl_str_eq(entry.id, lists[i].entries[k].id) && entry.n_names == lists[i].entries[k].n_names);
		}
	xctl_buf_drop(&block);
}

static void check_written(const xctl_list *list, xctl_arena *arena)
{
	xctl_buf text = { .at = NULL };
	xctl_list again;
	xctl_list_diff diff;
	must(xctl_list_write_tsv(&text, list, NULL) == XCTL_OK);
	must(xctl_list_read_tsv(&again, arena, xctl_buf_view(&text), "again", NULL) == XCTL_OK);
	must(xctl_list_compare(&diff, arena, list, &again) && diff.n_added + diff.n_removed + diff.n_changed == 0);
	xctl_buf_drop(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	xctl_arena arena = { .chunks = NULL };
	xctl_str feed = { (const char *)bytes, len };
	xctl_import_options options = XCTL_IMPORT_OPTIONS_INIT;
	options.published = xctl_date_make(2026, 7, 31);
	xctl_list *lists;
	uint32_t n;
	xctl_lists opened;
	if (xctl_list_import(&lists, &n, &arena, feed, "feed", &options, NULL) == XCTL_OK) {
		for (uint32_t i = 0; i < n; i++)
			check_written(&lists[i], &arena);
		check_block(lists, n, &arena);
	}
	if (xctl_lists_open(&opened, feed, NULL) == XCTL_OK) /* a feed that begins like a block is tried as one */
		for (uint32_t i = 0; i < opened.n_entries && i < 100; i++) {
			xctl_entry entry;
			xctl_lists_entry(&opened, i, &arena, &entry, NULL);
		}
	xctl_arena_drop(&arena);
	return 0;
}

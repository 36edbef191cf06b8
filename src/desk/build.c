/* Building a snapshot from a rulebook folder and list files. */
#include <stdio.h>
#include <string.h>

#include "desk/desk.h"
#include "lists/import.h"

typedef struct building {
	xctl_arena arena;
	XCTL_LIST(law_file) files;
	XCTL_LIST(xctl_list) lists;
	XCTL_LIST(xctl_file) open; /* mapped for as long as the build takes */
	const char *root;
	uint32_t read; /* sources read so far */
} building;

static xctl_code map(building *b, const char *path, xctl_str *bytes, xctl_error *error)
{
	xctl_file *file = XCTL_PUSH(&b->arena, &b->open);
	if (!file)
		return xctl_fail_limit(error, "the build");
	xctl_code code = xctl_file_map(file, path, error);
	if (code != XCTL_OK) {
		b->open.count--;
		return code;
	}
	*bytes = file->bytes;
	return XCTL_OK;
}

static xctl_code add_source(void *context, const char *relative, xctl_error *error)
{
	building *b = context;
	if (strncmp(relative, "lists/", 6) == 0) /* lists are read as lists, not as tables of law */
		return XCTL_OK;
	xctl_str path = xctl_str_print(&b->arena, "%s/%s", b->root, relative);
	xctl_str name = xctl_str_copy(&b->arena, xctl_str_of(relative)), text;
	if (!path.at || !name.at)
		return xctl_fail_limit(error, "the build");
	xctl_code code = map(b, path.at, &text, error);
	if (code != XCTL_OK)
		return code;
	b->read++;
	/* A branch of the book: its file takes the place of the one of the same path, or is one more. */
	for (uint32_t i = 0; i < b->files.count; i++)
		if (xctl_str_eq(b->files.at[i].path, name)) {
			b->files.at[i].text = text;
			return XCTL_OK;
		}
	law_file *slot = XCTL_PUSH(&b->arena, &b->files);
	if (!slot)
		return xctl_fail_limit(error, "the build");
	*slot = (law_file){ name, text };
	return XCTL_OK;
}

/* A later list of the same name replaces an earlier one: a full list takes an excerpt's place. */
static xctl_code add_list(building *b, const xctl_list *list, xctl_error *error)
{
	for (uint32_t i = 0; i < b->lists.count; i++)
		if (xctl_str_eq(b->lists.at[i].id, list->id)) {
			b->lists.at[i] = *list;
			return XCTL_OK;
		}
	xctl_list *slot = XCTL_PUSH(&b->arena, &b->lists);
	if (!slot)
		return xctl_fail_limit(error, "the build");
	*slot = *list;
	return XCTL_OK;
}

static xctl_code read_lists(building *b, const char *path, xctl_error *error)
{
	xctl_str bytes;
	xctl_list *lists;
	uint32_t n;
	xctl_code code = map(b, path, &bytes, error);
	if (code == XCTL_OK)
		code = xctl_list_import(&lists, &n, &b->arena, bytes, path, NULL, error);
	for (uint32_t i = 0; code == XCTL_OK && i < n; i++)
		code = add_list(b, &lists[i], error);
	return code;
}

static xctl_code add_list_file(void *context, const char *relative, xctl_error *error)
{
	building *b = context;
	xctl_str path = xctl_str_print(&b->arena, "%s/%s", b->root, relative);
	return path.at ? read_lists(b, path.at, error) : xctl_fail_limit(error, "the build");
}

/* A folder of lists, or one file. */
static xctl_code add_lists(building *b, const char *path, xctl_error *error)
{
	uint32_t before = b->lists.count;
	xctl_error walk = { 0 };
	b->root = path;
	xctl_code code = xctl_file_walk(path, ".tsv", add_list_file, b, &walk);
	if (code == XCTL_OK && b->lists.count > before)
		return XCTL_OK;
	if (code == XCTL_INPUT) {
		*error = walk;
		return code;
	}
	return read_lists(b, path, error);
}

/* The files of one folder; those of a later folder lie over those of an earlier. */
static xctl_code add_rulebook(building *b, const char *folder, xctl_error *error)
{
	uint32_t before = b->read;
	b->root = folder;
	xctl_code code = xctl_file_walk(folder, ".md", add_source, b, error);
	if (code == XCTL_OK)
		code = xctl_file_walk(folder, ".tsv", add_source, b, error);
	if (code == XCTL_OK && b->read == before) {
		xctl_fail(error, XCTL_INPUT, "there is no rulebook in %s", folder);
		xctl_hint(error, "name the folder that holds its .md and .tsv files");
		code = XCTL_INPUT;
	}
	return code;
}

static xctl_code gather(building *b, const xctl_build_options *options, xctl_error *error)
{
	xctl_code code = XCTL_OK;
	for (uint32_t i = 0; code == XCTL_OK && i < options->n_rulebooks; i++)
		code = add_rulebook(b, options->rulebooks[i], error);
	for (uint32_t i = 0; code == XCTL_OK && i < options->n_lists; i++)
		code = add_lists(b, options->lists[i], error);
	return code;
}

static void drop(building *b)
{
	for (uint32_t i = 0; i < b->open.count; i++)
		xctl_file_close(&b->open.at[i]);
	xctl_arena_drop(&b->arena);
}

xctl_code xctl_snapshot_build(const xctl_build_options *options, char hash[65], xctl_error *error)
{
	building b = { .arena = { .ceiling = (size_t)2 << 30 } };
	xctl_buf out = { .ceiling = (size_t)2 << 30 };
	xctl_snapshot made;
	xctl_code code = gather(&b, options, error);
	if (code == XCTL_OK)
		code = xctl_snapshot_make(&out, b.files.at, b.files.count, b.lists.at, b.lists.count, error);
	if (code == XCTL_OK)
		code = xctl_file_replace(options->out, xctl_buf_view(&out), error);
	if (code == XCTL_OK)
		code = xctl_snapshot_open(&made, options->out, error);
	if (code == XCTL_OK) {
		xctl_hex(&made.hash, hash);
		xctl_snapshot_close(&made);
	}
	xctl_buf_drop(&out);
	drop(&b);
	return code;
}

/* --- a branch --- */

static xctl_code take_sources(building *b, const xctl_snapshot *from, xctl_error *error)
{
	for (uint32_t i = 0; i < from->n_sources; i++) {
		law_file *slot = XCTL_PUSH(&b->arena, &b->files);
		if (!slot)
			return xctl_fail_limit(error, "the branch");
		if (!xctl_snapshot_source(from, i, slot))
			return xctl_fail(error, XCTL_DAMAGED, "the snapshot is damaged: a rule source lies outside of it");
	}
	return XCTL_OK;
}

static xctl_code take_lists(building *b, const xctl_snapshot *from, xctl_error *error)
{
	for (uint32_t i = 0; i < from->lists.n_lists; i++) {
		xctl_list *list = XCTL_PUSH(&b->arena, &b->lists);
		uint32_t first, count, whose;
		if (!list)
			return xctl_fail_limit(error, "the branch");
		bool good = xctl_lists_head(&from->lists, i, list) && xctl_lists_range(&from->lists, i, &first, &count);
		xctl_entry *entries = good ? XCTL_NEW_ARRAY(&b->arena, xctl_entry, count) : NULL;
		for (uint32_t k = 0; good && entries && k < count; k++)
			good = xctl_lists_entry(&from->lists, first + k, &b->arena, &entries[k], &whose);
		if (!good)
			return xctl_fail(error, XCTL_DAMAGED, "the snapshot is damaged: a list cannot be read");
		if (!entries)
			return xctl_fail_limit(error, "the branch");
		list->entries = entries;
		list->n_entries = count;
	}
	return XCTL_OK;
}

xctl_code desk_branch(xctl_snapshot *out, const xctl_snapshot *from, const char *folder, xctl_error *error)
{
	building b = { .arena = { .ceiling = (size_t)2 << 30 } };
	xctl_buf bytes = { .ceiling = (size_t)2 << 30 };
	xctl_code code = take_sources(&b, from, error);
	if (code == XCTL_OK)
		code = take_lists(&b, from, error);
	if (code == XCTL_OK)
		code = add_rulebook(&b, folder, error);
	if (code == XCTL_OK)
		code = xctl_snapshot_make(&bytes, b.files.at, b.files.count, b.lists.at, b.lists.count, error);
	if (code == XCTL_OK)
		code = xctl_snapshot_take(out, &bytes, error);
	xctl_buf_drop(&bytes);
	drop(&b);
	return code;
}

xctl_code desk_with_sources(const xctl_snapshot *from, const char *folder, desk_use_sources use, void *context, xctl_error *error)
{
	building b = { .arena = { .ceiling = (size_t)2 << 30 } };
	xctl_code code = take_sources(&b, from, error);
	if (code == XCTL_OK && folder)
		code = add_rulebook(&b, folder, error);
	if (code == XCTL_OK)
		code = use(context, b.files.at, b.files.count, error);
	drop(&b);
	return code;
}

xctl_code xctl_snapshot_verify(const char *path, char hash[65], xctl_error *error)
{
	xctl_snapshot snapshot;
	xctl_code code = xctl_snapshot_open(&snapshot, path, error);
	if (code != XCTL_OK)
		return code;
	code = xctl_snapshot_check(&snapshot, error);
	if (code == XCTL_OK)
		xctl_hex(&snapshot.hash, hash);
	xctl_snapshot_close(&snapshot);
	return code;
}

xctl_code xctl_snapshot_keep(const xctl_desk *desk, const char *folder, xctl_error *error)
{
	char hash[65], path[4096];
	xctl_snapshot kept;
	xctl_hex(&desk->snapshot.hash, hash);
	int length = snprintf(path, sizeof path, "%s/%s.snapshot", folder, hash);
	if (length < 0 || (size_t)length >= sizeof path)
		return xctl_fail(error, XCTL_INPUT, "the path of the folder is too long");
	if (xctl_snapshot_open(&kept, path, error) == XCTL_OK) { /* a damaged one is replaced */
		bool whole = xctl_snapshot_check(&kept, error) == XCTL_OK;
		xctl_snapshot_close(&kept);
		if (whole)
			return XCTL_OK;
	}
	*error = (xctl_error){ 0 };
	return xctl_file_replace(path, desk->snapshot.file.bytes, error);
}

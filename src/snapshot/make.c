/* From sources and lists to the bytes of a snapshot. */
#include <stdlib.h>
#include <string.h>

#include "snapshot/layout.h"
#include "text/fold.h"

#define CEILING ((size_t)1 << 30) /* of each section, and of all that is needed on the way */

typedef struct making {
	xctl_arena arena;
	xctl_buf section[SNAPSHOT_SECTIONS];
	law_file *sources; /* sorted by path */
	uint32_t n_sources;
	xctl_list *lists; /* sorted by id */
	uint32_t n_lists, n_entries;
	xctl_error *error;
} making;

static xctl_code no_room(const making *m)
{
	return xctl_fail_limit(m->error, "the snapshot");
}

static int by_path(const void *a, const void *b)
{
	return xctl_str_cmp(((const law_file *)a)->path, ((const law_file *)b)->path);
}

static int by_id(const void *a, const void *b)
{
	return xctl_str_cmp(((const xctl_list *)a)->id, ((const xctl_list *)b)->id);
}

static xctl_code sort_sources(making *m, const law_file *files, uint32_t n)
{
	m->sources = XCTL_NEW_ARRAY(&m->arena, law_file, n);
	if (!m->sources)
		return no_room(m);
	m->n_sources = n;
	for (uint32_t i = 0; i < n; i++)
		m->sources[i] = files[i];
	qsort(m->sources, n, sizeof *m->sources, by_path);
	for (uint32_t i = 1; i < n; i++) {
		if (by_path(&m->sources[i - 1], &m->sources[i]) != 0)
			continue;
		xctl_fail(m->error, XCTL_INPUT, "two files of the rulebook have the path \"%.*s\"", XCTL_FMT(m->sources[i].path));
		xctl_hint(m->error, "give each file once");
		return XCTL_INPUT;
	}
	return XCTL_OK;
}

/* Entries must stand in the order of their ids, each once: they are looked up by halving. */
static xctl_code check_entries(const making *m, const xctl_list *list)
{
	for (uint32_t i = 1; i < list->n_entries; i++) {
		if (xctl_str_cmp(list->entries[i - 1].id, list->entries[i].id) < 0)
			continue;
		xctl_fail(m->error, XCTL_INPUT, "entry \"%.*s\" of list %.*s is repeated or out of order",
			XCTL_FMT(list->entries[i].id), XCTL_FMT(list->id));
		xctl_hint(m->error, "entries stand in the bytewise order of their ids");
		return XCTL_INPUT;
	}
	return XCTL_OK;
}

static xctl_code sort_lists(making *m, const xctl_list *lists, uint32_t n)
{
	uint64_t n_entries = 0;
	m->lists = XCTL_NEW_ARRAY(&m->arena, xctl_list, n);
	if (!m->lists)
		return no_room(m);
	m->n_lists = n;
	for (uint32_t i = 0; i < n; i++) {
		m->lists[i] = lists[i];
		n_entries += lists[i].n_entries;
	}
	qsort(m->lists, n, sizeof *m->lists, by_id);
	for (uint32_t i = 1; i < n; i++) {
		if (by_id(&m->lists[i - 1], &m->lists[i]) != 0)
			continue;
		xctl_fail(m->error, XCTL_INPUT, "two lists are named %.*s", XCTL_FMT(m->lists[i].id));
		xctl_hint(m->error, "keep the newer of them");
		return XCTL_INPUT;
	}
	for (uint32_t i = 0; i < n; i++) {
		xctl_code code = check_entries(m, &m->lists[i]);
		if (code != XCTL_OK)
			return code;
	}
	if (n_entries >= XCTL_NONE)
		return no_room(m);
	m->n_entries = (uint32_t)n_entries;
	return XCTL_OK;
}

static xctl_code write_law(making *m)
{
	law_book book;
	xctl_code code = law_compile(&book, &m->arena, m->sources, m->n_sources, m->error);
	return code == XCTL_OK ? law_pack(&m->section[SECTION_LAW], &book, m->error) : code;
}

static xctl_code write_names(making *m)
{
	xctl_named *named = XCTL_NEW_ARRAY(&m->arena, xctl_named, m->n_entries);
	uint32_t n = 0;
	if (!named)
		return no_room(m);
	for (uint32_t i = 0; i < m->n_lists; i++)
		for (uint32_t k = 0; k < m->lists[i].n_entries; k++) {
			const xctl_entry *e = &m->lists[i].entries[k];
			named[n++] = (xctl_named){
				.kind = e->kind,
				.names = e->names,
				.n_names = e->n_names,
				.countries = e->countries,
				.addresses = e->addresses,
				.n_addresses = e->n_addresses,
				.ids = e->ids,
				.n_ids = e->n_ids,
				.birth = e->birth,
			};
		}
	return xctl_names_build(&m->section[SECTION_NAMES], named, n, m->error);
}

static xctl_code write_sources(making *m)
{
	xctl_buf *to = &m->section[SECTION_SOURCES];
	uint64_t at = 0;
	char offset[4];
	for (uint32_t i = 0; i < 2 * m->n_sources; i++) {
		put_le(offset, at, sizeof offset);
		xctl_buf_put(to, offset, sizeof offset);
		at += i % 2 ? m->sources[i / 2].text.len : m->sources[i / 2].path.len;
	}
	put_le(offset, at, sizeof offset);
	xctl_buf_put(to, offset, sizeof offset);
	for (uint32_t i = 0; i < m->n_sources; i++) {
		xctl_buf_str(to, m->sources[i].path);
		xctl_buf_str(to, m->sources[i].text);
	}
	return to->failed ? no_room(m) : XCTL_OK; /* offsets that do not fit their 32 bits do not fit the buffer either */
}

static xctl_code write_meta(making *m)
{
	xctl_hasher hasher;
	xctl_str version = xctl_str_of(xctl_fold_version());
	char meta[META_SIZE];

	xctl_hash_start(&hasher);
	for (uint32_t i = 0; i < m->n_sources; i++)
		hash_source(&hasher, m->sources[i]);
	xctl_digest rulebook = xctl_hash_finish(&hasher);

	put_le(meta + META_SOURCES, m->n_sources, 4);
	put_le(meta + META_LISTS, m->n_lists, 4);
	put_le(meta + META_ENTRIES, m->n_entries, 4);
	put_le(meta + META_VERSION_LENGTH, version.len, 4);
	memcpy(meta + META_RULEBOOK_HASH, rulebook.bytes, sizeof rulebook.bytes);
	xctl_buf_put(&m->section[SECTION_META], meta, sizeof meta);
	xctl_buf_str(&m->section[SECTION_META], version);
	return m->section[SECTION_META].failed ? no_room(m) : XCTL_OK;
}

static xctl_code write_sections(making *m, const law_file *files, uint32_t n_files, const xctl_list *lists, uint32_t n_lists)
{
	xctl_code code = sort_sources(m, files, n_files);
	if (code == XCTL_OK)
		code = sort_lists(m, lists, n_lists);
	if (code == XCTL_OK)
		code = write_law(m);
	if (code == XCTL_OK)
		code = xctl_lists_encode(&m->section[SECTION_LISTS], m->lists, m->n_lists, m->error);
	if (code == XCTL_OK)
		code = write_names(m);
	if (code == XCTL_OK)
		code = write_sources(m);
	if (code == XCTL_OK)
		code = write_meta(m);
	return code;
}

/* Puts header, table and sections together. */
static xctl_code assemble(const making *m, xctl_buf *file)
{
	static const char zeros[SNAPSHOT_ALIGNMENT];
	char header[HEADER_SIZE] = { 0 }, table[TABLE_SIZE] = { 0 };
	size_t at = HEADER_SIZE + TABLE_SIZE;

	for (unsigned i = 0; i < SNAPSHOT_SECTIONS; i++) {
		xctl_str section = xctl_buf_view(&m->section[i]);
		xctl_digest hash = xctl_sha256(section);
		char *row = table + (size_t)i * ROW_SIZE;
		at = snapshot_align(at);
		put_le(row + ROW_KIND, i, 4);
		put_le(row + ROW_OFFSET, at, 8);
		put_le(row + ROW_LENGTH, section.len, 8);
		memcpy(row + ROW_HASH, hash.bytes, sizeof hash.bytes);
		at += section.len;
	}
	xctl_digest identity = xctl_sha256((xctl_str){ table, sizeof table });
	memcpy(header + HEADER_MAGIC, SNAPSHOT_MAGIC, sizeof SNAPSHOT_MAGIC - 1);
	put_le(header + HEADER_VERSION, SNAPSHOT_VERSION, 4);
	put_le(header + HEADER_SECTIONS, SNAPSHOT_SECTIONS, 4);
	put_le(header + HEADER_TOTAL, at, 8);
	memcpy(header + HEADER_HASH, identity.bytes, sizeof identity.bytes);

	xctl_buf_put(file, header, sizeof header);
	xctl_buf_put(file, table, sizeof table);
	for (unsigned i = 0; i < SNAPSHOT_SECTIONS; i++) {
		xctl_buf_put(file, zeros, snapshot_align(file->len) - file->len);
		xctl_buf_str(file, xctl_buf_view(&m->section[i]));
	}
	return file->failed ? no_room(m) : XCTL_OK;
}

xctl_code xctl_snapshot_make(xctl_buf *out, const law_file *files, uint32_t n_files, const xctl_list *lists,
	uint32_t n_lists, xctl_error *error)
{
	making m = { .arena = { .memory = out->memory, .ceiling = CEILING }, .error = error };
	xctl_buf file = { .memory = out->memory, .ceiling = CEILING };
	xctl_snapshot proof;
	for (unsigned i = 0; i < SNAPSHOT_SECTIONS; i++)
		m.section[i] = (xctl_buf){ .memory = out->memory, .ceiling = CEILING };

	xctl_code code = write_sections(&m, files, n_files, lists, n_lists);
	if (code == XCTL_OK)
		code = assemble(&m, &file);
	for (unsigned i = 0; i < SNAPSHOT_SECTIONS; i++)
		xctl_buf_drop(&m.section[i]);
	xctl_arena_drop(&m.arena);
	if (code == XCTL_OK) /* what cannot be opened must not take the place of what can */
		code = snapshot_read(&proof, (xctl_file){ xctl_buf_view(&file), NULL }, error);
	if (code == XCTL_OK) {
		xctl_buf_str(out, xctl_buf_view(&file));
		if (out->failed)
			code = xctl_fail_limit(error, "the snapshot");
	}
	xctl_buf_drop(&file);
	return code;
}

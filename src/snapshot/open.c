/* Opening a snapshot in place, and checking all of it. */
#include <string.h>

#include "snapshot/layout.h"

static const char *const section_words[SNAPSHOT_SECTIONS] = { "the summary", "the compiled law", "the lists",
	"the name index", "the rule sources" };

static xctl_code damaged_in(xctl_error *error, const char *what, const char *where)
{
	xctl_fail(error, XCTL_DAMAGED, "the snapshot is damaged: %s%s", what, where);
	xctl_hint(error, "build it again, or take a copy that is whole");
	return XCTL_DAMAGED;
}

static xctl_code damaged(xctl_error *error, const char *what)
{
	return damaged_in(error, what, "");
}

static bool all_zeros(const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (at[i])
			return false;
	return true;
}

static const char *row_of(const char *file, unsigned section)
{
	return file + HEADER_SIZE + (size_t)section * ROW_SIZE;
}

static xctl_str section_of(const char *file, unsigned section)
{
	const char *row = row_of(file, section);
	return (xctl_str){ file + get_le(row + ROW_OFFSET, 8), (size_t)get_le(row + ROW_LENGTH, 8) };
}

static xctl_digest digest_at(const char *at)
{
	xctl_digest digest;
	memcpy(digest.bytes, at, sizeof digest.bytes);
	return digest;
}

static bool has_hash(xctl_str bytes, const char *expected)
{
	xctl_digest digest = xctl_sha256(bytes);
	return memcmp(digest.bytes, expected, sizeof digest.bytes) == 0;
}

/* Is it ours, of our version, and as long as it says? */
static xctl_code check_header(xctl_str bytes, xctl_error *error)
{
	size_t magic = sizeof SNAPSHOT_MAGIC - 1;
	const char *file = bytes.at;
	if (bytes.len < magic || memcmp(file + HEADER_MAGIC, SNAPSHOT_MAGIC, magic) != 0) {
		bool begun = bytes.len && bytes.len < magic && memcmp(file, SNAPSHOT_MAGIC, bytes.len) == 0;
		xctl_fail(error, XCTL_DAMAGED,
			bytes.len == 0 ? "the file is empty"
			: begun        ? "the snapshot is cut short"
				       : "this is not a snapshot of exportctl");
		xctl_hint(error, "name a file that \"exportctl snapshot build\" wrote");
		return XCTL_DAMAGED;
	}
	if (bytes.len < HEADER_SIZE)
		return damaged(error, "it is cut short");
	uint32_t version = get_le32(file + HEADER_VERSION);
	if (version > SNAPSHOT_VERSION) {
		xctl_fail(error, XCTL_DAMAGED, "the snapshot was built by a newer program: its form is %u, this program reads %u",
			version, SNAPSHOT_VERSION);
		xctl_hint(error, "use the newer program, or build the snapshot again with this one");
		return XCTL_DAMAGED;
	}
	uint64_t total = get_le(file + HEADER_TOTAL, 8);
	if (version != SNAPSHOT_VERSION || get_le32(file + HEADER_SECTIONS) != SNAPSHOT_SECTIONS
		|| !all_zeros(file + HEADER_ZEROS, HEADER_SIZE - HEADER_ZEROS))
		return damaged(error, "its header makes no sense");
	if (total > bytes.len)
		return damaged(error, "it is cut short");
	if (total < bytes.len)
		return damaged(error, "bytes follow its end");
	return total < HEADER_SIZE + TABLE_SIZE ? damaged(error, "its header makes no sense") : XCTL_OK;
}

/* The sections must lie as they are written: one after the other, the last at the end. */
static xctl_code check_table(xctl_str bytes, xctl_error *error)
{
	const char *file = bytes.at;
	if (!has_hash((xctl_str){ file + HEADER_SIZE, TABLE_SIZE }, file + HEADER_HASH))
		return damaged(error, "its table of sections does not have the hash it should");
	size_t end = HEADER_SIZE + TABLE_SIZE;
	for (unsigned i = 0; i < SNAPSHOT_SECTIONS; i++) {
		const char *row = row_of(file, i);
		uint64_t offset = get_le(row + ROW_OFFSET, 8), size = get_le(row + ROW_LENGTH, 8);
		if (get_le32(row + ROW_KIND) != i || get_le32(row + ROW_ZEROS) != 0 || offset != snapshot_align(end)
			|| offset > bytes.len || size > bytes.len - offset)
			return damaged(error, "its table of sections makes no sense");
		end = (size_t)(offset + size);
	}
	return end == bytes.len ? XCTL_OK : damaged(error, "its table of sections makes no sense");
}

typedef struct counts {
	uint32_t lists, entries;
} counts;

/* The summary is small: its hash is checked at every opening. */
static xctl_code read_meta(xctl_snapshot *s, counts *n, const char *file, xctl_error *error)
{
	xctl_str meta = section_of(file, SECTION_META);
	if (meta.len < META_SIZE || meta.len - META_SIZE != get_le32(meta.at + META_VERSION_LENGTH)
		|| !has_hash(meta, row_of(file, SECTION_META) + ROW_HASH))
		return damaged(error, "its summary makes no sense");
	s->n_sources = get_le32(meta.at + META_SOURCES);
	*n = (counts){ get_le32(meta.at + META_LISTS), get_le32(meta.at + META_ENTRIES) };
	s->rulebook_hash = digest_at(meta.at + META_RULEBOOK_HASH);
	s->folded_with = (xctl_str){ meta.at + META_SIZE, meta.len - META_SIZE };
	s->sources = section_of(file, SECTION_SOURCES);
	if ((uint64_t)s->n_sources * 2 + 1 > s->sources.len / 4)
		return damaged(error, "its rule sources are cut short");
	return XCTL_OK;
}

xctl_code snapshot_read(xctl_snapshot *out, xctl_file file, xctl_error *error)
{
	xctl_snapshot s = { .file = file };
	xctl_str bytes = file.bytes;
	counts n = { 0, 0 };
	xctl_code code = check_header(bytes, error);
	if (code == XCTL_OK)
		code = check_table(bytes, error);
	if (code == XCTL_OK)
		code = read_meta(&s, &n, bytes.at, error);
	if (code == XCTL_OK)
		code = law_open(&s.book, section_of(bytes.at, SECTION_LAW), error);
	if (code == XCTL_OK)
		code = xctl_lists_open(&s.lists, section_of(bytes.at, SECTION_LISTS), error);
	if (code == XCTL_OK)
		code = xctl_names_open(&s.names, section_of(bytes.at, SECTION_NAMES), error);
	if (code == XCTL_OK
		&& (s.lists.n_lists != n.lists || s.lists.n_entries != n.entries || s.names.n_entities != n.entries))
		code = damaged(error, "its lists and its name index do not belong together");
	if (code != XCTL_OK)
		return code;
	s.hash = digest_at(bytes.at + HEADER_HASH);
	s.lists_hash = digest_at(row_of(bytes.at, SECTION_LISTS) + ROW_HASH);
	*out = s;
	return XCTL_OK;
}

xctl_code xctl_snapshot_open(xctl_snapshot *out, const char *path, xctl_error *error)
{
	xctl_file file;
	xctl_code code = xctl_file_map(&file, path, error);
	if (code != XCTL_OK)
		return code;
	code = snapshot_read(out, file, error);
	if (code != XCTL_OK) {
		xctl_at(error, path, 0, 0);
		xctl_file_close(&file);
	}
	return code;
}

xctl_code xctl_snapshot_take(xctl_snapshot *out, xctl_buf *bytes, xctl_error *error)
{
	xctl_file file = { .bytes = xctl_buf_view(bytes) };
	*bytes = (xctl_buf){ .at = NULL };
	xctl_code code = snapshot_read(out, file, error);
	if (code != XCTL_OK)
		xctl_file_close(&file);
	return code;
}

void xctl_snapshot_close(xctl_snapshot *snapshot)
{
	xctl_file_close(&snapshot->file);
	*snapshot = (xctl_snapshot){ .n_sources = 0 };
}

bool xctl_snapshot_source(const xctl_snapshot *snapshot, uint32_t i, law_file *out)
{
	if (i >= snapshot->n_sources)
		return false;
	const char *offsets = snapshot->sources.at + 8 * (size_t)i;
	size_t before = 4 * (2 * (size_t)snapshot->n_sources + 1);
	size_t len = snapshot->sources.len - before;
	uint32_t path = get_le32(offsets), text = get_le32(offsets + 4), end = get_le32(offsets + 8);
	if (path > text || text > end || end > len)
		return false;
	const char *bytes = snapshot->sources.at + before;
	*out = (law_file){ { bytes + path, text - path }, { bytes + text, end - text } };
	return true;
}

/* The summary's own words: the hash of the rule sources. */
static xctl_code check_sources(const xctl_snapshot *snapshot, xctl_error *error)
{
	xctl_hasher hasher;
	law_file source;
	xctl_hash_start(&hasher);
	for (uint32_t i = 0; i < snapshot->n_sources; i++) {
		if (!xctl_snapshot_source(snapshot, i, &source))
			return damaged(error, "a rule source lies outside of it");
		hash_source(&hasher, source);
	}
	xctl_digest hash = xctl_hash_finish(&hasher);
	if (memcmp(hash.bytes, snapshot->rulebook_hash.bytes, sizeof hash.bytes) != 0)
		return damaged(error, "the rule sources do not have the hash they should");
	return XCTL_OK;
}

xctl_code xctl_snapshot_check(const xctl_snapshot *snapshot, xctl_error *error)
{
	xctl_str bytes = snapshot->file.bytes;
	xctl_code code = check_header(bytes, error);
	if (code == XCTL_OK)
		code = check_table(bytes, error);
	if (code != XCTL_OK)
		return code;
	const char *end = bytes.at + HEADER_SIZE + TABLE_SIZE;
	for (unsigned i = 0; i < SNAPSHOT_SECTIONS; i++) {
		xctl_str section = section_of(bytes.at, i);
		if (!all_zeros(end, (size_t)(section.at - end)))
			return damaged(error, "there is something between its sections");
		if (!has_hash(section, row_of(bytes.at, i) + ROW_HASH))
			return damaged_in(error, "bytes have changed in ", section_words[i]);
		end = section.at + section.len;
	}
	return check_sources(snapshot, error);
}

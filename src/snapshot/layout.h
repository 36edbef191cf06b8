/* How a snapshot lies in its file; not for other modules, but for its fuzzer.
 *
 *   header    64 bytes: magic, version, number of sections, size of the file, SHA-256 of the table, 8 zeros
 *   table     a row a section: kind, 4 zeros, offset, size, SHA-256 of the section
 *   sections  by kind; each begins at the next multiple of 64, and zeros lie between
 *
 * Numbers are little-endian. There is one way to lay out the same sections, and every byte is a hash, is hashed, or has
 * only one value: files with one identity are equal to the byte. The sections:
 *
 *   meta      numbers of sources, lists, entries; length of the version; rulebook hash; version of the Unicode library
 *   law       law_pack
 *   lists     xctl_lists_encode
 *   names     xctl_names_build over the entries of `lists`, in their order
 *   sources   2 n + 1 offsets into the bytes behind them: where path 0 begins, text 0, path 1 … and where all ends */
#ifndef XCTL_SNAPSHOT_LAYOUT_H
#define XCTL_SNAPSHOT_LAYOUT_H

#include "snapshot/snapshot.h"

#define SNAPSHOT_MAGIC "XCTLSNAP"
#define SNAPSHOT_VERSION 1u
#define SNAPSHOT_ALIGNMENT 64u

enum { /* offsets in the header, and its size */
	HEADER_MAGIC = 0,
	HEADER_VERSION = 8,
	HEADER_SECTIONS = 12,
	HEADER_TOTAL = 16,
	HEADER_HASH = 24,
	HEADER_ZEROS = 56,
	HEADER_SIZE = 64,
};

enum { /* in a row of the table */
	ROW_KIND = 0,
	ROW_ZEROS = 4,
	ROW_OFFSET = 8,
	ROW_LENGTH = 16,
	ROW_HASH = 24,
	ROW_SIZE = 56,
};

enum { /* in `meta` */
	META_SOURCES = 0,
	META_LISTS = 4,
	META_ENTRIES = 8,
	META_VERSION_LENGTH = 12,
	META_RULEBOOK_HASH = 16,
	META_SIZE = 48, /* the version's bytes follow */
};

enum snapshot_section { SECTION_META, SECTION_LAW, SECTION_LISTS, SECTION_NAMES, SECTION_SOURCES, SNAPSHOT_SECTIONS };

#define TABLE_SIZE ((size_t)SNAPSHOT_SECTIONS * ROW_SIZE)

static inline size_t snapshot_align(size_t at)
{
	return (at + SNAPSHOT_ALIGNMENT - 1) / SNAPSHOT_ALIGNMENT * SNAPSHOT_ALIGNMENT;
}

static inline void put_le(char *at, uint64_t value, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		at[i] = (char)(unsigned char)(value >> (8 * i));
}

static inline uint64_t get_le(const char *at, unsigned bytes)
{
	uint64_t value = 0;
	for (unsigned i = 0; i < bytes; i++)
		value |= (uint64_t)(unsigned char)at[i] << (8 * i);
	return value;
}

static inline uint32_t get_le32(const char *at)
{
	return (uint32_t)get_le(at, 4);
}

/* Adds one source to the rulebook's hash. */
static inline void hash_source(xctl_hasher *hasher, law_file source)
{
	xctl_hash_add_field(hasher, source.path);
	xctl_hash_add_field(hasher, source.text);
}

/* Opens the snapshot that a file holds; its bytes are aligned to 16. `out` then holds the file; on failure `out` is
 * untouched and the file the caller's. */
xctl_code snapshot_read(xctl_snapshot *out, xctl_file file, xctl_error *error);

#endif

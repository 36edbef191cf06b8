/* A snapshot: rule sources, compiled law, lists and name index in one immutable, position-independent, hashed file.
 *
 * Opening maps the file and checks the header and the hash of the section table; sections are bounds-checked by whoever
 * opens them. xctl_snapshot_check hashes everything. The identity of a snapshot is the SHA-256 over its section table,
 * which holds the hash of each section. Nothing in it depends on when or where it was built. */
#ifndef XCTL_SNAPSHOT_SNAPSHOT_H
#define XCTL_SNAPSHOT_SNAPSHOT_H

#include "base/base.h"
#include "base/file.h"
#include "law/law.h"
#include "lists/list.h"
#include "names/names.h"

typedef struct xctl_snapshot {
	xctl_file file;
	xctl_digest hash;          /* of the whole */
	xctl_digest rulebook_hash; /* of the rule sources */
	xctl_digest lists_hash;    /* of the lists */
	law_book book;
	xctl_lists lists;
	xctl_name_index names;     /* entity i is entry i of `lists` */
	xctl_str sources;          /* packed rule sources: xctl_snapshot_source */
	uint32_t n_sources;
	xctl_str folded_with;      /* version of the Unicode library the names were folded with */
} xctl_snapshot;

/* Compiles and indexes; appends the whole file to `out`. `lists` may be in any order (they are sorted by id). */
xctl_code xctl_snapshot_make(xctl_buf *out, const law_file *files, uint32_t n_files, const xctl_list *lists,
	uint32_t n_lists, xctl_error *error);

/* Missing: XCTL_NOT_FOUND or XCTL_IO; not one of ours, truncated, damaged or newer: XCTL_DAMAGED, with what to do. */
xctl_code xctl_snapshot_open(xctl_snapshot *out, const char *path, xctl_error *error);
/* The same of bytes that xctl_snapshot_make wrote: they become the snapshot's, also where it fails. */
xctl_code xctl_snapshot_take(xctl_snapshot *out, xctl_buf *bytes, xctl_error *error);
void xctl_snapshot_close(xctl_snapshot *snapshot);
/* Hashes every section against the table. O(size). */
xctl_code xctl_snapshot_check(const xctl_snapshot *snapshot, xctl_error *error);
/* The i-th rule source (path and text), sorted by path. False when out of range or damaged. */
bool xctl_snapshot_source(const xctl_snapshot *snapshot, uint32_t i, law_file *out);

#endif

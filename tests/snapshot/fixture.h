/* A small law and two lists from tests/snapshot/fixture, and the snapshot made of them. */
#ifndef XCTL_SNAPSHOT_FIXTURE_H
#define XCTL_SNAPSHOT_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include "lists/import.h"
#include "snapshot/snapshot.h"
#include "testing.h"

#define FIXTURE "tests/snapshot/fixture/"

typedef struct fixture {
	xctl_arena arena;
	law_file files[8];
	uint32_t n_files;
	xctl_list lists[4];
	uint32_t n_lists;
} fixture;

static inline xctl_str fixture_text(fixture *f, const char *folder, const char *relative)
{
	xctl_file file;
	xctl_str path = xctl_str_print(&f->arena, FIXTURE "%s/%s", folder, relative);
	assert_int_equal(xctl_file_read(&file, test_path(path.at), 1 << 20, NULL), XCTL_OK);
	xctl_str text = xctl_str_copy(&f->arena, file.bytes);
	xctl_file_close(&file);
	return text;
}

static inline xctl_code fixture_source(void *context, const char *relative, xctl_error *error)
{
	fixture *f = context;
	(void)error;
	assert_true(f->n_files < COUNT_OF(f->files));
	f->files[f->n_files++] = (law_file){ xctl_str_copy(&f->arena, xctl_str_of(relative)),
		fixture_text(f, "rulebook", relative) };
	return XCTL_OK;
}

static inline xctl_code fixture_list(void *context, const char *relative, xctl_error *error)
{
	fixture *f = context;
	assert_true(f->n_lists < COUNT_OF(f->lists));
	xctl_str text = fixture_text(f, "lists", relative);
	assert_int_equal(xctl_list_read_tsv(&f->lists[f->n_lists], &f->arena, text, relative, error), XCTL_OK);
	f->n_lists++;
	return XCTL_OK;
}

static inline void fixture_load(fixture *f)
{
	*f = (fixture){ .n_files = 0 };
	assert_int_equal(xctl_file_walk(test_path(FIXTURE "rulebook"), "", fixture_source, f, NULL), XCTL_OK);
	assert_int_equal(xctl_file_walk(test_path(FIXTURE "lists"), "", fixture_list, f, NULL), XCTL_OK);
	assert_int_equal(f->n_files, 4);
	assert_int_equal(f->n_lists, 2);
}

static inline void fixture_drop(fixture *f)
{
	xctl_arena_drop(&f->arena);
}

static inline xctl_code fixture_make(xctl_buf *out, const fixture *f, xctl_error *error)
{
	return xctl_snapshot_make(out, f->files, f->n_files, f->lists, f->n_lists, error);
}

#endif

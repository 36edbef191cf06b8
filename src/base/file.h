/* Files: mapped for reading, read whole under a ceiling, replaced whole or not at all. */
#ifndef XCTL_BASE_FILE_H
#define XCTL_BASE_FILE_H

#include "base/text.h"

typedef struct xctl_file {
	xctl_str bytes;
	void *map; /* NULL when the bytes are on the heap */
} xctl_file;

/* Maps a regular file for reading. The error names the path and the system's reason. */
xctl_code xctl_file_map(xctl_file *out, const char *path, xctl_error *error);
/* Reads a file, a pipe or, for "-", standard input; more than `ceiling` bytes is XCTL_LIMIT. */
xctl_code xctl_file_read(xctl_file *out, const char *path, size_t ceiling, xctl_error *error);
void xctl_file_close(xctl_file *file);
/* Writes beside, syncs, renames: readers see the old bytes or the new, and a failure leaves the old. */
xctl_code xctl_file_replace(const char *path, xctl_str bytes, xctl_error *error);
/* Creates a file that only its owner may read; one that exists is left as it is, and is an error. */
xctl_code xctl_file_create_secret(const char *path, xctl_str bytes, xctl_error *error);
/* Calls `each` for every regular file below `root` whose name ends in `suffix`, in bytewise order of the relative
 * paths (depth at most 16). Names that begin with a dot are passed over, as are links to directories. */
xctl_code xctl_file_walk(const char *root, const char *suffix,
	xctl_code (*each)(void *context, const char *relative, xctl_error *error), void *context, xctl_error *error);
/* Creates a directory and its parents. */
xctl_code xctl_directory_make(const char *path, xctl_error *error);

#endif

/* The one file of the ground floor that talks to the system. */
#define _GNU_SOURCE /* strerrordesc_np: the reason in English whatever the locale, and without a shared buffer */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_MOST 4096
#define DEPTH_MOST 16

/* `failed` says what could not be done: "cannot be opened". */
static xctl_code fail_errno(xctl_error *error, const char *path, const char *failed, int reason)
{
	const char *why = strerrordesc_np(reason);
	xctl_code code = reason == ENOENT ? XCTL_NOT_FOUND : reason == ENOMEM ? XCTL_LIMIT : XCTL_IO;
	xctl_fail(error, code, "%s: %s", failed, why ? why : "unknown reason");
	xctl_at(error, path, 0, 0);
	return code;
}

static xctl_code open_for_reading(int *fd, struct stat *status, const char *path, xctl_error *error)
{
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (*fd < 0)
		return fail_errno(error, path, "cannot be opened", errno);
	if (fstat(*fd, status) != 0) {
		int reason = errno;
		close(*fd);
		return fail_errno(error, path, "cannot be examined", reason);
	}
	return XCTL_OK;
}

xctl_code xctl_file_map(xctl_file *out, const char *path, xctl_error *error)
{
	int fd;
	struct stat status;
	xctl_code code = open_for_reading(&fd, &status, path, error);
	if (code != XCTL_OK)
		return code;
	if (!S_ISREG(status.st_mode)) {
		close(fd);
		xctl_fail(error, XCTL_IO, "is not a regular file");
		xctl_at(error, path, 0, 0);
		return XCTL_IO;
	}
	if (status.st_size == 0) { /* nothing cannot be mapped */
		close(fd);
		*out = (xctl_file){ { NULL, 0 }, NULL };
		return XCTL_OK;
	}
	size_t len = (size_t)status.st_size;
	void *map = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
	int reason = errno;
	close(fd);
	if (map == MAP_FAILED)
		return fail_errno(error, path, "cannot be mapped", reason);
	*out = (xctl_file){ { map, len }, map };
	return XCTL_OK;
}

static xctl_code read_all(int fd, xctl_buf *to, const char *path, xctl_error *error)
{
	char block[64 << 10];
	for (;;) {
		ssize_t got = read(fd, block, sizeof block);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno(error, path, "cannot be read", errno);
		if (got == 0)
			return XCTL_OK;
		xctl_buf_put(to, block, (size_t)got);
		if (to->failed) {
			xctl_fail(error, XCTL_LIMIT, "is longer than the %zu bytes allowed", to->ceiling);
			xctl_at(error, path, 0, 0);
			return XCTL_LIMIT;
		}
	}
}

xctl_code xctl_file_read(xctl_file *out, const char *path, size_t ceiling, xctl_error *error)
{
	bool input = strcmp(path, "-") == 0;
	const char *name = input ? "stdin" : path;
	int fd = STDIN_FILENO;
	struct stat status;
	if (!input) {
		xctl_code code = open_for_reading(&fd, &status, path, error);
		if (code != XCTL_OK)
			return code;
	}
	/* A buffer's ceiling of 0 would mean its default. */
	xctl_buf bytes = { .ceiling = ceiling ? ceiling : 1 };
	xctl_code code = read_all(fd, &bytes, name, error);
	if (code == XCTL_OK && bytes.len > ceiling) {
		code = xctl_fail(error, XCTL_LIMIT, "is longer than the %zu bytes allowed", ceiling);
		xctl_at(error, name, 0, 0);
	}
	if (!input)
		close(fd);
	if (code != XCTL_OK) {
		xctl_buf_drop(&bytes);
		return code;
	}
	*out = (xctl_file){ { bytes.at, bytes.len }, NULL };
	return XCTL_OK;
}

void xctl_file_close(xctl_file *file)
{
	if (file->map)
		munmap(file->map, file->bytes.len);
	else
		free((void *)(uintptr_t)file->bytes.at); /* the buffer of read_all: from malloc, ours to free */
	*file = (xctl_file){ { NULL, 0 }, NULL };
}

static bool write_all(int fd, xctl_str bytes)
{
	while (bytes.len) {
		ssize_t put = write(fd, bytes.at, bytes.len);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes.at += put;
		bytes.len -= (size_t)put;
	}
	return true;
}

/* Makes the rename itself durable: the directory's entry is data too. */
static bool sync_parent(const char *path)
{
	char parent[PATH_MOST];
	const char *slash = strrchr(path, '/');
	size_t len = slash ? (size_t)(slash - path) : 0;
	if (slash && len == 0)
		len = 1; /* "/name" */
	memcpy(parent, slash ? path : ".", slash ? len : 1);
	parent[slash ? len : 1] = '\0';
	int fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool synced = fsync(fd) == 0 || errno == EINVAL; /* some file systems cannot sync a directory */
	int reason = errno;
	close(fd);
	errno = reason;
	return synced;
}

/* Creates a file that nobody has beside `path`. Names are tried in turn: what a crash left is in nobody's way. */
static int create_beside(const char *path, char beside[PATH_MOST])
{
	for (unsigned i = 0; i < 1000; i++) {
		int len = snprintf(beside, PATH_MOST, "%s.%ld-%u.new", path, (long)getpid(), i);
		if (len < 0 || len >= PATH_MOST) {
			errno = ENAMETOOLONG;
			return -1;
		}
		int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

xctl_code xctl_file_replace(const char *path, xctl_str bytes, xctl_error *error)
{
	char beside[PATH_MOST];
	int fd = create_beside(path, beside);
	if (fd < 0)
		return fail_errno(error, path, "cannot be written", errno);

	const char *failed = NULL;
	struct stat old;
	int reason = 0;
	if (stat(path, &old) == 0 && fchmod(fd, old.st_mode & 07777) != 0)
		failed = "cannot keep its mode";
	else if (!write_all(fd, bytes))
		failed = "cannot be written";
	else if (fsync(fd) != 0)
		failed = "cannot be synced";
	if (failed)
		reason = errno;
	if (close(fd) != 0 && !failed) {
		reason = errno;
		failed = "cannot be written";
	}
	if (!failed && rename(beside, path) != 0) {
		reason = errno;
		failed = "cannot be replaced";
	}
	if (failed) {
		unlink(beside);
		return fail_errno(error, path, failed, reason);
	}
	if (!sync_parent(path))
		return fail_errno(error, path, "was replaced, but its directory cannot be synced", errno);
	return XCTL_OK;
}

xctl_code xctl_file_create_secret(const char *path, xctl_str bytes, xctl_error *error)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail_errno(error, path, "cannot be created", errno);
	bool written = write_all(fd, bytes) && fsync(fd) == 0;
	int reason = errno;
	if (close(fd) != 0 && written) {
		written = false;
		reason = errno;
	}
	if (written)
		return XCTL_OK;
	unlink(path);
	return fail_errno(error, path, "cannot be written", reason);
}

typedef struct found {
	struct {
		xctl_str *at;
		uint32_t count, room;
	} list;
	xctl_arena *arena;
	xctl_str suffix;
	const char *root;
} found;

static xctl_code collect(found *files, xctl_str below, unsigned depth, xctl_error *error);

/* One entry of a directory: a file is noted, a directory entered. */
static xctl_code visit(found *files, int dir, xctl_str below, const char *name, unsigned depth, xctl_error *error)
{
	struct stat status;
	if (name[0] == '.')
		return XCTL_OK;
	xctl_str relative = xctl_str_print(files->arena, "%.*s%s%s", XCTL_FMT(below), below.len ? "/" : "", name);
	if (!relative.at)
		return xctl_fail_limit(error, "the list of files");
	if (fstatat(dir, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return fail_errno(error, relative.at, "cannot be examined", errno);
	if (S_ISDIR(status.st_mode))
		return collect(files, relative, depth + 1, error);
	/* A link to a file counts as one; a link to a directory is not followed, so that no cycle can be met. */
	if (S_ISLNK(status.st_mode) && fstatat(dir, name, &status, 0) != 0)
		return fail_errno(error, relative.at, "cannot be examined", errno);
	if (!S_ISREG(status.st_mode) || relative.len < files->suffix.len)
		return XCTL_OK;
	xctl_str end = { relative.at + relative.len - files->suffix.len, files->suffix.len };
	if (!xctl_str_eq(end, files->suffix))
		return XCTL_OK;
	xctl_str *slot = XCTL_PUSH(files->arena, &files->list);
	if (!slot)
		return xctl_fail_limit(error, "the list of files");
	*slot = relative;
	return XCTL_OK;
}

static xctl_code collect(found *files, xctl_str below, unsigned depth, xctl_error *error)
{
	xctl_str path = below.len ? xctl_str_print(files->arena, "%s/%.*s", files->root, XCTL_FMT(below))
				  : xctl_str_print(files->arena, "%s", files->root);
	if (!path.at)
		return xctl_fail_limit(error, "the list of files");
	if (depth > DEPTH_MOST) {
		xctl_fail(error, XCTL_LIMIT, "lies more than %d directories deep", DEPTH_MOST);
		xctl_at(error, path.at, 0, 0);
		return XCTL_LIMIT;
	}
	DIR *dir = opendir(path.at);
	if (!dir)
		return fail_errno(error, path.at, "cannot be opened", errno);

	xctl_code code = XCTL_OK;
	while (code == XCTL_OK) {
		errno = 0;
		const struct dirent *entry = readdir(dir);
		if (!entry) {
			if (errno)
				code = fail_errno(error, path.at, "cannot be read", errno);
			break;
		}
		code = visit(files, dirfd(dir), below, entry->d_name, depth, error);
	}
	closedir(dir);
	return code;
}

static int by_bytes(const void *a, const void *b)
{
	return xctl_str_cmp(*(const xctl_str *)a, *(const xctl_str *)b);
}

xctl_code xctl_file_walk(const char *root, const char *suffix,
	xctl_code (*each)(void *context, const char *relative, xctl_error *error), void *context, xctl_error *error)
{
	xctl_arena arena = { 0 };
	found files = { .arena = &arena, .suffix = xctl_str_of(suffix), .root = root };

	xctl_code code = collect(&files, (xctl_str){ "", 0 }, 0, error);
	/* Whole paths are sorted, not each directory by itself: "a-b" comes before "a/b". */
	if (code == XCTL_OK && files.list.count)
		qsort(files.list.at, files.list.count, sizeof *files.list.at, by_bytes);
	for (uint32_t i = 0; code == XCTL_OK && i < files.list.count; i++)
		code = each(context, files.list.at[i].at, error);
	xctl_arena_drop(&arena);
	return code;
}

xctl_code xctl_directory_make(const char *path, xctl_error *error)
{
	char part[PATH_MOST];
	size_t len = strlen(path);
	if (len == 0 || len >= sizeof part)
		return fail_errno(error, path, "cannot be created", len ? ENAMETOOLONG : ENOENT);
	memcpy(part, path, len + 1);
	for (size_t i = 1; i <= len; i++) {
		if (part[i] != '/' && part[i] != '\0')
			continue;
		char cut = part[i];
		part[i] = '\0';
		if (mkdir(part, 0777) != 0 && errno != EEXIST)
			return fail_errno(error, part, "cannot be created", errno);
		part[i] = cut;
	}
	struct stat status;
	if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode))
		return fail_errno(error, path, "cannot be created", ENOTDIR);
	return XCTL_OK;
}

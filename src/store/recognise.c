/* Is this file a store? Asked of its first hundred bytes (SQLite file format, section 1.3) before SQLite opens it. */
#define _GNU_SOURCE /* strerrordesc_np */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/inside.h"

#define HEADER_BYTES 100

static uint32_t big_endian(const unsigned char *at, unsigned n)
{
	uint32_t value = 0;
	while (n-- > 0)
		value = value << 8 | *at++;
	return value;
}

static xctl_code refuse(xctl_error *error, const char *path, const char *what, const char *hint)
{
	xctl_fail(error, XCTL_DAMAGED, "%s", what);
	xctl_hint(error, "%s", hint);
	xctl_at(error, path, 0, 0);
	return XCTL_DAMAGED;
}

static xctl_code cannot(xctl_error *error, const char *path, int reason)
{
	const char *why = strerrordesc_np(reason);
	xctl_fail(error, XCTL_IO, "the store cannot be read: %s", why ? why : "unknown reason");
	xctl_hint(error, "name a file you may read and write, in a directory you may write");
	xctl_at(error, path, 0, 0);
	return XCTL_IO;
}

/* Is there anything in the file beside it that SQLite would bring back into it? */
static bool has_log(const char *path, const char *suffix)
{
	char beside[4200];
	struct stat status;
	int len = snprintf(beside, sizeof beside, "%s%s", path, suffix);
	return len > 0 && (size_t)len < sizeof beside && stat(beside, &status) == 0 && status.st_size > 0;
}

static xctl_code judge(const char *path, const unsigned char *header, uint64_t size, bool logged, xctl_error *error)
{
	static const char magic[16] = "SQLite format 3";
	static const unsigned char blank[HEADER_BYTES];
	static const char other[] = "give the path of a store, or of a file that does not exist yet";
	static const char cut[] = "take it from a copy; the decisions in it can be made again from their transfers";

	if (logged && memcmp(header, blank, HEADER_BYTES) == 0)
		return XCTL_OK; /* its creation was interrupted: SQLite takes that back */
	if (memcmp(header, magic, sizeof magic) != 0)
		return refuse(error, path, "is not a store: it is no SQLite database", other);
	if (big_endian(header + 68, 4) != STORE_MARK)
		return refuse(error, path, "is not a store: it is the database of another program", other);

	uint32_t version = big_endian(header + 60, 4);
	if (version > STORE_SCHEMA) {
		char what[80];
		snprintf(what, sizeof what, "has schema %lu; this program knows %d", (unsigned long)version,
			STORE_SCHEMA);
		return refuse(error, path, what, "use the newer program that wrote it");
	}
	if (version == 0)
		return refuse(error, path, "is a store without a schema version", cut);

	uint32_t page_bytes = big_endian(header + 16, 2);
	if (page_bytes == 1)
		page_bytes = 65536;
	uint64_t wanted = (uint64_t)page_bytes * big_endian(header + 28, 4);
	if (size < wanted && !logged) {
		char what[96];
		snprintf(what, sizeof what, "is truncated: it has %llu of %llu bytes", (unsigned long long)size,
			(unsigned long long)wanted);
		return refuse(error, path, what, cut);
	}
	return XCTL_OK;
}

xctl_code store_recognise(const char *path, bool *logged, xctl_error *error)
{
	unsigned char header[HEADER_BYTES] = { 0 };
	struct stat status;
	/* Asked on both sides of the reading: another process may be writing its log back into the file meanwhile. */
	*logged = has_log(path, "-wal") || has_log(path, "-journal");
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return errno == ENOENT ? XCTL_OK : cannot(error, path, errno);

	ssize_t got = -1;
	bool regular = false;
	int reason = 0;
	if (fstat(fd, &status) == 0) {
		regular = S_ISREG(status.st_mode);
		got = regular ? pread(fd, header, sizeof header, 0) : 0;
	}
	if (got < 0)
		reason = errno;
	close(fd);
	*logged = *logged || has_log(path, "-wal") || has_log(path, "-journal");
	if (reason)
		return cannot(error, path, reason);
	if (!regular)
		return refuse(error, path, "is not a store: it is no regular file", "give the path of a file");
	return got == 0 ? XCTL_OK : judge(path, header, (uint64_t)status.st_size, *logged, error);
}

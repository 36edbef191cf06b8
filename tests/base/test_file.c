#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "testing.h"

/* The calls that change the disc, counted: the n-th of them fails. */
static unsigned io_calls, io_fail_at;
static bool io_short; /* writes take half of what they are given */

static bool io_fails(void)
{
	if (++io_calls != io_fail_at)
		return false;
	errno = ENOSPC;
	return true;
}

ssize_t __real_write(int fd, const void *bytes, size_t len);
ssize_t __wrap_write(int fd, const void *bytes, size_t len);
ssize_t __wrap_write(int fd, const void *bytes, size_t len)
{
	return io_fails() ? -1 : __real_write(fd, bytes, io_short && len > 1 ? len / 2 : len);
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
	return io_fails() ? -1 : __real_fsync(fd);
}

int __real_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to);
int __wrap_rename(const char *from, const char *to)
{
	return io_fails() ? -1 : __real_rename(from, to);
}

int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
	bool fails = io_fails();
	int result = __real_close(fd);
	if (fails)
		errno = EIO;
	return fails ? -1 : result;
}

static const char *in(const char *directory, const char *name)
{
	static char path[5000];
	snprintf(path, sizeof path, "%s/%s", directory, name);
	return path;
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

static void assert_holds(const char *path, const char *text)
{
	xctl_file file;
	assert_int_equal(xctl_file_read(&file, path, 1 << 20, NULL), XCTL_OK);
	assert_str(file.bytes, text);
	xctl_file_close(&file);
	assert_int_equal(xctl_file_map(&file, path, NULL), XCTL_OK);
	assert_str(file.bytes, text);
	xctl_file_close(&file);
}

static unsigned count_entry(const char *directory)
{
	char command[5000];
	unsigned n = 0;
	snprintf(command, sizeof command, "ls -A '%s' | wc -l", directory);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	assert_int_equal(fscanf(pipe, "%u", &n), 1);
	pclose(pipe);
	return n;
}

static void reads_and_maps(void **state)
{
	const char *path = in(test_directory(), "file");
	(void)state;
	put(path, "");
	assert_holds(path, "");
	put(path, "one\ntwo");
	assert_holds(path, "one\ntwo");
}

static void a_ceiling_is_exact(void **state)
{
	const char *path = in(test_directory(), "file");
	xctl_file file = { { "kept", 4 }, NULL };
	xctl_error error;
	(void)state;
	put(path, "12345");
	assert_int_equal(xctl_file_read(&file, path, 4, &error), XCTL_LIMIT);
	assert_str(file.bytes, "kept");
	assert_non_null(strstr(error.what, "4 bytes"));
	assert_int_equal(xctl_file_read(&file, path, 0, &error), XCTL_LIMIT);
	assert_int_equal(xctl_file_read(&file, path, 5, &error), XCTL_OK);
	assert_str(file.bytes, "12345");
	xctl_file_close(&file);
	xctl_file_close(&file); /* twice does no harm */
	put(path, "1");
	assert_int_equal(xctl_file_read(&file, path, 0, &error), XCTL_LIMIT);
	put(path, "");
	assert_int_equal(xctl_file_read(&file, path, 0, &error), XCTL_OK);
	xctl_file_close(&file);
}

static void errors_name_path_and_reason(void **state)
{
	const char *directory = test_directory();
	xctl_file file;
	xctl_error error;
	(void)state;
	assert_int_equal(xctl_file_map(&file, in(directory, "absent"), &error), XCTL_NOT_FOUND);
	assert_string_equal(error.what, "cannot be opened: No such file or directory");
	assert_non_null(strstr(error.source, "/absent"));
	assert_int_equal(xctl_file_read(&file, in(directory, "absent"), 10, &error), XCTL_NOT_FOUND);
	assert_int_equal(xctl_file_map(&file, directory, &error), XCTL_IO);
	assert_string_equal(error.what, "is not a regular file");
	assert_int_equal(xctl_file_read(&file, directory, 10, &error), XCTL_IO);
	assert_string_equal(error.what, "cannot be read: Is a directory");
	assert_int_equal(xctl_file_replace(in(directory, "no/file"), XCTL_STR("x"), &error), XCTL_NOT_FOUND);
}

static void standard_input_is_a_pipe(void **state)
{
	int ends[2], kept = dup(STDIN_FILENO);
	xctl_file file;
	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(__real_write(ends[1], "piped", 5), 5);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	xctl_code code = xctl_file_read(&file, "-", 100, NULL);
	dup2(kept, STDIN_FILENO);
	close(kept);
	assert_int_equal(code, XCTL_OK);
	assert_str(file.bytes, "piped");
	xctl_file_close(&file);
}

static void replaces_and_keeps_the_mode(void **state)
{
	const char *directory = test_directory();
	const char *path = in(directory, "file");
	struct stat status;
	(void)state;
	assert_int_equal(xctl_file_replace(path, XCTL_STR("first"), NULL), XCTL_OK);
	assert_holds(path, "first");
	assert_int_equal(chmod(path, 0640), 0);
	io_short = true;
	assert_int_equal(xctl_file_replace(path, XCTL_STR("second, by short writes"), NULL), XCTL_OK);
	io_short = false;
	assert_holds(path, "second, by short writes");
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0640);
	assert_int_equal(xctl_file_replace(path, (xctl_str){ NULL, 0 }, NULL), XCTL_OK);
	assert_holds(path, "");
	assert_int_equal(count_entry(directory), 1);
}

/* What a reader who has the old file open sees does not change under him. */
static void a_reader_keeps_the_old_bytes(void **state)
{
	const char *path = in(test_directory(), "file");
	xctl_file old;
	(void)state;
	put(path, "old bytes");
	assert_int_equal(xctl_file_map(&old, path, NULL), XCTL_OK);
	assert_int_equal(xctl_file_replace(path, XCTL_STR("new"), NULL), XCTL_OK);
	assert_str(old.bytes, "old bytes");
	xctl_file_close(&old);
	assert_holds(path, "new");
}

static void every_write_may_fail(void **state)
{
	const char *directory = test_directory();
	const char *path = in(directory, "file");
	(void)state;
	for (unsigned n = 1;; n++) {
		xctl_error error = { .what = "" };
		put(path, "old");
		io_calls = 0;
		io_fail_at = n;
		xctl_code code = xctl_file_replace(path, XCTL_STR("new"), &error);
		bool reached = io_calls >= n;
		io_fail_at = 0;
		assert_int_equal(count_entry(directory), 1); /* nothing is left lying about */
		xctl_file now;
		assert_int_equal(xctl_file_read(&now, path, 100, NULL), XCTL_OK);
		if (code == XCTL_OK) {
			assert_str(now.bytes, "new");
		} else {
			assert_int_equal(code, XCTL_IO);
			/* Only when the directory cannot be synced is the new file there, and the error says so. */
			assert_str(now.bytes, strstr(error.what, "was replaced") ? "new" : "old");
		}
		xctl_file_close(&now);
		if (!reached)
			break;
		assert_true(n < 100);
	}
}

typedef struct walked {
	xctl_buf names;
	unsigned stop_after;
} walked;

static xctl_code note(void *context, const char *relative, xctl_error *error)
{
	walked *w = context;
	xctl_buf_printf(&w->names, "%s\n", relative);
	if (w->stop_after && --w->stop_after == 0)
		return xctl_fail(error, XCTL_CANCELLED, "enough");
	return XCTL_OK;
}

static void walks_in_the_order_of_bytes(void **state)
{
	static const char *const files[] = {
		"b.md", "a/z.md", "a/b/c.md", "a-b/x.md", "a.md", "B.md", "\xC3\xA9.md", "a/skip.txt", ".hidden.md",
		".git/x.md", "a/.#lock.md", "md", "10.md", "9.md",
	};
	char root[4096];
	walked w = { .stop_after = 0 };
	(void)state;
	snprintf(root, sizeof root, "%s", test_directory());
	assert_int_equal(xctl_directory_make(in(root, "a/b"), NULL), XCTL_OK);
	assert_int_equal(xctl_directory_make(in(root, "a-b"), NULL), XCTL_OK);
	assert_int_equal(xctl_directory_make(in(root, ".git"), NULL), XCTL_OK);
	assert_int_equal(xctl_directory_make(in(root, "dir.md"), NULL), XCTL_OK);
	for (size_t i = 0; i < COUNT_OF(files); i++)
		put(in(root, files[i]), "");
	assert_int_equal(symlink("../a.md", in(root, "a-b/link.md")), 0);
	assert_int_equal(symlink("..", in(root, "a/loop.md")), 0);

	assert_int_equal(xctl_file_walk(root, ".md", note, &w, NULL), XCTL_OK);
	assert_str(xctl_buf_view(&w.names),
		"10.md\n9.md\nB.md\na-b/link.md\na-b/x.md\na.md\na/b/c.md\na/z.md\nb.md\n\xC3\xA9.md\n");
	xctl_buf_clear(&w.names);
	w.stop_after = 2;
	assert_int_equal(xctl_file_walk(root, ".md", note, &w, NULL), XCTL_CANCELLED);
	assert_str(xctl_buf_view(&w.names), "10.md\n9.md\n");
	xctl_buf_clear(&w.names);
	assert_int_equal(xctl_file_walk(in(root, "absent"), ".md", note, &w, NULL), XCTL_NOT_FOUND);
	xctl_buf_drop(&w.names);
}

static void a_walk_is_not_bottomless(void **state)
{
	char path[4096];
	walked w = { .stop_after = 0 };
	xctl_error error;
	(void)state;
	snprintf(path, sizeof path, "%s", test_directory());
	size_t root = strlen(path);
	for (unsigned i = 0; i < 17; i++)
		memcpy(path + root + 2 * i, "/d", 3);
	assert_int_equal(xctl_directory_make(path, NULL), XCTL_OK);
	path[root + 2] = '\0'; /* 16 directories below this one */
	assert_int_equal(xctl_file_walk(path, "", note, &w, NULL), XCTL_OK);
	path[root] = '\0';
	assert_int_equal(xctl_file_walk(path, "", note, &w, &error), XCTL_LIMIT);
	xctl_buf_drop(&w.names);
}

static void makes_directories(void **state)
{
	const char *root = test_directory();
	xctl_error error;
	(void)state;
	assert_int_equal(xctl_directory_make(in(root, "a/b/c"), NULL), XCTL_OK);
	assert_int_equal(xctl_directory_make(in(root, "a/b/c"), NULL), XCTL_OK);
	assert_int_equal(xctl_directory_make(in(root, "a//b/d/"), NULL), XCTL_OK);
	assert_int_equal(access(in(root, "a/b/d"), F_OK), 0);
	put(in(root, "file"), "");
	assert_int_equal(xctl_directory_make(in(root, "file"), &error), XCTL_IO);
	assert_int_equal(xctl_directory_make(in(root, "file/x"), &error), XCTL_IO);
	assert_int_equal(xctl_directory_make("", &error), XCTL_NOT_FOUND);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_and_maps),
		cmocka_unit_test(a_ceiling_is_exact),
		cmocka_unit_test(errors_name_path_and_reason),
		cmocka_unit_test(standard_input_is_a_pipe),
		cmocka_unit_test(replaces_and_keeps_the_mode),
		cmocka_unit_test(a_reader_keeps_the_old_bytes),
		cmocka_unit_test(every_write_may_fail),
		cmocka_unit_test(walks_in_the_order_of_bytes),
		cmocka_unit_test(a_walk_is_not_bottomless),
		cmocka_unit_test(makes_directories),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

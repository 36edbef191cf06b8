#define _GNU_SOURCE /* mkdtemp */
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void test_same(xctl_str got, xctl_str expected, const char *file, int line)
{
	if (xctl_str_eq(got, expected))
		return;
	print_error("got      \"%.*s\"\nexpected \"%.*s\"\n", XCTL_FMT(got), XCTL_FMT(expected));
	_fail(file, line);
}

static void *failing_allocate(void *context, size_t size)
{
	test_memory *m = context;
	m->calls++;
	if (m->fail_at && (m->forever ? m->calls >= m->fail_at : m->calls == m->fail_at))
		return NULL;
	void *block = malloc(size);
	if (block)
		m->live++;
	return block;
}

static void failing_release(void *context, void *block)
{
	test_memory *m = context;
	if (block)
		m->live--;
	free(block);
}

void test_memory_start(test_memory *m, size_t fail_at, bool forever)
{
	*m = (test_memory){
		.memory = { failing_allocate, failing_release, m },
		.fail_at = fail_at,
		.forever = forever,
	};
}

void test_every_allocation(xctl_code (*attempt)(const xctl_memory *memory, void *context), void *context)
{
	for (int forever = 0; forever < 2; forever++) {
		for (size_t n = 1;; n++) {
			test_memory m;
			test_memory_start(&m, n, forever);
			xctl_code code = attempt(&m.memory, context);
			assert_case(code == XCTL_OK || code == XCTL_LIMIT, "code %d at allocation %zu\n", (int)code, n);
			assert_case(m.live == 0, "%zu blocks leaked at allocation %zu\n", m.live, n);
			if (m.calls < n) {
				assert_int_equal(code, XCTL_OK);
				break;
			}
			assert_case(n < 100000, "no end of allocations\n");
		}
	}
}

uint64_t test_random_next(test_random *r)
{
	uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

int64_t test_random_between(test_random *r, int64_t least, int64_t most)
{
	uint64_t span = (uint64_t)most - (uint64_t)least + 1;
	uint64_t value = test_random_next(r);
	return (int64_t)((uint64_t)least + (span ? value % span : value));
}

static const char *join(const char *root, const char *relative)
{
	static char path[4096];
	int len = snprintf(path, sizeof path, "%s/%s", root, relative);
	assert_true(len > 0 && (size_t)len < sizeof path);
	return path;
}

const char *test_path(const char *relative)
{
	return join(TEST_SOURCE_ROOT, relative);
}

const char *test_shared(const char *relative)
{
	const char *path = join(TEST_SOURCE_ROOT "/../shared", relative);
	if (access(path, R_OK) != 0) {
		print_message("# skip: ../shared/%s is absent\n", relative);
		skip();
	}
	return path;
}

const char *test_directory(void)
{
	static char path[4096];
	snprintf(path, sizeof path, "%s/XXXXXX", TEST_BUILD_ROOT);
	assert_int_equal(xctl_directory_make(TEST_BUILD_ROOT, NULL), XCTL_OK);
	assert_non_null(mkdtemp(path));
	return path;
}

/* What every test needs: cmocka, assertions on views, memory that fails on purpose, a seeded generator, paths.
 *
 * A test reports through cmocka and fails by its assertions; the helpers here assert as well. */
#ifndef XCTL_TESTING_H
#define XCTL_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base.h"
#include "base/file.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Compares a view with a C string, byte for byte. */
#define assert_str(view, expected) test_same((view), xctl_str_of(expected), __FILE__, __LINE__)
void test_same(xctl_str got, xctl_str expected, const char *file, int line);
/* Runs a table: names the case when `condition` is false. */
#define assert_case(condition, ...)                                                                                   \
	do {                                                                                                          \
		if (!(condition)) {                                                                                   \
			print_error("%s: ", #condition);                                                              \
			print_error(__VA_ARGS__);                                                                     \
			fail();                                                                                       \
		}                                                                                                     \
	} while (0)

/* Memory whose n-th allocation fails: once, or from then on. It counts what is live, so that a leak shows. */
typedef struct test_memory {
	xctl_memory memory; /* hand out &m.memory; its context is the test_memory itself */
	size_t calls;       /* so far */
	size_t fail_at;     /* 1-based; 0: never */
	bool forever;
	size_t live;        /* blocks not yet released */
} test_memory;
void test_memory_start(test_memory *m, size_t fail_at, bool forever);

/* Calls `attempt` with the first, second … allocation failing until none fails any more: first failing once each,
 * then for ever. Each attempt must end in XCTL_OK or XCTL_LIMIT, the last in XCTL_OK, and leave nothing live. */
void test_every_allocation(xctl_code (*attempt)(const xctl_memory *memory, void *context), void *context);

/* splitmix64 (Steele, Lea, Flood 2014): a test names its seed, so that what failed fails again. */
typedef struct test_random {
	uint64_t state;
} test_random;
uint64_t test_random_next(test_random *r);
/* Uniform in [least, most]. */
int64_t test_random_between(test_random *r, int64_t least, int64_t most);

/* The path of a file of this repository ("tests/data/x.csv"); valid until the next call. */
const char *test_path(const char *relative);
/* The path of a file of the collection that lies beside the repository ("data/names/x.csv" in ../shared); where it is
 * absent the test is skipped, and says so. Valid until the next call. */
const char *test_shared(const char *relative);
/* A new directory under the build; the caller leaves it there. Valid until the next call. */
const char *test_directory(void);

#endif

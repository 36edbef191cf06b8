/* A disk that fails: the first, second … write, sync, truncation or deletion fails, once or from then on, also half
 * done. Whatever was acknowledged is there afterwards, whatever was not is there whole or not at all, and the store
 * opens. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "store/store.h"
#include "testing.h"

typedef enum mischief {
	FAIL_ONCE,
	FAIL_FOREVER,
	FULL_FOREVER,
	TEAR_FOREVER,  /* the first half of the bytes is written */
	BLANK_FOREVER, /* zeros are: room was made, and nothing came into it */
	MISCHIEFS,
} mischief;

/* The disk. Everything passes through to SQLite's own layer until operation `fail_at`. */
static struct {
	sqlite3_vfs vfs;
	sqlite3_vfs *below;
	unsigned operations, fail_at; /* fail_at 0: never */
	mischief how;
} disk;

typedef struct disk_file {
	sqlite3_file base;
	sqlite3_file *below; /* in the same block */
} disk_file;

static sqlite3_file *below(sqlite3_file *file)
{
	return ((disk_file *)file)->below;
}

static bool fails(void)
{
	disk.operations++;
	if (disk.fail_at == 0)
		return false;
	return disk.how == FAIL_ONCE ? disk.operations == disk.fail_at : disk.operations >= disk.fail_at;
}

static int disk_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 at)
{
	if (!fails())
		return below(file)->pMethods->xWrite(below(file), bytes, len, at);
	static const char zeros[65536];
	if (disk.how == TEAR_FOREVER && disk.operations == disk.fail_at)
		below(file)->pMethods->xWrite(below(file), bytes, len / 2, at);
	if (disk.how == BLANK_FOREVER && disk.operations == disk.fail_at && len <= (int)sizeof zeros)
		below(file)->pMethods->xWrite(below(file), zeros, len, at);
	return disk.how == FULL_FOREVER ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int disk_sync(sqlite3_file *file, int flags)
{
	(void)file;
	(void)flags;
	return fails() ? SQLITE_IOERR_FSYNC : SQLITE_OK; /* no power is lost here: nothing to sync */
}

static int disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	return fails() ? SQLITE_IOERR_TRUNCATE : below(file)->pMethods->xTruncate(below(file), size);
}

static int disk_close(sqlite3_file *file)
{
	return below(file)->pMethods->xClose(below(file));
}

static int disk_read(sqlite3_file *file, void *bytes, int len, sqlite3_int64 at)
{
	return below(file)->pMethods->xRead(below(file), bytes, len, at);
}

static int disk_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return below(file)->pMethods->xFileSize(below(file), size);
}

static int disk_lock(sqlite3_file *file, int lock)
{
	return below(file)->pMethods->xLock(below(file), lock);
}

static int disk_unlock(sqlite3_file *file, int lock)
{
	return below(file)->pMethods->xUnlock(below(file), lock);
}

static int disk_reserved(sqlite3_file *file, int *out)
{
	return below(file)->pMethods->xCheckReservedLock(below(file), out);
}

static int disk_control(sqlite3_file *file, int what, void *argument)
{
	return below(file)->pMethods->xFileControl(below(file), what, argument);
}

static int disk_sector(sqlite3_file *file)
{
	return below(file)->pMethods->xSectorSize(below(file));
}

static int disk_traits(sqlite3_file *file)
{
	return below(file)->pMethods->xDeviceCharacteristics(below(file));
}

static int disk_map(sqlite3_file *file, int region, int size, int extend, void volatile **out)
{
	return below(file)->pMethods->xShmMap(below(file), region, size, extend, out);
}

static int disk_shared_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return below(file)->pMethods->xShmLock(below(file), offset, n, flags);
}

static void disk_barrier(sqlite3_file *file)
{
	below(file)->pMethods->xShmBarrier(below(file));
}

static int disk_unmap(sqlite3_file *file, int delete)
{
	return below(file)->pMethods->xShmUnmap(below(file), delete);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2, /* with shared memory, without mapped pages: every write is seen here */
	.xClose = disk_close, .xRead = disk_read, .xWrite = disk_write, .xTruncate = disk_truncate, .xSync = disk_sync,
	.xFileSize = disk_size, .xLock = disk_lock, .xUnlock = disk_unlock, .xCheckReservedLock = disk_reserved,
	.xFileControl = disk_control, .xSectorSize = disk_sector, .xDeviceCharacteristics = disk_traits,
	.xShmMap = disk_map, .xShmLock = disk_shared_lock, .xShmBarrier = disk_barrier, .xShmUnmap = disk_unmap,
};

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
	disk_file *f = (disk_file *)file;
	(void)vfs;
	f->base.pMethods = NULL;
	f->below = (sqlite3_file *)(f + 1);
	if ((flags & SQLITE_OPEN_CREATE) && fails())
		return disk.how == FULL_FOREVER ? SQLITE_FULL : SQLITE_CANTOPEN;
	int result = disk.below->xOpen(disk.below, name, f->below, flags, out_flags);
	if (f->below->pMethods)
		f->base.pMethods = &methods;
	return result;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs;
	(void)sync;
	return fails() ? SQLITE_IOERR_DELETE : disk.below->xDelete(disk.below, name, 0);
}

static void insert_disk(void)
{
	disk.below = sqlite3_vfs_find(NULL);
	disk.vfs = *disk.below;
	disk.vfs.zName = "failing";
	disk.vfs.szOsFile = (int)sizeof(disk_file) + disk.below->szOsFile;
	disk.vfs.xOpen = disk_open;
	disk.vfs.xDelete = disk_delete;
	assert_int_equal(sqlite3_vfs_register(&disk.vfs, 1), SQLITE_OK);
}

#define N_DECISIONS 6

static xctl_stored_decision decision_of(unsigned n)
{
	static char text[20000]; /* some pages each */
	static const char *const ids[N_DECISIONS] = { "D-AAAAAA1", "D-AAAAAA2", "D-AAAAAA3", "D-AAAAAA4", "D-AAAAAA5",
		"D-AAAAAA6" };
	memset(text, 'x', sizeof text);
	return (xctl_stored_decision){ .id = xctl_str_of(ids[n]), .verdict = XCTL_STR("licence"),
		.decision = { text, sizeof text }, .known = XCTL_STR("2026-03-02") };
}

static const xctl_clearance clearance = { { "aa", 2 }, { "01", 2 }, { "list", 4 }, { "entry", 5 }, { "cleared", 7 },
	{ "because", 7 }, { "m.ito", 5 }, { "2026-03-01", 10 } };

/* What the store has promised to keep. */
typedef struct promised {
	bool decisions[N_DECISIONS];
	bool batch, clearance;
} promised;

/* 0, 1 and 5 are put alone; 2, 3 and 4 are a batch. The run goes on after a failure, as a host would. */
static void put_all(const char *path, promised *p)
{
	xctl_store *store = NULL;
	xctl_error error = { 0 };
	xctl_code code = xctl_store_open(&store, path, &error);
	assert_case(code == XCTL_OK || code == XCTL_IO, "opening at operation %u: %d %s\n", disk.fail_at,
		(int)code, error.what);
	if (code != XCTL_OK)
		return;
	for (unsigned i = 0; i < 2; i++) {
		xctl_stored_decision d = decision_of(i);
		p->decisions[i] = xctl_store_put(store, &d, NULL) == XCTL_OK;
	}
	p->clearance = xctl_store_adjudicate(store, &clearance, NULL) == XCTL_OK;
	if (xctl_store_batch_begin(store, NULL) == XCTL_OK) {
		for (unsigned i = 2; i < 5; i++) {
			xctl_stored_decision d = decision_of(i);
			xctl_store_put(store, &d, NULL); /* a failure here must make the end fail */
		}
		p->batch = xctl_store_batch_end(store, &error) == XCTL_OK;
		assert_case(p->batch || (error.what[0] && error.hint[0]), "operation %u\n", disk.fail_at);
		p->decisions[2] = p->decisions[3] = p->decisions[4] = p->batch;
	}
	xctl_stored_decision last = decision_of(5);
	p->decisions[5] = xctl_store_put(store, &last, NULL) == XCTL_OK;
	xctl_store_close(store);
}

static bool is_whole(const xctl_stored_decision *a, const xctl_stored_decision *b)
{
	return xctl_str_eq(a->verdict, b->verdict) && xctl_str_eq(a->decision, b->decision)
		&& xctl_str_eq(a->known, b->known);
}

static void check_all(const char *path, const promised *p, unsigned n)
{
	xctl_store *store = NULL;
	xctl_error error = { 0 };
	xctl_arena arena = { 0 };
	xctl_code code = xctl_store_open(&store, path, &error);
	assert_case(code == XCTL_OK, "operation %u: it does not open again: %s\n", n, error.what);
	assert_case(xctl_store_verify(store, &error) == XCTL_OK, "operation %u: %s\n", n, error.what);
	unsigned of_batch = 0;
	for (unsigned i = 0; i < N_DECISIONS; i++) {
		xctl_stored_decision d = decision_of(i), out;
		code = xctl_store_get(store, d.id, &arena, &out, &error);
		assert_case(code == XCTL_OK || code == XCTL_NOT_FOUND, "operation %u: %s\n", n, error.what);
		assert_case(code == XCTL_OK || !p->decisions[i], "operation %u: decision %u is lost\n", n, i);
		assert_case(code != XCTL_OK || is_whole(&d, &out), "operation %u: decision %u is not whole\n", n, i);
		of_batch += code == XCTL_OK && i >= 2 && i < 5;
	}
	assert_case(of_batch == 0 || of_batch == 3, "operation %u: %u of the batch\n", n, of_batch);
	xctl_clearance c;
	code = xctl_store_adjudicated(store, clearance.party_hash, clearance.entry_hash, &arena, &c, &error);
	assert_case(code == XCTL_OK || (code == XCTL_NOT_FOUND && !p->clearance), "operation %u: the clearance\n", n);
	/* And it takes new ones. */
	for (unsigned i = 0; i < N_DECISIONS; i++) {
		xctl_stored_decision d = decision_of(i);
		assert_case(xctl_store_put(store, &d, &error) == XCTL_OK, "operation %u: %s\n", n, error.what);
	}
	xctl_arena_drop(&arena);
	xctl_store_close(store);
}

/* Gives the number of operations that failed before a run needed no more. */
static unsigned survive(mischief how, bool existing)
{
	for (unsigned n = 1;; n++) {
		char path[4200];
		promised p = { 0 };
		snprintf(path, sizeof path, "%s/store.db", test_directory());
		disk.fail_at = 0;
		if (existing) {
			xctl_store *store = NULL;
			assert_int_equal(xctl_store_open(&store, path, NULL), XCTL_OK);
			xctl_store_close(store);
		}
		disk.operations = 0;
		disk.fail_at = n;
		disk.how = how;
		put_all(path, &p);
		bool done = disk.operations < n;
		disk.fail_at = 0;
		check_all(path, &p, n);
		if (done) {
			for (unsigned i = 0; i < N_DECISIONS; i++)
				assert_true(p.decisions[i]);
			assert_true(p.clearance);
			return n - 1;
		}
		assert_true(n < 2000);
	}
}

static void keeps_its_word_on_a_failing_disk(void **state)
{
	(void)state;
	for (int how = 0; how < MISCHIEFS; how++) {
		unsigned fresh = survive((mischief)how, false), existing = survive((mischief)how, true);
		assert_case(existing > 20 && fresh > existing, "%u, %u: the disk was hardly used\n", fresh, existing);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_its_word_on_a_failing_disk),
	};
	insert_disk();
	return cmocka_run_group_tests(tests, NULL, NULL);
}

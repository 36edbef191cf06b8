#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Under AddressSanitizer the unused bytes of a chunk are poisoned, with a gap after every block, so that an overrun
 * inside an arena is found like one on the heap. */
#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif
#ifdef WATCHED
#include <sanitizer/asan_interface.h>
#define GAP 16u
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define GAP 0u
#endif

#define ALIGNMENT 16u
#define CEILING_DEFAULT ((size_t)64 << 20)
#define CHUNK_FIRST ((size_t)16 << 10)
#define CHUNK_MOST ((size_t)1 << 20)

struct xctl_chunk {
	_Alignas(ALIGNMENT) xctl_chunk *older;
	size_t room, used;
	_Alignas(ALIGNMENT) unsigned char bytes[];
};

static void *system_allocate(void *context, size_t size)
{
	(void)context;
	return malloc(size);
}

static void system_release(void *context, void *block)
{
	(void)context;
	free(block);
}

const xctl_memory xctl_memory_system = { system_allocate, system_release, NULL };

static const xctl_memory *memory_of(const xctl_arena *arena)
{
	return arena->memory ? arena->memory : &xctl_memory_system;
}

static void chunk_release(const xctl_arena *arena, xctl_chunk *chunk)
{
	const xctl_memory *memory = memory_of(arena);
	ASAN_UNPOISON_MEMORY_REGION(chunk->bytes, chunk->room);
	memory->release(memory->context, chunk);
}

/* Chunks double, so that their number stays logarithmic; `left` keeps a small arena from taking a large one. */
static bool add_chunk(xctl_arena *arena, size_t wanted, size_t left)
{
	size_t room = arena->chunks ? arena->chunks->room * 2 : CHUNK_FIRST;
	if (room > CHUNK_MOST)
		room = CHUNK_MOST;
	if (room > left)
		room = left;
	if (room < wanted)
		room = wanted;
	room = (room + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

	const xctl_memory *memory = memory_of(arena);
	xctl_chunk *chunk = memory->allocate(memory->context, sizeof *chunk + room);
	if (!chunk)
		return false;
	chunk->older = arena->chunks;
	chunk->room = room;
	chunk->used = 0;
	ASAN_POISON_MEMORY_REGION(chunk->bytes, room);
	arena->chunks = chunk;
	return true;
}

void *xctl_alloc(xctl_arena *arena, size_t size)
{
	size_t ceiling = arena->ceiling ? arena->ceiling : CEILING_DEFAULT;
	if (size > SIZE_MAX / 2) /* what follows cannot overflow */
		return NULL;
	/* Rounded before the check: an arena must not pass its ceiling by the rounding. */
	size_t rounded = size ? (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : ALIGNMENT;
	size_t left = ceiling > arena->used ? ceiling - arena->used : 0;
	if (rounded > left)
		return NULL;

	size_t wanted = rounded + GAP;
	xctl_chunk *chunk = arena->chunks;
	if (!chunk || chunk->room - chunk->used < wanted) {
		if (!add_chunk(arena, wanted, left))
			return NULL;
		chunk = arena->chunks;
	}
	unsigned char *block = chunk->bytes + chunk->used;
	chunk->used += wanted;
	arena->used += rounded;
	ASAN_UNPOISON_MEMORY_REGION(block, size);
	memset(block, 0, size);
	return block;
}

void *xctl_alloc_array(xctl_arena *arena, size_t count, size_t size)
{
	size_t total;
	return __builtin_mul_overflow(count, size, &total) ? NULL : xctl_alloc(arena, total);
}

void xctl_arena_reset(xctl_arena *arena)
{
	while (arena->chunks && arena->chunks->older) {
		xctl_chunk *chunk = arena->chunks;
		arena->chunks = chunk->older;
		chunk_release(arena, chunk);
	}
	if (arena->chunks) {
		arena->chunks->used = 0;
		ASAN_POISON_MEMORY_REGION(arena->chunks->bytes, arena->chunks->room);
	}
	arena->used = 0;
}

void xctl_arena_drop(xctl_arena *arena)
{
	xctl_arena_reset(arena);
	if (arena->chunks)
		chunk_release(arena, arena->chunks);
	arena->chunks = NULL;
}

bool xctl_grow_array(xctl_arena *arena, void **at, uint32_t *room, size_t size)
{
	if (*room > UINT32_MAX / 2)
		return false;
	uint32_t wanted = *room ? *room * 2 : 8;
	void *grown = xctl_alloc_array(arena, wanted, size);
	if (!grown)
		return false;
	/* `at` is in truth a T **: its bytes are copied, for reading it as a void * would break the aliasing rules. */
	void *old;
	memcpy(&old, (const void *)at, sizeof old);
	if (*room)
		memcpy(grown, old, *room * size);
	memcpy((void *)at, &grown, sizeof grown);
	*room = wanted;
	return true;
}

/* Memory by lifetime. An arena grows by chunks up to a ceiling and is dropped whole; nothing in it is freed
 * alone. The host's allocator stands behind it, so that a test can make the n-th call fail. */
#ifndef XCTL_BASE_MEMORY_H
#define XCTL_BASE_MEMORY_H

#include "base/error.h"

typedef struct xctl_memory {
	void *(*allocate)(void *context, size_t size); /* NULL when there is none; 16-byte aligned */
	void (*release)(void *context, void *block);
	void *context;
} xctl_memory;

/* malloc and free. */
extern const xctl_memory xctl_memory_system;

typedef struct xctl_chunk xctl_chunk;

typedef struct xctl_arena {
	const xctl_memory *memory; /* NULL: xctl_memory_system */
	size_t ceiling;            /* bytes handed out at most; 0: 64 MiB */
	size_t used;               /* bytes handed out so far */
	xctl_chunk *chunks;
} xctl_arena;

/* `size` zeroed bytes aligned for any type, or NULL at the ceiling. A size of 0 gives a valid pointer. O(1). */
void *xctl_alloc(xctl_arena *arena, size_t size);
/* `count` objects of `size`, overflow-checked. */
void *xctl_alloc_array(xctl_arena *arena, size_t count, size_t size);
/* Empties the arena but keeps its first chunk for reuse. */
void xctl_arena_reset(xctl_arena *arena);
void xctl_arena_drop(xctl_arena *arena);

#define XCTL_NEW(arena, type) ((type *)xctl_alloc((arena), sizeof(type)))
#define XCTL_NEW_ARRAY(arena, type, count) ((type *)xctl_alloc_array((arena), (count), sizeof(type)))

/* A growing array of plain values inside an arena: doubles and copies, the old block stays until the arena drops.
 * Declare as  XCTL_LIST(T) list = { 0 };  and push with XCTL_PUSH, which is NULL at the ceiling
 * and otherwise the address of a new zeroed element. */
#define XCTL_LIST(type)                                                                                                \
	struct {                                                                                                       \
		type *at;                                                                                              \
		uint32_t count, room;                                                                                  \
	}
#define XCTL_PUSH(arena, list)                                                                                         \
	(((list)->count < (list)->room                                                                                 \
	      || xctl_grow_array((arena), (void **)&(list)->at, &(list)->room, sizeof *(list)->at))                    \
	     ? &(list)->at[(list)->count++]                                                                            \
	     : NULL)
bool xctl_grow_array(xctl_arena *arena, void **at, uint32_t *room, size_t size);

#endif

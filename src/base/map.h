/* A string-keyed map of 32-bit values in an arena: open addressing, keys borrowed. */
#ifndef XCTL_BASE_MAP_H
#define XCTL_BASE_MAP_H

#include "base/text.h"

#define XCTL_NONE UINT32_MAX

typedef struct xctl_map_slot {
	xctl_str key;
	uint32_t value;
	uint32_t hash;
} xctl_map_slot;

typedef struct xctl_map {
	xctl_arena *arena;
	xctl_map_slot *slots;
	uint32_t count, room;
} xctl_map;

/* The value under `key`, or XCTL_NONE. Expected O(length of the key). */
uint32_t xctl_map_get(const xctl_map *map, xctl_str key);
/* Sets it; false at the arena's ceiling. The key's bytes must live as long as the map. */
bool xctl_map_set(xctl_map *map, xctl_str key, uint32_t value);

#endif

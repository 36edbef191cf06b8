#include "base/map.h"

#include "base/hash.h"

/* Rooms are powers of two and at most three quarters full; an empty slot has no key address. */

static xctl_map_slot *slot_for(xctl_map_slot *slots, uint32_t room, xctl_str key, uint32_t hash)
{
	uint32_t mask = room - 1;
	for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
		xctl_map_slot *slot = &slots[i];
		if (!slot->key.at || (slot->hash == hash && xctl_str_eq(slot->key, key)))
			return slot;
	}
}

static uint32_t hash_of(xctl_str key)
{
	return (uint32_t)(xctl_hash64(key) & UINT32_MAX);
}

uint32_t xctl_map_get(const xctl_map *map, xctl_str key)
{
	if (!map->room)
		return XCTL_NONE;
	const xctl_map_slot *slot = slot_for(map->slots, map->room, key, hash_of(key));
	return slot->key.at ? slot->value : XCTL_NONE;
}

static bool grow(xctl_map *map)
{
	if (map->room > UINT32_MAX / 2)
		return false;
	uint32_t room = map->room ? map->room * 2 : 16;
	xctl_map_slot *slots = XCTL_NEW_ARRAY(map->arena, xctl_map_slot, room);
	if (!slots)
		return false;
	for (uint32_t i = 0; i < map->room; i++)
		if (map->slots[i].key.at)
			*slot_for(slots, room, map->slots[i].key, map->slots[i].hash) = map->slots[i];
	map->slots = slots;
	map->room = room;
	return true;
}

bool xctl_map_set(xctl_map *map, xctl_str key, uint32_t value)
{
	uint32_t hash = hash_of(key);
	if (map->room) {
		xctl_map_slot *slot = slot_for(map->slots, map->room, key, hash);
		if (slot->key.at) {
			slot->value = value;
			return true;
		}
	}
	if (map->count >= map->room / 4 * 3 && !grow(map))
		return false;
	if (!key.at)
		key.at = ""; /* the empty key is a key */
	*slot_for(map->slots, map->room, key, hash) = (xctl_map_slot){ key, value, hash };
	map->count++;
	return true;
}

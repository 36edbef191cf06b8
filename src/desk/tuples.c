#include "desk/tuples.h"

#include <string.h>

enum { FIRST_ROOM = 256 };
#define TUPLES_CEILING ((size_t)1 << 34)

void tuples_begin(tuples *t, uint32_t width)
{
	*t = (tuples){ .width = width, .keys = { .ceiling = TUPLES_CEILING }, .values = { .ceiling = TUPLES_CEILING } };
}

void tuples_drop(tuples *t)
{
	xctl_buf_drop(&t->keys);
	xctl_buf_drop(&t->values);
	if (t->slots)
		xctl_memory_system.release(NULL, t->slots);
	t->slots = NULL;
}

static const int32_t *key_at(const tuples *t, uint32_t i)
{
	return (const int32_t *)(const void *)t->keys.at + (size_t)i * t->width;
}

uint32_t *tuples_find(const tuples *t, const int32_t *key, uint64_t hash)
{
	if (!t->room)
		return NULL;
	for (uint32_t at = (uint32_t)hash & (t->room - 1); t->slots[at]; at = (at + 1) & (t->room - 1)) {
		uint32_t i = t->slots[at] - 1;
		const int32_t *other = key_at(t, i);
		uint32_t same = 0;
		while (same < t->width && key[same] == other[same])
			same++;
		if (same == t->width)
			return (uint32_t *)(void *)t->values.at + i;
	}
	return NULL;
}

static bool grow(tuples *t)
{
	uint32_t room = t->room ? t->room * 2 : FIRST_ROOM;
	uint32_t *slots = xctl_memory_system.allocate(NULL, room * sizeof *slots);
	if (!slots)
		return false;
	memset(slots, 0, room * sizeof *slots);
	for (uint32_t i = 0; i < t->count; i++) {
		uint32_t at = (uint32_t)tuples_hash(key_at(t, i), t->width) & (room - 1);
		while (slots[at])
			at = (at + 1) & (room - 1);
		slots[at] = i + 1;
	}
	if (t->slots)
		xctl_memory_system.release(NULL, t->slots);
	t->slots = slots;
	t->room = room;
	return true;
}

bool tuples_add(tuples *t, const int32_t *key, uint64_t hash, uint32_t value)
{
	if (t->count * 2 >= t->room && !grow(t))
		return false;
	xctl_buf_put(&t->keys, key, t->width * sizeof *key);
	xctl_buf_put(&t->values, &value, sizeof value);
	if (t->keys.failed || t->values.failed)
		return false;
	uint32_t at = (uint32_t)hash & (t->room - 1);
	while (t->slots[at])
		at = (at + 1) & (t->room - 1);
	t->slots[at] = ++t->count;
	return true;
}

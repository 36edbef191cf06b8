#include "desk/tuples.h"

#include <string.h>

enum { FIRST_ROOM = 256 };
#define TUPLES_CEILING ((size_t)1 << 34)

void tuples_begin(tuples *t, uint32_t width)
{
	*t = (tuples){ .width = width, .keys = { .ceiling = TUPLES_CEILING } };
}

void tuples_drop(tuples *t)
{
	xctl_buf_drop(&t->keys);
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
	for (uint32_t at = (uint32_t)hash & (t->room - 1); t->slots[at].number; at = (at + 1) & (t->room - 1)) {
		if (t->slots[at].hash != (uint32_t)(hash >> 32))
			continue;
		const int32_t *other = key_at(t, t->slots[at].number - 1);
		uint32_t same = 0;
		while (same < t->width && key[same] == other[same])
			same++;
		if (same == t->width)
			return &t->slots[at].value;
	}
	return NULL;
}

static void hash_many(uint64_t *hashes, const int32_t *const *at, uint32_t width, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		hashes[i] = width;
	for (uint32_t k = 0; k < width; k++) {
		const int32_t *integers = at[k];
		for (uint32_t i = 0; i < n; i++)
			hashes[i] = (hashes[i] ^ (uint32_t)integers[i]) * TUPLES_FACTOR;
	}
	for (uint32_t i = 0; i < n; i++)
		hashes[i] ^= hashes[i] >> 32;
}

/* The first place from the hash on whose tuple may be the one, or an empty one. */
static uint32_t likely(const tuples *t, uint64_t hash)
{
	uint32_t at = (uint32_t)hash & (t->room - 1);
	while (t->slots[at].number && t->slots[at].hash != (uint32_t)(hash >> 32))
		at = (at + 1) & (t->room - 1);
	return at;
}

static bool is_at(const tuples *t, const int32_t *const *at, uint32_t i, uint32_t slot)
{
	const int32_t *key = key_at(t, t->slots[slot].number - 1);
	uint32_t same = 0;
	while (same < t->width && at[same][i] == key[same])
		same++;
	return same == t->width;
}

void tuples_find_many(const tuples *t, const int32_t *const *at, uint32_t n, uint32_t *out)
{
	uint64_t hashes[TUPLES_MANY];
	if (!t->room) {
		for (uint32_t i = 0; i < n; i++)
			out[i] = XCTL_NONE;
		return;
	}
	hash_many(hashes, at, t->width, n);
	for (uint32_t i = 0; i < n; i++)
		__builtin_prefetch(&t->slots[(uint32_t)hashes[i] & (t->room - 1)]);
	for (uint32_t i = 0; i < n; i++) {
		out[i] = likely(t, hashes[i]);
		if (t->slots[out[i]].number)
			__builtin_prefetch(key_at(t, t->slots[out[i]].number - 1));
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t slot = out[i];
		/* Two tuples may share a hash. */
		while (t->slots[slot].number && !is_at(t, at, i, slot))
			slot = (slot + 1) & (t->room - 1);
		out[i] = t->slots[slot].number ? t->slots[slot].value : XCTL_NONE;
	}
}

static void put(tuples *t, tuples_slot slot, uint32_t hash)
{
	uint32_t at = hash & (t->room - 1);
	while (t->slots[at].number)
		at = (at + 1) & (t->room - 1);
	t->slots[at] = slot;
}

static bool grow(tuples *t)
{
	uint32_t room = t->room;
	tuples_slot *before = t->slots, *slots = xctl_memory_system.allocate(NULL, (room ? room * 2 : FIRST_ROOM) * sizeof *slots);
	if (!slots)
		return false;
	t->room = room ? room * 2 : FIRST_ROOM;
	memset(slots, 0, t->room * sizeof *slots);
	t->slots = slots;
	for (uint32_t i = 0; i < room; i++)
		if (before[i].number)
			put(t, before[i], (uint32_t)tuples_hash(key_at(t, before[i].number - 1), t->width));
	if (before)
		xctl_memory_system.release(NULL, before);
	return true;
}

bool tuples_add(tuples *t, const int32_t *key, uint64_t hash, uint32_t value)
{
	if (t->count * 2 >= t->room && !grow(t))
		return false;
	xctl_buf_put(&t->keys, key, t->width * sizeof *key);
	if (t->keys.failed)
		return false;
	put(t, (tuples_slot){ ++t->count, (uint32_t)(hash >> 32), value }, (uint32_t)hash);
	return true;
}

uint32_t tuples_number(tuples *t, const void *key)
{
	uint64_t hash = tuples_hash(key, t->width);
	const uint32_t *found = tuples_find(t, key, hash);
	if (found)
		return *found;
	return tuples_add(t, key, hash, t->count) ? t->count - 1 : XCTL_NONE;
}

const void *tuples_key(const tuples *t, uint32_t number)
{
	return key_at(t, number);
}

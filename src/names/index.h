/* Reading an opened index. Every accessor checks its bounds. Internal to names. */
#ifndef XCTL_NAMES_INDEX_H
#define XCTL_NAMES_INDEX_H

#include "names/layout.h"

/* The entries of a keyed table under one key. */
typedef struct xctl_entries {
	xctl_str section; /* (key, value) pairs */
	uint32_t from, to;
} xctl_entries;

xctl_entries xctl_entries_of(const xctl_name_index *index, xctl_section table, uint32_t key);
static inline uint32_t xctl_entry(const xctl_entries *entries, uint32_t i)
{
	return xctl_u32(entries->section, 2 * (size_t)i + 1);
}

/* A stretch of the text section; empty when it does not lie inside. */
xctl_str xctl_index_text(const xctl_name_index *index, uint32_t at, uint32_t len);

uint32_t xctl_index_writings(const xctl_name_index *index);
/* The token with exactly this text, or XCTL_NONE. */
uint32_t xctl_index_token(const xctl_name_index *index, xctl_str text);
/* A token as a word with no flags of its own but number and script. False when damaged. */
bool xctl_index_word(const xctl_name_index *index, uint32_t token, xctl_word *out);
/* The writing's hash of equality, without reading its words. */
uint64_t xctl_index_equality(const xctl_name_index *index, uint32_t writing);
/* Writings with the token, as a section of their numbers. */
xctl_str xctl_index_postings(const xctl_name_index *index, uint32_t token);
/* A whole writing; `*name` and its entity. False when damaged. */
bool xctl_index_writing(const xctl_name_index *index, uint32_t writing, xctl_writing *out, uint32_t *name);
uint32_t xctl_index_entity_of_name(const xctl_name_index *index, uint32_t name);
xctl_name_quality xctl_index_quality(const xctl_name_index *index, uint32_t name);
xctl_str xctl_index_name(const xctl_name_index *index, uint32_t name);
/* First name and number of names. */
void xctl_index_names(const xctl_name_index *index, uint32_t entity, uint32_t *first, uint32_t *count);
xctl_party_kind xctl_index_kind(const xctl_name_index *index, uint32_t entity);
bool xctl_index_party(const xctl_name_index *index, uint32_t entity, xctl_arena *arena, xctl_party *out);
/* Points for sharing a country: the rarer among the listed, the more. `index` may be NULL. */
int32_t xctl_index_country_points(const xctl_name_index *index, xctl_str yours, xctl_str theirs);

/* Gives the words of an analysed writing their rarity; `index` may be NULL. */
void xctl_rate(const xctl_name_index *index, xctl_writing *writing);

#endif

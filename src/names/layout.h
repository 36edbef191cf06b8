/* The index as bytes: a header, a table of sections, sections. Numbers are 32-bit little-endian and read by memcpy, so
 * that the blob may lie anywhere. A lookup past a section's end reads 0: damage gives wrong answers at worst, never a
 * stray read. Internal to names. */
#ifndef XCTL_NAMES_LAYOUT_H
#define XCTL_NAMES_LAYOUT_H

#include <string.h>

#include "names/analyse.h"
#include "names/party.h"

#define XCTL_INDEX_MAGIC "XCTLNAME"
/* Rises with the layout and with whatever changes how a name is taken apart (words, skeletons, hashes). */
#define XCTL_INDEX_VERSION 1u

/* A keyed table is two sections: a directory of 2^b + 1 positions by the key's leading bits, and entries (key, value)
 * in order. */
typedef enum xctl_section {
	XCTL_S_ENTITIES,   /* E_… numbers each */
	XCTL_S_NAMES,      /* N_… */
	XCTL_S_WRITINGS,   /* W_… */
	XCTL_S_WORDS,      /* of the writings: token */
	XCTL_S_WORD_FLAGS, /* of the writings: one byte each */
	XCTL_S_TOKENS,     /* T_… */
	XCTL_S_POSTINGS,   /* writings with a token */
	XCTL_S_STRINGS,    /* (offset, length): ids, then addresses */
	XCTL_S_ADDRESSES,  /* first word; one more at the end */
	XCTL_S_ADDRESS_WORDS,
	XCTL_S_ADDRESS_WEIGHTS, /* one byte each */
	XCTL_S_COUNTRIES,  /* parties for each of 676 codes */
	XCTL_S_TEXT,
	XCTL_S_BY_TEXT,     /* token by its text */
	XCTL_S_BY_TEXT_AT,
	XCTL_S_BY_SKELETON, /* token by its skeleton */
	XCTL_S_BY_SKELETON_AT,
	XCTL_S_BY_DELETION, /* token by what is left after deletions */
	XCTL_S_BY_DELETION_AT,
	XCTL_S_BY_JOIN,     /* writing by adjacent words joined, and by acronym */
	XCTL_S_BY_JOIN_AT,
	XCTL_S_BY_ID,       /* entity by identifier */
	XCTL_S_BY_ID_AT,
	XCTL_S_BY_ADDRESS,  /* entry that is an address, by word */
	XCTL_S_BY_ADDRESS_AT,
	XCTL_S_COUNT
} xctl_section;

enum { E_KIND, E_COUNTRIES, E_COUNTRIES_LEN, E_BIRTH, E_BIRTH_LEN, E_NAME, E_NAMES, E_ID, E_IDS, E_ADDRESS, E_ADDRESSES, E_SIZE };
enum { N_ENTITY, N_TEXT, N_LEN, N_QUALITY, N_SIZE };
enum { W_NAME, W_WORD, W_WORDS, W_ABOUT, W_EQUAL_LOW, W_EQUAL_HIGH, W_ACRONYM, W_SIZE = W_ACRONYM + 6 };
enum { T_TEXT, T_LENGTHS, T_LETTERS, T_RARITY, T_POSTING, T_POSTINGS, T_SIZE };

/* Magic, version, bytes in all, entities, names, then (offset, bytes) for each section. */
#define XCTL_HEADER_BYTES (8u + 4u * 4u + 8u * XCTL_S_COUNT)

/* Seeds of xctl_mix for the tables. */
enum { XCTL_SEED_TEXT = 1, XCTL_SEED_SKELETON, XCTL_SEED_DELETION, XCTL_SEED_JOIN_TEXT, XCTL_SEED_JOIN_SOUND, XCTL_SEED_ACRONYM, XCTL_SEED_ID };

/* Calls `each` for every string that is left of a word after up to `depth` deletions, the word itself among them; the
 * same string may come twice. Stops when `each` is false. */
bool xctl_each_deletion(xctl_str word, unsigned depth, bool (*each)(void *context, uint32_t key), void *context);

static inline uint32_t xctl_u32(xctl_str section, size_t i)
{
	uint32_t value = 0;
	if (i < section.len / 4)
		memcpy(&value, section.at + i * 4, 4);
	return value;
}

/* A section of an opened index; a damaged table gives the empty view. */
static inline xctl_str xctl_section_of(const xctl_name_index *index, xctl_section which)
{
	uint32_t place[2];
	memcpy(place, index->bytes.at + 24 + 8 * (size_t)which, 8);
	return (xctl_str){ index->bytes.at + place[0], place[1] };
}

#endif

/* What stands beside the name: kind, country, birth, identifiers, addresses. Internal to names. */
#ifndef XCTL_NAMES_PARTY_H
#define XCTL_NAMES_PARTY_H

#include "names/names.h"
#include "text/fold.h"

#define XCTL_ADDRESS_WORDS_MOST 32u

/* An address as the hashes of its words, in order of the hash, each once. */
typedef struct xctl_address {
	xctl_str text;
	uint32_t words[XCTL_ADDRESS_WORDS_MOST];
	uint8_t weights[XCTL_ADDRESS_WORDS_MOST]; /* tenths of a bit */
	uint32_t n_words;
} xctl_address;

typedef struct xctl_party {
	xctl_party_kind kind;
	xctl_str countries, birth;
	const xctl_str *ids;
	uint32_t n_ids;
	const xctl_address *addresses;
	uint32_t n_addresses;
} xctl_party;

typedef struct xctl_support {
	int32_t kind, country, birth, id, address;
	bool id_confirms;    /* same kind of identifier (or none stated), same value */
	bool country_against;
	xctl_str id_yours, id_theirs, address_yours, address_theirs;
} xctl_support;

/* An identifier without its kind, letters and digits only, capitals; empty when shorter than four. */
xctl_str xctl_id_value(xctl_arena *arena, xctl_str id);

xctl_code xctl_address_read(xctl_address *out, xctl_arena *arena, xctl_folder *folder, xctl_str text, xctl_error *error);

/* `country_points` for a shared country; both parties' ids are compared pair by pair. `name_points` bounds what country,
 * birth and address may add: beside a name that says little they say little. */
void xctl_support_of(xctl_support *out, xctl_arena *arena, const xctl_party *yours, const xctl_party *theirs,
	int32_t country_points, int32_t name_points);

/* Points for two addresses, of at most `most`. */
int32_t xctl_address_points(const xctl_address *yours, const xctl_address *theirs, int32_t most);

/* True when the code occurs among codes run together. */
bool xctl_has_country(xctl_str countries, const char *code);

#endif

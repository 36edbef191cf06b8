/* SHA-256 (libsodium) for identities; a fast keyed hash for tables. */
#ifndef XCTL_BASE_HASH_H
#define XCTL_BASE_HASH_H

#include "base/text.h"

typedef struct xctl_digest {
	uint8_t bytes[32];
} xctl_digest;

typedef struct xctl_hasher {
	_Alignas(64) unsigned char state[192];
} xctl_hasher;

void xctl_hash_start(xctl_hasher *hasher);
void xctl_hash_add(xctl_hasher *hasher, xctl_str bytes);
/* Adds length and bytes, so that ("ab","c") and ("a","bc") differ. */
void xctl_hash_add_field(xctl_hasher *hasher, xctl_str bytes);
xctl_digest xctl_hash_finish(xctl_hasher *hasher);
xctl_digest xctl_sha256(xctl_str bytes);
void xctl_hex(const xctl_digest *digest, char out[65]);
bool xctl_unhex(xctl_str hex, xctl_digest *out);
/* The first 128 bits in RFC 4648 base 32 without padding: 26 letters and the terminator. */
void xctl_base32_128(const xctl_digest *digest, char out[27]);
/* XXH3: for tables in memory. Same input, same value, on every machine; whoever wants collisions can make them, so what is
 * put into a table is bounded. */
uint64_t xctl_hash64(xctl_str bytes);

#endif

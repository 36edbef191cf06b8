#include "base/hash.h"

#include <sodium.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof((xctl_hasher *)0)->state, "the hasher holds the state");
_Static_assert(_Alignof(crypto_hash_sha256_state) <= _Alignof(xctl_hasher), "the hasher is aligned for the state");

static crypto_hash_sha256_state *state_of(xctl_hasher *hasher)
{
	return (crypto_hash_sha256_state *)(void *)hasher->state;
}

void xctl_hash_start(xctl_hasher *hasher)
{
	crypto_hash_sha256_init(state_of(hasher));
}

void xctl_hash_add(xctl_hasher *hasher, xctl_str bytes)
{
	if (bytes.len)
		crypto_hash_sha256_update(state_of(hasher), (const unsigned char *)bytes.at, bytes.len);
}

void xctl_hash_add_field(xctl_hasher *hasher, xctl_str bytes)
{
	unsigned char len[8]; /* little-endian on every machine */
	for (unsigned i = 0; i < 8; i++)
		len[i] = (unsigned char)((uint64_t)bytes.len >> (8 * i));
	crypto_hash_sha256_update(state_of(hasher), len, sizeof len);
	xctl_hash_add(hasher, bytes);
}

xctl_digest xctl_hash_finish(xctl_hasher *hasher)
{
	xctl_digest digest;
	crypto_hash_sha256_final(state_of(hasher), digest.bytes);
	return digest;
}

xctl_digest xctl_sha256(xctl_str bytes)
{
	xctl_hasher hasher;
	xctl_hash_start(&hasher);
	xctl_hash_add(&hasher, bytes);
	return xctl_hash_finish(&hasher);
}

void xctl_hex(const xctl_digest *digest, char out[65])
{
	static const char hex[] = "0123456789abcdef";
	for (size_t i = 0; i < 32; i++) {
		out[2 * i] = hex[digest->bytes[i] >> 4];
		out[2 * i + 1] = hex[digest->bytes[i] & 15];
	}
	out[64] = '\0';
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool xctl_unhex(xctl_str hex, xctl_digest *out)
{
	xctl_digest digest;
	if (hex.len != 64)
		return false;
	for (size_t i = 0; i < 32; i++) {
		int high = hex_value(hex.at[2 * i]), low = hex_value(hex.at[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		digest.bytes[i] = (uint8_t)(high << 4 | low);
	}
	*out = digest;
	return true;
}

void xctl_base32_128(const xctl_digest *digest, char out[27])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	unsigned held = 0, n_held = 0, next = 0;
	for (unsigned i = 0; i < 26; i++) {
		if (n_held < 5) { /* past the 16th byte the last letter is filled up with zeros */
			held = held << 8 | (next < 16 ? digest->bytes[next] : 0u);
			next++;
			n_held += 8;
		}
		n_held -= 5;
		out[i] = letters[held >> n_held & 31u];
		held &= (1u << n_held) - 1u;
	}
	out[26] = '\0';
}

uint64_t xctl_hash64(xctl_str bytes)
{
	return XXH3_64bits(bytes.len ? bytes.at : "", bytes.len);
}

/* Bitsets of 64-bit words; the caller owns the words. */
#ifndef XCTL_BASE_BITS_H
#define XCTL_BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Loops over words in it are compiled twice, and the processor's widest registers are used where it has them. Only whole
 * words are touched: the result is the same. */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define XCTL_WIDE __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define XCTL_WIDE
#endif

#define XCTL_WORDS(bits) (((bits) + 63u) / 64u)

static inline bool xctl_bit(const uint64_t *words, uint32_t i)
{
	return (words[i / 64] >> (i % 64)) & 1u;
}
static inline void xctl_bit_set(uint64_t *words, uint32_t i)
{
	words[i / 64] |= UINT64_C(1) << (i % 64);
}
static inline void xctl_bit_clear(uint64_t *words, uint32_t i)
{
	words[i / 64] &= ~(UINT64_C(1) << (i % 64));
}
/* The first set bit at or after `from`, or `n_bits`. */
static inline uint32_t xctl_bit_next(const uint64_t *words, uint32_t n_bits, uint32_t from)
{
	for (uint32_t w = from / 64; w < XCTL_WORDS(n_bits); w++) {
		uint64_t word = words[w];
		if (w == from / 64)
			word &= ~UINT64_C(0) << (from % 64);
		if (word) {
			uint32_t i = w * 64u + (uint32_t)__builtin_ctzll(word);
			return i < n_bits ? i : n_bits;
		}
	}
	return n_bits;
}

#endif

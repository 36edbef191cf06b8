/* How rare a word is among names, in tenths of a bit. Internal to names. */
#ifndef XCTL_NAMES_RARITY_H
#define XCTL_NAMES_RARITY_H

#include "names/analyse.h"

/* log2(numerator / denominator) in tenths, rounded down; both above 0. By integers: the same on every machine. */
int32_t xctl_log2_tenths(uint64_t numerator, uint64_t denominator);

/* Of a word borne by `bearers` of `n_entities` parties; both 0 without an index. The shipped table speaks for the world
 * where a list is too short to (a list of three parties knows no common word), and the length sets a ceiling: two
 * letters cannot be rare. */
uint16_t xctl_word_rarity(xctl_str word, uint8_t flags, uint32_t bearers, uint32_t n_entities);
uint16_t xctl_skeleton_rarity(xctl_str skeleton, uint32_t bearers, uint32_t n_entities);

#endif

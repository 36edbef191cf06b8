/* Exact decimals: money, shares and thresholds. A value is coefficient * 10^-scale. No floats. */
#ifndef XCTL_BASE_DECIMAL_H
#define XCTL_BASE_DECIMAL_H

#include "base/text.h"

typedef struct xctl_decimal {
	int64_t coefficient;
	uint8_t scale; /* 0 … 12 */
} xctl_decimal;

/* Reads "-12.50" (no exponent, no separators, at most 18 digits and 12 decimals), or with `exponent` also "1.5e3".
 * False when it is not a number or does not fit; `*out` is then untouched. */
bool xctl_decimal_parse(xctl_str s, bool exponent, xctl_decimal *out);
/* The shortest decimal that reads back as the same double (Steele and White 1990); false for NaN, infinity and what
 * does not fit. */
bool xctl_decimal_of_double(double value, xctl_decimal *out);
/* -1, 0, 1; exact. */
int xctl_decimal_cmp(xctl_decimal a, xctl_decimal b);
/* Exact sum; false on overflow. */
bool xctl_decimal_add(xctl_decimal a, xctl_decimal b, xctl_decimal *out);
/* Compares part / whole with percent / 100 by cross-multiplication; whole > 0. */
int xctl_share_cmp(xctl_decimal part, xctl_decimal whole, xctl_decimal percent);
/* part * 100 / whole rounded half up to `scale` decimals, for showing only. False when whole is zero or it does not
 * fit. */
bool xctl_percent(xctl_decimal part, xctl_decimal whole, uint8_t scale, xctl_decimal *out);
/* Without trailing zeros. Writes at most 24 bytes with the terminator. */
size_t xctl_decimal_print(xctl_decimal value, char out[24]);

#endif

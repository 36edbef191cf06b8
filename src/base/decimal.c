#include "base/decimal.h"

#include <string.h>

#define SCALE_MOST 12
#define DIGITS_MOST 18

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

static const int64_t power_of_ten[19] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000,
	1000000000000, 10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000,
	1000000000000000000,
};

/* A number being read: all its significant digits, the decimals among them, and the exponent written after it. */
typedef struct reading {
	int64_t digits;
	unsigned n_digits, n_decimals;
	int exponent;
	bool negative;
} reading;

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Takes the digits at `*i`; false when there are none or too many. Leading zeros do not count. */
static bool take_digits(xctl_str s, size_t *i, reading *r, bool decimals)
{
	size_t from = *i;
	for (; *i < s.len && is_digit(s.at[*i]); ++*i) {
		if (r->n_digits > 0 || s.at[*i] != '0')
			r->n_digits++;
		if (decimals)
			r->n_decimals++;
		if (r->n_digits > DIGITS_MOST || r->n_decimals > 64)
			return false;
		r->digits = r->digits * 10 + (s.at[*i] - '0');
	}
	return *i > from;
}

static bool take_exponent(xctl_str s, size_t *i, reading *r)
{
	++*i; /* the letter */
	bool minus = *i < s.len && s.at[*i] == '-';
	if (*i < s.len && (s.at[*i] == '-' || s.at[*i] == '+'))
		++*i;
	size_t from = *i;
	for (; *i < s.len && is_digit(s.at[*i]); ++*i) {
		if (r->exponent > 999)
			return false;
		r->exponent = r->exponent * 10 + (s.at[*i] - '0');
	}
	if (minus)
		r->exponent = -r->exponent;
	return *i > from;
}

/* digits * 10^-scale brought into the scales we hold. */
static bool settle(const reading *r, int scale, xctl_decimal *out)
{
	int64_t digits = r->digits;
	if (digits == 0)
		scale = scale < 0 ? 0 : scale > SCALE_MOST ? SCALE_MOST : scale;
	for (; scale > SCALE_MOST && digits % 10 == 0; scale--)
		digits /= 10;
	for (; scale < 0; scale++) {
		if (digits >= power_of_ten[DIGITS_MOST - 1])
			return false;
		digits *= 10;
	}
	if (scale > SCALE_MOST)
		return false;
	*out = (xctl_decimal){ r->negative ? -digits : digits, (uint8_t)scale };
	return true;
}

bool xctl_decimal_parse(xctl_str s, bool exponent, xctl_decimal *out)
{
	reading r = { 0 };
	size_t i = 0;
	if (s.len && s.at[0] == '-') {
		r.negative = true;
		i++;
	}
	if (!take_digits(s, &i, &r, false))
		return false;
	if (i < s.len && s.at[i] == '.') {
		i++;
		if (!take_digits(s, &i, &r, true))
			return false;
	}
	if (exponent && i < s.len && (s.at[i] == 'e' || s.at[i] == 'E')) {
		if (!take_exponent(s, &i, &r))
			return false;
	} else if (r.n_decimals > SCALE_MOST) {
		return false;
	}
	return i == s.len && settle(&r, (int)r.n_decimals - r.exponent, out);
}

/* The reals that round to one double: an interval from `low` to `high`, its middle the double itself, all in units of
 * 2^(exponent - 2); the ends belong to it when the significand is even (ties go to even). */
typedef struct rounding {
	uint64_t low, middle, high;
	int exponent;
	bool ends;
} rounding;

static rounding rounding_of(uint64_t bits)
{
	uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
	int biased = (int)(bits >> 52 & 0x7FF);
	uint64_t m = biased ? fraction | UINT64_C(1) << 52 : fraction;
	rounding r = { .middle = m * 4, .high = m * 4 + 2, .low = m * 4 - 2, .ends = m % 2 == 0 };
	r.exponent = (biased ? biased : 1) - 1075;
	if (fraction == 0 && biased > 1)
		r.low = m * 4 - 1; /* the doubles below a power of two lie twice as close */
	return r;
}

/* Is there an integer c with c * 10^-scale in the interval? If so the one nearest the middle. The exponent is between
 * -93 and 7, and over 0 where the scale is under 0: everything stays below 2^100. */
static bool integer_within(const rounding *r, int scale, int64_t *out)
{
	uint64_t factor = scale > 0 ? (uint64_t)power_of_ten[scale] : 1;
	uwide low = (uwide)r->low * factor, middle = (uwide)r->middle * factor, high = (uwide)r->high * factor;
	uwide unit = scale < 0 ? (uint64_t)power_of_ten[-scale] : 1;
	int shift = r->exponent - 2;
	if (shift >= 0) {
		low <<= shift;
		middle <<= shift;
		high <<= shift;
	} else {
		unit <<= -shift;
	}
	uwide first = (low + unit - 1) / unit, last = high / unit;
	if (!r->ends && first * unit == low)
		first++;
	if (!r->ends && last * unit == high)
		last--;
	if (first > last)
		return false;
	uwide nearest = (middle + unit / 2) / unit;
	if (middle % unit * 2 == unit && nearest % 2) /* halfway between two: the even one, as everybody prints it */
		nearest--;
	nearest = nearest < first ? first : nearest > last ? last : nearest;
	if (nearest >= (uwide)power_of_ten[DIGITS_MOST])
		return false;
	*out = (int64_t)nearest;
	return true;
}

bool xctl_decimal_of_double(double value, xctl_decimal *out)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof bits);
	bool negative = bits >> 63;
	bits &= ~(UINT64_C(1) << 63);
	if (bits == 0) {
		*out = (xctl_decimal){ 0, 0 };
		return true;
	}
	rounding r = rounding_of(bits);
	if (r.exponent < -93 || r.exponent > 7) /* outside 2^-41 … 2^60 nothing fits: NaN and infinity too */
		return false;

	/* From few digits to many: the first scale that has a number in the interval gives the shortest. Below 2^53
	 * every integer is its own double, and a scale under 0 would only write the same value differently. */
	for (int scale = r.exponent < 1 ? 0 : -17; scale <= SCALE_MOST; scale++) {
		int64_t c;
		if (!integer_within(&r, scale, &c))
			continue;
		if (scale < 0) {
			if (c > (power_of_ten[DIGITS_MOST] - 1) / power_of_ten[-scale])
				return false;
			c *= power_of_ten[-scale];
		}
		*out = (xctl_decimal){ negative ? -c : c, (uint8_t)(scale < 0 ? 0 : scale) };
		return true;
	}
	return false;
}

int xctl_decimal_cmp(xctl_decimal a, xctl_decimal b)
{
	/* 2^63 * 10^12 < 2^103 */
	wide left = (wide)a.coefficient * (b.scale > a.scale ? power_of_ten[b.scale - a.scale] : 1);
	wide right = (wide)b.coefficient * (a.scale > b.scale ? power_of_ten[a.scale - b.scale] : 1);
	return (left > right) - (left < right);
}

bool xctl_decimal_add(xctl_decimal a, xctl_decimal b, xctl_decimal *out)
{
	uint8_t scale = a.scale > b.scale ? a.scale : b.scale;
	wide sum = (wide)a.coefficient * power_of_ten[scale - a.scale];
	sum += (wide)b.coefficient * power_of_ten[scale - b.scale];
	while ((sum > INT64_MAX || sum < INT64_MIN) && scale > 0 && sum % 10 == 0) {
		sum /= 10;
		scale--;
	}
	if (sum > INT64_MAX || sum < INT64_MIN)
		return false;
	*out = (xctl_decimal){ (int64_t)sum, scale };
	return true;
}

/* A magnitude of up to 192 bits, least word first. */
typedef struct magnitude {
	uint64_t words[3];
} magnitude;

static void multiply(magnitude *a, uint64_t factor)
{
	uint64_t carry = 0;
	for (unsigned i = 0; i < 3; i++) {
		uwide product = (uwide)a->words[i] * factor + carry;
		a->words[i] = (uint64_t)product;
		carry = (uint64_t)(product >> 64);
	}
}

static uint64_t size_of(int64_t value)
{
	return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

static int sign_of(int64_t value)
{
	return (value > 0) - (value < 0);
}

int xctl_share_cmp(xctl_decimal part, xctl_decimal whole, xctl_decimal percent)
{
	int left_sign = sign_of(part.coefficient), right_sign = sign_of(percent.coefficient);
	if (left_sign != right_sign)
		return left_sign > right_sign ? 1 : -1;

	/* part * 100 against percent * whole over a common scale: at most 2^126 * 10^12 < 2^166 */
	magnitude left = { { size_of(part.coefficient) } }, right = { { size_of(percent.coefficient) } };
	multiply(&left, 100);
	multiply(&left, (uint64_t)power_of_ten[whole.scale]);
	multiply(&left, (uint64_t)power_of_ten[percent.scale]);
	multiply(&right, size_of(whole.coefficient));
	multiply(&right, (uint64_t)power_of_ten[part.scale]);
	for (int i = 2; i >= 0; i--)
		if (left.words[i] != right.words[i])
			return (left.words[i] > right.words[i]) == (left_sign > 0) ? 1 : -1;
	return 0;
}

bool xctl_percent(xctl_decimal part, xctl_decimal whole, uint8_t scale, xctl_decimal *out)
{
	if (whole.coefficient == 0 || scale > SCALE_MOST)
		return false;
	wide over = part.coefficient, under = whole.coefficient;
	int shift = 2 + scale + whole.scale - part.scale;
	/* What overflows here is 2^127 / 2^63 or more: it would not have fitted anyway. `under` stays below 2^97. */
	for (; shift > 0; shift--)
		if (__builtin_mul_overflow(over, (wide)10, &over))
			return false;
	for (; shift < 0; shift++)
		under *= 10;
	if (under < 0) {
		under = -under;
		over = -over;
	}
	/* Half up: the floor of over / under + 1/2, by way of the remainder, which cannot overflow. */
	wide quotient = over / under, rest = over % under;
	if (rest < 0) {
		rest += under;
		quotient--;
	}
	if (rest >= under - rest)
		quotient++;
	if (quotient > INT64_MAX || quotient < INT64_MIN)
		return false;
	*out = (xctl_decimal){ (int64_t)quotient, scale };
	return true;
}

size_t xctl_decimal_print(xctl_decimal value, char out[24])
{
	char digits[24];
	uint64_t rest = size_of(value.coefficient);
	unsigned scale = value.scale, n = 0;
	for (; scale > 0 && rest % 10 == 0; scale--)
		rest /= 10;
	do {
		digits[n++] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest || n <= scale); /* a digit before the point */

	size_t len = 0;
	if (value.coefficient < 0)
		out[len++] = '-';
	while (n > 0) {
		if (n == scale)
			out[len++] = '.';
		out[len++] = digits[--n];
	}
	out[len] = '\0';
	return len;
}

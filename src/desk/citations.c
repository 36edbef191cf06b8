#include "desk/citations.h"

#include <string.h>

#include "base/bits.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Cuts at a separator that does not stand in brackets. */
static xctl_str cut_outside(xctl_str *rest, char separator)
{
	int depth = 0;
	for (size_t i = 0; i < rest->len; i++) {
		char c = rest->at[i];
		depth += c == '(' ? 1 : c == ')' && depth ? -1 : 0;
		if (c == separator && !depth) {
			xctl_str piece = { rest->at, i };
			*rest = (xctl_str){ rest->at + i + 1, rest->len - i - 1 };
			return piece;
		}
	}
	xctl_str piece = *rest;
	*rest = (xctl_str){ 0 };
	return piece;
}

bool desk_citations_add(desk_citations *c, xctl_str words, uint32_t target)
{
	while (words.len) {
		xctl_str places = cut_outside(&words, ';'), instrument = xctl_str_trim(cut_outside(&places, ':'));
		do {
			desk_cited *slot = XCTL_PUSH(c->arena, &c->at);
			if (!slot)
				return false;
			*slot = (desk_cited){ instrument, xctl_str_trim(cut_outside(&places, ',')), target };
		} while (places.len);
	}
	return true;
}

/* The instrument that a piece begins with, the longest; empty when it begins with none. */
static xctl_str instrument_of(const desk_citations *c, xctl_str piece)
{
	xctl_str found = { 0 };
	for (uint32_t i = 0; i < c->at.count; i++) {
		xctl_str name = c->at.at[i].instrument;
		if (name.len > found.len && xctl_str_starts(piece, name) && (piece.len == name.len || !is_word(piece.at[name.len])))
			found = name;
	}
	return found;
}

/* Do these words stand in the text, as whole words? */
static bool stands_in(xctl_str words, xctl_str text)
{
	for (size_t i = 0; i + words.len <= text.len; i++) {
		size_t end = i + words.len;
		if (memcmp(text.at + i, words.at, words.len) == 0 && (i == 0 || !is_word(text.at[i - 1]))
			&& (end == text.len || !is_word(text.at[end])))
			return true;
	}
	return false;
}

/* The most exact entry of the instrument (of any, where it is empty) for a place ("art. " and "25(1)"), or NULL. */
static const desk_cited *entry_of(const desk_citations *c, xctl_str instrument, xctl_str word, xctl_str place)
{
	char text[256];
	const desk_cited *found = NULL;
	size_t length = word.len + place.len < sizeof text ? word.len + place.len : 0;
	if (length) {
		memcpy(text, word.at ? word.at : "", word.len);
		memcpy(text + word.len, place.at, place.len);
	}
	for (uint32_t i = 0; i < c->at.count; i++) {
		const desk_cited *e = &c->at.at[i];
		if (instrument.len ? !xctl_str_eq(e->instrument, instrument) : !e->place.len || !xctl_str_starts(place, e->place))
			continue;
		if (found && e->place.len <= found->place.len)
			continue;
		if (!e->place.len || stands_in(e->place, length ? (xctl_str){ text, length } : place))
			found = e;
	}
	return found;
}

/* A number that names a place: "25(1)", "742.6", but not the code "3A069". */
static bool is_number(xctl_str text)
{
	size_t n = 0;
	while (n < text.len && is_digit(text.at[n]))
		n++;
	return n && (n == text.len || !is_word(text.at[n]));
}

static xctl_str word_before_number(xctl_str place)
{
	size_t n = 0;
	while (n < place.len && !is_digit(place.at[n]))
		n++;
	return n < place.len ? (xctl_str){ place.at, n } : (xctl_str){ 0 };
}

/* The places of one piece. Returns the first that no entry has, or all of it where nothing in it is known. */
static xctl_str find_places(const desk_citations *c, xctl_str instrument, xctl_str piece, uint64_t *targets)
{
	xctl_str word = { 0 }, whole = piece, unknown = { 0 };
	const desk_cited *last = NULL;
	while (piece.len) {
		xctl_str place = xctl_str_trim(cut_outside(&piece, ','));
		bool number = is_number(place);
		if (!place.len || place.at[0] == '(') /* says more of the place before */
			continue;
		const desk_cited *e = entry_of(c, instrument, number ? word : (xctl_str){ 0 }, place);
		if (e) {
			xctl_bit_set(targets, e->target);
			last = e;
			word = number ? word : word_before_number(place);
		} else if (number && !unknown.len) {
			unknown = place;
		}
	}
	if (last)
		return unknown;
	last = entry_of(c, instrument, (xctl_str){ 0 }, XCTL_STR(" "));
	if (last)
		xctl_bit_set(targets, last->target);
	return last ? (xctl_str){ 0 } : whole.len ? whole : instrument;
}

xctl_str desk_citations_find(const desk_citations *c, xctl_str citation, uint64_t *targets)
{
	xctl_str instrument = { 0 }, unknown = { 0 };
	while (citation.len) {
		xctl_str piece = xctl_str_trim(cut_outside(&citation, ';')), missing;
		xctl_str named = instrument_of(c, piece);
		if (!piece.len || piece.at[0] == '{') /* what the row of a table cites */
			continue;
		if (named.len) {
			instrument = named;
			piece = (xctl_str){ piece.at + named.len, piece.len - named.len };
		}
		missing = find_places(c, instrument, piece, targets);
		if (missing.len && !named.len && instrument.len) /* "Supplement No. 1 to Part 738" behind 31 CFR */
			missing = find_places(c, (xctl_str){ 0 }, piece, targets);
		if (!unknown.len)
			unknown = missing;
	}
	return unknown;
}

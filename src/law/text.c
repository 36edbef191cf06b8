/* Texts of the book for a person: placeholders filled from the transfer. */
#include <string.h>

#include "law/decide.h"

static void put_country(xctl_buf *out, const law_book *book, xctl_country country)
{
	char code[3];
	uint32_t at = law_find_country(book, country);
	xctl_country_print(country, code);
	if (at == XCTL_NONE)
		xctl_buf_puts(out, code);
	else
		xctl_buf_str(out, law_str(book, book->countries[at].name));
}

static void put_codes(xctl_buf *out, const xctl_item *item, xctl_str system)
{
	const xctl_words *codes = item ? xctl_item_codes(item, system) : NULL;
	if (!codes || codes->n == 0)
		xctl_buf_puts(out, "(no code stated)");
	for (uint32_t i = 0; codes && i < codes->n; i++) {
		if (i)
			xctl_buf_puts(out, ", ");
		xctl_buf_str(out, codes->at[i]);
	}
}

static void put_place(xctl_buf *out, const law_book *book, const xctl_place *place)
{
	if (place->stated == XCTL_STATED)
		put_country(out, book, place->country);
	else
		xctl_buf_puts(out, "(not stated)");
}

static void put_word(xctl_buf *out, const xctl_word *word)
{
	if (word->stated == XCTL_STATED)
		xctl_buf_str(out, word->at);
	else
		xctl_buf_puts(out, "(not stated)");
}

static bool put_party(xctl_buf *out, const law_book *book, const law_frame *frame, uint32_t party, xctl_str rest)
{
	if (party >= frame->transfer->n_parties) {
		xctl_buf_puts(out, "a party not named");
		return true;
	}
	const xctl_party *p = &frame->transfer->parties[party];
	if (xctl_str_is(rest, "name") || rest.len == 0)
		put_word(out, &p->name);
	else if (xctl_str_is(rest, "role"))
		put_word(out, &p->role);
	else if (xctl_str_is(rest, "country"))
		put_place(out, book, &p->country);
	else if (xctl_str_is(rest, "headquarters"))
		put_place(out, book, &p->headquarters);
	else
		return false;
	return true;
}

static bool put_item(xctl_buf *out, const law_book *book, const law_frame *frame, xctl_str rest)
{
	const xctl_item *item = frame->item;
	if (!item)
		return false;
	if (xctl_str_starts(rest, XCTL_STR("codes.")))
		put_codes(out, item, (xctl_str){ rest.at + 6, rest.len - 6 });
	else if (xctl_str_is(rest, "name"))
		put_word(out, &item->name);
	else if (xctl_str_is(rest, "origin"))
		put_place(out, book, &item->origin);
	else if (xctl_str_is(rest, "us_content") && frame->has_content) {
		char text[24];
		xctl_decimal_print(frame->content_high, text);
		xctl_buf_puts(out, text);
	} else
		return false;
	return true;
}

static bool put_placeholder(xctl_buf *out, const law_book *book, xctl_str name, const law_frame *frame,
	const law_binding *bindings, uint32_t n_bindings, uint32_t member)
{
	xctl_str rest = name, first = xctl_str_cut(&rest, '.');
	const xctl_transfer *t = frame->transfer;
	if (xctl_str_is(name, "to")) {
		put_country(out, book, frame->to);
	} else if (xctl_str_is(name, "from")) {
		put_place(out, book, &t->from);
	} else if (xctl_str_is(name, "date")) {
		char day[11];
		xctl_date_print(frame->date, day);
		xctl_buf_puts(out, day);
	} else if (xctl_str_is(first, "item")) {
		return put_item(out, book, frame, rest);
	} else if (xctl_str_is(first, "row")) {
		if (member == XCTL_NONE)
			return true;
		const law_member *m = &book->members[member];
		xctl_buf_str(out, law_str(book, xctl_str_is(rest, "cites") ? m->cites : xctl_str_is(rest, "says") ? m->says : m->text));
	} else if (first.len == 1) {
		for (uint32_t i = 0; i < n_bindings; i++)
			if (bindings[i].variable == first.at[0])
				return put_party(out, book, frame, bindings[i].party, rest);
		xctl_buf_puts(out, "a party");
	} else {
		return false;
	}
	return true;
}

xctl_str law_render(const law_book *book, xctl_str text, const law_frame *frame, const law_binding *bindings,
	uint32_t n_bindings, uint32_t member, xctl_arena *arena)
{
	if (!memchr(text.at, '{', text.len))
		return text;
	xctl_buf out = { .memory = arena->memory ? arena->memory : &xctl_memory_system };
	for (size_t i = 0; i < text.len; i++) {
		const char *close = text.at[i] == '{' ? memchr(text.at + i, '}', text.len - i) : NULL;
		xctl_str name = { text.at + i + 1, close ? (size_t)(close - text.at) - i - 1 : 0 };
		if (close && put_placeholder(&out, book, name, frame, bindings, n_bindings, member))
			i = (size_t)(close - text.at);
		else
			xctl_buf_char(&out, text.at[i]);
	}
	xctl_str rendered = out.failed ? text : xctl_str_copy(arena, xctl_buf_view(&out));
	xctl_buf_drop(&out);
	return rendered.at ? rendered : text;
}

xctl_str law_literal_text(const law_book *book, uint32_t test, bool negated, xctl_arena *arena)
{
	const law_test *t = &book->tests[test];
	const law_attribute *a = &book->attributes[t->attribute];
	xctl_str subject = a->term == LAW_TERM_PATTERN ? XCTL_STR("a party that fits") : law_str(book, a->path);
	if (a->term == LAW_TERM_FACT && a->title.len)
		subject = law_str(book, a->title);
	return xctl_str_print(arena, "%s%.*s %.*s", negated ? "not: " : "", XCTL_FMT(subject), XCTL_FMT(law_str(book, t->label)));
}

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

/* Terms as a person calls them; the others are said by their paths. */
static xctl_str term_name(xctl_str path)
{
	static const struct {
		const char *path, *name;
	} names[] = { { "to", "the destination" }, { "from", "the country it leaves" }, { "via", "a country on the way" },
		{ "event", "the act" }, { "kind", "the act" }, { "item.origin", "the origin" }, { "item.type", "the item" },
		{ "item.codes.US", "the US code" }, { "item.codes.JP", "the Japanese code" }, { "item.codes.EU", "the EU code" },
		{ "item.codes.NL", "the Dutch code" }, { "item.codes.CN", "the Chinese code" }, { "item.codes.HS", "the customs code" },
		{ "item.us_content", "the US content in percent" }, { "end_use.uses", "the end use" }, { "to_region", "the region" }, { "role", "role" }, { "facility.node", "a plant" } };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (xctl_str_is(path, names[i].path))
			return xctl_str_of(names[i].name);
	return path;
}

static xctl_str plain_literal(const law_book *book, const law_test *t, bool negated, xctl_arena *arena)
{
	const law_attribute *a = &book->attributes[t->attribute];
	xctl_str subject = term_name(law_str(book, a->path)), label = law_str(book, t->label);
	if (a->term == LAW_TERM_FACT && a->title.len)
		subject = law_str(book, a->title);
	bool holds = t->op == LAW_OP_TRUE;
	bool listed = t->op == LAW_OP_LISTED || t->op == LAW_OP_OWNED || t->op == LAW_OP_RED_FLAG;
	if (listed) /* "on us-entity" says it by itself */
		return xctl_str_print(arena, "%s%.*s", negated ? "not " : "", XCTL_FMT(label));
	if (xctl_str_starts(law_str(book, a->path), XCTL_STR("informed")) && label.len > 3)
		return xctl_str_print(arena, "%s notice from %.*s", negated ? "no" : "a", (int)label.len - 3, label.at + 3);
	return xctl_str_print(arena, "%s%.*s%s%.*s", negated ? "not: " : "", XCTL_FMT(subject), holds ? "" : " ",
		holds ? 0 : (int)label.len, label.at);
}

/* "a party with role in end-user and on us-entity": what the pattern asks of one party. */
static xctl_str pattern_text(const law_book *book, uint32_t attribute, bool negated, xctl_arena *arena)
{
	xctl_buf out = { 0 };
	xctl_buf_puts(&out, negated ? "no party" : "a party");
	for (uint32_t h = 0; h < book->n_heads; h++) {
		if (book->heads[h].kind != LAW_HEAD_PATTERN || book->heads[h].attribute != attribute)
			continue;
		const law_clause *c = &book->clauses[book->heads[h].clauses.from];
		for (uint32_t i = 0; i < c->literals.n; i++) {
			const law_literal *l = &book->literals[c->literals.from + i];
			const law_test *t = &book->tests[l->test];
			bool says_itself = t->op == LAW_OP_LISTED || t->op == LAW_OP_OWNED || t->op == LAW_OP_RED_FLAG;
			xctl_buf_puts(&out, i ? " and " : says_itself ? " " : " with ");
			xctl_buf_str(&out, plain_literal(book, t, l->negated != 0, arena));
		}
	}
	xctl_str text = out.failed ? (xctl_str){ 0 } : xctl_str_copy(arena, xctl_buf_view(&out));
	xctl_buf_drop(&out);
	return text;
}

xctl_str law_literal_text(const law_book *book, uint32_t test, bool negated, xctl_arena *arena)
{
	const law_test *t = &book->tests[test];
	if (book->attributes[t->attribute].term == LAW_TERM_PATTERN)
		return pattern_text(book, t->attribute, negated, arena);
	return plain_literal(book, t, negated, arena);
}

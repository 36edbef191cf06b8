/* Looking things up in a book; packing it and opening it in place. */
#include <string.h>

#include "law/law.h"
#include "law/value.h"

uint32_t law_find_head(const law_book *book, xctl_str name)
{
	for (uint32_t i = 0; i < book->n_heads; i++)
		if (book->heads[i].kind != LAW_HEAD_PATTERN && book->heads[i].kind != LAW_HEAD_BAR
			&& xctl_str_eq(law_str(book, book->heads[i].name), name))
			return i;
	return XCTL_NONE;
}

uint32_t law_find_regime(const law_book *book, xctl_str name)
{
	for (uint32_t i = 0; i < book->n_regimes; i++)
		if (xctl_str_eq(law_str(book, book->regimes[i].name), name))
			return i;
	return XCTL_NONE;
}

uint32_t law_find_list(const law_book *book, xctl_str name)
{
	for (uint32_t i = 0; i < book->n_lists; i++)
		if (xctl_str_eq(law_str(book, book->lists[i]), name))
			return i;
	return XCTL_NONE;
}

uint32_t law_find_country(const law_book *book, xctl_country country)
{
	for (uint32_t i = 0; i < book->n_countries; i++)
		if (book->countries[i].country == country)
			return i;
	return XCTL_NONE;
}

/* The place of a code, or of the first behind it. */
static uint32_t code_place(const law_book *book, law_span span, xctl_str code)
{
	uint32_t low = span.from, high = span.from + span.n;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (xctl_str_cmp(law_str(book, book->codes[middle].code), code) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const law_code *code_named(const law_book *book, law_span span, xctl_str code)
{
	uint32_t at = code_place(book, span, code);
	bool there = at < span.from + span.n && xctl_str_eq(law_str(book, book->codes[at].code), code);
	return there ? &book->codes[at] : NULL;
}

/* A heading that has no row of its own, but rows below it ("7" over "7(16)"). */
static bool is_heading(const law_book *book, law_span span, xctl_str code)
{
	for (uint32_t at = code_place(book, span, code); at < span.from + span.n; at++) {
		xctl_str next = law_str(book, book->codes[at].code);
		if (!xctl_str_starts(next, code))
			return false;
		if (next.len > code.len && (next.at[code.len] == '(' || next.at[code.len] == '.'))
			return true;
	}
	return false;
}

/* The code without its last paragraph: "3B001.c.1" -> "3B001.c", "7(16)" -> "7". */
static xctl_str above(xctl_str code)
{
	while (code.len) {
		code.len--;
		if (code.at[code.len] == '.' || code.at[code.len] == '(')
			return code;
	}
	return code;
}

law_code_state law_code_look(const law_book *book, xctl_str system, xctl_str code, size_t *known_len,
	const law_code **entry)
{
	const law_code *found = NULL;
	*known_len = code.len;
	if (entry)
		*entry = NULL;
	law_span span = { 0 };
	for (uint32_t i = 0; i < book->n_systems; i++)
		if (xctl_str_eq(law_str(book, book->systems[i].system), system))
			span = book->systems[i].codes;
	if (span.n == 0)
		return LAW_CODE_UNCHECKED;
	if (xctl_str_is(code, "none"))
		return LAW_CODE_KNOWN;
	found = code_named(book, span, code);
	if (found && entry)
		*entry = found;
	if (found)
		return found->flags & LAW_CODE_RESERVED ? LAW_CODE_MISSING : LAW_CODE_KNOWN;
	if (code.len && is_heading(book, span, code))
		return LAW_CODE_KNOWN;
	for (xctl_str upper = above(code); upper.len && !found; upper = above(upper)) {
		found = code_named(book, span, upper);
		*known_len = upper.len;
	}
	if (!found)
		return LAW_CODE_MISSING;
	if (entry)
		*entry = found;
	/* The entry: the highest part of the code that has a row ("3A001" of "3A001.a.9", "6(6)" of "6(6).9"). */
	const law_code *head = found;
	for (xctl_str upper = above(code); upper.len; upper = above(upper)) {
		const law_code *named = code_named(book, span, upper);
		head = named ? named : head;
	}
	return head->flags & LAW_CODE_TABLED ? LAW_CODE_MISSING : LAW_CODE_LOOSE;
}

/* --- packed form --- */

enum { TABLES = 0
#define X(type, name) +1
	LAW_TABLES(X)
#undef X
};

static const char magic[8] = "XCTLLAW";
enum { VERSION = 1 };

typedef struct packed_table {
	uint64_t at, count, size;
} packed_table;

typedef struct packed_head {
	char magic[8];
	uint32_t version, tables;
	uint64_t total;
	uint64_t assigned[XCTL_COUNTRY_WORDS];
	packed_table table[TABLES];
} packed_head;

static size_t rounded(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

xctl_code law_pack(xctl_buf *out, const law_book *book, xctl_error *error)
{
	packed_head head = { .version = VERSION, .tables = TABLES };
	memcpy(head.magic, magic, sizeof magic);
	memcpy(head.assigned, book->assigned, sizeof head.assigned);
	const void *from[TABLES];
	size_t at = rounded(sizeof head), t = 0;
#define X(type, name)                                                                                                  \
	from[t] = book->name;                                                                                          \
	head.table[t] = (packed_table){ at, book->n_##name, sizeof(type) };                                            \
	at = rounded(at + book->n_##name * sizeof(type));                                                              \
	t++;
	LAW_TABLES(X)
#undef X
	head.total = at;
	size_t start = out->len;
	static const char zeros[8];
	xctl_buf_put(out, &head, sizeof head);
	for (t = 0; t < TABLES; t++) {
		xctl_buf_put(out, zeros, start + head.table[t].at - out->len);
		if (head.table[t].count)
			xctl_buf_put(out, from[t], head.table[t].count * head.table[t].size);
	}
	xctl_buf_put(out, zeros, start + head.total - out->len);
	return out->failed ? xctl_fail_limit(error, "the packed rulebook") : XCTL_OK;
}

static xctl_code damaged(xctl_error *error, const char *what)
{
	xctl_fail(error, XCTL_DAMAGED, "the compiled rulebook is damaged: %s", what);
	xctl_hint(error, "build the snapshot again");
	return XCTL_DAMAGED;
}

static bool text_in(const law_book *b, law_text t)
{
	return t.at <= b->n_text && t.len <= b->n_text - t.at;
}

static bool span_in(law_span s, uint32_t n)
{
	return s.from <= n && s.n <= n - s.from;
}

static bool below(uint32_t index, uint32_t n)
{
	return index < n || index == XCTL_NONE;
}

static bool links_below(const law_book *b, law_span s, uint32_t per, uint32_t n)
{
	if (s.n > b->n_links / per || !span_in((law_span){ s.from, s.n * per }, b->n_links))
		return false;
	for (uint32_t i = 0; i < s.n; i++)
		if (b->links[s.from + i * per] >= n)
			return false;
	return true;
}

static bool within(law_span span, uint32_t i)
{
	return i >= span.from && i - span.from < span.n;
}

static bool derived(const law_book *b, uint32_t attribute)
{
	return b->attributes[attribute].term >= LAW_TERM_PATTERN;
}

/* A head's clauses are its own and lie in its sheet; what the sheet decides and what it asks are of the sheet's object, so
 * that nothing of a party is looked up where there is none. */
static bool head_lies_well(const law_book *b, uint32_t head)
{
	const law_head *h = &b->heads[head];
	const law_sheet *sheet = &b->sheets[h->sheet];
	bool of_party = sheet->object == LAW_OF_PARTY;
	if (h->object != sheet->object || h->clauses.from < sheet->clauses.from
		|| h->clauses.from - sheet->clauses.from > sheet->clauses.n
		|| h->clauses.n > sheet->clauses.n - (h->clauses.from - sheet->clauses.from))
		return false;
	if (h->kind == LAW_HEAD_PATTERN && h->clauses.n == 0)
		return false;
	if (!within(sheet->heads, head))
		return false;
	for (uint32_t i = 0; i < h->targets.n; i++)
		if (!within(b->sheets[b->n_sheets - 1].heads, b->links[h->targets.from + i]))
			return false;
	for (uint32_t i = 0; i < h->patterns.n; i++)
		if (!derived(b, b->links[h->patterns.from + 2 * i]))
			return false;
	if (h->attribute != XCTL_NONE && !derived(b, h->attribute))
		return false;
	if (h->attribute != XCTL_NONE && b->attributes[h->attribute].object == LAW_OF_PARTY && !of_party)
		return false;
	for (uint32_t i = h->clauses.from; i < h->clauses.from + h->clauses.n; i++) {
		if (b->clauses[i].head != head)
			return false;
		for (uint32_t k = 0; k < b->clauses[i].literals.n; k++) {
			const law_test *t = &b->tests[b->literals[b->clauses[i].literals.from + k].test];
			if (b->attributes[t->attribute].object == LAW_OF_PARTY && !of_party)
				return false;
		}
	}
	return true;
}

static bool sheets_good(const law_book *b)
{
	if (b->n_sheets == 0 || b->sheets[b->n_sheets - 1].object != LAW_OF_TRANSFER)
		return false;
	for (uint32_t i = 0; i < b->n_sheets; i++) {
		const law_sheet *s = &b->sheets[i];
		for (uint32_t k = 0; k < s->attributes.n; k++)
			if (b->attributes[b->links[s->attributes.from + k]].object == LAW_OF_PARTY && s->object != LAW_OF_PARTY)
				return false;
		for (uint32_t k = s->clauses.from; k < s->clauses.from + s->clauses.n; k++)
			if (b->clauses[k].head != XCTL_NONE && b->heads[b->clauses[k].head].sheet != i)
				return false;
	}
	for (uint32_t i = 0; i < b->n_heads; i++)
		if (!head_lies_well(b, i))
			return false;
	return true;
}

static bool heads_good(const law_book *b)
{
	for (uint32_t i = 0; i < b->n_heads; i++) {
		const law_head *h = &b->heads[i];
		const law_text texts[] = { h->name, h->base, h->variable, h->value, h->cites, h->says, h->policy, h->title,
			h->symbol, h->asserts, h->between, h->due, h->file };
		for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
			if (!text_in(b, texts[t]))
				return false;
		if (!below(h->regime, b->n_regimes) || !below(h->attribute, b->n_attributes) || !below(h->other, b->n_heads)
			|| h->sheet >= b->n_sheets || !span_in(h->clauses, b->n_clauses)
			|| !links_below(b, h->targets, 1, b->n_heads) || !span_in(h->affirms, b->n_affirms)
			|| !links_below(b, h->patterns, 2, b->n_attributes) || h->verdict >= LAW_VERDICTS || h->object > LAW_OF_PARTY)
			return false;
		bool derives = h->kind == LAW_HEAD_FACT || h->kind == LAW_HEAD_PATTERN;
		if (derives && (h->attribute == XCTL_NONE || b->attributes[h->attribute].sheet != h->sheet))
			if (h->attribute == XCTL_NONE || b->attributes[h->attribute].sheet >= b->n_sheets)
				return false;
		if ((h->kind == LAW_HEAD_GROUND || h->kind == LAW_HEAD_DUTY) && h->regime == XCTL_NONE)
			return false;
	}
	return true;
}

/* What a term is read as, the attribute must be tested as. */
static bool type_good(const law_attribute *a, uint16_t terms)
{
	if (a->term >= LAW_TERM_PATTERN)
		return a->type == LAW_BOOL;
	if (a->term >= terms)
		return false;
	const law_term *term = law_term_at(a->term);
	if (a->object != term->object)
		return false;
	if (strcmp(term->path, "facts.") == 0)
		return a->type == LAW_BOOL || a->type == LAW_NUMBER || a->type == LAW_DATE || a->type == LAW_WORDS;
	return a->type == term->type || (a->type == LAW_HS && term->type == LAW_CODES_TYPE);
}

/* The test asks what can be asked of its attribute's type. */
static bool test_good(const law_test *t, law_type type)
{
	bool words = type == LAW_WORDS || type == LAW_COUNTRIES || type == LAW_CODES_TYPE || type == LAW_HS;
	if (t->footnote > 7 || t->number.scale > 12 || t->compare > LAW_EQ)
		return false;
	switch ((law_test_op)t->op) {
	case LAW_OP_TRUE:
		return type == LAW_BOOL;
	case LAW_OP_SET:
		return words;
	case LAW_OP_NUMBER:
		return type == LAW_NUMBER;
	case LAW_OP_DATE:
		return type == LAW_DATE;
	case LAW_OP_LISTED:
		return type == LAW_LISTINGS;
	case LAW_OP_OWNED:
	case LAW_OP_RED_FLAG:
		return type == LAW_OWNERSHIP;
	case LAW_OP_GRADE:
		return type == LAW_GRADE;
	case LAW_OP_KNOWN:
		return true;
	}
	return false;
}

static bool attributes_good(const law_book *b, uint16_t terms)
{
	for (uint32_t i = 0; i < b->n_attributes; i++) {
		const law_attribute *a = &b->attributes[i];
		if (!text_in(b, a->path) || !text_in(b, a->parameter) || !text_in(b, a->who) || !text_in(b, a->title)
			|| !text_in(b, a->asks) || !links_below(b, a->tests, 1, b->n_tests) || !below(a->sheet, b->n_sheets)
			|| a->object > LAW_OF_PARTY || !type_good(a, terms))
			return false;
	}
	for (uint32_t i = 0; i < b->n_tests; i++) {
		const law_test *t = &b->tests[i];
		if (t->attribute >= b->n_attributes || !span_in(t->members, b->n_members) || !text_in(b, t->label)
			|| !text_in(b, t->programme) || !links_below(b, t->positive, 1, b->n_clauses)
			|| !links_below(b, t->negative, 1, b->n_clauses) || t->op > LAW_OP_GRADE
			|| !test_good(t, (law_type)b->attributes[t->attribute].type))
			return false;
	}
	for (uint32_t i = 0; i < b->n_members; i++) {
		const law_member *m = &b->members[i];
		if (!text_in(b, m->text) || !span_in(m->except, b->n_texts) || !text_in(b, m->cites) || !text_in(b, m->says))
			return false;
	}
	return true;
}

static bool rest_good(const law_book *b)
{
	for (uint32_t i = 0; i < b->n_texts; i++)
		if (!text_in(b, b->texts[i]))
			return false;
	for (uint32_t i = 0; i < b->n_literals; i++)
		if (b->literals[i].test >= b->n_tests)
			return false;
	for (uint32_t i = 0; i < b->n_clauses; i++)
		if (!below(b->clauses[i].head, b->n_heads) || !span_in(b->clauses[i].literals, b->n_literals))
			return false;
	for (uint32_t i = 0; i < b->n_sheets; i++) {
		const law_sheet *s = &b->sheets[i];
		if (s->clauses.from % 64 || !span_in(s->clauses, b->n_clauses) || !span_in(s->heads, b->n_heads)
			|| !links_below(b, s->attributes, 1, b->n_attributes) || s->object > LAW_OF_PARTY)
			return false;
	}
	for (uint32_t i = 0; i < b->n_affirms; i++)
		if (b->affirms[i].attribute >= b->n_attributes || !text_in(b, b->affirms[i].text)
			|| b->attributes[b->affirms[i].attribute].term >= LAW_TERM_PATTERN
			|| b->attributes[b->affirms[i].attribute].object != LAW_OF_TRANSFER)
			return false;
	for (uint32_t i = 0; i < b->n_suspensions; i++)
		if (b->suspensions[i].head >= b->n_heads || b->suspensions[i].status > LAW_SCHEDULED
			|| !text_in(b, b->suspensions[i].cites) || !text_in(b, b->suspensions[i].says))
			return false;
	for (uint32_t i = 0; i < b->n_regimes; i++) {
		const law_regime *r = &b->regimes[i];
		if (!text_in(b, r->name) || !text_in(b, r->government) || !text_in(b, r->authority) || !text_in(b, r->title)
			|| !span_in(r->covers, b->n_texts) || !below(r->subject, b->n_attributes)
			|| (r->subject != XCTL_NONE
				&& (b->attributes[r->subject].object != LAW_OF_TRANSFER || !derived(b, r->subject)))
			|| !links_below(b, r->lists, 1, b->n_lists))
			return false;
	}
	for (uint32_t i = 0; i < b->n_systems; i++)
		if (!text_in(b, b->systems[i].system) || !span_in(b->systems[i].codes, b->n_codes))
			return false;
	for (uint32_t i = 0; i < b->n_codes; i++)
		if (!text_in(b, b->codes[i].code) || !text_in(b, b->codes[i].title))
			return false;
	for (uint32_t i = 0; i < b->n_countries; i++)
		if (!text_in(b, b->countries[i].name) || !text_in(b, b->countries[i].ja) || !text_in(b, b->countries[i].zh))
			return false;
	for (uint32_t i = 0; i < b->n_lists; i++)
		if (!text_in(b, b->lists[i]))
			return false;
	for (uint32_t i = 0; i < b->n_families; i++)
		if (!text_in(b, b->families[i]))
			return false;
	return b->n_clauses % 64 == 0 && b->n_regimes < UINT16_MAX;
}

xctl_code law_open(law_book *out, xctl_str bytes, xctl_error *error)
{
	packed_head head;
	if (bytes.len < sizeof head)
		return damaged(error, "it is cut short");
	memcpy(&head, bytes.at, sizeof head);
	if (memcmp(head.magic, magic, sizeof magic) != 0)
		return damaged(error, "it does not begin like one");
	if (head.version != VERSION || head.tables != TABLES) {
		xctl_fail(error, XCTL_DAMAGED, "the compiled rulebook is of version %u; this program reads %d", head.version, VERSION);
		xctl_hint(error, "use the program that built it, or build the snapshot again");
		return XCTL_DAMAGED;
	}
	if (head.total > bytes.len)
		return damaged(error, "it is cut short");
	law_book book = { 0 };
	size_t t = 0;
#define X(type, name)                                                                                                  \
	if (head.table[t].size != sizeof(type) || head.table[t].at % 8 || head.table[t].at > head.total                \
		|| head.table[t].count > (head.total - head.table[t].at) / sizeof(type)                               \
		|| head.table[t].count >= UINT32_MAX)                                                                  \
		return damaged(error, "a table lies outside of it");                                                   \
	book.name = (const type *)(const void *)(bytes.at + head.table[t].at);                                         \
	book.n_##name = (uint32_t)head.table[t].count;                                                                 \
	t++;
	LAW_TABLES(X)
#undef X
	memcpy(book.assigned, head.assigned, sizeof book.assigned);
	if (!attributes_good(&book, law_term_count()) || !heads_good(&book) || !rest_good(&book) || !sheets_good(&book))
		return damaged(error, "an index leads out of its table");
	*out = book;
	return XCTL_OK;
}

/* Random rulebooks: the engine and the reference agree on them too; file order changes nothing; and what a person states
 * later never leads out of the bounds that were given before. XCTL_DIFFERENTIAL=N multiplies the books by N. */
#include <stdio.h>
#include <stdlib.h>

#include "chance.h"
#include "fields.h"

enum { BOOKS = 60, TRANSFERS = 25, FACTS = 6, PARTY_FACTS = 3, RULES = 6, PARTIES = 8 };

static const char *const countries[] = { "AT", "BR", "CA", "CN", "DE", "FR", "GB", "HK", "IN", "JP", "KP", "KY", "NL", "RU",
	"US" };
static const char *const codes[] = { "3A001", "3A001.a", "3A001.a.2", "3A001.b", "3B001", "3B001.a.1", "3B001.c",
	"3B001.c.1.a", "3B002", "EAR99", "none", "7(16)", "7" };
static const char *const marks[] = { "NS1", "NS2", "AT1" };

/* "TERM known" asks what was stated, not what is: it alone may turn when more is stated. */
static bool without_known;

#define PICK(table) (table)[chance_below(c, COUNT_OF(table))]

static void put_dates(chance *c, xctl_buf *b)
{
	int year = 2015 + (int)chance_below(c, 12);
	xctl_buf_printf(b, "effective %d-0%u-15\n", year, 1 + chance_below(c, 9));
	if (chance_in(c, 4))
		xctl_buf_printf(b, "until %d-01-01\n", year + 2 + (int)chance_below(c, 4));
	if (chance_in(c, 4))
		xctl_buf_printf(b, "known %d-03-01\n", year + (int)chance_below(c, 2));
	if (chance_in(c, 8))
		xctl_buf_printf(b, "known_until %d-01-01\n", year + 2 + (int)chance_below(c, 3));
}

static void put_sum(chance *c, xctl_buf *b, bool places, bool unrolled)
{
	for (uint32_t n = 1 + chance_below(c, 2), i = 0; i < n; i++) {
		const char *mark = unrolled && chance_in(c, 2) ? "V" : PICK(marks);
		uint32_t way = chance_below(c, 3);
		if (i)
			xctl_buf_puts(b, ", ");
		if (way == 0)
			xctl_buf_puts(b, places ? PICK(countries) : PICK(codes));
		else if (way == 1)
			xctl_buf_printf(b, "us/%s where mark is %s", places ? "places" : "codes", mark);
		else
			xctl_buf_puts(b, places ? "us/places" : "us/codes");
	}
}

static void put_set(chance *c, xctl_buf *b, bool places, bool unrolled)
{
	put_sum(c, b, places, unrolled);
	if (chance_in(c, 3)) {
		xctl_buf_puts(b, " except ");
		put_sum(c, b, places, unrolled);
	}
}

static void put_party_condition(chance *c, xctl_buf *b, char variable, bool unrolled)
{
	static const char *const ops[] = { "<=", "<", ">=", ">", "=" };
	switch (chance_below(c, 11)) {
	case 0:
		xctl_buf_printf(b, "%c.country in ", variable);
		put_set(c, b, true, unrolled);
		break;
	case 1:
		xctl_buf_printf(b, "%c.headquarters in ", variable);
		put_set(c, b, true, unrolled);
		break;
	case 2:
		xctl_buf_printf(b, "%c.role is end-user, consignee", variable);
		break;
	case 3:
		xctl_buf_printf(b, "%c on us-l%u%s%s%s", variable, chance_below(c, 2), chance_in(c, 3) ? " footnote 1" : "",
			chance_in(c, 4) ? " programme NPWMD" : "", chance_in(c, 3) ? " covering item" : "");
		break;
	case 4:
		xctl_buf_printf(b, "%c on us-l0 scope %s", variable, chance_in(c, 2) ? "all" : "listed");
		break;
	case 5:
		xctl_buf_printf(b, "%c owned under bis%s", variable, chance_in(c, 2) ? " covering item" : "");
		break;
	case 6:
		xctl_buf_printf(b, "%c red-flag under bis", variable);
		break;
	case 7:
		xctl_buf_printf(b, "%c.us_person is %s", variable, chance_in(c, 2) ? "yes" : "no");
		break;
	case 8:
		xctl_buf_printf(b, "%c.foreign_income_pct %s %u", variable, PICK(ops), 25 * chance_below(c, 3));
		break;
	case 9:
		xctl_buf_printf(b, "%c.citizenship %s", variable, !without_known && chance_in(c, 2) ? "known" : "is CN, KP");
		break;
	default:
		xctl_buf_printf(b, "%c p%u", variable, chance_below(c, PARTY_FACTS));
		break;
	}
}

static void put_plain_condition(chance *c, xctl_buf *b, uint32_t facts, bool unrolled)
{
	static const char *const ops[] = { "<=", "<", ">=", ">", "=" };
	static const char *const grades[] = { "reason-to-know", "suspected", "aware" };
	switch (chance_below(c, 15)) {
	case 0:
		xctl_buf_puts(b, "to in ");
		put_set(c, b, true, unrolled);
		break;
	case 1:
		xctl_buf_puts(b, "via in ");
		put_set(c, b, true, unrolled);
		break;
	case 2:
	case 3:
		xctl_buf_puts(b, chance_in(c, 4) ? "item.contains.codes.US in " : "item.codes.US in ");
		put_set(c, b, false, unrolled);
		break;
	case 4:
		xctl_buf_printf(b, "item.codes.HS in %s", chance_in(c, 2) ? "8542, 854231" : "8542 except 854231");
		break;
	case 5:
		xctl_buf_printf(b, "item.%s.USD %s %u", chance_in(c, 2) ? "value" : "code_total", PICK(ops), 1000 * chance_below(c, 3));
		break;
	case 6:
		xctl_buf_printf(b, "item.us_content %s %u", PICK(ops), 10 + 15 * chance_below(c, 2));
		break;
	case 7:
		xctl_buf_printf(b, "%s %s 2024-06-15", chance_in(c, 2) ? "date" : "dates.contract", PICK(ops));
		break;
	case 8:
		xctl_buf_printf(b, "knowledge exporter of wmd at %s", PICK(grades));
		break;
	case 9:
		xctl_buf_puts(b, chance_in(c, 2) ? "informed by BIS" : "event is export, reexport");
		break;
	case 10:
		xctl_buf_puts(b, chance_in(c, 2) ? "end_use.uses is chips, missiles" : "item.origin is US");
		break;
	case 11:
		xctl_buf_printf(b, "facts.q%u%s", chance_below(c, 2), chance_in(c, 3) ? " is no" : "");
		break;
	case 12:
		xctl_buf_printf(b, chance_in(c, 2) ? "facts.n0 %s 5" : "facts.d0 %s 2024-01-01", PICK(ops));
		break;
	case 13:
		xctl_buf_puts(b, !without_known && chance_in(c, 2) ? "item.origin known" : "facts.w0 is red, blue");
		break;
	default:
		if (facts)
			xctl_buf_printf(b, "f%u", chance_below(c, facts));
		else
			xctl_buf_puts(b, "item.origin in CN, RU");
		break;
	}
}

static void put_condition(chance *c, xctl_buf *b, const char *variables, uint32_t facts, bool unrolled)
{
	size_t n = strlen(variables);
	if (chance_in(c, 4))
		xctl_buf_puts(b, "not ");
	if (n && chance_below(c, 3) < 2)
		put_party_condition(c, b, variables[chance_below(c, (uint32_t)n)], unrolled);
	else
		put_plain_condition(c, b, facts, unrolled);
	xctl_buf_char(b, '\n');
}

/* `own`: a party fact's variable, or NULL. */
static void put_conditions(chance *c, xctl_buf *b, const char *own, uint32_t facts, bool unrolled)
{
	char variables[4] = "";
	const char *word = "when";
	if (own)
		snprintf(variables, sizeof variables, "%s", own);
	for (uint32_t n = chance_below(c, 3), i = 0; i < n; i++) {
		const char *name = i ? "R" : "Q";
		size_t used = strlen(variables);
		snprintf(variables + used, sizeof variables - used, "%s", name);
		xctl_buf_printf(b, "%s some party %s\n", word, name);
		word = "and";
	}
	for (uint32_t n = 1 + chance_below(c, 3); n-- > 0;) {
		bool any = chance_in(c, 2);
		xctl_buf_printf(b, "%s %s", word, any ? "any " : "");
		word = "and";
		put_condition(c, b, variables, facts, unrolled);
		for (uint32_t more = any ? 1 + chance_below(c, 2) : 0; more-- > 0;) {
			if (chance_in(c, 3)) {
				xctl_buf_puts(b, "with ");
				put_condition(c, b, variables, facts, unrolled);
			}
			xctl_buf_puts(b, "or ");
			put_condition(c, b, variables, facts, unrolled);
		}
	}
}

static bool put_for(chance *c, xctl_buf *b)
{
	uint32_t way = chance_below(c, 4);
	if (way == 0)
		xctl_buf_puts(b, "for V in NS1, NS2\n");
	if (way == 1)
		xctl_buf_puts(b, "for V in us/codes column mark\n");
	return way < 2;
}

static void put_blocks(chance *c, xctl_buf *b)
{
	static const char *const verdicts[] = { "prohibited", "licence", "licence", "notify", "review" };
	xctl_buf_puts(b, "regime us.t\ngovernment US\nsubject f5\n\nquestion q0\nasks \"?\"\n\nquestion q1\nasks \"?\"\n\n"
			 "question n0\ntype number\nasks \"?\"\n\nquestion d0\ntype date\nasks \"?\"\n\nquestion w0\ntype text\n"
			 "asks \"?\"\n\ncodes US\nentries us/registry\n\n");
	for (uint32_t i = 0; i < PARTY_FACTS; i++)
		for (uint32_t n = 1 + chance_below(c, 2); n-- > 0;) {
			xctl_buf_printf(b, "fact p%u of P\n", i);
			put_dates(c, b);
			xctl_buf_puts(b, chance_in(c, 2) ? "when P.country is CN\n" : "when P.us_person\n");
			if (chance_in(c, 2)) {
				xctl_buf_puts(b, "and some party Q\nand Q.role is bank\nand any Q.country is RU\nor P.headquarters is RU\n");
			}
			xctl_buf_char(b, '\n');
		}
	for (uint32_t i = 0; i < FACTS; i++)
		for (uint32_t n = 1 + chance_below(c, 2); n-- > 0;) {
			xctl_buf_printf(b, "fact f%u\n", i);
			put_dates(c, b);
			bool unrolled = put_for(c, b);
			put_conditions(c, b, NULL, i, unrolled);
			xctl_buf_char(b, '\n');
		}
	for (uint32_t i = 0; i < RULES; i++) {
		xctl_buf_printf(b, "rule r%u\nregime us.t\ncites x\nthen %s\n", i, PICK(verdicts));
		put_dates(c, b);
		bool unrolled = put_for(c, b);
		put_conditions(c, b, NULL, FACTS, unrolled);
		xctl_buf_char(b, '\n');
		if (chance_in(c, 3))
			xctl_buf_printf(b, "suspend r%u\nstatus %s\nfrom 2020-01-01\nuntil 2025-01-01\n\n", i,
				chance_in(c, 2) ? "suspended" : "scheduled");
	}
	for (uint32_t i = 0; i < 4; i++) {
		xctl_buf_printf(b, "exception x%u to r%u, r%u\nkind %s\n", i, chance_below(c, 3), 3 + chance_below(c, 3),
			chance_in(c, 2) ? "exclusion" : "licence-exception");
		put_dates(c, b);
		put_conditions(c, b, NULL, FACTS, false);
		if (chance_in(c, 2)) {
			xctl_buf_puts(b, "unless ");
			put_condition(c, b, "", FACTS, false);
			xctl_buf_puts(b, "or some party Z\nwith ");
			put_condition(c, b, "Z", FACTS, false);
		}
		xctl_buf_char(b, '\n');
	}
	for (uint32_t i = 0; i < 2; i++) {
		xctl_buf_printf(b, "overrides r%u over r%u\ncites x\n", i, i + 2);
		if (chance_in(c, 2))
			xctl_buf_puts(b, "effective 2018-01-01\nuntil 2024-01-01\n");
		xctl_buf_printf(b, "\nduty d%u\nregime us.t\n", i);
		put_conditions(c, b, NULL, FACTS, false);
		xctl_buf_printf(b, "\nconflict k%u\nbetween US, CN\n", i);
		put_conditions(c, b, NULL, FACTS, false);
		xctl_buf_char(b, '\n');
	}
}

static void put_row_dates(chance *c, xctl_buf *b)
{
	xctl_buf_printf(b, "\t%s\t%s\t%s\t%s\n", chance_in(c, 3) ? "2018-01-01" : "", chance_in(c, 3) ? "2024-06-15" : "",
		chance_in(c, 4) ? "2019-01-01" : "", chance_in(c, 5) ? "2023-01-01" : "");
}

static void make_book(chance *c, lawful *l)
{
	xctl_buf rules = { .at = NULL }, sets = { .at = NULL }, places = { .at = NULL };
	xctl_buf_puts(&sets, "code\tmark\teffective\tuntil\tknown\tknown_until\n");
	for (size_t i = 0; i < COUNT_OF(codes); i++)
		if (chance_in(c, 2)) {
			bool except = strcmp(codes[i], "3B001") == 0 || strcmp(codes[i], "3A001") == 0;
			xctl_buf_printf(&sets, "%s%s%s\t%s", codes[i], except ? " except " : "",
				!except ? "" : chance_in(c, 2) ? "3B001.c, 3A001.a.2" : "3A001.b", chance_in(c, 4) ? "NS1, AT1" : PICK(marks));
			put_row_dates(c, &sets);
		}
	xctl_buf_puts(&sets, "9A001\tNS2\t\t\t\t\n");
	xctl_buf_puts(&places, "country\tmark\teffective\tuntil\tknown\tknown_until\n");
	for (size_t i = 0; i < COUNT_OF(countries); i++)
		if (chance_in(c, 2)) {
			xctl_buf_printf(&places, "%s\t%s", countries[i], chance_in(c, 4) ? "NS1, NS2" : PICK(marks));
			put_row_dates(c, &places);
		}
	const char *const tables[] = { "us/codes", sets.at, "us/places", places.at, "us/territories",
		"territory\tcountry\nHK\tCN\nKY\tGB\n", "us/registry",
		"code\ttabled\tleaf\n3A001\tyes\t\n3A001.a\t\t\n3A001.a.2\t\tyes\n3A001.b\t\tyes\n3B001\t\t\n3B001.c\t\tyes\n"
		"3B002\tyes\tyes\nEAR99\tyes\tyes\n",
		NULL };
	xctl_code code;
	for (bool again = true; again;) { /* a book whose blocks contradict themselves is refused: another one */
		xctl_buf_clear(&rules);
		put_blocks(c, &rules);
		code = lawful_compile(l, rules.at, tables);
		again = code == XCTL_INPUT && strstr(l->error.what, "contradicts itself") != NULL;
		if (again)
			lawful_close(l);
	}
	assert_case(code == XCTL_OK, "%s, line %u: %s (%s)\n%s\n", l->error.source, l->error.line, l->error.what, l->error.hint,
		rules.at);
	assert_int_equal(law_session_open(&l->session, &l->book, NULL, 0, &l->error), XCTL_OK);
	xctl_buf_drop(&rules);
	xctl_buf_drop(&sets);
	xctl_buf_drop(&places);
}

static void explain(const lawful *l, const json_t *document, const char *what, uint32_t seed)
{
	char *text = json_dumps(document, JSON_SORT_KEYS);
	print_error("book %u: %s\n", seed, what);
	fprintf(stderr, "%.*s\n%s\n", XCTL_FMT(l->files.at[0].text), text);
	free(text);
	fail();
}

/* --- engine and reference --- */

/* Setting a fact over what was evaluated already comes to what evaluating with it from the start does. */
static void what_if(chance *c, const law_evaluation *e, xctl_arena *arena)
{
	xctl_error error;
	for (uint32_t i = 0; i < e->book->n_attributes; i++) {
		const law_attribute *a = &e->book->attributes[i];
		if (a->term >= LAW_TERM_PATTERN || a->type != LAW_BOOL || (a->object == LAW_OF_PARTY && !e->frame->n_parties))
			continue;
		law_override o = { i, a->object == LAW_OF_PARTY ? chance_below(c, e->frame->n_parties) : XCTL_NONE,
			{ .type = LAW_BOOL, .stated = true, .truth = chance_in(c, 2) ? LAW_YES : LAW_NO } };
		law_evaluation fresh, again;
		assert_int_equal(law_evaluate(&fresh, c->l->session, e->frame, &o, 1, arena, &error), XCTL_OK);
		assert_int_equal(law_evaluate_again(&again, e, &o, 1, arena, &error), XCTL_OK);
		for (uint32_t h = 0; h < e->book->n_heads; h++)
			assert_int_equal(law_head_truth(&fresh, h), law_head_truth(&again, h));
	}
}

/* How many attributes speak against a clause for sure. */
static uint32_t against(const law_evaluation *e, const law_clause *clause, xctl_arena *arena)
{
	const law_book *b = e->book;
	const law_literal *l = &b->literals[clause->literals.from];
	uint32_t n = 0;
	for (uint32_t i = 0; i < clause->literals.n; i++) {
		bool counted = law_literal_truth(e, &l[i], XCTL_NONE, arena) != LAW_NO;
		for (uint32_t k = 0; k < i && !counted; k++)
			counted = b->tests[l[k].test].attribute == b->tests[l[i].test].attribute
				&& law_literal_truth(e, &l[k], XCTL_NONE, arena) == LAW_NO;
		n += !counted;
	}
	return n;
}

/* A near miss is a clause in force that exactly one attribute speaks against; a survivor one that none does. */
static void near_misses(const law_evaluation *e, xctl_arena *arena)
{
	const law_book *b = e->book;
	const law_sheet *last = &b->sheets[b->n_sheets - 1];
	for (uint32_t i = last->clauses.from; i < last->clauses.from + last->clauses.n; i++) {
		if (b->clauses[i].head == XCTL_NONE)
			continue;
		const law_head *h = &b->heads[b->clauses[i].head];
		bool alive = xctl_interval_has(h->effective, e->frame->date) && xctl_interval_has(h->known, e->frame->known);
		uint32_t n = against(e, &b->clauses[i], arena);
		assert_int_equal(xctl_bit(e->may, i), alive && n == 0);
		assert_int_equal(xctl_bit(e->near, i), alive && n == 1);
	}
}

static void compare(chance *c, law_reference *reference, uint32_t seed)
{
	const lawful *l = c->l;
	xctl_arena arena = { .ceiling = 64u << 20 };
	xctl_transfer transfer;
	xctl_error error;
	law_party parties[PARTIES];
	law_frame frame;
	law_evaluation e;
	json_t *document = chance_document(c, 3 + chance_below(c, 7));
	assert_int_equal(xctl_transfer_read(&transfer, &arena, document, l->book.assigned, &error), XCTL_OK);
	chance_frame(c, &frame, &transfer, parties, &arena);
	assert_int_equal(law_evaluate(&e, l->session, &frame, NULL, 0, &arena, &error), XCTL_OK);
	uint8_t *truths = XCTL_NEW_ARRAY(&arena, uint8_t, l->book.n_heads);
	assert_non_null(truths);
	assert_int_equal(law_reference_truths(truths, reference, &frame, &arena, &error), XCTL_OK);
	what_if(c, &e, &arena);
	near_misses(&e, &arena);
	for (uint32_t i = 0; i < l->book.n_heads; i++) {
		const law_head *h = &l->book.heads[i];
		if (h->kind == LAW_HEAD_PATTERN || h->object == LAW_OF_PARTY || law_head_truth(&e, i) == (law_truth)truths[i])
			continue;
		char what[160], day[11];
		xctl_date_print(frame.date, day);
		snprintf(what, sizeof what, "%.*s (kind %d): engine %d, reference %d; item %u, %s", XCTL_FMT(law_str(&l->book, h->name)),
			(int)h->kind, (int)law_head_truth(&e, i), (int)truths[i], frame.item_index, day);
		explain(l, document, what, seed);
	}
	xctl_transfer_drop(&transfer);
	json_decref(document);
	xctl_arena_drop(&arena);
}

/* --- monotony --- */

typedef struct standing {
	int least, most;
	uint8_t *truths; /* of heads */
} standing;

static standing stand(const lawful *l, const json_t *document, const law_frame *like, law_truth authorised,
	xctl_arena *arena)
{
	xctl_transfer t;
	xctl_error error;
	law_evaluation e;
	law_item_answer answer;
	assert_int_equal(xctl_transfer_read(&t, arena, (json_t *)(uintptr_t)document, l->book.assigned, &error), XCTL_OK);
	law_frame f = *like;
	f.transfer = &t;
	f.item = t.n_items ? &t.items[f.item_index] : NULL;
	f.to = t.to.stated == XCTL_STATED ? t.to.country : XCTL_COUNTRY_NONE;
	f.world = LAW_WORLD_OPEN;
	assert_int_equal(law_evaluate(&e, l->session, &f, NULL, 0, arena, &error), XCTL_OK);
	law_question q = { .regime = 0, .explain = true, .authorised = authorised, .evaluation = &e };
	assert_int_equal(law_answer(&answer, &q, arena, &error), XCTL_OK);
	/* What may go ahead is one class: which of the ways it goes does not matter here. */
	standing s = { .least = answer.at_least <= LAW_EXCEPTED ? LAW_EXCEPTED : (int)answer.at_least,
		.most = answer.at_most <= LAW_EXCEPTED ? LAW_EXCEPTED : (int)answer.at_most,
		.truths = XCTL_NEW_ARRAY(arena, uint8_t, l->book.n_heads) };
	assert_non_null(s.truths);
	for (uint32_t i = 0; i < l->book.n_heads; i++)
		s.truths[i] = (uint8_t)law_head_truth(&e, i);
	xctl_transfer_drop(&t);
	return s;
}

/* Only what was open may turn, and only within the bounds. */
static void check_standing(const lawful *l, const json_t *document, const char *name, const standing *less,
	const standing *more, uint32_t seed)
{
	char what[200];
	snprintf(what, sizeof what, "without \"%s\" [%s, %s], with it [%s, %s]", name, law_verdict_words[less->least],
		law_verdict_words[less->most], law_verdict_words[more->least], law_verdict_words[more->most]);
	if (more->least < less->least || more->most > less->most)
		explain(l, document, what, seed);
	for (uint32_t i = 0; i < l->book.n_heads; i++) {
		if (less->truths[i] == LAW_MAYBE || less->truths[i] == more->truths[i])
			continue;
		snprintf(what, sizeof what, "without \"%s\" %.*s is %d, with it %d", name,
			XCTL_FMT(law_str(&l->book, l->book.heads[i].name)), less->truths[i], more->truths[i]);
		explain(l, document, what, seed);
	}
}

static bool stays_put(const json_t *document)
{
	const char *from = json_string_value(json_object_get(document, "from")), *to = json_string_value(json_object_get(document, "to"));
	return from && to && strcmp(from, to) == 0;
}

static void state_more(chance *c, uint32_t seed)
{
	const lawful *l = c->l;
	xctl_arena arena = { .ceiling = 256u << 20 };
	xctl_transfer transfer;
	xctl_error error;
	law_party parties[PARTIES];
	law_frame frame;
	json_t *document = chance_document(c, 3 + chance_below(c, 7));
	if (stays_put(document))
		json_object_del(document, "from");
	assert_int_equal(xctl_transfer_read(&transfer, &arena, document, l->book.assigned, &error), XCTL_OK);
	chance_frame(c, &frame, &transfer, parties, &arena);
	law_truth authorised = (law_truth)chance_below(c, 3);
	standing more = stand(l, document, &frame, authorised, &arena);
	for (uint32_t n = count_fields(document); n > 0; n = count_fields(document)) {
		char name[64] = "";
		uint32_t which = chance_below(c, n);
		json_t *before = json_deep_copy(document);
		assert_true(take_field(document, &which, chance_in(c, 3), name, sizeof name));
		standing less = stand(l, document, &frame, authorised, &arena);
		check_standing(l, before, name, &less, &more, seed);
		json_decref(before);
		more = less;
	}
	xctl_transfer_drop(&transfer);
	json_decref(document);
	xctl_arena_drop(&arena);
}

/* --- order --- */

static void shuffled(chance *c)
{
	const lawful *l = c->l;
	xctl_arena arena = { .ceiling = 256u << 20 };
	law_file files[16];
	uint32_t n = l->files.count;
	law_book other;
	xctl_error error;
	xctl_buf one = { .at = NULL }, two = { .at = NULL };
	assert_true(n <= COUNT_OF(files));
	memcpy(files, l->files.at, n * sizeof *files);
	for (uint32_t i = n; i-- > 1;) {
		uint32_t k = chance_below(c, i + 1);
		law_file swap = files[i];
		files[i] = files[k];
		files[k] = swap;
	}
	assert_int_equal(law_compile(&other, &arena, files, n, &error), XCTL_OK);
	assert_int_equal(law_pack(&one, &l->book, &error), XCTL_OK);
	assert_int_equal(law_pack(&two, &other, &error), XCTL_OK);
	assert_true(xctl_str_eq(xctl_buf_view(&one), xctl_buf_view(&two)));
	xctl_buf_drop(&one);
	xctl_buf_drop(&two);
	xctl_arena_drop(&arena);
}

static uint32_t books(void)
{
	const char *asked = getenv("XCTL_DIFFERENTIAL");
	return asked ? BOOKS * (uint32_t)strtoul(asked, NULL, 10) : BOOKS;
}

static void each_book(uint32_t salt, void (*run)(chance *c, law_reference *reference, uint32_t seed))
{
	for (uint32_t seed = 0; seed < books(); seed++) {
		lawful l;
		chance c = { .random = { seed * 7919u + salt } };
		law_reference *reference;
		make_book(&c, &l);
		chance_open(&c, &l, seed * 7919u + salt + 1);
		assert_int_equal(law_reference_open(&reference, &l.arena, &l.book, l.files.at, l.files.count, &l.error), XCTL_OK);
		run(&c, reference, seed);
		chance_close(&c);
		lawful_close(&l);
	}
}

static void run_compare(chance *c, law_reference *reference, uint32_t seed)
{
	for (uint32_t i = 0; i < TRANSFERS; i++)
		compare(c, reference, seed);
	shuffled(c);
}

static void run_state(chance *c, law_reference *reference, uint32_t seed)
{
	(void)reference;
	for (uint32_t i = 0; i < 2; i++)
		state_more(c, seed);
}

static void engine_and_reference_agree_on_random_books(void **state)
{
	(void)state;
	without_known = false;
	each_book(1, run_compare);
}

static void stating_more_stays_within_the_bounds(void **state)
{
	(void)state;
	without_known = true;
	each_book(2, run_state);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(engine_and_reference_agree_on_random_books),
		cmocka_unit_test(stating_more_stays_within_the_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

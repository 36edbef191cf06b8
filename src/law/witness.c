#include "law/witness.h"

#include <string.h>

#include "format/json.h"

enum { ATTEMPTS = 80, MOST_PARTIES = 6, DEEPEST = 24 };

typedef XCTL_LIST(law_literal) literals;

/* A party to be: what is asked of it, and what it became. */
typedef struct guest {
	literals asked;
	const char *role;
	uint32_t which; /* 0-based among those of one role */
	law_party party;
} guest;

struct law_witnesses {
	const law_sets *sets;
	law_session *session;
	law_reference *reference;
	const law_family_list *families;
	uint32_t n_families;
	xctl_date today;
	xctl_arena arena; /* of one attempt */
	json_t *document; /* of the attempt */
	xctl_transfer transfer;
	law_frame frame;
	law_evaluation evaluation;
	law_party seated[MOST_PARTIES + 2];
};

typedef struct attempt {
	law_witnesses *w;
	const law_book *book;
	xctl_arena *arena;
	uint64_t random;
	bool first; /* the first attempt takes the first of everything */
	xctl_date on;
	literals asked;
	guest guests[MOST_PARTIES];
	uint32_t n_guests;
	XCTL_LIST(law_fact_given) given;
	bool failed;
} attempt;

/* splitmix64 (Steele, Lea, Flood 2014): the same book gives the same transfers. */
static uint32_t below(attempt *a, uint32_t n)
{
	if (a->first || n < 2)
		return 0;
	uint64_t z = a->random += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((z ^ (z >> 31)) % n);
}

static void put(attempt *a, xctl_str path, xctl_str cell)
{
	for (uint32_t i = 0; i < a->given.count; i++)
		if (xctl_str_eq(a->given.at[i].path, path)) {
			a->failed |= !xctl_str_eq(a->given.at[i].cell, cell);
			return;
		}
	law_fact_given *slot = path.at && cell.at ? XCTL_PUSH(a->arena, &a->given) : NULL;
	if (slot)
		*slot = (law_fact_given){ path, cell };
	else
		a->failed = true;
}

static xctl_str given_cell(const attempt *a, const char *path)
{
	for (uint32_t i = 0; i < a->given.count; i++)
		if (xctl_str_is(a->given.at[i].path, path))
			return a->given.at[i].cell;
	return (xctl_str){ 0 };
}

/* --- from clauses to what is asked of stated facts --- */

static void ask_clause(attempt *a, guest *of, uint32_t clause, unsigned depth);

static void keep(attempt *a, guest *of, law_literal l)
{
	literals *list = of ? &of->asked : &a->asked;
	law_literal *slot = XCTL_PUSH(a->arena, list);
	if (slot)
		*slot = l;
	else
		a->failed = true;
}

/* One block in force that day that states the fact. */
static uint32_t some_clause(attempt *a, uint32_t attribute)
{
	const law_sets *s = a->w->sets;
	uint32_t n = 0;
	for (int count = 0; count < 2; count++) {
		uint32_t wanted = count ? below(a, n) : XCTL_NONE;
		for (uint32_t h = s->first[attribute], at = 0; h != XCTL_NONE; h = s->next[h]) {
			const law_head *head = &a->book->heads[h];
			if (!xctl_interval_has(head->effective, a->on))
				continue;
			if (count && wanted < at + head->clauses.n)
				return head->clauses.from + (wanted - at);
			at += head->clauses.n;
			n = count ? n : at;
		}
		if (n == 0)
			break;
	}
	return XCTL_NONE;
}

static void ask(attempt *a, guest *of, law_literal l, unsigned depth)
{
	uint32_t attribute = a->book->tests[l.test].attribute;
	const law_attribute *at = &a->book->attributes[attribute];
	if (at->term < LAW_TERM_PATTERN) {
		keep(a, at->object == LAW_OF_PARTY ? of : NULL, l);
		return;
	}
	if (l.negated || a->failed)
		return; /* hoped for: what is not stated is no */
	uint32_t clause = some_clause(a, attribute);
	a->failed |= clause == XCTL_NONE || depth > DEEPEST;
	if (a->failed)
		return;
	if (at->term == LAW_TERM_PATTERN) {
		if (a->n_guests == MOST_PARTIES) {
			a->failed = true;
			return;
		}
		of = &a->guests[a->n_guests++];
	}
	ask_clause(a, of, clause, depth + 1);
}

static void ask_clause(attempt *a, guest *of, uint32_t clause, unsigned depth)
{
	const law_clause *c = &a->book->clauses[clause];
	for (uint32_t i = 0; i < c->literals.n; i++)
		ask(a, of, a->book->literals[c->literals.from + i], depth);
}

/* --- from what is asked to values --- */

static bool fits(const attempt *a, const literals *asked, uint32_t attribute, uint32_t atom, bool positives)
{
	for (uint32_t i = 0; i < asked->count; i++) {
		law_literal l = asked->at[i];
		if (a->book->tests[l.test].attribute != attribute || !a->w->sets->tests[l.test] || (!positives && !l.negated))
			continue;
		if (law_atom_in(a->w->sets, l.test, atom, a->on) == (l.negated != 0))
			return false;
	}
	return true;
}

/* An atom that all literals of the attribute allow and, where `test` is one, lies in its set; 0 when there is none. */
static uint32_t pick(attempt *a, const literals *asked, uint32_t attribute, uint32_t test)
{
	const law_domain *d = &a->w->sets->domains[attribute];
	uint32_t n = 0, chosen = 0;
	for (int count = 0; count < 2; count++) {
		uint32_t wanted = count && n ? below(a, n) : XCTL_NONE, at = 0;
		for (uint32_t atom = 1; atom < d->n_atoms; atom++) {
			if (!fits(a, asked, attribute, atom, test == XCTL_NONE)
				|| (test != XCTL_NONE && !law_atom_in(a->w->sets, test, atom, a->on)))
				continue;
			if (at++ == wanted)
				chosen = atom;
		}
		n = at;
	}
	return chosen;
}

static xctl_str atom_text(const attempt *a, uint32_t attribute, uint32_t atom)
{
	const law_domain *d = &a->w->sets->domains[attribute];
	char text[24];
	if (d->words)
		return d->words[atom - 1];
	if (d->type == LAW_BOOL)
		return atom == 1 ? XCTL_STR("yes") : XCTL_STR("no");
	if (d->countries)
		xctl_country_print(d->countries[atom - 1], text);
	else if (d->dates)
		xctl_date_print(d->dates[atom - 1], text);
	else
		xctl_decimal_print(d->numbers[atom - 1], text);
	return xctl_str_copy(a->arena, xctl_str_of(text));
}

/* Is anything positive asked of the attribute, so that it must be stated? */
static bool must_state(const attempt *a, const literals *asked, uint32_t attribute)
{
	for (uint32_t i = 0; i < asked->count; i++)
		if (a->book->tests[asked->at[i].test].attribute == attribute && !asked->at[i].negated)
			return true;
	return false;
}

/* Every positive literal of a term with several values may have a value of its own. */
static xctl_str several(attempt *a, const literals *asked, uint32_t attribute)
{
	xctl_buf b = { 0 };
	uint32_t chosen[16], n = 0;
	for (uint32_t i = 0; i < asked->count && n < 16; i++) {
		law_literal l = asked->at[i];
		if (a->book->tests[l.test].attribute != attribute || l.negated || !a->w->sets->tests[l.test])
			continue;
		bool there = false;
		for (uint32_t k = 0; k < n; k++)
			there |= law_atom_in(a->w->sets, l.test, chosen[k], a->on);
		if (there)
			continue;
		chosen[n] = pick(a, asked, attribute, l.test);
		if (!chosen[n]) {
			a->failed = true;
			break;
		}
		xctl_buf_puts(&b, n ? ";" : "");
		xctl_buf_str(&b, atom_text(a, attribute, chosen[n++]));
	}
	xctl_str text = b.failed || !b.len ? (xctl_str){ 0 } : xctl_str_copy(a->arena, xctl_buf_view(&b));
	xctl_buf_drop(&b);
	return text;
}

/* The value for an attribute as a cell, or the empty view. */
static xctl_str value_for(attempt *a, const literals *asked, uint32_t attribute)
{
	const law_domain *d = &a->w->sets->domains[attribute];
	if (!must_state(a, asked, attribute) || !d->cut)
		return (xctl_str){ 0 };
	if (d->many)
		return several(a, asked, attribute);
	uint32_t atom = pick(a, asked, attribute, XCTL_NONE);
	a->failed |= atom == 0;
	return atom ? atom_text(a, attribute, atom) : (xctl_str){ 0 };
}

/* --- values to columns --- */

static xctl_str path_of(const attempt *a, const char *before, uint32_t number, const char *after)
{
	return xctl_str_print(a->arena, "%s%u%s", before, number, after);
}

static void put_money(attempt *a, const law_attribute *at, const char *path, xctl_str cell)
{
	put(a, xctl_str_of(path), cell);
	put(a, XCTL_STR("item.currency"), law_str(a->book, at->parameter));
}

static void put_knowledge(attempt *a, const law_attribute *at, xctl_str cell)
{
	static const char *const grades[] = { "none", "reason-to-know", "suspected", "aware" };
	uint32_t n = 0;
	while (given_cell(a, path_of(a, "knowledge.", n, ".who").at).len)
		n++;
	put(a, path_of(a, "knowledge.", n, ".who"), law_str(a->book, at->who));
	put(a, path_of(a, "knowledge.", n, ".of"), law_str(a->book, at->parameter));
	put(a, path_of(a, "knowledge.", n, ".grade"), xctl_str_of(grades[(cell.at[0] - '0') & 3]));
}

static void put_content(attempt *a, const char *field, xctl_str cell)
{
	xctl_str to = given_cell(a, "to");
	if (!to.len)
		put(a, XCTL_STR("to"), to = XCTL_STR("BR"));
	put(a, XCTL_STR("item.us_controlled_content.0.destination"), to);
	put(a, xctl_str_print(a->arena, "item.us_controlled_content.0.%s", field), cell);
}

static void put_stated(attempt *a, uint32_t attribute, xctl_str cell)
{
	const law_attribute *at = &a->book->attributes[attribute];
	xctl_str path = law_str(a->book, at->path), rest = path, currency = law_str(a->book, at->parameter);
	if (xctl_str_is(path, "date")) {
		a->failed |= !xctl_date_parse(cell, &a->on);
	} else if (xctl_str_is(path, "event") || xctl_str_is(path, "kind")) {
		put(a, XCTL_STR("kind"), cell);
	} else if (xctl_str_starts(path, XCTL_STR("item.value.")) || xctl_str_starts(path, XCTL_STR("item.code_total."))) {
		put(a, xctl_str_print(a->arena, "item.values.%.*s", XCTL_FMT(currency)), cell);
	} else if (xctl_str_is(path, "item.us_content")) {
		put_content(a, "pct", cell);
	} else if (xctl_str_is(path, "item.us_content_report")) {
		put_content(a, "report_filed", cell);
	} else if (xctl_str_starts(path, XCTL_STR("item.contains."))) {
		put(a, xctl_str_print(a->arena, "item.contains.0.%.*s", (int)path.len - 14, path.at + 14), cell);
	} else if (xctl_str_starts(path, XCTL_STR("order.total."))) {
		put_money(a, at, "order.total", cell);
	} else if (xctl_str_starts(path, XCTL_STR("order.calendar_year_total."))) {
		put_money(a, at, "order.calendar_year_total", cell);
	} else if (xctl_str_starts(path, XCTL_STR("knowledge."))) {
		put_knowledge(a, at, cell);
	} else if (xctl_str_is(path, "informed")) {
		for (uint32_t n = 0; cell.len; n++)
			put(a, path_of(a, "informed.", n, ".authority"), xctl_str_cut(&cell, ';'));
	} else {
		put(a, rest, cell);
	}
}

/* Every act but an investment is about some item. */
static void state_item(attempt *a)
{
	for (uint32_t i = 0; i < a->given.count; i++)
		if (xctl_str_starts(a->given.at[i].path, XCTL_STR("item.")))
			return;
	if (!xctl_str_is(given_cell(a, "kind"), "investment"))
		put(a, XCTL_STR("item.name"), XCTL_STR("thing"));
}

static void state_transfer(attempt *a)
{
	for (uint32_t i = 0; i < a->asked.count && !a->failed; i++) {
		uint32_t attribute = a->book->tests[a->asked.at[i].test].attribute;
		bool done = false;
		for (uint32_t k = 0; k < i; k++)
			done |= a->book->tests[a->asked.at[k].test].attribute == attribute;
		xctl_str cell = done ? (xctl_str){ 0 } : value_for(a, &a->asked, attribute);
		if (cell.len)
			put_stated(a, attribute, cell);
	}
	if (!given_cell(a, "kind").len)
		put(a, XCTL_STR("kind"), XCTL_STR("export"));
	state_item(a);
	xctl_str kind = given_cell(a, "kind"), from = given_cell(a, "from"), to = given_cell(a, "to");
	bool moves = xctl_str_is(kind, "export") || xctl_str_is(kind, "reexport");
	a->failed |= moves && from.len && xctl_str_eq(from, to); /* it would be a transfer within the country */
}

static xctl_str guest_path(const attempt *a, const guest *g, const char *field)
{
	return g->which ? xctl_str_print(a->arena, "%s%u.%s", g->role, g->which + 1, field)
			: xctl_str_print(a->arena, "%s.%s", g->role, field);
}

/* The word that a role is asked for, or the first that is not forbidden. */
static void give_role(attempt *a, guest *g, uint32_t attribute)
{
	static const char *const roles[] = { "end-user", "consignee", "purchaser", "recipient", "supplier", "target", "bank",
		"forwarder" };
	xctl_str asked = attribute == XCTL_NONE ? (xctl_str){ 0 } : value_for(a, &g->asked, attribute);
	uint32_t start = below(a, 4);
	for (size_t i = 0; !asked.len && i < sizeof roles / sizeof *roles; i++) {
		const char *role = roles[(i + start) % (sizeof roles / sizeof *roles)];
		uint32_t atom = 0;
		const law_domain *d = attribute == XCTL_NONE ? NULL : &a->w->sets->domains[attribute];
		for (uint32_t k = 1; d && k < d->n_atoms; k++)
			if (xctl_str_is(d->words[k - 1], role))
				atom = k;
		if (!atom || fits(a, &g->asked, attribute, atom, false))
			asked = xctl_str_of(role);
	}
	g->role = xctl_str_copy(a->arena, asked).at;
	a->failed |= !g->role || !asked.len;
	for (const guest *other = a->guests; !a->failed && other < g; other++)
		g->which += strcmp(other->role, g->role) == 0;
}

static xctl_str list_of(const attempt *a, xctl_str family)
{
	for (uint32_t i = 0; i < a->w->n_families; i++)
		if (xctl_str_eq(a->w->families[i].family, family))
			return a->w->families[i].list;
	return (xctl_str){ 0 };
}

/* An entry of the list that names the party and fits the filters, as a column and as the law sees it. */
static void put_listed(attempt *a, guest *g, const law_test *t, law_listing *to, uint32_t n)
{
	static const char *const scopes[] = { "none", "all", "listed", "codes", "unparsed" };
	char field[48];
	snprintf(field, sizeof field, "listed.%u.list", n);
	put(a, guest_path(a, g, field), law_str(a->book, a->book->lists[t->list]));
	*to = (law_listing){ .list = t->list, .certain = LAW_YES, .covering = LAW_YES, .scope = t->scope ? t->scope : 1,
		.effective = XCTL_ALWAYS, .known = XCTL_ALWAYS, .source = XCTL_NONE };
	if (t->footnote) {
		snprintf(field, sizeof field, "listed.%u.footnotes", n);
		put(a, guest_path(a, g, field), path_of(a, "", t->footnote, ""));
		to->footnotes = (uint8_t)(1u << t->footnote);
	}
	if (t->scope) {
		snprintf(field, sizeof field, "listed.%u.scope", n);
		put(a, guest_path(a, g, field), xctl_str_of(scopes[t->scope]));
	}
	if (t->programme.len) {
		snprintf(field, sizeof field, "listed.%u.programmes", n);
		put(a, guest_path(a, g, field), law_str(a->book, t->programme));
		xctl_str *programme = XCTL_NEW(a->arena, xctl_str);
		a->failed |= !programme;
		if (programme)
			*programme = law_str(a->book, t->programme);
		to->programmes = programme;
		to->n_programmes = programme != NULL;
	}
}

static void put_owner(attempt *a, guest *g, const law_test *t, law_owning *to)
{
	xctl_str list = list_of(a, law_str(a->book, a->book->families[t->list]));
	a->failed |= !list.len;
	put(a, guest_path(a, g, "owners.0.name"), XCTL_STR("Listed Holding"));
	put(a, guest_path(a, g, "owners.0.pct"), t->op == LAW_OP_OWNED ? XCTL_STR("100") : XCTL_STR("10"));
	put(a, guest_path(a, g, "owners.0.listed.0.list"), list);
	*to = (law_owning){ .family = t->list, .reach = t->op == LAW_OP_OWNED ? LAW_YES : LAW_NO, .covering = LAW_YES,
		.red_flag = LAW_YES };
}

static void seat(attempt *a, guest *g)
{
	law_listing *listings = XCTL_NEW_ARRAY(a->arena, law_listing, g->asked.count);
	law_owning *ownings = XCTL_NEW_ARRAY(a->arena, law_owning, g->asked.count);
	uint32_t role = XCTL_NONE;
	a->failed |= !listings || !ownings;
	for (uint32_t i = 0; i < g->asked.count; i++) {
		uint32_t attribute = a->book->tests[g->asked.at[i].test].attribute;
		if (xctl_str_is(law_str(a->book, a->book->attributes[attribute].path), "role"))
			role = attribute;
	}
	if (!a->failed)
		give_role(a, g, role);
	if (a->failed)
		return;
	put(a, guest_path(a, g, "name"), path_of(a, "Party ", (uint32_t)(g - a->guests) + 1, ""));
	for (uint32_t i = 0; i < g->asked.count && !a->failed; i++) {
		law_literal l = g->asked.at[i];
		const law_test *t = &a->book->tests[l.test];
		xctl_str path = law_str(a->book, a->book->attributes[t->attribute].path);
		char field[64];
		bool done = false;
		for (uint32_t k = 0; k < i; k++)
			done |= a->book->tests[g->asked.at[k].test].attribute == t->attribute;
		if (t->op == LAW_OP_LISTED && !l.negated) {
			put_listed(a, g, t, &listings[g->party.n_listings], g->party.n_listings);
			g->party.n_listings++;
		} else if ((t->op == LAW_OP_OWNED || t->op == LAW_OP_RED_FLAG) && !l.negated) {
			put_owner(a, g, t, &ownings[g->party.n_ownings++]);
		} else if (!done && t->attribute != role) {
			xctl_str cell = value_for(a, &g->asked, t->attribute);
			bool citizen = xctl_str_is(path, "citizenship");
			snprintf(field, sizeof field, "%.*s", XCTL_FMT(citizen ? XCTL_STR("citizenships.0.country") : path));
			if (cell.len)
				put(a, guest_path(a, g, field), cell);
		}
	}
	g->party.listings = listings;
	g->party.ownings = ownings;
}

/* --- the transfer, and what it comes to --- */

static bool read_document(attempt *a, xctl_error *error)
{
	law_witnesses *w = a->w;
	xctl_str *names = XCTL_NEW_ARRAY(a->arena, xctl_str, a->given.count),
		 *cells = XCTL_NEW_ARRAY(a->arena, xctl_str, a->given.count);
	xctl_columns *columns;
	xctl_words unmatched;
	if (!names || !cells)
		return false;
	for (uint32_t i = 0; i < a->given.count; i++) {
		names[i] = a->given.at[i].path;
		cells[i] = a->given.at[i].cell;
	}
	if (xctl_columns_open(&columns, a->arena, names, a->given.count, &unmatched, error) != XCTL_OK || unmatched.n
		|| xctl_columns_add(columns, cells, a->given.count, &w->document, error) != XCTL_OK)
		return false;
	xctl_columns_end(w->document);
	return xctl_transfer_read(&w->transfer, a->arena, w->document, a->book->assigned, error) == XCTL_OK;
}

static bool seat_all(attempt *a)
{
	law_witnesses *w = a->w;
	if (w->transfer.n_parties > sizeof w->seated / sizeof *w->seated)
		return false;
	memset(w->seated, 0, sizeof w->seated);
	for (uint32_t i = 0; i < w->transfer.n_parties; i++) {
		uint32_t which = 0;
		xctl_str role = w->transfer.parties[i].role.at;
		for (uint32_t k = 0; k < i; k++)
			which += xctl_str_eq(w->transfer.parties[k].role.at, role);
		for (uint32_t g = 0; g < a->n_guests; g++)
			if (xctl_str_is(role, a->guests[g].role) && a->guests[g].which == which)
				w->seated[i] = a->guests[g].party;
	}
	return true;
}

static bool codes_are_there(const attempt *a)
{
	const xctl_item *item = a->w->frame.item;
	size_t sure;
	for (uint32_t s = 0; item && s < item->n_codes; s++)
		for (uint32_t i = 0; i < item->codes[s].codes.n; i++)
			if (law_code_look(a->book, item->codes[s].system, item->codes[s].codes.at[i], &sure, NULL)
				== LAW_CODE_MISSING)
				return false;
	return true;
}

static bool evaluate(attempt *a)
{
	law_witnesses *w = a->w;
	xctl_error error = { 0 };
	if (!read_document(a, &error) || !seat_all(a))
		return false;
	const xctl_transfer *t = &w->transfer;
	w->frame = (law_frame){ .transfer = t, .item = t->n_items ? t->items : NULL,
		.to = t->to.stated == XCTL_STATED ? t->to.country : XCTL_COUNTRY_NONE, .date = a->on,
		.known = a->on > w->today ? a->on : w->today, .world = LAW_WORLD_CLOSED, .parties = w->seated,
		.n_parties = t->n_parties };
	return codes_are_there(a) && law_content(&w->frame, w->session, a->arena, &error) == XCTL_OK
		&& law_evaluate(&w->evaluation, w->session, &w->frame, NULL, 0, a->arena, &error) == XCTL_OK;
}

law_truth law_witness_truth(law_witnesses *w, const law_witness *witness, uint32_t head)
{
	law_truth fast = law_head_truth(witness->evaluation, head);
	if (w->sets->book->heads[head].kind == LAW_HEAD_BAR)
		return fast;
	return law_reference_truth(w->reference, witness->evaluation->frame, head, &w->arena) == fast ? fast : LAW_MAYBE;
}

static bool holds(attempt *a, const law_wish *wish, const law_witness *found)
{
	const law_evaluation *e = found->evaluation;
	for (uint32_t i = 0; i < wish->n_literals; i++)
		if (law_literal_truth(e, &wish->literals[i], XCTL_NONE, a->arena) != LAW_YES)
			return false;
	for (uint32_t i = 0; i < wish->n_clauses; i++) {
		uint32_t clause = wish->clauses[i], head = a->book->clauses[clause].head;
		if (a->book->heads[head].object == LAW_OF_PARTY || !xctl_bit(e->must, clause)
			|| law_witness_truth(a->w, found, head) != LAW_YES)
			return false;
	}
	return !wish->fits || wish->fits(wish->context, found);
}

/* The first day tried is today; then the ends of the time in which all of it is law. */
static xctl_date some_day(attempt *a, const law_wish *wish)
{
	xctl_date days[] = { a->w->today, wish->when.from, wish->when.until - 1, wish->when.from + 400 }, good[4];
	uint32_t n = 0;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		if (xctl_interval_has(wish->when, days[i]) && days[i] != XCTL_DATE_MIN && days[i] != XCTL_DATE_MAX - 1)
			good[n++] = days[i];
	a->failed |= n == 0;
	return n ? good[below(a, n)] : a->w->today;
}

static void forget(law_witnesses *w)
{
	if (w->document) {
		xctl_transfer_drop(&w->transfer);
		json_decref(w->document);
	}
	w->document = NULL;
	memset(&w->transfer, 0, sizeof w->transfer);
	xctl_arena_reset(&w->arena);
}

static bool make(attempt *a, const law_wish *wish, law_witness *out)
{
	a->on = some_day(a, wish);
	for (uint32_t i = 0; i < wish->n_given; i++)
		put(a, wish->given[i].path, wish->given[i].cell);
	for (uint32_t i = 0; i < wish->n_literals && !a->failed; i++)
		ask(a, NULL, wish->literals[i], 0);
	for (uint32_t i = 0; i < wish->n_clauses && !a->failed; i++)
		ask_clause(a, NULL, wish->clauses[i], 0);
	if (!a->failed)
		state_transfer(a);
	for (uint32_t i = 0; i < a->n_guests && !a->failed; i++)
		seat(a, &a->guests[i]);
	if (a->failed || !evaluate(a))
		return false;
	*out = (law_witness){ a->on, a->given.at, a->given.count, &a->w->evaluation };
	return holds(a, wish, out);
}

bool law_witness_find(law_witness *out, law_witnesses *w, const law_wish *wish)
{
	for (uint32_t i = 0; i < ATTEMPTS; i++) {
		forget(w);
		attempt a = { .w = w, .book = w->sets->book, .arena = &w->arena, .random = i, .first = i == 0 };
		if (make(&a, wish, out))
			return true;
	}
	return false;
}

xctl_code law_witnesses_open(law_witnesses **out, xctl_arena *arena, const law_sets *sets, const law_file *files,
	uint32_t n_files, const law_family_list *families, uint32_t n_families, xctl_date today, xctl_error *error)
{
	law_witnesses *w = XCTL_NEW(arena, law_witnesses);
	if (!w)
		return xctl_fail_limit(error, "the lint");
	*w = (law_witnesses){ .sets = sets, .families = families, .n_families = n_families, .today = today,
		.arena = { .memory = arena->memory, .ceiling = arena->ceiling } };
	xctl_code code = law_reference_open(&w->reference, arena, sets->book, files, n_files, error);
	if (code == XCTL_OK)
		code = law_session_open(&w->session, sets->book, arena->memory, 0, error);
	*out = w;
	return code;
}

void law_witnesses_close(law_witnesses *w)
{
	if (!w)
		return;
	forget(w);
	xctl_arena_drop(&w->arena);
	law_session_close(w->session);
}

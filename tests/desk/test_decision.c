/* Decisions on the demo's transfers: the shape, and what the law says of them. */
#include "answers.h"

static int open_desk(void **state)
{
	*state = answers_desk(NULL);
	return 0;
}

static int close_desk(void **state)
{
	xctl_desk_close(*state);
	return 0;
}

/* --- the shape --- */

typedef enum kind { OBJECT, ARRAY, TEXT, TEXT_OR_NULL, TEXTS, WORD, YES, INTEGER, DAY, DAYS, HASH, VERDICT } kind;

/* "*" is every element. A field that is there only sometimes is marked. */
static const struct field {
	const char *path;
	kind is;
	const char *words; /* WORD: one of these */
	bool sometimes;
} shape[] = {
	{ .path = "id", .is = TEXT },
	{ .path = "transfer", .is = TEXT_OR_NULL },
	{ .path = "verdict", .is = VERDICT },
	{ .path = "at_least", .is = VERDICT },
	{ .path = "at_most", .is = VERDICT },
	{ .path = "as_of", .is = OBJECT },
	{ .path = "as_of.date", .is = DAY },
	{ .path = "as_of.known", .is = DAY },
	{ .path = "as_of.rulebook", .is = HASH },
	{ .path = "as_of.lists", .is = HASH },
	{ .path = "items", .is = ARRAY },
	{ .path = "items.*.line", .is = INTEGER },
	{ .path = "items.*.verdict", .is = VERDICT },
	{ .path = "jurisdictions", .is = ARRAY },
	{ .path = "jurisdictions.*.government", .is = TEXT },
	{ .path = "jurisdictions.*.authority", .is = TEXT },
	{ .path = "jurisdictions.*.regime", .is = TEXT },
	{ .path = "jurisdictions.*.verdict", .is = VERDICT },
	{ .path = "jurisdictions.*.grounds", .is = ARRAY },
	{ .path = "jurisdictions.*.grounds.*.id", .is = TEXT },
	{ .path = "jurisdictions.*.grounds.*.rule", .is = TEXT },
	{ .path = "jurisdictions.*.grounds.*.item", .is = INTEGER },
	{ .path = "jurisdictions.*.grounds.*.verdict", .is = VERDICT },
	{ .path = "jurisdictions.*.grounds.*.status", .is = WORD, .words = "in-force suspended unverified not-enforced" },
	{ .path = "jurisdictions.*.grounds.*.effective", .is = DAYS },
	{ .path = "jurisdictions.*.grounds.*.known", .is = DAYS },
	{ .path = "jurisdictions.*.grounds.*.cites", .is = TEXTS },
	{ .path = "jurisdictions.*.grounds.*.policy", .is = TEXT },
	{ .path = "jurisdictions.*.grounds.*.says", .is = TEXT },
	{ .path = "jurisdictions.*.grounds.*.facts", .is = TEXTS },
	{ .path = "jurisdictions.*.grounds.*.overcome_by", .is = TEXT_OR_NULL },
	{ .path = "jurisdictions.*.exceptions", .is = ARRAY },
	{ .path = "jurisdictions.*.exceptions.*.rule", .is = TEXT },
	{ .path = "jurisdictions.*.exceptions.*.symbol", .is = TEXT },
	{ .path = "jurisdictions.*.exceptions.*.status", .is = WORD, .words = "applies candidate barred unknown" },
	{ .path = "jurisdictions.*.exceptions.*.overcomes", .is = TEXTS },
	{ .path = "jurisdictions.*.exceptions.*.conditions", .is = TEXTS },
	{ .path = "jurisdictions.*.exceptions.*.cites", .is = TEXTS },
	{ .path = "jurisdictions.*.missing", .is = ARRAY },
	{ .path = "jurisdictions.*.missing.*.fact", .is = TEXT },
	{ .path = "jurisdictions.*.missing.*.asks", .is = TEXT },
	{ .path = "jurisdictions.*.missing.*.if", .is = ARRAY },
	{ .path = "jurisdictions.*.missing.*.if.*.value", .is = TEXT },
	{ .path = "jurisdictions.*.missing.*.if.*.verdict", .is = VERDICT, .sometimes = true },
	{ .path = "jurisdictions.*.missing.*.if.*.says", .is = TEXT, .sometimes = true },
	{ .path = "jurisdictions.*.near", .is = ARRAY },
	{ .path = "jurisdictions.*.near.*.rule", .is = TEXT },
	{ .path = "jurisdictions.*.near.*.fails_only", .is = TEXT },
	{ .path = "jurisdictions.*.duties", .is = ARRAY },
	{ .path = "jurisdictions.*.duties.*.kind", .is = TEXT },
	{ .path = "jurisdictions.*.duties.*.before_shipment", .is = YES },
	{ .path = "jurisdictions.*.duties.*.due", .is = TEXT },
	{ .path = "jurisdictions.*.duties.*.cites", .is = TEXTS },
	{ .path = "hits", .is = ARRAY },
	{ .path = "hits.*.party", .is = TEXT },
	{ .path = "hits.*.list", .is = TEXT },
	{ .path = "hits.*.entry", .is = TEXT },
	{ .path = "hits.*.score", .is = INTEGER },
	{ .path = "hits.*.strength", .is = WORD, .words = "strong medium weak" },
	{ .path = "hits.*.state", .is = WORD, .words = "open same cleared" },
	{ .path = "hits.*.evidence", .is = ARRAY },
	{ .path = "hits.*.evidence.*.on", .is = TEXT },
	{ .path = "hits.*.evidence.*.yours", .is = TEXT },
	{ .path = "hits.*.evidence.*.theirs", .is = TEXT },
	{ .path = "hits.*.evidence.*.points", .is = INTEGER },
	{ .path = "hits.*.effect", .is = TEXT },
	{ .path = "hits.*.cites", .is = TEXTS },
	{ .path = "conflicts", .is = ARRAY },
	{ .path = "conflicts.*.between", .is = TEXTS },
	{ .path = "conflicts.*.says", .is = TEXT },
	{ .path = "conflicts.*.cites", .is = TEXTS },
	{ .path = "lists", .is = ARRAY },
	{ .path = "lists.*.list", .is = TEXT },
	{ .path = "lists.*.as_of", .is = DAY },
	{ .path = "lists.*.completeness", .is = WORD, .words = "full excerpt" },
	{ .path = "assumed", .is = TEXTS },
	{ .path = "missing", .is = TEXTS },
};

static bool is_day(const json_t *value, bool or_null)
{
	xctl_date day;
	return (or_null && json_is_null(value)) || (json_is_string(value) && xctl_date_parse(xctl_str_of(json_string_value(value)), &day));
}

static bool is_one_of(const char *word, const char *words)
{
	xctl_str rest = xctl_str_of(words);
	while (word && rest.len)
		if (xctl_str_is(xctl_str_cut(&rest, ' '), word))
			return true;
	return false;
}

static bool is_verdict(const char *word)
{
	for (xctl_verdict v = XCTL_NOT_SUBJECT; word && v <= XCTL_PROHIBITED; v++)
		if (strcmp(word, xctl_verdict_word(v)) == 0)
			return true;
	return false;
}

static bool is_hash(const char *text)
{
	return text && strncmp(text, "sha256:", 7) == 0 && strlen(text) == 71 && strspn(text + 7, "0123456789abcdef") == 64;
}

static bool fits(const json_t *value, const struct field *f)
{
	size_t i;
	const json_t *one;
	switch (f->is) {
	case OBJECT:
		return json_is_object(value);
	case ARRAY:
		return json_is_array(value);
	case TEXT:
		return json_is_string(value);
	case TEXT_OR_NULL:
		return json_is_string(value) || json_is_null(value);
	case TEXTS:
		json_array_foreach(value, i, one)
			if (!json_is_string(one) || !json_string_length(one))
				return false;
		return json_is_array(value);
	case WORD:
		return is_one_of(json_string_value(value), f->words);
	case YES:
		return json_is_boolean(value);
	case INTEGER:
		return json_is_integer(value);
	case DAY:
		return is_day(value, false);
	case DAYS:
		return json_array_size(value) == 2 && is_day(json_array_get(value, 0), true) && is_day(json_array_get(value, 1), true);
	case HASH:
		return is_hash(json_string_value(value));
	case VERDICT:
		return is_verdict(json_string_value(value));
	}
	return false;
}

/* Walks the rest of a path; counts the values it found. */
static void walk(const json_t *value, const char *rest, const struct field *f, uint32_t *found)
{
	if (!*rest) {
		assert_case(fits(value, f), "%s is not as it should be\n", f->path);
		++*found;
		return;
	}
	size_t len = strcspn(rest, ".");
	const char *next = rest[len] ? rest + len + 1 : rest + len;
	if (len == 1 && *rest == '*') {
		size_t i;
		const json_t *one;
		json_array_foreach(value, i, one)
			walk(one, next, f, found);
		return;
	}
	char key[64];
	snprintf(key, sizeof key, "%.*s", (int)len, rest);
	const json_t *one = json_object_get(value, key);
	assert_case(one || f->sometimes, "%s is missing\n", f->path);
	if (one)
		walk(one, next, f, found);
}

/* A buyer that China lets nobody refuse because of a list of the United States. */
static json_t *conflicting(void)
{
	json_t *document = answers_demo("spares");
	json_t *parties = json_object_get(document, "parties");
	for (size_t i = 2; i < json_array_size(parties); i++) {
		json_t *party = json_array_get(parties, i);
		json_object_set_new(party, "name", json_string("Chengdu Fine Optical Engineering Research Center"));
		json_object_set_new(party, "owners", json_array());
	}
	return document;
}

static void has_every_field_of_the_contract(void **state)
{
	static const char *const names[] = { "etcher", "etcher-c3", "spares", "false-hit", "clean", "bare-3b001-de", "bare-3b001-cn" };
	uint32_t found[COUNT_OF(shape)] = { 0 };
	for (size_t n = 0; n <= COUNT_OF(names); n++) {
		json_t *document = n < COUNT_OF(names) ? answers_demo(names[n]) : conflicting();
		json_t *answer = answers_ask(*state, document, &answers_accept);
		for (size_t i = 0; i < COUNT_OF(shape); i++)
			walk(answer, shape[i].path, &shape[i], &found[i]);
		json_decref(answer);
		json_decref(document);
	}
	for (size_t i = 0; i < COUNT_OF(shape); i++)
		assert_case(found[i], "%s never occurred\n", shape[i].path);
}

static void every_outcome_leads_somewhere(void **state)
{
	json_t *answer = answers_of_demo(*state, "etcher", &answers_accept);
	size_t i, k, m;
	const json_t *regime, *question, *outcome;
	json_array_foreach(json_object_get(answer, "jurisdictions"), i, regime)
		json_array_foreach(json_object_get(regime, "missing"), k, question) {
			assert_case(json_array_size(json_object_get(question, "if")) > 0, "%s: no outcome\n", text_of(question, "fact"));
			assert_case(has_word(json_object_get(answer, "missing"), text_of(question, "fact")),
				"%s is not among all that is missing\n", text_of(question, "fact"));
			json_array_foreach(json_object_get(question, "if"), m, outcome)
				assert_case(json_object_get(outcome, "verdict")
						|| (json_object_get(outcome, "at_least") && json_object_get(outcome, "at_most")),
					"%s: %s leads nowhere\n", text_of(question, "fact"), text_of(outcome, "value"));
		}
	json_decref(answer);
}

static void names_itself_by_its_inputs(void **state)
{
	json_t *document = answers_demo("clean");
	xctl_decision *decision = answers_decide(*state, document, NULL);
	const char *id = xctl_decision_id(decision);
	assert_int_equal(strlen(id), 28);
	assert_int_equal(strncmp(id, "D-", 2), 0);
	assert_int_equal(strspn(id, "-ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), 28);
	assert_non_null(strstr(xctl_decision_json(decision), id));
	assert_non_null(strstr(xctl_decision_json(decision), "\"transfer\":\"AZ-2026-1127\""));
	xctl_decision_free(decision);
	json_decref(document);
}

/* The worst regime is the headline, the worst regime of an item the item's. */
static void the_headline_is_the_worst(void **state)
{
	static const char *const names[] = { "etcher", "etcher-c3", "spares", "false-hit", "clean", "bare-3b001-de" };
	for (size_t n = 0; n < COUNT_OF(names); n++) {
		json_t *answer = answers_of_demo(*state, names[n], &answers_accept);
		xctl_verdict worst = XCTL_NOT_SUBJECT, least = XCTL_NOT_SUBJECT, most = XCTL_NOT_SUBJECT, item[2] = { 0 };
		size_t i, k;
		const json_t *regime, *one;
		json_array_foreach(json_object_get(answer, "jurisdictions"), i, regime) {
			xctl_verdict v = answers_verdict(regime, "verdict"), a = answers_verdict(regime, "at_least"),
				     b = answers_verdict(regime, "at_most");
			assert_case(a <= b, "%s: %s\n", names[n], text_of(regime, "regime"));
			assert_case(v == XCTL_UNDETERMINED || (a <= v && v <= b), "%s: %s\n", names[n], text_of(regime, "regime"));
			worst = v > worst ? v : worst;
			least = a > least ? a : least;
			most = b > most ? b : most;
			json_array_foreach(json_object_get(regime, "items"), k, one)
				item[k] = answers_verdict(one, "verdict") > item[k] ? answers_verdict(one, "verdict") : item[k];
		}
		assert_int_equal(worst, answers_verdict(answer, "verdict"));
		assert_int_equal(least, answers_verdict(answer, "at_least"));
		assert_int_equal(most, answers_verdict(answer, "at_most"));
		json_array_foreach(json_object_get(answer, "items"), k, one)
			assert_int_equal(item[k], answers_verdict(one, "verdict"));
		json_decref(answer);
	}
}

/* --- the etcher --- */

static void the_etcher_needs_a_japanese_licence(void **state)
{
	json_t *answer = answers_of_demo(*state, "etcher", &answers_accept);
	const json_t *meti = answers_regime(answer, "jp.meti-licence");
	assert_verdict(answer, "licence");
	assert_verdict(meti, "licence");
	const json_t *ground = ground_citing(meti, 1, "art. 6(17)");
	assert_non_null(ground);
	assert_verdict(ground, "licence");
	assert_string_equal(text_of(ground, "state"), "stands");
	assert_string_equal(text_of(ground, "status"), "in-force");
	assert_true(some_text_has(json_object_get(ground, "cites"), "row"));
	assert_true(some_text_has(json_object_get(ground, "facts"), "items/0/codes/JP"));
	json_decref(answer);
}

static void the_spares_beside_it_meet_the_tests_of_row_16(void **state)
{
	json_t *answer = answers_of_demo(*state, "etcher", &answers_accept);
	const json_t *meti = answers_regime(answer, "jp.meti-licence");
	size_t i, of_spares = 0;
	const json_t *one;
	assert_verdict(json_array_get(json_object_get(meti, "items"), 1), "undetermined");
	assert_non_null(ground_citing(meti, 2, "art. 4(1)(iii)"));
	json_array_foreach(json_object_get(meti, "missing"), i, one)
		of_spares += of_item(one, 2);
	assert_true(of_spares >= 2);
	json_decref(answer);
}

static void world_grounds_stay_and_are_unverified(void **state)
{
	static const char *const cites[] = { "742.4(a)(5)", "742.6(a)(10)" };
	json_t *answer = answers_of_demo(*state, "etcher", &answers_accept);
	const json_t *bis = answers_regime(answer, "us.bis");
	const json_t *exclusion = exception_citing(bis, 1, "Supplement No. 4 to Part 742");
	assert_true(json_is_true(json_object_get(answer, "unverified")));
	assert_non_null(exclusion);
	for (size_t i = 0; i < COUNT_OF(cites); i++) {
		const json_t *ground = ground_citing(bis, 1, cites[i]);
		assert_case(ground, "%s\n", cites[i]);
		assert_string_equal(text_of(ground, "status"), "unverified");
		assert_non_null(strstr(text_of(ground, "confirm"), "confirm"));
		assert_verdict(ground, "licence");
		assert_true(json_is_null(json_object_get(ground, "overcome_by")));
		assert_false(has_word(json_object_get(exclusion, "overcomes"), text_of(ground, "id")));
	}
	json_decref(answer);
}

/* The exclusion of Supplement No. 4 reaches the grounds of 742.4(a)(4) and 742.6(a)(6)(i)(A), and no other. */
static void assert_only_two(const json_t *bis, const json_t *exclusion)
{
	const json_t *ns = ground_citing(bis, 1, "742.4(a)(4)"), *rs = ground_citing(bis, 1, "742.6(a)(6)(i)(A)");
	assert_non_null(ns);
	assert_non_null(rs);
	assert_int_equal(json_array_size(json_object_get(exclusion, "overcomes")), 2);
	assert_true(has_word(json_object_get(exclusion, "overcomes"), text_of(ns, "id")));
	assert_true(has_word(json_object_get(exclusion, "overcomes"), text_of(rs, "id")));
}

static void supplement_4_reaches_its_two_grounds_only(void **state)
{
	json_t *answer = answers_of_demo(*state, "etcher", &answers_accept);
	const json_t *bis = answers_regime(answer, "us.bis");
	const json_t *exclusion = exception_citing(bis, 1, "Supplement No. 4 to Part 742");
	assert_non_null(exclusion);
	assert_only_two(bis, exclusion);
	json_decref(answer);
}

static void another_tool_is_excluded(void **state)
{
	json_t *answer = answers_of_demo(*state, "etcher-c3", &answers_accept);
	const json_t *bis = answers_regime(answer, "us.bis");
	const json_t *exclusion = exception_citing(bis, 1, "Supplement No. 4 to Part 742");
	size_t i, overcome = 0;
	const json_t *one;
	assert_non_null(exclusion);
	assert_string_equal(text_of(exclusion, "status"), "applies");
	assert_only_two(bis, exclusion);
	json_array_foreach(json_object_get(bis, "grounds"), i, one) {
		bool reached = has_word(json_object_get(exclusion, "overcomes"), text_of(one, "id"));
		bool is = json_is_string(json_object_get(one, "overcome_by"));
		assert_case(reached == is, "%s\n", text_of(one, "rule"));
		if (is)
			assert_string_equal(text_of(one, "overcome_by"), text_of(exclusion, "rule"));
		overcome += is;
	}
	assert_int_equal(overcome, 2);
	assert_null(ground_citing(bis, 1, "742.4(a)(5)"));
	assert_null(ground_citing(bis, 1, "742.6(a)(10)"));
	json_decref(answer);
}

/* Where the exporter's parent sits decides it: unknown leaves it open, China bars it. */
static void the_exclusion_asks_where_the_parent_is(void **state)
{
	static const struct {
		const char *parent, *status;
	} cases[] = { { NULL, "unknown" }, { "JP", "applies" }, { "MO", NULL }, { "CN", NULL } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		json_t *document = answers_demo("etcher-c3");
		json_t *parties = json_object_get(document, "parties");
		for (size_t p = 0; p < 2; p++) {
			json_object_del(json_array_get(parties, p), "headquarters");
			if (cases[i].parent)
				json_object_set_new(json_array_get(parties, p), "headquarters", json_string(cases[i].parent));
		}
		json_t *answer = answers_ask(*state, document, &answers_accept);
		const json_t *exclusion = exception_citing(answers_regime(answer, "us.bis"), 1, "Supplement No. 4 to Part 742");
		const char *status = exclusion ? text_of(exclusion, "status") : "none";
		if (cases[i].status)
			assert_case(strcmp(status, cases[i].status) == 0, "%s: %s\n", cases[i].parent ? cases[i].parent : "unstated", status);
		else
			assert_case(strcmp(status, "applies") != 0 && strcmp(status, "candidate") != 0, "%s: %s\n", cases[i].parent, status);
		json_decref(answer);
		json_decref(document);
	}
}

/* What overcomes a ground by a text that nobody read marks the answer, and says so itself. */
static void an_exception_may_be_unverified(void **state)
{
	static const struct {
		const char *what;
		bool published;
	} cases[] = { { "published", true }, { "nobody says so", false } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		json_t *document = json_pack("{s:s, s:s, s:s, s:s, s:[{s:s, s:s, s:{s:s}}], s:s}", "kind", "export", "from", "JP", "to", "BR",
			"date", "2026-05-11", "items", "name", "etch recipe", "type", "technology", "codes", "JP", "7(2)", "unstated", "no");
		if (cases[i].published)
			json_object_set_new(document, "facts", json_pack("{s:b}", "jp.published", 1));
		json_t *answer = answers_ask(*state, document, &answers_accept);
		const json_t *exclusion = exception_citing(answers_regime(answer, "jp.meti-licence"), 1, "art. 9(2)(ix)");
		assert_case(exclusion, "%s: no exclusion\n", cases[i].what);
		assert_non_null(strstr(text_of(exclusion, "confirm"), "could not be verified"));
		assert_true(text_of(exclusion, "status_says")[0]);
		assert_case(json_is_true(json_object_get(answer, "unverified")) == cases[i].published, "%s: unverified\n", cases[i].what);
		json_decref(answer);
		json_decref(document);
	}
}

static void asks_what_decides(void **state)
{
	static const char *const asked[] = { "/us_controlled_content", "/contains", "/direct_product_of", "/plant_direct_product_of",
		"/facility/node" };
	static const char *const routes[] = { "734.9(b)", "734.9(e)", "734.9(k)" };
	json_t *answer = answers_of_demo(*state, "etcher", &answers_accept);
	const json_t *bis = answers_regime(answer, "us.bis");
	for (size_t i = 0; i < COUNT_OF(asked); i++) {
		const json_t *question = question_about(bis, asked[i]);
		assert_case(question, "nobody asks for %s\n", asked[i]);
		assert_case(text_of(question, "asks")[0], "%s is not a question\n", asked[i]);
		assert_case(json_array_size(json_object_get(question, "if")), "%s leads nowhere\n", asked[i]);
	}
	char *said = json_dumps(json_object_get(bis, "missing"), 0);
	for (size_t i = 0; i < COUNT_OF(routes); i++)
		assert_case(strstr(said, routes[i]), "the route of %s is not named\n", routes[i]);
	assert_non_null(strstr(said, "25")); /* where the answers part */
	free(said);
	json_decref(answer);
}

static void asks_for_origin(void **state)
{
	json_t *document = answers_demo("etcher");
	for (size_t i = 0; i < 2; i++)
		json_object_del(json_array_get(json_object_get(document, "items"), i), "origin");
	json_t *answer = answers_ask(*state, document, &answers_accept);
	assert_non_null(question_about(answers_regime(answer, "us.bis"), "/origin"));
	json_decref(answer);
	json_decref(document);
}

static void shows_the_owner(void **state)
{
	json_t *answer = answers_of_demo(*state, "etcher", &answers_accept);
	const json_t *owned = json_array_get(json_object_get(answer, "ownership"), 0);
	const json_t *step = json_array_get(json_object_get(owned, "through"), 0);
	assert_string_equal(text_of(owned, "reached"), "yes");
	assert_int_equal(json_integer_value(json_object_get(step, "pct")), 55);
	const json_t *hit = json_array_get(json_object_get(answer, "hits"), 0);
	assert_string_equal(text_of(hit, "state"), "same");
	assert_string_equal(text_of(hit, "list"), "us-entity");
	json_decref(answer);
}

/* --- the spares, day by day --- */

static void the_same_spares_on_other_days(void **state)
{
	static const struct {
		const char *day, *verdict, *status;
		bool unverified;
	} cases[] = {
		{ "2025-09-28", NULL, NULL, false },
		{ "2025-09-29", "licence", "in-force", false },
		{ "2025-10-15", "licence", "in-force", false },
		{ "2025-11-09", "licence", "in-force", false },
		{ "2025-11-10", "review", "suspended", false },
		{ "2026-03-01", "review", "suspended", false },
		{ "2026-11-09", "review", "suspended", false },
		{ "2026-11-10", "licence", "unverified", true },
		{ "2026-11-23", "licence", "unverified", true },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		json_t *answer = answers_of_demo(*state, "spares",
			&(xctl_check_options){ .accept_excerpts = true, .as_of = cases[i].day });
		const json_t *bis = answers_regime(answer, "us.bis");
		const json_t *ground = ground_citing(bis, 1, "90 FR 47201"), *flag = ground_citing(bis, 1, "Red Flag 29");
		if (!cases[i].verdict) {
			assert_case(!ground, "%s: in force too early\n", cases[i].day);
		} else {
			assert_case(strcmp(text_of(bis, "verdict"), cases[i].verdict) == 0, "%s: %s\n", cases[i].day, text_of(bis, "verdict"));
			assert_case(strcmp(text_of(answer, "verdict"), cases[i].verdict) == 0, "%s: %s\n", cases[i].day, text_of(answer, "verdict"));
			assert_case(ground && strcmp(text_of(ground, "status"), cases[i].status) == 0, "%s: %s\n", cases[i].day,
				text_of(ground, "status"));
			assert_case(flag && strcmp(text_of(flag, "verdict"), "review") == 0, "%s: no red flag\n", cases[i].day);
			assert_case((strstr(text_of(ground, "confirm"), "confirm") != NULL) == cases[i].unverified, "%s\n", cases[i].day);
		}
		assert_case(json_is_true(json_object_get(answer, "unverified")) == cases[i].unverified, "%s\n", cases[i].day);
		json_decref(answer);
	}
}

static void says_confirm_to_a_person(void **state)
{
	static const struct {
		const char *day;
		bool confirm;
	} cases[] = { { "2025-10-15", false }, { "2026-03-01", false }, { "2026-11-23", true } };
	json_t *document = answers_demo("spares");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_buf out = { 0 };
		xctl_error error = { 0 };
		xctl_decision *decision = answers_decide(*state, document,
			&(xctl_check_options){ .accept_excerpts = true, .as_of = cases[i].day });
		assert_int_equal(xctl_decision_show(decision, &(xctl_view){ .format = XCTL_TABLE }, answers_into, &out, &error), XCTL_OK);
		assert_case((strstr(out.at, "confirm") != NULL) == cases[i].confirm, "%s:\n%s\n", cases[i].day, out.at);
		assert_case(strstr(out.at, "90 FR 47201"), "%s: the notice is not cited\n", cases[i].day);
		xctl_decision_free(decision);
		xctl_buf_drop(&out);
	}
	json_decref(document);
}

/* --- names --- */

static void explains_a_false_hit(void **state)
{
	json_t *answer = answers_of_demo(*state, "false-hit", &answers_accept);
	const json_t *hit = json_array_get(json_object_get(answer, "hits"), 0), *one;
	json_int_t sum = 0;
	size_t i;
	bool country = false;
	assert_verdict(answer, "review");
	assert_int_equal(answers_verdict(answer, "at_most"), XCTL_LICENCE);
	assert_string_equal(text_of(hit, "state"), "open");
	json_array_foreach(json_object_get(hit, "evidence"), i, one) {
		json_int_t points = json_integer_value(json_object_get(one, "points"));
		sum += points;
		country |= strcmp(text_of(one, "on"), "country") == 0 && points < 0;
	}
	assert_int_equal(sum, json_integer_value(json_object_get(hit, "score")));
	assert_true(country); /* what speaks against it is shown */
	json_decref(answer);
}

static void a_clean_shipment_is_clear(void **state)
{
	json_t *answer = answers_of_demo(*state, "clean", &answers_accept);
	assert_verdict(answer, "clear");
	assert_int_equal(json_array_size(json_object_get(answer, "hits")), 0);
	assert_int_equal(json_array_size(json_object_get(answer, "missing")), 0);
	assert_true(some_text_has(json_object_get(answer, "assumed"), "jp-end-user"));
	json_decref(answer);
}

/* --- codes --- */

static void which_sub_paragraph(void **state)
{
	json_t *answer = answers_of_demo(*state, "bare-3b001-de", &answers_accept);
	const json_t *question = question_about(answers_regime(answer, "us.bis"), "items/0/codes/US"), *one;
	size_t i;
	bool clear = false, licence = false;
	assert_verdict(answer, "undetermined");
	assert_non_null(question);
	assert_non_null(strstr(text_of(question, "asks"), "sub-paragraph"));
	json_array_foreach(json_object_get(question, "if"), i, one) {
		clear |= strcmp(text_of(one, "verdict"), "clear") == 0;
		licence |= strcmp(text_of(one, "verdict"), "licence") == 0 && strstr(text_of(one, "value"), "3B001.c.1.a");
	}
	assert_true(clear && licence);
	json_decref(answer);

	answer = answers_of_demo(*state, "bare-3b001-cn", &answers_accept);
	assert_verdict(answer, "licence");
	assert_verdict(answers_regime(answer, "us.bis"), "licence");
	json_decref(answer);
}

static void what_the_tables_do_not_say_is_never_clear(void **state)
{
	static const struct {
		const char *code, *to, *verdict;
	} cases[] = {
		{ "2B352", "DE", "undetermined" },    /* an entry without a row of controls */
		{ "2B352.a", "DE", "undetermined" },
		{ "2B352", "CN", "undetermined" },
		{ "0A983", "DE", "licence" },         /* the three with an empty chart */
		{ "0A983", "CA", "licence" },
		{ "5A980", "DE", "licence" },
		{ "5E980", "GB", "licence" },
		{ "6A003.zz", "DE", "undetermined" }, /* no paragraphs are tabled */
		{ "6A003", "DE", "undetermined" },
		{ "3B001.d", "DE", "clear" },         /* a tabled one, for comparison */
		{ "EAR99", "DE", "clear" },
		{ "3B001.d", "CN", "licence" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		json_t *document = answers_demo("bare-3b001-de");
		json_object_set_new(document, "to", json_string(cases[i].to));
		json_t *codes = json_object_get(json_array_get(json_object_get(document, "items"), 0), "codes");
		json_object_set_new(codes, "US", json_string(cases[i].code));
		json_t *answer = answers_ask(*state, document, &answers_accept);
		assert_case(strcmp(text_of(answer, "verdict"), cases[i].verdict) == 0, "%s to %s: %s\n", cases[i].code, cases[i].to,
			text_of(answer, "verdict"));
		if (strcmp(cases[i].verdict, "undetermined") == 0)
			assert_case(json_array_size(json_object_get(answer, "missing")), "%s: nobody asks\n", cases[i].code);
		json_decref(answer);
		json_decref(document);
	}
}

static void no_code_at_all_is_never_clear(void **state)
{
	static const struct {
		const char *what;
		json_t *(*make)(void);
	} cases[] = { { "absent", NULL }, { "null", json_null }, { "empty", json_array } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		json_t *document = answers_demo("bare-3b001-de");
		json_t *codes = json_object_get(json_array_get(json_object_get(document, "items"), 0), "codes");
		json_object_del(codes, "US");
		if (cases[i].make)
			json_object_set_new(codes, "US", cases[i].make());
		json_t *answer = answers_ask(*state, document, &answers_accept);
		assert_case(answers_verdict(answer, "verdict") >= XCTL_UNDETERMINED, "%s: %s\n", cases[i].what, text_of(answer, "verdict"));
		assert_case(json_array_size(json_object_get(answer, "missing")), "%s: nobody asks\n", cases[i].what);
		json_decref(answer);
		json_decref(document);
	}
}

/* What the second item alone brings about is told, and told once. */
static void a_later_item_may_bring_a_conflict(void **state)
{
	static const struct {
		const char *first, *second;
		size_t conflicts;
	} cases[] = { { "KR", "KR", 0 }, { "CN", "KR", 1 }, { "KR", "CN", 1 }, { "CN", "CN", 1 } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		json_t *document = answers_demo("false-hit");
		json_object_set_new(document, "from", json_string("KR"));
		json_object_set_new(document, "to", json_string("JP"));
		json_t *items = json_object_get(document, "items");
		json_array_append_new(items, json_deep_copy(json_array_get(items, 0)));
		json_object_set_new(json_array_get(items, 0), "origin", json_string(cases[i].first));
		json_object_set_new(json_array_get(items, 1), "origin", json_string(cases[i].second));
		json_t *party = json_array_get(json_object_get(document, "parties"), 1);
		json_object_set_new(party, "name", json_string("Mitsubishi Heavy Industries Aero Engines, Ltd."));
		json_object_set_new(party, "country", json_string("JP"));
		json_t *answer = answers_ask(*state, document, &answers_accept);
		const json_t *conflicts = json_object_get(answer, "conflicts");
		assert_case(json_array_size(conflicts) == cases[i].conflicts, "%s and %s: %zu conflicts\n", cases[i].first,
			cases[i].second, json_array_size(conflicts));
		if (cases[i].conflicts)
			assert_case(strstr(text_of(json_array_get(conflicts, 0), "says"), "Aero Engines"), "%s\n", "no name in it");
		json_decref(answer);
		json_decref(document);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_every_field_of_the_contract),
		cmocka_unit_test(every_outcome_leads_somewhere),
		cmocka_unit_test(names_itself_by_its_inputs),
		cmocka_unit_test(the_headline_is_the_worst),
		cmocka_unit_test(the_etcher_needs_a_japanese_licence),
		cmocka_unit_test(the_spares_beside_it_meet_the_tests_of_row_16),
		cmocka_unit_test(world_grounds_stay_and_are_unverified),
		cmocka_unit_test(supplement_4_reaches_its_two_grounds_only),
		cmocka_unit_test(another_tool_is_excluded),
		cmocka_unit_test(the_exclusion_asks_where_the_parent_is),
		cmocka_unit_test(an_exception_may_be_unverified),
		cmocka_unit_test(asks_what_decides),
		cmocka_unit_test(asks_for_origin),
		cmocka_unit_test(shows_the_owner),
		cmocka_unit_test(the_same_spares_on_other_days),
		cmocka_unit_test(says_confirm_to_a_person),
		cmocka_unit_test(explains_a_false_hit),
		cmocka_unit_test(a_clean_shipment_is_clear),
		cmocka_unit_test(which_sub_paragraph),
		cmocka_unit_test(what_the_tables_do_not_say_is_never_clear),
		cmocka_unit_test(no_code_at_all_is_never_clear),
		cmocka_unit_test(a_later_item_may_bring_a_conflict),
	};
	return cmocka_run_group_tests(tests, open_desk, close_desk);
}

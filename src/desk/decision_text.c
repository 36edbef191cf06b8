/* A decision for a person at a terminal: the headline, then each government with its grounds, what would overcome them,
 * what is missing and where each answer leads. Made from the decision's JSON, so that a stored one reads the same. */
#include <stdio.h>
#include <string.h>

#include "desk/desk.h"
#include "desk/table.h"
#include "format/csv.h"

enum { MOST_POSSIBLE = 3, MOST_ASKED = 6, MOST_OUTCOMES = 5 };

typedef struct showing {
	xctl_buf *out;
	const xctl_view *view;
	unsigned width;
} showing;

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : "";
}

static void colour(const showing *s, const char *verdict)
{
	if (!s->view->colour)
		return;
	law_verdict v = LAW_UNDETERMINED;
	law_verdict_of(xctl_str_of(verdict), &v);
	xctl_buf_puts(s->out, v >= LAW_NOTIFY ? "\033[1;31m" : v >= LAW_REVIEW ? "\033[1;33m" : "\033[1;32m");
}

static void plain(const showing *s)
{
	if (s->view->colour)
		xctl_buf_puts(s->out, "\033[0m");
}

static void verdict_word(const showing *s, const char *verdict)
{
	static const struct {
		const char *word, *shown;
	} words[] = { { "prohibited", "PROHIBITED" }, { "licence", "LICENCE REQUIRED" }, { "notify", "NOTIFY AND WAIT" },
		{ "undetermined", "UNDETERMINED" }, { "review", "REVIEW" }, { "exception", "EXCEPTION APPLIES" },
		{ "authorised", "AUTHORISED" }, { "clear", "CLEAR" }, { "not-subject", "NOT SUBJECT" } };
	colour(s, verdict);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, verdict) == 0)
			xctl_buf_puts(s->out, words[i].shown);
	plain(s);
}

static void line(const showing *s, unsigned indent, const char *text)
{
	desk_wrap(s->out, xctl_str_of(text), s->width, indent);
}

static void lines(const showing *s, unsigned indent, const char *fmt, ...) XCTL_PRINTF(3, 4);

static void lines(const showing *s, unsigned indent, const char *fmt, ...)
{
	char text[4096];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	line(s, indent, text);
}

static void bounds(const showing *s, const json_t *object)
{
	const char *least = text_of(object, "at_least"), *most = text_of(object, "at_most");
	if (strcmp(least, most) != 0)
		xctl_buf_printf(s->out, "  (at least %s, at most %s)", least, most);
}

static void headline(const showing *s, const json_t *d)
{
	const json_t *as_of = json_object_get(d, "as_of");
	verdict_word(s, text_of(d, "verdict"));
	bounds(s, d);
	xctl_buf_char(s->out, '\n');
	const char *transfer = text_of(d, "transfer");
	lines(s, 2, "%s%son %s, as known on %s  %s", transfer, *transfer ? ", " : "", text_of(as_of, "date"),
		text_of(as_of, "known"), text_of(d, "id"));
	if (json_is_true(json_object_get(d, "unverified")))
		line(s, 2, "Rests on law that could not be verified for this day: confirm before relying on it.");
	if (json_is_true(json_object_get(d, "stale")))
		line(s, 2, "A list it needs is too old: load a newer one.");
	size_t i;
	const json_t *note;
	json_array_foreach(json_object_get(d, "notes"), i, note)
		lines(s, 2, "! %s", json_string_value(note));
}

static void cites(const json_t *object, char *out, size_t room)
{
	size_t i, n = 0;
	const json_t *one;
	out[0] = '\0';
	json_array_foreach(json_object_get(object, "cites"), i, one) {
		int w = snprintf(out + n, room - n, "%s%s", n ? "; " : "", json_string_value(one));
		if (w < 0 || (size_t)w >= room - n)
			return;
		n += (size_t)w;
	}
}

static void item_label(const json_t *object, char out[24])
{
	const json_t *item = json_object_get(object, "item");
	if (json_is_integer(item))
		snprintf(out, 24, "item %lld", (long long)json_integer_value(item));
	else
		snprintf(out, 24, "%s", "transfer");
}

/* How an exception is called: its symbol, what it says, or its rule. */
static const char *exception_label(const json_t *regime, const char *rule)
{
	size_t i;
	const json_t *e;
	json_array_foreach(json_object_get(regime, "exceptions"), i, e) {
		if (strcmp(text_of(e, "rule"), rule) != 0)
			continue;
		const char *symbol = text_of(e, "symbol"), *says = text_of(e, "says");
		return *symbol ? symbol : *says ? says : rule;
	}
	return rule;
}

static void ground(const showing *s, const json_t *regime, const json_t *g)
{
	char where[24], law[1024];
	item_label(g, where);
	cites(g, law, sizeof law);
	const char *status = text_of(g, "status"), *by = text_of(g, "overcome_by");
	bool stands = strcmp(text_of(g, "state"), "stands") == 0;
	bool marked = strcmp(status, "in-force") != 0;
	lines(s, 2, "%s %s: %s%s%s%s", text_of(g, "id"), where, *by ? "overcome, " : stands ? "" : "possible, ", text_of(g, "verdict"),
		marked ? ", " : "", marked ? status : "");
	line(s, 6, text_of(g, "says"));
	lines(s, 6, "[%s]", law);
	if (*text_of(g, "status_says"))
		line(s, 6, text_of(g, "status_says"));
	else if (*text_of(g, "confirm"))
		line(s, 6, text_of(g, "confirm"));
	if (*text_of(g, "policy") && !*by)
		lines(s, 6, "policy: %s", text_of(g, "policy"));
	if (*by)
		lines(s, 6, "overcome: %s", exception_label(regime, by));
}

static void grounds(const showing *s, const json_t *regime)
{
	size_t i;
	const json_t *g;
	unsigned shown = 0, more = 0;
	for (int pass = 0; pass < 2; pass++)
		json_array_foreach(json_object_get(regime, "grounds"), i, g) {
			bool stands = strcmp(text_of(g, "state"), "stands") == 0;
			if (stands != (pass == 0))
				continue;
			/* What could not be verified is told whatever else is only counted. */
			bool open = strcmp(text_of(g, "status"), "in-force") != 0;
			if (!stands && !open && shown == MOST_POSSIBLE) {
				more++;
				continue;
			}
			shown += !stands && !open;
			ground(s, regime, g);
		}
	if (more)
		lines(s, 2, "and %u more possible grounds (all of them: -o json)", more);
}

static void exception(const showing *s, const json_t *e)
{
	size_t k;
	const json_t *one;
	char law[512], targets[256] = "", conditions[1024] = "";
	cites(e, law, sizeof law);
	json_array_foreach(json_object_get(e, "overcomes"), k, one) {
		size_t n = strlen(targets);
		snprintf(targets + n, sizeof targets - n, "%s%s", k ? ", " : "", json_string_value(one));
	}
	json_array_foreach(json_object_get(e, "conditions"), k, one) {
		size_t n = strlen(conditions);
		snprintf(conditions + n, sizeof conditions - n, "%s%s", k ? "; " : "", json_string_value(one));
	}
	const char *symbol = text_of(e, "symbol"), *says = text_of(e, "says"), *status = text_of(e, "status");
	if (strcmp(status, "applies") == 0)
		lines(s, 2, "%s overcome%s%s: %s [%s]", targets, *symbol ? " by " : "", symbol, *says ? says : conditions, law);
	else if (strcmp(status, "barred") == 0)
		lines(s, 2, "%s not to be overcome by %s [%s]", targets, *symbol ? symbol : *says ? says : text_of(e, "rule"), law);
	else
		lines(s, 2, "%s overcome%s%s%s%s%s%s [%s]", targets, *symbol ? " by " : "", symbol,
			strcmp(status, "unknown") == 0 ? ", once it is known whether it applies" : "",
			*conditions ? (strcmp(status, "unknown") == 0 ? ", if " : " if ") : "",
			*conditions ? conditions : *says ? ": " : "", *conditions ? "" : says, law);
	const char *confirm = *text_of(e, "status_says") ? text_of(e, "status_says") : text_of(e, "confirm");
	if (*text_of(e, "confirm") && strcmp(status, "barred") != 0)
		lines(s, 6, "not verified: %s", confirm);
}

static void exceptions(const showing *s, const json_t *regime)
{
	size_t i;
	const json_t *e;
	json_array_foreach(json_object_get(regime, "exceptions"), i, e)
		exception(s, e);
}

/* What a value closes or settles is worth a line; what changes nothing is not. */
static void outcome(const showing *s, const json_t *o)
{
	const char *verdict = text_of(o, "verdict"), *says = text_of(o, "says");
	const char *open = strstr(says, "still open");
	size_t told = open ? (size_t)(open - says) : strlen(says);
	while (told && (says[told - 1] == ' ' || says[told - 1] == ';'))
		told--;
	if (*verdict)
		lines(s, 6, "%s -> %s", text_of(o, "value"), verdict);
	else
		lines(s, 6, "%s -> at least %s, at most %s%s%.*s", text_of(o, "value"), text_of(o, "at_least"), text_of(o, "at_most"),
			told ? "; " : "", (int)told, says);
}

/* The item of the regime that asked. */
static const json_t *asker(const json_t *regime, const json_t *m)
{
	size_t i;
	const json_t *item;
	json_array_foreach(json_object_get(regime, "items"), i, item)
		if (json_equal(json_object_get(item, "item"), json_object_get(m, "item")))
			return item;
	return regime;
}

static bool changes(const json_t *base, const json_t *o)
{
	return *text_of(o, "verdict") || strcmp(text_of(o, "at_least"), text_of(base, "at_least")) != 0
		|| strcmp(text_of(o, "at_most"), text_of(base, "at_most")) != 0
		|| (*text_of(o, "says") && strncmp(text_of(o, "says"), "still open", 10) != 0);
}

static void missing(const showing *s, const json_t *regime)
{
	size_t i, k;
	const json_t *m, *o;
	const json_t *all = json_object_get(regime, "missing");
	json_array_foreach(all, i, m) {
		if (i == MOST_ASKED) {
			lines(s, 2, "and %zu more open questions (all of them: -o json)", json_array_size(all) - i);
			break;
		}
		lines(s, 2, "? %s  (%s)", text_of(m, "asks"), text_of(m, "fact"));
		unsigned told = 0;
		json_array_foreach(json_object_get(m, "if"), k, o)
			if (changes(asker(regime, m), o) && told++ < MOST_OUTCOMES)
				outcome(s, o);
	}
}

/* Why it is clear: how much was looked at, and what came nearest. */
static void near(const showing *s, const json_t *regime)
{
	const json_t *all = json_object_get(regime, "near"), *n;
	size_t i;
	if (strcmp(text_of(regime, "verdict"), "clear") != 0)
		return;
	lines(s, 2, "none of the %lld rules in force on that day holds", (long long)json_integer_value(json_object_get(regime,
		"rules_looked_at")));
	json_array_foreach(all, i, n) {
		char law[512];
		if (i == (s->view->brief ? 1 : 3))
			break;
		cites(n, law, sizeof law);
		lines(s, 2, "nearest: [%s] would only need: %s", law, text_of(n, "fails_only"));
	}
}

static void notes(const showing *s, const json_t *regime)
{
	size_t i;
	const json_t *n;
	json_array_foreach(json_object_get(regime, "notes"), i, n)
		lines(s, 2, "! %s", json_string_value(n));
	json_array_foreach(json_object_get(regime, "duties"), i, n) {
		char law[512];
		cites(n, law, sizeof law);
		lines(s, 2, "duty%s: %s [%s]", json_is_true(json_object_get(n, "before_shipment")) ? ", before shipment" : "",
			text_of(n, "says"), law);
	}
}

/* The exclusion that may take a possible ground away, or NULL. */
static const char *may_exclude(const json_t *regime, const json_t *ground)
{
	size_t i, k;
	const json_t *e, *one;
	json_array_foreach(json_object_get(regime, "exceptions"), i, e) {
		if (strcmp(text_of(e, "kind"), "exclusion") != 0 || strcmp(text_of(e, "status"), "unknown") != 0)
			continue;
		json_array_foreach(json_object_get(e, "overcomes"), k, one)
			if (strcmp(json_string_value(one), text_of(ground, "id")) == 0)
				return exception_label(regime, text_of(e, "rule"));
	}
	return NULL;
}

/* Possible grounds by their first citation, with what marks them. */
static void possible_grounds(const showing *s, const json_t *regime, unsigned n)
{
	size_t i;
	const json_t *g;
	xctl_buf text = { 0 };
	unsigned told = 0;
	const char *excluded = NULL;
	xctl_buf_printf(&text, "%u further ground%s possible, by what is not stated: ", n, n == 1 ? "" : "s");
	json_array_foreach(json_object_get(regime, "grounds"), i, g) {
		const char *cite = json_string_value(json_array_get(json_object_get(g, "cites"), 0)), *status = text_of(g, "status");
		const char *excludes = may_exclude(regime, g);
		if (strcmp(text_of(g, "state"), "stands") == 0 || *text_of(g, "overcome_by"))
			continue;
		if (text.at && cite && strstr(text.at, cite))
			continue;
		xctl_buf_printf(&text, "%s%s", told++ ? "; " : "", cite ? cite : text_of(g, "rule"));
		if (strcmp(status, "in-force") != 0)
			xctl_buf_printf(&text, " (%s)", status);
		if (excludes && (excluded = excludes))
			xctl_buf_puts(&text, "*");
	}
	if (excluded)
		xctl_buf_printf(&text, ". * excluded if %s", excluded);
	line(s, 2, text.at ? text.at : "");
	xctl_buf_drop(&text);
}

/* What decides, in a paragraph a ground; the possible ones by their citations. */
static void brief_grounds(const showing *s, const json_t *regime)
{
	size_t i;
	const json_t *g;
	unsigned possible = 0;
	json_array_foreach(json_object_get(regime, "grounds"), i, g) {
		char where[24], law[1024];
		const char *by = text_of(g, "overcome_by"), *status = text_of(g, "status");
		const char *more = *text_of(g, "status_says") ? text_of(g, "status_says") : text_of(g, "confirm");
		if (strcmp(text_of(g, "state"), "stands") != 0 && !*by) {
			possible++;
			continue;
		}
		item_label(g, where);
		cites(g, law, sizeof law);
		bool marked = strcmp(status, "in-force") != 0 && !*by;
		lines(s, 2, "%s, %s%s%s - %s [%s]%s%s", where, *by ? "overcome" : text_of(g, "verdict"), marked ? ", " : "",
			marked ? status : "", text_of(g, "says"), law, marked && *more ? " " : "", marked ? more : "");
		if (*by)
			lines(s, 4, "overcome: %s", exception_label(regime, by));
	}
	if (possible)
		possible_grounds(s, regime, possible);
}

/* Each question in a paragraph, with the answers that settle something. */
static void brief_missing(const showing *s, const json_t *regime)
{
	size_t i, k;
	const json_t *m, *o, *all = json_object_get(regime, "missing");
	json_array_foreach(all, i, m) {
		if (i == MOST_ASKED) {
			lines(s, 4, "and %zu more questions", json_array_size(all) - i);
			break;
		}
		xctl_buf text = { 0 };
		xctl_buf_printf(&text, "? %s (%s)", text_of(m, "asks"), text_of(m, "fact"));
		unsigned told = 0;
		json_array_foreach(json_object_get(m, "if"), k, o) {
			const char *says = text_of(o, "says"), *open = strstr(says, "still open"), *value = text_of(o, "value");
			size_t length = open ? (size_t)(open - says) : strlen(says);
			while (length && (says[length - 1] == ' ' || says[length - 1] == ';'))
				length--;
			if (!changes(asker(regime, m), o) || told == 3 || strlen(value) > 120)
				continue;
			xctl_buf_printf(&text, "%s %s: %s%.*s", told++ ? ";" : " ", value,
				*text_of(o, "verdict") ? text_of(o, "verdict") : length ? "" : "still open",
				*text_of(o, "verdict") ? 0 : (int)length, says);
		}
		line(s, 4, text.at ? text.at : "");
		xctl_buf_drop(&text);
	}
}

static bool quiet(const json_t *regime)
{
	return strcmp(text_of(regime, "verdict"), "not-subject") == 0 && json_array_size(json_object_get(regime, "notes")) == 0;
}

static void regime(const showing *s, const json_t *r)
{
	if (quiet(r))
		return;
	xctl_buf_printf(s->out, "\n%s %s  ", text_of(r, "government"), text_of(r, "authority"));
	verdict_word(s, text_of(r, "verdict"));
	bounds(s, r);
	xctl_buf_char(s->out, '\n');
	lines(s, 2, "by %s", text_of(r, "title"));
	if (s->view->brief) {
		brief_grounds(s, r);
		brief_missing(s, r);
		near(s, r);
		notes(s, r);
		return;
	}
	grounds(s, r);
	exceptions(s, r);
	missing(s, r);
	near(s, r);
	notes(s, r);
}

static bool same_text(const json_t *a, const json_t *b, const char *key)
{
	return strcmp(text_of(a, key), text_of(b, key)) == 0;
}

/* One party may stand on the transfer in several roles: told once, with all of them. */
static bool told_before(const json_t *all, size_t i, const char *const *keys, size_t n)
{
	for (size_t k = 0; k < i; k++) {
		bool same = true;
		for (size_t f = 0; f < n; f++)
			same &= same_text(json_array_get(all, k), json_array_get(all, i), keys[f]);
		if (same)
			return true;
	}
	return false;
}

static void roles_of(const json_t *all, const json_t *hit, char *out, size_t room)
{
	size_t i, n = 0;
	const json_t *h;
	out[0] = '\0';
	json_array_foreach(all, i, h) {
		if (!same_text(h, hit, "name") || !same_text(h, hit, "list") || !same_text(h, hit, "entry")
			|| strstr(out, text_of(h, "party")))
			continue;
		int w = snprintf(out + n, room - n, "%s%s", n ? ", " : "", text_of(h, "party"));
		if (w < 0 || (size_t)w >= room - n)
			return;
		n += (size_t)w;
	}
}

static void hit(const showing *s, const json_t *all, const json_t *h)
{
	size_t k;
	const json_t *e;
	char roles[200];
	bool same = strcmp(text_of(h, "state"), "same") == 0;
	double bits = (double)json_integer_value(json_object_get(h, "score")) / 10.0;
	roles_of(all, h, roles, sizeof roles);
	lines(s, 2, "%s \"%s\"", roles, text_of(h, "name"));
	lines(s, 4, "~ \"%s\" on %s: %s, %.1f bits; %s", text_of(h, "listed_name"), text_of(h, "list"), text_of(h, "strength"), bits,
		same ? "taken for the same party"
		: strcmp(text_of(h, "state"), "cleared") == 0 ? "cleared" : "open: decide whether it is the same party");
	if (!same)
		json_array_foreach(json_object_get(h, "evidence"), k, e)
			lines(s, 6, "%+.1f %s: \"%s\" / \"%s\"", (double)json_integer_value(json_object_get(e, "points")) / 10.0,
				text_of(e, "on"), text_of(e, "yours"), text_of(e, "theirs"));
	if (*text_of(h, "reason"))
		lines(s, 6, "%s", text_of(h, "reason"));
	lines(s, 6, "if it is: %s", text_of(h, "effect"));
}

static void hits(const showing *s, const json_t *d)
{
	static const char *const keys[] = { "name", "list", "entry" };
	size_t i;
	const json_t *h;
	const json_t *all = json_object_get(d, "hits");
	bool any = false;
	json_array_foreach(all, i, h) {
		if (strcmp(text_of(h, "strength"), "weak") == 0 || told_before(all, i, keys, 3))
			continue;
		if (!any)
			xctl_buf_puts(s->out, "\nNames that stand on a list\n");
		any = true;
		hit(s, all, h);
	}
}

static const char *ownership_rule(const char *family)
{
	if (strcmp(family, "bis") == 0)
		return "50 % rule of BIS";
	if (strcmp(family, "ofac") == 0)
		return "50 % rule of OFAC";
	if (strcmp(family, "fcc") == 0)
		return "rule of the FCC on more than 10 %";
	return "rule of section 889 on subsidiaries";
}

static void ownership(const showing *s, const json_t *d)
{
	static const char *const keys[] = { "party", "family" };
	size_t i, k;
	const json_t *o, *t, *all = json_object_get(d, "ownership");
	json_array_foreach(all, i, o) {
		if (i == 0)
			xctl_buf_puts(s->out, "\nListed owners\n");
		if (told_before(all, i, keys, 2))
			continue;
		lines(s, 2, "%s, by the %s: %s", text_of(o, "party"), ownership_rule(text_of(o, "family")),
			strcmp(text_of(o, "reached"), "yes") == 0 ? "reached"
			: strcmp(text_of(o, "reached"), "no") == 0 ? "not reached, but a listed owner is a red flag"
								   : "not known whether reached");
		json_array_foreach(json_object_get(o, "through"), k, t) {
			const json_t *pct = json_object_get(t, "pct");
			char share[48] = "an unknown share";
			if (json_is_number(pct))
				snprintf(share, sizeof share, "%g %%", json_number_value(pct));
			lines(s, 6, "%s holds %s of %s", text_of(t, "owner"), share, text_of(t, "owned"));
		}
	}
}

/* Facts taken for "no", and lists taken for whole: in a line each. */
static void assumptions(const showing *s, const json_t *d)
{
	size_t i;
	const json_t *one;
	unsigned facts = 0;
	xctl_buf excerpts = { 0 }, rest = { 0 };
	json_array_foreach(json_object_get(d, "assumed"), i, one) {
		const char *text = json_string_value(one), *colon = strchr(text, ':');
		if (strncmp(text, "lists/", 6) == 0 && colon)
			xctl_buf_printf(&excerpts, "%s%.*s", excerpts.len ? ", " : "", (int)(colon - text - 6), text + 6);
		else if (colon)
			xctl_buf_printf(&rest, "%s%s", rest.len ? "; " : "", text);
		else
			facts++;
	}
	if (facts || excerpts.len || rest.len)
		xctl_buf_puts(s->out, "\nAssumed\n");
	if (facts)
		lines(s, 2, "no to %u questions that nobody answered (each of them: -o json)", facts);
	if (excerpts.len)
		lines(s, 2, "these excerpts of lists stand for the whole lists: %s", excerpts.at);
	if (rest.len)
		line(s, 2, rest.at);
	xctl_buf_drop(&excerpts);
	xctl_buf_drop(&rest);
}

/* An authority that runs more than one regime is told apart by their titles. */
static bool has_twin(const json_t *regimes, const json_t *one)
{
	size_t i, n = 0;
	const json_t *other;
	json_array_foreach(regimes, i, other)
		n += same_text(one, other, "government") && same_text(one, other, "authority");
	return n > 1;
}

static void rest(const showing *s, const json_t *d)
{
	size_t i;
	const json_t *one;
	xctl_buf silent = { 0 };
	json_array_foreach(json_object_get(d, "jurisdictions"), i, one)
		if (quiet(one)) {
			bool twin = has_twin(json_object_get(d, "jurisdictions"), one);
			xctl_buf_printf(&silent, "%s%s %s%s%s%s", silent.len ? ", " : "", text_of(one, "government"),
				text_of(one, "authority"), twin ? " (" : "", twin ? text_of(one, "title") : "", twin ? ")" : "");
		}
	if (silent.len) {
		xctl_buf_char(s->out, '\n');
		lines(s, 0, "Not subject: %s", silent.at);
	}
	xctl_buf_drop(&silent);
	json_array_foreach(json_object_get(d, "conflicts"), i, one) {
		if (i == 0)
			xctl_buf_puts(s->out, "\nConflicts of law\n");
		char law[512];
		cites(one, law, sizeof law);
		lines(s, 2, "%s [%s]", text_of(one, "says"), law);
	}
	assumptions(s, d);
	json_array_foreach(json_object_get(d, "unread"), i, one)
		lines(s, 0, "Not understood and left out: %s", json_string_value(one));
}

/* One line of a batch: reference, verdict, id, and what each government that speaks says. */
static void one_line(const showing *s, const json_t *d)
{
	size_t i;
	const json_t *r;
	const char *verdict = text_of(d, "verdict"), *transfer = text_of(d, "transfer");
	colour(s, verdict);
	xctl_buf_printf(s->out, "%-12s", verdict);
	plain(s);
	xctl_buf_printf(s->out, " %-16s %s ", *transfer ? transfer : "-", text_of(d, "id"));
	json_array_foreach(json_object_get(d, "jurisdictions"), i, r) {
		const char *one = text_of(r, "verdict");
		if (strcmp(one, "clear") != 0 && strcmp(one, "not-subject") != 0)
			xctl_buf_printf(s->out, " %s=%s", text_of(r, "regime"), one);
	}
	xctl_buf_char(s->out, '\n');
}

static void csv_line(xctl_buf *out, const json_t *d)
{
	const char *const keys[] = { "transfer", "id", "verdict", "at_least", "at_most" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		xctl_csv_cell(out, xctl_str_of(text_of(d, keys[i])));
		xctl_buf_char(out, ',');
	}
	size_t i;
	const json_t *r;
	xctl_buf each = { 0 };
	json_array_foreach(json_object_get(d, "jurisdictions"), i, r)
		xctl_buf_printf(&each, "%s%s=%s", i ? "; " : "", text_of(r, "regime"), text_of(r, "verdict"));
	xctl_csv_cell(out, xctl_buf_view(&each));
	xctl_buf_char(out, '\n');
	xctl_buf_drop(&each);
}

xctl_code desk_show_decision(const char *json, size_t length, const xctl_view *view, xctl_write write, void *context,
	xctl_error *error)
{
	xctl_buf out = { 0 };
	if (view->format == XCTL_JSON || view->format == XCTL_NDJSON) {
		xctl_buf_put(&out, json, length);
		xctl_buf_char(&out, '\n');
	} else {
		json_t *d;
		xctl_code code = xctl_json_read(&d, (xctl_str){ json, length }, "the decision", error);
		if (code != XCTL_OK)
			return code;
		showing s = { &out, view, view->width ? view->width : 100 };
		if (view->format == XCTL_CSV) {
			xctl_buf_puts(&out, "transfer,id,verdict,at_least,at_most,regimes\n");
			csv_line(&out, d);
		} else if (view->line) {
			one_line(&s, d);
		} else {
			size_t i;
			const json_t *r;
			headline(&s, d);
			json_array_foreach(json_object_get(d, "jurisdictions"), i, r)
				regime(&s, r);
			hits(&s, d);
			ownership(&s, d);
			rest(&s, d);
		}
		json_decref(d);
	}
	xctl_code code = desk_flush(&out, write, context, error);
	xctl_buf_drop(&out);
	return code;
}

/* Sources to a book: parse, unroll, resolve, link exceptions and statuses to their grounds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/compiler.h"

const char *const law_verdict_words[LAW_VERDICTS] = { "not-subject", "clear", "authorised", "exception", "review",
	"undetermined", "notify", "licence", "prohibited" };
const char *const law_status_words[5] = { "in-force", "unverified", "suspended", "not-enforced", "scheduled" };

bool law_verdict_of(xctl_str word, law_verdict *out)
{
	for (int i = 0; i < LAW_VERDICTS; i++)
		if (xctl_str_is(word, law_verdict_words[i])) {
			*out = (law_verdict)i;
			return true;
		}
	return false;
}

xctl_code law_wrong(law_compiler *c, law_place place, const char *hint, const char *fmt, ...)
{
	char what[256], path[128];
	va_list args;
	va_start(args, fmt);
	vsnprintf(what, sizeof what, fmt, args);
	va_end(args);
	xctl_fail(c->error, XCTL_INPUT, "%s", what);
	snprintf(path, sizeof path, "%.*s", XCTL_FMT(c->ast.sources.at[place.file].path));
	xctl_at(c->error, path, place.line, 0);
	xctl_hint(c->error, "%s", hint);
	return XCTL_INPUT;
}

xctl_code law_no_room(law_compiler *c)
{
	return xctl_fail_limit(c->error, "the rulebook");
}

bool law_intern(law_compiler *c, xctl_str s, law_text *out)
{
	uint32_t at = xctl_map_get(&c->text_at, s);
	if (at == XCTL_NONE) {
		at = c->text_list.count;
		for (size_t i = 0; i <= s.len; i++) {
			char *slot = XCTL_PUSH(c->arena, &c->text_list);
			if (!slot)
				return false;
			*slot = i < s.len ? s.at[i] : '\0';
		}
		/* The pool may move while it grows: the map's key is the caller's bytes, which live as long as the sources. */
		xctl_str key = xctl_str_copy(c->arena, s);
		if (!key.at || !xctl_map_set(&c->text_at, key, at))
			return false;
	}
	*out = (law_text){ at, (uint32_t)s.len };
	return true;
}

/* Which keys a kind of block takes besides its conditions. */
static const struct {
	law_block_kind kind;
	const char *keys;
} allowed_keys[] = {
	{ LAW_REGIME, " government authority covers subject title lists licence-valid cites effective known " },
	{ LAW_FACT, " title cites effective until known known_until attested says " },
	{ LAW_RULE, " regime cites effective until known known_until attested then content policy says asserts title due " },
	{ LAW_EXCEPTION, " kind symbol cites effective until known known_until attested affirm content says title regime " },
	{ LAW_OVERRIDES, " cites says effective until known known_until " },
	{ LAW_SUSPEND, " status from until known known_until cites says " },
	{ LAW_QUESTION, " asks type cites " },
	{ LAW_DUTY, " regime cites effective until known known_until attested before-shipment due says title " },
	{ LAW_CONFLICT, " between cites effective until known known_until attested says title " },
	{ LAW_CODES, " entries paragraphs also " },
	{ LAW_EXAMPLE, " on known given expect but cites says " },
};

static xctl_code check_keys(law_compiler *c, const law_block *b)
{
	const char *keys = "";
	for (size_t i = 0; i < sizeof allowed_keys / sizeof *allowed_keys; i++)
		if (allowed_keys[i].kind == b->kind)
			keys = allowed_keys[i].keys;
	for (uint32_t i = 0; i < b->lines.count; i++) {
		char key[48];
		snprintf(key, sizeof key, " %.*s ", XCTL_FMT(b->lines.at[i].key));
		if (!strstr(keys, key))
			return law_wrong(c, b->lines.at[i].place, "drop the line, or see the manual for this kind of block",
				"\"%.*s\" says nothing here", XCTL_FMT(b->lines.at[i].key));
		bool many = strstr(" affirm given expect but asserts cites ", key) != NULL;
		for (uint32_t j = 0; j < i && !many; j++)
			if (xctl_str_eq(b->lines.at[j].key, b->lines.at[i].key))
				return law_wrong(c, b->lines.at[i].place, "keep one of them", "a second \"%.*s\" in one block",
					XCTL_FMT(b->lines.at[i].key));
	}
	return XCTL_OK;
}

static xctl_code block_date(law_compiler *c, const law_block *b, const char *key, xctl_date *out)
{
	const law_line *line = law_block_line(b, key);
	if (!line)
		return XCTL_OK;
	if (!xctl_date_parse(line->text, out))
		return law_wrong(c, line->place, "write YYYY-MM-DD, and nothing else on the line",
			"\"%.*s\" is not a day of the calendar", XCTL_FMT(line->text));
	return XCTL_OK;
}

static xctl_code block_intervals(law_compiler *c, const law_block *b, const char *from, xctl_interval *effective,
	xctl_interval *known)
{
	*effective = *known = XCTL_ALWAYS;
	xctl_code code = block_date(c, b, from, &effective->from);
	if (code == XCTL_OK)
		code = block_date(c, b, "until", &effective->until);
	if (code == XCTL_OK)
		code = block_date(c, b, "known", &known->from);
	if (code == XCTL_OK)
		code = block_date(c, b, "known_until", &known->until);
	if (code == XCTL_OK && (effective->from >= effective->until || known->from >= known->until))
		code = law_wrong(c, b->place, "\"until\" is the first day no longer in force", "the block is never in force");
	return code;
}

static uint32_t regime_named(const law_compiler *c, xctl_str name)
{
	return xctl_map_get(&c->regime_at, name);
}

/* A text with the instance's variable put in: "{C}" and, in targets, "(C)". */
static xctl_str with_value(law_compiler *c, const law_instance *in, xctl_str s)
{
	if (!in->variable.len)
		return s;
	xctl_buf b = { .memory = c->arena->memory ? c->arena->memory : &xctl_memory_system };
	for (size_t i = 0; i < s.len; i++) {
		xctl_str here = { s.at + i, s.len - i };
		bool opens = here.at[0] == '{' || here.at[0] == '(';
		xctl_str name = { here.at + 1, here.len ? here.len - 1 : 0 };
		char close = here.at[0] == '{' ? '}' : ')';
		if (opens && xctl_str_starts(name, in->variable) && name.len > in->variable.len
			&& name.at[in->variable.len] == close) {
			if (close == ')')
				xctl_buf_char(&b, '(');
			xctl_buf_str(&b, in->value);
			if (close == ')')
				xctl_buf_char(&b, ')');
			i += in->variable.len + 1;
		} else {
			xctl_buf_char(&b, here.at[0]);
		}
	}
	xctl_str out = b.failed ? (xctl_str){ 0 } : xctl_str_copy(c->arena, xctl_buf_view(&b));
	xctl_buf_drop(&b);
	return out;
}

static xctl_code block_texts(law_compiler *c, const law_instance *in, law_head *h)
{
	const struct {
		const char *key;
		law_text *to;
	} texts[] = { { "says", &h->says }, { "policy", &h->policy }, { "title", &h->title }, { "symbol", &h->symbol },
		{ "asserts", &h->asserts }, { "between", &h->between }, { "due", &h->due } };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		xctl_str text = with_value(c, in, law_block_text(in->block, texts[i].key));
		if (!law_intern(c, text, texts[i].to))
			return law_no_room(c);
	}
	xctl_buf cites = { .memory = c->arena->memory ? c->arena->memory : &xctl_memory_system };
	for (uint32_t i = 0; i < in->block->lines.count; i++)
		if (xctl_str_is(in->block->lines.at[i].key, "cites")) {
			if (cites.len)
				xctl_buf_puts(&cites, "; ");
			xctl_buf_str(&cites, in->block->lines.at[i].text);
		}
	bool kept = !cites.failed && law_intern(c, xctl_buf_view(&cites), &h->cites);
	xctl_buf_drop(&cites);
	const law_source *source = &c->ast.sources.at[in->block->place.file];
	h->line = in->block->place.line;
	h->end_line = in->block->end.line;
	return kept && law_intern(c, source->path, &h->file) ? XCTL_OK : law_no_room(c);
}

/* A new draft with what every kind of block has. */
static xctl_code new_draft(law_compiler *c, const law_instance *in, law_head_kind kind, uint32_t *out)
{
	law_draft *d = XCTL_PUSH(c->arena, &c->drafts_list);
	if (!d)
		return law_no_room(c);
	*out = c->drafts_list.count - 1;
	d->block = in->block;
	law_head h = { .kind = (uint8_t)kind, .regime = XCTL_NONE, .attribute = XCTL_NONE, .other = XCTL_NONE,
		.attested = XCTL_DATE_MIN };
	xctl_str base = law_block_name(in->block);
	xctl_str name = in->variable.len
		? xctl_str_print(c->arena, "%.*s(%.*s)", XCTL_FMT(base), XCTL_FMT(in->value))
		: base;
	if (!name.at || !law_intern(c, base, &h.base) || !law_intern(c, name, &h.name)
		|| !law_intern(c, in->variable, &h.variable) || !law_intern(c, in->value, &h.value))
		return law_no_room(c);
	xctl_code code = block_intervals(c, in->block, "effective", &h.effective, &h.known);
	if (code == XCTL_OK)
		code = block_date(c, in->block, "attested", &h.attested);
	if (code == XCTL_OK)
		code = block_texts(c, in, &h);
	c->drafts_list.at[*out].head = h;
	return code;
}

static xctl_code need_regime(law_compiler *c, const law_block *b, uint32_t *out)
{
	const law_line *line = law_block_line(b, "regime");
	if (!line)
		return law_wrong(c, b->place, "add \"regime NAME\"", "the block belongs to no regime");
	*out = regime_named(c, line->text);
	if (*out != XCTL_NONE)
		return XCTL_OK;
	xctl_str names[64];
	uint32_t n = c->regimes_list.count < 64 ? c->regimes_list.count : 64;
	for (uint32_t i = 0; i < n; i++)
		names[i] = law_interned(c, c->regimes_list.at[i].name);
	xctl_str near = xctl_nearest(line->text, names, n);
	char hint[128];
	snprintf(hint, sizeof hint, near.len ? "is \"%.*s\" meant?" : "declare it in a block \"regime NAME\"%.*s", XCTL_FMT(near));
	return law_wrong(c, line->place, hint, "there is no regime \"%.*s\"", XCTL_FMT(line->text));
}

static xctl_code need_conditions(law_compiler *c, const law_block *b)
{
	return b->when.count ? XCTL_OK : law_wrong(c, b->place, "begin with \"when …\"", "the block has no conditions");
}

static xctl_code compile_fact(law_compiler *c, law_instance *in)
{
	xctl_str rest = in->block->head, name = xctl_str_word(&rest), of = xctl_str_word(&rest), variable = xctl_str_word(&rest);
	law_object object = LAW_OF_TRANSFER;
	if (of.len) {
		if (!xctl_str_is(of, "of") || variable.len != 1 || xctl_str_word(&rest).len)
			return law_wrong(c, in->block->place, "write \"fact NAME\" or \"fact NAME of P\"", "a fact's head is wrong");
		object = LAW_OF_PARTY;
		in->own = variable.at[0];
	}
	uint16_t term;
	xctl_str parameter;
	if (law_term_find(name, object, &term, &parameter))
		return law_wrong(c, in->block->place, "give the fact another name", "\"%.*s\" is a term of the language",
			XCTL_FMT(name));
	uint32_t attribute, draft;
	xctl_code code = law_fact_attribute(c, name, object, &attribute);
	if (code == XCTL_OK)
		code = need_conditions(c, in->block);
	if (code == XCTL_OK)
		code = new_draft(c, in, LAW_HEAD_FACT, &draft);
	if (code != XCTL_OK)
		return code;
	law_head *h = &c->drafts_list.at[draft].head;
	h->attribute = attribute;
	h->object = (uint8_t)object;
	law_attribute *a = &c->attributes_list.at[attribute];
	if (h->title.len && a->title.len && h->title.at != a->title.at)
		return law_wrong(c, in->block->place, "give blocks of one name one title", "the fact \"%.*s\" has two titles",
			XCTL_FMT(name));
	if (h->title.len)
		a->title = h->title;
	return law_conditions(c, in, draft, false);
}

static xctl_code compile_ground(law_compiler *c, law_instance *in)
{
	uint32_t regime, draft;
	xctl_code code = need_regime(c, in->block, &regime);
	if (code == XCTL_OK)
		code = need_conditions(c, in->block);
	const law_line *then = law_block_line(in->block, "then");
	law_verdict verdict = LAW_LICENCE;
	if (code == XCTL_OK && !then)
		code = law_wrong(c, in->block->place, "add \"then licence\"", "the rule says no verdict");
	bool good = code == XCTL_OK && law_verdict_of(then->text, &verdict)
		&& (verdict == LAW_PROHIBITED || verdict == LAW_LICENCE || verdict == LAW_NOTIFY || verdict == LAW_REVIEW);
	if (code == XCTL_OK && !good)
		code = law_wrong(c, then->place, "one of: prohibited, licence, notify, review", "\"%.*s\" is no ground's verdict",
			XCTL_FMT(then->text));
	if (code == XCTL_OK && !law_block_line(in->block, "effective") && !law_block_line(in->block, "attested"))
		code = law_wrong(c, in->block->place, "add \"effective DAY\", or \"attested DAY\" when its start is not known",
			"the rule does not say since when it is law");
	if (code == XCTL_OK && !law_block_line(in->block, "cites"))
		code = law_wrong(c, in->block->place, "add \"cites …\"", "the rule cites no law");
	if (code == XCTL_OK)
		code = new_draft(c, in, LAW_HEAD_GROUND, &draft);
	if (code != XCTL_OK)
		return code;
	law_head *h = &c->drafts_list.at[draft].head;
	h->regime = regime;
	h->verdict = (uint8_t)verdict;
	h->counts = xctl_str_is(law_block_text(in->block, "content"), "counts");
	return law_conditions(c, in, draft, false);
}

static xctl_code compile_affirms(law_compiler *c, const law_block *b, law_span *out)
{
	out->from = c->affirms_list.count;
	for (uint32_t i = 0; i < b->lines.count; i++) {
		if (!xctl_str_is(b->lines.at[i].key, "affirm"))
			continue;
		xctl_str rest = b->lines.at[i].text, name = xctl_str_word(&rest);
		if (xctl_str_starts(name, XCTL_STR("facts.")))
			name = (xctl_str){ name.at + 6, name.len - 6 };
		if (!name.len)
			return law_wrong(c, b->lines.at[i].place, "write affirm NAME \"what is affirmed\"", "nothing is affirmed");
		rest = xctl_str_trim(rest);
		if (rest.len >= 2 && rest.at[0] == '"' && rest.at[rest.len - 1] == '"')
			rest = (xctl_str){ rest.at + 1, rest.len - 2 };
		else if (rest.len && rest.at[0] == '"')
			rest = (xctl_str){ rest.at + 1, rest.len - 1 };
		law_affirm affirm;
		xctl_str path = xctl_str_print(c->arena, "facts.%.*s", XCTL_FMT(name));
		xctl_code code = path.at ? law_fact_attribute(c, path, LAW_OF_TRANSFER, &affirm.attribute) : law_no_room(c);
		if (code != XCTL_OK)
			return code;
		law_attribute *a = &c->attributes_list.at[affirm.attribute];
		uint16_t term = LAW_TERM_FACT;
		xctl_str parameter = { 0 };
		law_term_find(path, LAW_OF_TRANSFER, &term, &parameter);
		a->term = term;
		if (!law_intern(c, parameter, &a->parameter) || !law_intern(c, rest, &affirm.text))
			return law_no_room(c);
		a = &c->attributes_list.at[affirm.attribute];
		if (!a->asks.len)
			a->asks = affirm.text;
		law_affirm *slot = XCTL_PUSH(c->arena, &c->affirms_list);
		if (!slot)
			return law_no_room(c);
		*slot = affirm;
		out->n++;
	}
	return XCTL_OK;
}

static xctl_code compile_exception(law_compiler *c, law_instance *in)
{
	const law_block *b = in->block;
	xctl_str kind = law_block_text(b, "kind");
	bool exclusion = xctl_str_is(kind, "exclusion");
	uint32_t draft, bar = XCTL_NONE;
	law_span affirms = { 0 };
	if (!exclusion && !xctl_str_is(kind, "licence-exception"))
		return law_wrong(c, b->place, "add \"kind exclusion\" or \"kind licence-exception\"",
			"the exception does not say what kind it is");
	xctl_code code = need_conditions(c, b);
	if (code == XCTL_OK)
		code = new_draft(c, in, LAW_HEAD_EXCEPTION, &draft);
	if (code == XCTL_OK)
		code = law_conditions(c, in, draft, false);
	if (code == XCTL_OK)
		code = compile_affirms(c, b, &affirms);
	if (code == XCTL_OK && b->has_unless) {
		code = new_draft(c, in, LAW_HEAD_BAR, &bar);
		if (code == XCTL_OK)
			code = law_conditions(c, in, bar, true);
	}
	if (code != XCTL_OK)
		return code;
	law_head *h = &c->drafts_list.at[draft].head;
	h->exclusion = exclusion;
	h->other = bar;
	h->affirms = affirms;
	h->releases = xctl_str_is(law_block_text(b, "content"), "releases");
	return XCTL_OK;
}

static xctl_code compile_aside(law_compiler *c, law_instance *in)
{
	uint32_t draft, regime = XCTL_NONE;
	bool duty = in->block->kind == LAW_DUTY;
	xctl_code code = duty ? need_regime(c, in->block, &regime) : XCTL_OK;
	if (code == XCTL_OK)
		code = need_conditions(c, in->block);
	if (code == XCTL_OK)
		code = new_draft(c, in, duty ? LAW_HEAD_DUTY : LAW_HEAD_CONFLICT, &draft);
	if (code != XCTL_OK)
		return code;
	law_head *h = &c->drafts_list.at[draft].head;
	h->regime = regime;
	h->before_shipment = xctl_str_is(law_block_text(in->block, "before-shipment"), "yes");
	return law_conditions(c, in, draft, false);
}

/* Unrolls a block over its `for`. */
static xctl_code each_instance(law_compiler *c, const law_block *b, xctl_code (*compile)(law_compiler *, law_instance *))
{
	if (!b->variable.len)
		return compile(c, &(law_instance){ .block = b });
	xctl_str *values;
	uint32_t n;
	xctl_code code = law_resolve_values(c, b, &values, &n);
	if (code == XCTL_OK && n == 0)
		code = law_wrong(c, b->place, "give it values", "\"for %.*s\" has no values", XCTL_FMT(b->variable));
	c->n_impossible = 0;
	for (uint32_t i = 0; code == XCTL_OK && i < n; i++)
		code = compile(c, &(law_instance){ .block = b, .variable = b->variable, .value = values[i] });
	if (code == XCTL_OK && c->n_impossible == n)
		code = law_contradicts(c, b, &c->clash);
	return code;
}

/* Some block states this fact of the transfer. */
static bool is_fact(const law_compiler *c, xctl_str name)
{
	for (uint32_t i = 0; i < c->ast.blocks.count; i++) {
		const law_block *b = &c->ast.blocks.at[i];
		xctl_str rest = b->head, first = xctl_str_word(&rest);
		if (b->kind == LAW_FACT && xctl_str_eq(first, name) && xctl_str_word(&rest).len == 0)
			return true;
	}
	return false;
}

static xctl_code compile_regime(law_compiler *c, const law_block *b)
{
	law_regime *r = XCTL_PUSH(c->arena, &c->regimes_list);
	uint32_t index = c->regimes_list.count - 1;
	xctl_str name = law_block_name(b);
	if (!r)
		return law_no_room(c);
	if (xctl_map_get(&c->regime_at, name) != XCTL_NONE)
		return law_wrong(c, b->place, "keep one block", "two regimes are named \"%.*s\"", XCTL_FMT(name));
	law_regime out = { .subject = XCTL_NONE };
	if (!xctl_map_set(&c->regime_at, name, index) || !law_intern(c, name, &out.name)
		|| !law_intern(c, law_block_text(b, "government"), &out.government)
		|| !law_intern(c, law_block_text(b, "authority"), &out.authority)
		|| !law_intern(c, law_block_text(b, "title"), &out.title))
		return law_no_room(c);
	if (!out.government.len)
		return law_wrong(c, b->place, "add \"government US\"", "the regime belongs to no government");
	xctl_str covers = law_block_text(b, "covers"), lists = law_block_text(b, "lists"), valid = law_block_text(b, "licence-valid");
	out.covers.from = c->texts_list.count;
	while (covers.len) {
		law_text *slot = XCTL_PUSH(c->arena, &c->texts_list);
		if (!slot || !law_intern(c, xctl_str_trim(xctl_str_cut(&covers, ',')), slot))
			return law_no_room(c);
		out.covers.n++;
	}
	out.lists.from = c->links_list.count;
	while (lists.len) {
		uint32_t number = law_list_number(c, xctl_str_trim(xctl_str_cut(&lists, ',')), false);
		uint32_t *slot = XCTL_PUSH(c->arena, &c->links_list);
		if (!slot || number == XCTL_NONE)
			return law_no_room(c);
		*slot = number;
		out.lists.n++;
	}
	xctl_decimal months;
	xctl_str number = xctl_str_word(&valid);
	if (number.len && xctl_decimal_parse(number, false, &months) && !months.scale && months.coefficient > 0)
		out.licence_months = (uint32_t)months.coefficient;
	xctl_str subject = law_block_text(b, "subject");
	if (subject.len) {
		if (!is_fact(c, subject))
			return law_wrong(c, law_block_line(b, "subject")->place, "declare it in a block \"fact NAME\"",
				"no block states the fact \"%.*s\"", XCTL_FMT(subject));
		xctl_code code = law_fact_attribute(c, subject, LAW_OF_TRANSFER, &out.subject);
		if (code != XCTL_OK)
			return code;
	}
	c->regimes_list.at[index] = out;
	return XCTL_OK;
}

/* The ground is the target by its base or full name. */
static bool ground_fits(const law_compiler *c, const law_draft *d, xctl_str target)
{
	return d->head.kind == LAW_HEAD_GROUND
		&& (xctl_str_eq(law_interned(c, d->head.base), target) || xctl_str_eq(law_interned(c, d->head.name), target));
}

/* The ground carries the tag: one of its "asserts" lines. */
static bool ground_asserts(const law_draft *d, xctl_str tag)
{
	for (uint32_t i = 0; d->head.kind == LAW_HEAD_GROUND && i < d->block->lines.count; i++)
		if (xctl_str_is(d->block->lines.at[i].key, "asserts") && xctl_str_eq(d->block->lines.at[i].text, tag))
			return true;
	return false;
}

static xctl_code no_ground(law_compiler *c, const law_block *b, xctl_str target)
{
	xctl_str names[256];
	uint32_t n = 0;
	for (uint32_t i = 0; i < c->drafts_list.count && n < 255; i++) {
		const law_draft *d = &c->drafts_list.at[i];
		if (d->head.kind != LAW_HEAD_GROUND)
			continue;
		names[n++] = law_interned(c, d->head.base);
		if (law_block_line(d->block, "asserts"))
			names[n++] = law_block_text(d->block, "asserts");
	}
	xctl_str near = xctl_nearest(target, names, n);
	char hint[128];
	snprintf(hint, sizeof hint, near.len ? "is \"%.*s\" meant?" : "name a rule of the book%.*s", XCTL_FMT(near));
	return law_wrong(c, b->place, hint, "there is no rule \"%.*s\"", XCTL_FMT(target));
}

static bool linked(const law_compiler *c, law_span links, uint32_t draft)
{
	for (uint32_t i = 0; i < links.n; i++)
		if (c->links_list.at[links.from + i] == draft)
			return true;
	return false;
}

/* `exception NAME to A, B(X), TAG`: links to the drafts it overcomes. */
static xctl_code link_exception(law_compiler *c, uint32_t draft)
{
	law_draft *d = &c->drafts_list.at[draft];
	law_instance in = { .block = d->block, .variable = law_interned(c, d->head.variable),
		.value = law_interned(c, d->head.value) };
	xctl_str rest = d->block->head;
	xctl_str_word(&rest);
	xctl_str to = xctl_str_word(&rest);
	if (!xctl_str_is(to, "to") || !xctl_str_trim(rest).len)
		return law_wrong(c, d->block->place, "write \"exception NAME to GROUND, GROUND\"", "the exception overcomes nothing");
	law_span targets = { c->links_list.count, 0 };
	while (rest.len) {
		xctl_str target = with_value(c, &in, xctl_str_trim(xctl_str_cut(&rest, ',')));
		bool found = false;
		for (uint32_t i = 0; i < c->drafts_list.count; i++) {
			if (!ground_fits(c, &c->drafts_list.at[i], target) && !ground_asserts(&c->drafts_list.at[i], target))
				continue;
			found = true;
			if (linked(c, targets, i)) /* by its name already, or by another tag */
				continue;
			uint32_t *slot = XCTL_PUSH(c->arena, &c->links_list);
			if (!slot)
				return law_no_room(c);
			*slot = i;
			targets.n++;
		}
		if (!found)
			return no_ground(c, d->block, target);
	}
	c->drafts_list.at[draft].head.targets = targets;
	return XCTL_OK;
}

static xctl_code link_suspension(law_compiler *c, const law_block *b)
{
	law_suspension s = { 0 };
	xctl_str status = law_block_text(b, "status");
	for (uint32_t i = LAW_UNVERIFIED; i <= LAW_SCHEDULED; i++)
		if (xctl_str_is(status, law_status_words[i]))
			s.status = i;
	if (!s.status)
		return law_wrong(c, b->place, "one of: unverified, suspended, not-enforced, scheduled", "\"%.*s\" is no status",
			XCTL_FMT(status));
	xctl_code code = block_intervals(c, b, "from", &s.effective, &s.known);
	if (code != XCTL_OK)
		return code;
	if (!law_intern(c, law_block_text(b, "cites"), &s.cites) || !law_intern(c, law_block_text(b, "says"), &s.says))
		return law_no_room(c);
	xctl_str name = law_block_name(b);
	bool any = false;
	for (uint32_t i = 0; i < c->drafts_list.count; i++) {
		const law_head *h = &c->drafts_list.at[i].head;
		bool fits = (h->kind == LAW_HEAD_GROUND || h->kind == LAW_HEAD_EXCEPTION)
			&& (xctl_str_eq(law_interned(c, h->base), name) || xctl_str_eq(law_interned(c, h->name), name));
		if (!fits)
			continue;
		law_suspension *slot = XCTL_PUSH(c->arena, &c->suspensions_list);
		if (!slot)
			return law_no_room(c);
		*slot = s;
		slot->head = i;
		any = true;
	}
	return any ? XCTL_OK : no_ground(c, b, name);
}

static xctl_interval both(xctl_interval a, xctl_interval b)
{
	return (xctl_interval){ a.from > b.from ? a.from : b.from, a.until < b.until ? a.until : b.until };
}

/* `overrides A over B`: where A holds, B is set aside. An exclusion with A's own conditions. */
static xctl_code link_overrides(law_compiler *c, const law_block *b)
{
	xctl_str rest = b->head, stronger = xctl_str_word(&rest), over = xctl_str_word(&rest), weaker = xctl_str_word(&rest);
	if (!xctl_str_is(over, "over") || !weaker.len)
		return law_wrong(c, b->place, "write \"overrides A over B\"", "the precedence names no two rules");
	xctl_interval effective, known;
	xctl_code code = block_intervals(c, b, "effective", &effective, &known);
	if (code != XCTL_OK)
		return code;
	uint32_t n = c->drafts_list.count;
	bool any = false, found = false;
	for (uint32_t i = 0; i < n; i++)
		found |= ground_fits(c, &c->drafts_list.at[i], weaker);
	if (!found)
		return no_ground(c, b, weaker);
	for (uint32_t i = 0; i < n; i++) {
		if (!ground_fits(c, &c->drafts_list.at[i], stronger))
			continue;
		any = true;
		law_draft *slot = XCTL_PUSH(c->arena, &c->drafts_list);
		if (!slot)
			return law_no_room(c);
		*slot = c->drafts_list.at[i];
		slot->block = b;
		law_head *h = &slot->head;
		h->kind = LAW_HEAD_EXCEPTION;
		h->exclusion = 1;
		h->counts = 0;
		h->effective = both(h->effective, effective);
		h->known = both(h->known, known);
		h->other = XCTL_NONE;
		h->targets = (law_span){ c->links_list.count, 0 };
		law_span targets = h->targets;
		uint32_t index = c->drafts_list.count - 1;
		xctl_str name = xctl_str_print(c->arena, "%.*s over %.*s", XCTL_FMT(law_interned(c, h->name)), XCTL_FMT(weaker));
		if (!name.at || !law_intern(c, name, &h->name) || !law_intern(c, name, &h->base)
			|| !law_intern(c, law_block_text(b, "cites"), &h->cites) || !law_intern(c, law_block_text(b, "says"), &h->says))
			return law_no_room(c);
		for (uint32_t j = 0; j < n; j++) {
			if (!ground_fits(c, &c->drafts_list.at[j], weaker))
				continue;
			uint32_t *link = XCTL_PUSH(c->arena, &c->links_list);
			if (!link)
				return law_no_room(c);
			*link = j;
			targets.n++;
		}
		c->drafts_list.at[index].head.targets = targets;
	}
	return any ? XCTL_OK : no_ground(c, b, stronger);
}

/* Precedence must have an end: a rule that in the end overrides itself is refused. */
static xctl_code check_precedence(law_compiler *c, const law_block *from, xctl_str at, uint32_t depth)
{
	for (uint32_t i = 0; i < c->ast.blocks.count; i++) {
		const law_block *b = &c->ast.blocks.at[i];
		xctl_str rest = b->head, stronger = xctl_str_word(&rest), over = xctl_str_word(&rest), weaker = xctl_str_word(&rest);
		if (b->kind != LAW_OVERRIDES || !over.len || !xctl_str_eq(stronger, at))
			continue;
		xctl_str start = law_block_name(from);
		if (xctl_str_eq(weaker, start) || depth > 64)
			return law_wrong(c, b->place, "take one of the precedences out", "\"%.*s\" in the end overrides itself",
				XCTL_FMT(start));
		xctl_code code = check_precedence(c, from, weaker, depth + 1);
		if (code != XCTL_OK)
			return code;
	}
	return XCTL_OK;
}

/* Rules, exceptions and questions have one block a name (facts may have several). */
/* Two versions of one rule stand side by side when their days do not meet. */
static xctl_code versions_meet(law_compiler *c, const law_block *b, const law_block *other, bool *meet)
{
	xctl_interval e1, k1, e2, k2;
	*meet = true;
	if (b->kind != other->kind || b->kind == LAW_EXAMPLE || b->kind == LAW_QUESTION)
		return XCTL_OK;
	xctl_code code = block_intervals(c, b, "effective", &e1, &k1);
	if (code == XCTL_OK)
		code = block_intervals(c, other, "effective", &e2, &k2);
	if (code == XCTL_OK)
		*meet = e1.until > e2.from && e2.until > e1.from && k1.until > k2.from && k2.until > k1.from;
	return code;
}

static xctl_code check_names(law_compiler *c)
{
	xctl_map seen = { .arena = c->arena };
	uint32_t *before = XCTL_NEW_ARRAY(c->arena, uint32_t, c->ast.blocks.count); /* the last block of the same name */
	if (!before)
		return law_no_room(c);
	for (uint32_t i = 0; i < c->ast.blocks.count; i++) {
		const law_block *b = &c->ast.blocks.at[i];
		if (b->kind == LAW_FACT || b->kind == LAW_SUSPEND || b->kind == LAW_OVERRIDES || b->kind == LAW_CODES
			|| b->kind == LAW_REGIME)
			continue;
		xctl_str name = b->kind == LAW_EXAMPLE ? xctl_str_print(c->arena, "example %.*s", XCTL_FMT(b->head))
			: b->kind == LAW_QUESTION      ? xctl_str_print(c->arena, "question %.*s", XCTL_FMT(law_block_name(b)))
						       : law_block_name(b);
		if (!name.at)
			return law_no_room(c);
		before[i] = xctl_map_get(&seen, name);
		for (uint32_t at = before[i]; at != XCTL_NONE; at = before[at]) {
			const law_block *other = &c->ast.blocks.at[at];
			bool meet;
			xctl_code code = versions_meet(c, b, other, &meet);
			if (code != XCTL_OK)
				return code;
			if (!meet)
				continue;
			char hint[200];
			snprintf(hint, sizeof hint, "the other stands in %.*s, line %u; give them different names or days",
				XCTL_FMT(c->ast.sources.at[other->place.file].path), other->place.line);
			return law_wrong(c, b->place, hint, "two blocks are named \"%.*s\"", XCTL_FMT(law_block_name(b)));
		}
		if (!xctl_map_set(&seen, name, i))
			return law_no_room(c);
	}
	return XCTL_OK;
}

static xctl_code compile_blocks(law_compiler *c)
{
	xctl_code code = check_names(c);
	for (uint32_t i = 0; i < c->ast.blocks.count && code == XCTL_OK; i++)
		code = check_keys(c, &c->ast.blocks.at[i]);
	for (uint32_t i = 0; i < c->ast.blocks.count && code == XCTL_OK; i++) {
		const law_block *b = &c->ast.blocks.at[i];
		if (b->kind == LAW_REGIME)
			code = compile_regime(c, b);
		else if (b->kind == LAW_CODES)
			code = law_load_codes(c, b);
	}
	for (uint32_t i = 0; i < c->ast.blocks.count && code == XCTL_OK; i++) {
		const law_block *b = &c->ast.blocks.at[i];
		if (b->kind == LAW_FACT)
			code = each_instance(c, b, compile_fact);
		else if (b->kind == LAW_RULE)
			code = each_instance(c, b, compile_ground);
		else if (b->kind == LAW_EXCEPTION)
			code = each_instance(c, b, compile_exception);
		else if (b->kind == LAW_DUTY || b->kind == LAW_CONFLICT)
			code = each_instance(c, b, compile_aside);
	}
	if (code == XCTL_OK)
		code = law_mention_codes(c);
	uint32_t n = c->drafts_list.count;
	for (uint32_t i = 0; i < n && code == XCTL_OK; i++)
		if (c->drafts_list.at[i].head.kind == LAW_HEAD_EXCEPTION)
			code = link_exception(c, i);
	for (uint32_t i = 0; i < c->ast.blocks.count && code == XCTL_OK; i++) {
		const law_block *b = &c->ast.blocks.at[i];
		if (b->kind == LAW_OVERRIDES)
			code = check_precedence(c, b, law_block_name(b), 0);
	}
	for (uint32_t i = 0; i < c->ast.blocks.count && code == XCTL_OK; i++) {
		const law_block *b = &c->ast.blocks.at[i];
		if (b->kind == LAW_OVERRIDES)
			code = link_overrides(c, b);
		else if (b->kind == LAW_SUSPEND)
			code = link_suspension(c, b);
	}
	return code;
}

static int by_path(const void *a, const void *b)
{
	return xctl_str_cmp(((const law_file *)a)->path, ((const law_file *)b)->path);
}

xctl_code law_compile(law_book *out, xctl_arena *arena, const law_file *files, uint32_t n_files, xctl_error *error)
{
	law_compiler c = { .arena = arena, .error = error, .ast = { .arena = arena } };
	xctl_map *maps[] = { &c.text_at, &c.attribute_at, &c.test_at, &c.list_at, &c.family_at, &c.regime_at, &c.pattern_at };
	for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
		maps[i]->arena = arena;
	law_file *sorted = XCTL_NEW_ARRAY(arena, law_file, n_files);
	law_text empty;
	if (!sorted || !law_intern(&c, (xctl_str){ "", 0 }, &empty))
		return law_no_room(&c);
	memcpy(sorted, files, n_files * sizeof *files);
	qsort(sorted, n_files, sizeof *sorted, by_path);
	xctl_code code = law_load_tables(&c, sorted, n_files);
	for (uint32_t i = 0; i < n_files && code == XCTL_OK; i++) {
		xctl_str path = sorted[i].path;
		if (path.len > 3 && xctl_str_is((xctl_str){ path.at + path.len - 3, 3 }, ".md"))
			code = law_parse(&c.ast, path, sorted[i].text, error);
	}
	if (code == XCTL_OK)
		code = compile_blocks(&c);
	return code == XCTL_OK ? law_layout(&c, out) : code;
}

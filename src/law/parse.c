/* Markdown to blocks: finds the fences, cuts lines, hands conditions to the line grammar (grammar.y). */
#include "law/parse.h"

#include <stdio.h>

#include "grammar.h"
#include "law/scan.h"

void *LawParseAlloc(void *(*allocate)(size_t));
void LawParseFree(void *parser, void (*release)(void *));
void LawParse(void *parser, int token, xctl_str text, law_line_parse *p);
void LawParseInit(void *parser);
void LawParseFinalize(void *parser);

typedef struct parsing {
	law_ast *ast;
	xctl_error *error;
	xctl_str path;
	uint32_t file, line;
	const char *line_start;
	law_block *block; /* the open one */
	enum { IN_BLOCK, IN_GIVEN, IN_EXPECT, IN_BUT, IN_UNLESS } state;
} parsing;

static const struct {
	const char *word;
	law_block_kind kind;
} block_words[] = {
	{ "regime", LAW_REGIME }, { "fact", LAW_FACT }, { "rule", LAW_RULE }, { "exception", LAW_EXCEPTION },
	{ "overrides", LAW_OVERRIDES }, { "suspend", LAW_SUSPEND }, { "question", LAW_QUESTION }, { "duty", LAW_DUTY },
	{ "conflict", LAW_CONFLICT }, { "codes", LAW_CODES }, { "example", LAW_EXAMPLE },
};

static const char *const line_words[] = { "affirm", "also", "asks", "asserts", "attested", "authority", "before-shipment",
	"between", "cites", "content", "covers", "due", "effective", "entries", "from", "government", "kind", "known",
	"known_until", "licence-valid", "lists", "on", "paragraphs", "policy", "regime", "says", "status", "subject", "symbol",
	"then", "title", "type", "until", "facts" };

static const struct {
	const char *word;
	int token;
} token_words[] = {
	{ "not", TOKEN_NOT }, { "any", TOKEN_ANY }, { "is", TOKEN_IS }, { "in", TOKEN_IN }, { "known", TOKEN_KNOWN },
	{ "some", TOKEN_SOME }, { "party", TOKEN_PARTY }, { "on", TOKEN_ON }, { "owned", TOKEN_OWNED },
	{ "under", TOKEN_UNDER }, { "red-flag", TOKEN_RED_FLAG }, { "knowledge", TOKEN_KNOWLEDGE }, { "of", TOKEN_OF },
	{ "at", TOKEN_AT }, { "informed", TOKEN_INFORMED }, { "by", TOKEN_BY }, { "footnote", TOKEN_FOOTNOTE },
	{ "scope", TOKEN_SCOPE }, { "programme", TOKEN_PROGRAMME }, { "covering", TOKEN_COVERING }, { "item", TOKEN_ITEM },
	{ "except", TOKEN_EXCEPT }, { "where", TOKEN_WHERE }, { "column", TOKEN_COLUMN },
};

static xctl_code wrong(parsing *p, const char *at, const char *hint, const char *fmt, ...) XCTL_PRINTF(4, 5);

static xctl_code wrong(parsing *p, const char *at, const char *hint, const char *fmt, ...)
{
	char what[256];
	va_list args;
	va_start(args, fmt);
	vsnprintf(what, sizeof what, fmt, args);
	va_end(args);
	xctl_fail(p->error, XCTL_INPUT, "%s", what);
	char path[128];
	snprintf(path, sizeof path, "%.*s", XCTL_FMT(p->path));
	xctl_at(p->error, path, p->line, at ? (uint32_t)(at - p->line_start) + 1 : 0);
	xctl_hint(p->error, "%s", hint);
	return XCTL_INPUT;
}

void law_line_term(law_line_parse *p, xctl_str term)
{
	xctl_str rest = term, first = xctl_str_cut(&rest, '.');
	bool variable = first.len && first.at[0] >= 'A' && first.at[0] <= 'Z' && rest.len;
	p->out->variable = variable ? first : (xctl_str){ 0 };
	p->out->term = variable ? rest : term;
}

static law_element *element(law_line_parse *p)
{
	law_element *e = XCTL_PUSH(p->ast->arena, p->values);
	if (!e) {
		p->out_of_memory = true;
		return NULL;
	}
	e->minus = p->minus;
	return e;
}

void law_line_literal(law_line_parse *p, xctl_str literal)
{
	law_element *e = element(p);
	if (!e)
		return;
	/* A table's name is a path; no literal holds a slash. */
	bool table = false;
	for (size_t i = 0; i < literal.len; i++)
		table |= literal.at[i] == '/';
	if (table)
		e->table = literal;
	else
		e->literal = literal;
}

void law_line_where(law_line_parse *p, xctl_str table, xctl_str column, xctl_str value)
{
	law_element *e = element(p);
	if (!e)
		return;
	e->table = table;
	e->column = column;
	e->value = value;
}

void law_line_column(law_line_parse *p, xctl_str table, xctl_str column)
{
	law_line_where(p, table, column, (xctl_str){ 0 });
}

void law_line_wrong(law_line_parse *p, xctl_str token)
{
	if (!p->failed)
		p->unexpected = token;
	p->failed = true;
}

static int token_of(law_mark mark, xctl_str text)
{
	switch (mark) {
	case MARK_WORD:
		for (size_t i = 0; i < sizeof token_words / sizeof *token_words; i++)
			if (xctl_str_is(text, token_words[i].word))
				return token_words[i].token;
		return TOKEN_WORD;
	case MARK_STRING:
		return TOKEN_STRING;
	case MARK_COMMA:
		return TOKEN_COMMA;
	case MARK_LE:
		return TOKEN_LE;
	case MARK_LT:
		return TOKEN_LT;
	case MARK_GE:
		return TOKEN_GE;
	case MARK_GT:
		return TOKEN_GT;
	case MARK_EQ:
		return TOKEN_EQ;
	case MARK_END:
	case MARK_BAD:
		break;
	}
	return 0;
}

static void *parser_allocate(size_t size)
{
	return xctl_memory_system.allocate(xctl_memory_system.context, size);
}

static void parser_release(void *block)
{
	xctl_memory_system.release(xctl_memory_system.context, block);
}

/* Feeds the rest of one line to the grammar, after the token that says what kind of line it is. */
static xctl_code feed(parsing *p, law_line_parse *line, int first, xctl_str rest)
{
	void *parser = LawParseAlloc(parser_allocate);
	if (!parser)
		return xctl_fail_limit(p->error, "the rule parser");
	LawParse(parser, first, (xctl_str){ 0 }, line);
	xctl_code code = XCTL_OK;
	while (!line->failed && !line->out_of_memory) {
		xctl_str text;
		law_mark mark = law_scan(&rest, &text);
		if (mark == MARK_BAD) {
			code = wrong(p, text.at, "quote a value that holds other signs", "\"%.*s\" is not part of the language",
				XCTL_FMT(text));
			break;
		}
		LawParse(parser, token_of(mark, text), text, line);
		if (mark == MARK_END)
			break;
	}
	LawParseFree(parser, parser_release);
	if (code == XCTL_OK && line->out_of_memory)
		return xctl_fail_limit(p->error, "the rulebook");
	if (code == XCTL_OK && line->failed)
		return line->unexpected.len
			? wrong(p, line->unexpected.at, "see \"Conditions\" in the manual of the rule language",
				  "\"%.*s\" does not fit here", XCTL_FMT(line->unexpected))
			: wrong(p, NULL, "see \"Conditions\" in the manual of the rule language", "the line ends too early");
	return code;
}

static law_alternative *new_alternative(parsing *p, law_group *group)
{
	return XCTL_PUSH(p->ast->arena, group);
}

/* when, and, or, with, unless. */
static xctl_code condition_line(parsing *p, xctl_str word, xctl_str rest)
{
	law_block *b = p->block;
	law_condition *condition = XCTL_NEW(p->ast->arena, law_condition);
	if (!condition)
		return xctl_fail_limit(p->error, "the rulebook");
	condition->place = (law_place){ p->file, p->line };
	law_line_parse line = { .ast = p->ast, .out = condition, .values = &condition->set };
	xctl_code code = feed(p, &line, TOKEN_CONDITION, rest);
	if (code != XCTL_OK)
		return code;

	bool starts = xctl_str_is(word, "when") || xctl_str_is(word, "and") || xctl_str_is(word, "unless");
	if (xctl_str_is(word, "unless")) {
		if (b->kind != LAW_EXCEPTION)
			return wrong(p, word.at, "write \"and not …\" instead", "only an exception has \"unless\"");
		b->has_unless = b->unless.any = true;
		p->state = IN_UNLESS;
	} else if (xctl_str_is(word, "when") && b->when.count) {
		return wrong(p, word.at, "use \"and\" for further conditions", "a second \"when\" in one block");
	} else if (xctl_str_is(word, "and") && !b->when.count) {
		return wrong(p, word.at, "begin with \"when\"", "\"and\" before \"when\"");
	}
	law_group *group = NULL;
	if (p->state == IN_UNLESS)
		group = &b->unless;
	else if (starts)
		group = XCTL_PUSH(p->ast->arena, &b->when);
	else if (b->when.count)
		group = &b->when.at[b->when.count - 1];
	else
		return wrong(p, word.at, "begin with \"when\"", "\"%.*s\" before \"when\"", XCTL_FMT(word));
	if (!group)
		return xctl_fail_limit(p->error, "the rulebook");
	if (starts && p->state != IN_UNLESS)
		group->any = line.any;
	bool conjunct = xctl_str_is(word, "with") || (p->state == IN_UNLESS && xctl_str_is(word, "and"));
	if (!conjunct && !starts && !group->any)
		return wrong(p, word.at, "write \"and any\" on the group's first line", "\"or\" without \"any\" before it");
	if (line.any && !starts)
		return wrong(p, word.at, "an \"any\" group starts with \"when\" or \"and\"", "\"any\" does not fit here");
	law_alternative *alternative
		= conjunct && group->count ? &group->at[group->count - 1] : new_alternative(p, group);
	law_condition **slot = alternative ? XCTL_PUSH(p->ast->arena, alternative) : NULL;
	if (!slot)
		return xctl_fail_limit(p->error, "the rulebook");
	*slot = condition;
	return XCTL_OK;
}

static xctl_code for_line(parsing *p, xctl_str rest)
{
	law_line_parse line = { .ast = p->ast, .values = &p->block->values };
	if (p->block->variable.len)
		return wrong(p, NULL, "unroll one variable a block", "a second \"for\" in one block");
	xctl_code code = feed(p, &line, TOKEN_FOR, rest);
	p->block->variable = line.variable;
	return code;
}

static xctl_str unquoted(xctl_str s)
{
	s = xctl_str_trim(s);
	if (s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"')
		return (xctl_str){ s.at + 1, s.len - 2 };
	return s;
}

/* Drops a comment that starts outside quotes. */
static xctl_str uncommented(xctl_str s)
{
	bool quoted = false;
	for (size_t i = 0; i < s.len; i++) {
		quoted ^= s.at[i] == '"';
		if (s.at[i] == '#' && !quoted && (i == 0 || s.at[i - 1] == ' ' || s.at[i - 1] == '\t'))
			return (xctl_str){ s.at, i };
	}
	return s;
}

static xctl_code keep_line(parsing *p, xctl_str key, xctl_str text)
{
	law_line *line = XCTL_PUSH(p->ast->arena, &p->block->lines);
	if (!line)
		return xctl_fail_limit(p->error, "the rulebook");
	*line = (law_line){ key, text, { p->file, p->line } };
	return XCTL_OK;
}

static xctl_code start_block(parsing *p, xctl_str word, xctl_str rest)
{
	for (size_t i = 0; i < sizeof block_words / sizeof *block_words; i++) {
		if (!xctl_str_is(word, block_words[i].word))
			continue;
		law_block *b = XCTL_PUSH(p->ast->arena, &p->ast->blocks);
		if (!b)
			return xctl_fail_limit(p->error, "the rulebook");
		b->kind = block_words[i].kind;
		b->place = b->end = (law_place){ p->file, p->line };
		b->head = xctl_str_trim(uncommented(rest));
		if (b->head.len == 0)
			return wrong(p, word.at, "give the block a name", "\"%.*s\" without a name", XCTL_FMT(word));
		p->block = b;
		p->state = IN_BLOCK;
		return XCTL_OK;
	}
	xctl_str known[sizeof block_words / sizeof *block_words];
	for (size_t i = 0; i < sizeof block_words / sizeof *block_words; i++)
		known[i] = xctl_str_of(block_words[i].word);
	xctl_str near = xctl_nearest(word, known, sizeof known / sizeof *known);
	char hint[160];
	if (near.len)
		snprintf(hint, sizeof hint, "is \"%.*s\" meant?", XCTL_FMT(near));
	else
		snprintf(hint, sizeof hint, "a block starts with regime, fact, rule, exception, suspend, question, example …");
	return wrong(p, word.at, hint, "\"%.*s\" starts no block", XCTL_FMT(word));
}

static xctl_code block_line(parsing *p, xctl_str word, xctl_str rest)
{
	p->block->end.line = p->line;
	if (p->block->kind == LAW_EXAMPLE) {
		if (xctl_str_is(word, "given"))
			p->state = IN_GIVEN;
		else if (xctl_str_is(word, "but"))
			p->state = IN_BUT;
		else if (xctl_str_is(word, "expect") || (xctl_str_is(word, "and") && p->state == IN_EXPECT))
			p->state = IN_EXPECT;
		if (p->state == IN_EXPECT)
			return keep_line(p, XCTL_STR("expect"), xctl_str_trim(uncommented(rest)));
		if (p->state == IN_GIVEN || p->state == IN_BUT) {
			xctl_str key = p->state == IN_GIVEN ? XCTL_STR("given") : XCTL_STR("but");
			xctl_str line = { word.at, (size_t)(rest.at + rest.len - word.at) };
			line = xctl_str_trim(xctl_str_eq(word, key) ? rest : line);
			return line.len ? keep_line(p, key, line) : XCTL_OK;
		}
	}
	if (xctl_str_is(word, "when") || xctl_str_is(word, "and") || xctl_str_is(word, "or") || xctl_str_is(word, "with")
		|| xctl_str_is(word, "unless"))
		return condition_line(p, word, rest);
	if (xctl_str_is(word, "for"))
		return for_line(p, rest);
	static const char *const others[] = { "when", "and", "or", "with", "unless", "for", "given", "expect", "but" };
	enum { N = sizeof line_words / sizeof *line_words, OTHERS = sizeof others / sizeof *others };
	xctl_str known[N + OTHERS];
	for (size_t i = 0; i < N; i++) {
		known[i] = xctl_str_of(line_words[i]);
		if (xctl_str_eq(word, known[i]))
			return keep_line(p, known[i], unquoted(uncommented(rest)));
	}
	for (size_t i = 0; i < OTHERS; i++)
		known[N + i] = xctl_str_of(others[i]);
	xctl_str near = xctl_nearest(word, known, N + OTHERS);
	char hint[160];
	snprintf(hint, sizeof hint, near.len ? "is \"%.*s\" meant?" : "see the manual of the rule language%.*s",
		XCTL_FMT(near));
	return wrong(p, word.at, hint, "\"%.*s\" starts no line of a block", XCTL_FMT(word));
}

static xctl_code rule_line(parsing *p, xctl_str line)
{
	xctl_str rest = line, word = xctl_str_word(&rest);
	if (word.len == 0) {
		p->block = NULL;
		return XCTL_OK;
	}
	if (word.at[0] == '#')
		return XCTL_OK;
	return p->block ? block_line(p, word, rest) : start_block(p, word, rest);
}

xctl_code law_parse(law_ast *ast, xctl_str path, xctl_str text, xctl_error *error)
{
	parsing p = { .ast = ast, .error = error, .path = path, .file = ast->sources.count };
	law_source *source = XCTL_PUSH(ast->arena, &ast->sources);
	if (!source)
		return xctl_fail_limit(error, "the rulebook");
	*source = (law_source){ path, text };
	size_t bad;
	if (!xctl_utf8_valid(text, &bad)) {
		for (size_t i = 0; i < bad; i++)
			p.line += text.at[i] == '\n';
		p.line++;
		return wrong(&p, NULL, "save the file as UTF-8", "a byte that is not UTF-8");
	}
	enum { PROSE, OTHER_FENCE, RULES } where = PROSE;
	uint32_t opened = 0;
	xctl_code code = XCTL_OK;
	while (text.len && code == XCTL_OK) {
		xctl_str line = xctl_str_cut(&text, '\n');
		p.line++;
		p.line_start = line.at;
		if (line.len && line.at[line.len - 1] == '\r')
			line.len--;
		if (xctl_str_starts(line, XCTL_STR("```"))) {
			xctl_str info = xctl_str_trim((xctl_str){ line.at + 3, line.len - 3 });
			if (where != PROSE)
				where = PROSE;
			else
				where = xctl_str_is(info, "rule") || xctl_str_is(info, "example") ? RULES : OTHER_FENCE;
			opened = p.line;
			p.block = NULL;
		} else if (where == RULES) {
			code = rule_line(&p, line);
		}
	}
	if (code == XCTL_OK && where != PROSE) {
		p.line = opened;
		code = wrong(&p, NULL, "close it with ```", "a fence that is never closed");
	}
	return code;
}

const law_line *law_block_line(const law_block *block, const char *key)
{
	for (uint32_t i = 0; i < block->lines.count; i++)
		if (xctl_str_is(block->lines.at[i].key, key))
			return &block->lines.at[i];
	return NULL;
}

xctl_str law_block_text(const law_block *block, const char *key)
{
	const law_line *line = law_block_line(block, key);
	return line ? line->text : (xctl_str){ 0 };
}

xctl_str law_block_name(const law_block *block)
{
	xctl_str rest = block->head;
	return xctl_str_word(&rest);
}

#include "desk/official.h"

#include <stdio.h>
#include <string.h>

#include "format/xml.h"

typedef struct cutting {
	official_texts *texts;
	const char *source;
	xctl_error *error;
	char title[8];          /* of the CFR: "15" */
	xctl_buf law;           /* the number of a Japanese law */
	bool in_law_number;
	official_section open;  /* the section at hand; its name is empty between sections */
	uint32_t open_depth;
	uint32_t skip_depth;    /* of the tag whose text is left out; 0: none */
	xctl_hasher hasher;
} cutting;

static bool is_one_of(xctl_str name, const char *const *words)
{
	while (*words)
		if (xctl_str_is(name, *words++))
			return true;
	return false;
}

/* What is no text of the law: headings, sources, notes of editors, readings, and provisions about coming into force. */
static bool left_out(xctl_str name)
{
	static const char *const names[] = { "HEAD", "AUTH", "SOURCE", "SECAUTH", "PARAUTH", "CITA", "EDNOTE", "EFFDNOT", "EFFDNOTP",
		"XREF", "ArticleCaption", "ArticleTitle", "AppdxTableTitle", "RelatedArticleNum", "Rt", "TOC", "SupplProvision", NULL };
	return is_one_of(name, names);
}

static bool is_space(uint32_t c)
{
	return c <= ' ' || c == 0x7F || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x2029
		|| c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

/* Hashes the text without its white space. */
static void hash_text(cutting *c, xctl_str text)
{
	size_t from = 0;
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		if (!is_space(xctl_utf8_next(text, &at)))
			continue;
		xctl_hash_add(&c->hasher, (xctl_str){ text.at + from, start - from });
		from = at;
	}
	xctl_hash_add(&c->hasher, (xctl_str){ text.at + from, text.len - from });
}

static xctl_code no_room(cutting *c)
{
	return xctl_fail_limit(c->error, "the official text");
}

static xctl_code open_section(cutting *c, const xctl_xml_event *e, xctl_str name, xctl_str cited)
{
	if (!name.at)
		return no_room(c);
	c->open = (official_section){ .name = name, .cited = cited, .source = c->source, .line = e->line };
	c->open_depth = e->depth;
	xctl_hash_start(&c->hasher);
	return XCTL_OK;
}

/* Two sections of one name in one file (the text now and the text to come) are told apart by a number. */
static bool number_twins(cutting *c, official_section *s)
{
	xctl_str plain = s->name;
	for (unsigned n = 2;; n++) {
		uint32_t at = xctl_map_get(&c->texts->by_name, s->name);
		if (at == XCTL_NONE || c->texts->at.at[at].source != c->source)
			return true;
		s->name = xctl_str_print(c->texts->arena, "%.*s (%u)", XCTL_FMT(plain), n);
		if (!s->name.at)
			return false;
	}
}

static xctl_code close_section(cutting *c)
{
	official_section *s = &c->open;
	s->hash = xctl_hash_finish(&c->hasher);
	if (!number_twins(c, s))
		return no_room(c);
	uint32_t at = xctl_map_get(&c->texts->by_name, s->name);
	if (at == XCTL_NONE) {
		official_section *slot = XCTL_PUSH(c->texts->arena, &c->texts->at);
		if (!slot || !xctl_map_set(&c->texts->by_name, s->name, c->texts->at.count - 1))
			return no_room(c);
		*slot = *s;
	} else if (memcmp(&c->texts->at.at[at].hash, &s->hash, sizeof s->hash) != 0) {
		const official_section *other = &c->texts->at.at[at];
		xctl_fail(c->error, XCTL_INPUT, "%.*s stands twice, with different texts: also in %s:%u", XCTL_FMT(s->name), other->source,
			other->line);
		xctl_at(c->error, s->source, s->line, 0);
		xctl_hint(c->error, "keep the files of one day in the folder");
		return XCTL_INPUT;
	}
	s->name = (xctl_str){ 0 };
	return XCTL_OK;
}

/* --- the Code of Federal Regulations --- */

/* "15:2.1.3.4.22.0.1.1" of any division names the title. */
static void read_title(cutting *c, const xctl_xml_event *e)
{
	xctl_str node = xctl_xml_attribute(e, "NODE"), title = xctl_str_cut(&node, ':');
	if (!node.len)
		title = xctl_str_is(xctl_xml_attribute(e, "TYPE"), "TITLE") ? xctl_xml_attribute(e, "N") : (xctl_str){ 0 };
	if (title.len && title.len < sizeof c->title)
		snprintf(c->title, sizeof c->title, "%.*s", XCTL_FMT(title));
}

/* "§ 734.9" and "734.9" are the same; so are "Supplement No. 1 to Part 734" and what stands in capitals. */
static xctl_str bare_number(xctl_str n)
{
	for (size_t at = 0; at < n.len;) {
		size_t start = at;
		uint32_t c = xctl_utf8_next(n, &at);
		if (c != 0xA7 && !is_space(c))
			return xctl_str_trim((xctl_str){ n.at + start, n.len - start });
	}
	return (xctl_str){ 0 };
}

static xctl_code begin_division(cutting *c, const xctl_xml_event *e)
{
	read_title(c, e);
	bool section = xctl_str_is(e->name, "DIV8"), appendix = xctl_str_is(e->name, "DIV9");
	xctl_str number = bare_number(xctl_xml_attribute(e, "N"));
	if (!(section || appendix) || !number.len)
		return XCTL_OK;
	return open_section(c, e, xctl_str_print(c->texts->arena, "%s CFR %.*s", c->title, XCTL_FMT(number)),
		xctl_str_print(c->texts->arena, "%s CFR: %.*s", c->title, XCTL_FMT(number)));
}

/* --- the laws of Japan --- */

/* "4_2" is article 4-2. */
static xctl_code begin_article(cutting *c, const xctl_xml_event *e, const char *what)
{
	char number[32];
	xctl_str n = xctl_xml_attribute(e, "Num");
	if (!n.len || n.len >= sizeof number || !c->law.len)
		return XCTL_OK;
	snprintf(number, sizeof number, "%.*s", XCTL_FMT(n));
	for (char *at = number; *at; at++)
		if (*at == '_')
			*at = '-';
	return open_section(c, e,
		xctl_str_print(c->texts->arena, "%.*s %s %s", XCTL_FMT(xctl_str_trim(xctl_buf_view(&c->law))), what, number), (xctl_str){ 0 });
}

static xctl_code begin(cutting *c, const xctl_xml_event *e)
{
	if (c->skip_depth)
		return XCTL_OK;
	if (left_out(e->name)) {
		c->skip_depth = e->depth;
		return XCTL_OK;
	}
	if (c->open.name.len)
		return XCTL_OK;
	if (xctl_str_is(e->name, "Law"))
		xctl_buf_clear(&c->law);
	c->in_law_number = xctl_str_is(e->name, "LawNum");
	if (e->name.len == 4 && memcmp(e->name.at, "DIV", 3) == 0)
		return begin_division(c, e);
	if (xctl_str_is(e->name, "Article"))
		return begin_article(c, e, "art.");
	if (xctl_str_is(e->name, "AppdxTable"))
		return begin_article(c, e, "Appended Table");
	return XCTL_OK;
}

static xctl_code take(cutting *c, const xctl_xml_event *e)
{
	switch (e->kind) {
	case XCTL_XML_BEGIN:
		return begin(c, e);
	case XCTL_XML_TEXT:
		if (c->in_law_number)
			xctl_buf_str(&c->law, e->text);
		else if (c->open.name.len && !c->skip_depth)
			hash_text(c, e->text);
		return c->law.failed ? no_room(c) : XCTL_OK;
	case XCTL_XML_END:
		c->in_law_number = false;
		if (c->skip_depth == e->depth)
			c->skip_depth = 0;
		return c->open.name.len && c->open_depth == e->depth ? close_section(c) : XCTL_OK;
	case XCTL_XML_DONE:
		break;
	}
	return XCTL_OK;
}

xctl_code official_read(official_texts *texts, xctl_str bytes, const char *source, xctl_error *error)
{
	cutting c = { .texts = texts, .source = source, .error = error, .law.ceiling = 4096 };
	xctl_xml *xml;
	xctl_xml_event e = { .kind = XCTL_XML_BEGIN };
	xctl_code code = xctl_xml_open(&xml, bytes, &(xctl_xml_options){ .source = source }, error);
	if (code != XCTL_OK)
		return code;
	while (code == XCTL_OK && e.kind != XCTL_XML_DONE) {
		code = xctl_xml_next(xml, &e, error);
		if (code == XCTL_OK)
			code = take(&c, &e);
	}
	xctl_xml_close(xml);
	xctl_buf_drop(&c.law);
	return code;
}

#include "law/scan.h"

law_mark law_scan(xctl_str *rest, xctl_str *text)
{
	const char *cursor = rest->at, *limit = rest->at + rest->len, *start, *marker;
	law_mark mark = MARK_END;
	for (;;) {
		start = cursor;
		/*!re2c
		re2c:define:YYCTYPE = "unsigned char";
		re2c:define:YYCURSOR = cursor;
		re2c:define:YYLIMIT = limit;
		re2c:define:YYMARKER = marker;
		re2c:define:YYPEEK = "(cursor < limit ? (unsigned char)*cursor : 0)";
		re2c:api:style = free-form;
		re2c:yyfill:enable = 0;
		re2c:flags:input = custom;
		re2c:define:YYSKIP = "++cursor;";
		re2c:define:YYBACKUP = "marker = cursor;";
		re2c:define:YYRESTORE = "cursor = marker;";
		re2c:define:YYLESSTHAN = "0";

		blank = [ \t]+;
		string = "\"" [^"\x00]* "\"";
		word = [A-Za-z0-9_.+\x80-\xff] [A-Za-z0-9_.:/()+\x80-\xff-]*;

		"\x00"  { cursor = limit; mark = MARK_END; break; }
		"#" [^\x00]* { cursor = limit; mark = MARK_END; break; }
		blank   { continue; }
		string  { mark = MARK_STRING; break; }
		word    { mark = MARK_WORD; break; }
		","     { mark = MARK_COMMA; break; }
		"<="    { mark = MARK_LE; break; }
		"<"     { mark = MARK_LT; break; }
		">="    { mark = MARK_GE; break; }
		">"     { mark = MARK_GT; break; }
		"="     { mark = MARK_EQ; break; }
		*       { mark = MARK_BAD; break; }
		*/
	}
	*text = (xctl_str){ start, (size_t)(cursor - start) };
	if (mark == MARK_STRING)
		*text = (xctl_str){ start + 1, text->len - 2 };
	*rest = (xctl_str){ cursor, (size_t)(limit - cursor) };
	return mark;
}

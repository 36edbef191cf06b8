/* Receipts: a decision with its transfer, signed, so that anybody with the snapshot can check it offline. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "desk/desk.h"
#include "format/note.h"

#define FIRST_LINE "exportctl receipt v1"

static void put_line(xctl_buf *out, const char *key, xctl_str value)
{
	xctl_buf_printf(out, "%s ", key);
	xctl_buf_str(out, value);
	xctl_buf_char(out, '\n');
}

void desk_write_receipt(xctl_buf *out, const xctl_desk *desk, const xctl_decision *d, const desk_asking *asking,
	const desk_answer *answer, xctl_str transfer)
{
	char day[11], hash[65];
	xctl_buf_puts(out, FIRST_LINE "\n");
	put_line(out, "decision", xctl_str_of(d->id));
	put_line(out, "verdict", xctl_str_of(law_verdict_words[d->verdict]));
	xctl_date_print(answer->date, day);
	put_line(out, "date", xctl_str_of(day));
	xctl_date_print(answer->known, day);
	put_line(out, "known", xctl_str_of(day));
	xctl_hex(&desk->snapshot.hash, hash);
	put_line(out, "snapshot", xctl_str_of(hash));
	put_line(out, "governments", xctl_str_of(asking->governments ? asking->governments : "all"));
	put_line(out, "excerpts", xctl_str_of(asking->accept_excerpts ? "accepted" : "not accepted"));
	put_line(out, "transfer", transfer);
	put_line(out, "answer", (xctl_str){ d->json, d->length });
}

xctl_code xctl_log_key_make(const char *name, const unsigned char seed[32], const char *path, xctl_write write, void *context,
	xctl_error *error)
{
	xctl_note_key key;
	xctl_buf secret = { .ceiling = 4096 }, open = { .ceiling = 4096 };
	xctl_code code = xctl_note_key_make(&key, xctl_str_of(name), seed, error);
	if (code != XCTL_OK)
		return code;
	xctl_note_key_print_secret(&secret, &key);
	xctl_buf_char(&secret, '\n');
	xctl_note_key_print(&open, &key);
	xctl_buf_char(&open, '\n');
	code = xctl_file_create_secret(path, xctl_buf_view(&secret), error);
	if (code == XCTL_OK && write(context, open.at, open.len) != XCTL_OK)
		code = xctl_fail(error, XCTL_IO, "the answer could not be written");
	xctl_buf_drop(&secret);
	xctl_buf_drop(&open);
	return code;
}

xctl_code xctl_receipt_write(const xctl_decision *decision, const char *key_line, size_t key_length, const char *path,
	xctl_error *error)
{
	xctl_note_key key;
	xctl_buf note = { .ceiling = 256u << 20 };
	if (!decision->receipt)
		return xctl_fail(error, XCTL_USAGE, "this decision was made without a receipt");
	xctl_code code = xctl_note_key_read(&key, (xctl_str){ key_line, key_length }, error);
	if (code == XCTL_OK)
		code = xctl_note_sign(&note, xctl_str_of(decision->receipt), &key, error);
	if (code == XCTL_OK)
		code = xctl_file_replace(path, xctl_buf_view(&note), error);
	xctl_buf_drop(&note);
	return code;
}

/* What a receipt says, in the order of its lines; borrowed from the note. */
typedef struct receipt {
	xctl_str decision, verdict, date, known, snapshot, governments, excerpts, transfer, answer;
} receipt;

static xctl_code take(receipt *out, xctl_str text, xctl_error *error)
{
	struct {
		const char *key;
		xctl_str *value;
	} lines[] = { { "decision", &out->decision }, { "verdict", &out->verdict }, { "date", &out->date },
		{ "known", &out->known }, { "snapshot", &out->snapshot }, { "governments", &out->governments },
		{ "excerpts", &out->excerpts }, { "transfer", &out->transfer }, { "answer", &out->answer } };
	if (!xctl_str_is(xctl_str_cut(&text, '\n'), FIRST_LINE)) {
		xctl_fail(error, XCTL_INPUT, "this note is no receipt of a decision");
		xctl_hint(error, "a receipt begins with \"" FIRST_LINE "\"");
		return XCTL_INPUT;
	}
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		xctl_str line = xctl_str_cut(&text, '\n'), key = xctl_str_cut(&line, ' ');
		if (!xctl_str_is(key, lines[i].key)) {
			xctl_fail(error, XCTL_INPUT, "the receipt has no line \"%s\" where one belongs", lines[i].key);
			xctl_at(error, NULL, (uint32_t)i + 2, 0);
			return XCTL_INPUT;
		}
		*lines[i].value = line;
	}
	return text.len ? xctl_fail(error, XCTL_INPUT, "the receipt goes on behind its last line") : XCTL_OK;
}

xctl_code xctl_receipt_snapshot(char hash[65], const char *bytes, size_t length, const char *key_line, size_t key_length,
	xctl_error *error)
{
	xctl_note_key key;
	xctl_str text;
	receipt r = { 0 };
	xctl_code code = xctl_note_key_read(&key, (xctl_str){ key_line, key_length }, error);
	if (code == XCTL_OK)
		code = xctl_note_open(&text, (xctl_str){ bytes, length }, &key, error);
	if (code == XCTL_OK)
		code = take(&r, text, error);
	if (code != XCTL_OK)
		return code;
	bool fits = r.snapshot.len == 64;
	for (size_t i = 0; fits && i < 64; i++) /* it may become the name of a file */
		fits = memchr("0123456789abcdef", r.snapshot.at[i], 16) != NULL;
	if (!fits)
		return xctl_fail(error, XCTL_INPUT, "the receipt names no snapshot");
	snprintf(hash, 65, "%.*s", XCTL_FMT(r.snapshot));
	return XCTL_OK;
}

static xctl_code check_snapshot(const xctl_desk *desk, const receipt *r, xctl_error *error)
{
	char mine[65];
	xctl_hex(&desk->snapshot.hash, mine);
	if (xctl_str_is(r->snapshot, mine))
		return XCTL_OK;
	xctl_fail(error, XCTL_NOT_FOUND, "the receipt was made with another snapshot than %.12s…", mine);
	xctl_hint(error, "name the one whose hash is %.*s with --snapshot", XCTL_FMT(r->snapshot));
	return XCTL_NOT_FOUND;
}

/* The question again, on the days and under the terms that the receipt names. */
static xctl_code ask_again(xctl_decision **out, xctl_desk *desk, const receipt *r, xctl_error *error)
{
	xctl_arena terms = { .ceiling = 1u << 20 };
	xctl_str date = xctl_str_copy(&terms, r->date), known = xctl_str_copy(&terms, r->known),
		 governments = xctl_str_copy(&terms, r->governments);
	xctl_check_options options = { .as_of = date.at, .known = known.at,
		.governments = xctl_str_is(r->governments, "all") ? NULL : governments.at,
		.accept_excerpts = xctl_str_is(r->excerpts, "accepted"), .no_store = true };
	xctl_code code = date.at && known.at && governments.at
		? xctl_check(out, desk, r->transfer.at, r->transfer.len, &options, error)
		: xctl_fail_limit(error, "the receipt");
	xctl_arena_drop(&terms);
	return code;
}

xctl_code xctl_receipt_verify(xctl_decision **out, xctl_desk *desk, const char *bytes, size_t length, const char *key_line,
	size_t key_length, xctl_error *error)
{
	xctl_note_key key;
	xctl_str text;
	receipt r = { 0 };
	xctl_decision *again = NULL;
	xctl_code code = xctl_note_key_read(&key, (xctl_str){ key_line, key_length }, error);
	if (code == XCTL_OK)
		code = xctl_note_open(&text, (xctl_str){ bytes, length }, &key, error);
	if (code == XCTL_OK)
		code = take(&r, text, error);
	if (code == XCTL_OK)
		code = check_snapshot(desk, &r, error);
	if (code == XCTL_OK)
		code = ask_again(&again, desk, &r, error);
	if (code != XCTL_OK)
		return code;
	if (!xctl_str_is(r.decision, again->id) || !xctl_str_is(r.verdict, law_verdict_words[again->verdict])
		|| !xctl_str_eq(r.answer, (xctl_str){ again->json, again->length })) {
		xctl_decision_free(again);
		xctl_fail(error, XCTL_DAMAGED, "the signature is good, but the same question has another answer here");
		xctl_hint(error, "clearances of names in the store change answers: use the store it was made with, and the same version");
		return XCTL_DAMAGED;
	}
	*out = again;
	return XCTL_OK;
}

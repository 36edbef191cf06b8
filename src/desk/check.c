/* check and why: one transfer in, one decision out, kept in the store. */
#include <stdio.h>
#include <string.h>

#include "desk/desk.h"

const char *xctl_verdict_word(xctl_verdict verdict)
{
	return (unsigned)verdict < LAW_VERDICTS ? law_verdict_words[verdict] : "undetermined";
}

/* --- reading --- */

/* Where we are in the document, for errors: each level hangs on its caller's frame. */
typedef struct place {
	const struct place *above;
	const char *key;
	size_t index; /* when key is NULL */
} place;

static void print_place(const place *at, char out[128])
{
	if (!at)
		return;
	print_place(at->above, out);
	size_t used = strlen(out);
	if (at->key)
		snprintf(out + used, 128 - used, "/%s", at->key);
	else
		snprintf(out + used, 128 - used, "/%zu", at->index);
}

static xctl_code too_long(const place *at, const char *what, xctl_error *error)
{
	char pointer[128] = "";
	print_place(at, pointer);
	xctl_fail(error, XCTL_LIMIT, "%s is longer than %zu bytes", what, XCTL_FOLD_MOST);
	xctl_at_pointer(error, "%s", pointer);
	xctl_hint(error, "shorten it: no field of a transfer needs as much");
	return XCTL_LIMIT;
}

/* No string and no name of a field may be longer than a name that can be looked up. */
static xctl_code lengths_below(const place *at, json_t *value, xctl_error *error)
{
	xctl_code code = XCTL_OK;
	size_t i;
	const char *key;
	json_t *one;
	if (json_string_length(value) > XCTL_FOLD_MOST)
		return too_long(at, "this text", error);
	if (json_is_array(value)) {
		json_array_foreach(value, i, one) {
			code = lengths_below(&(place){ at, NULL, i }, one, error);
			if (code != XCTL_OK)
				return code;
		}
	} else if (json_is_object(value)) {
		json_object_foreach(value, key, one) {
			code = strlen(key) > XCTL_FOLD_MOST ? too_long(at, "the name of a field in it", error)
							    : lengths_below(&(place){ at, key, 0 }, one, error);
			if (code != XCTL_OK)
				return code;
		}
	}
	return code;
}

xctl_code desk_check_lengths(json_t *document, xctl_error *error)
{
	return lengths_below(NULL, document, error);
}

xctl_code desk_read_document(json_t **out, xctl_str text, const char *source, xctl_error *error)
{
	xctl_code code = xctl_json_read(out, text, source, error);
	if (code != XCTL_OK && error && !error->hint[0])
		xctl_hint(error, "a transfer is one JSON object, a few levels deep: {\"kind\": \"export\", \"items\": [{…}], …}");
	return code;
}

/* --- the decision's name --- */

/* Governments as a set: the same ones in another order or in small letters are the same question. */
static void add_governments(xctl_hasher *hasher, const xctl_desk *desk, const char *governments)
{
	const law_book *book = &desk->snapshot.book;
	for (uint32_t i = 0; governments && i < book->n_regimes; i++)
		if (desk_wants(governments, law_str(book, book->regimes[i].government)))
			xctl_hash_add_field(hasher, law_str(book, book->regimes[i].name));
}

/* The same transfer, snapshot and days always have the same name. A question that was narrowed (some governments only)
 * or eased (excerpts accepted) has another answer, and so a name of its own. */
static void identify(char out[32], const xctl_desk *desk, xctl_str canonical, const desk_asking *asking,
	const desk_answer *answer)
{
	xctl_hasher hasher;
	char date[11], known[11], letters[27];
	xctl_date_print(answer->date, date);
	xctl_date_print(answer->known, known);
	xctl_hash_start(&hasher);
	xctl_hash_add_field(&hasher, canonical);
	xctl_hash_add_field(&hasher, (xctl_str){ (const char *)desk->snapshot.hash.bytes, sizeof desk->snapshot.hash.bytes });
	xctl_hash_add_field(&hasher, xctl_str_of(date));
	xctl_hash_add_field(&hasher, xctl_str_of(known));
	if (asking->accept_excerpts)
		xctl_hash_add_field(&hasher, XCTL_STR("excerpts accepted"));
	add_governments(&hasher, desk, asking->governments);
	xctl_digest digest = xctl_hash_finish(&hasher);
	xctl_base32_128(&digest, letters);
	snprintf(out, 32, "D-%s", letters);
}

static void keep(xctl_decision *d, xctl_desk *desk, const desk_answer *answer, xctl_str canonical)
{
	if (!desk->store)
		return;
	char date[11], known[11], snapshot[65];
	xctl_error error = { 0 };
	xctl_date_print(answer->date, date);
	xctl_date_print(answer->known, known);
	xctl_hex(&desk->snapshot.hash, snapshot);
	const xctl_word *ref = &answer->transfer->id;
	xctl_stored_decision stored = {
		.id = xctl_str_of(d->id),
		.transfer_ref = ref->stated == XCTL_STATED ? ref->at : (xctl_str){ "", 0 },
		.verdict = xctl_str_of(law_verdict_words[d->verdict]),
		.transfer = canonical,
		.decision = { d->json, d->length },
		.snapshot = xctl_str_of(snapshot),
		.date = xctl_str_of(date),
		.known = xctl_str_of(known),
	};
	if (xctl_store_put(desk->store, &stored, &error) != XCTL_OK)
		snprintf(d->warning, sizeof d->warning, "the decision could not be kept: %s", error.what);
}

xctl_code desk_read_options(desk_asking *out, const xctl_check_options *options, xctl_error *error)
{
	*out = (desk_asking){ .world = LAW_WORLD_OPEN, .as_of = XCTL_DATE_NONE, .known = XCTL_DATE_NONE, .consult_lists = true,
		.explain = true };
	if (!options)
		return XCTL_OK;
	out->governments = options->governments;
	out->accept_excerpts = options->accept_excerpts;
	out->receipt = options->receipt;
	xctl_code code = options->as_of ? desk_read_day(options->as_of, "as-of", &out->as_of, error) : XCTL_OK;
	if (code == XCTL_OK && options->known)
		code = desk_read_day(options->known, "known", &out->known, error);
	return code;
}

static xctl_decision *new_decision(const desk_answer *answer, xctl_buf *json)
{
	xctl_decision *d = xctl_memory_system.allocate(NULL, sizeof *d);
	char *copy = d ? xctl_memory_system.allocate(NULL, json->len + 1) : NULL;
	if (!copy) {
		if (d)
			xctl_memory_system.release(NULL, d);
		return NULL;
	}
	memcpy(copy, json->at, json->len);
	copy[json->len] = '\0';
	*d = (xctl_decision){ .verdict = (xctl_verdict)answer->verdict, .at_least = (xctl_verdict)answer->at_least,
		.at_most = (xctl_verdict)answer->at_most, .stale = answer->stale, .json = copy, .length = json->len };
	return d;
}

/* The text of a receipt, terminated and owned; NULL when there is no room for it. */
static char *receipt_text(const xctl_desk *desk, const xctl_decision *d, const desk_asking *asking,
	const desk_answer *answer, xctl_str canonical)
{
	xctl_buf text = { .ceiling = 128u << 20 };
	desk_write_receipt(&text, desk, d, asking, answer, canonical);
	if (!text.failed)
		return text.at;
	xctl_buf_drop(&text);
	return NULL;
}

xctl_code desk_check_document(xctl_decision **out, xctl_desk *desk, json_t *document, const desk_asking *asking, bool store,
	xctl_error *error)
{
	xctl_transfer t;
	desk_answer answer;
	char id[32];
	xctl_buf canonical = { .ceiling = 64u << 20 }, json = { .ceiling = 64u << 20 };
	xctl_arena_reset(&desk->work);
	xctl_code code = desk_check_lengths(document, error);
	if (code == XCTL_OK)
		code = xctl_transfer_read(&t, &desk->work, document, desk->snapshot.book.assigned, error);
	if (code != XCTL_OK)
		return code;
	xctl_json w = { .to = &canonical };
	xctl_json_value(&w, document);
	code = desk_check_codes(desk, &t, error);
	if (code == XCTL_OK)
		code = desk_answer_transfer(&answer, desk, &t, asking, &desk->work, error);
	if (code == XCTL_OK) {
		identify(id, desk, xctl_buf_view(&canonical), asking, &answer);
		code = desk_write_decision(&json, desk, &answer, id, &desk->work, error);
	}
	xctl_decision *d = code == XCTL_OK && !canonical.failed ? new_decision(&answer, &json) : NULL;
	if (code == XCTL_OK && !d)
		code = xctl_fail_limit(error, "the decision");
	if (d) {
		memcpy(d->id, id, sizeof id);
		if (asking->receipt && !(d->receipt = receipt_text(desk, d, asking, &answer, xctl_buf_view(&canonical)))) {
			xctl_decision_free(d);
			d = NULL;
			code = xctl_fail_limit(error, "the receipt");
		}
	}
	if (d) {
		if (store)
			keep(d, desk, &answer, xctl_buf_view(&canonical));
		*out = d;
	}
	xctl_buf_drop(&canonical);
	xctl_buf_drop(&json);
	xctl_transfer_drop(&t);
	return code;
}

xctl_code xctl_check(xctl_decision **out, xctl_desk *desk, const char *json, size_t length, const xctl_check_options *options,
	xctl_error *error)
{
	desk_asking asking;
	json_t *document;
	xctl_code code = desk_read_options(&asking, options, error);
	if (code == XCTL_OK)
		code = desk_check_governments(desk, asking.governments, error);
	if (code == XCTL_OK)
		code = desk_read_document(&document, (xctl_str){ json, length }, NULL, error);
	if (code != XCTL_OK)
		return code;
	code = desk_check_document(out, desk, document, &asking, !(options && options->no_store), error);
	json_decref(document);
	return code;
}

static law_verdict verdict_in(const json_t *document, const char *key)
{
	law_verdict v = LAW_UNDETERMINED;
	const char *word = json_string_value(json_object_get(document, key));
	if (word)
		law_verdict_of(xctl_str_of(word), &v);
	return v;
}

xctl_code xctl_why(xctl_decision **out, xctl_desk *desk, const char *id, xctl_error *error)
{
	if (!desk->store) {
		xctl_fail(error, XCTL_NOT_FOUND, "there is no store to find a decision in");
		xctl_hint(error, "check without --no-store, with a store that can be written");
		return XCTL_NOT_FOUND;
	}
	xctl_stored_decision stored;
	json_t *document;
	xctl_arena_reset(&desk->work);
	xctl_code code = xctl_store_get(desk->store, xctl_str_of(id), &desk->work, &stored, error);
	if (code == XCTL_OK)
		code = xctl_json_read(&document, stored.decision, "the store", error);
	if (code != XCTL_OK)
		return code;
	desk_answer answer = { .verdict = verdict_in(document, "verdict"), .at_least = verdict_in(document, "at_least"),
		.at_most = verdict_in(document, "at_most"), .stale = json_is_true(json_object_get(document, "stale")) };
	json_decref(document);
	xctl_buf json = { .ceiling = 64u << 20 };
	xctl_buf_str(&json, stored.decision);
	xctl_decision *d = json.failed ? NULL : new_decision(&answer, &json);
	xctl_buf_drop(&json);
	if (!d)
		return xctl_fail_limit(error, "the decision");
	snprintf(d->id, sizeof d->id, "%.*s", XCTL_FMT(stored.id));
	*out = d;
	return XCTL_OK;
}

void xctl_decision_free(xctl_decision *d)
{
	if (!d)
		return;
	xctl_memory_system.release(NULL, d->json);
	if (d->receipt)
		xctl_memory_system.release(NULL, d->receipt);
	xctl_memory_system.release(NULL, d);
}

const char *xctl_decision_id(const xctl_decision *d)
{
	return d->id;
}

const char *xctl_decision_json(const xctl_decision *d)
{
	return d->json;
}

xctl_verdict xctl_decision_verdict(const xctl_decision *d)
{
	return d->verdict;
}

xctl_verdict xctl_decision_at_least(const xctl_decision *d)
{
	return d->at_least;
}

xctl_verdict xctl_decision_at_most(const xctl_decision *d)
{
	return d->at_most;
}

bool xctl_decision_stale(const xctl_decision *d)
{
	return d->stale;
}

const char *xctl_decision_warning(const xctl_decision *d)
{
	return d->warning[0] ? d->warning : NULL;
}

xctl_code xctl_decision_show(const xctl_decision *d, const xctl_view *view, xctl_write write, void *context,
	xctl_error *error)
{
	return desk_show_decision(d->json, d->length, view, write, context, error);
}

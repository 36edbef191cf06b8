#include "format/note.h"

#include <sodium.h>
#include <string.h>

enum { ED25519 = 1, SIGNATURE = 4 + crypto_sign_BYTES, PACKED = 1 + 32, SIGNATURES_MOST = 64 };

#define DASH "\xe2\x80\x94 "
#define SECRET "PRIVATE+KEY+"

/* The key's number: the first bytes of a hash over its name and the part that checks. */
static void number(uint8_t id[4], xctl_str name, const uint8_t open[32])
{
	xctl_hasher hasher;
	xctl_hash_start(&hasher);
	xctl_hash_add(&hasher, name);
	xctl_hash_add(&hasher, XCTL_STR("\n\x01"));
	xctl_hash_add(&hasher, (xctl_str){ (const char *)open, 32 });
	xctl_digest digest = xctl_hash_finish(&hasher);
	memcpy(id, digest.bytes, 4);
}

static bool name_fits(xctl_str name)
{
	size_t bad;
	if (name.len == 0 || name.len > XCTL_NOTE_NAME_MOST || !xctl_utf8_valid(name, &bad))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.at[i] <= ' ' || name.at[i] == '+' || name.at[i] == 0x7f)
			return false;
	return true;
}

static xctl_code wrong_key(xctl_error *error, const char *why)
{
	xctl_fail(error, XCTL_INPUT, "this is no key: %s", why);
	xctl_hint(error, "a key is one line, as \"exportctl log key\" writes it");
	return XCTL_INPUT;
}

xctl_code xctl_note_key_make(xctl_note_key *out, xctl_str name, const uint8_t seed[32], xctl_error *error)
{
	if (!name_fits(name)) {
		xctl_fail(error, XCTL_INPUT, "\"%.*s\" cannot name a key", XCTL_FMT(name));
		xctl_hint(error, "up to %d bytes without white space and \"+\", such as aozora.example/exports", XCTL_NOTE_NAME_MOST);
		return XCTL_INPUT;
	}
	xctl_note_key key = { .secret = true };
	unsigned char pair[crypto_sign_SECRETKEYBYTES];
	memcpy(key.name, name.at, name.len);
	memcpy(key.seed, seed, 32);
	crypto_sign_seed_keypair(key.open, pair, seed);
	sodium_memzero(pair, sizeof pair);
	number(key.id, name, key.open);
	*out = key;
	return XCTL_OK;
}

/* Exactly `size` bytes of canonical base64. */
static bool decode(uint8_t *out, size_t size, xctl_str text)
{
	size_t length;
	const char *end;
	return sodium_base642bin(out, size, text.at, text.len, NULL, &length, &end, sodium_base64_VARIANT_ORIGINAL) == 0
		&& length == size && end == text.at + text.len;
}

static void put_base64(xctl_buf *out, const uint8_t *bytes, size_t size)
{
	char text[sodium_base64_ENCODED_LEN(SIGNATURE, sodium_base64_VARIANT_ORIGINAL)];
	xctl_buf_puts(out, sodium_bin2base64(text, sizeof text, bytes, size, sodium_base64_VARIANT_ORIGINAL));
}

xctl_code xctl_note_key_read(xctl_note_key *out, xctl_str line, xctl_error *error)
{
	xctl_note_key key = { 0 };
	uint8_t packed[PACKED];
	char id[9];
	line = xctl_str_trim(line);
	bool secret = xctl_str_starts(line, XCTL_STR(SECRET));
	xctl_str rest = secret ? (xctl_str){ line.at + strlen(SECRET), line.len - strlen(SECRET) } : line;
	xctl_str name = xctl_str_cut(&rest, '+'), said = xctl_str_cut(&rest, '+');
	if (!name_fits(name))
		return wrong_key(error, "it has no name");
	if (!decode(packed, sizeof packed, rest) || packed[0] != ED25519)
		return wrong_key(error, "its last part is not an Ed25519 key in base64");
	if (secret) {
		xctl_code code = xctl_note_key_make(&key, name, packed + 1, error);
		sodium_memzero(packed, sizeof packed);
		if (code != XCTL_OK)
			return code;
	} else {
		memcpy(key.name, name.at, name.len);
		memcpy(key.open, packed + 1, 32);
		number(key.id, name, key.open);
	}
	sodium_bin2hex(id, sizeof id, key.id, sizeof key.id);
	if (!xctl_str_is(said, id))
		return wrong_key(error, "its number is not that of its name and key");
	*out = key;
	return XCTL_OK;
}

static void put_key(xctl_buf *out, const xctl_note_key *key, const uint8_t half[32])
{
	uint8_t packed[PACKED] = { ED25519 };
	char id[9];
	memcpy(packed + 1, half, 32);
	sodium_bin2hex(id, sizeof id, key->id, sizeof key->id);
	xctl_buf_printf(out, "%s+%s+", key->name, id);
	put_base64(out, packed, sizeof packed);
	sodium_memzero(packed, sizeof packed);
}

void xctl_note_key_print(xctl_buf *out, const xctl_note_key *key)
{
	put_key(out, key, key->open);
}

void xctl_note_key_print_secret(xctl_buf *out, const xctl_note_key *key)
{
	xctl_buf_puts(out, SECRET);
	put_key(out, key, key->seed);
}

static bool plain(xctl_str text)
{
	size_t bad;
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < ' ' && text.at[i] != '\n')
			return false;
	return text.len && text.at[text.len - 1] == '\n' && xctl_utf8_valid(text, &bad);
}

xctl_code xctl_note_sign(xctl_buf *out, xctl_str text, const xctl_note_key *key, xctl_error *error)
{
	uint8_t signature[SIGNATURE];
	unsigned char open[32], pair[crypto_sign_SECRETKEYBYTES];
	if (!key->secret) {
		xctl_fail(error, XCTL_INPUT, "the key \"%s\" can check a note, not sign one", key->name);
		xctl_hint(error, "name the file whose line begins with PRIVATE+KEY");
		return XCTL_INPUT;
	}
	if (!plain(text))
		return xctl_fail(error, XCTL_INPUT, "the text of a note is lines of UTF-8");
	memcpy(signature, key->id, sizeof key->id);
	crypto_sign_seed_keypair(open, pair, key->seed);
	crypto_sign_detached(signature + 4, NULL, (const unsigned char *)text.at, text.len, pair);
	sodium_memzero(pair, sizeof pair);
	xctl_buf_str(out, text);
	xctl_buf_printf(out, "\n" DASH "%s ", key->name);
	put_base64(out, signature, sizeof signature);
	xctl_buf_char(out, '\n');
	return out->failed ? xctl_fail_limit(error, "the note") : XCTL_OK;
}

static xctl_code no_note(xctl_error *error, const char *why)
{
	return xctl_fail(error, XCTL_DAMAGED, "this is no signed note: %s", why);
}

/* Text and signatures are parted by the last empty line. */
static bool part(xctl_str note, xctl_str *text, xctl_str *lines)
{
	for (size_t i = note.len; i >= 2; i--)
		if (note.at[i - 1] == '\n' && note.at[i - 2] == '\n') {
			*text = (xctl_str){ note.at, i - 1 };
			*lines = (xctl_str){ note.at + i, note.len - i };
			return true;
		}
	return false;
}

/* One signature line against the key: NO is somebody else's, YES verifies. */
static xctl_code look(bool *signed_by, xctl_str line, xctl_str text, const xctl_note_key *key, xctl_error *error)
{
	uint8_t signature[SIGNATURE];
	if (!xctl_str_starts(line, XCTL_STR(DASH)))
		return no_note(error, "a line behind the text is no signature");
	line.at += strlen(DASH);
	line.len -= strlen(DASH);
	xctl_str name = xctl_str_cut(&line, ' ');
	if (!name_fits(name) || line.len == 0)
		return no_note(error, "a signature has no name");
	if (!xctl_str_is(name, key->name) || !decode(signature, sizeof signature, line)
		|| memcmp(signature, key->id, sizeof key->id) != 0)
		return XCTL_OK;
	if (crypto_sign_verify_detached(signature + 4, (const unsigned char *)text.at, text.len, key->open) != 0) {
		xctl_fail(error, XCTL_DAMAGED, "the signature of \"%s\" does not fit the text", key->name);
		xctl_hint(error, "the note was changed after it was signed, or the signature is forged");
		return XCTL_DAMAGED;
	}
	*signed_by = true;
	return XCTL_OK;
}

xctl_code xctl_note_open(xctl_str *text, xctl_str note, const xctl_note_key *key, xctl_error *error)
{
	xctl_str body, lines;
	bool signed_by = false;
	if (!plain(note))
		return no_note(error, "it is not lines of UTF-8");
	if (!part(note, &body, &lines) || lines.len == 0)
		return no_note(error, "it has no signature");
	xctl_code code = XCTL_OK;
	for (unsigned n = 0; lines.len && code == XCTL_OK; n++) {
		if (n == SIGNATURES_MOST)
			return no_note(error, "it has too many signatures");
		code = look(&signed_by, xctl_str_cut(&lines, '\n'), body, key, error);
	}
	if (code != XCTL_OK)
		return code;
	if (!signed_by) {
		xctl_fail(error, XCTL_DAMAGED, "\"%s\" did not sign this note", key->name);
		xctl_hint(error, "check it with the key of the one who signed");
		return XCTL_DAMAGED;
	}
	*text = body;
	return XCTL_OK;
}

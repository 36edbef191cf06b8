/* Signed notes: a text and its Ed25519 signatures, in one file that a person can read (C2SP signed-note; RFC 8032).
 *
 * A note is the text, an empty line, and a line for each signature: "— NAME BASE64" over the key's number and the
 * signature. Pure: the seed of a new key comes from the caller. */
#ifndef XCTL_FORMAT_NOTE_H
#define XCTL_FORMAT_NOTE_H

#include "base/base.h"

#define XCTL_NOTE_NAME_MOST 200

typedef struct xctl_note_key {
	char name[XCTL_NOTE_NAME_MOST + 1]; /* no white space, no "+" */
	uint8_t id[4];
	uint8_t open[32];
	uint8_t seed[32];
	bool secret; /* `seed` is set: the key can sign */
} xctl_note_key;

/* A key pair from 32 random bytes. */
xctl_code xctl_note_key_make(xctl_note_key *out, xctl_str name, const uint8_t seed[32], xctl_error *error);
/* Reads one line: "NAME+ID+BASE64" (checks) or "PRIVATE+KEY+NAME+ID+BASE64" (signs). On failure `out` is untouched. */
xctl_code xctl_note_key_read(xctl_note_key *out, xctl_str line, xctl_error *error);
/* Appends the line that checks, without its line end; or the line that signs, of a key that can. */
void xctl_note_key_print(xctl_buf *out, const xctl_note_key *key);
void xctl_note_key_print_secret(xctl_buf *out, const xctl_note_key *key);

/* Appends the note of `text` (well-formed UTF-8 that ends in a line end, without other control characters). */
xctl_code xctl_note_sign(xctl_buf *out, xctl_str text, const xctl_note_key *key, xctl_error *error);
/* The text of a note, borrowed, when `key` signed it. Signatures of other keys are passed over; one of this key that
 * does not verify refuses the note (XCTL_DAMAGED). O(length). */
xctl_code xctl_note_open(xctl_str *text, xctl_str note, const xctl_note_key *key, xctl_error *error);

#endif

/* The document's shape as tables: which fields an object has, of what type, and where each goes in its struct. One table
 * serves the JSON reader, the column reader and the list of what is known. */
#ifndef XCTL_TRANSFER_SHAPE_H
#define XCTL_TRANSFER_SHAPE_H

#include "transfer/transfer.h"

typedef enum field_type {
	FIELD_WORD,       /* xctl_word */
	FIELD_WORDS,      /* xctl_words; a single string is an array of one */
	FIELD_COUNTRY,    /* xctl_place */
	FIELD_COUNTRIES,  /* xctl_places */
	FIELD_DATE,       /* xctl_day */
	FIELD_YES,        /* xctl_yes */
	FIELD_NUMBER,     /* xctl_number */
	FIELD_CODES,      /* object: system -> codes; array and count */
	FIELD_AMOUNTS,    /* object: currency -> number; array and count */
	FIELD_PARAMETERS, /* object: name -> scalar; array and count */
	FIELD_OBJECT,     /* nested object whose fields go into the same struct */
	FIELD_OBJECTS,    /* array of objects; array, count and perhaps stated */
} field_type;

typedef struct shape shape;

typedef struct field {
	const char *name;
	field_type type;
	size_t at;                  /* offset of the value, or of the array's pointer */
	size_t count;               /* offset of the array's count */
	size_t stated;              /* offset of an xctl_stated, or NO_OFFSET */
	const shape *of;            /* of OBJECT and OBJECTS */
	const char *const *allowed; /* words that may stand here, NULL-terminated; NULL: any */
} field;

#define NO_OFFSET ((size_t)-1)

struct shape {
	const field *fields;
	uint32_t n_fields;
	size_t size;
};

extern const shape shape_transfer;
extern const char *const shape_roles[];

const field *shape_field(const shape *of, xctl_str name);

/* Days of one act, and of a held licence, in an order that can be (days.c). */
xctl_code transfer_check_days(const xctl_transfer *transfer, xctl_error *error);
/* Refuses items that in the end contain themselves, by the names of items and their parts. O(items x parts). */
xctl_code transfer_check_parts(const xctl_transfer *transfer, xctl_arena *arena, xctl_error *error);
/* Whoever made a part of what is bought becomes a party behind those stated, in the role component-manufacturer, each name
 * once. O(parts * parties). */
xctl_code transfer_add_makers(xctl_transfer *transfer, xctl_arena *arena, xctl_error *error);

#endif

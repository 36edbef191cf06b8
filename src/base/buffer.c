#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define CEILING_DEFAULT ((size_t)64 << 20)
#define ROOM_FIRST ((size_t)256)

/* Makes room for `more` bytes and the terminator; sets `failed` and leaves all as it was when there is none. */
static bool reserve(xctl_buf *buf, size_t more)
{
	if (buf->failed)
		return false;
	size_t ceiling = buf->ceiling ? buf->ceiling : CEILING_DEFAULT;
	if (buf->len > ceiling || more > ceiling - buf->len || buf->len + more == SIZE_MAX) {
		buf->failed = true;
		return false;
	}
	size_t wanted = buf->len + more + 1;
	if (wanted <= buf->room)
		return true;

	size_t room = buf->room > SIZE_MAX / 2 ? wanted : buf->room * 2;
	if (room < ROOM_FIRST)
		room = ROOM_FIRST;
	if (room > ceiling)
		room = ceiling; /* the last doubling takes no more than may ever be used */
	if (room < wanted)
		room = wanted;
	const xctl_memory *memory = buf->memory ? buf->memory : &xctl_memory_system;
	char *grown = memory->allocate(memory->context, room);
	if (!grown) {
		buf->failed = true;
		return false;
	}
	if (buf->at) {
		memcpy(grown, buf->at, buf->len);
		memory->release(memory->context, buf->at);
	}
	grown[buf->len] = '\0';
	buf->at = grown;
	buf->room = room;
	return true;
}

void xctl_buf_put(xctl_buf *buf, const void *bytes, size_t len)
{
	if (!reserve(buf, len))
		return;
	if (len)
		memcpy(buf->at + buf->len, bytes, len);
	buf->len += len;
	buf->at[buf->len] = '\0';
}

void xctl_buf_puts(xctl_buf *buf, const char *text)
{
	xctl_buf_put(buf, text, strlen(text));
}

void xctl_buf_str(xctl_buf *buf, xctl_str s)
{
	xctl_buf_put(buf, s.at, s.len);
}

void xctl_buf_char(xctl_buf *buf, char c)
{
	xctl_buf_put(buf, &c, 1);
}

void xctl_buf_printf(xctl_buf *buf, const char *fmt, ...)
{
	char text[512]; /* most calls: formatted once, and a failure cannot leave half of it behind */
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	int len = vsnprintf(text, sizeof text, fmt, args);
	if (len < 0) {
		buf->failed = true;
	} else if ((size_t)len < sizeof text) {
		xctl_buf_put(buf, text, (size_t)len);
	} else if (reserve(buf, (size_t)len)) {
		vsnprintf(buf->at + buf->len, (size_t)len + 1, fmt, again);
		buf->len += (size_t)len;
	}
	va_end(again);
	va_end(args);
}

xctl_str xctl_buf_view(const xctl_buf *buf)
{
	return (xctl_str){ buf->at, buf->len };
}

void xctl_buf_clear(xctl_buf *buf)
{
	buf->len = 0;
	buf->failed = false;
	if (buf->at)
		buf->at[0] = '\0';
}

void xctl_buf_drop(xctl_buf *buf)
{
	const xctl_memory *memory = buf->memory ? buf->memory : &xctl_memory_system;
	if (buf->at)
		memory->release(memory->context, buf->at);
	buf->at = NULL;
	buf->len = 0;
	buf->room = 0;
	buf->failed = false;
}

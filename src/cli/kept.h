/* Snapshots that receipts need: kept in the user's data folder, each by its hash. */
#ifndef CLI_KEPT_H
#define CLI_KEPT_H

#include "exportctl.h"

typedef struct app app;

/* Keeps a copy of the desk's snapshot, unless it is kept already. Warns where it cannot. */
void kept_add(app *host, const xctl_desk *desk);
/* The snapshot of that hash: the one in use, the user's current one, the ones shipped, those kept. Every byte of it is
 * checked. NULL once it has said where it looked. */
const char *kept_find(app *host, const char *hash);
/* Calls `each` with the path of every kept snapshot, in order of their names. */
void kept_each(app *host, void (*each)(app *host, const char *path));
#endif

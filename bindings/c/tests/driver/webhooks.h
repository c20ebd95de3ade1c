/* Requests of the service: read, checked, signed and tracked. */

#ifndef WEBHOOKS_H
#define WEBHOOKS_H

#include "lines.h"

/* Does what a line says that begins with `webhook`; what is asked for is written, up to a line `end`. */
void webhook(const struct line *line);

/* Frees what was made. */
void webhook_clear(void);

#endif

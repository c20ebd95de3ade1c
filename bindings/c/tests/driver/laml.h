/* A LaML document that is built or read, written and checked. */

#ifndef LAML_H
#define LAML_H

#include "lines.h"

/* Does what a line says that begins with `laml`; what is asked for is written, up to a line `end`. */
void laml(const struct line *line);

/* Frees the document. */
void laml_clear(void);

#endif

/*
 * The lines that the driver reads and writes: words with tabs between them, in which bytes other than letters, digits and
 * common signs are written as %41.
 */

#ifndef LINES_H
#define LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A line that was read: its words, each with its length, since it may hold a NUL. */
struct line {
    size_t count;
    const char *words[64];
    size_t lengths[64];
};

/* Reads a line. The words stay good until the next one is read. Returns false at the end of the input. */
bool read_line(struct line *line);

/* Returns a word of a line, or NULL if there are fewer. */
const char *word(const struct line *line, size_t index);

/* Writes a line of a name and a value. Nothing is written for a text that is not there. */
void write_text(const char *name, const char *value);
void write_bytes(const char *name, const char *value, size_t length);
void write_number(const char *name, int64_t value);
void write_double(const char *name, double value);
void write_pair(const char *name, const char *key, const char *value);
void write_pair_n(const char *name, const char *key, const char *value, size_t length);

/* Ends the program because of a line that it does not understand. */
void misunderstood(const char *word);

#endif

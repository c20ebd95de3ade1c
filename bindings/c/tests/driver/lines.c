#include "lines.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char buffer[1 << 20];

static int hexadecimal(char digit) {
    return isdigit((unsigned char)digit) ? digit - '0' : tolower((unsigned char)digit) - 'a' + 10;
}

/* Undoes the escapes where the word stands, and returns its length. */
static size_t unescape(char *text) {
    char *end = text;
    for (const char *from = text; *from != '\0'; from++) {
        if (*from == '%' && from[1] != '\0' && from[2] != '\0') {
            *end++ = (char)(hexadecimal(from[1]) * 16 + hexadecimal(from[2]));
            from += 2;
        } else {
            *end++ = *from;
        }
    }
    *end = '\0';
    return (size_t)(end - text);
}

bool read_line(struct line *line) {
    line->count = 0;
    if (fgets(buffer, sizeof buffer, stdin) == NULL) {
        return false;
    }
    buffer[strcspn(buffer, "\n")] = '\0';
    for (char *start = buffer; start != NULL && line->count < 64; line->count++) {
        char *tab = strchr(start, '\t');
        if (tab != NULL) {
            *tab++ = '\0';
        }
        line->words[line->count] = start;
        line->lengths[line->count] = unescape(start);
        start = tab;
    }
    return true;
}

const char *word(const struct line *line, size_t index) {
    return index < line->count ? line->words[index] : NULL;
}

static void escaped(const char *text, size_t length) {
    for (size_t index = 0; index < length; index++) {
        unsigned char byte = (unsigned char)text[index];
        if (byte > ' ' && byte < 127 && byte != '%') {
            putchar(byte);
        } else {
            printf("%%%02x", byte);
        }
    }
}

void write_bytes(const char *name, const char *value, size_t length) {
    printf("%s\t", name);
    escaped(value, length);
    putchar('\n');
}

void write_text(const char *name, const char *value) {
    if (value != NULL) {
        write_bytes(name, value, strlen(value));
    }
}

void write_number(const char *name, int64_t value) {
    printf("%s\t%" PRId64 "\n", name, value);
}

void write_double(const char *name, double value) {
    printf("%s\t%.17g\n", name, value);
}

void write_pair(const char *name, const char *key, const char *value) {
    write_pair_n(name, key, value, value == NULL ? 0 : strlen(value));
}

void write_pair_n(const char *name, const char *key, const char *value, size_t length) {
    printf("%s\t", name);
    escaped(key, strlen(key));
    if (value != NULL) {
        putchar('\t');
        escaped(value, length);
    }
    putchar('\n');
}

void misunderstood(const char *word) {
    fprintf(stderr, "the driver does not understand %s\n", word == NULL ? "an empty line" : word);
    exit(2);
}

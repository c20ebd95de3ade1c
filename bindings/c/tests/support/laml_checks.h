/* Looks at documents and errors. What is not as it should be ends the program, with its place. */

#ifndef LAML_CHECKS_H
#define LAML_CHECKS_H

#include <mycpaas_laml.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

#define CHECK(condition, ...)                                               \
    do {                                                                    \
        if (!(condition)) {                                                 \
            fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition); \
            fprintf(stderr, __VA_ARGS__);                                   \
            fputc('\n', stderr);                                            \
            exit(EXIT_FAILURE);                                             \
        }                                                                   \
    } while (0)

#define SAME(found, wanted) same(__LINE__, found, wanted)
#define XML(element, wanted) writes(__LINE__, element, wanted)
#define FAILS(error, kind, part) fails(__LINE__, error, kind, part)
#define GOES(error) goes(__LINE__, error)

static inline void same(int line, const char *found, const char *wanted) {
    const char *shown = found != NULL ? found : "NULL";
    CHECK(found != NULL && strcmp(found, wanted) == 0, "line %d: found %s, wanted %s", line, shown, wanted);
}

static inline void goes(int line, mycpaas_error *error) {
    CHECK(error == NULL, "line %d: %s", line, mycpaas_error_message(error));
}

static inline void writes(int line, const mycpaas_laml *element, const char *wanted) {
    const char *written;
    goes(line, mycpaas_laml_to_xml(element, &written));
    CHECK(strncmp(written, HEAD, strlen(HEAD)) == 0, "line %d: %s", line, written);
    same(line, written + strlen(HEAD), wanted);
}

static inline void holds(int line, const mycpaas_error *error, enum mycpaas_error_kind kind,
                         const char *part) {
    const char *message = mycpaas_error_message(error);
    CHECK(mycpaas_error_kind(error) == kind, "line %d: %s", line, message);
    CHECK(strstr(message, part) != NULL, "line %d: %s lacks %s", line, message, part);
}

static inline void fails(int line, mycpaas_error *error, enum mycpaas_error_kind kind, const char *part) {
    holds(line, error, kind, part);
    mycpaas_error_free(error);
}

static inline mycpaas_laml *parsed(const char *document) {
    mycpaas_laml *root;
    GOES(mycpaas_laml_parse(document, strlen(document), &root));
    return root;
}

#endif

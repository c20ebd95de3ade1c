/* What test programs say when something is not as it should be. */

#ifndef CHECK_H
#define CHECK_H

#include <mycpaas.h>
#include <stdio.h>
#include <stdlib.h>

/* Ends the program where a condition does not hold. */
#define CHECK(condition)                                                            \
    do {                                                                            \
        if (!(condition)) {                                                         \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                                \
        }                                                                           \
    } while (0)

/* Ends the program where an error came, and says which. */
#define WORKS(call)                                                       \
    do {                                                                  \
        mycpaas_error *unexpected = (call);                               \
        if (unexpected != NULL) {                                         \
            fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #call, \
                    mycpaas_error_message(unexpected));                   \
            exit(1);                                                      \
        }                                                                 \
    } while (0)

/* A client as the environment says, and parameters of a call. */
static inline mycpaas_client *new_client(void) {
    mycpaas_client *client;
    WORKS(mycpaas_client_new_from_env(&client));
    return client;
}

static inline mycpaas_call_params *new_params(void) {
    return mycpaas_call_params_new("+491234567890", "+491098765432", "https://example.com/voice.xml");
}

#endif

/* Requests of the service for test programs, and what makes them genuine. */

#ifndef SIGNED_H
#define SIGNED_H

#include <mycpaas_webhooks.h>
#include <string.h>

#include "check.h"

#define URL "https://example.com/status"
#define FORM "application/x-www-form-urlencoded"

static inline bool is(const char *found, const char *expected) {
    return found != NULL && strcmp(found, expected) == 0;
}

static inline mycpaas_event *parsed(const char *body) {
    mycpaas_event *event;
    WORKS(mycpaas_event_parse(FORM, body, strlen(body), &event));
    return event;
}

static inline mycpaas_webhook *new_webhook(const char *body) {
    mycpaas_webhook *webhook = mycpaas_webhook_new("POST", URL);
    CHECK(mycpaas_webhook_add_header(webhook, "Content-Type", FORM) == NULL);
    CHECK(mycpaas_webhook_set_body(webhook, body, strlen(body)) == NULL);
    return webhook;
}

static inline mycpaas_signature_validator *new_validator(const char *key) {
    mycpaas_signature_validator *validator = mycpaas_signature_validator_new();
    CHECK(mycpaas_signature_validator_add_key(validator, key) == NULL);
    return validator;
}

/* Adds to a request what the holder of a key would send with it. */
static inline void sign(mycpaas_webhook *webhook, const char *key) {
    mycpaas_signature *signature;
    mycpaas_signature_validator *signer = new_validator(key);
    WORKS(mycpaas_signature_validator_sign(signer, MYCPAAS_SIGNATURE_SCHEME_PARAMETERS, webhook, &signature));
    mycpaas_signature_validator_free(signer);
    CHECK(mycpaas_signature_header_count(signature) == 1);
    mycpaas_webhook_add_header(webhook, mycpaas_signature_header_name(signature, 0),
                               mycpaas_signature_header_value(signature, 0));
    mycpaas_signature_free(signature);
}

#endif

/* What the generated program needs: valid objects of every type, and looks at errors. */

#ifndef HOSTILE_H
#define HOSTILE_H

#include <string.h>

#include "check.h"
#include "ends.h"
#include "signed.h"

#define STATUS "CallSid=CA1&CallStatus=completed"

static mycpaas_client *shared_client;
static mycpaas_call *shared_call;
static const char *const texts[] = {"answered", "completed"};

static int started;

static inline void on_call(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    (void)userdata;
    mycpaas_error_free(error);
    mycpaas_call_free(call);
    tell_end();
}

static inline void on_page(mycpaas_error *error, mycpaas_page *page, void *userdata) {
    (void)userdata;
    mycpaas_error_free(error);
    mycpaas_page_free(page);
    tell_end();
}

static inline void on_response(mycpaas_error *error, mycpaas_response *response, void *userdata) {
    (void)userdata;
    mycpaas_error_free(error);
    mycpaas_response_free(response);
    tell_end();
}

static inline void on_done(mycpaas_error *error, void *userdata) {
    (void)userdata;
    mycpaas_error_free(error);
    tell_end();
}

static inline void on_log(const mycpaas_log_record *record, void *userdata) {
    (void)record;
    (void)userdata;
}

static inline mycpaas_update_params *new_update(void) {
    mycpaas_update_params *params = mycpaas_update_params_new();
    mycpaas_update_params_set_status(params, MYCPAAS_CALL_STATUS_COMPLETED_TEXT);
    return params;
}

static inline mycpaas_queue *new_queue(void) {
    mycpaas_queue *queue;
    WORKS(mycpaas_queue_new(&queue));
    return queue;
}

static inline mycpaas_call *new_call(void) {
    mycpaas_call *call;
    WORKS(mycpaas_call_copy(shared_call, &call));
    return call;
}

static inline mycpaas_page *new_page(void) {
    mycpaas_page *page;
    WORKS(mycpaas_calls_first_page(shared_client, NULL, &page));
    return page;
}

static inline mycpaas_response *new_response(void) {
    mycpaas_response *response;
    mycpaas_request_params *params = mycpaas_request_params_new("GET", "Calls.json");
    WORKS(mycpaas_request(shared_client, params, &response));
    mycpaas_request_params_free(params);
    return response;
}

static inline mycpaas_call_list *new_list(void) {
    mycpaas_call_list *list;
    WORKS(mycpaas_calls_list(shared_client, NULL, &list));
    return list;
}

static inline mycpaas_error *new_error(void) {
    mycpaas_call *call;
    return mycpaas_calls_fetch(shared_client, "", &call);
}

static inline mycpaas_laml *new_laml(void) {
    return mycpaas_laml_new("Response");
}

static inline mycpaas_laml_findings *new_findings(void) {
    mycpaas_laml_findings *findings;
    WORKS(mycpaas_laml_check_document("<Response><Sai/></Response>", 27, NULL, &findings));
    return findings;
}

static inline mycpaas_verdict *new_verdict(void) {
    mycpaas_verdict *verdict;
    mycpaas_webhook *webhook = new_webhook(STATUS);
    mycpaas_signature_validator *validator = new_validator("12345");
    WORKS(mycpaas_signature_validator_validate(validator, webhook, &verdict));
    mycpaas_signature_validator_free(validator);
    mycpaas_webhook_free(webhook);
    return verdict;
}

static inline mycpaas_signature *new_signature(void) {
    mycpaas_signature *signature;
    mycpaas_webhook *webhook = new_webhook(STATUS);
    mycpaas_signature_validator *validator = new_validator("12345");
    WORKS(mycpaas_signature_validator_sign(validator, MYCPAAS_SIGNATURE_SCHEME_PARAMETERS, webhook,
                                           &signature));
    mycpaas_signature_validator_free(validator);
    mycpaas_webhook_free(webhook);
    return signature;
}

static inline mycpaas_recorded *record(const mycpaas_call_tracker *tracker) {
    mycpaas_recorded *recorded;
    mycpaas_event *event = parsed(STATUS);
    WORKS(mycpaas_call_tracker_record(tracker, event, &recorded));
    CHECK(recorded != NULL);
    mycpaas_event_free(event);
    return recorded;
}

static inline mycpaas_recorded *new_recorded(void) {
    mycpaas_call_tracker *tracker = mycpaas_call_tracker_new();
    mycpaas_recorded *recorded = record(tracker);
    mycpaas_call_tracker_free(tracker);
    return recorded;
}

static inline mycpaas_tracked_call *new_tracked_call(void) {
    mycpaas_tracked_call *call;
    mycpaas_call_tracker *tracker = mycpaas_call_tracker_new();
    mycpaas_recorded_free(record(tracker));
    WORKS(mycpaas_call_tracker_get(tracker, "CA1", &call));
    CHECK(call != NULL);
    mycpaas_call_tracker_free(tracker);
    return call;
}

/* An error must come that names the argument, or the place in a document. */
static inline void check_refusal(const char *function, const char *name, const mycpaas_error *error) {
    bool of_argument = mycpaas_error_kind(error) == MYCPAAS_ERROR_KIND_INVALID_ARGUMENT;
    bool of_document = mycpaas_error_kind(error) == MYCPAAS_ERROR_KIND_LAML;
    if (!(of_argument && mycpaas_error_parameter(error)) && !(of_document && mycpaas_error_line(error) > 0)) {
        fprintf(stderr, "%s takes a wrong %s: %s\n", function, name, mycpaas_error_message(error));
        exit(1);
    }
}

static inline void refused(const char *function, const char *name, mycpaas_error *error) {
    check_refusal(function, name, error);
    CHECK(mycpaas_error_delivery(error) == MYCPAAS_DELIVERY_NOT_SENT);
    mycpaas_error_free(error);
}

static inline void refused_by_setter(const char *function, const char *name, bool expected,
                                     const mycpaas_error *error) {
    if (expected) {
        check_refusal(function, name, error);
    }
}

/* What came from the network is taken as it is. */
static inline void kept(const char *function, const char *name, const mycpaas_error *error) {
    if (error != NULL) {
        fprintf(stderr, "%s refuses %s: %s\n", function, name, mycpaas_error_message(error));
        exit(1);
    }
}

/* What came from the network cannot be read, which no argument is to blame for. */
static inline void unreadable(const char *function, const char *name, mycpaas_error *error) {
    if (mycpaas_error_kind(error) != MYCPAAS_ERROR_KIND_WEBHOOK || mycpaas_error_parameter(error) != NULL) {
        fprintf(stderr, "%s reads %s: %s\n", function, name, mycpaas_error_message(error));
        exit(1);
    }
    mycpaas_error_free(error);
}

/* Whatever comes is fine. Where something was started, its callback will come. */
static inline void allowed(const char *function, const char *name, mycpaas_error *error) {
    (void)name;
    started += error == NULL && strstr(function, "_async") != NULL;
    mycpaas_error_free(error);
}

static inline void begin(void) {
    mycpaas_call_params *params = new_params();
    shared_client = new_client();
    WORKS(mycpaas_calls_create(shared_client, params, &shared_call));
    mycpaas_call_params_free(params);
}

static inline void end(void) {
    wait_for_ends(started);
    mycpaas_call_free(shared_call);
    mycpaas_client_free(shared_client);
}

#endif

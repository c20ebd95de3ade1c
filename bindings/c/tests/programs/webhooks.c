/*
 * Webhooks, as far as vectors cannot show them: mistakes that objects keep, objects that change, and what is freed before what was
 * made with it.
 */

#include "signed.h"

/* Everything that uses the two fails, with an error that names what was wrong. */
static void fails(const mycpaas_signature_validator *validator, const mycpaas_webhook *webhook,
                  enum mycpaas_error_kind kind, const char *parameter) {
    mycpaas_verdict *verdict;
    mycpaas_signature *signature;
    mycpaas_error *errors[] = {
        mycpaas_signature_validator_validate(validator, webhook, &verdict),
        mycpaas_signature_validator_sign(validator, MYCPAAS_SIGNATURE_SCHEME_RAW_BODY, webhook, &signature),
    };
    CHECK(verdict == NULL && signature == NULL);
    CHECK(!mycpaas_signature_validator_accepts(validator, webhook));
    for (size_t index = 0; index < sizeof errors / sizeof *errors; index++) {
        CHECK(mycpaas_error_kind(errors[index]) == kind);
        CHECK(is(mycpaas_error_parameter(errors[index]), parameter));
        mycpaas_error_free(errors[index]);
    }
}

static void cannot_be_read(const mycpaas_webhook *webhook, const char *parameter) {
    mycpaas_event *event;
    mycpaas_error *error = mycpaas_webhook_read(webhook, &event);
    CHECK(event == NULL && mycpaas_error_kind(error) == MYCPAAS_ERROR_KIND_INVALID_ARGUMENT);
    CHECK(is(mycpaas_error_parameter(error), parameter));
    mycpaas_error_free(error);
    error = mycpaas_webhook_read_as(webhook, MYCPAAS_EVENT_KIND_STATUS, &event);
    CHECK(event == NULL && mycpaas_error_kind(error) == MYCPAAS_ERROR_KIND_INVALID_ARGUMENT);
    mycpaas_error_free(error);
}

/* A request that would be genuine is not any more once something was wrong, whatever is right afterwards. */
static void a_request_keeps_what_was_wrong(void) {
    mycpaas_signature_validator *validator = new_validator("a key");
    for (int wrong = 0; wrong < 5; wrong++) {
        static const char *const parameters[] = {"value", "name", "body", "url", "method"};
        mycpaas_webhook *webhook = mycpaas_webhook_new(wrong == 4 ? NULL : "POST", wrong == 3 ? NULL : URL);
        mycpaas_webhook_add_header(webhook, "Content-Type", FORM);
        if (wrong < 3) {
            sign(webhook, "a key");
            CHECK(mycpaas_signature_validator_accepts(validator, webhook));
        }
        if (wrong == 0) {
            mycpaas_webhook_add_header(webhook, "Host", NULL);
        } else if (wrong == 1) {
            mycpaas_webhook_add_header(webhook, NULL, "example.com");
        } else if (wrong == 2) {
            mycpaas_webhook_set_body(webhook, NULL, 1);
        }
        CHECK(mycpaas_webhook_set_body(webhook, NULL, 0) == NULL);
        fails(validator, webhook, MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, parameters[wrong]);
        cannot_be_read(webhook, parameters[wrong]);
        mycpaas_webhook_free(webhook);
    }
    mycpaas_signature_validator_free(validator);
}

/* A server learns of it before there is a request. */
static void cannot_be_used(const mycpaas_signature_validator *validator, enum mycpaas_error_kind kind,
                           const char *parameter) {
    mycpaas_error *error = mycpaas_signature_validator_check(validator);
    CHECK(mycpaas_error_kind(error) == kind && is(mycpaas_error_parameter(error), parameter));
    mycpaas_error_free(error);
}

static void a_validator_keeps_what_was_wrong(void) {
    mycpaas_webhook *webhook = new_webhook("CallSid=CA1");
    sign(webhook, "a key");
    for (int wrong = 0; wrong < 5; wrong++) {
        static const char *const parameters[] = {"signing_key", "signing_key", "name", "scheme",
                                                 "public_url"};
        mycpaas_signature_validator *validator = new_validator("a key");
        CHECK(mycpaas_signature_validator_accepts(validator, webhook));
        WORKS(mycpaas_signature_validator_check(validator));
        if (wrong == 0) {
            mycpaas_signature_validator_add_key(validator, NULL);
        } else if (wrong == 1) {
            mycpaas_signature_validator_add_named_key(validator, "name", NULL);
        } else if (wrong == 2) {
            mycpaas_signature_validator_add_named_key(validator, NULL, "another key");
        } else if (wrong == 3) {
            mycpaas_signature_validator_add_scheme(validator, MYCPAAS_SIGNATURE_SCHEME_NONE);
        } else {
            mycpaas_signature_validator_set_public_url(validator, "https://\xff");
        }
        CHECK(mycpaas_signature_validator_set_public_url(validator, "https://example.com") == NULL);
        fails(validator, webhook, MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, parameters[wrong]);
        cannot_be_used(validator, MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, parameters[wrong]);
        mycpaas_signature_validator_free(validator);
    }
    mycpaas_webhook_free(webhook);
}

/* Nothing is known of who may sign, and an empty key would let anybody. */
static void without_a_key_nothing_is_genuine(void) {
    mycpaas_webhook *webhook = new_webhook("CallSid=CA1");
    mycpaas_signature_validator *validator = mycpaas_signature_validator_new();
    sign(webhook, "a key");
    fails(validator, webhook, MYCPAAS_ERROR_KIND_CONFIGURATION, "signing_key");
    cannot_be_used(validator, MYCPAAS_ERROR_KIND_CONFIGURATION, "signing_key");
    CHECK(mycpaas_signature_validator_add_key(validator, "") == NULL);
    fails(validator, webhook, MYCPAAS_ERROR_KIND_CONFIGURATION, "signing_key");
    CHECK(!mycpaas_signature_validator_accepts(NULL, webhook));
    CHECK(!mycpaas_signature_validator_accepts(validator, NULL));
    mycpaas_signature_validator_free(validator);
    mycpaas_webhook_free(webhook);
}

/* What was set after a check counts in the next one. */
static void a_validator_that_was_used_may_change(void) {
    mycpaas_webhook *first = new_webhook("CallSid=CA1"), *second = new_webhook("CallSid=CA1");
    mycpaas_signature_validator *validator = mycpaas_signature_validator_new();
    sign(first, "a key");
    sign(second, "another key");
    CHECK(!mycpaas_signature_validator_accepts(validator, first));
    CHECK(mycpaas_signature_validator_add_key(validator, "a key") == NULL);
    CHECK(mycpaas_signature_validator_accepts(validator, first));
    CHECK(!mycpaas_signature_validator_accepts(validator, second));
    CHECK(mycpaas_signature_validator_add_key(validator, "another key") == NULL);
    CHECK(mycpaas_signature_validator_accepts(validator, first));
    CHECK(mycpaas_signature_validator_accepts(validator, second));
    CHECK(mycpaas_signature_validator_set_public_url(validator, "https://example.org") == NULL);
    CHECK(!mycpaas_signature_validator_accepts(validator, first));
    mycpaas_signature_validator_free(validator);
    mycpaas_webhook_free(first);
    mycpaas_webhook_free(second);
}

static void a_request_that_was_used_may_change(void) {
    mycpaas_event *before, *after;
    mycpaas_signature_validator *validator = new_validator("a key");
    mycpaas_webhook *webhook = new_webhook("CallSid=CA1&Digits=1");
    sign(webhook, "a key");
    CHECK(mycpaas_signature_validator_accepts(validator, webhook));
    WORKS(mycpaas_webhook_read(webhook, &before));
    CHECK(mycpaas_webhook_set_body(webhook, "CallSid=CA2", 11) == NULL);
    CHECK(!mycpaas_signature_validator_accepts(validator, webhook));
    WORKS(mycpaas_webhook_read(webhook, &after));
    CHECK(is(mycpaas_event_call_sid(before), "CA1") && is(mycpaas_event_digits(before), "1"));
    CHECK(is(mycpaas_event_call_sid(after), "CA2") && mycpaas_event_digits(after) == NULL);
    mycpaas_event_free(before);
    mycpaas_event_free(after);
    mycpaas_webhook_free(webhook);
    mycpaas_signature_validator_free(validator);
}

/* The limits of a request hold for its check, too, whatever the validator was used for before. */
static void limits_hold_for_checks(void) {
    mycpaas_verdict *verdict;
    mycpaas_signature_validator *validator = new_validator("a key");
    mycpaas_webhook *webhook = new_webhook("CallSid=CA1&Digits=1");
    sign(webhook, "a key");
    CHECK(mycpaas_signature_validator_accepts(validator, webhook));
    CHECK(mycpaas_webhook_set_max_fields(webhook, 1) == NULL);
    CHECK(!mycpaas_signature_validator_accepts(validator, webhook));
    WORKS(mycpaas_signature_validator_validate(validator, webhook, &verdict));
    CHECK(mycpaas_verdict_reason(verdict) == MYCPAAS_REFUSAL_REASON_UNREADABLE_BODY);
    mycpaas_verdict_free(verdict);
    CHECK(mycpaas_webhook_set_max_fields(webhook, 2) == NULL);
    CHECK(mycpaas_signature_validator_accepts(validator, webhook));
    mycpaas_signature_validator_free(validator);
    mycpaas_webhook_free(webhook);
}

/* Bytes that are no text are for the network to blame, and no header that has them hides another. */
static void bytes_of_any_kind_may_come(void) {
    mycpaas_event *event;
    mycpaas_verdict *verdict;
    mycpaas_signature_validator *validator = new_validator("a key");
    mycpaas_webhook *webhook = mycpaas_webhook_new("P\xffST", URL "?\xfe");
    CHECK(mycpaas_webhook_add_header(webhook, "X-Twilio-Signature", "\xff") == NULL);
    mycpaas_error *error = mycpaas_webhook_read(webhook, &event);
    CHECK(event == NULL && mycpaas_error_kind(error) == MYCPAAS_ERROR_KIND_WEBHOOK);
    CHECK(mycpaas_error_parameter(error) == NULL);
    mycpaas_error_free(error);
    WORKS(mycpaas_signature_validator_validate(validator, webhook, &verdict));
    CHECK(!mycpaas_verdict_is_valid(verdict));
    mycpaas_verdict_free(verdict);
    mycpaas_webhook_free(webhook);
    mycpaas_signature_validator_free(validator);
}

/* Whoever adds a header to a request that has it already changes nothing. */
static void the_first_of_several_headers_counts(void) {
    mycpaas_event *event;
    mycpaas_signature_validator *validator = new_validator("a key");
    mycpaas_webhook *webhook = new_webhook("CallSid=CA1");
    sign(webhook, "another key");
    sign(webhook, "a key");
    CHECK(!mycpaas_signature_validator_accepts(validator, webhook));
    CHECK(mycpaas_webhook_add_header(webhook, "content-TYPE", "application/json") == NULL);
    WORKS(mycpaas_webhook_read(webhook, &event));
    CHECK(is(mycpaas_event_call_sid(event), "CA1"));
    mycpaas_event_free(event);
    mycpaas_webhook_free(webhook);
    mycpaas_signature_validator_free(validator);
}

/* What was handed out needs nothing of what it was made of. */
static void anything_may_be_freed_first(void) {
    mycpaas_event *event;
    mycpaas_recorded *recorded;
    mycpaas_tracked_call *known;
    mycpaas_verdict *verdict;
    mycpaas_signature_validator *validator = new_validator("a key");
    mycpaas_call_tracker *tracker = mycpaas_call_tracker_new();
    mycpaas_webhook *webhook = new_webhook("CallSid=CA1&CallStatus=completed");
    WORKS(mycpaas_webhook_read(webhook, &event));
    WORKS(mycpaas_signature_validator_validate(validator, webhook, &verdict));
    mycpaas_webhook_free(webhook);
    mycpaas_signature_validator_free(validator);
    WORKS(mycpaas_call_tracker_record(tracker, event, &recorded));
    CHECK(is(mycpaas_event_call_sid(event), "CA1"));
    mycpaas_event_free(event);
    WORKS(mycpaas_call_tracker_get(tracker, "CA1", &known));
    mycpaas_call_tracker_forget(tracker, "CA1");
    CHECK(mycpaas_call_tracker_count(tracker) == 0);
    mycpaas_call_tracker_free(tracker);
    CHECK(mycpaas_recorded_ended(recorded) && is(mycpaas_recorded_change_name(recorded), "changed"));
    CHECK(is(mycpaas_tracked_call_sid(mycpaas_recorded_call(recorded)), "CA1"));
    mycpaas_recorded_free(recorded);
    CHECK(is(mycpaas_tracked_call_status_text(known), "completed"));
    mycpaas_tracked_call_free(known);
    CHECK(is(mycpaas_verdict_reason_name(verdict), "missing_header"));
    mycpaas_verdict_free(verdict);
}

int main(void) {
    a_request_keeps_what_was_wrong();
    a_validator_keeps_what_was_wrong();
    without_a_key_nothing_is_genuine();
    a_validator_that_was_used_may_change();
    a_request_that_was_used_may_change();
    limits_hold_for_checks();
    bytes_of_any_kind_may_come();
    the_first_of_several_headers_counts();
    anything_may_be_freed_first();
    return 0;
}

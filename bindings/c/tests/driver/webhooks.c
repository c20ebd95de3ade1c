#include "webhooks.h"

#include <mycpaas_webhooks.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "events_by_name.h"
#include "outcome.h"

static mycpaas_webhook *incoming;
static mycpaas_signature_validator *validator;
static mycpaas_call_tracker *tracker;
static mycpaas_event *event;

void webhook_clear(void) {
    mycpaas_webhook_free(incoming);
    mycpaas_signature_validator_free(validator);
    mycpaas_call_tracker_free(tracker);
    mycpaas_event_free(event);
    incoming = NULL;
    validator = NULL;
    tracker = NULL;
    event = NULL;
}

static size_t number(const struct line *line, size_t index) {
    return strtoull(word(line, index), NULL, 10);
}

/* What makes a request, a validator or a tracker. Returns false for another word. */
static bool make(const char *what, const struct line *line) {
    const char *first = word(line, 2), *second = word(line, 3);
    if (strcmp(what, "request") == 0) {
        mycpaas_webhook_free(incoming);
        incoming = mycpaas_webhook_new(first, second);
    } else if (strcmp(what, "header") == 0) {
        mycpaas_webhook_add_header(incoming, first, second);
    } else if (strcmp(what, "body") == 0) {
        mycpaas_webhook_set_body(incoming, first, line->lengths[2]);
    } else if (strcmp(what, "size") == 0) {
        mycpaas_webhook_set_max_size(incoming, number(line, 2));
    } else if (strcmp(what, "fields") == 0) {
        mycpaas_webhook_set_max_fields(incoming, number(line, 2));
    } else if (strcmp(what, "validator") == 0) {
        mycpaas_signature_validator_free(validator);
        validator = mycpaas_signature_validator_new();
    } else if (strcmp(what, "key") == 0) {
        mycpaas_signature_validator_add_key(validator, first);
    } else if (strcmp(what, "named_key") == 0) {
        mycpaas_signature_validator_add_named_key(validator, first, second);
    } else if (strcmp(what, "scheme") == 0) {
        mycpaas_signature_validator_add_scheme(validator, (int)number(line, 2));
    } else if (strcmp(what, "public_url") == 0) {
        mycpaas_signature_validator_set_public_url(validator, first);
    } else if (strcmp(what, "tracker") == 0) {
        mycpaas_call_tracker_free(tracker);
        tracker = first == NULL ? mycpaas_call_tracker_new()
                                : mycpaas_call_tracker_new_with_limits(number(line, 2), number(line, 3),
                                                                       number(line, 4));
    } else {
        return false;
    }
    return true;
}

/* Reads an event: a body, a query, or the request, as what it is or as a kind. */
static mycpaas_error *read_event(const struct line *line) {
    const char *how = word(line, 2), *what = word(line, 3);
    if (strcmp(how, "body") == 0) {
        return mycpaas_event_parse(word(line, 4), what, line->lengths[3], &event);
    }
    if (strcmp(how, "query") == 0) {
        return mycpaas_event_parse_query(what, &event);
    }
    if (strcmp(how, "request") == 0) {
        return mycpaas_webhook_read(incoming, &event);
    }
    return mycpaas_webhook_read_as(incoming, kind_by_name(how), &event);
}

static void write_event(void) {
    const char *kind = mycpaas_event_kind_name(event);
    write_text("event.kind", kind);
    write_number("event.kind.number", mycpaas_event_kind(event));
    write_number("event.kind.expected", kind_by_name(kind));
    for (size_t index = 0; index < mycpaas_event_field_count(event); index++) {
        write_pair_n("field", mycpaas_event_field_name(event, index), mycpaas_event_field_value(event, index),
                     mycpaas_event_field_value_length(event, index));
    }
}

static void take_event(const struct line *line) {
    mycpaas_event_free(event);
    write_error_of(read_event(line));
    /* It needs nothing of the request. */
    mycpaas_webhook_free(incoming);
    incoming = NULL;
    if (event != NULL) {
        write_event();
    }
}

static void write_values(const struct line *line) {
    for (size_t index = 2; index < line->count; index++) {
        write_value(event, line->words[index]);
    }
}

static void write_verdict(void) {
    mycpaas_verdict *verdict;
    write_number("accepts", mycpaas_signature_validator_accepts(validator, incoming));
    write_error_of(mycpaas_signature_validator_validate(validator, incoming, &verdict));
    if (verdict != NULL) {
        write_number("valid", mycpaas_verdict_is_valid(verdict));
        write_text("shown", mycpaas_verdict_message(verdict));
        write_text("scheme", mycpaas_verdict_scheme_name(verdict));
        write_number("scheme.number", mycpaas_verdict_scheme(verdict));
        write_text("reason", mycpaas_verdict_reason_name(verdict));
        write_number("reason.number", mycpaas_verdict_reason(verdict));
        write_text("hint", mycpaas_verdict_hint(verdict));
    }
    mycpaas_verdict_free(verdict);
}

static void write_signature(const struct line *line) {
    mycpaas_signature *signature;
    int scheme = (int)number(line, 2);
    write_error_of(mycpaas_signature_validator_sign(validator, scheme, incoming, &signature));
    if (signature != NULL) {
        write_text("url", mycpaas_signature_url(signature));
        write_text("value", mycpaas_signature_value(signature));
        for (size_t index = 0; index < mycpaas_signature_header_count(signature); index++) {
            write_pair("header", mycpaas_signature_header_name(signature, index),
                       mycpaas_signature_header_value(signature, index));
        }
    }
    mycpaas_signature_free(signature);
}

/* Every call begins a part of its own. */
static void write_tracked(const mycpaas_tracked_call *call) {
    if (call == NULL) {
        return;
    }
    puts("call");
    write_text("call_sid", mycpaas_tracked_call_sid(call));
    write_text("status", mycpaas_tracked_call_status_text(call));
    write_number("status.number", mycpaas_tracked_call_status(call));
    write_number("is_final", mycpaas_tracked_call_is_final(call));
    write_number("answered", mycpaas_tracked_call_answered(call));
    write_number("sequence_number", mycpaas_tracked_call_sequence_number(call));
    write_text("timestamp.raw", mycpaas_tracked_call_timestamp(call));
    write_number("timestamp.unix", mycpaas_tracked_call_timestamp_unix(call));
    write_number("duration", mycpaas_tracked_call_duration(call));
}

/* What it changes, the call as it is then, and the call as the tracker knows it. */
static void record(void) {
    mycpaas_recorded *recorded;
    mycpaas_tracked_call *known = NULL;
    write_error_of(mycpaas_call_tracker_record(tracker, event, &recorded));
    write_number("count", (int64_t)mycpaas_call_tracker_count(tracker));
    if (recorded != NULL) {
        write_text("change", mycpaas_recorded_change_name(recorded));
        write_number("change.number", mycpaas_recorded_change(recorded));
        write_number("ended", mycpaas_recorded_ended(recorded));
        write_tracked(mycpaas_recorded_call(recorded));
        write_error_of(mycpaas_call_tracker_get(
            tracker, mycpaas_tracked_call_sid(mycpaas_recorded_call(recorded)), &known));
        write_tracked(known);
    }
    mycpaas_tracked_call_free(known);
    mycpaas_recorded_free(recorded);
}

void webhook(const struct line *line) {
    const char *what = word(line, 1);
    if (make(what, line)) {
        return;
    }
    if (strcmp(what, "read") == 0) {
        take_event(line);
    } else if (strcmp(what, "values") == 0) {
        write_values(line);
    } else if (strcmp(what, "validate") == 0) {
        write_verdict();
    } else if (strcmp(what, "sign") == 0) {
        write_signature(line);
    } else if (strcmp(what, "record") == 0) {
        record();
    } else {
        misunderstood(what);
    }
    puts("end");
    fflush(stdout);
}

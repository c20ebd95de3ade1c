#define _POSIX_C_SOURCE 200809L

#include "outcome.h"

#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "calls_by_name.h"
#include "lines.h"

struct waiting {
    mycpaas_queue *queue;
    pthread_mutex_t mutex;
    pthread_cond_t ended;
    int callbacks;
    struct outcome outcome;
};

struct waiting *waiting_new(mycpaas_queue *queue) {
    struct waiting *waiting = calloc(1, sizeof *waiting);
    if (waiting == NULL) {
        abort();
    }
    waiting->queue = queue;
    pthread_mutex_init(&waiting->mutex, NULL);
    pthread_cond_init(&waiting->ended, NULL);
    return waiting;
}

static void end(struct waiting *waiting, struct outcome outcome) {
    pthread_mutex_lock(&waiting->mutex);
    waiting->callbacks++;
    waiting->outcome = outcome;
    pthread_cond_signal(&waiting->ended);
    pthread_mutex_unlock(&waiting->mutex);
}

void got_call(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    end(userdata, (struct outcome){.error = error, .call = call});
}

void got_page(mycpaas_error *error, mycpaas_page *page, void *userdata) {
    end(userdata, (struct outcome){.error = error, .page = page});
}

void got_response(mycpaas_error *error, mycpaas_response *response, void *userdata) {
    end(userdata, (struct outcome){.error = error, .response = response});
}

void got_done(mycpaas_error *error, void *userdata) {
    end(userdata, (struct outcome){.error = error});
}

static void wait_for_queue(struct waiting *waiting) {
    while (waiting->callbacks == 0) {
        struct pollfd listened = {.fd = mycpaas_queue_fd(waiting->queue), .events = POLLIN};
        poll(&listened, 1, -1);
        mycpaas_queue_dispatch(waiting->queue);
    }
}

struct outcome waiting_end(struct waiting *waiting) {
    if (waiting->queue != NULL) {
        wait_for_queue(waiting);
    }
    pthread_mutex_lock(&waiting->mutex);
    while (waiting->callbacks == 0) {
        pthread_cond_wait(&waiting->ended, &waiting->mutex);
    }
    struct outcome outcome = waiting->outcome;
    pthread_mutex_unlock(&waiting->mutex);
    pthread_cond_destroy(&waiting->ended);
    pthread_mutex_destroy(&waiting->mutex);
    free(waiting);
    return outcome;
}

void write_metadata(const mycpaas_metadata *metadata) {
    if (metadata == NULL) {
        return;
    }
    write_number("metadata.http_status", mycpaas_metadata_http_status(metadata));
    write_number("metadata.attempts", mycpaas_metadata_attempts(metadata));
    write_text("metadata.request_id", mycpaas_metadata_request_id(metadata));
    for (size_t index = 0; index < mycpaas_metadata_header_count(metadata); index++) {
        const char *name = mycpaas_metadata_header_name(metadata, index);
        write_pair("metadata.header", name, mycpaas_metadata_header(metadata, name));
    }
}

static void write_error(const mycpaas_error *error) {
    write_number("error", mycpaas_error_kind(error));
    write_text("kind", mycpaas_error_kind_name(error));
    write_number("delivery.number", mycpaas_error_delivery(error));
    write_text("delivery", mycpaas_error_delivery_name(error));
    write_text("message", mycpaas_error_message(error));
    write_number("may_have_been_placed", mycpaas_error_may_have_been_placed(error));
    write_number("is_retryable", mycpaas_error_is_retryable(error));
    write_number("attempts", mycpaas_error_attempts(error));
    write_text("parameter", mycpaas_error_parameter(error));
    write_number("http_status", mycpaas_error_http_status(error));
    write_number("api_code", mycpaas_error_api_code(error));
    write_text("more_info", mycpaas_error_more_info(error));
    write_text("request_id", mycpaas_error_request_id(error));
    write_number("retry_after.ms", mycpaas_error_retry_after_ms(error));
    write_text("element", mycpaas_error_element(error));
    write_text("attribute", mycpaas_error_attribute(error));
    write_number("line", mycpaas_error_line(error));
    write_number("column", mycpaas_error_column(error));
    for (size_t index = 0; mycpaas_error_cause(error, index) != NULL; index++) {
        write_text("cause", mycpaas_error_cause(error, index));
    }
    write_metadata(mycpaas_error_metadata(error));
}

void write_error_of(mycpaas_error *error) {
    struct outcome outcome = {.error = error};
    write_outcome(&outcome);
}

void write_outcome(struct outcome *outcome) {
    if (outcome->error != NULL) {
        write_error(outcome->error);
    } else if (outcome->call != NULL) {
        puts("call");
        write_call(outcome->call);
        write_metadata(mycpaas_call_metadata(outcome->call));
    } else if (outcome->page != NULL) {
        for (size_t index = 0; index < mycpaas_page_count(outcome->page); index++) {
            puts("call");
            write_call(mycpaas_page_call(outcome->page, index));
        }
        write_text("cursor", mycpaas_page_cursor(outcome->page));
        write_metadata(mycpaas_page_metadata(outcome->page));
    } else if (outcome->response != NULL) {
        write_bytes("body", mycpaas_response_body(outcome->response),
                    mycpaas_response_body_length(outcome->response));
        write_metadata(mycpaas_response_metadata(outcome->response));
    }
    mycpaas_error_free(outcome->error);
    mycpaas_call_free(outcome->call);
    mycpaas_page_free(outcome->page);
    mycpaas_response_free(outcome->response);
    *outcome = (struct outcome){0};
}

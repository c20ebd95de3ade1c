/*
 * Callbacks may call whatever they like: one waits for a further request, and one starts another with the same queue. What a
 * function refuses at once has no callback. The log is heard where the callbacks are.
 */

#define _POSIX_C_SOURCE 200809L

#include <poll.h>
#include <pthread.h>
#include <string.h>

#include "check.h"
#include "ends.h"

static mycpaas_client *client;
static mycpaas_call_params *params;
static mycpaas_options *options;
static int lines;
static pthread_t loop;

static void never(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    (void)error, (void)call, (void)userdata;
    CHECK(!"a callback of a request that was refused");
}

static void heard(const mycpaas_log_record *record, void *userdata) {
    CHECK(userdata == &lines && strstr(mycpaas_log_record_line(record), " status=") != NULL);
    CHECK(mycpaas_log_record_level(record) == MYCPAAS_LOG_LEVEL_DEBUG);
    CHECK(mycpaas_log_record_field_count(record) > 3);
    CHECK(strcmp(mycpaas_log_record_field_name(record, 0), "operation") == 0);
    lines++;
}

/* Runs on a thread of the library, and waits there. */
static void on_thread(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    mycpaas_call *other;
    WORKS(error);
    CHECK(userdata == NULL && !pthread_equal(pthread_self(), loop));
    WORKS(mycpaas_calls_fetch(client, mycpaas_call_sid(call), &other));
    mycpaas_call_free(other);
    mycpaas_call_free(call);
    tell_end();
}

static void last(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    WORKS(error);
    CHECK(userdata == &loop && pthread_equal(pthread_self(), loop));
    mycpaas_call_free(call);
    tell_end();
}

static void on_loop(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    WORKS(error);
    CHECK(userdata == &loop && pthread_equal(pthread_self(), loop));
    WORKS(mycpaas_calls_hang_up_async(client, mycpaas_call_sid(call), options, last, userdata));
    mycpaas_call_free(call);
    tell_end();
}

static void refuse(void) {
    mycpaas_call_params *bad = mycpaas_call_params_new("+491234567890", NULL, "\xff");
    mycpaas_error *error = mycpaas_calls_create_async(client, bad, NULL, never, NULL);
    CHECK(mycpaas_error_kind(error) == MYCPAAS_ERROR_KIND_INVALID_ARGUMENT);
    CHECK(strcmp(mycpaas_error_parameter(error), "from") == 0);
    CHECK(mycpaas_error_delivery(error) == MYCPAAS_DELIVERY_NOT_SENT);
    mycpaas_error_free(error);
    mycpaas_call_params_free(bad);
}

static void use_thread(void) {
    WORKS(mycpaas_calls_create_async(client, params, NULL, on_thread, NULL));
    wait_for_ends(1);
}

static void use_queue(void) {
    mycpaas_queue *queue;
    size_t dispatched = 0;
    ends = 0;
    WORKS(mycpaas_queue_new(&queue));
    mycpaas_options_set_queue(options, queue);
    WORKS(mycpaas_calls_create_async(client, params, options, on_loop, &loop));
    while (mycpaas_queue_pending(queue) > 0) {
        struct pollfd listened = {.fd = mycpaas_queue_fd(queue), .events = POLLIN};
        CHECK(poll(&listened, 1, 20000) == 1);
        dispatched += mycpaas_queue_dispatch(queue);
    }
    CHECK(ends == 2 && dispatched == 2);
    mycpaas_queue_free(queue);
}

int main(void) {
    mycpaas_config *config = mycpaas_config_new();
    loop = pthread_self();
    mycpaas_config_set_from_env(config);
    mycpaas_config_set_log(config, MYCPAAS_LOG_LEVEL_DEBUG, heard, &lines);
    WORKS(mycpaas_client_new(config, &client));
    mycpaas_config_free(config);
    params = new_params();
    options = mycpaas_options_new();
    refuse();
    use_thread();
    use_queue();
    CHECK(lines >= 4);
    mycpaas_options_free(options);
    mycpaas_call_params_free(params);
    mycpaas_client_free(client);
    return 0;
}

/*
 * A thread that waits for a request is held up by the handler of a signal. With a thread of the library in the background
 * nobody else is: a second thread gets its time-out in time. The server never answers.
 */

#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "check.h"

static mycpaas_client *client;
static mycpaas_call_params *params;
static int held_up[2], released[2];

/* Holds the thread up until it is released. */
static void handle(int number) {
    char byte = (char)number;
    if (write(held_up[1], &byte, 1) != 1 || read(released[0], &byte, 1) != 1) {
        abort();
    }
}

static void fails(mycpaas_options *options, enum mycpaas_error_kind kind) {
    mycpaas_call *call;
    mycpaas_error *error = mycpaas_calls_create_with(client, params, options, &call);
    CHECK(mycpaas_error_kind(error) == kind);
    mycpaas_error_free(error);
    mycpaas_options_free(options);
}

static void *wait_long(void *token) {
    mycpaas_options *options = mycpaas_options_new();
    mycpaas_options_set_cancel_token(options, token);
    fails(options, MYCPAAS_ERROR_KIND_CANCELLED);
    return NULL;
}

static void time_out(void) {
    mycpaas_options *options = mycpaas_options_new();
    mycpaas_options_set_total_timeout_ms(options, 500);
    fails(options, MYCPAAS_ERROR_KIND_TIMEOUT);
}

int main(void) {
    pthread_t thread;
    char byte = 0;
    mycpaas_cancel_token *token = mycpaas_cancel_token_new();
    client = new_client();
    params = new_params();
    WORKS(mycpaas_drive_in_background());
    WORKS(mycpaas_drive_in_background());
    sigaction(SIGUSR1, &(struct sigaction){.sa_handler = handle}, NULL);
    CHECK(pipe(held_up) == 0 && pipe(released) == 0);
    CHECK(pthread_create(&thread, NULL, wait_long, token) == 0);
    /* A line comes when its request has arrived. */
    CHECK(getchar() == '\n');
    CHECK(pthread_kill(thread, SIGUSR1) == 0);
    CHECK(read(held_up[0], &byte, 1) == 1);
    time_out();
    CHECK(write(released[1], &byte, 1) == 1);
    mycpaas_cancel_token_cancel(token);
    CHECK(pthread_join(thread, NULL) == 0);
    mycpaas_cancel_token_free(token);
    mycpaas_call_params_free(params);
    mycpaas_client_free(client);
    return 0;
}

/*
 * A request is cancelled while its answer is awaited: by another thread (`thread`), by a signal handler (`signal`), before it
 * is sent (`before`), or because its queue is freed (`queue`). The server never answers. It prints what the error says.
 */

#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

static mycpaas_cancel_token *token;

static void cancel(int number) {
    (void)number;
    mycpaas_cancel_token_cancel(token);
}

/* Cancels when a line comes: then the request has arrived. */
static void *cancel_later(void *how) {
    CHECK(getchar() == '\n');
    if (strcmp(how, "signal") == 0) {
        CHECK(kill(getpid(), SIGUSR1) == 0);
    } else {
        mycpaas_cancel_token_cancel(token);
    }
    return NULL;
}

static void tell(mycpaas_error *error) {
    CHECK(error != NULL);
    printf("%s %s %d %u\n%s\n", mycpaas_error_kind_name(error), mycpaas_error_delivery_name(error),
           mycpaas_error_may_have_been_placed(error), mycpaas_error_attempts(error),
           mycpaas_error_message(error));
    mycpaas_error_free(error);
}

static void got_call(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    CHECK(call == NULL);
    tell(error);
    ++*(int *)userdata;
}

/* The queue is freed with a request in flight. */
static void free_queue(mycpaas_client *client, mycpaas_call_params *params, mycpaas_options *options) {
    mycpaas_queue *queue;
    int callbacks = 0;
    WORKS(mycpaas_queue_new(&queue));
    mycpaas_options_set_queue(options, queue);
    WORKS(mycpaas_calls_create_async(client, params, options, got_call, &callbacks));
    CHECK(getchar() == '\n');
    CHECK(mycpaas_queue_pending(queue) == 1 && mycpaas_queue_dispatch(queue) == 0 && callbacks == 0);
    mycpaas_queue_free(queue);
    CHECK(callbacks == 1);
}

int main(int count, char **arguments) {
    CHECK(count == 2);
    pthread_t thread;
    mycpaas_client *client = new_client();
    mycpaas_call_params *params = new_params();
    mycpaas_options *options = mycpaas_options_new();
    token = mycpaas_cancel_token_new();
    mycpaas_options_set_cancel_token(options, token);
    sigaction(SIGUSR1, &(struct sigaction){.sa_handler = cancel}, NULL);
    if (strcmp(arguments[1], "queue") == 0) {
        free_queue(client, params, options);
    } else {
        mycpaas_call *call;
        bool before = strcmp(arguments[1], "before") == 0;
        if (before) {
            mycpaas_cancel_token_cancel(token);
        } else {
            CHECK(pthread_create(&thread, NULL, cancel_later, arguments[1]) == 0);
        }
        tell(mycpaas_calls_create_with(client, params, options, &call));
        CHECK(call == NULL);
        CHECK(before || pthread_join(thread, NULL) == 0);
    }
    mycpaas_cancel_token_free(token);
    mycpaas_options_free(options);
    mycpaas_call_params_free(params);
    mycpaas_client_free(client);
    return 0;
}

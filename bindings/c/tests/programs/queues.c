/*
 * What becomes of queues: one that was freed takes no more requests, also not of a callback that it runs while it is
 * freed; and in a child after `fork` one does nothing, and its parent's goes on.
 */

#define _POSIX_C_SOURCE 200809L

#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

static mycpaas_client *client;
static mycpaas_call_params *params;
static mycpaas_options *options;
static int ends, refused;

static void got_call(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    CHECK(userdata == &ends);
    WORKS(error);
    mycpaas_call_free(call);
    ends++;
}

/* Starts its request again, as one does that does not give up. */
static void try_again(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    CHECK(mycpaas_error_kind(error) == MYCPAAS_ERROR_KIND_CANCELLED && call == NULL);
    CHECK(mycpaas_error_may_have_been_placed(error));
    mycpaas_error_free(error);
    ends++;
    error = mycpaas_calls_create_async(client, params, options, try_again, userdata);
    CHECK(mycpaas_error_kind(error) == MYCPAAS_ERROR_KIND_INVALID_ARGUMENT);
    CHECK(mycpaas_error_delivery(error) == MYCPAAS_DELIVERY_NOT_SENT);
    mycpaas_error_free(error);
    refused++;
}

static void dispatch_all(mycpaas_queue *queue) {
    while (mycpaas_queue_pending(queue) > 0) {
        struct pollfd listened = {.fd = mycpaas_queue_fd(queue), .events = POLLIN};
        CHECK(poll(&listened, 1, 20000) == 1);
        mycpaas_queue_dispatch(queue);
    }
}

static mycpaas_queue *new_queue(void) {
    mycpaas_queue *queue;
    WORKS(mycpaas_queue_new(&queue));
    mycpaas_options_set_queue(options, queue);
    return queue;
}

static void fork_with(mycpaas_queue *queue) {
    WORKS(mycpaas_calls_create_async(client, params, options, got_call, &ends));
    struct pollfd listened = {.fd = mycpaas_queue_fd(queue), .events = POLLIN};
    CHECK(poll(&listened, 1, 20000) == 1);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        mycpaas_error *error = mycpaas_calls_create_async(client, params, options, got_call, &ends);
        CHECK(mycpaas_error_kind(error) == MYCPAAS_ERROR_KIND_INVALID_ARGUMENT);
        mycpaas_error_free(error);
        CHECK(mycpaas_queue_pending(queue) == 0 && mycpaas_queue_dispatch(queue) == 0);
        mycpaas_queue_free(queue);
        _exit(ends);
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    dispatch_all(queue);
    CHECK(ends == 1);
}

int main(void) {
    client = new_client();
    params = new_params();
    options = mycpaas_options_new();

    mycpaas_queue *queue = new_queue();
    fork_with(queue);
    mycpaas_queue_free(queue);

    queue = new_queue();
    ends = 0;
    WORKS(mycpaas_calls_create_async(client, params, options, try_again, &ends));
    mycpaas_queue_free(queue);
    CHECK(ends == 1 && refused == 1);

    mycpaas_options_free(options);
    mycpaas_call_params_free(params);
    mycpaas_client_free(client);
    return 0;
}

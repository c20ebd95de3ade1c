/*
 * Places many calls at once from one thread, with poll().
 *
 *     cc async_poll.c $(pkg-config --cflags --libs mycpaas) -o async_poll
 *     ./async_poll +491098765432 https://example.com/voice.xml +491234567890 +491234567891 ...
 *
 * A queue brings the callbacks to this thread: its file descriptor becomes readable when there is something to dispatch.
 * Ctrl-C cancels what is on its way, and every callback still runs once.
 */

#include <mycpaas.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static mycpaas_cancel_token *token;

static void interrupted(int number) {
    (void)number;
    mycpaas_cancel_token_cancel(token); /* It may be called in a signal handler. */
}

/* Runs on this thread, once for each call. */
static void placed(mycpaas_error *error, mycpaas_call *call, void *to) {
    if (error == NULL) {
        printf("%s: call %s is %s\n", (const char *)to, mycpaas_call_sid(call),
               mycpaas_call_status_text(call));
    } else {
        printf("%s: %s\n", (const char *)to, mycpaas_error_message(error));
    }
    mycpaas_call_free(call);
    mycpaas_error_free(error);
}

int main(int count, char **arguments) {
    if (count < 4) {
        fprintf(stderr, "usage: %s FROM URL TO...\n", arguments[0]);
        return EXIT_FAILURE;
    }
    mycpaas_client *client;
    mycpaas_queue *queue;
    mycpaas_error *error = mycpaas_client_new_from_env(&client);
    if (error == NULL) {
        error = mycpaas_queue_new(&queue);
    }
    if (error != NULL) {
        fprintf(stderr, "%s\n", mycpaas_error_message(error));
        return EXIT_FAILURE;
    }
    token = mycpaas_cancel_token_new();
    signal(SIGINT, interrupted);

    mycpaas_options *options = mycpaas_options_new();
    mycpaas_options_set_queue(options, queue);
    mycpaas_options_set_cancel_token(options, token);
    for (char **to = arguments + 3; *to != NULL; to++) {
        mycpaas_call_params *params = mycpaas_call_params_new(*to, arguments[1], arguments[2]);
        error = mycpaas_calls_create_async(client, params, options, placed, *to);
        if (error != NULL) {
            placed(error, NULL, *to); /* It was not started, and no callback will come. */
        }
        mycpaas_call_params_free(params);
    }
    mycpaas_options_free(options);

    while (mycpaas_queue_pending(queue) > 0) {
        struct pollfd descriptor = {.fd = mycpaas_queue_fd(queue), .events = POLLIN};
        poll(&descriptor, 1, -1); /* Other descriptors of the program come here, too. */
        mycpaas_queue_dispatch(queue);
    }

    mycpaas_queue_free(queue);
    mycpaas_cancel_token_free(token);
    mycpaas_client_free(client);
    return EXIT_SUCCESS;
}

/*
 * Places a call from a libuv loop, and follows it while the loop does other things.
 *
 *     cc async_libuv.c $(pkg-config --cflags --libs mycpaas libuv) -o async_libuv
 *     ./async_libuv +491234567890 +491098765432 https://example.com/voice.xml
 *
 * Callbacks without a queue run on a thread of the library. There they hand what they got to the loop with uv_async_send(),
 * the one function of libuv that any thread may call. (A uv_poll_t on mycpaas_queue_fd() does as well.)
 */

#include <mycpaas.h>
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

/* A call that is followed. */
struct following {
    uv_async_t wake;
    uv_timer_t clock;
    mycpaas_client *client;
    mycpaas_error *error;
    mycpaas_call *call;
    int has_ended;
};

/* Runs on a thread of the library. Nothing else is on its way, so nobody else looks at what is put down here. */
static void got_call(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    struct following *following = userdata;
    following->error = error;
    following->call = call;
    uv_async_send(&following->wake);
}

static void start(struct following *following, mycpaas_error *error) {
    if (error != NULL) {
        got_call(error, NULL, following); /* It was not started, and no callback will come. */
    }
}

/* Runs on the loop. */
static void on_call(uv_async_t *wake) {
    struct following *following = wake->data;
    mycpaas_call *call = following->call;
    if (following->error != NULL || following->has_ended) {
        puts(following->error ? mycpaas_error_message(following->error) : mycpaas_call_status_text(call));
        uv_close((uv_handle_t *)&following->wake, NULL);
        uv_close((uv_handle_t *)&following->clock, NULL);
    } else {
        printf("Call %s is %s.\n", mycpaas_call_sid(call), mycpaas_call_status_text(call));
        following->has_ended = 1;
        start(following, mycpaas_calls_wait_async(following->client, mycpaas_call_sid(call), NULL, NULL,
                                                  got_call, following));
    }
    mycpaas_call_free(call);
}

static void on_clock(uv_timer_t *clock) {
    (void)clock;
    puts("The loop is free.");
}

int main(int count, char **arguments) {
    struct following following = {0};
    mycpaas_error *error = mycpaas_client_new_from_env(&following.client);
    if (error != NULL || count != 4) {
        fprintf(stderr, "%s\n", error ? mycpaas_error_message(error) : "usage: async_libuv TO FROM URL");
        return EXIT_FAILURE;
    }
    uv_loop_t *loop = uv_default_loop();
    following.wake.data = &following;
    uv_async_init(loop, &following.wake, on_call);
    uv_timer_init(loop, &following.clock);
    uv_timer_start(&following.clock, on_clock, 0, 1000);

    mycpaas_call_params *params = mycpaas_call_params_new(arguments[1], arguments[2], arguments[3]);
    start(&following, mycpaas_calls_create_async(following.client, params, NULL, got_call, &following));
    mycpaas_call_params_free(params);
    uv_run(loop, UV_RUN_DEFAULT);

    int status = following.error == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
    mycpaas_error_free(following.error);
    mycpaas_client_free(following.client);
    uv_loop_close(loop);
    return status;
}

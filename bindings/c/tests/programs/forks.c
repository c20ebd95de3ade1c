/*
 * A client that was made and used before `fork` works in children, blocking and with callbacks, and in the parent after it.
 * Callbacks of requests that the parent has in flight run in the parent alone.
 */

#define _POSIX_C_SOURCE 200809L

#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "ends.h"

enum { CHILDREN = 4, CALLS = 10 };

static pid_t parent;

static void got_call(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    WORKS(error);
    CHECK(userdata == NULL || getpid() == parent);
    mycpaas_call_free(call);
    tell_end();
}

static void place(mycpaas_client *client, mycpaas_call_params *params) {
    for (int index = 0; index < CALLS; index++) {
        mycpaas_call *call;
        WORKS(mycpaas_calls_create(client, params, &call));
        mycpaas_call_free(call);
        WORKS(mycpaas_calls_create_async(client, params, NULL, got_call, NULL));
    }
}

int main(void) {
    mycpaas_client *client = new_client();
    mycpaas_call_params *params = new_params();
    parent = getpid();
    place(client, params);
    wait_for_ends(CALLS);
    WORKS(mycpaas_calls_create_async(client, params, NULL, got_call, &parent));
    for (int index = 0; index < CHILDREN; index++) {
        pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0) {
            ends = 0;
            place(client, params);
            wait_for_ends(CALLS);
            mycpaas_client_free(client);
            mycpaas_call_params_free(params);
            return 0;
        }
    }
    for (int index = 0; index < CHILDREN; index++) {
        int status;
        CHECK(wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    place(client, params);
    wait_for_ends(2 * CALLS + 1);
    mycpaas_client_free(client);
    mycpaas_call_params_free(params);
    return 0;
}

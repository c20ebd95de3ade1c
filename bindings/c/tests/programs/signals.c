/*
 * Signals stay with the program: one that is sent to the process is taken by the thread that waits for it, although the
 * threads of the library were started before it was blocked anywhere; and the handler of `SIGPIPE` is left alone.
 */

#define _POSIX_C_SOURCE 200809L

#include <signal.h>
#include <unistd.h>

#include "check.h"
#include "ends.h"

static void ended(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    (void)userdata;
    WORKS(error);
    mycpaas_call_free(call);
    tell_end();
}

int main(void) {
    mycpaas_client *client = new_client();
    mycpaas_call_params *params = new_params();
    WORKS(mycpaas_calls_create_async(client, params, NULL, ended, NULL));
    wait_for_ends(1);

    sigset_t signals;
    int taken = 0;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    CHECK(pthread_sigmask(SIG_BLOCK, &signals, NULL) == 0);
    CHECK(kill(getpid(), SIGTERM) == 0);
    CHECK(sigwait(&signals, &taken) == 0 && taken == SIGTERM);

    struct sigaction pipe;
    sigset_t blocked;
    mycpaas_call *call;
    WORKS(mycpaas_calls_create(client, params, &call));
    mycpaas_call_free(call);
    CHECK(sigaction(SIGPIPE, NULL, &pipe) == 0 && pipe.sa_handler == SIG_DFL);
    CHECK(pthread_sigmask(SIG_BLOCK, NULL, &blocked) == 0 && sigismember(&blocked, SIGPIPE) == 0);
    mycpaas_call_params_free(params);
    mycpaas_client_free(client);
    return 0;
}

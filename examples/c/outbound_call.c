/*
 * Places a call and waits for its end.
 *
 *     cc outbound_call.c $(pkg-config --cflags --libs mycpaas) -o outbound_call
 *     ./outbound_call +491234567890 +491098765432 https://example.com/voice.xml
 *
 * The credentials are in MYCPAAS_ACCOUNT_SID and MYCPAAS_AUTH_TOKEN. Without an account, let the simulator answer:
 *
 *     mycpaas-simulator &     # it says what to put into the environment
 */

#include <mycpaas.h>
#include <stdio.h>
#include <stdlib.h>

/* Ends the program for an error. What may have happened nevertheless is said, and must not be overlooked. */
static void must(mycpaas_error *error) {
    if (error != NULL) {
        fprintf(stderr, "%s\n", mycpaas_error_message(error));
        if (mycpaas_error_may_have_been_placed(error)) {
            fprintf(stderr, "The telephone may be ringing: look for the call before you place it again.\n");
        }
        exit(EXIT_FAILURE);
    }
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: %s TO FROM URL\n", arguments[0]);
        return EXIT_FAILURE;
    }
    mycpaas_client *client;
    mycpaas_call *call, *ended;
    must(mycpaas_client_new_from_env(&client));

    mycpaas_call_params *params = mycpaas_call_params_new(arguments[1], arguments[2], arguments[3]);
    mycpaas_call_params_set_timeout(params, 30);
    must(mycpaas_calls_create(client, params, &call));
    printf("Call %s is %s.\n", mycpaas_call_sid(call), mycpaas_call_status_text(call));

    must(mycpaas_calls_wait(client, mycpaas_call_sid(call), NULL, &ended));
    printf("It ended as %s", mycpaas_call_status_text(ended));
    if (mycpaas_call_status(ended) == MYCPAAS_CALL_STATUS_COMPLETED) {
        printf(" after %lld s", (long long)mycpaas_call_duration(ended));
    }
    puts(".");

    mycpaas_call_free(ended);
    mycpaas_call_free(call);
    mycpaas_call_params_free(params);
    mycpaas_client_free(client);
    return EXIT_SUCCESS;
}

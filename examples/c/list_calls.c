/*
 * Lists the last calls of the account, and handles what can go wrong.
 *
 *     cc list_calls.c $(pkg-config --cflags --libs mycpaas) -o list_calls && ./list_calls
 */

#include <mycpaas.h>
#include <stdio.h>

/* Prints the last twenty calls. They are fetched five at a time. */
static mycpaas_error *show(const mycpaas_client *client) {
    mycpaas_call_list *list;
    const mycpaas_call *call;
    mycpaas_list_params *params = mycpaas_list_params_new();
    mycpaas_list_params_set_page_size(params, 5);
    mycpaas_list_params_set_limit(params, 20);
    mycpaas_error *error = mycpaas_calls_list(client, params, &list);
    while (error == NULL) {
        error = mycpaas_calls_list_next(list, &call);
        if (error != NULL || call == NULL) {
            break;
        }
        const char *status = mycpaas_call_status_text(call), *to = mycpaas_call_to(call);
        printf("%s  %-12s  %s\n", mycpaas_call_sid(call), status ? status : "?", to ? to : "?");
    }
    mycpaas_call_list_free(list);
    mycpaas_list_params_free(params);
    return error;
}

int main(void) {
    mycpaas_client *client;
    mycpaas_call *call = NULL;
    mycpaas_error *error = mycpaas_client_new_from_env(&client);
    if (error == NULL) {
        error = show(client);
    }
    if (error == NULL) {
        error = mycpaas_calls_fetch(client, "CA00000000000000000000000000000000", &call);
    }
    switch (mycpaas_error_kind(error)) {
    case MYCPAAS_ERROR_KIND_NONE:
        printf("There is a call %s.\n", mycpaas_call_sid(call));
        break;
    case MYCPAAS_ERROR_KIND_NOT_FOUND:
        printf("As expected: %s\n", mycpaas_error_message(error));
        break;
    default:
        fprintf(stderr, "%s\n", mycpaas_error_message(error));
    }
    int status = error != NULL && mycpaas_error_kind(error) != MYCPAAS_ERROR_KIND_NOT_FOUND;
    mycpaas_call_free(call);
    mycpaas_error_free(error);
    mycpaas_client_free(client);
    return status;
}

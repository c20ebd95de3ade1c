/* Places a call, and then one that is refused before it is sent. */

#include <mycpaas.h>
#include <stdio.h>

static mycpaas_error *place(const mycpaas_client *client, const char *to) {
    mycpaas_call_params *params =
        mycpaas_call_params_new(to, "+491098765432", "https://example.com/voice.xml");
    mycpaas_call *call;
    mycpaas_error *error = mycpaas_calls_create(client, params, &call);
    mycpaas_call_params_free(params);
    if (error == NULL) {
        printf("%s %s\n", mycpaas_call_to(call), mycpaas_call_status_text(call));
    }
    mycpaas_call_free(call);
    return error;
}

int main(void) {
    mycpaas_client *client;
    mycpaas_error *error = mycpaas_client_new_from_env(&client);
    if (error == NULL) {
        error = place(client, "+491234567890");
    }
    if (error != NULL) {
        fprintf(stderr, "%s\n", mycpaas_error_message(error));
        mycpaas_error_free(error);
        mycpaas_client_free(client);
        return 1;
    }
    error = place(client, "nobody");
    printf("%s %s %s\n", mycpaas_error_kind_name(error), mycpaas_error_parameter(error),
           mycpaas_error_delivery_name(error));
    mycpaas_error_free(error);
    mycpaas_client_free(client);
    return 0;
}

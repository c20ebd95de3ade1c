/* Uses both static libraries in Rust that it is linked with. */

#include <mycpaas.h>
#include <stdio.h>

int other_panics(void);

int main(void) {
    mycpaas_client *client;
    mycpaas_error *error = mycpaas_client_new_from_env(&client);
    mycpaas_call_params *params =
        mycpaas_call_params_new("+491234567890", "+491098765432", "https://example.com/voice.xml");
    mycpaas_call *call = NULL;
    printf("%d\n", other_panics());
    if (error == NULL) {
        error = mycpaas_calls_create(client, params, &call);
    }
    puts(error == NULL ? mycpaas_call_status_text(call) : mycpaas_error_message(error));
    printf("%d\n", other_panics());
    mycpaas_call_free(call);
    mycpaas_call_params_free(params);
    mycpaas_client_free(client);
    mycpaas_error_free(error);
    return 0;
}

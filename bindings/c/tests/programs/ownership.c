/*
 * Everything that a request was made with is freed while it is on its way: the client, parameters, options, the token and
 * a page. The server holds its answers. What was sent is written as a line, and a line is read before it goes on.
 */

#include <string.h>

#include "check.h"
#include "ends.h"

/* Says what was sent, and waits until the server has it. */
static void next_step(const char *sent) {
    puts(sent);
    fflush(stdout);
    CHECK(getchar() == '\n');
}

static void got_call(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    WORKS(error);
    CHECK(userdata == NULL);
    CHECK(strcmp(mycpaas_call_sid(call), "CA00000000000000000000000000000001") == 0);
    mycpaas_call_free(call);
    tell_end();
}

static void got_page(mycpaas_error *error, mycpaas_page *page, void *userdata) {
    WORKS(error);
    *(mycpaas_page **)userdata = page;
    tell_end();
}

int main(void) {
    mycpaas_client *client = new_client(), *derived;
    mycpaas_call_params *params = new_params();
    mycpaas_options *options = mycpaas_options_new();
    mycpaas_cancel_token *token = mycpaas_cancel_token_new();
    mycpaas_options_set_cancel_token(options, token);
    mycpaas_options_set_total_timeout_ms(options, 20000);
    WORKS(mycpaas_client_with_options(client, options, &derived));
    mycpaas_client_free(client);
    WORKS(mycpaas_calls_create_async(derived, params, options, got_call, NULL));
    mycpaas_call_params_free(params);
    mycpaas_options_free(options);
    mycpaas_cancel_token_free(token);
    next_step("write");

    mycpaas_list_params *list_params = mycpaas_list_params_new();
    mycpaas_list_params_set_limit(list_params, 3);
    mycpaas_call_list *list;
    mycpaas_page *first, *second;
    WORKS(mycpaas_calls_list(derived, list_params, &list));
    WORKS(mycpaas_calls_first_page_async(derived, NULL, NULL, got_page, &first));
    mycpaas_list_params_free(list_params);
    mycpaas_client_free(derived);

    next_step("read");

    wait_for_ends(2);
    CHECK(mycpaas_page_count(first) == 2);
    WORKS(mycpaas_page_next_async(first, NULL, got_page, &second));
    mycpaas_page_free(first);
    wait_for_ends(3);
    mycpaas_call *copy;
    WORKS(mycpaas_call_copy(mycpaas_page_call(second, 0), &copy));
    mycpaas_page_free(second);
    puts(mycpaas_call_sid(copy));
    mycpaas_call_free(copy);

    const mycpaas_call *call;
    for (;;) {
        WORKS(mycpaas_calls_list_next(list, &call));
        if (call == NULL) {
            break;
        }
        puts(mycpaas_call_sid(call));
    }
    mycpaas_call_list_free(list);
    return 0;
}

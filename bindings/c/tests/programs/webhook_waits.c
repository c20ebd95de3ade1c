/*
 * Waits with a tracker: for one call whose status callbacks come, at the server of the environment, and for others of which nothing
 * is heard, at the one whose base URL is given. The latter look after the API themselves, which takes its time: until they end,
 * the first one may have looked once.
 *
 *     webhook_waits blocking|async BASE_URL
 */

#include <pthread.h>
#include <stdatomic.h>

#include "ends.h"
#include "signed.h"

static mycpaas_client *client;
static mycpaas_wait_params *params;
static atomic_bool ended;

static void end(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    WORKS(error);
    CHECK(userdata == &ended && mycpaas_call_status(call) == MYCPAAS_CALL_STATUS_COMPLETED);
    mycpaas_call_free(call);
    atomic_store(&ended, true);
    tell_end();
}

static void *wait_for_end(void *userdata) {
    mycpaas_call *call;
    mycpaas_error *error = mycpaas_calls_wait(client, "CA1", params, &call);
    end(error, call, userdata);
    return NULL;
}

static void record(const mycpaas_call_tracker *tracker, const char *body) {
    mycpaas_recorded *recorded;
    mycpaas_event *event = parsed(body);
    WORKS(mycpaas_call_tracker_record(tracker, event, &recorded));
    CHECK(recorded != NULL);
    mycpaas_recorded_free(recorded);
    mycpaas_event_free(event);
}

/* Waits for a call that nothing is heard of. */
static void wait_in_silence(const char *base_url, const mycpaas_wait_params *how) {
    mycpaas_client *other;
    mycpaas_call *call;
    mycpaas_config *config = mycpaas_config_new();
    mycpaas_config_set_from_env(config);
    mycpaas_config_set_base_url(config, base_url);
    WORKS(mycpaas_client_new(config, &other));
    WORKS(mycpaas_calls_wait(other, "CA2", how, &call));
    mycpaas_call_free(call);
    mycpaas_client_free(other);
    mycpaas_config_free(config);
}

static mycpaas_wait_params *with(const mycpaas_call_tracker *tracker) {
    mycpaas_wait_params *made = mycpaas_wait_params_new();
    CHECK(mycpaas_wait_params_set_tracker(made, tracker) == NULL);
    return made;
}

int main(int count, char **arguments) {
    CHECK(count == 3);
    pthread_t thread;
    bool blocking = is(arguments[1], "blocking");
    mycpaas_call_tracker *tracker = mycpaas_call_tracker_new();
    client = new_client();
    params = with(tracker);
    record(tracker, "CallSid=CA1&CallStatus=ringing");
    if (blocking) {
        CHECK(pthread_create(&thread, NULL, wait_for_end, &ended) == 0);
    } else {
        WORKS(mycpaas_calls_wait_async(client, "CA1", params, NULL, end, &ended));
        mycpaas_wait_params_free(params);
    }
    mycpaas_wait_params *silent = with(tracker);
    wait_in_silence(arguments[2], silent);
    CHECK(!atomic_load(&ended));
    puts("asked once");
    fflush(stdout);
    CHECK(getchar() == '\n');
    record(tracker, "CallSid=CA1&CallStatus=completed");
    mycpaas_call_tracker_free(tracker);
    wait_in_silence(arguments[2], silent);
    mycpaas_wait_params_free(silent);
    CHECK(atomic_load(&ended));
    wait_for_ends(1);
    if (blocking) {
        CHECK(pthread_join(thread, NULL) == 0);
        mycpaas_wait_params_free(params);
    }
    mycpaas_client_free(client);
    return 0;
}

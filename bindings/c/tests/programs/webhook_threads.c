/* Webhooks in many threads at once: a tracker, an event and a validator that all of them share. */

#include <pthread.h>
#include <stdatomic.h>

#include "signed.h"

enum { THREADS = 8, CALLS = 50, STATUSES = 5 };

static void in_threads(void *(*work)(void *), void *shared) {
    pthread_t threads[THREADS];
    for (int index = 0; index < THREADS; index++) {
        CHECK(pthread_create(&threads[index], NULL, work, shared) == 0);
    }
    for (int index = 0; index < THREADS; index++) {
        CHECK(pthread_join(threads[index], NULL) == 0);
    }
}

/* A tracker that several threads tell the same, each in an order of its own. */
struct story {
    mycpaas_call_tracker *tracker;
    mycpaas_event *events[CALLS * STATUSES];
    atomic_int next, ends[CALLS];
};

static void *tell(void *shared) {
    /* What has no factor in common with the number of events reaches all of them. */
    static const int steps[THREADS] = {1, 3, 7, 9, 11, 13, 17, 249};
    struct story *story = shared;
    int thread = atomic_fetch_add(&story->next, 1), place = thread * 31;
    for (int index = 0; index < CALLS * STATUSES; index++) {
        mycpaas_recorded *recorded;
        place = (place + steps[thread]) % (CALLS * STATUSES);
        WORKS(mycpaas_call_tracker_record(story->tracker, story->events[place], &recorded));
        CHECK(recorded != NULL);
        if (mycpaas_recorded_ended(recorded)) {
            CHECK(mycpaas_recorded_change(recorded) == MYCPAAS_CALL_CHANGE_CHANGED);
            CHECK(mycpaas_tracked_call_is_final(mycpaas_recorded_call(recorded)));
            atomic_fetch_add(&story->ends[place / STATUSES], 1);
        }
        mycpaas_recorded_free(recorded);
    }
    return NULL;
}

/* Of two ends the one that comes first holds, and is told once. */
static void each_call_ends_once(void) {
    static const char *const words[STATUSES] = {"queued", "ringing", "in-progress", "completed", "failed"};
    static struct story story;
    story.tracker = mycpaas_call_tracker_new();
    for (int index = 0; index < CALLS * STATUSES; index++) {
        char body[64];
        snprintf(body, sizeof body, "CallSid=CA%d&CallStatus=%s", index / STATUSES, words[index % STATUSES]);
        story.events[index] = parsed(body);
    }
    in_threads(tell, &story);
    CHECK(mycpaas_call_tracker_count(story.tracker) == CALLS);
    for (int index = 0; index < CALLS; index++) {
        CHECK(atomic_load(&story.ends[index]) == 1);
    }
    for (int index = 0; index < CALLS * STATUSES; index++) {
        mycpaas_event_free(story.events[index]);
    }
    mycpaas_call_tracker_free(story.tracker);
}

/* Texts are made when they are asked for, and stay where they are. */
static void *look(void *shared) {
    const mycpaas_event *event = shared;
    const char *sid = mycpaas_event_call_sid(event);
    CHECK(is(sid, "CA1") && is(mycpaas_event_audio_in_mos_text(event), "4.40"));
    CHECK(is(mycpaas_event_call_status_text(event), "on-hold"));
    CHECK(mycpaas_event_call_status(event) == MYCPAAS_CALL_STATUS_OTHER);
    CHECK(is(mycpaas_event_field(event, "Twice"), "1") && mycpaas_event_field_count(event) == 6);
    CHECK(is(mycpaas_event_field_value(event, 4), "2") && mycpaas_event_field_value(event, 6) == NULL);
    CHECK(mycpaas_event_digits(event) == NULL && mycpaas_event_call_sid(event) == sid);
    return NULL;
}

static void many_threads_read_an_event(void) {
    for (int round = 0; round < 20; round++) {
        mycpaas_event *event =
            parsed("CallSid=CA1&CallStatus=on-hold&AudioInMos=4.40&Twice=1&Twice=2&SequenceNumber=1");
        in_threads(look, event);
        mycpaas_event_free(event);
    }
}

/* Each thread has a genuine request, and one that is not. */
static void *validate(void *shared) {
    const mycpaas_signature_validator *validator = shared;
    mycpaas_webhook *genuine = new_webhook("CallSid=CA1"), *forged = new_webhook("CallSid=CA2");
    sign(genuine, "a key");
    sign(forged, "another key");
    for (int round = 0; round < 20; round++) {
        mycpaas_verdict *verdict;
        CHECK(mycpaas_signature_validator_accepts(validator, genuine));
        CHECK(!mycpaas_signature_validator_accepts(validator, forged));
        WORKS(mycpaas_signature_validator_validate(validator, forged, &verdict));
        CHECK(mycpaas_verdict_reason(verdict) == MYCPAAS_REFUSAL_REASON_MISMATCH);
        mycpaas_verdict_free(verdict);
    }
    mycpaas_webhook_free(genuine);
    mycpaas_webhook_free(forged);
    return NULL;
}

static void many_threads_share_a_validator(void) {
    mycpaas_signature_validator *validator = new_validator("a key");
    in_threads(validate, validator);
    mycpaas_signature_validator_free(validator);
}

int main(void) {
    each_call_ends_once();
    many_threads_read_an_event();
    many_threads_share_a_validator();
    return 0;
}

/*
 * Checks a signature, reads a status, and tells a tracker of many, and prints the time of the CPU for each, in microseconds, and
 * the memory that is used.
 *
 *     webhooks REQUESTS EVENTS
 */

#define _POSIX_C_SOURCE 200809L

#include <mycpaas_webhooks.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "memory.h"

static const char *const KEY = "12345678901234567890123456789012",
                         *const URL = "https://example.com/voice/status?tenant=7",
                         *const FORM = "application/x-www-form-urlencoded";

/* 18 parameters. */
static const char BODY[] =
    "CallSid=CA0123456789abcdef0123456789abcdef&AccountSid=AC0123456789abcdef0123456789abcdef"
    "&From=%2B491098765432&To=%2B491234567890&CallStatus=completed&ApiVersion=2010-04-01"
    "&Direction=outbound-api&ForwardedFrom=&CallerName=Ann+S%C3%B6hne&Caller=%2B491098765432"
    "&Called=%2B491234567890&CallerCountry=DE&CalledCountry=DE"
    "&Timestamp=Sat%2C+31+Jan+2026+10%3A00%3A00+%2B0000&SequenceNumber=3"
    "&CallbackSource=call-progress-events&CallDuration=42&Duration=1";

static void check(bool condition, const char *what) {
    if (!condition) {
        fprintf(stderr, "%s\n", what);
        exit(1);
    }
}

static void works(mycpaas_error *error) {
    check(error == NULL, mycpaas_error_message(error));
}

static double cpu(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static mycpaas_webhook *received(const char *signature) {
    mycpaas_webhook *webhook = mycpaas_webhook_new("POST", URL);
    mycpaas_webhook_add_header(webhook, "Host", "example.com");
    mycpaas_webhook_add_header(webhook, "User-Agent", "TwilioProxy/1.1");
    mycpaas_webhook_add_header(webhook, "Content-Type", FORM);
    mycpaas_webhook_add_header(webhook, "Content-Length", "445");
    mycpaas_webhook_add_header(webhook, "Accept", "*/*");
    if (signature != NULL) {
        mycpaas_webhook_add_header(webhook, "X-Twilio-Signature", signature);
    }
    mycpaas_webhook_set_body(webhook, BODY, strlen(BODY));
    return webhook;
}

/* Beside a request that is there already, also the whole of what a server does for each. */
static void check_signatures(int count) {
    mycpaas_signature *signature;
    mycpaas_signature_validator *validator = mycpaas_signature_validator_new();
    mycpaas_signature_validator_add_key(validator, KEY);
    mycpaas_webhook *unsigned_one = received(NULL);
    works(mycpaas_signature_validator_sign(validator, MYCPAAS_SIGNATURE_SCHEME_PARAMETERS, unsigned_one,
                                           &signature));
    mycpaas_webhook *webhook = received(mycpaas_signature_value(signature));
    double began = cpu();
    for (int index = 0; index < count; index++) {
        check(mycpaas_signature_validator_accepts(validator, webhook), "it is genuine");
    }
    double checked = cpu();
    for (int index = 0; index < count; index++) {
        mycpaas_webhook *each = received(mycpaas_signature_value(signature));
        check(mycpaas_signature_validator_accepts(validator, each), "it is genuine");
        mycpaas_webhook_free(each);
    }
    double made = cpu();
    printf("{\"signature\": %.3f, \"whole\": %.3f, ", (checked - began) / count, (made - checked) / count);
    mycpaas_webhook_free(webhook);
    mycpaas_webhook_free(unsigned_one);
    mycpaas_signature_free(signature);
    mycpaas_signature_validator_free(validator);
}

static mycpaas_event *parsed(const char *body, size_t length) {
    mycpaas_event *event;
    works(mycpaas_event_parse(FORM, body, length, &event));
    return event;
}

static void read_statuses(int count) {
    double began = cpu();
    for (int index = 0; index < count; index++) {
        mycpaas_event *event = parsed(BODY, strlen(BODY));
        check(mycpaas_event_call_status(event) == MYCPAAS_CALL_STATUS_COMPLETED, "it has ended");
        check(mycpaas_event_call_sid(event) != NULL, "it is of a call");
        mycpaas_event_free(event);
    }
    printf("\"reading\": %.3f, ", (cpu() - began) / count);
}

/* Four statuses of each call, one call after the other. */
static void track(int count) {
    static const char *const words[] = {"initiated", "ringing", "in-progress", "completed"};
    int ended = 0;
    long used[5] = {memory_kb("VmRSS:")};
    mycpaas_call_tracker *tracker = mycpaas_call_tracker_new();
    double began = cpu();
    for (int index = 0; index < count; index++) {
        char body[96];
        mycpaas_recorded *recorded;
        int length = snprintf(body, sizeof body, "CallSid=CA%d&CallStatus=%s&SequenceNumber=%d", index / 4,
                              words[index % 4], index % 4);
        mycpaas_event *event = parsed(body, (size_t)length);
        works(mycpaas_call_tracker_record(tracker, event, &recorded));
        ended += mycpaas_recorded_ended(recorded);
        mycpaas_recorded_free(recorded);
        mycpaas_event_free(event);
        if ((index + 1) % (count / 4) == 0) {
            used[(index + 1) / (count / 4)] = memory_kb("VmRSS:");
        }
    }
    printf("\"tracker\": %.3f, \"ended\": %d, \"held\": %zu, ", (cpu() - began) / count, ended,
           mycpaas_call_tracker_count(tracker));
    printf("\"used_kb\": [%ld, %ld, %ld, %ld, %ld]}\n", used[0], used[1], used[2], used[3], used[4]);
    mycpaas_call_tracker_free(tracker);
}

int main(int arguments, char **argument) {
    if (arguments != 3 || atoi(argument[1]) < 1 || atoi(argument[2]) < 4 || atoi(argument[2]) % 4 != 0) {
        fprintf(stderr, "usage: webhooks REQUESTS EVENTS, which are a multiple of 4\n");
        return 1;
    }
    check_signatures(atoi(argument[1]));
    read_statuses(atoi(argument[1]));
    track(atoi(argument[2]));
    return 0;
}

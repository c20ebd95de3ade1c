/*
 * Places calls one after the other, with this library or with libcurl and cJSON, and prints the time of the CPU for each.
 *
 *     create mycpaas|curl COUNT
 *
 * The server is the one of the environment (MYCPAAS_*). Both do the same: credentials, form, time-outs, one connection that is
 * kept, and six fields out of the answer.
 */

#define _POSIX_C_SOURCE 200809L

#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <mycpaas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "memory.h"

static const char *const TO = "+491234567890", *const FROM = "+491098765432",
                         *const DOCUMENT = "https://example.com/voice.xml",
                         *const STATUS = "https://example.com/status";

static size_t checked;

static void check(const char *text) {
    if (text == NULL) {
        fprintf(stderr, "a field is missing\n");
        exit(1);
    }
    checked += strlen(text);
}

static void with_mycpaas(int count) {
    mycpaas_client *client;
    mycpaas_error *error = mycpaas_client_new_from_env(&client);
    for (int index = 0; index < count && error == NULL; index++) {
        mycpaas_call *call;
        mycpaas_call_params *params = mycpaas_call_params_new(TO, FROM, DOCUMENT);
        const char *const events[] = {"answered", "completed"};
        mycpaas_call_params_set_status_callback(params, STATUS);
        mycpaas_call_params_set_status_callback_event(params, events, 2);
        error = mycpaas_calls_create(client, params, &call);
        if (error == NULL) {
            check(mycpaas_call_sid(call));
            check(mycpaas_call_status_text(call));
            check(mycpaas_call_to(call));
            check(mycpaas_call_from(call));
            check(mycpaas_call_direction_text(call));
            check(mycpaas_call_date_created(call));
        }
        mycpaas_call_free(call);
        mycpaas_call_params_free(params);
    }
    if (error != NULL) {
        fprintf(stderr, "%s\n", mycpaas_error_message(error));
        exit(1);
    }
    mycpaas_client_free(client);
}

struct body {
    char *text;
    size_t length, capacity;
};

static size_t collect(char *data, size_t size, size_t count, void *userdata) {
    struct body *body = userdata;
    size_t length = size * count;
    if (body->length + length + 1 > body->capacity) {
        body->capacity = (body->length + length + 1) * 2;
        body->text = realloc(body->text, body->capacity);
    }
    memcpy(body->text + body->length, data, length);
    body->length += length;
    body->text[body->length] = '\0';
    return length;
}

static void append(CURL *curl, char *form, const char *name, const char *value) {
    char *escaped = curl_easy_escape(curl, value, 0);
    sprintf(form + strlen(form), "%s%s=%s", *form ? "&" : "", name, escaped);
    curl_free(escaped);
}

static void with_curl(int count) {
    const char *account = getenv("MYCPAAS_ACCOUNT_SID");
    char url[512], credentials[256], form[1024];
    struct body body = {0};
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL *curl = curl_easy_init();
    snprintf(url, sizeof url, "%s/Accounts/%s/Calls.json", getenv("MYCPAAS_BASE_URL"), account);
    snprintf(credentials, sizeof credentials, "%s:%s", account, getenv("MYCPAAS_AUTH_TOKEN"));
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_USERPWD, credentials);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, 5000L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 30000L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    for (int index = 0; index < count; index++) {
        long status = 0;
        *form = '\0';
        body.length = 0;
        append(curl, form, "To", TO);
        append(curl, form, "From", FROM);
        append(curl, form, "Url", DOCUMENT);
        append(curl, form, "StatusCallback", STATUS);
        append(curl, form, "StatusCallbackEvent", "answered completed");
        curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, form);
        CURLcode code = curl_easy_perform(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        if (code != CURLE_OK || status != 201) {
            fprintf(stderr, "%s, HTTP %ld\n", curl_easy_strerror(code), status);
            exit(1);
        }
        cJSON *call = cJSON_Parse(body.text);
        static const char *const fields[] = {"sid", "status", "to", "from", "direction", "date_created"};
        for (size_t field = 0; field < sizeof fields / sizeof *fields; field++) {
            check(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(call, fields[field])));
        }
        cJSON_Delete(call);
    }
    curl_easy_cleanup(curl);
    free(body.text);
}

static double seconds(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int arguments, char **argument) {
    struct rusage before, after;
    struct timespec began, ended;
    if (arguments != 3) {
        fprintf(stderr, "usage: create mycpaas|curl COUNT\n");
        return 1;
    }
    int count = atoi(argument[2]);
    void (*place)(int) = strcmp(argument[1], "curl") == 0 ? with_curl : with_mycpaas;
    getrusage(RUSAGE_SELF, &before);
    clock_gettime(CLOCK_MONOTONIC, &began);
    place(count);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    getrusage(RUSAGE_SELF, &after);
    double user = seconds(after.ru_utime) - seconds(before.ru_utime);
    double system = seconds(after.ru_stime) - seconds(before.ru_stime);
    double wall = (double)(ended.tv_sec - began.tv_sec) + (double)(ended.tv_nsec - began.tv_nsec) / 1e9;
    printf("{\"cpu\": %.3f, \"user\": %.3f, \"wall\": %.3f, \"peak_kb\": %ld}\n",
           (user + system) / count * 1e6, user / count * 1e6, wall / count * 1e6, memory_kb("VmHWM:"));
    return checked == 0;
}

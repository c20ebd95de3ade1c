#include "job.h"

#include <stdlib.h>
#include <string.h>

#include "calls_by_name.h"

static bool is(const char *word, const char *expected) {
    return strcmp(word, expected) == 0;
}

static char *kept(const char *text) {
    char *copy = text == NULL ? NULL : malloc(strlen(text) + 1);
    return copy == NULL ? NULL : strcpy(copy, text);
}

static uint64_t number(const char *text) {
    return strtoull(text, NULL, 10);
}

void begin(struct job *job, const struct line *line) {
    const char *operation = word(line, 1);
    clear(job);
    job->operation = kept(operation);
    job->config = mycpaas_config_new();
    if (is(operation, "create")) {
        job->call = mycpaas_call_params_new(word(line, 2), word(line, 3), word(line, 4));
    } else if (is(operation, "request")) {
        job->request = mycpaas_request_params_new(word(line, 2), word(line, 3));
    } else {
        job->sid = kept(word(line, 2));
        job->url = kept(word(line, 3));
        job->update = is(operation, "update") ? mycpaas_update_params_new() : NULL;
        job->list = is(operation, "list") || is(operation, "first_page") ? mycpaas_list_params_new() : NULL;
        job->wait = is(operation, "wait") ? mycpaas_wait_params_new() : NULL;
    }
}

void configure(struct job *job, const struct line *line) {
    mycpaas_config *config = job->config;
    const char *name = word(line, 1), *value = word(line, 2);
    if (is(name, "account_sid")) {
        mycpaas_config_set_account_sid(config, value);
    } else if (is(name, "auth_token")) {
        mycpaas_config_set_auth_token(config, value);
    } else if (is(name, "base_url")) {
        mycpaas_config_set_base_url(config, value);
    } else if (is(name, "allow_insecure_http")) {
        mycpaas_config_set_allow_insecure_http(config, is(value, "true"));
    } else if (is(name, "connect_timeout")) {
        mycpaas_config_set_connect_timeout_ms(config, number(value));
    } else if (is(name, "read_timeout")) {
        mycpaas_config_set_read_timeout_ms(config, number(value));
    } else if (is(name, "total_timeout")) {
        mycpaas_config_set_total_timeout_ms(config, number(value));
    } else if (is(name, "max_retries")) {
        mycpaas_config_set_max_retries(config, (uint32_t)number(value));
    } else if (is(name, "base_delay")) {
        mycpaas_config_set_retry_base_delay_ms(config, number(value));
    } else if (is(name, "max_delay")) {
        mycpaas_config_set_retry_max_delay_ms(config, number(value));
    } else if (is(name, "max_retry_after")) {
        mycpaas_config_set_max_retry_after_ms(config, number(value));
    } else if (is(name, "proxy")) {
        mycpaas_config_set_proxy(config, value);
    } else if (is(name, "extra_ca_certificates")) {
        mycpaas_config_add_ca_certificates(config, value, line->lengths[2]);
    } else if (is(name, "user_agent_suffix")) {
        mycpaas_config_set_user_agent_suffix(config, value);
    } else if (is(name, "max_response_size")) {
        mycpaas_config_set_max_response_size(config, (size_t)number(value));
    } else if (is(name, "list_encoding")) {
        mycpaas_config_set_repeated_lists(config, is(value, "repeated"));
    } else {
        misunderstood(name);
    }
}

void option(struct job *job, const struct line *line) {
    const char *name = word(line, 1), *value = word(line, 2);
    if (job->options == NULL) {
        job->options = mycpaas_options_new();
    }
    mycpaas_options *options = job->options;
    if (is(name, "connect_timeout")) {
        mycpaas_options_set_connect_timeout_ms(options, number(value));
    } else if (is(name, "read_timeout")) {
        mycpaas_options_set_read_timeout_ms(options, number(value));
    } else if (is(name, "total_timeout")) {
        mycpaas_options_set_total_timeout_ms(options, number(value));
    } else if (is(name, "max_retries")) {
        mycpaas_options_set_max_retries(options, (uint32_t)number(value));
    } else if (is(name, "account_sid")) {
        mycpaas_options_set_account_sid(options, value);
    } else if (is(name, "header")) {
        mycpaas_options_add_header(options, value, word(line, 3));
    } else {
        misunderstood(name);
    }
}

static void request_parameter(mycpaas_request_params *request, const struct line *line) {
    const char *name = word(line, 1), *key = word(line, 2), *value = word(line, 3);
    if (is(name, "query")) {
        mycpaas_request_params_add_query(request, key, value);
    } else if (is(name, "form")) {
        mycpaas_request_params_add_form(request, key, value);
    } else if (is(name, "body")) {
        mycpaas_request_params_set_body(request, key, value, line->lengths[3]);
    } else {
        misunderstood(name);
    }
}

static void list_parameter(mycpaas_list_params *list, const struct line *line) {
    const char *name = word(line, 1), *value = word(line, 2);
    if (is(name, "direction")) {
        mycpaas_list_params_set_direction(list, value);
    } else if (is(name, "limit")) {
        mycpaas_list_params_set_limit(list, number(value));
    } else if (is(name, "resume")) {
        mycpaas_list_params_set_resume(list, value);
    } else if (is(name, "extra")) {
        mycpaas_list_params_set_extra(list, value, word(line, 3));
    } else {
        set_list_params(list, name, line->words + 2, line->count - 2);
    }
}

void parameter(struct job *job, const struct line *line) {
    const char *name = word(line, 1), *value = word(line, 2);
    if (job->request != NULL) {
        request_parameter(job->request, line);
    } else if (job->list != NULL) {
        list_parameter(job->list, line);
    } else if (job->wait != NULL && is(name, "until")) {
        mycpaas_wait_params_add_until(job->wait, value);
    } else if (job->wait != NULL && is(name, "deadline")) {
        mycpaas_wait_params_set_deadline_ms(job->wait, number(value));
    } else if (job->call != NULL && is(name, "extra")) {
        mycpaas_call_params_set_extra(job->call, value, word(line, 3));
    } else if (job->call != NULL) {
        set_call_params(job->call, name, line->words + 2, line->count - 2);
    } else if (job->update != NULL && is(name, "extra")) {
        mycpaas_update_params_set_extra(job->update, value, word(line, 3));
    } else if (job->update != NULL) {
        set_update_params(job->update, name, line->words + 2, line->count - 2);
    } else {
        misunderstood(name);
    }
}

void clear(struct job *job) {
    free(job->operation);
    free(job->sid);
    free(job->url);
    mycpaas_config_free(job->config);
    mycpaas_options_free(job->options);
    mycpaas_call_params_free(job->call);
    mycpaas_update_params_free(job->update);
    mycpaas_list_params_free(job->list);
    mycpaas_wait_params_free(job->wait);
    mycpaas_request_params_free(job->request);
    *job = (struct job){0};
}

/*
 * Eight threads share one client. Each places calls and waits for them, starts others with callbacks, and cancels some. It
 * prints how many calls were placed for certain, and how many callbacks ran.
 */

#include <pthread.h>
#include <stdatomic.h>

#include "check.h"

enum { THREADS = 8, ROUNDS = 12 };

static atomic_int callbacks, placed;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t told = PTHREAD_COND_INITIALIZER;

static void ended(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    CHECK((error == NULL) != (call == NULL));
    CHECK(error == NULL || mycpaas_error_kind(error) == MYCPAAS_ERROR_KIND_CANCELLED);
    atomic_fetch_add(&placed, call != NULL);
    mycpaas_error_free(error);
    mycpaas_call_free(call);
    atomic_fetch_add((atomic_int *)userdata, 1);
    pthread_mutex_lock(&mutex);
    atomic_fetch_add(&callbacks, 1);
    pthread_cond_signal(&told);
    pthread_mutex_unlock(&mutex);
}

static void *work(void *shared) {
    static atomic_int own[THREADS * ROUNDS], next;
    const mycpaas_client *client = shared;
    mycpaas_call_params *params = new_params();
    for (int round = 0; round < ROUNDS; round++) {
        mycpaas_call *call;
        mycpaas_options *options = mycpaas_options_new();
        mycpaas_cancel_token *token = mycpaas_cancel_token_new();
        mycpaas_options_set_cancel_token(options, token);
        WORKS(mycpaas_calls_create_async(client, params, options, ended, &own[atomic_fetch_add(&next, 1)]));
        WORKS(mycpaas_calls_create(client, params, &call));
        atomic_fetch_add(&placed, 1);
        if (round % 3 == 0) {
            mycpaas_cancel_token_cancel(token);
        }
        mycpaas_call_free(call);
        mycpaas_cancel_token_free(token);
        mycpaas_options_free(options);
    }
    mycpaas_call_params_free(params);
    return own;
}

int main(void) {
    pthread_t threads[THREADS];
    atomic_int *own = NULL;
    mycpaas_client *client = new_client();
    for (int index = 0; index < THREADS; index++) {
        CHECK(pthread_create(&threads[index], NULL, work, client) == 0);
    }
    for (int index = 0; index < THREADS; index++) {
        void *returned;
        CHECK(pthread_join(threads[index], &returned) == 0);
        own = returned;
    }
    mycpaas_client_free(client);
    pthread_mutex_lock(&mutex);
    while (atomic_load(&callbacks) < THREADS * ROUNDS) {
        pthread_cond_wait(&told, &mutex);
    }
    pthread_mutex_unlock(&mutex);
    for (int index = 0; index < THREADS * ROUNDS; index++) {
        CHECK(atomic_load(&own[index]) == 1);
    }
    printf("%d %d\n", atomic_load(&placed), atomic_load(&callbacks));
    return 0;
}

/* Loads the library, unloads it while its threads run, and waits for what it had begun. */

#define _POSIX_C_SOURCE 200809L

#include <dlfcn.h>
#include <mycpaas.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int wake[2];

static void ended(mycpaas_error *error, mycpaas_call *call, void *userdata) {
    char result = error == NULL && call != NULL;
    (void)userdata;
    if (write(wake[1], &result, 1) != 1) {
        _exit(2);
    }
}

/* ISO C knows no way from a pointer to an object to one to a function. */
#define FUNCTION(name)                              \
    __typeof__(&name) name##_;                      \
    do {                                            \
        void *address = dlsym(library, #name);      \
        memcpy(&name##_, &address, sizeof address); \
    } while (0)

static int start(const char *path) {
    mycpaas_client *client;
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 0;
    }
    FUNCTION(mycpaas_client_new_from_env);
    FUNCTION(mycpaas_call_params_new);
    FUNCTION(mycpaas_calls_create_async);
    FUNCTION(mycpaas_call_params_free);
    FUNCTION(mycpaas_client_free);
    mycpaas_call_params *params;
    if (mycpaas_client_new_from_env_(&client) != NULL) {
        return 0;
    }
    params = mycpaas_call_params_new_("+491234567890", "+491098765432", "https://example.com/voice.xml");
    if (mycpaas_calls_create_async_(client, params, NULL, ended, NULL) != NULL) {
        return 0;
    }
    mycpaas_call_params_free_(params);
    mycpaas_client_free_(client);
    return dlclose(library) == 0;
}

int main(int count, char **arguments) {
    char result = 0;
    if (count != 2 || pipe(wake) != 0 || !start(arguments[1])) {
        return 1;
    }
    if (read(wake[0], &result, 1) != 1) {
        return 1;
    }
    puts(result ? "placed" : "failed");
    return result ? 0 : 1;
}

/* A telephone menu in German: builds it, checks it, and prints it. Needs neither an account nor a network. */

#include <mycpaas_laml.h>

#include <stdio.h>
#include <stdlib.h>

static void say(mycpaas_laml *parent, const char *message) {
    const mycpaas_laml_say_attributes german = {.voice = MYCPAAS_LAML_VOICE_WOMAN, .language = "de-DE"};
    mycpaas_laml_say(parent, message, &german);
}

static mycpaas_laml *menu(void) {
    const mycpaas_laml_gather_attributes one_key = {
        .action = "https://example.com/menu",
        .input = MYCPAAS_LIST(MYCPAAS_LAML_GATHER_INPUT_DTMF, MYCPAAS_LAML_GATHER_INPUT_SPEECH),
        .num_digits = MYCPAAS_INTEGER(1),
        .language = "de-DE",
        .hints = MYCPAAS_LIST("Vertrieb", "Technik"),
    };
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    mycpaas_laml *gather = mycpaas_laml_gather(response, &one_key);
    say(gather, "Für den Vertrieb drücken Sie die Eins, für die Technik die Zwei.");
    say(response, "Wir haben nichts gehört. Auf Wiederhören!");
    mycpaas_laml_hangup(response);
    return response;
}

/* What was wrong while the menu was built comes here, so that nothing above needs a check. */
static int fail(mycpaas_error *error) {
    fprintf(stderr, "%s\n", mycpaas_error_message(error));
    mycpaas_error_free(error);
    return EXIT_FAILURE;
}

static int show(const mycpaas_laml *response) {
    mycpaas_laml_findings *findings;
    mycpaas_error *error = mycpaas_laml_check(response, NULL, &findings);
    for (size_t i = 0; i < mycpaas_laml_findings_count(findings); i++) {
        fprintf(stderr, "%s\n", mycpaas_laml_findings_text(findings, i));
    }
    mycpaas_laml_findings_free(findings);

    const char *xml = NULL;
    if (error == NULL) {
        error = mycpaas_laml_to_xml_pretty(response, &xml);
    }
    return error ? fail(error) : printf("%s", xml) < 0;
}

int main(void) {
    mycpaas_laml *response = menu();
    int status = show(response);
    mycpaas_laml_free(response);
    return status;
}

/* LaML: what is parsed, and what the checker finds. Fails with the place of the first thing that is not as it should be. */

#include "laml_checks.h"

static void documents_that_cannot_be_read_are_refused(void) {
    mycpaas_laml *root;
    mycpaas_error *error = mycpaas_laml_parse("<a>\n<b></a>", 11, &root);
    CHECK(root == NULL && mycpaas_error_line(error) == 2 && mycpaas_error_column(error) > 1,
          "it has a place");
    FAILS(error, MYCPAAS_ERROR_KIND_LAML, "line 2");
    FAILS(mycpaas_laml_voice_response_parse("<Request/>", 10, &root), MYCPAAS_ERROR_KIND_LAML,
          "not <Response>");
    FAILS(mycpaas_laml_parse_document("letter", "<a/>", 4, &root), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT,
          "letter");
    FAILS(mycpaas_laml_parse(NULL, 1, &root), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "xml: NULL is given");
    const char three[] = "<a><b><c/></b></a>";
    FAILS(mycpaas_laml_parse_with_limits(NULL, three, strlen(three), 0, 2, 0, &root), MYCPAAS_ERROR_KIND_LAML,
          "");
    FAILS(mycpaas_laml_parse_with_limits(NULL, three, strlen(three), 0, 0, 2, &root), MYCPAAS_ERROR_KIND_LAML,
          "");
    FAILS(mycpaas_laml_parse_with_limits(NULL, three, strlen(three), 9, 0, 0, &root), MYCPAAS_ERROR_KIND_LAML,
          "");
    GOES(mycpaas_laml_parse_with_limits(NULL, three, strlen(three), 18, 3, 3, &root));
    XML(root, three);
    mycpaas_laml_free(root);
    GOES(mycpaas_laml_voice_response_parse("\xff\xfe<\0R\0e\0s\0p\0o\0n\0s\0e\0/\0>\0", 24, &root));
    XML(root, "<Response/>");
    mycpaas_laml_free(root);
}

static void the_checker_tells_what_is_wrong(void) {
    mycpaas_laml *root =
        parsed("<Response>\n  <Gather action='/b' numdigits='x'><Say>Hi.</Say></Gather>\n</Response>");
    mycpaas_laml_findings *findings;
    GOES(mycpaas_laml_check(root, NULL, &findings));
    CHECK(mycpaas_laml_findings_count(findings) == 2, "%zu", mycpaas_laml_findings_count(findings));
    SAME(mycpaas_laml_findings_rule(findings, 0), "wrong-case");
    CHECK(mycpaas_laml_findings_severity(findings, 0) == MYCPAAS_LAML_SEVERITY_ERROR, "it is an error");
    SAME(mycpaas_laml_findings_severity_name(findings, 0), "error");
    SAME(mycpaas_laml_findings_path(findings, 0), "/Response/Gather[1]/@numdigits");
    CHECK(mycpaas_laml_findings_line(findings, 0) == 2 && mycpaas_laml_findings_column(findings, 0) == 23,
          "its place");
    SAME(mycpaas_laml_findings_hint(findings, 0), "write `numDigits`");
    SAME(mycpaas_laml_findings_message(findings, 1), "`numDigits` is `x`, not a whole number");
    SAME(mycpaas_laml_findings_found(findings, 1), "x");
    SAME(mycpaas_laml_findings_allowed(findings, 1), "1 or more");
    CHECK(mycpaas_laml_findings_hint(findings, 1) == NULL, "it needs none");
    CHECK(mycpaas_laml_findings_rule(findings, 2) == NULL, "no more");
    CHECK(mycpaas_laml_findings_severity(findings, 2) == MYCPAAS_LAML_SEVERITY_NONE, "no more");
    SAME(mycpaas_laml_findings_text(findings, 1),
         "error wrong-type at /Response/Gather[1]/@numdigits (line 2, column 23): "
         "`numDigits` is `x`, not a whole number; allowed: 1 or more");
    mycpaas_laml_findings_free(findings);
    mycpaas_laml_free(root);

    GOES(mycpaas_laml_check_document("<Response", 9, NULL, &findings));
    SAME(mycpaas_laml_findings_rule(findings, 0), "not-well-formed");
    mycpaas_laml_findings_free(findings);
    mycpaas_laml_findings_free(NULL);
}

static void the_checker_knows_what_it_is_told(void) {
    mycpaas_laml *message = mycpaas_laml_messaging_response_new();
    mycpaas_laml_message(message, "Hi.", NULL);
    mycpaas_laml_findings *findings;
    GOES(mycpaas_laml_check(message, NULL, &findings));
    CHECK(mycpaas_laml_findings_count(findings) == 0, "%s", mycpaas_laml_findings_text(findings, 0));
    mycpaas_laml_findings_free(findings);

    mycpaas_laml_check_settings *settings = mycpaas_laml_check_settings_new();
    mycpaas_laml_check_settings_set_channel(settings, "voice");
    mycpaas_laml_check_settings_add_service(settings, "signalwire");
    mycpaas_laml_check_settings_set_usage(settings, "call");
    mycpaas_laml_check_settings_set_document_url(settings, "https://example.com/");
    mycpaas_laml_check_settings_set_inline(settings, true);
    GOES(mycpaas_laml_check(message, settings, &findings));
    CHECK(mycpaas_laml_findings_count(findings) > 0, "a message is no verb of a call");
    mycpaas_laml_findings_free(findings);
    mycpaas_laml_check_settings_add_service(settings, "pigeons");
    FAILS(mycpaas_laml_check(message, settings, &findings), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT, "pigeons");
    CHECK(mycpaas_laml_check_settings_set_usage(settings, NULL) != NULL, "NULL is no usage");
    FAILS(mycpaas_laml_check_document("", 0, settings, &findings), MYCPAAS_ERROR_KIND_INVALID_ARGUMENT,
          "usage: NULL");
    mycpaas_laml_check_settings_free(settings);
    mycpaas_laml_check_settings_free(NULL);
    mycpaas_laml_free(message);

    /* What is missing is told by the checker, and not before. */
    mycpaas_laml *response = mycpaas_laml_voice_response_new();
    mycpaas_laml_redirect(response, NULL, NULL);
    XML(response, "<Response><Redirect/></Response>");
    GOES(mycpaas_laml_check(response, NULL, &findings));
    SAME(mycpaas_laml_findings_path(findings, 0), "/Response/Redirect[1]/text()");
    mycpaas_laml_findings_free(findings);
    mycpaas_laml_free(response);
}

int main(void) {
    documents_that_cannot_be_read_are_refused();
    the_checker_tells_what_is_wrong();
    the_checker_knows_what_it_is_told();
    return EXIT_SUCCESS;
}

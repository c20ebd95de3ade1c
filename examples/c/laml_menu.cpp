// A telephone menu in German: builds it, checks it, and prints it. Needs neither an account nor a network.

#include <mycpaas_laml.hpp>

#include <cstdlib>
#include <iostream>

namespace laml = mycpaas::laml;

namespace {

template <class Parent>
void say(Parent &parent, std::string_view message) {
    parent.say(message).voice(laml::voice::woman).language("de-DE");
}

laml::VoiceResponse menu() {
    laml::VoiceResponse response;
    auto gather = response.gather()
                      .action("https://example.com/menu")
                      .input({laml::gather_input::dtmf, laml::gather_input::speech})
                      .num_digits(1)
                      .language("de-DE")
                      .hints({"Vertrieb", "Technik"});
    say(gather, "Für den Vertrieb drücken Sie die Eins, für die Technik die Zwei.");
    say(response, "Wir haben nichts gehört. Auf Wiederhören!");
    response.hangup();
    return response;
}

} // namespace

int main() {
    try {
        const auto response = menu();
        for (const auto &finding : response.check()) {
            std::cerr << finding.text() << '\n';
        }
        std::cout << response.to_xml_pretty();
    } catch (const mycpaas::Error &error) {
        // What was wrong while the menu was built comes here, too, so that nothing above needs a check.
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
}

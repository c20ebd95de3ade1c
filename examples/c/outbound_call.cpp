// Places a call and waits for its end.
//
//     c++ -std=c++17 outbound_call.cpp $(pkg-config --cflags --libs mycpaas) -o outbound_call
//     ./outbound_call +491234567890 +491098765432 https://example.com/voice.xml
//
// The credentials are in MYCPAAS_ACCOUNT_SID and MYCPAAS_AUTH_TOKEN. Without an account, let the simulator answer:
//
//     mycpaas-simulator &     # it says what to put into the environment

#include <mycpaas.hpp>

#include <cstdlib>
#include <iostream>

namespace {

void place_call(const char *to, const char *from, const char *url) {
    const auto client = mycpaas::Client::from_env();
    const auto call = client.create(mycpaas::CallParams(to, from, url).timeout(30));
    std::cout << "Call " << call.sid() << " is " << text(call.status()) << ".\n";

    const auto ended = client.wait(call.sid());
    std::cout << "It ended as " << text(ended.status());
    if (const auto duration = ended.duration()) {
        std::cout << " after " << duration->count() << " s";
    }
    std::cout << ".\n";
}

} // namespace

int main(int count, char **arguments) {
    if (count != 4) {
        std::cerr << "usage: " << arguments[0] << " TO FROM URL\n";
        return EXIT_FAILURE;
    }
    try {
        place_call(arguments[1], arguments[2], arguments[3]);
    } catch (const mycpaas::Error &error) {
        // What may have happened nevertheless must not be overlooked.
        std::cerr << error.what() << '\n';
        if (error.may_have_been_placed()) {
            std::cerr << "The telephone may be ringing: look for the call before you place it again.\n";
        }
        return EXIT_FAILURE;
    }
}

// What test programs in C++ share.

#ifndef CHECK_HPP
#define CHECK_HPP

#include <mycpaas.hpp>

#include <arpa/inet.h>
#include <cstdlib>
#include <iostream>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

// Ends the program where a condition does not hold.
#define CHECK(...)                                                                            \
    do {                                                                                      \
        if (!(__VA_ARGS__)) {                                                                 \
            std::cerr << __FILE__ << ':' << __LINE__ << ": not so: " << #__VA_ARGS__ << '\n'; \
            std::exit(1);                                                                     \
        }                                                                                     \
    } while (false)

inline mycpaas::CallParams params() {
    return {"+491234567890", "+491098765432", "https://example.com/voice.xml"};
}

// A server that takes requests, and never answers one.
class Stalled {
public:
    Stalled() : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto *where = reinterpret_cast<sockaddr *>(&address);
        CHECK(bind(listener_, where, length) == 0 && listen(listener_, 8) == 0);
        CHECK(getsockname(listener_, where, &length) == 0);
        base_url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/api";
    }
    Stalled(const Stalled &) = delete;
    Stalled &operator=(const Stalled &) = delete;
    ~Stalled() {
        close(connection_);
        close(listener_);
    }

    // What a client of it is made with.
    mycpaas::Config config() const {
        return mycpaas::Config().account_sid("AC1").auth_token("secret").base_url(base_url_);
    }

    // Waits until a request has arrived.
    void wait() const {
        char byte = 0;
        connection_ = accept(listener_, nullptr, nullptr);
        CHECK(recv(connection_, &byte, 1, 0) == 1);
    }

private:
    int listener_;
    mutable int connection_ = -1;
    std::string base_url_;
};

#endif

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
#include <type_traits>
#include <unistd.h>

// Ends the program where a condition does not hold.
#define CHECK(...)                                                                            \
    do {                                                                                      \
        if (!(__VA_ARGS__)) {                                                                 \
            std::cerr << __FILE__ << ':' << __LINE__ << ": not so: " << #__VA_ARGS__ << '\n'; \
            std::exit(1);                                                                     \
        }                                                                                     \
    } while (false)

template <class T>
constexpr bool only_moves = std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T> &&
                            !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T>;

#ifdef __cpp_exceptions
// Returns what something throws, which it must.
template <class Work>
mycpaas::Error thrown_by(Work work, int line = __builtin_LINE()) {
    try {
        work();
    } catch (const mycpaas::Error &error) {
        return error;
    }
    std::cerr << "line " << line << ": nothing was thrown\n";
    std::exit(1);
}
#endif

inline mycpaas::CallParams params() {
    return {"+491234567890", "+491098765432", "https://example.com/voice.xml"};
}

// A server that is told what to do with each connection.
class Loopback {
public:
    Loopback() : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto *where = reinterpret_cast<sockaddr *>(&address);
        CHECK(bind(listener_, where, length) == 0 && listen(listener_, 8) == 0);
        CHECK(getsockname(listener_, where, &length) == 0);
        base_url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/api";
    }
    Loopback(const Loopback &) = delete;
    Loopback &operator=(const Loopback &) = delete;
    ~Loopback() { close(listener_); }

    // What a client of it is made with.
    mycpaas::Config config() const {
        return mycpaas::Config().account_sid("AC1").auth_token("secret").base_url(base_url_);
    }

    // Waits for a connection. Fails once there is an end.
    int connection() const { return accept(listener_, nullptr, nullptr); }
    void end() const { shutdown(listener_, SHUT_RDWR); }

private:
    int listener_;
    std::string base_url_;
};

// A server that takes requests, and never answers one.
class Stalled : public Loopback {
public:
    ~Stalled() { close(connection_); }

    // Waits until a request has arrived.
    void wait() const {
        char byte = 0;
        connection_ = connection();
        CHECK(recv(connection_, &byte, 1, 0) == 1);
    }

private:
    mutable int connection_ = -1;
};

#endif

// Calls that are followed in C++, and waits that learn from what was heard of them.

#include "check.hpp"

#include <mycpaas_webhooks.hpp>

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>

using namespace mycpaas;
using namespace mycpaas::webhooks;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

static_assert(only_moves<CallTracker> && only_moves<Recorded> && only_moves<TrackedCall>);
static_assert(std::is_trivially_copyable_v<TrackedCallView>);
static_assert(std::is_convertible_v<const TrackedCall &, TrackedCallView>);

Event parsed(std::string_view body) {
    return Event::parse("application/x-www-form-urlencoded", body);
}

void calls_are_followed() {
    const CallTracker tracker;
    CHECK(!tracker.record(parsed("Digits=1")) && !tracker.get("CA1") && tracker.count() == 0);

    const Event completed = parsed("CallSid=CA1&CallStatus=completed&CallDuration=15&SequenceNumber=3"
                                   "&Timestamp=Sat%2C+31+Jan+2026+10%3A00%3A00+%2B0000");
    const Recorded ended = tracker.record(completed).value();
    CHECK(ended.change() == CallChange::changed && ended.change_name() == "changed" && ended.ended());
    const TrackedCallView call = ended.call();
    CHECK(call.sid() == "CA1" && call.status() == CallStatus::completed && call.status_text() == "completed");
    CHECK(call.is_final() && call.answered() && call.sequence_number() == 3 && call.duration() == 15s);
    CHECK(call.timestamp() == Time(1769853600s) &&
          call.timestamp_text() == "Sat, 31 Jan 2026 10:00:00 +0000");

    const Recorded repeated = tracker.record(completed).value();
    CHECK(repeated.change() == CallChange::repeated && !repeated.ended());
    CHECK(tracker.record(parsed("CallSid=CA1&CallStatus=ringing"))->change() == CallChange::late);
    CHECK(tracker.record(parsed("CallSid=CA1&CallStatus=busy"))->change_name() == "impossible");

    CHECK(tracker.record(parsed("CallSid=CA2&CallStatus=warp"))->call().status() == CallStatus::other);
    const TrackedCall other = tracker.get("CA2").value();
    CHECK(other.status_text() == "warp" && !other.is_final() && !other.answered());
    CHECK(!other.sequence_number() && !other.duration() && !other.timestamp() && !other.timestamp_text());
    CHECK(tracker.count() == 2);
    tracker.forget("CA2\0"sv);
    CHECK(tracker.try_get("CA2").value()->sid() == "CA2");
    tracker.forget("CA2");
    CHECK(tracker.count() == 1 && !tracker.try_get("CA2").value() && other.sid() == "CA2");

    const Recorded odd = tracker.record(parsed("CallSid=CA3&CallStatus=busy&Timestamp=now%00x")).value();
    CHECK(odd.ended() && !odd.call().timestamp_text() && !odd.call().timestamp());

    CHECK(tracker.try_get("CA\0"sv).error().parameter() == "sid");
    CHECK(thrown_by([&] { tracker.get("\xff"); }).parameter() == "sid");
}

void trackers_have_limits() {
    const CallTracker tracker(1, 1h, 2);
    for (const char *sid : {"CA1", "CA2", "CA3"}) {
        tracker.record(parsed("CallStatus=ringing&CallSid=" + std::string(sid)));
    }
    CHECK(tracker.count() == 2 && !tracker.get("CA1"));
    tracker.record(parsed("CallStatus=busy&CallSid=CA2"));
    tracker.record(parsed("CallStatus=busy&CallSid=CA3"));
    CHECK(tracker.count() == 1 && tracker.get("CA3")->is_final());

    // An age is any number, also one that makes no sense.
    const CallTracker brief(9, -1ms, 9);
    const CallTracker lasting(9, std::chrono::milliseconds::max(), 9);
    for (const CallTracker *one : {&brief, &lasting}) {
        CHECK(one->record(parsed("CallStatus=busy&CallSid=CA1"))->ended());
    }
    CHECK(!brief.get("CA1") && lasting.get("CA1"));
}

// A server on which a call rings until somebody ends it.
class Ringing : public Loopback {
public:
    explicit Ringing(const CallTracker *tracker = nullptr)
        : tracker_(tracker), thread_([this] { serve(); }) {}
    ~Ringing() {
        end();
        thread_.join();
    }

    int looks() const { return looks_; }

private:
    void serve() {
        for (int peer = connection(); peer >= 0; peer = connection()) {
            std::string request;
            char bytes[4096];
            while (request.find("\r\n\r\n") == std::string::npos) {
                const ssize_t length = recv(peer, bytes, sizeof bytes, 0);
                CHECK(length > 0);
                request.append(bytes, static_cast<std::size_t>(length));
            }
            answer(peer, ++looks_ > 1 && tracker_ != nullptr ? "completed" : "ringing");
            close(peer);
        }
    }

    void answer(int peer, const std::string &status) const {
        const std::string body = R"({"sid": "CA1", "status": ")" + status + "\"}";
        const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                                 "Content-Length: ";
        const std::string answer = head + std::to_string(body.size()) + "\r\n\r\n" + body;
        CHECK(send(peer, answer.data(), answer.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(answer.size()));
        if (tracker_ != nullptr) {
            tracker_->record(parsed("CallSid=CA1&CallStatus=completed"));
        }
    }

    const CallTracker *tracker_;
    std::atomic<int> looks_ = 0;
    std::thread thread_;
};

void waits_learn_from_callbacks() {
    CallTracker tracker;
    tracker.record(parsed("CallSid=CA1&CallStatus=ringing"));
    WaitParams params = WaitParams().tracker(tracker).deadline(600ms);
    {
        // Without a tracker it would look a third time before the deadline.
        const Ringing server;
        const Error late = Client(server.config()).try_wait("CA1", params).error();
        CHECK(late.kind() == ErrorKind::timeout && server.looks() <= 2);
    }
    {
        // With one that hears nothing more it would look again after five seconds.
        const Ringing server(&tracker);
        const auto begin = std::chrono::steady_clock::now();
        const Call ended = Client(server.config()).wait("CA1", params.deadline(1min).tracker(tracker));
        CHECK(ended.status() == CallStatus::completed && server.looks() == 2);
        CHECK(std::chrono::steady_clock::now() - begin < 4s);
    }
    const CallTracker taken = std::move(tracker);
    const Ringing server;
    const Client client(server.config());
    CHECK(client.try_wait("CA1", params.tracker(tracker)).error().parameter() == "tracker");
    CHECK(server.looks() == 0 && taken.count() == 1);
}

void what_was_moved_from_is_empty() {
    Event event = parsed("CallSid=CA1&CallStatus=busy");
    const Event moved = std::move(event);
    CallTracker tracker;
    TrackedCall call = (tracker.record(moved), tracker.get("CA1")).value();
    TrackedCall other = std::move(call);
    CHECK(call.sid().empty() && call.status() == CallStatus::none && !call.is_final() && !call.duration());
    call = std::move(other);
    CHECK(call.sid() == "CA1" && other.status_text().empty() && other.get() == nullptr);
    Recorded recorded = tracker.record(moved).value();
    const Recorded last = std::move(recorded);
    CHECK(recorded.change() == CallChange::none && recorded.change_name().empty() && !recorded.ended());
    CHECK(recorded.call().sid().empty() && last.call().sid() == "CA1");
    CHECK(tracker.try_record(event).error().parameter() == "event");
    const CallTracker taken = std::move(tracker);
    CHECK(tracker.count() == 0 && tracker.try_record(moved).error().parameter() == "tracker");
    tracker.forget("CA1");
    CHECK(!tracker.try_get("CA1") && taken.count() == 1);
}

} // namespace

int main() {
    calls_are_followed();
    trackers_have_limits();
    waits_learn_from_callbacks();
    what_was_moved_from_is_empty();
}

// As place_call.c does.

#include <mycpaas.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <utility>

namespace {

template <auto free>
struct Free {
    template <typename Handle>
    void operator()(Handle *handle) const {
        free(handle);
    }
};
template <typename Handle, auto free>
using Owned = std::unique_ptr<Handle, Free<free>>;

using Call = Owned<mycpaas_call, mycpaas_call_free>;
using Client = Owned<mycpaas_client, mycpaas_client_free>;
using Error = Owned<mycpaas_error, mycpaas_error_free>;
using Params = Owned<mycpaas_call_params, mycpaas_call_params_free>;

std::pair<Call, Error> place(const Client &client, const char *to) {
    Params params{mycpaas_call_params_new(to, "+491098765432", "https://example.com/voice.xml")};
    mycpaas_call *call;
    Error error{mycpaas_calls_create(client.get(), params.get(), &call)};
    return {Call{call}, std::move(error)};
}

void run() {
    mycpaas_client *made;
    Error failed{mycpaas_client_new_from_env(&made)};
    Client client{made};
    if (failed) {
        throw std::runtime_error(mycpaas_error_message(failed.get()));
    }

    auto [call, none] = place(client, "+491234567890");
    if (none) {
        throw std::runtime_error(mycpaas_error_message(none.get()));
    }
    std::cout << mycpaas_call_to(call.get()) << ' ' << mycpaas_call_status_text(call.get()) << '\n';

    auto [nothing, error] = place(client, "nobody");
    std::cout << mycpaas_error_kind_name(error.get()) << ' ' << mycpaas_error_parameter(error.get()) << ' '
              << mycpaas_error_delivery_name(error.get()) << '\n';
}

} // namespace

int main() {
    try {
        run();
    } catch (const std::exception &error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}

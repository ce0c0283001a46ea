#include "bulletin/desk.h"

#include "core/text.h"

namespace panoh::bulletin {

core::Done Desk::subscribe(const Wish& wish, std::string_view network)
{
    PANOH_CHECK(post_.check_set_up());
    PANOH_CHECK(check_wish(wish));
    const auto now = clock_.now();
    PANOH_CHECK(throttle_.begin({.account = core::fold_case(wish.email), .network = std::string(network)},
                                "subscribe", now));
    PANOH_CHECK(database_.write([&](store::Transaction& transaction) -> core::Done {
        ask(transaction, post_.keys(), wish, now);
        return {};
    }));
    post_.wake();
    return {};
}

core::Done Desk::confirm(std::string_view token)
{
    return database_.write([&](store::Transaction& transaction) -> core::Done {
        return bulletin::confirm(transaction, post_.keys(), token, clock_.now());
    });
}

core::Done Desk::leave(std::string_view token)
{
    return database_.write([&](store::Transaction& transaction) -> core::Done {
        return bulletin::leave(transaction, post_.keys(), token, clock_.now());
    });
}

} // namespace panoh::bulletin

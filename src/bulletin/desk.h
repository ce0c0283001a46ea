#pragma once

// Where strangers ask for the bulletin, confirm and leave: what the API and the public pages have in common.

#include <string_view>

#include "access/throttle.h"
#include "bulletin/post.h"
#include "bulletin/subscribers.h"

namespace panoh::bulletin {

class Desk {
public:
    Desk(store::Database& database, const core::Clock& clock, Post& post)
        : database_(database), clock_(clock), post_(post)
    {
    }
    /// "mail/not_set_up", those of check_wish(), "access/too_many_tries" (counted alike for addresses that
    /// are known and that are not). `network` as http::Request has it.
    [[nodiscard]] core::Done subscribe(const Wish& wish, std::string_view network);
    /// "bulletin/link_unknown".
    [[nodiscard]] core::Done confirm(std::string_view token);
    /// "bulletin/link_unknown".
    [[nodiscard]] core::Done leave(std::string_view token);
    /// Whether letters can be sent at all.
    [[nodiscard]] bool is_open() const { return post_.check_set_up().has_value(); }

private:
    store::Database& database_;
    const core::Clock& clock_;
    Post& post_;
    access::Throttle throttle_ = {};
};

} // namespace panoh::bulletin

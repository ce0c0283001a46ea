#pragma once

#include <functional>
#include <string>
#include <vector>

#include "access/access.h"
#include "access/subject.h"
#include "app/release_fiction.h"
#include "core/clock.h"
#include "core/result.h"
#include "store/store.h"

namespace panoh::app {

/// One account of a demonstration, as the sign-in page offers it.
struct DemoAccount {
    std::string user_name;
    std::string name;
    access::Role role;
    std::string organisation;
    std::string password;
};

/// The accounts that `make_demo` makes; the same on every demonstration.
[[nodiscard]] std::vector<DemoAccount> demo_accounts();

/// Adds the statistics of an organisation that has about so many cases.
using AddStatistics = std::function<core::Done(const StatisticsHands&, std::int64_t people)>;

/// Fills an empty database with three fictional organisations in three countries, their people, and `cases`
/// fictional cases, and marks it as a demonstration for good. `progress` hears how many cases stand.
/// "demo/not_empty" when the database has people already.
[[nodiscard]] core::Result<void> make_demo(store::Database& database, access::Access& access,
                                           const core::Clock& clock, std::int64_t cases,
                                           const std::function<void(std::int64_t)>& progress,
                                           const AddStatistics& add_statistics = {});

/// Whether this database is a demonstration.
[[nodiscard]] bool is_demo(store::Database& database);

} // namespace panoh::app

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/json.h"

namespace panoh::outreach {

/// Who said it, where and when.
struct Source {
    std::string title = {};
    std::string publisher = {};
    std::optional<core::Date> published_on = {};
    std::optional<std::string> link = {};
};
PANOH_JSON(Source, title, publisher, published_on, link)

/// A figure that others published, cited with its source.
struct Fact {
    using AbsentListsAreEmpty = void;
    std::string title = {}; ///< what the figure says, in one line
    double value = 0;
    core::Coded<"unit"> unit = {};
    std::optional<core::Coded<"currency">> currency = {}; ///< of an amount of money
    bool approximate = false;
    std::optional<int> year = {};                         ///< that it is about
    std::optional<core::Coded<"language">> language = {}; ///< in which it is described here
    std::vector<core::Coded<"country">> countries = {};
    Source source = {};
    std::optional<std::string> note = {};
};
PANOH_JSON(Fact, title, value, unit, currency, approximate, year, language, countries, source, note)

} // namespace panoh::outreach

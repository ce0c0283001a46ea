#pragma once

#include <algorithm>
#include <ranges>
#include <string>
#include <string_view>

#include "http/fields.h"

namespace panoh::portal {

/// The first of `offered` that Accept-Language (RFC 9110 section 12.5.4) likes best; English where it likes
/// none and English is offered, else the first. Regions are not told apart: ru-KZ is ru.
template <std::ranges::range Offered>
[[nodiscard]] std::string_view preferred_language(std::string_view accepted, const Offered& offered)
{
    std::string_view best;
    int best_weight = 0;
    while (!accepted.empty()) {
        const auto comma = std::min(accepted.find(','), accepted.size());
        const auto element = http::trimmed(accepted.substr(0, comma));
        accepted.remove_prefix(std::min(comma + 1, accepted.size()));
        const auto tag = element.substr(0, element.find_first_of("-; "));
        int weight = 1000;
        if (const auto at = element.find("q="); at != std::string_view::npos) {
            weight = 0;
            int unit = 1000;
            for (const char sign : element.substr(at + 2)) {
                if (sign >= '0' && sign <= '9') weight += (sign - '0') * unit;
                if (sign != '.') unit /= 10;
            }
        }
        if (weight <= best_weight) continue;
        for (const std::string_view language : offered)
            if (http::same_word(tag, language)) {
                best = language;
                best_weight = weight;
            }
    }
    if (!best.empty()) return best;
    for (const std::string_view language : offered)
        if (language == "en") return language;
    return std::ranges::empty(offered) ? std::string_view() : std::string_view(*std::ranges::begin(offered));
}

} // namespace panoh::portal

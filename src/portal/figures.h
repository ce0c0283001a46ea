#pragma once

#include <cstdint>
#include <string>

#include "portal/words.h"

namespace panoh::portal {

/// Numbers as people of a language write them: "12,345.6", "12 345,6". Groups from five digits on, or from
/// four where the language has a comma for it.
class Figures {
public:
    explicit Figures(const Words& words);

    [[nodiscard]] std::string whole(std::int64_t number) const;
    /// With at most so many digits behind the point, without zeros at its end; "–" for what is no number.
    [[nodiscard]] std::string decimal(double number, int digits) const;
    /// With exactly so many digits behind the point, for what stands in one column.
    [[nodiscard]] std::string fixed(double number, int digits) const;
    /// About three digits that say something: "0.0123", "1.23", "123", "12,345".
    [[nodiscard]] std::string short_decimal(double number) const;
    /// A share as percent: "12.3%". What is more than nothing is not shown as 0.
    [[nodiscard]] std::string percent(double share) const;
    [[nodiscard]] std::string range(std::int64_t low, std::int64_t high) const;

private:
    [[nodiscard]] std::string written(double number, int digits, bool all) const;
    std::string language_;
    std::string group_;
    std::string point_;
};

} // namespace panoh::portal

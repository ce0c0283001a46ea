#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/result.h"
#include "core/text.h"

namespace panoh::cases {

/// Collects every fault of a value, each with its place: "names/0/given", "events/2/city".
class FieldCheck {
public:
    static constexpr std::size_t line_letters = 200;
    static constexpr std::size_t text_letters = 10'000;

    /// One line, in which nothing hides: it must not look like another.
    void line(const std::string& value, std::string_view field, std::size_t most = line_letters)
    {
        if (!core::is_line(value)) fault("json/character_not_allowed", field);
        if (core::letters(value) > most) fault("case/too_long", field);
    }
    void line(const std::optional<std::string>& value, std::string_view field,
              std::size_t most = line_letters)
    {
        if (value) line(*value, field, most);
    }
    /// Lines of text.
    void text(const std::optional<std::string>& value, std::string_view field,
              std::size_t most = text_letters)
    {
        if (!value) return;
        std::string lines = *value;
        std::ranges::replace_if(
            lines, [](char c) { return c == '\n' || c == '\t'; }, ' ');
        line(lines, field, most);
    }
    /// A date that can be and has been.
    void past(const core::PartialDate& date, std::string_view field, const core::Date& today,
              std::string_view code = "case/date_in_future")
    {
        if (const auto part = core::fault_in(date))
            fault("json/date_impossible", std::string(field) + '/' + *part);
        else if (date.year && core::Date{*date.year, date.month.value_or(1), date.day.value_or(1)} > today)
            fault(code, std::string(field) + "/year");
    }
    void past(const std::optional<core::Date>& day, std::string_view field, const core::Date& today)
    {
        if (day && *day > today) fault("case/date_in_future", field);
    }
    /// Not both "not known" and something, and no code twice.
    template <core::FixedText List>
    void codes(const std::vector<core::Answer<List>>& answers, std::string_view field)
    {
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (core::is_missing_reason(answers[i].code) && answers.size() > 1)
                return fault("case/unknown_and_known", field);
            for (std::size_t j = 0; j < i; ++j)
                if (answers[j] == answers[i]) return fault("case/code_twice", field);
        }
    }
    void range(const std::optional<int>& number, std::string_view field, int most)
    {
        if (number && (*number < 0 || *number > most)) fault("json/out_of_range", field);
    }
    /// From `-most` to `most`.
    void degrees(const std::optional<double>& number, std::string_view field, double most)
    {
        if (number && !(*number >= -most && *number <= most)) fault("json/out_of_range", field);
    }
    void fault(std::string_view code, std::string_view field)
    {
        faults_.push_back({std::string(code), within + std::string(field)});
    }
    [[nodiscard]] core::Done done()
    {
        if (faults_.empty()) return {};
        core::Error error{
            .kind = core::ErrorKind::invalid, .code = faults_.front().code, .field = faults_.front().field};
        error.faults = std::move(faults_);
        return core::fail(std::move(error));
    }

    std::string within = {}; ///< "events/0/" while that one is checked

private:
    std::vector<core::FieldError> faults_;
};

} // namespace panoh::cases

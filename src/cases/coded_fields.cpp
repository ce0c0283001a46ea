#include "cases/coded_fields.h"

#include <fmt/format.h>

#include "cases/field_check.h"
#include "core/json_read.h"

namespace panoh::cases {
namespace {

constexpr std::size_t most_episodes = 20;

bool is_month(std::string_view text)
{
    if (text.size() == 4) return core::parse_date(std::string(text) + "-01-01").has_value();
    return text.size() == 7 && core::parse_date(std::string(text) + "-01").has_value();
}

void check_month(FieldCheck& checker, std::string_view name, const std::optional<std::string>& month,
                 const core::Date& today)
{
    if (!month) return;
    if (!is_month(*month))
        checker.fault("json/date_impossible", name);
    else if (*month > core::to_string(today).substr(0, month->size()))
        checker.fault("case/date_in_future", name);
}

void check_months(FieldCheck& checker, const Episode& episode, const core::Date& today)
{
    const auto& from = episode.exploitation_from;
    const auto& to = episode.exploitation_to;
    check_month(checker, "exploitation_from", from, today);
    check_month(checker, "exploitation_to", to, today);
    // Compared to the shorter precision: "2021" does not end before "2021-04".
    if (from && to && to->substr(0, from->size()) < from->substr(0, to->size()))
        checker.fault("case/end_before_beginning", "exploitation_to");
}

/// No list of an answered value says both "not known" and something, or a code twice.
template <typename Answers>
void check_lists(FieldCheck& checker, const Answers& answers)
{
    boost::mp11::mp_for_each<core::JsonMembers<Answers>>([&](auto member) {
        const auto& value = answers.*member.pointer;
        using Value = std::remove_cvref_t<decltype(*value)>;
        if constexpr (core::IsList<Value>::value && !std::is_same_v<Value, std::vector<Episode>>) {
            if (value) checker.codes(*value, member.name);
        }
    });
}

void check_episode(FieldCheck& checker, const Episode& episode, const core::Date& today)
{
    checker.range(episode.age_when_trafficked, "age_when_trafficked", 120);
    check_months(checker, episode, today);
}

} // namespace

core::Result<CodedAnswers> with_change(CodedAnswers answers, const CodedChange& change,
                                       const core::Date& today)
{
    for_each_answer([&](auto kept, auto given) {
        const auto& patch = change.*given.pointer;
        if (patch.given) answers.*kept.pointer = patch.value;
    });

    FieldCheck checker;
    check_lists(checker, answers);
    checker.range(answers.number_of_children, "number_of_children", 30);
    checker.past(answers.referred_in_on, "referred_in_on", today);
    checker.past(answers.referred_out_on, "referred_out_on", today);
    check_episode(checker, answers, today);
    const auto further = answers.further_episodes.value_or(std::vector<Episode>());
    if (further.size() > most_episodes) checker.fault("json/too_many", "further_episodes");
    for (std::size_t i = 0; i < further.size(); ++i) {
        checker.within = fmt::format("further_episodes/{}/", i);
        check_lists(checker, further[i]);
        check_episode(checker, further[i], today);
    }
    PANOH_CHECK(checker.done());
    return answers;
}

std::string age_band(const core::PartialDate& birth, const core::Date& registered_on)
{
    if (!birth.year) return "";
    int age = registered_on.year - *birth.year;
    const int month = birth.month.value_or(12);
    const int day = birth.day.value_or(31);
    if (registered_on.month < month || (registered_on.month == month && registered_on.day < day)) --age;
    struct Band {
        int upto;
        const char* code;
    };
    static constexpr Band bands[] = {{8, "0-8"},    {17, "9-17"},  {20, "18-20"}, {23, "21-23"},
                                     {26, "24-26"}, {29, "27-29"}, {38, "30-38"}, {47, "39-47"}};
    for (const auto& band : bands)
        if (age <= band.upto) return band.code;
    return "48+";
}

} // namespace panoh::cases

#include "cases/coded_fields.h"

#include <algorithm>

#include "core/json_read.h"

namespace panoh::cases {
namespace {

class Faults {
public:
    void note(std::string_view code, std::string_view field)
    {
        faults_.push_back({std::string(code), std::string(field)});
    }
    [[nodiscard]] core::Done done() const
    {
        if (faults_.empty()) return {};
        return core::fail(core::Error{.kind = core::ErrorKind::invalid,
                                      .code = faults_.front().code,
                                      .field = faults_.front().field,
                                      .faults = faults_});
    }

private:
    std::vector<core::FieldError> faults_;
};

template <core::FixedText List>
void check(Faults& faults, std::string_view name, const std::vector<Answer<List>>& answers)
{
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (core::is_missing_reason(answers[i].code) && answers.size() > 1)
            return faults.note("case/unknown_and_known", name);
        for (std::size_t j = 0; j < i; ++j)
            if (answers[j] == answers[i]) return faults.note("case/code_twice", name);
    }
}

bool is_month(std::string_view text)
{
    if (text.size() == 4) return core::parse_date(std::string(text) + "-01-01").has_value();
    return text.size() == 7 && core::parse_date(std::string(text) + "-01").has_value();
}

void check_range(Faults& faults, std::string_view name, const std::optional<int>& number, int most)
{
    if (number && (*number < 0 || *number > most)) faults.note("json/out_of_range", name);
}

void check_month(Faults& faults, std::string_view name, const std::optional<std::string>& month,
                 const core::Date& today)
{
    if (!month) return;
    if (!is_month(*month))
        faults.note("json/date_impossible", name);
    else if (*month > core::to_string(today).substr(0, month->size()))
        faults.note("case/date_in_future", name);
}

void check_months(Faults& faults, const CodedAnswers& answers, const core::Date& today)
{
    const auto& from = answers.exploitation_from;
    const auto& to = answers.exploitation_to;
    check_month(faults, "exploitation_from", from, today);
    check_month(faults, "exploitation_to", to, today);
    // Compared to the shorter precision: "2021" does not end before "2021-04".
    if (from && to && to->substr(0, from->size()) < from->substr(0, to->size()))
        faults.note("case/end_before_beginning", "exploitation_to");
}

} // namespace

core::Result<CodedAnswers> with_change(CodedAnswers answers, const CodedChange& change,
                                       const core::Date& today)
{
    using Kept = core::JsonMembers<CodedAnswers>;
    using Given = core::JsonMembers<CodedChange>;
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<boost::mp11::mp_size<Kept>::value>>([&](auto index) {
        constexpr auto kept = boost::mp11::mp_at_c<Kept, index>();
        constexpr auto given = boost::mp11::mp_at_c<Given, index>();
        const auto& patch = change.*given.pointer;
        if (patch.given) answers.*kept.pointer = patch.value;
    });

    Faults faults;
    boost::mp11::mp_for_each<Kept>([&](auto member) {
        const auto& value = answers.*member.pointer;
        using Value = std::remove_cvref_t<decltype(*value)>;
        if constexpr (core::IsList<Value>::value) {
            if (value) check(faults, member.name, *value);
        }
    });
    check_range(faults, "number_of_children", answers.number_of_children, 30);
    check_range(faults, "age_when_trafficked", answers.age_when_trafficked, 120);
    check_months(faults, answers, today);
    PANOH_CHECK(faults.done());
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

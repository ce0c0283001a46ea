#include "cases/identity.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/text.h"

namespace panoh::cases {
namespace {

constexpr std::size_t most_letters = 200;
constexpr std::size_t most_names = 10;

class Checker {
public:
    /// One line: a name must not look like another.
    void line(const std::string& value, std::string field, std::size_t most = most_letters)
    {
        if (!core::is_line(value)) fault("json/character_not_allowed", field);
        if (core::letters(value) > most) fault("case/too_long", std::move(field));
    }
    void line(const std::optional<std::string>& value, std::string field, std::size_t most = most_letters)
    {
        if (value) line(*value, std::move(field), most);
    }
    /// Lines of text.
    void text(const std::optional<std::string>& value, std::string field, std::size_t most)
    {
        if (!value) return;
        std::string lines = *value;
        std::ranges::replace_if(
            lines, [](char c) { return c == '\n' || c == '\t'; }, ' ');
        line(lines, std::move(field), most);
    }
    void fault(std::string code, std::string field)
    {
        faults_.push_back({std::move(code), std::move(field)});
    }
    [[nodiscard]] core::Done done()
    {
        if (faults_.empty()) return {};
        core::Error error{
            .kind = core::ErrorKind::invalid, .code = faults_.front().code, .field = faults_.front().field};
        error.faults = std::move(faults_);
        return core::fail(std::move(error));
    }

private:
    std::vector<core::FieldError> faults_;
};

} // namespace

core::Done check(const Identity& identity, const core::Date& today)
{
    Checker checker;
    if (identity.names.size() > most_names) checker.fault("json/too_many", "names");
    for (std::size_t i = 0; i < identity.names.size(); ++i) {
        const auto& name = identity.names[i];
        const std::string place = fmt::format("names/{}/", i);
        if (core::is_blank(name.given) && core::is_blank(name.family))
            checker.fault("case/name_empty", place + "given");
        checker.line(name.given, place + "given");
        checker.line(name.family, place + "family");
        checker.line(name.patronymic, place + "patronymic");
    }
    if (const auto part = core::fault_in(identity.birth))
        checker.fault("json/date_impossible", "birth/" + *part);
    else if (identity.birth.year && core::Date{*identity.birth.year, identity.birth.month.value_or(1),
                                               identity.birth.day.value_or(1)} > today)
        checker.fault("case/birth_in_future", "birth/year");
    checker.line(identity.mother_name, "mother_name");
    checker.line(identity.birthplace, "birthplace");
    checker.line(identity.phone, "phone", 60);
    checker.line(identity.document, "document");
    return checker.done();
}

core::Done check(const Whereabouts& whereabouts)
{
    Checker checker;
    checker.text(whereabouts.lives_in, "lives_in", 1000);
    checker.text(whereabouts.safe_contact, "safe_contact", 1000);
    return checker.done();
}

} // namespace panoh::cases

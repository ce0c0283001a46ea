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
    void text(const std::string& value, std::string field, std::size_t most = most_letters)
    {
        const bool control =
            std::ranges::any_of(value, [](unsigned char c) { return c < ' ' && c != '\n' && c != '\t'; });
        if (control) fault("json/character_not_allowed", field);
        if (core::letters(value) > most) fault("case/too_long", std::move(field));
    }
    void text(const std::optional<std::string>& value, std::string field, std::size_t most = most_letters)
    {
        if (value) text(*value, std::move(field), most);
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
        if (core::trim(name.given).empty() && core::trim(name.family).empty())
            checker.fault("case/name_empty", place + "given");
        checker.text(name.given, place + "given");
        checker.text(name.family, place + "family");
        checker.text(name.patronymic, place + "patronymic");
    }
    if (const auto part = core::fault_in(identity.birth))
        checker.fault("json/date_impossible", "birth/" + *part);
    else if (identity.birth.year && core::Date{*identity.birth.year, identity.birth.month.value_or(1),
                                               identity.birth.day.value_or(1)} > today)
        checker.fault("case/birth_in_future", "birth/year");
    checker.text(identity.mother_name, "mother_name");
    checker.text(identity.birthplace, "birthplace");
    checker.text(identity.phone, "phone", 60);
    checker.text(identity.document, "document");
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

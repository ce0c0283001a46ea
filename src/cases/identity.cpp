#include "cases/identity.h"

#include <fmt/format.h>

#include "cases/field_check.h"

namespace panoh::cases {
namespace {

constexpr std::size_t most_names = 10;
constexpr std::size_t number_letters = 60;

} // namespace

core::Done check(const Identity& identity, const core::Date& today)
{
    FieldCheck checker;
    if (identity.names.size() > most_names) checker.fault("json/too_many", "names");
    for (std::size_t i = 0; i < identity.names.size(); ++i) {
        const auto& name = identity.names[i];
        checker.within = fmt::format("names/{}/", i);
        if (core::is_blank(name.given) && core::is_blank(name.family))
            checker.fault("case/name_empty", "given");
        checker.line(name.given, "given");
        checker.line(name.family, "family");
        checker.line(name.patronymic, "patronymic");
    }
    checker.within.clear();
    checker.past(identity.birth, "birth", today, "case/birth_in_future");
    checker.line(identity.salutation, "salutation");
    checker.line(identity.title, "title");
    checker.line(identity.mother_name, "mother_name");
    checker.line(identity.birthplace, "birthplace");
    checker.line(identity.phone, "phone", number_letters);
    checker.line(identity.home_phone, "home_phone", number_letters);
    checker.line(identity.email, "email");
    checker.line(identity.document, "document");
    return checker.done();
}

void check(FieldCheck& checker, const Address& address)
{
    checker.line(address.street, "street");
    checker.line(address.city, "city");
    checker.line(address.state, "state");
    checker.line(address.postal_code, "postal_code", number_letters);
    checker.degrees(address.latitude, "latitude", 90);
    checker.degrees(address.longitude, "longitude", 180);
}

core::Done check(const Whereabouts& whereabouts)
{
    FieldCheck checker;
    checker.text(whereabouts.lives_in, "lives_in", 1000);
    checker.text(whereabouts.safe_contact, "safe_contact", 1000);
    if (whereabouts.address) {
        checker.within = "address/";
        check(checker, *whereabouts.address);
    }
    return checker.done();
}

} // namespace panoh::cases

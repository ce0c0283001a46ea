#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/json_types.h"
#include "core/result.h"

namespace panoh::cases {

/// One name as it is written in one script. `given` or `family` may be empty, not both.
struct Name {
    std::string given;
    std::string family;
    std::optional<std::string> patronymic = {};
    core::Coded<"name_script"> script;
    core::Coded<"name_kind"> kind;
};
PANOH_JSON(Name, given, family, patronymic, script, kind)

/// What names or locates a person; sealed as one value in the identity compartment.
struct Identity {
    std::vector<Name> names = {};
    core::PartialDate birth = {};
    std::optional<std::string> salutation = {}; ///< prs_Salutation
    std::optional<std::string> title = {};      ///< prs_Title
    std::optional<std::string> mother_name = {};
    std::optional<std::string> birthplace = {};
    std::optional<std::string> phone = {};      ///< prs_MobilePhone
    std::optional<std::string> home_phone = {}; ///< prs_HomePhone
    std::optional<std::string> email = {};      ///< prs_Email
    std::optional<std::string> document = {};   ///< prs_IdentityNumber
};
PANOH_JSON(Identity, names, birth, salutation, title, mother_name, birthplace, phone, home_phone, email,
           document)

/// A place on the map, as far as it is known.
struct Address {
    std::optional<std::string> street = {};
    std::optional<std::string> city = {};
    std::optional<std::string> state = {}; ///< state, province, oblast
    std::optional<std::string> postal_code = {};
    std::optional<core::Answer<"country">> country = {};
    std::optional<double> latitude = {};  ///< degrees, WGS 84
    std::optional<double> longitude = {}; ///< degrees, WGS 84
};
PANOH_JSON(Address, street, city, state, postal_code, country, latitude, longitude)

/// Where the person is and how to reach them without danger; sealed in the whereabouts compartment.
struct Whereabouts {
    std::optional<std::string> lives_in = {};
    std::optional<std::string> safe_contact = {};
    std::optional<Address> address = {}; ///< prs_Mailing...
};
PANOH_JSON(Whereabouts, lives_in, safe_contact, address)

/// Lengths, no hidden characters, at most ten names that are none of them blank, a birth that is not in the
/// future. All faults at once: "case/name_empty", "case/too_long", "case/birth_in_future",
/// "json/character_not_allowed", "json/date_impossible", "json/too_many".
[[nodiscard]] core::Done check(const Identity& identity, const core::Date& today);
[[nodiscard]] core::Done check(const Whereabouts& whereabouts);

class FieldCheck;
/// Adds what is wrong with an address: lengths, characters, degrees beyond the poles.
void check(FieldCheck& checker, const Address& address);

} // namespace panoh::cases

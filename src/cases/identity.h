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
    std::optional<std::string> mother_name = {};
    std::optional<std::string> birthplace = {};
    std::optional<std::string> phone = {};
    std::optional<std::string> document = {};
};
PANOH_JSON(Identity, names, birth, mother_name, birthplace, phone, document)

/// Where the person is and how to reach them without danger; sealed in the whereabouts compartment.
struct Whereabouts {
    std::optional<std::string> lives_in = {};
    std::optional<std::string> safe_contact = {};
};
PANOH_JSON(Whereabouts, lives_in, safe_contact)

/// Lengths, no hidden characters, at most ten names that are none of them blank, a birth that is not in the
/// future. All faults at once: "case/name_empty", "case/too_long", "case/birth_in_future",
/// "json/character_not_allowed", "json/date_impossible", "json/too_many".
[[nodiscard]] core::Done check(const Identity& identity, const core::Date& today);
[[nodiscard]] core::Done check(const Whereabouts& whereabouts);

} // namespace panoh::cases

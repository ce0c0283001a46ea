#pragma once

#include <string>

#include "access/subject.h"
#include "core/codes.h"
#include "core/ids.h"
#include "core/json.h"
#include "core/result.h"

namespace panoh::directory {

/// What is told of an organisation; member names as in Open Referral HSDS 3.0, those of the address and
/// `type` as in HTCDS (`org_Shipping...`). Everybody who signs in reads it: never the address of a shelter.
struct Organisation {
    std::string name = {};
    std::optional<std::string> alternate_name = {};
    std::optional<std::string> description = {};
    std::optional<std::string> email = {};
    std::optional<std::string> website = {};
    std::optional<std::string> phone = {};
    std::optional<std::string> street = {};
    std::optional<std::string> city = {};
    std::optional<std::string> state = {}; ///< state, province, oblast
    std::optional<std::string> postal_code = {};
    core::Coded<"country"> country = {};
    std::optional<double> latitude = {};  ///< degrees, WGS 84
    std::optional<double> longitude = {}; ///< degrees, WGS 84
    access::OrganisationType type = access::OrganisationType::ngo;
};
PANOH_JSON(Organisation, name, alternate_name, description, email, website, phone, street, city, state,
           postal_code, country, latitude, longitude, type)

/// All faults in one pass: "directory/name_missing", "directory/too_long", "json/character_not_allowed" in a
/// line that hides something, "json/out_of_range" for a place that is not on the map,
/// "directory/email_invalid", "directory/website_invalid", "directory/phone_invalid".
[[nodiscard]] core::Done check(const Organisation& organisation);

} // namespace panoh::directory

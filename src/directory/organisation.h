#pragma once

#include <string>

#include "access/subject.h"
#include "core/codes.h"
#include "core/ids.h"
#include "core/json.h"
#include "core/result.h"

namespace panoh::directory {

/// What is told of an organisation; member names as in Open Referral HSDS 3.0, `type` as in HTCDS.
struct Organisation {
    std::string name = {};
    std::optional<std::string> alternate_name = {};
    std::optional<std::string> description = {};
    std::optional<std::string> email = {};
    std::optional<std::string> website = {};
    std::optional<std::string> phone = {};
    std::optional<std::string> city = {};
    core::Coded<"country"> country = {};
    access::OrganisationType type = access::OrganisationType::ngo;
};
PANOH_JSON(Organisation, name, alternate_name, description, email, website, phone, city, country, type)

/// All faults in one pass: "directory/name_missing", "directory/too_long", "directory/email_invalid",
/// "directory/website_invalid", "directory/phone_invalid".
[[nodiscard]] core::Done check(const Organisation& organisation);

} // namespace panoh::directory

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "core/action.h"
#include "core/permit.h"
#include "core/result.h"
#include "directory/organisation.h"
#include "store/store.h"

namespace panoh::directory {

/// The null id stands for the node: who manages people manages its directory.
using MayWrite = core::Permit<core::Action::people_manage, core::OrganisationId>;
using MayRead = core::Permit<core::Action::people_list, core::OrganisationId>;

/// One entry as it is read.
struct OrganisationView {
    core::OrganisationId id = {};
    std::string name = {};
    std::optional<std::string> alternate_name = {};
    std::optional<std::string> description = {};
    std::optional<std::string> email = {};
    std::optional<std::string> website = {};
    std::optional<std::string> phone = {};
    std::optional<std::string> street = {};
    std::optional<std::string> city = {};
    std::optional<std::string> state = {};
    std::optional<std::string> postal_code = {};
    core::Coded<"country"> country = {};
    std::optional<double> latitude = {};
    std::optional<double> longitude = {};
    access::OrganisationType type = access::OrganisationType::ngo;
    std::int64_t version = 0;
};
PANOH_JSON(OrganisationView, id, name, alternate_name, description, email, website, phone, street, city,
           state, postal_code, country, latitude, longitude, type, version)

/// Adds it here and, so that accounts can be made in it, in `access`: one transaction. The codes of check(),
/// "directory/name_taken".
[[nodiscard]] core::Result<core::OrganisationId> add_organisation(store::Transaction& transaction,
                                                                  const MayWrite& permit,
                                                                  const audit::Act& act,
                                                                  const Organisation& organisation);

struct OrganisationChange {
    std::optional<std::string> name = {};
    core::Patch<std::string> alternate_name = {};
    core::Patch<std::string> description = {};
    core::Patch<std::string> email = {};
    core::Patch<std::string> website = {};
    core::Patch<std::string> phone = {};
    core::Patch<std::string> street = {};
    core::Patch<std::string> city = {};
    core::Patch<std::string> state = {};
    core::Patch<std::string> postal_code = {};
    std::optional<core::Coded<"country">> country = {};
    core::Patch<double> latitude = {};
    core::Patch<double> longitude = {};
    std::optional<access::OrganisationType> type = {};
};
PANOH_JSON(OrganisationChange, name, alternate_name, description, email, website, phone, street, city, state,
           postal_code, country, latitude, longitude, type)

/// The permit's object is the organisation. "directory/organisation_not_found", "directory/stale" (412). A
/// type that would move an organisation between those that have cases and those that have none is refused:
/// "directory/type_fixed". Returns the new version.
[[nodiscard]] core::Result<std::int64_t> change_organisation(store::Transaction& transaction,
                                                             const MayWrite& permit, const audit::Act& act,
                                                             std::int64_t version,
                                                             const OrganisationChange& change);

[[nodiscard]] std::optional<OrganisationView> organisation(store::Reader& reader, core::OrganisationId id);
/// By folded name, after `after`. Everybody who signs in may read the directory.
[[nodiscard]] std::vector<OrganisationView> list_organisations(store::Reader& reader, const MayRead& permit,
                                                               std::string_view after, int limit);
/// The place of an entry in that order.
[[nodiscard]] std::string place_of(const OrganisationView& organisation);

} // namespace panoh::directory

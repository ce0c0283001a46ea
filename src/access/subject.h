#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/names.h"

namespace panoh::access {

/// The eleven roles. What each may is the table in decide.cpp and README.md, derived from duty, not rank.
enum class Role {
    screener, ///< hotline adviser, outreach worker, identification officer
    caseworker,
    clinician, ///< psychologist, medic
    lawyer,
    supervisor,             ///< of an organisation's casework
    coordinator,            ///< focal point for referrals
    data_officer,           ///< statistician, national rapporteur's office
    administrator,          ///< runs the node; no case, ever
    auditor,                ///< data protection officer; sees the log, not the cases
    programme_officer,      ///< campaigns, events, trainings, commitments, donors; no case
    communications_officer, ///< the bulletin, media; no case
};

/// HTCDS `org_Type` byte-exact, and what it lacks (ours, lower half).
enum class OrganisationType {
    ngo,
    law_enforcement,
    health_service,
    central_government,
    local_government,
    immigration_service,
    legal_service,
    corporate_business,
    school_or_college,
    international_organisation,
    consular_service,
    labour_inspectorate,
    social_protection,
    donor,
};

/// How far the session has come.
enum class Stage {
    code,  ///< password was right, second factor not yet shown
    enrol, ///< activated, second factor not yet confirmed
    open,
};

} // namespace panoh::access

template <>
struct panoh::core::Names<panoh::access::Role> {
    using enum panoh::access::Role;
    static constexpr std::array<Named<panoh::access::Role>, 11> all = {{
        {screener, "screener"},
        {caseworker, "caseworker"},
        {clinician, "clinician"},
        {lawyer, "lawyer"},
        {supervisor, "supervisor"},
        {coordinator, "coordinator"},
        {data_officer, "data_officer"},
        {administrator, "administrator"},
        {auditor, "auditor"},
        {programme_officer, "programme_officer"},
        {communications_officer, "communications_officer"},
    }};
};
template <>
struct panoh::core::Names<panoh::access::OrganisationType> {
    using enum panoh::access::OrganisationType;
    static constexpr std::array<Named<panoh::access::OrganisationType>, 14> all = {{
        {ngo, "NGO"},
        {law_enforcement, "LawEnforcement"},
        {health_service, "HealthServiceOrganisation"},
        {central_government, "CentralGovernmentOrganisation"},
        {local_government, "LocalGovernmentOrganisation"},
        {immigration_service, "ImmigrationService"},
        {legal_service, "LegalService"},
        {corporate_business, "CorporateBusiness"},
        {school_or_college, "SchoolOrCollege"},
        {international_organisation, "InternationalOrganisation"},
        {consular_service, "ConsularService"},
        {labour_inspectorate, "LabourInspectorate"},
        {social_protection, "SocialProtection"},
        {donor, "Donor"},
    }};
};
template <>
struct panoh::core::Names<panoh::access::Stage> {
    using enum panoh::access::Stage;
    static constexpr std::array<Named<panoh::access::Stage>, 3> all = {
        {{code, "code"}, {enrol, "enrol"}, {open, "open"}}};
};

namespace panoh::access {

/// The person who asks, as `decide()` sees them.
struct Subject {
    core::UserId user = {};
    core::OrganisationId organisation = {};
    OrganisationType organisation_type = OrganisationType::ngo;
    Role role = Role::screener;
    std::vector<core::TeamId> teams = {};
    Stage stage = Stage::code;
};

/// What `decide()` may know of a case. Null ids where it does not apply.
struct CaseFacts {
    core::OrganisationId organisation = {};
    core::TeamId team = {};
    core::UserId assigned_to = {};
    core::UserId opened_by = {};
    bool closed = false;
    bool emergency = false; ///< this person opened it as a duty officer, and it is not over
};

} // namespace panoh::access

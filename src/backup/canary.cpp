#include "backup/canary.h"

#include <array>

#include "access/drill.h"
#include "access/gate.h"
#include "access/teams.h"
#include "access/users.h"
#include "cases/sealed_parts.h"
#include "directory/organisations.h"

namespace panoh::backup {
namespace {

using access::PermitIssuer;
using core::Action;

std::string random_code(std::size_t bytes)
{
    core::Bytes random(bytes);
    crypto::fill_random(random);
    return crypto::readable_code(random);
}

core::Result<core::OrganisationId> add_organisation(store::Transaction& transaction, const audit::Act& act,
                                                    const std::string& label, const std::string& country)
{
    directory::Organisation organisation{.name = "Restore drill " + label + " (fictional)"};
    organisation.description = "Fictional: what a restore drill opens.";
    organisation.country.code = country;
    const auto permit = PermitIssuer::for_command<Action::people_manage>(core::OrganisationId{});
    return directory::add_organisation(transaction, permit, act, organisation);
}

cases::RecordedCase made_up(const std::string& country, const std::string& says)
{
    cases::RecordedCase recorded;
    recorded.opened.country.code = country;
    recorded.opened.consent = {.given = true, .mode = core::Coded<"consent_mode">{"written"}};
    recorded.opened.identity.names.push_back(
        {.given = "Drill", .family = "Canary", .script = {"Latin"}, .kind = {"current"}});
    recorded.opened.identity.document = says;
    return recorded;
}

core::Result<cases::CaseFile> add_all(store::Transaction& transaction, const vault::Registrar& registrar,
                                      const access::PreparedUser& member, const Canary& canary,
                                      core::Instant now, const std::string& country, const std::string& label)
{
    const audit::Act act{.actor = {}, .session_hash = {}, .at = now};
    PANOH_TRY(const auto organisation, add_organisation(transaction, act, label, country));
    const access::NewUser user{.user_name = canary.user_name,
                               .name = "Restore drill (fictional)",
                               .role = access::Role::supervisor,
                               .organisation = organisation,
                               .teams = {}};
    PANOH_TRY(const auto id, access::make_user_activated(transaction, registrar, act, member, user));
    const auto may_manage = PermitIssuer::for_command<Action::team_manage>(organisation);
    PANOH_TRY(const auto team,
              access::make_team(transaction, may_manage, act, {registrar, nullptr, now},
                                {.name = "Restore drill", .organisation = organisation, .members = {id}}));
    const auto may_open = PermitIssuer::for_command<Action::case_open>(team);
    // Without keys: whoever makes it cannot read it again.
    auto nobody = vault::KeyRing::of_nobody(registrar);
    return cases::record_case(transaction, may_open, organisation, nobody, act, made_up(country, canary.says),
                              core::utc_day(now));
}

} // namespace

core::Result<Canary> make_canary(store::Database& database, const access::NodeSecret& secret,
                                 access::Passwords& passwords, core::Instant now, const std::string& country)
{
    std::array<std::uint8_t, 3> random = {};
    crypto::fill_random(random);
    const std::string label = core::to_hex(random);
    Canary canary{.user_name = "restore.drill." + label,
                  .password = core::SecretText(random_code(15)),
                  .says = random_code(5)};
    PANOH_TRY(const auto member, access::prepare_user(passwords, canary.password.reveal()));
    PANOH_TRY(const auto file, database.write([&](store::Transaction& transaction) {
        return add_all(transaction, *secret.registrar(), member, canary, now, country, label);
    }));
    canary.id = file.id;
    canary.reference = file.reference;
    return canary;
}

core::Result<std::string> open_canary(store::Database& database, const access::NodeSecret& secret,
                                      access::Passwords& passwords, core::CaseId id,
                                      std::string_view user_name, std::string_view password)
{
    PANOH_TRY(auto keys, access::keys_by_password(database, secret, passwords, user_name, password));
    return database.read([&](store::Reader& reader) -> core::Result<std::string> {
        const auto permit = PermitIssuer::for_command<Action::identity_read>(id);
        PANOH_TRY(const auto identity, cases::read_identity(reader, permit, keys));
        return identity.value.document.value_or("");
    });
}

} // namespace panoh::backup

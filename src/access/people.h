#pragma once

// Who is who: what higher slices ask of people, teams and organisations. Reading only, no permit: names of
// colleagues are shown beside whatever the asker may see.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/subject.h"
#include "core/ids.h"
#include "core/result.h"
#include "store/store.h"
#include "vault/vault.h"

namespace panoh::access {

/// What screens and authorisation need of an organisation; the rest is in `directory`.
struct Organisation {
    core::OrganisationId id = {};
    std::string name = {};
    OrganisationType type = OrganisationType::ngo;
    std::string country = {}; ///< ISO 3166 alpha-2
};
/// Makes it known to this slice, or changes what is known. In the transaction of `directory`, which checked
/// it.
void register_organisation(store::Transaction& transaction, const Organisation& organisation);
[[nodiscard]] std::optional<Organisation> organisation(store::Reader& reader, core::OrganisationId id);

/// What somebody and their teams are called.
struct OwnNames {
    core::UserId user = {};
    std::string name = {};
    std::map<core::TeamId, std::string> teams = {};
};

/// Names for a page of rows: each is looked up on first use and kept. Lives as long as the reader.
class PeopleNames {
public:
    explicit PeopleNames(store::Reader& reader) : reader_(reader) {}
    /// With those that who asks brings along.
    PeopleNames(store::Reader& reader, const OwnNames& own) : reader_(reader), teams_(own.teams)
    {
        users_.emplace(own.user, own.name);
    }
    /// Empty for null and unknown ids.
    [[nodiscard]] std::string user(core::UserId id);
    /// What the person signs in with.
    [[nodiscard]] std::string user_name(core::UserId id);
    [[nodiscard]] std::string team(core::TeamId id);
    [[nodiscard]] std::string organisation(core::OrganisationId id);

private:
    store::Reader& reader_;
    std::map<core::UserId, std::string> users_;
    std::map<core::UserId, std::string> user_names_;
    std::map<core::TeamId, std::string> teams_;
    std::map<core::OrganisationId, std::string> organisations_;
};

/// A team as its members see it.
struct TeamFacts {
    core::TeamId id = {};
    core::OrganisationId organisation = {};
    std::string name = {};
};
[[nodiscard]] std::optional<TeamFacts> team(store::Reader& reader, core::TeamId id);
/// By name.
[[nodiscard]] std::vector<TeamFacts> teams_of(store::Reader& reader, core::UserId user);
[[nodiscard]] bool is_member(store::Reader& reader, core::UserId user, core::TeamId team);
/// Every team of an organisation, for those whose reach it is.
[[nodiscard]] std::vector<core::TeamId> team_ids_of(store::Reader& reader, core::OrganisationId organisation);

/// A person as the assignment of work needs it.
struct Person {
    core::UserId id = {};
    core::OrganisationId organisation = {};
    OrganisationType organisation_type = OrganisationType::ngo;
    std::string user_name = {};
    std::string name = {};
    Role role = Role::screener;
    bool active = false;
    bool activated = false;           ///< has a password and key pairs
    core::Instant ends_at = {};       ///< none when it is zero
    core::Instant travelling_at = {}; ///< since when the keys are laid down; zero: they are not
    /// The row is what the program wrote. One that is not is not active, and of the role that may least.
    bool stamped = false;
};
/// Whether the account goes on after that moment, as far as its end says.
[[nodiscard]] bool goes_on(const Person& person, core::Instant after);
[[nodiscard]] std::optional<Person> person(store::Reader& reader, core::UserId id);
[[nodiscard]] std::optional<Person> person(store::Reader& reader, std::string_view user_name);
/// Whether the row says that the person is active, stamp or not: for reading a backup without the node's
/// secret.
[[nodiscard]] std::optional<bool> said_active(store::Reader& reader, core::UserId id);
/// Members of a team by name, deactivated ones too.
[[nodiscard]] std::vector<Person> members_of(store::Reader& reader, core::TeamId team);

/// Everybody of an organisation by name, deactivated ones too.
[[nodiscard]] std::vector<Person> people_of(store::Reader& reader, core::OrganisationId organisation);

/// The compartments of that team which a person's role is given keys to, but which they hold no key to yet.
[[nodiscard]] std::vector<core::Compartment> lacking_keys(store::Reader& reader, const Person& person,
                                                          core::TeamId team);

/// Who holds a group's key, newest epoch, and could use it today.
[[nodiscard]] std::vector<Person> working_holders(store::Reader& reader, core::TeamId team,
                                                  core::Compartment compartment);

/// A colleague who waits for a key that the asker could give.
struct Waiting {
    core::UserId user = {};
    std::string name = {};
    core::TeamId team = {};
    std::string team_name = {};
    bool travelling = false; ///< laid the keys down for a journey
};
/// On the asker's teams; empty for everybody whose role gives no keys.
[[nodiscard]] std::vector<Waiting> waiting_for_keys(store::Reader& reader, const Subject& asker);

/// The asker as `decide()` sees them, signed in all the way: for commands and the demonstration.
[[nodiscard]] std::optional<Subject> subject_of(store::Reader& reader, core::UserId user);

} // namespace panoh::access

#pragma once

// Rows that decide who may what carry a stamp, made with a key that is not in the database. Who can write the
// database and nothing else makes none: a row that does not fit its stamp counts for nothing. README.md says
// the layouts, docs/decisions/0025 what this does not cover.

#include <set>
#include <string>
#include <vector>

#include "access/people.h"
#include "access/subject.h"
#include "audit/audit.h"
#include "core/clock.h"
#include "core/ids.h"
#include "crypto/crypto.h"
#include "crypto/fields.h"
#include "store/store.h"

namespace panoh::access {

/// Under two keys of the node secret.
class KeyedStamper final : public store::Stamper {
public:
    KeyedStamper(crypto::Key stamps, crypto::Key words) : key_(std::move(stamps)), words_(std::move(words)) {}
    [[nodiscard]] crypto::Hash stamp(core::ByteView facts) const override;
    [[nodiscard]] core::Bytes close(core::ByteView place, std::string_view words) const override;
    [[nodiscard]] std::optional<std::string> open(core::ByteView place, core::ByteView closed) const override;

private:
    crypto::Key key_;
    crypto::Key words_;
};

/// What a person's row is stamped with. `turn` goes up whenever the row or a membership changes, and stands
/// in the stamps of the memberships too: one that was taken away does not fit when it is put back.
struct UserFacts {
    core::UserId id = {};
    core::OrganisationId organisation = {};
    /// Who gives keys goes by the name.
    std::string_view user_name = {};
    std::string_view name = {};
    std::string_view role = {};
    std::int64_t active = 0;
    core::Instant ends_at = {};
    std::int64_t version = 0;
    std::int64_t turn = 0;
};
[[nodiscard]] crypto::Fields facts_of_user(const UserFacts& user);
[[nodiscard]] crypto::Fields facts_of_member(core::TeamId team, core::UserId user, std::int64_t turn);
[[nodiscard]] crypto::Fields facts_of_team(core::TeamId team, core::OrganisationId organisation,
                                           std::string_view name);
[[nodiscard]] crypto::Fields facts_of_organisation(core::OrganisationId id, std::string_view type);

[[nodiscard]] crypto::Hash stamp_of(const store::Reader& reader, const crypto::Fields& facts);
/// False also for an empty stamp; says so in the log, once in a while.
[[nodiscard]] bool fits(const store::Reader& reader, const crypto::Fields& facts, core::ByteView stamp);

/// Of a person's row and of the type of the organisation, which decides what the role may: both as the
/// program wrote them.
struct PersonStamps {
    core::ByteView person;
    core::ByteView organisation;
};
[[nodiscard]] bool fits(const store::Reader& reader, const UserFacts& user,
                        std::string_view organisation_type, const PersonStamps& stamps);

/// A person's row gets a stamp for what it says now, and another turn; so do these memberships, and no other.
void stamp_person(store::Transaction& transaction, core::UserId user,
                  const std::vector<core::TeamId>& memberships);
void stamp_team(store::Transaction& transaction, const TeamFacts& team);
void stamp_organisation(store::Transaction& transaction, core::OrganisationId id, OrganisationType type);

/// Believes what a database from before stamps holds: once, when it is brought up to date. Does nothing in
/// one that has a stamp already.
void stamp_all(store::Transaction& transaction);

/// Looks at every stamped row now and then, and writes into the record what does not fit: each once while the
/// program runs. By ids, never by names.
class StampWatch {
public:
    /// How many were told of now.
    [[nodiscard]] core::Result<std::int64_t> look(store::Database& database, core::Instant now);

private:
    std::set<std::string> told_;
};

} // namespace panoh::access

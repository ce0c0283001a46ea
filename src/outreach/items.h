#pragma once

// Verbs for everything the programme consists of. What is kept of each kind: its header; what all keep to:
// look_through.h.

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/audit.h"
#include "core/action.h"
#include "core/permit.h"
#include "core/result.h"
#include "outreach/kinds.h"
#include "store/store.h"

namespace panoh::outreach {

/// The right to write: of the own organisation's items, testimonies apart from all others.
class MayWrite {
public:
    MayWrite(const core::Permit<core::Action::programme_write, core::OrganisationId>&
                 permit) // NOLINT(google-explicit-constructor)
        : organisation_(permit.object()), action_(core::Action::programme_write)
    {
    }
    MayWrite(const core::Permit<core::Action::testimony_write, core::OrganisationId>&
                 permit) // NOLINT(google-explicit-constructor)
        : organisation_(permit.object()), action_(core::Action::testimony_write)
    {
    }
    [[nodiscard]] core::OrganisationId organisation() const { return organisation_; }
    [[nodiscard]] core::Action action() const { return action_; }
    [[nodiscard]] bool covers(Kind kind) const { return facts_of(kind).write == action_; }

private:
    core::OrganisationId organisation_;
    core::Action action_;
};

/// The right to read: of all organisations of the node, testimonies of the own one.
class MayRead {
public:
    MayRead(const core::Permit<core::Action::programme_read, core::OrganisationId>&
                permit) // NOLINT(google-explicit-constructor)
        : organisation_(permit.object()), action_(core::Action::programme_read)
    {
    }
    MayRead(const core::Permit<core::Action::testimony_read, core::OrganisationId>&
                permit) // NOLINT(google-explicit-constructor)
        : organisation_(permit.object()), action_(core::Action::testimony_read)
    {
    }
    [[nodiscard]] bool covers(Kind kind, core::OrganisationId owner) const
    {
        return facts_of(kind).read == action_ && (kind != Kind::testimony || owner == organisation_);
    }
    [[nodiscard]] core::OrganisationId organisation() const { return organisation_; }

private:
    core::OrganisationId organisation_;
    core::Action action_;
};

/// One thing as it stands.
struct Item {
    core::ItemId id = {};
    Kind kind = Kind::project;
    core::OrganisationId organisation = {};
    std::string title = {};
    std::optional<core::Date> starts_on = {};
    std::optional<core::Date> ends_on = {};
    std::vector<std::string> countries = {};
    std::int64_t version = 0;
    core::Instant changed_at = {};
    core::UserId changed_by = {};
    bool removed = false;
    std::string document = {}; ///< JSON of its value
};

/// What it was before a change.
struct Former {
    std::int64_t version = 0;
    core::Instant changed_at = {};
    core::UserId changed_by = {};
    std::string document = {};
};

/// "outreach/reference_unknown" on the member that names an item or an organisation that is not there.
[[nodiscard]] core::Result<core::ItemId> add_item(store::Transaction& transaction, const MayWrite& permit,
                                                  const audit::Act& act, Kind kind, const Document& document);

/// Which item is to be changed, and the version that was read.
struct Change {
    Kind kind = Kind::project;
    core::ItemId id = {};
    std::int64_t version = 0;
};

/// Puts another value in its place and keeps the former one. Returns the new version.
/// "outreach/item_not_found", "outreach/stale" (412, with what stands), "outreach/of_another_organisation",
/// "outreach/reference_unknown". A testimony: "outreach/testimony_withdrawn" once it was,
/// "outreach/withdraw_instead" for a day that was not set by withdrawing.
[[nodiscard]] core::Result<std::int64_t> change_item(store::Transaction& transaction, const MayWrite& permit,
                                                     const audit::Act& act, const Change& change,
                                                     const Document& document);

/// Takes it out of lists and figures; it can be brought back. "outreach/still_used" while others name it.
[[nodiscard]] core::Done remove_item(store::Transaction& transaction, const MayWrite& permit,
                                     const audit::Act& act, const Change& change);
[[nodiscard]] core::Done bring_back_item(store::Transaction& transaction, const MayWrite& permit,
                                         const audit::Act& act, const Change& change);

/// The person took it back: from this day nothing may print it, and the words themselves are deleted here, in
/// former versions too. Twice is once. The permit's organisation keeps it.
[[nodiscard]] core::Done
withdraw_testimony(store::Transaction& transaction,
                   const core::Permit<core::Action::testimony_write, core::OrganisationId>& permit,
                   const audit::Act& act, core::TestimonyId id, core::Date day);

/// Nothing where it is not there, of another kind, or not for this permit. A removed one is found.
[[nodiscard]] std::optional<Item> item(store::Reader& reader, const MayRead& permit, Kind kind,
                                       core::ItemId id);

/// Which items of a kind, latest first; those without a day last.
struct ItemQuery {
    Kind kind = Kind::project;
    std::string country = {};
    std::string words = {};                 ///< folded here; must stand in the title as they are
    std::optional<core::ItemId> names = {}; ///< only what refers to it
    std::optional<core::Date> from = {};    ///< only what has a day on or after
    std::optional<core::Date> to = {};      ///< only what has a day on or before
    bool removed = false;
    std::string after = {}; ///< place_of() of the last one before
    int limit = 50;
};
[[nodiscard]] std::vector<Item> list_items(store::Reader& reader, const MayRead& permit,
                                           const ItemQuery& query);
[[nodiscard]] std::string place_of(const Item& item);

/// Everything but testimonies that names it, for who may read it. At most 1,000.
[[nodiscard]] std::vector<Item> items_naming(store::Reader& reader, core::ItemId id);
/// What the items are called; of a measurement nothing.
[[nodiscard]] std::vector<std::pair<core::ItemId, std::string>>
titles_of(store::Reader& reader, const std::vector<Reference>& references);
/// Everything with a day between the two, in the order of days; measurements and testimonies apart. At most
/// 2,000.
[[nodiscard]] std::vector<Item> calendar(store::Reader& reader, const MayRead& permit, core::Date from,
                                         core::Date to);
/// "outreach/reference_unknown" on each member that names an item that is not there, or a testimony of
/// another organisation.
[[nodiscard]] core::Done check_named(store::Reader& reader, const std::vector<Reference>& references,
                                     core::OrganisationId organisation);

// For what is published of it: no permit, since whoever approved the publication decided. Never for an
// answer that is about the item itself.
/// The item as it stands, removed or not.
[[nodiscard]] std::optional<Item> item_for_print(store::Reader& reader, core::ItemId id);
/// When its value became what it is for `same`: the change after the latest version that was another.
[[nodiscard]] core::Instant same_since(store::Reader& reader, const Item& item,
                                       const std::function<bool(const std::string& document)>& same);
/// A number that grows with every change of any of them.
[[nodiscard]] std::int64_t versions_of(store::Reader& reader, const std::vector<core::ItemId>& ids);

/// What it was, latest first.
[[nodiscard]] std::vector<Former> former_versions(store::Reader& reader, const MayRead& permit,
                                                  const Item& item);

} // namespace panoh::outreach

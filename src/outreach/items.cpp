#include "outreach/items.h"

#include "crypto/crypto.h"
#include "directory/organisations.h"
#include "outreach/day_place.h"
#include "outreach/items_store.h"
#include "outreach/testimony.h"

namespace panoh::outreach {

namespace {

using core::ErrorKind;

constexpr int most_days = 2000;

audit::Entry wrote(const MayWrite& permit, const Item& item, std::string_view what)
{
    return {.action = permit.action(),
            .object = item.id.bytes,
            .detail = std::string(core::to_text(item.kind)) + ':' + std::string(what)};
}

core::Done check_references(store::Reader& reader, const Document& document)
{
    std::vector<core::FieldError> faults;
    for (const auto& reference : document.references) {
        const auto found = find_item(reader, reference.id);
        if (!found || found->removed || found->kind != reference.kind)
            faults.push_back({"outreach/reference_unknown", reference.field});
    }
    for (const auto& reference : document.organisations)
        if (!directory::organisation(reader, reference.id))
            faults.push_back({"outreach/reference_unknown", reference.field});
    if (faults.empty()) return {};
    return core::fail({.code = faults.front().code, .field = faults.front().field, .faults = faults});
}

Item with(Item item, const Document& document, const audit::Act& act)
{
    item.title = document.title;
    item.starts_on = document.starts_on;
    item.ends_on = document.ends_on;
    item.countries = document.countries;
    item.document = document.text;
    item.changed_at = act.at;
    item.changed_by = act.actor;
    return item;
}

/// What stands now, beside what somebody wanted to save.
struct Current {
    std::int64_t version = 0;
    core::RawJson value = {};
};
PANOH_JSON(Current, version, value)

/// The item as it stands, if the permit reaches it and nobody changed it meanwhile.
core::Result<Item> to_change(store::Reader& reader, const MayWrite& permit, const Change& change)
{
    auto found = find_item(reader, change.id);
    if (!found || found->kind != change.kind || !permit.covers(change.kind))
        return core::fail(ErrorKind::not_found, "outreach/item_not_found");
    if (found->organisation != permit.organisation()) {
        // Of other organisations' testimonies nobody is told even that they are there.
        if (change.kind == Kind::testimony)
            return core::fail(ErrorKind::not_found, "outreach/item_not_found");
        return core::fail(ErrorKind::forbidden, "outreach/of_another_organisation");
    }
    if (found->version != change.version)
        return core::fail({.kind = ErrorKind::stale,
                           .code = "outreach/stale",
                           .current = core::write_json(Current{found->version, {found->document}})});
    return std::move(*found);
}

core::Result<Testimony> testimony_in(const std::string& document)
{
    return core::read_json<Testimony>(document);
}

/// Only withdrawing withdraws, and nothing undoes it.
core::Done check_withdrawal(const std::optional<Item>& before, const Document& document)
{
    PANOH_TRY(const Testimony after, testimony_in(document.text));
    if (before) {
        PANOH_TRY(const Testimony was, testimony_in(before->document));
        if (was.withdrawn_on) return core::fail(ErrorKind::conflict, "outreach/testimony_withdrawn");
    }
    if (after.withdrawn_on)
        return core::fail(ErrorKind::invalid, "outreach/withdraw_instead", "withdrawn_on");
    return {};
}

core::Done save(store::Transaction& transaction, const Item& before, const Item& after)
{
    keep_former(transaction, before);
    if (!update_item(transaction, after)) return core::fail(ErrorKind::stale, "outreach/stale");
    return {};
}

/// The same entry without the words that were given.
core::Result<std::string> without_words(const std::string& document, core::Date day)
{
    PANOH_TRY(Testimony testimony, testimony_in(document));
    testimony.text.reset();
    testimony.translations.clear();
    testimony.withdrawn_on = day;
    return core::write_json(testimony);
}

} // namespace

core::Result<core::ItemId> add_item(store::Transaction& transaction, const MayWrite& permit,
                                    const audit::Act& act, Kind kind, const Document& document)
{
    if (!permit.covers(kind)) return core::fail(ErrorKind::forbidden, "access/not_allowed");
    PANOH_CHECK(check_references(transaction, document));
    if (kind == Kind::testimony) PANOH_CHECK(check_withdrawal(std::nullopt, document));
    const Item made = with({.id = crypto::random_id<core::ItemId>(),
                            .kind = kind,
                            .organisation = permit.organisation(),
                            .version = 1},
                           document, act);
    insert_item(transaction, made);
    save_links(transaction, made.id, document.references);
    audit::append(transaction, act, wrote(permit, made, "added"));
    return made.id;
}

core::Result<std::int64_t> change_item(store::Transaction& transaction, const MayWrite& permit,
                                       const audit::Act& act, const Change& change, const Document& document)
{
    PANOH_TRY(const Item before, to_change(transaction, permit, change));
    if (before.removed) return core::fail(ErrorKind::conflict, "outreach/removed");
    PANOH_CHECK(check_references(transaction, document));
    if (change.kind == Kind::testimony) PANOH_CHECK(check_withdrawal(before, document));
    PANOH_CHECK(save(transaction, before, with(before, document, act)));
    save_links(transaction, before.id, document.references);
    audit::append(transaction, act, wrote(permit, before, "changed"));
    return before.version + 1;
}

core::Done remove_item(store::Transaction& transaction, const MayWrite& permit, const audit::Act& act,
                       const Change& change)
{
    PANOH_TRY(const Item before, to_change(transaction, permit, change));
    if (is_named(transaction, before.id)) return core::fail(ErrorKind::conflict, "outreach/still_used");
    Item after = before;
    after.removed = true;
    after.changed_at = act.at;
    after.changed_by = act.actor;
    PANOH_CHECK(save(transaction, before, after));
    audit::append(transaction, act, wrote(permit, before, "removed"));
    return {};
}

core::Done bring_back_item(store::Transaction& transaction, const MayWrite& permit, const audit::Act& act,
                           const Change& change)
{
    PANOH_TRY(const Item before, to_change(transaction, permit, change));
    // What it names may have been removed after it.
    PANOH_TRY(const Document document, facts_of(change.kind).read_value(before.document));
    PANOH_CHECK(check_references(transaction, document));
    Item after = before;
    after.removed = false;
    after.changed_at = act.at;
    after.changed_by = act.actor;
    PANOH_CHECK(save(transaction, before, after));
    audit::append(transaction, act, wrote(permit, before, "brought_back"));
    return {};
}

core::Done withdraw_testimony(store::Transaction& transaction,
                              const core::Permit<core::Action::testimony_write, core::OrganisationId>& permit,
                              const audit::Act& act, core::TestimonyId id, core::Date day)
{
    const auto before = find_item(transaction, core::ItemId{id.bytes});
    if (!before || before->kind != Kind::testimony || before->organisation != permit.object())
        return core::fail(ErrorKind::not_found, "outreach/item_not_found");
    PANOH_TRY(const Testimony was, testimony_in(before->document));
    if (was.withdrawn_on) return {};
    Item after = *before;
    PANOH_TRY(after.document, without_words(before->document, day));
    after.changed_at = act.at;
    after.changed_by = act.actor;
    PANOH_CHECK(save(transaction, *before, after));
    for (auto& former : load_former(transaction, before->id)) {
        PANOH_TRY(former.document, without_words(former.document, day));
        save_former_document(transaction, *before, former);
    }
    audit::append(transaction, act, wrote(permit, *before, "withdrawn"));
    return {};
}

std::optional<Item> item(store::Reader& reader, const MayRead& permit, Kind kind, core::ItemId id)
{
    auto found = find_item(reader, id);
    if (!found || found->kind != kind || !permit.covers(kind, found->organisation)) return std::nullopt;
    return found;
}

std::vector<Item> list_items(store::Reader& reader, const MayRead& permit, const ItemQuery& query)
{
    const bool own_only = query.kind == Kind::testimony;
    if (!permit.covers(query.kind, permit.organisation())) return {};
    return item_page(reader, query, own_only ? std::optional(permit.organisation()) : std::nullopt);
}

std::string place_of(const Item& item)
{
    return day_place(item.starts_on ? core::to_string(*item.starts_on) : std::string(), item.id);
}

std::vector<Item> items_naming(store::Reader& reader, core::ItemId id)
{
    return load_naming(reader, id);
}

std::vector<std::pair<core::ItemId, std::string>> titles_of(store::Reader& reader,
                                                            const std::vector<Reference>& references)
{
    std::vector<std::pair<core::ItemId, std::string>> titles;
    for (const auto& reference : references)
        if (const auto found = find_item(reader, reference.id)) titles.emplace_back(found->id, found->title);
    return titles;
}

std::vector<Item> calendar(store::Reader& reader, const MayRead&, core::Date from, core::Date to)
{
    return load_calendar(reader, from, to, most_days);
}

core::Done check_named(store::Reader& reader, const std::vector<Reference>& references,
                       core::OrganisationId organisation)
{
    std::vector<core::FieldError> faults;
    for (const auto& reference : references) {
        const auto found = find_item(reader, reference.id);
        // Of other organisations' testimonies nobody is told even that they are there.
        const bool theirs = found && found->kind == Kind::testimony && found->organisation != organisation;
        if (!found || found->removed || found->kind != reference.kind || theirs)
            faults.push_back({"outreach/reference_unknown", reference.field});
    }
    if (faults.empty()) return {};
    return core::fail({.code = faults.front().code, .field = faults.front().field, .faults = faults});
}

std::optional<Item> item_for_print(store::Reader& reader, core::ItemId id)
{
    return find_item(reader, id);
}

core::Instant same_since(store::Reader& reader, const Item& item,
                         const std::function<bool(const std::string& document)>& same)
{
    core::Instant since = item.changed_at;
    for (const auto& former : load_former(reader, item.id)) {
        if (!same(former.document)) break;
        since = former.changed_at;
    }
    return since;
}

std::int64_t versions_of(store::Reader& reader, const std::vector<core::ItemId>& ids)
{
    std::int64_t sum = 0;
    for (const auto& id : ids)
        sum += version_of(reader, id);
    return sum;
}

std::vector<Former> former_versions(store::Reader& reader, const MayRead& permit, const Item& item)
{
    if (!permit.covers(item.kind, item.organisation)) return {};
    return load_former(reader, item.id);
}

} // namespace panoh::outreach

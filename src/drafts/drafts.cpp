#include "drafts/drafts.h"

#include "access/people.h"
#include "cases/cases.h"
#include "core/text.h"
#include "drafts/drafts_store.h"

namespace panoh::drafts {

namespace {

crypto::BoxPublicKey public_key_of(const vault::KeyRing& keys)
{
    return crypto::public_key_of(keys.secrets().box);
}

vault::OwnPlace place_of(const std::string& key, std::int64_t version)
{
    return {.table = "draft_form", .row = key, .field = "sealed", .version = version};
}

/// What is there and can still be given; a text sealed with earlier keys is as good as none.
std::optional<DraftRow> load_alive(store::Reader& reader, const vault::KeyRing& keys, const std::string& key,
                                   core::Instant now)
{
    auto row = load_draft(reader, keys.user(), key);
    if (!row || row->sealed_for != public_key_of(keys) || now >= row->kept_at + lasts_ms) return std::nullopt;
    return row;
}

core::Done check_text(const core::SecretText& text)
{
    if (text.empty()) return core::fail(core::ErrorKind::invalid, "draft/empty", "text");
    if (text.reveal().size() > longest_text)
        return core::fail(core::ErrorKind::invalid, "draft/too_long", "text");
    return {};
}

std::string detail_of(const DraftKey& key)
{
    return "form:" + std::string(core::to_text(key.form));
}

Kept view(const DraftRow& row)
{
    return {.key = row.key, .begun_at = row.begun_at, .kept_at = row.kept_at};
}

Standing standing_of(store::Reader& reader, const DraftHead& head)
{
    const auto person = access::person(reader, head.writer);
    const auto subject = access::subject_of(reader, head.writer);
    const auto keys = vault::user_public_keys(reader, head.writer);
    const auto key = parse_key(head.kept.key);
    if (!person || !person->activated || !subject || !keys || keys->box != head.sealed_for || !key) return {};
    return {.opens = true, .may_write = may_write(reader, *subject, *key).has_value()};
}

} // namespace

core::Done may_write(store::Reader& reader, const access::Subject& subject, const DraftKey& key)
{
    std::optional<access::CaseFacts> facts;
    if (const auto id = key.case_of()) {
        PANOH_TRY(const auto found, cases::unread_case(reader, *id));
        facts = found.facts();
    }
    switch (access::decide(subject, right_of(key.form), facts)) {
    case access::Verdict::allow:
        return {};
    case access::Verdict::deny:
        return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
    case access::Verdict::hide:
        return core::fail(core::ErrorKind::not_found, "case/not_found");
    }
    return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
}

core::Result<Kept> keep(store::Transaction& transaction, const MayKeep& permit,
                        const access::Subject& subject, const vault::KeyRing& keys, const audit::Act& act,
                        const Writing& writing)
{
    const DraftKey& key = permit.object();
    PANOH_CHECK(check_text(writing.text));
    PANOH_CHECK(may_write(transaction, subject, key));
    const auto before = load_alive(transaction, keys, to_string(key), act.at);
    const auto meeting =
        meet(before ? std::optional(before->sitting) : std::nullopt, writing.sitting, writing.goes_on_from);
    if (meeting == Meeting::elsewhere) return core::fail(core::ErrorKind::conflict, "draft/elsewhere");
    if (meeting == Meeting::late) return view(*before);
    const bool first = meeting == Meeting::first;
    if (first && count_drafts(transaction, keys.user()) >= drafts_at_most)
        return core::fail(core::ErrorKind::conflict, "draft/too_many");
    DraftRow row{.key = to_string(key),
                 .sitting = writing.sitting,
                 .version = first ? 1 : before->version + 1,
                 .begun_at = first ? act.at : before->begun_at,
                 .kept_at = act.at,
                 .sealed_for = public_key_of(keys)};
    row.sealed = vault::seal_own(keys, place_of(row.key, row.version), writing.text.reveal());
    save_draft(transaction, keys.user(), row);
    if (first) {
        audit::Entry entry{.action = core::Action::draft_keep, .detail = detail_of(key)};
        // Not filed under the case: nothing of it was read or changed yet.
        if (const auto id = key.case_of()) entry.object = id->bytes;
        audit::append(transaction, act, entry);
    }
    return view(row);
}

std::vector<Kept> list(store::Reader& reader,
                       const core::Permit<core::Action::draft_keep, core::UserId>& permit,
                       const vault::KeyRing& keys, core::Instant now)
{
    const auto mine = public_key_of(keys);
    std::vector<Kept> kept;
    for (auto& head : heads_of(reader, permit.object()))
        if (head.sealed_for == mine && now < head.kept.kept_at + lasts_ms)
            kept.push_back(std::move(head.kept));
    return kept;
}

core::Result<OpenedDraft> open(store::Reader& reader, const MayOpen& permit, const access::Subject& subject,
                               const vault::KeyRing& keys, core::Instant now)
{
    const DraftKey& key = permit.object();
    PANOH_CHECK(may_write(reader, subject, key));
    const auto row = load_alive(reader, keys, to_string(key), now);
    if (!row) return core::fail(core::ErrorKind::not_found, "draft/not_found");
    // Sealed to the writer alone: before a journey this is laid down with the team keys.
    const auto writer = access::person(reader, keys.user());
    if (!writer || writer->travelling_at != core::Instant{})
        return core::fail(core::ErrorKind::forbidden, "vault/no_key");
    PANOH_TRY(auto text, vault::open_own(keys, place_of(row->key, row->version), row->sealed));
    return OpenedDraft{.kept = view(*row), .sitting = row->sitting.id, .text = std::move(text)};
}

core::Done note_opened(store::Transaction& transaction, const MayOpen& permit, const access::Subject& subject,
                       const audit::Act& act)
{
    const DraftKey& key = permit.object();
    // A case handed over in between is no longer this person's to read of.
    PANOH_CHECK(may_write(transaction, subject, key));
    audit::Entry entry{.action = core::Action::draft_open, .detail = detail_of(key)};
    if (const auto id = key.case_of()) entry.cases.push_back(*id);
    audit::append(transaction, act, entry);
    return {};
}

void drop(store::Transaction& transaction, const MayKeep& permit, core::UserId writer)
{
    delete_draft(transaction, writer, to_string(permit.object()));
}

std::set<core::CaseId> cases_being_written(store::Reader& reader)
{
    std::set<core::CaseId> cases;
    for (const DraftHead& head : all_heads(reader))
        if (const auto key = parse_key(head.kept.key))
            if (const auto id = key->case_of()) cases.insert(*id);
    return cases;
}

std::int64_t drop_over(store::Database& database, core::Instant now)
{
    const auto over = [&](store::Reader& reader, const DraftHead& head) {
        return is_over(head.kept.kept_at, standing_of(reader, head), now);
    };
    // Most are not over: looked at beside everybody's writing, not in it.
    const auto found = database.read([&](store::Reader& reader) {
        auto heads = all_heads(reader);
        std::erase_if(heads, [&](const DraftHead& head) { return !over(reader, head); });
        return heads;
    });
    if (found.empty()) return 0;
    const auto done = database.write([&](store::Transaction& transaction) -> core::Result<std::int64_t> {
        std::int64_t dropped = 0;
        for (const DraftHead& head : found) {
            const auto now_there = load_draft(transaction, head.writer, head.kept.key);
            // Written again meanwhile: somebody is back.
            if (!now_there || now_there->kept_at != head.kept.kept_at || !over(transaction, head)) continue;
            delete_draft(transaction, head.writer, head.kept.key);
            ++dropped;
        }
        return dropped;
    });
    return done.value_or(0);
}

} // namespace panoh::drafts

#include "cases/cases.h"

#include <algorithm>

#include "access/decide.h"
#include "access/people.h"
#include "cases/cases_store.h"
#include "cases/find_key.h"
#include "cases/places.h"
#include "core/json.h"

namespace panoh::cases {
namespace {

core::Result<CaseFile> load(store::Reader& reader, core::CaseId id)
{
    auto file = load_case(reader, id);
    if (!file) return core::fail(core::ErrorKind::not_found, "case/not_found");
    return std::move(*file);
}

core::Result<CaseFile> load_at(store::Reader& reader, core::CaseId id, std::int64_t expected)
{
    PANOH_TRY(CaseFile file, load(reader, id));
    if (file.version != expected) return core::fail(core::ErrorKind::stale, "case/stale");
    return file;
}

void touch(CaseFile& file, const audit::Act& act)
{
    ++file.version;
    file.updated_by = act.actor;
    file.updated_at = act.at;
}

core::Result<CaseFile> save(store::Transaction& transaction, const audit::Act& act, Action action,
                            const CaseFile& before, CaseFile file, std::string detail)
{
    touch(file, act);
    if (!update_case(transaction, before, file)) return core::fail(core::ErrorKind::stale, "case/stale");
    audit::append(transaction, act, {.action = action, .cases = {file.id}, .detail = std::move(detail)});
    return file;
}

std::string free_reference(store::Reader& reader)
{
    std::string reference = random_reference();
    while (reference_taken(reader, reference))
        reference = random_reference();
    return reference;
}

std::string changed_fields(const CodedChange& change)
{
    std::string text;
    boost::mp11::mp_for_each<core::JsonMembers<CodedChange>>([&](auto member) {
        if ((change.*member.pointer).given)
            text += (text.empty() ? "fields:" : ",") + std::string(member.name);
    });
    return text;
}

/// Seals an identity and what finding needs of it, as version `version`.
core::Done seal_identity(store::Transaction& transaction, vault::KeyRing* keys, core::TeamId team,
                         const core::CaseId& id, std::int64_t version, const Identity& identity,
                         core::Instant at)
{
    const std::string whole = core::write_json(identity);
    const std::string find = write_find_key(find_key(identity));
    PANOH_TRY(const core::Bytes sealed,
              vault::seal(transaction, keys, team, identity_place(id, version), whole));
    ShortRow text{.version = version};
    PANOH_TRY(text.sealed, vault::seal(transaction, keys, team, find_place(id, version), find, &text.wrap));
    save_identity(transaction, id, version, sealed, at);
    save_short(transaction, id, text);
    return {};
}

core::Done check_identity(const Identity& identity, const core::Date& today)
{
    auto checked = check(identity, today);
    if (checked) return {};
    auto error = checked.error();
    error.field.insert(0, "identity/");
    for (auto& fault : error.faults)
        fault.field.insert(0, "identity/");
    return core::fail(std::move(error));
}

core::Result<CaseFile> insert_new(store::Transaction& transaction,
                                  const core::Permit<Action::case_open, core::TeamId>& permit,
                                  core::OrganisationId organisation, vault::KeyRing* keys,
                                  const audit::Act& act, const RecordedCase& recorded,
                                  const core::Date& today)
{
    const OpenCase& wanted = recorded.opened;
    PANOH_CHECK(may_open(wanted.consent));
    PANOH_CHECK(check_identity(wanted.identity, today));
    PANOH_TRY(CodedAnswers answers, with_change({}, wanted.answers, today));
    CaseFile file{.id = crypto::random_id<core::CaseId>(),
                  .reference = free_reference(transaction),
                  .organisation = organisation,
                  .team = permit.object(),
                  .assigned_to = recorded.assigned_to,
                  .opened_by = act.actor,
                  .updated_by = act.actor,
                  .state = recorded.state,
                  .country = wanted.country.code,
                  .opened_at = act.at,
                  .updated_at = act.at,
                  .age_band = age_band(wanted.identity.birth, today),
                  .birth_year_known = wanted.identity.birth.year.has_value(),
                  .consent = wanted.consent,
                  .closure_reason = recorded.closure_reason,
                  .answers = std::move(answers)};
    insert_case(transaction, file);
    PANOH_CHECK(seal_identity(transaction, keys, file.team, file.id, 1, wanted.identity, act.at));
    const std::string basis =
        wanted.consent.given ? "consent" : "exception:" + wanted.consent.exception->code;
    audit::append(transaction, act, {.action = Action::case_open, .cases = {file.id}, .detail = basis});
    return file;
}

/// Takes over what the coded part shows of a birth. Its audit row is that of the identity.
core::Done follow_birth(store::Transaction& transaction, const audit::Act& act, const CaseFile& before,
                        const core::PartialDate& birth, const std::string& time_zone)
{
    CaseFile file = before;
    file.age_band = age_band(birth, core::local_day(file.opened_at, time_zone));
    file.birth_year_known = birth.year.has_value();
    if (file.age_band == before.age_band && file.birth_year_known == before.birth_year_known) return {};
    touch(file, act);
    if (!update_case(transaction, before, file)) return core::fail(core::ErrorKind::stale, "case/stale");
    return {};
}

template <typename T>
core::Result<Versioned<T>> opened(const SealedRow& row, const core::Result<core::SecretText>& text)
{
    if (!text) return core::fail(text.error());
    PANOH_TRY(T value, core::read_json<T>(text->reveal()));
    return Versioned<T>{row.version, std::move(value)};
}

} // namespace

core::Result<CaseFile> open_case(store::Transaction& transaction,
                                 const core::Permit<Action::case_open, core::TeamId>& permit,
                                 core::OrganisationId organisation, vault::KeyRing* keys,
                                 const audit::Act& act, const OpenCase& wanted, const core::Date& today)
{
    return insert_new(transaction, permit, organisation, keys, act,
                      {.opened = wanted, .assigned_to = act.actor}, today);
}

core::Result<CaseFile> record_case(store::Transaction& transaction,
                                   const core::Permit<Action::case_open, core::TeamId>& permit,
                                   core::OrganisationId organisation, vault::KeyRing* keys,
                                   const audit::Act& act, const RecordedCase& recorded,
                                   const core::Date& opened_on)
{
    return insert_new(transaction, permit, organisation, keys, act, recorded, opened_on);
}

core::Result<UnreadCase> unread_case(store::Reader& reader, core::CaseId id)
{
    PANOH_TRY(CaseFile file, load(reader, id));
    return UnreadCase(std::move(file));
}

core::Result<CaseFile> change_case(store::Transaction& transaction,
                                   const CasePermit<Action::case_change>& permit, const audit::Act& act,
                                   std::int64_t expected, const CodedChange& change, const core::Date& today)
{
    PANOH_TRY(const CaseFile before, load_at(transaction, permit.object(), expected));
    CaseFile file = before;
    PANOH_TRY(file.answers, with_change(before.answers, change, today));
    return save(transaction, act, Action::case_change, before, std::move(file), changed_fields(change));
}

core::Result<CaseFile> move_case(store::Transaction& transaction, const CasePermit<Action::case_move>& permit,
                                 const audit::Act& act, std::int64_t expected, State to,
                                 const std::optional<Coded<"closure_reason">>& closure_reason)
{
    PANOH_TRY(const CaseFile before, load_at(transaction, permit.object(), expected));
    PANOH_CHECK(check_move(before.state, to, closure_reason.has_value()));
    CaseFile file = before;
    file.state = to;
    file.closure_reason = is_closed(to) ? closure_reason : std::nullopt;
    return save(transaction, act, Action::case_move, before, std::move(file),
                "state:" + std::string(core::to_text(to)));
}

core::Done check_receiver(store::Reader& reader, const CaseFile& file, core::UserId to)
{
    const auto receiver = access::subject_of(reader, to);
    if (!receiver || std::ranges::find(receiver->teams, file.team) == receiver->teams.end())
        return core::fail(core::ErrorKind::conflict, "case/not_on_team", "to");
    // As the case would be then: a screener keeps what they opened only while nobody else has it.
    access::CaseFacts then = facts_of(file);
    then.assigned_to = to;
    for (const auto action : {Action::case_read, Action::case_change})
        if (access::decide(*receiver, action, then) != access::Verdict::allow)
            return core::fail(core::ErrorKind::conflict, "case/receiver_may_not", "to");
    return {};
}

core::Result<CaseFile> assign_case(store::Transaction& transaction,
                                   const CasePermit<Action::case_assign>& permit, const audit::Act& act,
                                   std::int64_t expected, core::UserId to)
{
    PANOH_TRY(const CaseFile before, load_at(transaction, permit.object(), expected));
    PANOH_CHECK(check_receiver(transaction, before, to));
    CaseFile file = before;
    file.assigned_to = to;
    return save(transaction, act, Action::case_assign, before, std::move(file), "to:" + core::to_string(to));
}

core::Result<Versioned<Identity>>
read_identity(store::Reader& reader, const CasePermit<Action::identity_read>& permit, vault::KeyRing& keys)
{
    const core::CaseId& id = permit.object();
    PANOH_TRY(const CaseFile file, load(reader, id));
    const auto row = load_identity(reader, id);
    if (!row) return Versioned<Identity>{};
    return opened<Identity>(
        *row, vault::open(reader, keys, file.team, identity_place(id, row->version), row->sealed));
}

core::Result<std::int64_t> write_identity(store::Transaction& transaction,
                                          const CasePermit<Action::identity_write>& permit,
                                          vault::KeyRing& keys, const audit::Act& act, std::int64_t expected,
                                          const Identity& identity, const std::string& time_zone)
{
    const core::CaseId& id = permit.object();
    PANOH_CHECK(check(identity, core::local_day(act.at, time_zone)));
    PANOH_TRY(const CaseFile file, load(transaction, id));
    const auto row = load_identity(transaction, id);
    if ((row ? row->version : 0) != expected)
        return core::fail(core::ErrorKind::stale, "case/identity_stale");
    PANOH_CHECK(seal_identity(transaction, &keys, file.team, id, expected + 1, identity, act.at));
    PANOH_CHECK(follow_birth(transaction, act, file, identity.birth, time_zone));
    audit::append(transaction, act,
                  {.action = Action::identity_write, .cases = {id}, .detail = "compartment:identity"});
    return expected + 1;
}

core::Result<Versioned<Whereabouts>> read_whereabouts(store::Reader& reader,
                                                      const CasePermit<Action::whereabouts_read>& permit,
                                                      vault::KeyRing& keys)
{
    const core::CaseId& id = permit.object();
    PANOH_TRY(const CaseFile file, load(reader, id));
    const auto row = load_whereabouts(reader, id);
    if (!row) return Versioned<Whereabouts>{};
    return opened<Whereabouts>(
        *row, vault::open(reader, keys, file.team, whereabouts_place(id, row->version), row->sealed));
}

core::Result<std::int64_t> write_whereabouts(store::Transaction& transaction,
                                             const CasePermit<Action::whereabouts_write>& permit,
                                             vault::KeyRing& keys, const audit::Act& act,
                                             std::int64_t expected, const Whereabouts& whereabouts)
{
    const core::CaseId& id = permit.object();
    PANOH_CHECK(check(whereabouts));
    PANOH_TRY(const CaseFile file, load(transaction, id));
    const auto row = load_whereabouts(transaction, id);
    if ((row ? row->version : 0) != expected)
        return core::fail(core::ErrorKind::stale, "case/whereabouts_stale");
    const std::string text = core::write_json(whereabouts);
    PANOH_TRY(const core::Bytes sealed,
              vault::seal(transaction, &keys, file.team, whereabouts_place(id, expected + 1), text));
    save_whereabouts(transaction, id, expected + 1, sealed, act.at);
    audit::append(transaction, act,
                  {.action = Action::whereabouts_write, .cases = {id}, .detail = "compartment:whereabouts"});
    return expected + 1;
}

void note_opened(store::Transaction& transaction, vault::KeyRing& keys, const audit::Act& act, Action action,
                 core::Compartment compartment, core::TeamId team, std::span<const core::CaseId> cases)
{
    audit::append(transaction, act,
                  {.action = action,
                   .cases = {cases.begin(), cases.end()},
                   .detail = "compartment:" + std::string(core::to_text(compartment))});
    if (keys.opened_slowly()) vault::quicken(transaction, keys, team, compartment, cases);
}

} // namespace panoh::cases

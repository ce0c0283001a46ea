#include "cases/cases.h"

#include <algorithm>

#include "access/decide.h"
#include "access/people.h"
#include "cases/cases_store.h"
#include "cases/seal_identity.h"
#include "core/json.h"

namespace panoh::cases {
namespace {

/// What a verb changes must be the case of its permit, as its version was read; the write compares once more.
core::Done check_before(const CaseFile& before, const core::CaseId& permitted, std::int64_t expected)
{
    if (before.id != permitted) throw std::logic_error("a permit for another case");
    if (before.version != expected) return core::fail(core::ErrorKind::stale, "case/stale");
    return {};
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

std::string basis_word(const IntakeBasis& basis)
{
    return basis.given ? "consent" : "exception:" + basis.exception->code;
}

/// Keeps what a change replaces, for the history of a field.
void keep_answers(store::Transaction& transaction, const audit::Act& act, const CaseFile& before,
                  const CodedChange& change, const CodedAnswers& after)
{
    std::vector<ReplacedAnswer> replaced;
    for_each_answer([&](auto kept, auto given) {
        if (!(change.*given.pointer).given) return;
        std::string was = core::write_json(before.answers.*kept.pointer);
        if (was == core::write_json(after.*kept.pointer)) return;
        replaced.push_back({.field = kept.name,
                            .version = before.version,
                            .value = std::move(was),
                            .changed_by = act.actor,
                            .changed_at = act.at});
    });
    save_answers_before(transaction, before.id, replaced);
}

} // namespace

core::Result<NewCase> make_case(store::Reader& reader,
                                const core::Permit<Action::case_open, core::TeamId>& permit,
                                core::OrganisationId organisation, vault::KeyRing& keys,
                                const audit::Act& act, const RecordedCase& recorded,
                                const core::Date& opened_on)
{
    const auto mark = keys.registrar().mark();
    const OpenCase& wanted = recorded.opened;
    PANOH_CHECK(may_open(wanted.consent));
    PANOH_CHECK(check_identity(wanted.identity, opened_on));
    PANOH_TRY(CodedAnswers answers, with_change({}, wanted.answers, opened_on));
    CaseFile file{.id = crypto::random_id<core::CaseId>(),
                  .reference = is_reference(recorded.reference) ? recorded.reference : random_reference(),
                  .organisation = organisation,
                  .team = permit.object(),
                  .assigned_to = recorded.assigned_to.is_null() ? act.actor : recorded.assigned_to,
                  .opened_by = act.actor,
                  .updated_by = act.actor,
                  .state = recorded.state,
                  .country = wanted.country.code,
                  .opened_at = recorded.opened_at == core::Instant{} ? act.at : recorded.opened_at,
                  .updated_at = act.at,
                  .age_band = age_band(wanted.identity.birth, opened_on),
                  .birth_year_known = wanted.identity.birth.year.has_value(),
                  .consent = wanted.consent,
                  .closure_reason = recorded.closure_reason,
                  .answers = std::move(answers)};
    PANOH_TRY(auto identity, seal_first_identity(reader, keys, file, wanted.identity));
    return NewCase{.file = std::move(file), .identity = std::move(identity), .mark = mark};
}

CaseFile write_case(store::Transaction& transaction,
                    const core::Permit<Action::case_open, core::TeamId>& permit, const audit::Act& act,
                    const NewCase& made)
{
    if (permit.object() != made.file.team) throw std::logic_error("a permit for another team");
    CaseFile file = made.file;
    if (reference_taken(transaction, file.reference)) file.reference = free_reference(transaction);
    insert_case(transaction, file, made.identity.text);
    save_first_identity(transaction, file, made.identity, act);
    audit::append(transaction, act,
                  {.action = Action::case_open, .cases = {file.id}, .detail = basis_word(file.consent)});
    return file;
}

CodedChange change_of(const CodedAnswers& answers)
{
    CodedChange change;
    for_each_answer([&](auto kept, auto given) {
        const auto& answer = answers.*kept.pointer;
        change.*given.pointer = {.given = answer.has_value(), .value = answer};
    });
    return change;
}

core::Result<CaseFile> record_case(store::Transaction& transaction,
                                   const core::Permit<Action::case_open, core::TeamId>& permit,
                                   core::OrganisationId organisation, vault::KeyRing& keys,
                                   const audit::Act& act, const RecordedCase& recorded,
                                   const core::Date& opened_on)
{
    PANOH_TRY(const NewCase made,
              make_case(transaction, permit, organisation, keys, act, recorded, opened_on));
    return write_case(transaction, permit, act, made);
}

core::Result<UnreadCase> unread_case(store::Reader& reader, core::CaseId id)
{
    PANOH_TRY(CaseFile file, known_case(reader, id));
    return UnreadCase(std::move(file));
}

core::Result<core::CaseId> case_called(store::Reader& reader, std::string_view reference)
{
    std::string wanted;
    for (const char letter : reference)
        if (letter != ' ' && letter != '-')
            wanted += letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter;
    if (wanted.size() > 3) wanted.insert(3, 1, '-');
    const auto id = is_reference(wanted) ? case_of(reader, wanted) : std::nullopt;
    if (!id) return core::fail(core::ErrorKind::not_found, "case/not_found");
    return *id;
}

core::Result<CaseFile> change_case(store::Transaction& transaction,
                                   const CasePermit<Action::case_change>& permit, const audit::Act& act,
                                   const CaseFile& before, std::int64_t expected, const CodedChange& change,
                                   const core::Date& today)
{
    PANOH_CHECK(check_before(before, permit.object(), expected));
    CaseFile file = before;
    PANOH_TRY(file.answers, with_change(before.answers, change, today));
    keep_answers(transaction, act, before, change, file.answers);
    return save(transaction, act, Action::case_change, before, std::move(file), changed_fields(change));
}

core::Result<std::vector<ReplacedAnswer>>
replaced_answers(store::Reader& reader, const CasePermit<Action::case_read>& permit, std::string_view field)
{
    bool known = field.empty();
    boost::mp11::mp_for_each<core::JsonMembers<CodedAnswers>>(
        [&](auto member) { known = known || field == member.name; });
    if (!known) return core::fail(core::ErrorKind::invalid, "case/field_unknown", "field");
    return answers_before(reader, permit.object(), field);
}

core::Result<CaseFile> change_basis(store::Transaction& transaction,
                                    const CasePermit<Action::case_change>& permit, const audit::Act& act,
                                    const CaseFile& before, std::int64_t expected, const IntakeBasis& basis)
{
    PANOH_CHECK(check_before(before, permit.object(), expected));
    PANOH_CHECK(may_open(basis));
    CaseFile file = before;
    file.consent = basis;
    return save(transaction, act, Action::case_change, before, std::move(file), basis_word(basis));
}

core::Result<CaseFile> move_case(store::Transaction& transaction, const CasePermit<Action::case_move>& permit,
                                 const audit::Act& act, const CaseFile& before, std::int64_t expected,
                                 State to, const std::optional<Coded<"closure_reason">>& closure_reason)
{
    PANOH_CHECK(check_before(before, permit.object(), expected));
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
                                   const CaseFile& before, std::int64_t expected, core::UserId to)
{
    PANOH_CHECK(check_before(before, permit.object(), expected));
    PANOH_CHECK(check_receiver(transaction, before, to));
    CaseFile file = before;
    file.assigned_to = to;
    return save(transaction, act, Action::case_assign, before, std::move(file), "to:" + core::to_string(to));
}

} // namespace panoh::cases

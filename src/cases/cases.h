#pragma once

// The verbs of a case. Each demands its permit, runs in the caller's transaction and leaves its audit row
// there.

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "cases/case_file.h"
#include "cases/identity.h"
#include "cases/seal_identity.h"
#include "core/permit.h"
#include "vault/vault.h"

namespace panoh::cases {

using core::Action;
template <Action A>
using CasePermit = core::Permit<A, core::CaseId>;

struct OpenCase {
    core::Coded<"country"> country;
    IntakeBasis consent;
    Identity identity;
    CodedChange answers;
};

/// A case that was worked on elsewhere before: another system's record, or a fictional one.
struct RecordedCase {
    OpenCase opened;
    State state = State::intake;
    std::optional<Coded<"closure_reason">> closure_reason = {};
    core::UserId assigned_to = {}; ///< null: who opens it
    std::string reference = {};    ///< kept where no other case has it; empty: a new one
    core::Instant opened_at = {};  ///< 0: at `act.at`
};
/// What sets every answer to what it is.
[[nodiscard]] CodedChange change_of(const CodedAnswers& answers);
/// A new case, checked and sealed, that nobody has written yet. Sealing takes longer than writing, and one
/// writer serves everybody: a request makes this in a snapshot of its own.
struct NewCase {
    CaseFile file;
    FirstIdentity identity;
    vault::EpochMark mark; ///< a team's key that got a new epoch since: to be made again
};
/// Writing needs no key-holder. `opened_on` is the day of its opening.
/// "case/consent_or_exception" and the other refusals of `may_open`, `check` and `with_change`.
[[nodiscard]] core::Result<NewCase> make_case(store::Reader& reader,
                                              const core::Permit<Action::case_open, core::TeamId>& permit,
                                              core::OrganisationId organisation, vault::KeyRing& keys,
                                              const audit::Act& act, const RecordedCase& recorded,
                                              const core::Date& opened_on);
/// Opens it, for the team that the permit is for, under its reference or, where another case has that, a new
/// one.
[[nodiscard]] CaseFile write_case(store::Transaction& transaction,
                                  const core::Permit<Action::case_open, core::TeamId>& permit,
                                  const audit::Act& act, const NewCase& made);
/// Both in one transaction.
[[nodiscard]] core::Result<CaseFile> record_case(store::Transaction& transaction,
                                                 const core::Permit<Action::case_open, core::TeamId>& permit,
                                                 core::OrganisationId organisation, vault::KeyRing& keys,
                                                 const audit::Act& act, const RecordedCase& recorded,
                                                 const core::Date& opened_on);

/// All that somebody may know of a case of another team whose name they typed, or which a duty officer is
/// about to open: where to ask, and whom to tell.
struct HeldCase {
    std::string reference = {};
    core::TeamId team = {};
    core::UserId assigned_to = {};
};

/// A case that was found and that nobody may read yet: it tells what the decision asks for, and the rest only
/// to who holds a permit for it.
class UnreadCase {
public:
    explicit UnreadCase(CaseFile file) : file_(std::move(file)) {}
    [[nodiscard]] access::CaseFacts facts() const { return facts_of(file_); }
    /// Every right on a case but those to ask and to open it in an emergency is a right to its coded part.
    /// The permit must be for this case.
    template <Action A>
        requires(A != Action::case_ask && A != Action::emergency_open)
    [[nodiscard]] CaseFile read(const CasePermit<A>& permit) &&
    {
        if (permit.object() != file_.id) throw std::logic_error("a permit for another case");
        return std::move(file_);
    }
    template <Action A>
        requires(A == Action::case_ask || A == Action::emergency_open)
    [[nodiscard]] HeldCase held(const CasePermit<A>& permit) &&
    {
        if (permit.object() != file_.id) throw std::logic_error("a permit for another case");
        return {std::move(file_.reference), file_.team, file_.assigned_to};
    }

private:
    CaseFile file_;
};
/// Ids of all cases of a team, oldest first: for going through them. Each still needs its permit.
[[nodiscard]] std::vector<core::CaseId> case_ids(store::Reader& reader, core::TeamId team);
/// "case/not_found".
[[nodiscard]] core::Result<UnreadCase> unread_case(store::Reader& reader, core::CaseId id);
/// By its reference, as people say it on the telephone: case, spaces and a missing dash do not matter.
/// "case/not_found".
[[nodiscard]] core::Result<core::CaseId> case_called(store::Reader& reader, std::string_view reference);

// The verbs below change a case from `before`, as this transaction read it (UnreadCase::read); "case/stale"
// when that, or its row by now, is not of version `expected`.

/// Changes coded fields.
[[nodiscard]] core::Result<CaseFile> change_case(store::Transaction& transaction,
                                                 const CasePermit<Action::case_change>& permit,
                                                 const audit::Act& act, const CaseFile& before,
                                                 std::int64_t expected, const CodedChange& change,
                                                 const core::Date& today);
/// A coded answer that somebody's change replaced; `value` is JSON, "null" where nothing was recorded.
struct ReplacedAnswer {
    std::string field = {};
    std::int64_t version = 0; ///< of the case that said it last
    std::string value = {};
    core::UserId changed_by = {};
    core::Instant changed_at = {};
};
/// What coded fields, or the one named, said before they were changed; newest first, at most 200.
/// "case/field_unknown".
[[nodiscard]] core::Result<std::vector<ReplacedAnswer>>
replaced_answers(store::Reader& reader, const CasePermit<Action::case_read>& permit, std::string_view field);
/// Another basis than the one the case was opened with: given later, or withdrawn where an exception holds.
/// Refusals of `may_open`.
[[nodiscard]] core::Result<CaseFile> change_basis(store::Transaction& transaction,
                                                  const CasePermit<Action::case_change>& permit,
                                                  const audit::Act& act, const CaseFile& before,
                                                  std::int64_t expected, const IntakeBasis& basis);
[[nodiscard]] core::Result<CaseFile> move_case(store::Transaction& transaction,
                                               const CasePermit<Action::case_move>& permit,
                                               const audit::Act& act, const CaseFile& before,
                                               std::int64_t expected, State to,
                                               const std::optional<Coded<"closure_reason">>& closure_reason);
/// Whether somebody can be handed a case: an active member of its team who could then read and change it.
/// "case/not_on_team", "case/receiver_may_not", both on field to.
[[nodiscard]] core::Done check_receiver(store::Reader& reader, const CaseFile& file, core::UserId to);
/// Hands the case to somebody of its team; refusals of `check_receiver`.
[[nodiscard]] core::Result<CaseFile> assign_case(store::Transaction& transaction,
                                                 const CasePermit<Action::case_assign>& permit,
                                                 const audit::Act& act, const CaseFile& before,
                                                 std::int64_t expected, core::UserId to);

} // namespace panoh::cases

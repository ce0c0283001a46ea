#include "cases/asks.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <tuple>

#include "cases/asks_store.h"

namespace panoh::cases {
namespace {

constexpr std::size_t most_waiting = 50;
constexpr std::int64_t most_own = 20;

} // namespace

core::Result<Ask> ask_about(store::Transaction& transaction, const CasePermit<Action::case_ask>& permit,
                            const HeldCase& held, const std::vector<core::TeamId>& own_teams,
                            const audit::Act& act, const AskPurpose& purpose)
{
    const core::CaseId& id = permit.object();
    if (std::ranges::find(own_teams, held.team) != own_teams.end())
        return core::fail(core::ErrorKind::conflict, "case/own_team");
    if (has_asked(transaction, act.actor, id))
        return core::fail(core::ErrorKind::conflict, "case/asked_already");
    const Ask ask{.id = crypto::random_id<core::AskId>(),
                  .case_id = id,
                  .reference = held.reference,
                  .team = held.team,
                  .asked_by = act.actor,
                  .asked_at = act.at,
                  .purpose = purpose.code};
    insert_ask(transaction, ask);
    audit::append(transaction, act,
                  {.action = Action::case_ask, .cases = {id}, .detail = "purpose:" + purpose.code});
    return ask;
}

core::Result<Ask> find_ask(store::Reader& reader, core::AskId id)
{
    auto ask = load_ask(reader, id);
    if (!ask) return core::fail(core::ErrorKind::not_found, "case/ask_not_found");
    return std::move(*ask);
}

core::Result<Ask> answer_ask(store::Transaction& transaction, const CasePermit<Action::case_answer>& permit,
                             const audit::Act& act, Ask ask, const AskAnswer& answer)
{
    if (permit.object() != ask.case_id) throw std::logic_error("a permit for another case");
    ask.answer = answer.code;
    ask.answered_by = act.actor;
    if (!save_answer(transaction, ask, act.at))
        return core::fail(core::ErrorKind::conflict, "case/ask_answered");
    audit::append(transaction, act,
                  {.action = Action::case_answer, .cases = {ask.case_id}, .detail = "answer:" + answer.code});
    return ask;
}

std::vector<Ask> waiting_asks(store::Reader& reader, const std::vector<core::TeamId>& teams)
{
    std::vector<Ask> asks;
    for (const auto& team : teams) {
        auto of_team = asks_of_team(reader, team, static_cast<std::int64_t>(most_waiting));
        std::ranges::move(of_team, std::back_inserter(asks));
    }
    std::ranges::sort(asks, [](const Ask& a, const Ask& b) {
        return std::tie(a.asked_at, a.id) < std::tie(b.asked_at, b.id);
    });
    if (asks.size() > most_waiting) asks.resize(most_waiting);
    return asks;
}

std::vector<Ask> asked_by(store::Reader& reader, core::UserId person, core::Instant since)
{
    return asks_of_person(reader, person, since, most_own);
}

bool has_asked(store::Reader& reader, core::UserId person, core::CaseId id)
{
    return has_waiting_ask(reader, person, id);
}

} // namespace panoh::cases
